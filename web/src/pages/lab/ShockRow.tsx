// One shock, edited in place; every change is a change of the scenario's text.
import { CloseOutlined, CopyOutlined, DeleteOutlined, DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useLanguage, useTexts } from "@/text";
import { Choice, Field, NumberField } from "./controls";
import { faultWords } from "./fault-words";
import styles from "./lab.module.css";
import { SubjectSearch } from "./SubjectSearch";
import { withCopy, withCurve, withKind, withoutShock, withTarget, withValue } from "./scenario";
import { asPercent, curves, type Kind, kinds, type Selector, type Shock, selectors, selectorsOf } from "./shock";
import { labTexts } from "./text";
import { bilingual, sizeWords, targetWords } from "./words";

export interface ShockRowProps {
  shock: Shock;
  index: number;
  text: string;
  dataset: string;
  name: (id: string) => string;
  muted: boolean;
  open: boolean;
  fault: string | undefined;
  onOpen: () => void;
  onText: (text: string) => void;
  onMute: (muted: boolean) => void;
}

export function ShockRow(props: ShockRowProps) {
  const { shock, index, text, name, muted, open, fault, onOpen, onText, onMute } = props;
  const t = useTexts(labTexts);
  const language = useLanguage();
  const called = bilingual(shock.name, language) || targetWords(shock.target, name, t) || t.shockName(index + 1);
  return (
    <li className={styles.shock} data-muted={muted || undefined} data-fault={fault ? true : undefined}>
      <div className={styles.shockHead}>
        <Checkbox
          checked={!muted}
          onChange={(event) => onMute(!event.target.checked)}
          aria-label={`${t.mute}: ${called}`}
        />
        <button type="button" className={styles.shockName} aria-expanded={open} onClick={onOpen}>
          <b>{called}</b>
          <span>
            {t.kinds[shock.kind]} {sizeWords(shock.size, shock.kind === "demand")} ·{" "}
            {t.span(shock.start, shock.duration)}
          </span>
        </button>
        <Button
          size="small"
          type="text"
          icon={<CopyOutlined />}
          aria-label={`${t.duplicate}: ${called}`}
          onClick={() => onText(withCopy(text, index))}
        />
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          aria-label={`${t.remove}: ${called}`}
          onClick={() => onText(withoutShock(text, index))}
        />
        <Button
          size="small"
          type="text"
          icon={open ? <UpOutlined /> : <DownOutlined />}
          aria-label={`${open ? t.fold : t.edit}: ${called}`}
          onClick={onOpen}
        />
      </div>
      {muted ? <p className="caption">{t.muted}</p> : null}
      {fault ? (
        <p className={styles.fault} role="alert">
          {faultWords(fault, language)}
        </p>
      ) : null}
      {open ? <Details {...props} /> : null}
    </li>
  );
}

function Details({ shock, index, text, dataset, name, onText }: ShockRowProps) {
  const t = useTexts(labTexts);
  const at = (...path: (string | number)[]) => ["events", index, ...path];
  const isDemand = shock.kind === "demand";
  const curveOptions = curves.filter((one) => one !== "network_damped" || shock.kind === "capacity");
  return (
    <div className={styles.shockBody}>
      <Field label={t.kind}>
        {(id) => (
          <Choice<Kind>
            id={id}
            value={shock.kind}
            onChange={(kind) => onText(withKind(text, index, kind))}
            options={kinds.map((value) => ({ value, label: t.kinds[value], title: t.kindWhy[value] }))}
          />
        )}
      </Field>
      <p className="caption">{t.kindWhy[shock.kind]}</p>
      <Targets shock={shock} index={index} text={text} dataset={dataset} name={name} onText={onText} />
      <div className={styles.fields}>
        <Field label={isDemand ? t.change : t.loss}>
          {(id) => (
            <NumberField
              id={id}
              step="any"
              min={isDemand ? -100 : 0.1}
              max={isDemand ? 10000 : 100}
              value={shock.size === null ? null : Number((shock.size * 100).toPrecision(8))}
              unit="%"
              onChange={(value) =>
                onText(
                  withValue(
                    text,
                    at(isDemand ? "change" : "loss"),
                    `${isDemand && value >= 0 ? "+" : ""}${asPercent(value / 100)}`,
                  ),
                )
              }
            />
          )}
        </Field>
        <Field label={t.start}>
          {(id) => (
            <NumberField
              id={id}
              min={0}
              max={36500}
              value={shock.start}
              unit={t.day}
              onChange={(value) => onText(withValue(text, at("start_day"), value))}
            />
          )}
        </Field>
        <Field label={t.duration}>
          {(id) => (
            <NumberField
              id={id}
              min={1}
              max={36500}
              value={shock.duration}
              unit={t.day}
              onChange={(value) => onText(withValue(text, at("duration_days"), value))}
            />
          )}
        </Field>
      </div>
      <div className={styles.fields}>
        <Field label={t.recovery}>
          {(id) => (
            <Choice
              id={id}
              value={shock.curve}
              onChange={(curve) => onText(withCurve(text, index, curve))}
              options={curveOptions.map((value) => ({ value, label: t.curves[value] }))}
            />
          )}
        </Field>
        {shock.curve === "step" ? null : (
          <Field label={t.over}>
            {(id) => (
              <NumberField
                id={id}
                step="any"
                min={1}
                max={36500}
                value={shock.recoveryDays}
                unit={t.day}
                onChange={(value) => onText(withValue(text, at("recovery", "days"), value))}
              />
            )}
          </Field>
        )}
      </div>
      {shock.note || shock.hasSource ? (
        <p className="caption" title={shock.note}>
          {shock.note ? `${shock.note.slice(0, 90)}${shock.note.length > 90 ? "…" : ""} ` : ""}
          {t.noteOf}
        </p>
      ) : null}
    </div>
  );
}

function Targets({
  shock,
  index,
  text,
  dataset,
  name,
  onText,
}: Pick<ShockRowProps, "shock" | "index" | "text" | "dataset" | "name" | "onText">) {
  const t = useTexts(labTexts);
  const known = selectorsOf[shock.kind];
  const used = selectors.filter((one) => (shock.target[one]?.length ?? 0) > 0);
  const [adding, setAdding] = useState<Selector>(known[0] ?? "products");
  const wanted = known.includes(adding) ? adding : (known[0] ?? "products");
  const searched: Partial<Record<Selector, readonly string[]>> = {
    products: ["product"],
    chains: ["chain"],
    firms: ["firm"],
    suppliers: ["firm"],
    customers: ["firm"],
    regions: ["city", "region"],
    from_regions: ["city", "region"],
    to_regions: ["city", "region"],
    countries: ["country"],
  };
  return (
    <div>
      <ul className={styles.targets} aria-label={t.hits} title={t.hitsAll}>
        {used.map((selector) => (
          <li key={selector}>
            <span className="caption">{t.selectors[selector]}</span>
            {shock.target[selector]?.map((one) => (
              <span key={one} className={styles.target}>
                {name(one)}
                <button
                  type="button"
                  aria-label={t.removeTarget(name(one))}
                  onClick={() =>
                    onText(
                      withTarget(text, index, selector, shock.target[selector]?.filter((other) => other !== one) ?? []),
                    )
                  }
                >
                  <CloseOutlined />
                </button>
              </span>
            ))}
          </li>
        ))}
      </ul>
      <div className={styles.addTarget}>
        <Choice<Selector>
          label={t.addTarget}
          value={wanted}
          onChange={setAdding}
          options={known.filter((one) => searched[one]).map((value) => ({ value, label: t.selectors[value] }))}
        />
        <SubjectSearch
          dataset={dataset}
          kinds={searched[wanted]}
          label={`${t.addTarget}: ${t.selectors[wanted]}`}
          onPick={(subject) =>
            onText(withTarget(text, index, wanted, [...new Set([...(shock.target[wanted] ?? []), subject.id])]))
          }
        />
      </div>
    </div>
  );
}
