// Each number is a button: what it means, how it was computed with the real inputs, from which sources, of which grade.
import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from "react";
import styles from "./evidence.module.css";

const EvidenceDrawer = lazy(() => import("./EvidenceDrawer"));

export interface EvidenceInput {
  label: string;
  value: string;
  year?: number | null;
  source: string;
  url?: string;
  grade?: string;
  scope?: string;
  /** Came out of a computation: has no year and no grade of its own. */
  computed?: boolean;
  /** Marks that stand with it, as “old” or “not used”. */
  notes?: readonly string[];
}
export interface Evidence {
  title: string;
  value: string;
  meaning?: string;
  formula?: string;
  inputs: readonly EvidenceInput[];
  /** Dataset, version, when it was computed. */
  version?: string;
}

const Context = createContext<(evidence: Evidence) => void>(() => undefined);
export function useEvidence() {
  return useContext(Context);
}

export function EvidenceProvider({ children }: { children: ReactNode }) {
  const [evidence, setEvidence] = useState<Evidence>();
  const [open, setOpen] = useState(false);
  const show = useMemo(
    () => (next: Evidence) => {
      setEvidence(next);
      setOpen(true);
    },
    [],
  );
  return (
    <Context.Provider value={show}>
      {children}
      <Suspense>
        {evidence ? <EvidenceDrawer evidence={evidence} open={open} onClose={() => setOpen(false)} /> : null}
      </Suspense>
    </Context.Provider>
  );
}

/** A number that opens its evidence. */
export function EvidenceButton({ evidence, children }: { evidence: () => Evidence; children: ReactNode }) {
  const show = useEvidence();
  return (
    <button
      type="button"
      className={styles.number}
      onClick={(event) => {
        event.stopPropagation();
        show(evidence());
      }}
    >
      {children}
    </button>
  );
}
