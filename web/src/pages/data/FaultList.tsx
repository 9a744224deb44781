// Faults by kind, each with the cell where it stands: mended here, or its row left out.
import { Button } from "antd";
import { full } from "@/design/number";
import { useLanguage, useTexts } from "@/text";
import styles from "./data.module.css";
import { FaultRow } from "./FaultRow";
import { baseName, type FaultGroup, type FileFault, suggestionFor } from "./faults";
import type { ChosenFile } from "./files";
import { importTexts } from "./import-text";
import { cellAt, columnOf, isLeftOut, originalAt, withLeftOut, withMended } from "./mend";
import { dataTexts } from "./text";

const mostShown = 50;
export const marks = { in: "✓", look: "?", out: "✕" } as const;

/** Where a fault stands in a file that the user brought; nothing where it cannot be mended in place. */
export interface Place {
  file: ChosenFile;
  line: number;
  /** None: the row as a whole. */
  column: number | undefined;
  now: string | undefined;
}
function placeOf(files: readonly ChosenFile[], fault: FileFault): Place | undefined {
  const file = files.find((one) => one.as === baseName(fault.file) && one.encoding !== "");
  if (!file || fault.line < 2 || originalAt(file, fault.line) === undefined) return undefined;
  const column = columnOf(file, fault.column);
  if (fault.column !== "" && column === undefined) return undefined;
  return { file, line: fault.line, column, now: cellAt(file, fault.line, column) };
}

interface Props {
  group: FaultGroup;
  severity: "out" | "look";
  /** As they stand now, and as they were when the report was made. */
  files: readonly ChosenFile[];
  reported: readonly ChosenFile[];
  onFile: (file: ChosenFile) => void;
}

export function FaultList({ group, severity, files, reported, onFile }: Props) {
  const t = useTexts(dataTexts);
  const own = useTexts(importTexts);
  const language = useLanguage();
  const shown = group.faults.slice(0, mostShown);
  const open = group.faults.flatMap((fault) => {
    const place = placeOf(files, fault);
    const before = placeOf(reported, fault);
    return place && place.now !== undefined && place.now === before?.now ? [{ fault, place }] : [];
  });
  const suggested = open.flatMap(({ fault, place }) => {
    const to = suggestionFor(fault, place.now ?? "");
    return to === undefined ? [] : [{ place, to }];
  });
  // Files are changed once each, so that one undo takes all of it back.
  const change = (places: readonly Place[], act: (file: ChosenFile) => ChosenFile) => {
    for (const file of new Set(places.map((one) => one.file))) onFile(act(file));
  };
  const nameOf = (file: string) => files.find((one) => one.as === baseName(file))?.name ?? file;
  const canMend = open.length > 0 || group.faults.some((fault) => placeOf(files, fault) !== undefined);
  return (
    <div className={styles.kind}>
      <h3>
        <span className={styles.mark} aria-hidden="true">
          {marks[severity]}
        </span>
        {t.faultKinds[group.kind]}
        <span>
          {t.outcome[severity]} · {full(group.faults.length)}
        </span>
        <span className={styles.kindActs}>
          {suggested.length > 1 ? (
            <Button
              size="small"
              onClick={() =>
                change(
                  suggested.map((one) => one.place),
                  (file) =>
                    withMended(
                      file,
                      suggested
                        .filter((one) => one.place.file === file)
                        .map(({ place, to }) => ({ line: place.line, column: place.column, to })),
                    ),
                )
              }
            >
              {own.adoptAll(full(suggested.length))}
            </Button>
          ) : null}
          {severity === "out" && open.length > 1 ? (
            <Button
              size="small"
              onClick={() =>
                change(
                  open.map((one) => one.place),
                  (file) =>
                    withLeftOut(
                      file,
                      open.filter((one) => one.place.file === file).map((one) => one.place.line),
                    ),
                )
              }
            >
              {own.leaveOutAll(full(new Set(open.map((one) => `${one.place.file.name}:${one.place.line}`)).size))}
            </Button>
          ) : null}
        </span>
      </h3>
      <div className={styles.scrolls}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.file}</th>
              <th scope="col" data-right>
                {t.line}
              </th>
              <th scope="col">{t.column}</th>
              <th scope="col">{canMend ? own.now : t.value}</th>
              <th scope="col">{t.expected}</th>
              {canMend ? <th scope="col">{own.action}</th> : null}
            </tr>
          </thead>
          <tbody>
            {shown.map((fault, i) => {
              const place = placeOf(files, fault);
              const before = placeOf(reported, fault);
              const twins =
                place && place.column !== undefined
                  ? open.filter(
                      (one) =>
                        one.place.file === place.file &&
                        one.place.column === place.column &&
                        one.place.line !== place.line &&
                        one.place.now === before?.now,
                    )
                  : [];
              return (
                <FaultRow
                  key={`${fault.file}:${fault.line}:${fault.column}:${String(i)}`}
                  fault={fault}
                  name={nameOf(fault.file)}
                  language={language}
                  place={place}
                  before={before?.now}
                  isLeft={place !== undefined && isLeftOut(place.file, place.line)}
                  twins={twins.map((one) => one.place.line)}
                  canMend={canMend}
                  onFile={onFile}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      {group.faults.length > shown.length ? (
        <p className="caption">{t.moreOfKind(full(group.faults.length - shown.length))}</p>
      ) : null}
    </div>
  );
}
