// Step two: what the dry run found. Counts first, then faults by kind with the lines of the user's own files, then what
// would change.
import { Button } from "antd";
import { LevelBadge } from "@/design/LevelBadge";
import { Missing } from "@/design/marks";
import { full } from "@/design/number";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./data.module.css";
import { FaultList, marks } from "./FaultList";
import { groupFaults, kindOf, type Outcome, outcomeOf } from "./faults";
import { type ChosenFile, taken } from "./files";
import type { ImportReport, Report } from "./import-store";
import { importTexts } from "./import-text";
import { DownloadAnnotated, MendList } from "./MendList";
import { inOrder, sameSince, type Version } from "./model";
import { FileName, useFileNames } from "./parts";
import { dataTexts } from "./text";

const mostShown = 50;
interface Props {
  report: Report;
  /** As they stand now. */
  files: readonly ChosenFile[];
  onFile: (file: ChosenFile) => void;
  versions: readonly Version[];
  isGood: boolean;
  onSubmit: () => void;
}

export function ImportReportStep({ report: { report, files }, files: now, onFile, versions, isGood, onSubmit }: Props) {
  const t = useTexts(dataTexts);
  const own = useTexts(importTexts);
  const may = useCan()("dataset.import");
  const given = taken(files);
  const faults = report.faults ?? [];
  const warnings = report.warning_faults ?? [];
  const outcome = outcomeOf(given, faults, warnings);
  const mending = { files: taken(now), reported: given, onFile };
  const isHeader = [...faults, ...warnings].some((fault) => kindOf(fault) === "columns");
  const mayGo = isGood && report.is_acceptable === true && report.is_changed;
  return (
    <>
      <OutcomeCounts outcome={outcome} />
      <div className={styles.report}>
        <div>
          <Section title={t.faults}>
            {faults.length + warnings.length === 0 ? <p>{t.clean}</p> : <p className="caption">{t.lineNote}</p>}
            {(report.fault_count ?? 0) > faults.length ? (
              <p className="caption">{t.mostFaults(full(faults.length), full(report.fault_count ?? 0))}</p>
            ) : null}
            {groupFaults(faults).map((group) => (
              <FaultList key={group.kind} group={group} severity="out" {...mending} />
            ))}
            {groupFaults(warnings).map((group) => (
              <FaultList key={`look-${group.kind}`} group={group} severity="look" {...mending} />
            ))}
            {isHeader ? (
              <p>
                <Link to="/data/import">{own.toColumns}</Link>
              </p>
            ) : null}
            <DownloadAnnotated files={taken(now)} faults={[...faults, ...warnings]} />
          </Section>
          <MendList files={taken(now)} onFile={onFile} />
        </div>
        <div>
          {report.is_acceptable ? (
            <>
              <Changes report={report} versions={versions} given={new Set(given.map((one) => one.as ?? ""))} />
              <Levels report={report} />
            </>
          ) : null}
          <div className={styles.below}>
            {may ? (
              <Button type="primary" disabled={!mayGo} onClick={onSubmit}>
                {t.toSubmit}
              </Button>
            ) : (
              <p>
                <b>{own.checkOnly}</b> {own.checkOnlyText}
              </p>
            )}
          </div>
        </div>
      </div>
    </>
  );
}

function OutcomeCounts({ outcome }: { outcome: Outcome }) {
  const t = useTexts(dataTexts);
  const own = useTexts(importTexts);
  const kinds = ["in", "look", "out"] as const;
  return (
    <>
      <div className={styles.counts}>
        {kinds.map((kind) => (
          <div key={kind}>
            <b>{full(outcome[kind])}</b>
            <span className={styles.mark} aria-hidden="true">
              {marks[kind]}
            </span>
            {t.outcome[kind]}
            <div className="caption">{t.outcomeWords[kind]}</div>
          </div>
        ))}
      </div>
      <div
        className={styles.outcome}
        role="img"
        aria-label={t.outcomeBar(full(outcome.in), full(outcome.look), full(outcome.out))}
      >
        {kinds.map((kind) =>
          outcome[kind] > 0 ? <span key={kind} data-kind={kind} style={{ flexGrow: outcome[kind] }} /> : null,
        )}
      </div>
      {outcome.left > 0 ? <p className="caption">{own.leftCount(full(outcome.left))}</p> : null}
    </>
  );
}

function Changes({
  report,
  versions,
  given,
}: {
  report: ImportReport;
  versions: readonly Version[];
  given: ReadonlySet<string>;
}) {
  const t = useTexts(dataTexts);
  const names = useFileNames();
  const all = inOrder(report.files);
  const shown = all.filter(([file, one]) => given.has(file) || one.added + one.changed + one.removed > 0);
  const staying = all.filter((one) => !shown.includes(one));
  return (
    <Section title={t.wouldChange}>
      {report.is_changed ? null : <p>{t.sameAll(String(report.before))}</p>}
      <div className={styles.scrolls}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.table}</th>
              {[t.added, t.changed, t.removed, t.unchanged].map((title) => (
                <th key={title} scope="col" data-right>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(([file, one]) => {
              const isSame = one.added + one.changed + one.removed === 0;
              const since = isSame ? sameSince(versions, file) : undefined;
              return (
                <tr key={file}>
                  <td>
                    <FileName file={file} />
                    {since ? <div className="caption">{t.sameSince(String(since))}</div> : null}
                  </td>
                  <td data-right>{full(one.added)}</td>
                  <td data-right>{full(one.changed)}</td>
                  <td data-right>{full(one.removed)}</td>
                  <td data-right>{full(one.unchanged)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {staying.length > 0 ? (
        <p className="caption">
          {t.stays(String(report.before))} {staying.map(([file]) => names(file)).join(" · ")}
        </p>
      ) : null}
    </Section>
  );
}

function Levels({ report }: { report: ImportReport }) {
  const t = useTexts(dataTexts);
  const language = useLanguage();
  const changes = report.level_changes ?? [];
  const level = (name: string | null, none: string) => (name === null ? none : <LevelBadge level={name} compact />);
  const score = (value: number | null) => (value === null ? <Missing /> : value.toFixed(2));
  if (!report.levels_compared) return <p className="caption">{t.levelsNotCompared}</p>;
  return (
    <Section
      title={
        changes.length > 0 ? t.levelChanges(full(report.level_change_count ?? changes.length)) : t.levelChangesNone
      }
      extra={report.scope ? <span className="caption">{t.scope(report.scope)}</span> : undefined}
    >
      {changes.length > 0 ? (
        <div className={styles.scrolls}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t.subject}</th>
                <th scope="col">{t.levelBefore}</th>
                <th scope="col">{t.levelAfter}</th>
                <th scope="col" data-right>
                  {t.score}
                </th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, mostShown).map((one) => {
                const path = pathOf(one.subject_kind, one.subject_id);
                const name = nameIn(language, one);
                return (
                  <tr key={`${one.subject_kind}:${one.subject_id}`}>
                    <td>{path && one.level_before !== null ? <Link to={path}>{name}</Link> : name}</td>
                    <td>{level(one.level_before, t.fresh)}</td>
                    <td>{level(one.level, t.gone)}</td>
                    <td data-right>
                      {score(one.score_before)} → {score(one.score)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      ) : null}
    </Section>
  );
}
