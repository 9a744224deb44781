// A brief of a product or of a chain's points: made by the server, looked at here, frozen as it is.
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { get, useWrite } from "@/api/hooks";
import { isKnownJob, useJob } from "@/api/jobs";
import { percent } from "@/design/number";
import { useDataset } from "@/frame/dataset";
import { useGo } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { useCan, useMe } from "@/frame/session";
import { Failure, NoPermission, useWriteBlock, WriteProblem } from "@/frame/states";
import { text, useUrlState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type Brief, contentOf, rowsOf } from "./model";
import { Downloads, Paper } from "./Paper";
import styles from "./remedies.module.css";
import { Tabs } from "./Tabs";
import { remedyTexts } from "./text";
import { noWords } from "./written";
import { writtenTexts } from "./written-text";

const linkOf = (request: { dataset: string; version: number }) => ({
  role: "dataset",
  target_kind: "dataset" as const,
  target_id: request.dataset,
  target_version: request.version,
});
const fields = { for: text(), lang: text() };

export default function NewBrief() {
  const t = useTexts(remedyTexts);
  const own = useTexts(writtenTexts);
  const reader = useLanguage();
  const can = useCan();
  const go = useGo();
  const account = useMe().account.id;
  const block = useWriteBlock();
  const dataset = useDataset();
  const [state, set] = useUrlState(fields);
  const [kind, id = ""] = state.for.split(/:(.*)/s);
  const language = state.lang || reader;
  const may = can("remedy.read");
  const ranking = useQuery({
    ...get("/api/v1/datasets/{name}/ranking", { path: { name: dataset.name } }),
    enabled: dataset.name !== "" && may,
  });
  const rows = ranking.data?.rows ?? [];
  const products = useMemo(() => rows.filter((row) => row.subject_kind === "product"), [rows]);
  const named = useMemo(() => (id ? id.split(",").filter(Boolean) : []), [id]);
  const chosen =
    kind === "chain"
      ? rowsOf(rows, { lv: [], chain: [id], rem: [], sort: "", sel: "" })
      : products.filter((row) => named.includes(row.id));
  const count = chosen.length;
  const request =
    id && dataset.version
      ? {
          dataset: dataset.name,
          version: dataset.version,
          language,
          ...(kind === "chain" ? { chain: id, levels: "red,orange" } : { products: named }),
        }
      : undefined;
  const key = JSON.stringify(request);
  const [asked, setAsked] = useState("");
  const isAsked = request !== undefined && (asked === key || isKnownJob("brief", request, account));
  const { query, progress } = useJob<Brief>("brief", isAsked ? request : undefined, account);
  const brief = isAsked ? query.data?.result : undefined;
  const freeze = useWrite("post", "/api/v1/briefs", { changes: ["/api/v1/briefs"] });
  const draft = useWrite("post", "/api/v1/briefs", { changes: ["/api/v1/briefs"] });
  const write = () => {
    if (!request) return;
    const chain = ranking.data?.chains.find((one) => one.id === id);
    const about = kind === "chain" ? chain : chosen[0];
    const name = about ? nameIn(language as "zh" | "en", about) : id;
    const title = language === "zh" ? `关于${name}断链风险的专报` : `${name}: where the chain can break`;
    draft.mutate(
      {
        body: {
          name: title.slice(0, 200),
          classification: "restricted",
          text: JSON.stringify({
            dataset: { name: request.dataset, version: request.version },
            options: request,
            title,
            language,
            draft: true,
            products: chosen.map(({ id: product_id, name_zh, name_en }) => ({ product_id, name_zh, name_en })),
            words: noWords,
            figures: {},
            comments: [],
          }),
          links: [linkOf(request)],
        },
      },
      { onSuccess: ({ data }) => go(`/briefs/${data.id}`) },
    );
  };
  const content = brief ? contentOf(brief.html) : undefined;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/remedies" }, { name: t.briefsTitle, to: "/briefs" }, { name: t.newTitle }]}
      answer={brief ? t.ready(brief.title, brief.notes) : t.newAnswer}
      note={t.newNote}
      tools={<Tabs />}
    >
      {may ? (
        <>
          <div className={styles.form}>
            <label htmlFor="brief-subject">
              {t.subject}
              <Select
                id="brief-subject"
                style={{ width: 210 }}
                value={kind === "chain" ? "chain" : "product"}
                options={(["product", "chain"] as const).map((one) => ({ value: one, label: t.subjects[one] }))}
                onChange={(one) => set({ for: `${one}:` })}
              />
            </label>
            <label htmlFor="brief-thing">
              {kind === "chain" ? t.chooseChain : t.chooseProduct}
              <Select
                id="brief-thing"
                style={{ width: 280 }}
                showSearch={{ optionFilterProp: "label" }}
                loading={ranking.isLoading}
                mode={kind === "chain" ? undefined : "multiple"}
                maxCount={10}
                value={kind === "chain" ? id || undefined : named}
                placeholder={kind === "chain" ? t.chooseChain : t.chooseProduct}
                options={
                  kind === "chain"
                    ? (ranking.data?.chains ?? []).map((one) => ({ value: one.id, label: nameIn(reader, one) }))
                    : products.map((one) => ({ value: one.id, label: nameIn(reader, one) }))
                }
                onChange={(one: string | string[]) => set({ for: `${kind === "chain" ? "chain" : "product"}:${one}` })}
              />
            </label>
            <label htmlFor="brief-language">
              {t.language}
              <Select
                id="brief-language"
                style={{ width: 110 }}
                value={language}
                options={(["zh", "en"] as const).map((one) => ({ value: one, label: t.languages[one] }))}
                onChange={(lang) => set({ lang })}
              />
            </label>
            {brief ? null : (
              <>
                <Button
                  type="primary"
                  loading={isAsked && query.isFetching}
                  disabled={request === undefined || count === 0 || block !== undefined}
                  title={block}
                  onClick={() => setAsked(key)}
                >
                  {t.make}
                </Button>
                {can("brief.write") ? (
                  <Button
                    loading={draft.isPending}
                    disabled={request === undefined || count === 0 || block !== undefined}
                    title={block ?? own.writeHint}
                    onClick={write}
                  >
                    {own.write}
                  </Button>
                ) : null}
                {id ? <span className="caption">{count > 0 ? t.makeHint(count) : t.noProducts}</span> : null}
              </>
            )}
          </div>
          <WriteProblem error={draft.error} />
          {isAsked && query.isError ? (
            <Failure error={query.error} retry={() => void query.refetch()} />
          ) : isAsked && !brief ? (
            <p role="status" className={styles.waiting}>
              {t.making(progress ? (progress.state === "queued" ? t.waiting : percent(progress.progress, 0)) : "")}
            </p>
          ) : null}
          {brief && request && content ? (
            <>
              <div className={styles.bar}>
                {can("brief.write") ? (
                  <Button
                    type="primary"
                    loading={freeze.isPending}
                    disabled={block !== undefined}
                    title={block}
                    onClick={() =>
                      freeze.mutate(
                        {
                          body: {
                            name: brief.title.slice(0, 200),
                            classification: "restricted",
                            text: JSON.stringify({
                              ...brief,
                              dataset: { name: request.dataset, version: request.version },
                              options: request,
                            }),
                            links: [linkOf(request)],
                          },
                        },
                        { onSuccess: ({ data }) => go(`/briefs/${data.id}`) },
                      )
                    }
                  >
                    {t.freeze} v{request.version}
                  </Button>
                ) : (
                  <span className="caption">{t.writeMissing}</span>
                )}
                <Downloads document={brief} />
                <span className="caption">
                  {t.figures(content.tables, content.figures, brief.notes)} · {t.restricted}
                </span>
              </div>
              <WriteProblem error={freeze.error} />
              <Paper title={`${t.preview}: ${brief.title}`} html={brief.html} />
            </>
          ) : null}
        </>
      ) : (
        <NoPermission permission="remedy.read" />
      )}
    </Page>
  );
}
