// Whether the runs are repeated at random, how often, from which seed, and how far shocks may differ.
import { Checkbox } from "antd";
import { percent } from "@/design/number";
import { useTexts } from "@/text";
import { Field, NumberField } from "./controls";
import { drawTexts } from "./draw-text";
import { type Draws, fewestDraws, mostDraws, usualDraws } from "./draws";
import styles from "./lab.module.css";
import second from "./second.module.css";

export function DrawsForm({ draws, onDraws }: { draws: Draws; onDraws: (draws: Draws) => void }) {
  const t = useTexts(drawTexts);
  const width = (key: "loss" | "duration" | "recovery") => (
    <Field label={t[key]}>
      {(id) => (
        <NumberField
          id={id}
          min={0}
          max={100}
          step="any"
          unit="±%"
          value={Number((draws[key] * 100).toPrecision(6))}
          onChange={(value) => onDraws({ ...draws, [key]: value / 100 })}
        />
      )}
    </Field>
  );
  return (
    <>
      <Checkbox
        checked={draws.count > 0}
        onChange={(event) => onDraws({ ...draws, count: event.target.checked ? usualDraws.count : 0 })}
      >
        {t.repeat}
      </Checkbox>
      {draws.count === 0 ? null : (
        <fieldset className={second.group}>
          <legend className="visually-hidden">{t.repeat}</legend>
          <div className={styles.fields}>
            <Field label={t.count}>
              {(id) => (
                <NumberField
                  id={id}
                  min={fewestDraws}
                  max={mostDraws}
                  value={draws.count}
                  unit={t.times}
                  onChange={(count) => onDraws({ ...draws, count })}
                />
              )}
            </Field>
            <Field label={t.seed}>
              {(id) => (
                <NumberField
                  id={id}
                  min={0}
                  max={Number.MAX_SAFE_INTEGER}
                  value={draws.seed}
                  onChange={(seed) => onDraws({ ...draws, seed })}
                />
              )}
            </Field>
          </div>
          <details className={styles.more}>
            <summary>
              {t.what}
              <span className="caption">
                {" "}
                {draws.stocks ? `${t.stocksShort} · ` : ""}
                {t.widths} ±{percent(draws.loss, 0)} / {percent(draws.duration, 0)} / {percent(draws.recovery, 0)}
              </span>
            </summary>
            <div className={second.group}>
              <p className="caption">{t.repeatWhy}</p>
              <Checkbox
                checked={draws.stocks}
                onChange={(event) => onDraws({ ...draws, stocks: event.target.checked })}
              >
                {t.stocks}
              </Checkbox>
              <p className={styles.subhead}>{t.widths}</p>
              <div className={styles.fields}>
                {width("loss")}
                {width("duration")}
                {width("recovery")}
              </div>
              <p className="caption">{t.assumption}</p>
            </div>
          </details>
        </fieldset>
      )}
    </>
  );
}
