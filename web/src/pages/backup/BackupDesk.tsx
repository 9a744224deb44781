// With this budget, whom do we set up as backups first, and how much is covered? The curve and the list answer to the
// same slider: steps solved ahead while it moves, the exact plan when it rests.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { get } from "@/api/hooks";
import { useDataset } from "@/frame/dataset";
import { SavedViews } from "@/frame/Filters";
import { useKeys } from "@/frame/keys";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { Failure } from "@/frame/states";
import { useUrlState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import { AcceptPlan } from "./AcceptPlan";
import { BudgetBar } from "./BudgetBar";
import styles from "./backup.module.css";
import { Constraints } from "./Constraints";
import { Curve } from "./Curve";
import { DeskAnswer } from "./DeskAnswer";
import { DeskFilters } from "./DeskFilters";
import { Infeasible } from "./Infeasible";
import { deskFields, isUnsolved, reachOf, yuanPerWan } from "./model";
import { ByChain, PlanList, Uncovered } from "./PlanList";
import { Progress } from "./Progress";
import { Records } from "./Records";
import { SolveStatus } from "./SolveStatus";
import { type Solved, useSolved } from "./solve";
import { Tabs } from "./Tabs";
import { backupTexts } from "./text";

// The table of candidates stands below the fold: it comes when the plan is there.
const Candidates = lazy(() => import("./Candidates"));

export default function BackupDesk() {
  const t = useTexts(backupTexts);
  const language = useLanguage();
  const can = useCan();
  const dataset = useDataset();
  const [desk, set] = useUrlState(deskFields);
  const { name } = dataset;
  const chains = useQuery({
    ...get("/api/v1/datasets/{name}/chains", { path: { name } }),
    enabled: name !== "",
  });
  const maySolve = can("backup.plan");
  const solved = useSolved(desk, maySolve ? name : "", dataset.version);
  const { shown, budget: wan } = solved;
  const hasPlan = shown !== undefined && !isUnsolved(shown);
  const chainName = (id: string) => {
    const chain = chains.data?.chains.find((one) => one.id === id);
    return chain ? nameIn(language, chain) : id;
  };
  useKeys(
    maySolve
      ? [
          { keys: "+", name: t.moreKey, run: () => solved.setBudget(wan + 100) },
          { keys: "=", name: t.moreKey, run: () => solved.setBudget(wan + 100) },
          { keys: "-", name: t.less, run: () => solved.setBudget(wan - 100) },
        ]
      : [],
  );
  const [whole, setWhole] = useState(false);
  const top = solved.steps.length > 0 ? reachOf(solved.steps, desk.b, whole) : undefined;
  const definition = desk.goal === "loss" ? t.definitionLoss : t.definition(shown?.horizon_days ?? 90);
  return (
    <Page
      crumbs={[{ name: t.title }]}
      about={chains.data?.about}
      answer={shown ? <DeskAnswer plan={shown} more={solved.more} wan={wan} /> : undefined}
      note={maySolve ? definition : t.noPlanPermission}
      tools={
        <>
          <Tabs />
          <SavedViews area="backup" />
        </>
      }
      filters={maySolve ? <DeskFilters desk={desk} set={set} chains={chains.data?.chains ?? []} /> : undefined}
    >
      {!maySolve ? null : solved.error ? (
        <Failure error={solved.error} retry={solved.again} />
      ) : (
        <>
          <BudgetBar
            wan={wan}
            top={top === undefined ? undefined : top / yuanPerWan}
            onChange={solved.setBudget}
            status={<SolveStatus solved={solved} />}
          />
          <Constraints desk={desk} set={set} plan={hasPlan ? shown : undefined} />
          <div className={styles.desk}>
            <Left
              solved={solved}
              top={top}
              whole={whole}
              setWhole={setWhole}
              dataset={name}
              version={dataset.version ?? 0}
            />
            <div className={styles.right}>
              {shown === undefined ? (
                <Progress progress={solved.exactProgress} name={() => t.solvingExact} />
              ) : isUnsolved(shown) ? (
                <Infeasible plan={shown} desk={desk} set={set} />
              ) : (
                <PlanList
                  plan={shown}
                  compared={solved.compared}
                  selected={desk.for}
                  onSelect={(id) => set({ for: `product:${id}` }, "replace")}
                  rules={{ desk, set }}
                  action={
                    <AcceptPlan
                      plan={solved.isDragging ? undefined : solved.exact}
                      more={solved.more}
                      request={solved.request}
                      dataset={dataset}
                      chains={chains.data?.chains ?? []}
                    />
                  }
                />
              )}
            </div>
          </div>
          {hasPlan ? (
            <div className={styles.lower}>
              <ByChain plan={shown} chainName={chainName} />
              {shown.goal === "cover" ? <Uncovered plan={shown} /> : null}
            </div>
          ) : null}
        </>
      )}
      <Suspense>
        <Candidates
          dataset={name}
          product={desk.for.startsWith("product:") ? desk.for.slice(8) : ""}
          items={shown?.items ?? []}
          onProduct={(id) => set({ for: id ? `product:${id}` : "" }, "replace")}
          rules={maySolve ? { desk, set } : undefined}
        />
      </Suspense>
      <Records />
    </Page>
  );
}

function Left({
  solved,
  top,
  whole,
  setWhole,
  dataset,
  version,
}: {
  solved: Solved;
  /** How far slider and curve reach, yuan; undefined before any step is solved. */
  top: number | undefined;
  whole: boolean;
  setWhole: (whole: boolean) => void;
  dataset: string;
  version: number;
}) {
  const t = useTexts(backupTexts);
  return (
    <div className={styles.left}>
      {solved.steps.length > 1 && top !== undefined ? (
        <Curve
          top={top}
          tools={
            <Button size="small" type="text" aria-pressed={whole} onClick={() => setWhole(!whole)}>
              {whole ? t.nearBudget : t.wholeRange}
            </Button>
          }
          steps={solved.steps}
          budget={solved.budget}
          exact={solved.isDragging || (solved.exact && isUnsolved(solved.exact)) ? undefined : solved.exact}
          onBudget={solved.setBudget}
          dataset={dataset}
          version={version}
        />
      ) : (
        <div className={styles.curveWait}>
          {solved.hasLadder ? (
            <Progress progress={solved.ladderProgress} name={t.ladderProgress} />
          ) : (
            <p className={styles.nothing}>{t.noLadder}</p>
          )}
        </div>
      )}
      {solved.isPartial ? <p className="caption">{t.partialLadder}</p> : null}
    </div>
  );
}
