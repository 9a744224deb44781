// Lock and ban of one maker for one product; pressed again, the rule is lifted.
import { LockFilled, LockOutlined, StopOutlined } from "@ant-design/icons";
import type { SetState } from "@/frame/url-state";
import { useTexts } from "@/text";
import styles from "./backup.module.css";
import type { Desk } from "./model";
import { ruleOf, toggled } from "./rules";
import { ruleTexts } from "./ruleTexts";

export function RuleButtons({
  desk,
  set,
  pair,
  name,
  mayLock = true,
}: {
  desk: Desk;
  set: SetState<Desk>;
  pair: string;
  name: string;
  /** False for who cannot be in any plan. */
  mayLock?: boolean;
}) {
  const t = useTexts(ruleTexts);
  const rule = ruleOf(desk, pair);
  const isLocked = rule === "lock";
  return (
    <span className={styles.ruleButtons}>
      <button
        type="button"
        aria-pressed={isLocked}
        aria-label={t.lockOf(name)}
        title={mayLock ? t.lockOf(name) : t.cannotLock}
        disabled={!mayLock && !isLocked}
        onClick={() => set(toggled(desk, pair, "lock"))}
      >
        {isLocked ? <LockFilled aria-hidden="true" /> : <LockOutlined aria-hidden="true" />}
      </button>
      <button
        type="button"
        aria-pressed={rule === "ban"}
        aria-label={t.banOf(name)}
        title={t.banOf(name)}
        onClick={() => set(toggled(desk, pair, "ban"))}
      >
        <StopOutlined aria-hidden="true" />
      </button>
    </span>
  );
}
