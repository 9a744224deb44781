// A frozen brief: as it was, on which data, and how far its review is.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense } from "react";
import { useParams } from "react-router";
import { get, getTagged, useWrite } from "@/api/hooks";
import { dateTime } from "@/design/date";
import { pathOf } from "@/frame/areas";
import { useDataset } from "@/frame/dataset";
import { Link } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { Loading, QueryState, useWriteBlock, WriteProblem } from "@/frame/states";
import { useTexts } from "@/text";
import { contentOf, readBrief } from "./model";
import { Downloads, Paper } from "./Paper";
import { Revisions } from "./Revisions";
import styles from "./remedies.module.css";
import { Tabs } from "./Tabs";
import { remedyTexts } from "./text";
import { writtenTexts } from "./written-text";

const BriefDraft = lazy(() => import("./BriefDraft").then((module) => ({ default: module.BriefDraft })));

export default function BriefPage() {
  const t = useTexts(remedyTexts);
  const own = useTexts(writtenTexts);
  const can = useCan();
  const dataset = useDataset();
  const block = useWriteBlock();
  const id = String(useParams().id);
  const tagged = useQuery(getTagged("/api/v1/briefs/{id}", { path: { id: Number(id) } }));
  const read = tagged.data?.data;
  const maySee = can("case.read");
  const cases = useQuery({
    ...get("/api/v1/cases", { query: { type: "approval", subject_kind: "brief", subject: id, limit: 100 } }),
    enabled: maySee,
  });
  const review = cases.data?.items.reduce<(typeof cases.data.items)[number] | undefined>(
    (newest, one) => (!newest || one.updated_at > newest.updated_at ? one : newest),
    undefined,
  );
  const send = useWrite("post", "/api/v1/cases", { changes: ["/api/v1/cases"] });
  const record = read && readBrief(read.text);
  const brief = record?.draft ? undefined : record;
  const status = !maySee
    ? t.statusHidden
    : (t.statuses[(review?.state ?? "none") as keyof typeof t.statuses] ?? review?.state);
  const reopen = useWrite("put", "/api/v1/briefs/{id}", { changes: ["/api/v1/briefs"] });
  const isNewer = brief && dataset.name === brief.dataset.name && (dataset.version ?? 0) > brief.dataset.version;
  const subject = brief
    ? typeof brief.options.chain === "string"
      ? `chain:${brief.options.chain}`
      : `product:${brief.products[0]?.product_id ?? ""}`
    : "";
  const casePath = review ? pathOf("case", review.id) : undefined;
  const maySend =
    can("case.create") && (review === undefined || ["refused", "expired", "withdrawn"].includes(review.state));
  return (
    <Page
      crumbs={[{ name: t.title, to: "/remedies" }, { name: t.briefsTitle, to: "/briefs" }, { name: read?.name ?? "" }]}
      answer={
        read ? (record?.draft ? own.draftAnswer(read.name) : t.frozenAnswer(read.name, String(status))) : undefined
      }
      note={
        brief && read ? (
          <>
            {t.frozen(brief.dataset.version, dateTime(read.made_at), read.made_by)}
            {" · "}
            {isNewer ? (
              <>
                {t.newer(dataset.version ?? 0)}{" "}
                <Link to="/briefs/new" query={{ for: subject, lang: brief.language }}>
                  {t.remake(dataset.version ?? 0)}
                </Link>
              </>
            ) : (
              t.newest
            )}
          </>
        ) : record ? (
          own.draftNote(record.dataset.version)
        ) : undefined
      }
      tools={<Tabs />}
    >
      <QueryState query={tagged} rows={12}>
        {({ data, etag }) => {
          const history = <Revisions id={Number(id)} newest={data.revision} etag={etag} />;
          if (record?.draft) {
            return (
              <>
                <Suspense fallback={<Loading rows={12} />}>
                  <BriefDraft id={Number(id)} name={data.name} revision={data.revision} etag={etag} record={record} />
                </Suspense>
                {history}
              </>
            );
          }
          if (!brief) return <pre>{data.text}</pre>;
          const { html: _html, docx: _docx, pdf: _pdf, ...head } = brief;
          const content = contentOf(brief.html);
          return (
            <>
              <div className={styles.bar}>
                {maySend && cases.data ? (
                  <Button
                    type="primary"
                    loading={send.isPending}
                    disabled={block !== undefined}
                    title={block}
                    onClick={() =>
                      send.mutate({
                        body: {
                          type: "approval",
                          subject: { kind: "brief", id },
                          fields: { what: [`${data.name} r${data.revision}`], why: [t.sendWhyValue] },
                        },
                      })
                    }
                  >
                    {t.send}
                  </Button>
                ) : null}
                <span role="status">
                  {t.status} <b>{status}</b>
                </span>
                {review ? (
                  casePath ? (
                    <Link to={casePath}>
                      {t.reviewCase} {review.id}
                    </Link>
                  ) : (
                    <span className="caption">
                      {t.reviewCase} {review.id}
                    </span>
                  )
                ) : null}
                {brief.words && can("brief.write") && review?.state !== "asked" ? (
                  <Button
                    loading={reopen.isPending}
                    disabled={block !== undefined}
                    title={block ?? own.reopenHint}
                    onClick={() =>
                      reopen.mutate({
                        path: { id: Number(id) },
                        ifMatch: etag,
                        body: { name: data.name, text: JSON.stringify({ ...head, draft: true }) },
                      })
                    }
                  >
                    {own.reopen}
                  </Button>
                ) : null}
                <Downloads document={brief} />
                <span className="caption">
                  {t.figures(content.tables, content.figures, brief.notes)} · {t.restricted}
                </span>
              </div>
              <WriteProblem error={send.error} />
              <WriteProblem error={reopen.error} onReadNew={() => void tagged.refetch()} />
              <Paper title={`${t.preview}: ${brief.title}`} html={brief.html} />
              {data.revision > 1 ? history : null}
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}
