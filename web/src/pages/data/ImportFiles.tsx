// Step one: which files, read as what.
import { DeleteOutlined, FolderOpenOutlined, UploadOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useRef, useState } from "react";
import { full } from "@/design/number";
import { download } from "@/design/table/columns";
import { useMe } from "@/frame/session";
import { useLanguage, useTexts } from "@/text";
import { ColumnMatch } from "./ColumnMatch";
import styles from "./data.module.css";
import { keptDecisions, recalled } from "./decisions";
import { type ChosenFile, datasetFiles, readFile, twice } from "./files";
import type { Importing } from "./import-store";
import { importTexts } from "./import-text";
import { rowsOf, withoutBatch } from "./mend";
import { FileName } from "./parts";
import { templateOf } from "./templates";
import { dataTexts } from "./text";

interface Props {
  name: string;
  newest: number;
  files: readonly ChosenFile[];
  kept: Importing["kept"];
  onFiles: (files: readonly ChosenFile[]) => void;
  onRun: () => void;
  mayRun: boolean;
}

export function ImportFiles({ name, newest, files, kept, onFiles, onRun, mayRun }: Props) {
  const t = useTexts(dataTexts);
  const own = useTexts(importTexts);
  const account = useMe().account.id;
  const language = useLanguage();
  const [over, setOver] = useState(false);
  const [reading, setReading] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = async (list: Iterable<File>) => {
    setReading(true);
    const read: ChosenFile[] = [];
    const decisions = await keptDecisions(account, name);
    for (const file of list) {
      if (file.name.startsWith(".")) continue;
      read.push(recalled(decisions, readFile(file.name, new Uint8Array(await file.arrayBuffer()))));
    }
    // A file chosen again takes the place of the one with its name.
    onFiles([...files.filter((old) => !read.some((one) => one.name === old.name)), ...read]);
    setReading(false);
  };
  const both = twice(files);
  const sent = new Set(files.map((file) => file.as));
  const staying = datasetFiles.filter((one) => !sent.has(one.file));
  return (
    <>
      <section
        className={styles.drop}
        data-over={over || undefined}
        aria-label={t.chooseFiles}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={async (event) => {
          event.preventDefault();
          setOver(false);
          await take(await droppedFiles(event.dataTransfer));
        }}
      >
        {t.drop}
        <Button icon={<UploadOutlined />} loading={reading} onClick={() => picker.current?.click()}>
          {t.chooseFiles}
        </Button>
        <Button icon={<FolderOpenOutlined />} onClick={() => folder.current?.click()}>
          {t.chooseFolder}
        </Button>
        <p className="caption">{t.formats}</p>
        {[picker, folder].map((ref, i) => (
          <input
            key={String(i)}
            ref={(input) => {
              ref.current = input;
              if (i === 1) input?.setAttribute("webkitdirectory", "");
            }}
            type="file"
            multiple
            hidden
            aria-label={i === 0 ? t.chooseFiles : t.chooseFolder}
            onChange={(event) => {
              const list = [...(event.target.files ?? [])];
              event.target.value = "";
              void take(list);
            }}
          />
        ))}
      </section>
      {files.length > 0 ? (
        <div className={`${styles.files} ${styles.scrolls}`}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t.file}</th>
                <th scope="col">{t.as}</th>
                <th scope="col" data-right>
                  {t.rows}
                </th>
                <th scope="col">{t.encoding}</th>
                <th scope="col" data-right>
                  {t.size} kB
                </th>
                <th scope="col" />
              </tr>
            </thead>
            <tbody>
              {files.map((file) => (
                <FileRow
                  key={file.name}
                  file={file}
                  onFile={(next) => onFiles(files.map((one) => (one === file ? next : one)))}
                  onRemove={() => onFiles(files.filter((one) => one !== file))}
                />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {both ? <Alert className={styles.files} type="error" showIcon title={t.twice(both)} /> : null}
      <div className={styles.below}>
        <Button type="primary" disabled={!mayRun} onClick={onRun}>
          {t.run}
        </Button>
        {files.length > 0 ? <Button onClick={() => onFiles([])}>{t.clear}</Button> : null}
        <span className="caption" role="status">
          {kept === "restored" ? `${own.restored} ` : ""}
          {files.length > 0 && kept === "no" ? own.notKept : own.kept}
        </span>
      </div>
      {newest > 0 && files.length > 0 ? (
        <div className={styles.stays}>
          {t.stays(String(newest))}
          <ul>
            {staying.map((one) => (
              <li key={one.file}>
                <FileName file={one.file} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className={styles.stays}>
        {t.templates}
        <ul>
          {datasetFiles.map((one) => (
            <li key={one.file}>
              <Button
                type="link"
                size="small"
                style={{ paddingInline: 0 }}
                title={own.template(one[language])}
                onClick={() => download(one.file, `\uFEFF${templateOf(one.file)}`, "text/csv")}
              >
                {one[language]}
              </Button>
            </li>
          ))}
        </ul>
        <p className="caption">{own.templateNote}</p>
      </div>
    </>
  );
}

function FileRow({
  file,
  onFile,
  onRemove,
}: {
  file: ChosenFile;
  onFile: (file: ChosenFile) => void;
  onRemove: () => void;
}) {
  const t = useTexts(dataTexts);
  const own = useTexts(importTexts);
  const language = useLanguage();
  const note = file.workbook
    ? t.workbook
    : file.badLine
      ? t.unreadable(full(file.badLine))
      : file.header.length === 0
        ? t.emptyFile
        : !file.as
          ? t.notDataset
          : undefined;
  return (
    <tr>
      <td>
        {file.name}
        {note ? <div className="caption">{note}</div> : null}
        {file.recalled ? (
          <div className="caption">
            {own.recalled(full((file.mends ?? []).filter((one) => one.batch === 1).length))}{" "}
            <Button size="small" type="link" onClick={() => onFile({ ...withoutBatch(file, 1), recalled: undefined })}>
              {own.forgetRecalled}
            </Button>
          </div>
        ) : null}
        {file.as ? <ColumnMatch file={file} onFile={onFile} /> : null}
      </td>
      <td>
        {file.encoding ? (
          <select
            value={file.as ?? ""}
            aria-label={`${t.as} ${file.name}`}
            onChange={(event) => onFile({ ...file, as: event.target.value || undefined })}
          >
            <option value="">{t.skip}</option>
            {datasetFiles.map((one) => (
              <option key={one.file} value={one.file}>
                {one[language]} {one.file}
              </option>
            ))}
          </select>
        ) : (
          t.skip
        )}
      </td>
      <td data-right>{file.encoding ? full(rowsOf(file)) : "—"}</td>
      <td>{file.encoding || "—"}</td>
      <td data-right>{full(Math.max(1, Math.round(file.bytes / 1000)))}</td>
      <td data-right>
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t.remove(file.name)}
          onClick={onRemove}
        />
      </td>
    </tr>
  );
}

// Dropped folders are opened, one level deep.
async function droppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...data.files];
  const files: File[] = [];
  for (const [i, entry] of entries.entries()) {
    if (entry?.isDirectory) {
      const inside = await new Promise<FileSystemEntry[]>((done, fail) =>
        (entry as FileSystemDirectoryEntry).createReader().readEntries(done, fail),
      );
      for (const one of inside)
        if (one.isFile)
          files.push(await new Promise<File>((done, fail) => (one as FileSystemFileEntry).file(done, fail)));
    } else if (plain[i]) files.push(plain[i]);
  }
  return files;
}
