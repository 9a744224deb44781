// What run B does against the shocks: each measure a row, edited in place.
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useLanguage, useTexts } from "@/text";
import { NumberField } from "./controls";
import { faultWords } from "./fault-words";
import styles from "./lab.module.css";
import { measureTexts } from "./measure-text";
import type { Measure, MeasureKind } from "./measures";
import { SubjectSearch } from "./SubjectSearch";
import second from "./second.module.css";
import type { ScenarioForm } from "./shock";
import { measureWords } from "./words";

const offered = ["stock", "switching", "plant", "localise"] as const;
/** CNY a year in one of the unit that capacities are typed in. */
const unit = 1e8;

export function Measures({
  measures,
  form,
  dataset,
  name,
  faults,
  onMeasures,
}: {
  measures: readonly Measure[];
  form: ScenarioForm;
  dataset: string;
  name: (id: string) => string;
  faults: readonly string[];
  onMeasures: (measures: Measure[]) => void;
}) {
  const t = useTexts(measureTexts);
  const language = useLanguage();
  const [adding, setAdding] = useState<MeasureKind | "any" | undefined>(undefined);
  const [product, setProduct] = useState<string | undefined>(undefined);
  const put = (at: number, measure: Measure) => onMeasures(measures.map((one, i) => (i === at ? measure : one)));
  const add = (measure: Measure) => {
    onMeasures([...measures, measure]);
    setAdding(undefined);
    setProduct(undefined);
  };
  const begin = (kind: MeasureKind) => {
    if (kind === "switching") add({ kind });
    else setAdding(kind);
  };
  const pickedProduct = (id: string) => {
    if (adding === "stock") {
      const held = form.stocks.find((stock) => stock.product === id)?.days ?? form.defaultDays;
      add({ kind: "stock", product: id, days: Math.max(60, 2 * held) });
    } else if (adding === "localise") add({ kind: "localise", product: id, share: 0.9 });
    else setProduct(id);
  };
  const isDone = (kind: (typeof offered)[number]) =>
    kind === "switching" && (form.switching.enabled || measures.some((one) => one.kind === "switching"));
  return (
    <div className={second.group}>
      <p className="caption">{measures.length === 0 ? t.none : t.why}</p>
      <ul className={second.rows} aria-label={t.title}>
        {measures.map((measure, i) => {
          const said = measureWords(measure, name, t, language);
          return (
            <li key={i} title={t.kindWhy[measure.kind]}>
              <span>
                <b>{t.kinds[measure.kind]}</b> {said}
              </span>
              <Amount measure={measure} said={said} onMeasure={(next) => put(i, next)} />
              <button
                type="button"
                className={styles.bare}
                aria-label={t.remove(said)}
                onClick={() => onMeasures(measures.filter((_, at) => at !== i))}
              >
                <CloseOutlined />
              </button>
            </li>
          );
        })}
      </ul>
      {faults.length > 0 ? (
        <div className={styles.faults} role="alert">
          <b>{t.faults}</b>
          <ul>
            {faults.map((fault) => (
              <li key={fault}>{faultWords(fault, language)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {adding === undefined ? (
        <Button
          size="small"
          block
          type="dashed"
          icon={<PlusOutlined aria-hidden="true" />}
          onClick={() => setAdding("any")}
        >
          {t.add}
        </Button>
      ) : adding === "any" ? (
        <fieldset className={second.choices}>
          <legend className="visually-hidden">{t.addTitle}</legend>
          {offered.map((kind) => (
            <Button key={kind} size="small" disabled={isDone(kind)} title={t.kindWhy[kind]} onClick={() => begin(kind)}>
              {t.kinds[kind]}
            </Button>
          ))}
        </fieldset>
      ) : (
        <>
          <p className="caption">
            <b>{t.kinds[adding]}</b> {t.kindWhy[adding]}
          </p>
          {product === undefined ? (
            <SubjectSearch
              key="product"
              dataset={dataset}
              kinds={["product"]}
              label={t.pickProduct}
              focused
              onPick={(subject) => pickedProduct(subject.id)}
            />
          ) : (
            <SubjectSearch
              key="city"
              dataset={dataset}
              kinds={["city"]}
              label={t.pickCity}
              focused
              onPick={(subject) => add({ kind: "plant", product, region: subject.id, capacity: 5 * unit })}
            />
          )}
        </>
      )}
    </div>
  );
}

function Amount({
  measure,
  said,
  onMeasure,
}: {
  measure: Measure;
  said: string;
  onMeasure: (measure: Measure) => void;
}) {
  const t = useTexts(measureTexts);
  const field = (
    label: string,
    value: number,
    to: string,
    least: number,
    most: number,
    put: (value: number) => void,
  ) => (
    <NumberField
      className={second.amount}
      label={`${label}: ${said}`}
      title={label}
      min={least}
      max={most}
      step={measure.kind === "stock" ? 1 : "any"}
      unit={to}
      value={value}
      onChange={put}
    />
  );
  if (measure.kind === "stock")
    return field(t.days, measure.days, t.day, 1, 36500, (days) => onMeasure({ ...measure, days }));
  if (measure.kind === "localise") {
    const share = Number((measure.share * 100).toPrecision(6));
    return field(t.share, share, "%", 0, 100, (value) => onMeasure({ ...measure, share: value / 100 }));
  }
  if (measure.kind === "plant") {
    return field(t.capacity, measure.capacity / unit, t.capacityUnit, 0.0001, 1e6, (value) =>
      onMeasure({ ...measure, capacity: Math.round(value * unit) }),
    );
  }
  return <span />;
}
