// An accepted plan: kept as a record with what it was made of, and a case for each product that something is set up for.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Input, Modal } from "antd";
import { useMemo, useState } from "react";
import { request as ask } from "@/api/client";
import { get, refresh } from "@/api/hooks";
import type { ApiError } from "@/api/problem";
import type { components } from "@/api/schema";
import { percent } from "@/design/number";
import type { DatasetInUse } from "@/frame/dataset";
import { useGo } from "@/frame/Link";
import { useCan } from "@/frame/session";
import { useWriteBlock, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { budgetText } from "./format";
import { chosenItems, coverageOf, type Plan, type PlanItem, recordOf, yuanPerWan } from "./model";
import { backupTexts } from "./text";

type Chain = components["schemas"]["ChainRow"];

export function AcceptPlan({
  plan,
  more,
  request,
  dataset,
  chains,
}: {
  plan: Plan | undefined;
  more: Plan | undefined;
  request: Record<string, unknown> | undefined;
  dataset: DatasetInUse;
  chains: readonly Chain[];
}) {
  const t = useTexts(backupTexts);
  const [open, setOpen] = useState(false);
  const block = useWriteBlock();
  return (
    <>
      <Button
        type="primary"
        size="small"
        disabled={!plan || block !== undefined}
        title={block ?? (plan ? undefined : t.needsWaiting)}
        onClick={() => setOpen(true)}
      >
        {t.accept}
      </Button>
      {open && plan && request ? (
        <Dialog
          plan={plan}
          more={more}
          request={request}
          dataset={dataset}
          chains={chains}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

function Dialog({
  plan,
  more,
  request,
  dataset,
  chains,
  onClose,
}: {
  plan: Plan;
  more: Plan | undefined;
  request: Record<string, unknown>;
  dataset: DatasetInUse;
  chains: readonly Chain[];
  onClose: () => void;
}) {
  const t = useTexts(backupTexts);
  const language = useLanguage();
  const client = useQueryClient();
  const can = useCan();
  const go = useGo();
  const toast = useToast();
  const items = chosenItems(plan);
  const wan = Math.round((plan.budget_cny_a_year ?? 0) / yuanPerWan);
  const [name, setName] = useState(t.planNameValue(budgetText(wan, language), percent(coverageOf(plan).after)));
  const [note, setNote] = useState("");
  const mayOpen = can("case.create");
  const open = useQuery({
    ...get("/api/v1/cases", { query: { type: "break_point_case", open: true, limit: 1000 } }),
    enabled: mayOpen,
  });
  const caseOf = useMemo(() => new Map((open.data?.items ?? []).map((one) => [one.subject_id, one.id])), [open.data]);
  const [left, setLeft] = useState<readonly string[]>([]);
  const wanted =
    mayOpen && open.data ? items.filter((item) => !caseOf.has(item.product_id) && !left.includes(item.product_id)) : [];
  const [state, setState] = useState<{ done: number; all: number }>();
  const [problem, setProblem] = useState<ApiError>();
  const [failures, setFailures] = useState<{ item: PlanItem; error: ApiError }[]>([]);
  const [kept, setKept] = useState<number>();
  const leadOf = (item: PlanItem) => {
    const chain = chains.find((one) => one.id === item.chain_id);
    return nameIn(language, { name_zh: chain?.lead_zh ?? "", name_en: chain?.lead_en ?? "" }) || t.noOwner;
  };

  const save = async () => {
    setProblem(undefined);
    setState({ done: 0, all: wanted.length });
    const record = recordOf(plan, { name: dataset.name, version: dataset.version ?? 0 }, request, more);
    const links = [
      {
        role: "dataset",
        target_kind: "dataset" as const,
        target_id: dataset.name,
        target_version: dataset.version ?? 0,
      },
    ];
    try {
      const made = await ask("post", "/api/v1/plans", {
        body: {
          name: name.trim(),
          note: note.trim(),
          classification: "restricted",
          text: JSON.stringify(record),
          links,
        },
      });
      const { id } = made.data;
      setKept(id);
      const cases: string[] = [];
      const failed: typeof failures = [];
      for (const [i, item] of wanted.entries()) {
        const makers = item.backups.map((backup) => nameIn("zh", backup)).join("、") || backupTexts.zh.stock;
        try {
          const outcome = await ask("post", "/api/v1/cases", {
            body: {
              type: "break_point_case",
              subject: { kind: "break_point", id: item.product_id },
              fields: {
                measure_class: ["secure"],
                measure: [backupTexts.zh.measureText(id, makers)],
              },
            },
          });
          cases.push(outcome.data.case);
        } catch (error) {
          failed.push({ item, error: error as ApiError });
        }
        setState({ done: i + 1, all: wanted.length });
      }
      if (cases.length > 0) {
        await ask("put", "/api/v1/plans/{id}", {
          path: { id },
          ifMatch: made.etag,
          body: {
            name: name.trim(),
            text: JSON.stringify({ ...record, summary: { ...record.summary, cases } }),
            note: note.trim(),
            links: [
              ...links,
              ...cases.slice(0, 99).map((one) => ({ role: "case", target_kind: "case" as const, target_id: one })),
            ],
          },
        });
      }
      await refresh(client, ["/api/v1/plans", "/api/v1/cases"]);
      setFailures(failed);
      setState(undefined);
      if (failed.length === 0) {
        toast.success(t.accepted(cases.length));
        onClose();
        go(`/backup/plans/${id}`);
      }
    } catch (error) {
      setProblem(error as ApiError);
      setState(undefined);
    }
  };

  return (
    <Modal
      open
      title={t.acceptTitle}
      onCancel={onClose}
      width={720}
      footer={
        <>
          <Button onClick={onClose}>{kept ? t.close : t.cancel}</Button>
          {kept ? (
            <Button type="primary" onClick={() => go(`/backup/plans/${kept}`)}>
              {name}
            </Button>
          ) : (
            <Button
              type="primary"
              loading={state !== undefined}
              disabled={name.trim() === "" || (mayOpen && open.isLoading)}
              onClick={() => void save()}
            >
              {t.confirm(wanted.length)}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.form}>
        <p className="caption">{t.acceptText}</p>
        <label htmlFor="plan-name">
          {t.planName}
          <Input id="plan-name" value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </label>
        <label htmlFor="plan-note">
          {t.note}
          <Input id="plan-note" value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} />
        </label>
        {mayOpen ? (
          <div className={styles.caseBox} tabIndex={0} role="region" aria-label={t.casesFor}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t.casesFor}</th>
                  <th scope="col">{t.owner}</th>
                  <th scope="col">{t.cases}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => {
                  const existing = caseOf.get(item.product_id);
                  return (
                    <tr key={item.product_id}>
                      <td>
                        <Checkbox
                          disabled={existing !== undefined || kept !== undefined}
                          checked={existing === undefined && !left.includes(item.product_id)}
                          onChange={(event) =>
                            setLeft(
                              event.target.checked
                                ? left.filter((one) => one !== item.product_id)
                                : [...left, item.product_id],
                            )
                          }
                        >
                          {nameIn(language, item)}
                        </Checkbox>
                      </td>
                      <td>{leadOf(item)}</td>
                      <td className="caption">{existing ? `${t.hasCase} ${existing}` : t.newCase}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        ) : null}
        {state ? <p role="status">{t.saving(state.done, state.all)}</p> : null}
        <WriteProblem error={problem} />
        {failures.length > 0 ? (
          <Alert
            type="warning"
            showIcon
            title={t.caseFailed(failures.length)}
            description={
              <ul>
                {failures.map(({ item, error }) => (
                  <li key={item.product_id}>
                    {nameIn(language, item)}: {error.detail || error.message}
                  </li>
                ))}
              </ul>
            }
          />
        ) : null}
      </div>
    </Modal>
  );
}
