// Scenarios that were kept: one to start from, and what is composed to be kept as one.
import { useQuery } from "@tanstack/react-query";
import { Button, Popover } from "antd";
import { useEffect, useState } from "react";
import { get, useWrite } from "@/api/hooks";
import { WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useTexts } from "@/text";
import styles from "./lab.module.css";
import { scenariosQuery } from "./queries";
import { faultsOf } from "./scenario";
import { labTexts } from "./text";
import { Faults } from "./YamlView";

export function ReadyMade({ onPick }: { onPick: (text: string) => void }) {
  const t = useTexts(labTexts);
  const scenarios = useQuery(scenariosQuery());
  const [wanted, setWanted] = useState<number | undefined>(undefined);
  const one = useQuery({
    ...get("/api/v1/scenarios/{id}", { path: { id: wanted ?? 0 } }),
    enabled: wanted !== undefined,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a pick
  useEffect(() => {
    if (wanted === undefined || !one.data || one.data.record.id !== wanted) return;
    onPick(one.data.text);
    setWanted(undefined);
  }, [one.data, wanted]);
  const items = scenarios.data?.items ?? [];
  return (
    <select
      className={styles.choice}
      aria-label={t.loadTitle}
      title={t.loadTitle}
      value=""
      disabled={items.length === 0 || (wanted !== undefined && one.isFetching)}
      onChange={(event) => setWanted(Number(event.target.value))}
    >
      <option value="" disabled>
        {items.length === 0 ? t.loadNone : t.load}
      </option>
      {items.map((item) => (
        <option key={item.id} value={item.id}>
          {item.name}
        </option>
      ))}
    </select>
  );
}

export function SaveScenario({ text, name }: { text: string; name: string }) {
  const t = useTexts(labTexts);
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [called, setCalled] = useState(name);
  const save = useWrite("post", "/api/v1/scenarios", { changes: ["/api/v1/scenarios"] });
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) {
          setCalled(name);
          save.reset();
        }
      }}
      content={
        <form
          className={styles.saveForm}
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate(
              { body: { name: called.trim() || name, text } },
              {
                onSuccess: () => {
                  toast.success(t.saved);
                  setOpen(false);
                },
              },
            );
          }}
        >
          <input
            className={styles.text}
            aria-label={t.name}
            value={called}
            maxLength={200}
            onChange={(event) => setCalled(event.target.value)}
          />
          <Button
            size="small"
            type="primary"
            htmlType="submit"
            loading={save.isPending}
            disabled={called.trim() === ""}
          >
            {t.save}
          </Button>
          {save.error && faultsOf(save.error.detail).length > 0 ? (
            <Faults faults={faultsOf(save.error.detail)} />
          ) : (
            <WriteProblem error={save.error} />
          )}
        </form>
      }
    >
      <Button size="small">{t.save}</Button>
    </Popover>
  );
}
