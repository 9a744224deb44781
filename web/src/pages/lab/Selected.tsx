// The product or city that is selected: how low it is on the day, and why.
import { Button } from "antd";
import { percent } from "@/design/number";
import { pathOf } from "@/frame/areas";
import { Link } from "@/frame/Link";
import { nameIn, useLanguage, useTexts } from "@/text";
import { CauseChain } from "./Happenings";
import styles from "./lab.module.css";
import { levelAt, type Result, type Run, type Series } from "./result";
import type { Subject } from "./scenario";
import { labTexts } from "./text";
import { amount } from "./words";

export function worstOfCity(result: Result, run: Run, city: string): string | undefined {
  const places = new Map(result.nodes.map((node) => [node.id, node.city_id]));
  let worst: Run["nodes_hit"][0] | undefined;
  for (const node of run.nodes_hit)
    if (places.get(node.id) === city && (!worst || node.lost_output > worst.lost_output)) worst = node;
  return worst?.id;
}

export function Selected({
  kind,
  id,
  series,
  name,
  day,
  result,
  run,
  node,
  onAdd,
}: {
  kind: "product" | "city";
  id: string;
  series: Series | undefined;
  name: (id: string) => string;
  day: number;
  result: Result;
  run: Run;
  node: string | undefined;
  onAdd?: (subject: Subject) => void;
}) {
  const t = useTexts(labTexts);
  const language = useLanguage();
  const called = series ? nameIn(language, series) : name(id);
  const path = pathOf(kind, id);
  return (
    <section className={styles.selected} aria-label={`${t.selected}: ${called}`} aria-live="polite">
      <div className={styles.selectedHead}>
        <b>{path ? <Link to={path}>{called}</Link> : called}</b>
        {series ? (
          <span className="number">
            {t.levelToday(percent(levelAt(series, day)))} ·{" "}
            {t.worstLevel(percent(series.worstLevel), series.worstDay ?? 0)} ·{" "}
            {t.lostAll(amount(Math.max(0, series.lost), result.currency, language))}
          </span>
        ) : (
          <span className="caption">{t.noOutput}</span>
        )}
        {onAdd ? (
          <Button size="small" onClick={() => onAdd({ kind, id })} aria-label={t.addOf(called)}>
            {t.addHere}
          </Button>
        ) : null}
      </div>
      <h3>{t.whyOf(called)}</h3>
      <CauseChain result={result} run={run} node={node} product={name} />
    </section>
  );
}
