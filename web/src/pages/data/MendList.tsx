// What was mended and left out, each with its undo, and the files with remarks.

import { DownloadOutlined, UndoOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { expectedIn } from "@/api/problem";
import { full } from "@/design/number";
import { download } from "@/design/table/columns";
import { Section } from "@/frame/Page";
import { useLanguage, useTexts } from "@/text";
import styles from "./data.module.css";
import { baseName, type FileFault, remarksOf } from "./faults";
import type { ChosenFile } from "./files";
import { inGb18030 } from "./gb18030";
import { importTexts } from "./import-text";
import { annotatedText, columnName, isLeavingOut, leftOut, type Mend, withoutBatch } from "./mend";
import { dataTexts } from "./text";

const mostShown = 100;

export function MendList({ files, onFile }: { files: readonly ChosenFile[]; onFile: (file: ChosenFile) => void }) {
  const t = useTexts(dataTexts);
  const own = useTexts(importTexts);
  const all = files.flatMap((file) => (file.mends ?? []).map((mend) => ({ file, mend })));
  if (all.length === 0) return null;
  const rows = files.reduce((sum, file) => sum + leftOut(file).length, 0);
  const cells = all.filter((one) => !isLeavingOut(one.mend)).length;
  const sizeOf = (file: ChosenFile, batch: number) => (file.mends ?? []).filter((one) => one.batch === batch).length;
  return (
    <Section title={own.mends(full(cells), full(rows))}>
      <p className="caption">{own.mendsNote}</p>
      <div className={styles.scrolls}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.file}</th>
              <th scope="col" data-right>
                {t.line}
              </th>
              <th scope="col">{t.column}</th>
              <th scope="col">{t.value}</th>
              <th scope="col">{own.becomes}</th>
              <th scope="col">{own.action}</th>
            </tr>
          </thead>
          <tbody>
            {all.slice(0, mostShown).map(({ file, mend }, i) => (
              <tr key={`${file.name}:${String(i)}`}>
                <td className={styles.nowrap}>{file.name}</td>
                <td data-right>{full(mend.line)}</td>
                <td>{mend.column === undefined ? own.row : <ColumnOf file={file} mend={mend} />}</td>
                <td className={styles.value}>{mend.was || own.emptyCell}</td>
                <td className={styles.value}>{isLeavingOut(mend) ? own.left : mend.to || own.emptyCell}</td>
                <td>
                  <Button
                    size="small"
                    type="text"
                    icon={<UndoOutlined />}
                    aria-label={`${own.undo} ${file.name} ${full(mend.line)}`}
                    onClick={() => onFile(withoutBatch(file, mend.batch))}
                  >
                    {own.undo}
                    {sizeOf(file, mend.batch) > 1 ? ` (${own.mendsOf(full(sizeOf(file, mend.batch)))})` : ""}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all.length > mostShown ? <p className="caption">{own.moreMends(full(all.length - mostShown))}</p> : null}
    </Section>
  );
}

function ColumnOf({ file, mend }: { file: ChosenFile; mend: Mend }) {
  return <code className={styles.code}>{columnName(file, mend.column ?? 0)}</code>;
}

/** The user's files as they stand, with what is wrong in a column at the end; in the encoding in which they came. */
export function DownloadAnnotated({ files, faults }: { files: readonly ChosenFile[]; faults: readonly FileFault[] }) {
  const own = useTexts(importTexts);
  const language = useLanguage();
  const named = files.filter(
    (file) => (file.mends?.length ?? 0) > 0 || faults.some((fault) => baseName(fault.file) === file.as),
  );
  if (named.length === 0) return null;
  const save = (file: ChosenFile) => {
    const remarks = remarksOf(
      file,
      faults.map((fault) => ({ fault, words: expectedIn(language, fault) })),
    );
    for (const line of leftOut(file)) remarks.set(line, own.left);
    const text = annotatedText(file, remarks);
    const bytes = file.encoding === "GB18030" ? inGb18030(text) : undefined;
    download(file.name.replace(/(\.csv)?$/i, ".remarks.csv"), bytes ?? `\uFEFF${text}`, "text/csv");
  };
  return (
    <div className={styles.below}>
      {named.map((file) => (
        <Button key={file.name} size="small" icon={<DownloadOutlined />} onClick={() => save(file)}>
          {own.annotated(file.name)}
        </Button>
      ))}
      <span className="caption">{own.annotatedNote}</span>
    </div>
  );
}
