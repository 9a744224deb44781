// The lab: what fails on the left, what follows on the right. A finished run is there from the start.

import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { Link } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { Failure, Loading } from "@/frame/states";
import { useUrlState } from "@/frame/url-state";
import { useTexts } from "@/text";
import { Answer, Note } from "./Answer";
import { labFields } from "./fields";
import styles from "./lab.module.css";
import { resultQuery, runQuery, runsQuery, textOfRun } from "./queries";
import { RunView } from "./RunView";
import type { Subject } from "./scenario";
import { Tray } from "./Tray";
import { labTexts } from "./text";

// The answer comes first; what composes a new run, and reads YAML for it, follows.
const Composing = lazy(() => import("./Composing").then((module) => ({ default: module.Composing })));

export default function Lab() {
  const t = useTexts(labTexts);
  const can = useCan();
  const [state] = useUrlState(labFields);
  const [isStale, setStale] = useState(false);
  const add = useRef<(subject: Subject) => void>(undefined);
  const runs = useQuery(runsQuery());
  const newest = runs.data?.items.at(-1)?.id;
  const shown = state.run || state.from || (newest === undefined ? "" : String(newest));
  const record = useQuery({ ...runQuery(shown), enabled: shown !== "" });
  const result = useQuery({ ...resultQuery(shown), enabled: shown !== "" });
  const about = useMemo(() => (record.data ? textOfRun(record.data.text) : undefined), [record.data]);
  const mayRun = can("scenario.run");
  const failure = runs.error ?? record.error ?? result.error;
  return (
    <Page
      crumbs={[{ name: t.title }]}
      answer={
        result.data && about ? (
          <Answer result={result.data} />
        ) : newest === undefined && runs.data ? (
          t.question
        ) : undefined
      }
      note={
        record.data && about && result.data ? (
          <>
            <Link to={`/lab/runs/${shown}`} className={styles.noteLink}>
              {t.runNo(shown)} {record.data.name}
            </Link>{" "}
            · <Note record={record.data} about={about} result={result.data} />
          </>
        ) : undefined
      }
    >
      <div className={styles.lab} data-alone={!mayRun || undefined}>
        {mayRun ? (
          <Suspense fallback={<Loading rows={8} />}>
            <Composing record={record.data} about={about} adds={add} onStale={setStale} />
          </Suspense>
        ) : null}
        <div className={styles.output}>
          {isStale ? (
            <Alert
              type="warning"
              showIcon
              title={
                <>
                  <b>{t.stale}</b> {t.staleWhy}
                </>
              }
              className={styles.staleAlert}
            />
          ) : null}
          <div className={isStale ? styles.stale : undefined}>
            {result.data && about ? (
              <RunView
                record={shown}
                about={about}
                result={result.data}
                onAdd={mayRun ? (subject) => add.current?.(subject) : undefined}
              />
            ) : failure ? (
              <Failure error={failure} retry={() => void (record.error ? record.refetch() : result.refetch())} />
            ) : shown === "" && runs.data ? (
              <p>{mayRun ? t.noRuns : t.noRunsRead}</p>
            ) : (
              <Loading rows={10} />
            )}
          </div>
          <Tray shown={shown} />
        </div>
      </div>
    </Page>
  );
}
