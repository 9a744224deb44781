// The runs that were kept, newest first; ticked ones are compared.
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { shortDateTime } from "@/design/date";
import { Link, useGo } from "@/frame/Link";
import { Section } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { useTexts } from "@/text";
import styles from "./lab.module.css";
import { runsQuery } from "./queries";
import { labTexts } from "./text";

export function Tray({ shown }: { shown: string | undefined }) {
  const t = useTexts(labTexts);
  const runs = useQuery(runsQuery());
  const go = useGo();
  const [picked, setPicked] = useState<number[]>([]);
  const [all, setAll] = useState(false);
  const toggle = (id: number) =>
    setPicked(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id].slice(-4));
  return (
    <Section
      title={t.tray}
      extra={
        <span className={styles.trayTools}>
          <span className="caption">{t.trayHint}</span>
          <Button
            size="small"
            type="primary"
            disabled={picked.length < 2}
            onClick={() => go("/lab/compare", { r: [...picked].sort((a, b) => a - b).join(",") })}
          >
            {t.compare(picked.length)}
          </Button>
        </span>
      }
    >
      <QueryState query={runs} rows={3}>
        {(data) => {
          const items = [...data.items].reverse();
          return items.length === 0 ? (
            <p className="caption">{t.noRunsRead}</p>
          ) : (
            <>
              <ul className={styles.tray}>
                {(all ? items : items.slice(0, 12)).map((run) => (
                  <li key={run.id} data-shown={String(run.id) === shown || undefined}>
                    <Checkbox
                      checked={picked.includes(run.id)}
                      aria-label={t.pick(run.name)}
                      onChange={() => toggle(run.id)}
                    />
                    <Link to={`/lab/runs/${run.id}`}>
                      #{run.id} {run.name}
                    </Link>
                    <span className="caption">{shortDateTime(run.created_at)}</span>
                  </li>
                ))}
              </ul>
              {items.length > 12 && !all ? (
                <button type="button" className={styles.linkButton} onClick={() => setAll(true)}>
                  {t.showMore(items.length - 12)}
                </button>
              ) : null}
            </>
          );
        }}
      </QueryState>
    </Section>
  );
}
