// The loss of the product, simulated on demand: how bad, when, whom it touches; on to the lab from there.
import { Button } from "antd";
import { useState } from "react";
import { useWrite } from "@/api/hooks";
import { isKnownJob, useJob } from "@/api/jobs";
import { percent } from "@/design/number";
import { areaPath, pathOf } from "@/frame/areas";
import { Link, useGo } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { useCan, useMe } from "@/frame/session";
import { Failure, useWriteBlock, WriteProblem } from "@/frame/states";
import type { Result } from "@/pages/lab/result";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./break-points.module.css";
import type { ProductView } from "./model";
import { findingOf, lossDays, lossOf, whatIfDraws } from "./what-if";
import { whatIfTexts } from "./what-if-text";

export function WhatIf({ view }: { view: ProductView }) {
  const t = useTexts(whatIfTexts);
  const language = useLanguage();
  const can = useCan();
  const account = useMe().account.id;
  const block = useWriteBlock();
  const may = can("scenario.run");
  const request = {
    dataset: view.about.dataset,
    version: view.about.version,
    scenario: lossOf(view),
    draws: whatIfDraws,
  };
  const [asked, setAsked] = useState("");
  const isAsked = may && (asked === view.id || isKnownJob("simulate", request, account));
  const { query, progress } = useJob<Result>("simulate", isAsked ? request : undefined, account);
  const name = nameIn(language, view);
  return (
    <Section title={t.title}>
      {!may ? (
        <p className="caption">{t.missing}</p>
      ) : !isAsked ? (
        <>
          <Button size="small" disabled={block !== undefined} title={block} onClick={() => setAsked(view.id)}>
            {t.run(name, lossDays)}
          </Button>
          <p className="caption">{t.hint(lossDays, whatIfDraws)}</p>
        </>
      ) : query.isError ? (
        <Failure error={query.error} retry={() => void query.refetch()} />
      ) : query.data ? (
        <Found view={view} result={query.data.result} job={query.data.jobId} />
      ) : (
        <p role="status">
          {t.running(progress?.state === "queued" ? t.queued : progress ? percent(progress.progress, 0) : "")}
        </p>
      )}
    </Section>
  );
}

function Found({ view, result, job }: { view: ProductView; result: Result; job: number }) {
  const t = useTexts(whatIfTexts);
  const language = useLanguage();
  const can = useCan();
  const go = useGo();
  const keep = useWrite("post", "/api/v1/jobs/{id}/run", { changes: ["/api/v1/runs"] });
  const found = findingOf(result);
  const lab = areaPath("lab", can);
  if (!found) return null;
  const name = nameIn(language, view);
  const joint = language === "zh" ? "、" : ", ";
  const list = (title: string, kind: "product" | "city", items: typeof found.touched) =>
    items.length === 0 ? null : (
      <>
        <p className="caption">{title}</p>
        <ul className={styles.tags}>
          {items.map((one) => {
            const path = pathOf(kind, one.id);
            const called = nameIn(language, one);
            return (
              <li key={one.id}>
                {path ? <Link to={path}>{called}</Link> : called}{" "}
                <span className="caption">{percent(one.level, 0)}</span>
              </li>
            );
          })}
        </ul>
      </>
    );
  return (
    <>
      <p className={styles.finding}>
        {found.worstDay === null || found.products === 0 ? (
          t.harmless(name, lossDays)
        ) : (
          <>
            {t.sentence(name, lossDays, found.worstDay, percent(found.loss))}
            {found.low !== undefined && found.high !== undefined ? t.band(percent(found.low), percent(found.high)) : ""}
            {t.touched(found.products, found.cities)}
          </>
        )}
      </p>
      {found.stops.length > 0 ? (
        <p>
          {t.firstStop}
          {found.stops.map((one) => `${nameIn(language, one)} ${t.stopDay(one.day)}`).join(joint)}
        </p>
      ) : null}
      {list(t.products, "product", found.touched)}
      {list(t.cities, "city", found.towns)}
      <p className={styles.foundTools}>
        {lab ? (
          <Link to={lab} query={{ shock: `product:${view.id}` }} className={styles.step}>
            {t.inLab}
          </Link>
        ) : null}
        <Button
          size="small"
          loading={keep.isPending}
          onClick={() =>
            keep.mutate(
              {
                path: { id: job },
                body: { name: nameIn(language, result.runs[0]?.scenario ?? { name_zh: name, name_en: name }) },
              },
              { onSuccess: ({ data }) => go(pathOf("run", String(data.id)) ?? "/lab") },
            )
          }
        >
          {t.keep}
        </Button>
      </p>
      <WriteProblem error={keep.error} />
      <p className="caption">{t.basis(view.about.dataset, view.about.version)}</p>
    </>
  );
}
