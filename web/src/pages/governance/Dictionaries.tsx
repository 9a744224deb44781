// 三个协同 and 五个联合: words without an official text, which say so of each entry.

import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { get, useWrite } from "@/api/hooks";
import { Dialog, TextField } from "@/frame/Form";
import { useCan } from "@/frame/session";
import { QueryState, WriteProblem } from "@/frame/states";
import { useToast } from "@/frame/toast";
import { useLanguage, useTexts } from "@/text";
import styles from "./governance.module.css";
import { type Dictionary, tidy } from "./model";
import { governanceTexts } from "./text";

export function Dictionaries() {
  const t = useTexts(governanceTexts);
  const language = useLanguage();
  const can = useCan();
  const lists = useQuery(get("/api/v1/dictionaries"));
  const [editing, setEditing] = useState<{ revision: number; dictionary: Dictionary }>();
  return (
    <QueryState query={lists} rows={3}>
      {(data) => (
        <div className={styles.words}>
          {data.items.map((item) => {
            const dictionary = item.dictionary as unknown as Dictionary;
            return (
              <section key={dictionary.id} className={styles.box}>
                <h3>
                  {dictionary.name[language]}
                  {can("system.configure") ? (
                    <Button size="small" onClick={() => setEditing({ revision: item.revision, dictionary })}>
                      {t.edit}
                    </Button>
                  ) : null}
                </h3>
                <ul>
                  {dictionary.entries.map((entry) => (
                    <li key={entry.id}>
                      {entry.name[language]}{" "}
                      <span className="caption">
                        {entry.official ? t.official : (entry.note?.[language] ?? t.unofficial)}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            );
          })}
          {editing ? <EditDictionary {...editing} onClose={() => setEditing(undefined)} /> : null}
        </div>
      )}
    </QueryState>
  );
}

function EditDictionary({
  revision,
  dictionary,
  onClose,
}: {
  revision: number;
  dictionary: Dictionary;
  onClose: () => void;
}) {
  const t = useTexts(governanceTexts);
  const language = useLanguage();
  const toast = useToast();
  const [draft, setDraft] = useState(dictionary);
  const save = useWrite("put", "/api/v1/dictionaries/{id}", { changes: ["/api/v1/dictionaries"] });
  const change = (id: string, part: Partial<Dictionary["entries"][number]>) =>
    setDraft({ ...draft, entries: draft.entries.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  return (
    <Dialog
      title={dictionary.name[language]}
      width={720}
      onClose={onClose}
      busy={save.isPending}
      onSave={() =>
        save.mutate(
          { path: { id: draft.id }, ifMatch: `"r${revision}"`, body: { dictionary: tidy(draft) as never } },
          {
            onSuccess: () => {
              toast.success(t.saved);
              onClose();
            },
          },
        )
      }
    >
      {draft.entries.map((entry) => (
        <div key={entry.id} className={styles.row4}>
          <TextField
            label={`${entry.id} · ${t.zh}`}
            value={entry.name.zh}
            onChange={(zh) => change(entry.id, { name: { ...entry.name, zh } })}
          />
          <TextField
            label={t.en}
            value={entry.name.en}
            onChange={(en) => change(entry.id, { name: { ...entry.name, en } })}
          />
          <TextField
            label={t.source}
            value={entry.note?.[language] ?? ""}
            onChange={(note) =>
              change(entry.id, { note: { ...(entry.note ?? { zh: note, en: note }), [language]: note } })
            }
          />
          <Checkbox checked={entry.official} onChange={(event) => change(entry.id, { official: event.target.checked })}>
            {t.official}
          </Checkbox>
        </div>
      ))}
      <WriteProblem error={save.error} onReadNew={onClose} />
    </Dialog>
  );
}
