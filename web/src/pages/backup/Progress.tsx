import type { JobProgress } from "@/api/jobs";
import { percent } from "@/design/number";
import { useTexts } from "@/text";
import styles from "./backup.module.css";
import { backupTexts } from "./text";

/** How far a job is, in words: spoken politely, never a spinner alone. */
export function Progress({
  progress,
  name,
  inline,
}: {
  progress: JobProgress | undefined;
  name: (done: string) => string;
  inline?: boolean;
}) {
  const t = useTexts(backupTexts);
  const done = progress ? (progress.state === "queued" ? t.waiting : percent(progress.progress, 0)) : "";
  const words = name(done);
  return (
    <span className={inline ? undefined : styles.progress} role="status">
      {words}
      {words.includes(done) ? "" : ` ${done}`}
      {inline ? null : (
        <span className={styles.bar} aria-hidden="true">
          <span style={{ width: `${Math.round((progress?.progress ?? 0) * 100)}%` }} />
        </span>
      )}
    </span>
  );
}
