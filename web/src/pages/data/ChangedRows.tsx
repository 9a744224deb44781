// The first rows that a version changed in a file: what is new, what is gone, and which cells became another value.
import { Masked } from "@/design/marks";
import { full } from "@/design/number";
import { useLanguage, useTexts } from "@/text";
import { columnNames } from "./columns";
import styles from "./data.module.css";
import { fileNamed } from "./files";
import { dataTexts } from "./text";

type Cells = Readonly<Record<string, unknown>> | null;
export interface FileChanges {
  file: string;
  added: number;
  changed: number;
  removed: number;
  rows_withheld: boolean;
  rows: readonly { before: Cells; after: Cells }[];
}

/** Columns whose value differs, with both values; empty where there was none. */
export function changedCells(before: Cells, after: Cells): { column: string; from: string; to: string }[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .map((column) => ({ column, from: String(before?.[column] ?? ""), to: String(after?.[column] ?? "") }))
    .filter(({ from, to }) => from !== to);
}

/** What names the row: its first columns that are ids, else its first ones. */
export function rowName(file: string, cells: Cells): string {
  const columns = fileNamed(file)?.columns ?? Object.keys(cells ?? {});
  const ids = columns.filter((column) => /_id$|_code$|^provider$|^metric$/.test(column)).slice(0, 3);
  return (ids.length > 0 ? ids : columns.slice(0, 2))
    .map((column) => cells?.[column])
    .filter((value) => value !== undefined && value !== "")
    .join(" · ");
}

export function ChangedRows({ file }: { file: FileChanges }) {
  const t = useTexts(dataTexts);
  const language = useLanguage();
  if (file.rows_withheld) {
    return (
      <p className="caption">
        <Masked>{t.withheld}</Masked>
      </p>
    );
  }
  const all = file.added + file.changed + file.removed;
  if (all === 0) return <p className="caption">{t.onlyOrder}</p>;
  const title = (column: string) => columnNames[column]?.[language] ?? column;
  return (
    <>
      <div className={styles.scrolls}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.whatChanged}</th>
              <th scope="col">{t.row}</th>
              <th scope="col">
                {t.before} → {t.after}
              </th>
            </tr>
          </thead>
          <tbody>
            {file.rows.map(({ before, after }, i) => (
              <tr key={String(i)}>
                <td className={styles.nowrap}>
                  {before === null ? `＋ ${t.added}` : after === null ? `− ${t.removed}` : `≠ ${t.changed}`}
                </td>
                <td className={styles.nowrap}>{rowName(file.file, after ?? before)}</td>
                <td className={styles.diff}>
                  <ul className={styles.tags}>
                    {changedCells(before, after).map(({ column, from, to }) => (
                      <li key={column}>
                        <span className="caption">{title(column)}</span> {from ? <del>{from}</del> : null}
                        {from && to ? " → " : null}
                        {to ? <ins>{to}</ins> : null}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {file.rows.length < all ? <p className="caption">{t.firstRows(full(file.rows.length), full(all))}</p> : null}
    </>
  );
}
