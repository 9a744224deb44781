import { Grade } from "@/design/marks";
import { useTexts } from "@/text";
import type { EvidenceInput } from "./Evidence";
import styles from "./evidence.module.css";
import { frameTexts } from "./texts";

export function EvidenceTable({ inputs }: { inputs: readonly EvidenceInput[] }) {
  const t = useTexts(frameTexts);
  if (inputs.length === 0) return <p className="caption">{t.noEvidence}</p>;
  return (
    <div className={styles.box}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.inputs}</th>
            <th scope="col" className={styles.right}>
              {t.value}
            </th>
            <th scope="col">{t.year}</th>
            <th scope="col">{t.grade}</th>
            <th scope="col">{t.source}</th>
          </tr>
        </thead>
        <tbody>
          {inputs.map((input, i) => (
            <tr key={input.label + String(i)}>
              <td>
                {input.label}
                {input.scope ? <div className="caption">{input.scope}</div> : null}
              </td>
              <td className={`${styles.right} number`}>{input.value}</td>
              <td className="number">{input.year || (input.computed ? "" : "—")}</td>
              <td>{input.computed ? null : <Grade grade={input.grade} />}</td>
              <td className={styles.source}>
                {input.url ? (
                  <a href={input.url} target="_blank" rel="noreferrer">
                    {input.source}
                  </a>
                ) : (
                  input.source
                )}
                {input.notes?.length ? <div className="caption">{input.notes.join(" · ")}</div> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
