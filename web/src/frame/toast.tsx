// A short word that something was done, at the top of the page; readers hear it, errors at once.
import { CheckCircleOutlined, ExclamationCircleOutlined, InfoCircleOutlined, WarningOutlined } from "@ant-design/icons";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import styles from "./toast.module.css";

const marks = {
  success: CheckCircleOutlined,
  info: InfoCircleOutlined,
  warning: WarningOutlined,
  error: ExclamationCircleOutlined,
};
type Kind = keyof typeof marks;
type Toast = Record<Kind, (words: string, seconds?: number) => void>;
const Context = createContext<Toast | undefined>(undefined);

interface Said {
  id: number;
  kind: Kind;
  words: string;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const last = useRef(0);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const running = timers.current;
    return () => running.forEach(clearTimeout);
  }, []);
  const toast = useMemo<Toast>(() => {
    const say =
      (kind: Kind) =>
      (words: string, seconds = 3) => {
        const id = ++last.current;
        setSaid((before) => [...before.slice(-4), { id, kind, words }]);
        const timer = setTimeout(() => {
          timers.current.delete(timer);
          setSaid((before) => before.filter((one) => one.id !== id));
        }, seconds * 1000);
        timers.current.add(timer);
      };
    return { success: say("success"), info: say("info"), warning: say("warning"), error: say("error") };
  }, []);
  const list = (kinds: readonly Kind[], live: "polite" | "assertive") => (
    <div aria-live={live}>
      {said
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ id, kind, words }) => {
          const Mark = marks[kind];
          return (
            <div key={id} className={styles.toast} data-kind={kind}>
              <Mark aria-hidden />
              {words}
            </div>
          );
        })}
    </div>
  );
  return (
    <Context.Provider value={toast}>
      {children}
      {createPortal(
        <div className={`${styles.place} no-print`}>
          {list(["success", "info", "warning"], "polite")}
          {list(["error"], "assertive")}
        </div>,
        document.body,
      )}
    </Context.Provider>
  );
}

export function useToast(): Toast {
  const toast = useContext(Context);
  if (!toast) throw new Error("useToast outside the design");
  return toast;
}
