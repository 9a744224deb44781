// One run, as it was: to be shared by its link. It does not change; its inputs are copied to change them.
import { CopyOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useMemo } from "react";
import { useParams } from "react-router";
import { useKeys } from "@/frame/keys";
import { useGo } from "@/frame/Link";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { Failure, Loading } from "@/frame/states";
import { frameTexts } from "@/frame/texts";
import { useTexts } from "@/text";
import { Answer, Note } from "./Answer";
import { resultQuery, runQuery, textOfRun } from "./queries";
import { RunView } from "./RunView";
import { labTexts } from "./text";

// It reads the scenario as it was written, which takes a reader of YAML.
const RunInputs = lazy(() => import("./RunInputs").then((module) => ({ default: module.RunInputs })));

export default function RunPage() {
  const t = useTexts(labTexts);
  const frame = useTexts(frameTexts);
  const { id = "" } = useParams();
  const can = useCan();
  const go = useGo();
  const record = useQuery(runQuery(id));
  const result = useQuery({ ...resultQuery(id), enabled: record.isSuccess });
  const about = useMemo(() => (record.data ? textOfRun(record.data.text) : undefined), [record.data]);
  useKeys([{ keys: "Escape", name: frame.keyNames.back, run: () => go("/lab", { run: id }) }]);
  const failure = record.error ?? result.error;
  const pairs = (result.data?.runs.length ?? 0) > 1;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/lab" }, { name: record.data ? `#${id} ${record.data.name}` : `#${id}` }]}
      answer={result.data ? <Answer result={result.data} /> : undefined}
      note={
        record.data && about && result.data ? (
          <Note record={record.data} about={about} result={result.data} />
        ) : undefined
      }
      tools={
        record.data ? (
          <>
            {pairs ? (
              <Button size="small" onClick={() => go("/lab/compare", { r: `${id},${id}b` })}>
                {t.compareTitle} A/B
              </Button>
            ) : null}
            {can("scenario.run") && about?.options.scenario ? (
              <Button
                size="small"
                type="primary"
                icon={<CopyOutlined aria-hidden="true" />}
                title={t.againWhy}
                onClick={() => go("/lab", { from: id })}
              >
                {t.again}
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      {result.data && about ? (
        <>
          <Suspense fallback={<Loading rows={3} />}>
            <RunInputs run={result.data.runs[0]} about={about} />
          </Suspense>
          <RunView record={id} about={about} result={result.data} />
        </>
      ) : failure ? (
        <Failure error={failure} retry={() => void (record.error ? record.refetch() : result.refetch())} />
      ) : (
        <Loading rows={12} />
      )}
    </Page>
  );
}
