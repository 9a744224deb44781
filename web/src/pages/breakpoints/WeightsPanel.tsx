// Other weights on trial: sliders with fields beside them, how many rows change level, sets kept by name.
import { LockOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useDraft } from "@/frame/drafts";
import { useTexts } from "@/text";
import styles from "./brush.module.css";
import { measures, type Ranking, type RankingRow } from "./model";
import { breakPointTexts } from "./text";
import { levelChanges, usualWeights, type Weights, writeWeights } from "./weights";

interface NamedSet {
  name: string;
  weights: Weights;
}

export function WeightsPanel({
  ranking,
  rows,
  weights,
  onWeights,
  onClose,
}: {
  ranking: Ranking;
  /** By these weights. */
  rows: readonly RankingRow[];
  weights: Weights;
  onWeights: (weights: Weights) => void;
  onClose: () => void;
}) {
  const t = useTexts(breakPointTexts);
  const [sets, setSets] = useDraft<NamedSet[]>("break-point-weights", []);
  const [name, setName] = useState("");
  const isUsual = writeWeights(weights) === "";
  const all = weights.importance + weights.exposure + weights.recovery;
  const { worse, better } = levelChanges(ranking.rows, rows);
  const put = (measure: (typeof measures)[number], value: number) => {
    const next = { ...weights, [measure]: Math.round(Math.min(100, Math.max(0, value))) };
    if (next.importance + next.exposure + next.recovery > 0) onWeights(next);
  };
  return (
    <section className={styles.panel} aria-label={t.weights}>
      <div className={styles.weights}>
        {measures.map((measure) => (
          <Row
            key={measure}
            label={t[measure]}
            value={weights[measure]}
            part={weights[measure] / all}
            onValue={(value) => put(measure, value)}
          />
        ))}
      </div>
      <div>
        <p role="status">
          <b>{isUsual ? t.weightsUsual : t.weightsChange(worse + better, worse, better)}</b>
        </p>
        <p className="caption">{t.weightsWhy}</p>
        <div className={styles.sets}>
          <Button size="small" icon={<LockOutlined />} disabled={isUsual} onClick={() => onWeights(usualWeights)}>
            {t.weightsBack}
          </Button>
          {sets.map((set) => (
            <span key={set.name}>
              <Button size="small" onClick={() => onWeights(set.weights)}>
                {set.name} {measures.map((one) => set.weights[one]).join("/")}
              </Button>
              <Button
                size="small"
                type="text"
                aria-label={t.weightsRemove(set.name)}
                onClick={() => setSets(sets.filter((one) => one !== set))}
              >
                ×
              </Button>
            </span>
          ))}
          <input
            aria-label={t.weightsName}
            placeholder={t.weightsName}
            value={name}
            maxLength={40}
            onChange={(event) => setName(event.target.value)}
          />
          <Button
            size="small"
            disabled={name.trim() === "" || isUsual}
            onClick={() => {
              setSets([...sets.filter((one) => one.name !== name.trim()), { name: name.trim(), weights }]);
              setName("");
            }}
          >
            {t.weightsSave}
          </Button>
          <Button size="small" type="text" onClick={onClose}>
            {t.weightsClose}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Row({
  label,
  value,
  part,
  onValue,
}: {
  label: string;
  value: number;
  part: number;
  onValue: (value: number) => void;
}) {
  return (
    <>
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={100}
        value={value}
        aria-label={label}
        onChange={(event) => onValue(Number(event.target.value))}
      />
      <input
        type="number"
        min={0}
        max={100}
        value={value}
        aria-label={`${label} 0–100`}
        onChange={(event) => event.target.value !== "" && onValue(Number(event.target.value))}
      />
      <span className="caption number">{Math.round(part * 100)}%</span>
    </>
  );
}
