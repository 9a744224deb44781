// A brief that is being written: five texts with figures of the data. Saved by hand against the revision that was read;
// frozen when it is done.
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useMemo, useRef, useState } from "react";
import { get, refresh, useWrite } from "@/api/hooks";
import { useJob } from "@/api/jobs";
import { percent } from "@/design/number";
import { useDataset } from "@/frame/dataset";
import { useDraft } from "@/frame/drafts";
import { useCan, useMe } from "@/frame/session";
import { Failure, useWriteBlock, WriteProblem } from "@/frame/states";
import { useTexts } from "@/text";
import type { ChipEditorHandle } from "./ChipEditor";
import { DraftPart } from "./DraftParts";
import { FigureList, Sheet, WordsDiff } from "./DraftSide";
import { FigureChanges } from "./FigureChanges";
import type { Brief, DraftRecord, Written } from "./model";
import { Paper } from "./Paper";
import styles from "./remedies.module.css";
import {
  changesOf,
  type Figure,
  figuresOf,
  forDocument,
  keysOf,
  lengthOf,
  longestConclusion,
  type Part,
  parts,
} from "./written";
import own from "./written.module.css";
import { writtenTexts } from "./written-text";

interface Typed extends Written {
  /** The version of the data that the figures are of. */
  version: number;
  /** What was read before it was typed. */
  revision: number;
}
interface Props {
  id: number;
  name: string;
  revision: number;
  etag: string | undefined;
  record: DraftRecord;
}

export function BriefDraft({ id, name, revision, etag, record }: Props) {
  const t = useTexts(writtenTexts);
  const may = useCan()("brief.write");
  const block = useWriteBlock();
  const account = useMe().account.id;
  const dataset = useDataset();
  const { language } = record;
  const saved: Typed = useMemo(
    () => ({
      words: record.words,
      figures: record.figures,
      comments: record.comments,
      version: record.dataset.version,
      revision,
    }),
    [record, revision],
  );
  const [typed, setTyped, forget] = useDraft<Typed | null>(`brief.${id}`, null);
  const now = typed ?? saved;
  const isChanged = typed !== null && textOf(typed) !== textOf(saved);
  const isConflict = isChanged && typed.revision !== revision;
  const change = (more: Partial<Typed>) => setTyped({ ...now, ...more });

  const editors = useRef<Partial<Record<Part, ChipEditorHandle | null>>>({});
  const [last, setLast] = useState<Part>("conclusion");

  const client = useQueryClient();
  const save = useWrite("put", "/api/v1/briefs/{id}", { changes: ["/api/v1/briefs"] });
  const textFor = (more: object) =>
    JSON.stringify({
      ...record,
      dataset: { ...record.dataset, version: now.version },
      options: { ...record.options, version: now.version },
      words: now.words,
      figures: Object.fromEntries(
        keysOf(now.words).flatMap((key) => (now.figures[key] ? [[key, now.figures[key]]] : [])),
      ),
      comments: now.comments,
      ...more,
    });
  const put = (text: string) =>
    save.mutate(
      { path: { id }, ifMatch: etag, body: { name, text } },
      {
        onSuccess: forget,
        // Somebody else was first: read what is there now, so that both are seen.
        onError: (error) => (error.isStale ? refresh(client, ["/api/v1/briefs"]) : undefined),
      },
    );

  // Newer data: what would differ, before it is taken over.
  const newer = dataset.name === record.dataset.name ? (dataset.version ?? 0) : 0;
  const isNewer = newer > now.version;
  const used = [...new Set(keysOf(now.words).map((key) => key.split("/")[0] ?? ""))];
  const views = useQueries({
    queries: used.map((product) => ({
      ...get("/api/v1/datasets/{name}/products/{id}", {
        path: { name: record.dataset.name, id: product },
        query: { version: newer },
      }),
      enabled: isNewer,
    })),
  });
  const areRead = views.every((view) => view.data || view.isError);
  const newFigures = Object.fromEntries(
    views.flatMap((view) => (view.data ? figuresOf(view.data) : [])).map((figure) => [figure.key, figure]),
  );
  const changes = isNewer && areRead ? changesOf(now.words, now.figures, newFigures) : undefined;
  const gone = keysOf(now.words).filter((key) => !now.figures[key]);

  const request = {
    ...record.options,
    version: now.version,
    language,
    ...forDocument(now.words, now.figures, language),
  };
  const [asked, setAsked] = useState("");
  const key = JSON.stringify(request);
  const { query: job, progress } = useJob<Brief>("brief", asked === key ? request : undefined, account);
  const made = asked === key ? job.data?.result : undefined;
  const isMaking = asked === key && !job.isError && !made;
  const over = lengthOf(now.words.conclusion, now.figures, language) > longestConclusion;
  const cannotFreeze =
    block ??
    (isChanged
      ? t.saveFirst
      : gone.length > 0
        ? t.goneBlocks
        : now.words.conclusion.trim() === ""
          ? t.needsConclusion
          : over
            ? t.tooLong(lengthOf(now.words.conclusion, now.figures, language) - longestConclusion)
            : undefined);
  const disabled = !may || isMaking;
  return (
    <>
      <div className={styles.bar}>
        {may ? (
          <>
            <Button
              type={isChanged ? "primary" : "default"}
              disabled={!isChanged || isConflict || block !== undefined || isMaking}
              title={block}
              loading={save.isPending && !made}
              onClick={() => put(textFor({}))}
            >
              {t.save}
            </Button>
            {made ? (
              <Button
                type="primary"
                disabled={cannotFreeze !== undefined}
                loading={save.isPending}
                onClick={() =>
                  put(textFor({ ...made, dataset: { ...record.dataset, version: now.version }, draft: false }))
                }
              >
                {t.freeze(now.version)}
              </Button>
            ) : (
              <Button
                type={isChanged ? "default" : "primary"}
                disabled={cannotFreeze !== undefined}
                loading={isMaking}
                onClick={() => setAsked(key)}
              >
                {t.make}
              </Button>
            )}
          </>
        ) : null}
        <span className="caption" role="status">
          {isMaking
            ? t.making(progress ? percent(progress.progress, 0) : "")
            : isChanged
              ? t.unsaved
              : (cannotFreeze ?? (made ? t.freezeHint : `${t.saved} · ${t.makeHint}`))}
        </span>
      </div>
      {asked === key && job.isError ? <Failure error={job.error} retry={() => void job.refetch()} /> : null}
      {save.error && !save.error.isStale ? <WriteProblem error={save.error} /> : null}
      {isConflict ? (
        <Alert
          className={own.alert}
          type="warning"
          showIcon
          title={t.conflict(revision)}
          description={<WordsDiff before={saved} after={now} language={language} />}
          action={
            <>
              <Button size="small" onClick={() => change({ revision })}>
                {t.keepMine}
              </Button>{" "}
              <Button size="small" onClick={forget}>
                {t.takeTheirs}
              </Button>
            </>
          }
        />
      ) : null}
      {isNewer && changes ? (
        <FigureChanges
          version={newer}
          changes={changes}
          language={language}
          disabled={disabled}
          onUpdate={() => change({ version: newer, figures: keptOf(keysOf(now.words), newFigures) })}
        />
      ) : null}
      <div className={own.desk}>
        <div>
          {parts.map((part) => (
            <DraftPart
              key={part}
              ref={(handle) => {
                editors.current[part] = handle;
              }}
              part={part}
              written={now}
              language={language}
              disabled={disabled}
              onText={(text, figure) =>
                change({
                  words: { ...now.words, [part]: text },
                  ...(figure ? { figures: { ...now.figures, [figure.key]: figure } } : {}),
                })
              }
              onComments={(comments) => change({ comments })}
              onFocus={() => setLast(part)}
            />
          ))}
          <h3>{t.preview}</h3>
          {made ? (
            <Paper title={`${t.preview}: ${made.title}`} html={made.html} />
          ) : (
            <Sheet title={record.title} written={now} language={language} />
          )}
        </div>
        <FigureList
          dataset={record.dataset.name}
          version={now.version}
          products={record.products}
          language={language}
          disabled={disabled}
          onInsert={(figure) => editors.current[last]?.insert(figure)}
        />
      </div>
    </>
  );
}

const textOf = ({ words, comments, version }: Typed) =>
  JSON.stringify([parts.map((part) => words[part]), comments, version]);
function keptOf(keys: readonly string[], figures: Record<string, Figure>): Record<string, Figure> {
  return Object.fromEntries(keys.flatMap((key) => (figures[key] ? [[key, figures[key]]] : [])));
}
