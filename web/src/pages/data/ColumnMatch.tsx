// Which column of the dataset each column of the user's file is. Headers in Chinese are matched by themselves.
import { useId } from "react";
import { full } from "@/design/number";
import { nameIn, useLanguage, useTexts } from "@/text";
import { columnNames } from "./columns";
import styles from "./data.module.css";
import { type ChosenFile, fileNamed } from "./files";
import { importTexts } from "./import-text";
import { headerOf, withMended } from "./mend";

/** How many of the file's own columns are known, and which needed ones it lacks. */
function matchOf(file: ChosenFile): { matched: number; lacking: readonly string[] } {
  const known = fileNamed(file.as ?? "");
  const header = headerOf(file);
  return {
    matched: header.filter((name) => known?.columns.includes(name)).length,
    lacking: (known?.keys ?? []).filter((name) => !header.includes(name)),
  };
}

export function ColumnMatch({ file, onFile }: { file: ChosenFile; onFile: (file: ChosenFile) => void }) {
  const t = useTexts(importTexts);
  const language = useLanguage();
  const id = useId();
  const known = fileNamed(file.as ?? "");
  if (!known) return null;
  const header = headerOf(file);
  const { matched, lacking } = matchOf(file);
  const nameOf = (column: string) => {
    const name = columnNames[column];
    return name ? `${nameIn(language, { name_zh: name.zh, name_en: name.en })} ${column}` : column;
  };
  return (
    <details className={styles.match} open={matched < file.header.length || lacking.length > 0 || undefined}>
      <summary>
        {t.match}: {t.matched(full(matched), full(file.header.length))}
      </summary>
      {lacking.length > 0 ? (
        <p className={styles.lacking}>{t.lacks(lacking.map(nameOf).join(language === "zh" ? "、" : ", "))}</p>
      ) : null}
      <p className="caption">{t.matchNote}</p>
      <table className={styles.table} aria-label={t.matchTitle(file.name)}>
        <thead>
          <tr>
            <th scope="col">{t.yours}</th>
            <th scope="col">{t.is}</th>
          </tr>
        </thead>
        <tbody>
          {file.header.map((title, column) => {
            const now = header[column] ?? "";
            const isKnown = known.columns.includes(now);
            return (
              <tr key={`${title}:${String(column)}`}>
                <td>
                  <label htmlFor={`${id}-${String(column)}`}>{title.trim() || String(column + 1)}</label>
                </td>
                <td>
                  <select
                    id={`${id}-${String(column)}`}
                    value={isKnown ? now : ""}
                    onChange={(event) =>
                      onFile(
                        withMended(file, [{ line: 1, column, to: event.target.value || unusedName(title, column) }]),
                      )
                    }
                  >
                    <option value="">{t.leaveColumn}</option>
                    {known.columns
                      .filter((one) => one === now || !header.includes(one))
                      .map((one) => (
                        <option key={one} value={one}>
                          {nameOf(one)}
                        </option>
                      ))}
                  </select>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

// A column that is left out must not have the name of one that is read.
const unusedName = (title: string, column: number) => `${title.trim()} (${String(column + 1)})`;
