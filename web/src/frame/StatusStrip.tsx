// Which version, and three dates: when the data came in, when it was computed, when this page was read. A lost
// connection is louder than anything else here.
import { DisconnectOutlined, SyncOutlined } from "@ant-design/icons";
import { useIsFetching, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { get } from "@/api/hooks";
import { dateTime, time } from "@/design/date";
import { useLanguage, useTexts } from "@/text";
import { useAbout } from "./about";
import { readAgain, useConnection } from "./connection";
import { useDataset } from "./dataset";
import styles from "./shell.module.css";
import { frameTexts } from "./texts";

export function StatusStrip() {
  const t = useTexts(frameTexts);
  const language = useLanguage();
  const dataset = useDataset();
  const about = useAbout();
  const { state, since } = useConnection();
  const [query, setQuery] = useSearchParams();
  const refreshedAt = useRefreshedAt();
  const isSample = useQuery(get("/api/v1/system")).data?.is_sample;
  const lost = state === "lost" || state === "silent";
  const client = useQueryClient();
  const imported = about?.imported_at ?? dataset.importedAt;
  const computed = about?.computed_at ?? dataset.analysis?.at;
  const years = about?.data_year_newest
    ? about.data_year_oldest === about.data_year_newest
      ? about.data_year_newest
      : `${about.data_year_oldest}–${about.data_year_newest}`
    : undefined;
  return (
    <div className={styles.strip} data-lost={lost || undefined}>
      {isSample ? (
        <span className={styles.sample} title={t.sampleWhy}>
          {t.sample}
        </span>
      ) : null}
      {dataset.all.length > 1 ? (
        <span>
          <select
            className={styles.choose}
            aria-label={t.dataset}
            value={dataset.name}
            onChange={(event) => {
              const next = new URLSearchParams(query);
              next.set("ds", event.target.value);
              setQuery(next);
            }}
          >
            {dataset.all.map((one) => (
              <option key={one.name}>{one.name}</option>
            ))}
          </select>
        </span>
      ) : null}
      {dataset.name ? (
        <>
          <span>
            <b>
              {dataset.all.length > 1 ? "" : `${dataset.name} `}
              {t.version(about?.version ?? dataset.version ?? 0)}
            </b>
            {about ? ` ${language === "zh" ? about.scope_zh : about.scope_en}` : ""}
          </span>
          {years ? (
            <span>
              {t.dataYears} {years}
            </span>
          ) : null}
          {imported ? (
            <span>
              {t.importedAt} <time dateTime={imported}>{dateTime(imported)}</time>
            </span>
          ) : null}
          <span>
            {t.computedAt} {computed ? <time dateTime={computed}>{dateTime(computed)}</time> : t.notComputed}
          </span>
        </>
      ) : dataset.isLoading ? null : (
        <span>{t.noDataset}</span>
      )}
      <span>
        {t.refreshedAt} <time>{time(refreshedAt)}</time>
      </span>
      <span className={styles.end} role="status" aria-live={lost ? "assertive" : "polite"}>
        {lost ? (
          <>
            <DisconnectOutlined /> {state === "lost" ? t.lost(time(since)) : t.silent(time(since))}{" "}
            {state === "silent" ? (
              <button type="button" className={styles.again} onClick={() => readAgain(client)}>
                {t.readAgain}
              </button>
            ) : null}
          </>
        ) : (
          <>
            <SyncOutlined /> {state === "live" ? t.live : t.connecting}
          </>
        )}
      </span>
    </div>
  );
}

// The moment after which nothing is being read any more.
function useRefreshedAt(): number {
  const fetching = useIsFetching();
  const { state } = useConnection();
  const [at, setAt] = useState(() => Date.now());
  useEffect(() => {
    if (fetching === 0 && state !== "lost") setAt(Date.now());
  }, [fetching, state]);
  return at;
}
