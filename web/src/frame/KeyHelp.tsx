import { Modal } from "antd";
import { useTexts } from "@/text";
import { useBoundKeys } from "./keys";
import styles from "./shell.module.css";
import { frameTexts } from "./texts";

const shown: Record<string, string> = {
  "ctrl+k": "Ctrl K",
  Escape: "Esc",
  ArrowLeft: "←",
  ArrowRight: "→",
  "shift+ArrowLeft": "Shift ←",
  "shift+ArrowRight": "Shift →",
};

export default function KeyHelp({ onClose }: { onClose: () => void }) {
  const t = useTexts(frameTexts);
  const keys = useBoundKeys();
  const groups = [
    { name: t.thisPage, keys: keys.filter((key) => !key.everywhere) },
    { name: t.everywhere, keys: keys.filter((key) => key.everywhere) },
  ];
  return (
    <Modal title={t.keys} open onCancel={onClose} footer={null} width={480}>
      {groups.map((group) =>
        group.keys.length === 0 ? null : (
          <section key={group.name}>
            <h3>{group.name}</h3>
            <dl className={styles.keyList}>
              {group.keys.map((key) => (
                <div key={key.keys} style={{ display: "contents" }}>
                  <dt>
                    {(key.keys === " " ? ["Space"] : key.keys.split(" ")).map((one) => (
                      <kbd key={one}>{shown[one] ?? one}</kbd>
                    ))}
                  </dt>
                  <dd>{key.name}</dd>
                </div>
              ))}
            </dl>
          </section>
        ),
      )}
      <p className="caption">{t.keysHint}</p>
    </Modal>
  );
}
