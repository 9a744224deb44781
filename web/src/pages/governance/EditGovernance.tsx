import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox } from "antd";
import { useState } from "react";
import { refresh, useWrite } from "@/api/hooks";
import { provinces, useDirectory } from "@/frame/directory";
import { useDraft } from "@/frame/drafts";
import { Dialog, SelectBox, SelectField, TextField } from "@/frame/Form";
import { WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./governance.module.css";
import { artefactStates, type Governance, type GovernanceAnswer, governanceOf, tidy, withArtefact } from "./model";
import { governanceTexts } from "./text";

const reads = ["/api/v1/governance", "/api/v1/work-plans"];

/** Who signed before has to sign again after a change: the form names them before it is saved. */
export function SignAgain({ regions }: { regions: readonly string[] }) {
  const t = useTexts(governanceTexts);
  const directory = useDirectory();
  return regions.length > 0 ? (
    <Alert type="warning" showIcon title={`${t.editNote}${regions.map((code) => directory.region(code)).join("、")}`} />
  ) : (
    <p className="caption">{t.editFree}</p>
  );
}

export function EditGovernance({
  answer,
  etag,
  dataset,
  onClose,
}: {
  answer: GovernanceAnswer;
  etag: string;
  dataset: string;
  onClose: () => void;
}) {
  const t = useTexts(governanceTexts);
  const language = useLanguage();
  const directory = useDirectory();
  const toast = useToast();
  const client = useQueryClient();
  const kept = governanceOf(answer);
  const [draft, setDraft, clear] = useDraft<{ governance: Governance; note: string }>(`governance.${answer.chain_id}`, {
    governance: kept,
    note: "",
  });
  const { governance } = draft;
  const [seen] = useState(etag);
  const [rebased, setRebased] = useState(false);
  const save = useWrite("put", "/api/v1/governance/{id}", { changes: reads });
  const set = (part: Partial<Governance>) => setDraft({ ...draft, governance: { ...governance, ...part } });
  const regions = provinces.map((value) => ({ value, label: directory.region(value) }));
  const setChair = (part: Partial<Governance["chair"]>) => set({ chair: { ...governance.chair, ...part } });
  const removal = (label: string, run: () => void) => (
    <Button type="text" icon={<CloseOutlined />} aria-label={`${t.remove} ${label}`} onClick={run} />
  );
  const at = <T,>(list: readonly T[], i: number, part: Partial<T>) =>
    list.map((one, n) => (n === i ? { ...one, ...part } : one));
  const without = <T,>(list: readonly T[], i: number) => list.filter((_, n) => n !== i);
  return (
    <Dialog
      title={`${t.edit} · ${nameIn(language, answer)}`}
      width={860}
      onClose={onClose}
      busy={save.isPending}
      onSave={() =>
        save.mutate(
          {
            path: { id: answer.chain_id },
            query: { dataset },
            ifMatch: rebased ? etag : seen,
            // Signatures come by signing alone.
            body: { governance: tidy({ ...governance, countersigned_by: [] }) as never, note: draft.note },
          },
          {
            onSuccess: () => {
              clear();
              toast.success(t.saved);
              onClose();
            },
          },
        )
      }
    >
      <SignAgain regions={kept.countersigned_by.map((one) => one.region)} />
      <fieldset className={styles.fieldset}>
        <legend>{t.leads}</legend>
        {governance.leads.map((lead, i) => (
          <div key={`${i}.${lead.region}`} className={styles.row4}>
            <SelectField
              label={t.lead}
              value={lead.region}
              empty={false}
              options={regions}
              onChange={(region) => set({ leads: at(governance.leads, i, { region }) })}
            />
            <TextField
              label={t.since}
              value={lead.since}
              onChange={(since) => set({ leads: at(governance.leads, i, { since }) })}
            />
            <TextField
              label={t.source}
              value={lead.source ?? ""}
              onChange={(source) => set({ leads: at(governance.leads, i, { source }) })}
            />
            {removal(t.lead, () => set({ leads: without(governance.leads, i) }))}
          </div>
        ))}
        <div className={styles.actions}>
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => set({ leads: [...governance.leads, { region: "310000", since: "" }] })}
          >
            {t.addLead}
          </Button>
        </div>
        <div role="group" aria-label={t.participants}>
          <span className="caption">{t.participants} </span>
          {provinces.map((code) => (
            <Checkbox
              key={code}
              checked={governance.participants.includes(code)}
              onChange={(event) =>
                set({
                  participants: event.target.checked
                    ? [...governance.participants, code]
                    : governance.participants.filter((one) => one !== code),
                })
              }
            >
              {directory.region(code)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <fieldset className={styles.fieldset}>
        <legend>{t.chair}</legend>
        <TextField
          label={`${t.order} (310000, 320000 …)`}
          value={governance.chair.order.join(", ")}
          onChange={(words) => setChair({ order: words.split(/[,，\s]+/).filter(Boolean) })}
        />
        {governance.chair.terms.map((term, i) => (
          <div key={`${i}.${term.region}`} className={styles.row3}>
            <SelectField
              label={t.chair}
              value={term.region}
              empty={false}
              options={regions}
              onChange={(region) => setChair({ terms: at(governance.chair.terms, i, { region }) })}
            />
            <TextField
              label={t.from}
              value={term.from}
              onChange={(from) => setChair({ terms: at(governance.chair.terms, i, { from }) })}
            />
            <TextField
              label={t.to}
              value={term.until ?? ""}
              onChange={(until) => setChair({ terms: at(governance.chair.terms, i, { until }) })}
            />
            {removal(t.terms, () => setChair({ terms: without(governance.chair.terms, i) }))}
          </div>
        ))}
        <div className={styles.actions}>
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => setChair({ terms: [...governance.chair.terms, { region: "310000", from: "" }] })}
          >
            {t.addTerm}
          </Button>
        </div>
      </fieldset>
      <fieldset className={styles.fieldset}>
        <legend>{t.checklist}</legend>
        <table className={styles.table}>
          <tbody>
            {answer.checklist.map((item) => {
              const one = governance.artefacts.find((each) => each.type === item.type);
              const name = language === "zh" ? item.zh : item.en;
              const change = (part: object) =>
                setDraft({ ...draft, governance: withArtefact(governance, item.type, part) });
              return (
                <tr key={item.type}>
                  <th scope="row">{name}</th>
                  <td>
                    <SelectBox
                      aria-label={`${name} ${t.state}`}
                      value={one?.state ?? "missing"}
                      empty={false}
                      options={artefactStates.map((value) => ({ value, label: t.states[value] }))}
                      onChange={(state) => change({ state })}
                    />
                  </td>
                  <td>
                    <input
                      className={styles.input}
                      aria-label={`${name} ${t.due}`}
                      type="date"
                      value={one?.due ?? ""}
                      onChange={(event) => change({ due: event.target.value })}
                    />
                  </td>
                  <td>
                    <input
                      className={styles.input}
                      aria-label={`${name} ${t.note}`}
                      placeholder={t.note}
                      value={one?.note ?? ""}
                      onChange={(event) => change({ note: event.target.value })}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </fieldset>
      <TextField label={t.changeNote} value={draft.note} onChange={(note) => setDraft({ ...draft, note })} />
      <p className="caption">{t.days}</p>
      <WriteProblem
        error={save.error}
        onReadNew={async () => {
          // What was typed stays and is saved over the new version, which stands on the page behind.
          await refresh(client, reads);
          setRebased(true);
          save.reset();
        }}
      />
    </Dialog>
  );
}
