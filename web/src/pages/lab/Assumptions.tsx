// What holds for the whole scenario: days, stocks, who goes short first, whether suppliers can be switched.
import { CloseOutlined } from "@ant-design/icons";
import { Checkbox } from "antd";
import { useTexts } from "@/text";
import { Choice, Field, NumberField } from "./controls";
import styles from "./lab.module.css";
import { SubjectSearch } from "./SubjectSearch";
import { withValue } from "./scenario";
import { orderRules, rationings, type ScenarioForm, type Switching } from "./shock";
import { labTexts } from "./text";

const dayFields = ["default_lead_time_days", "trial_qualification_days", "potential_qualification_days"] as const;
const shareFields = ["trigger_share", "largest_share"] as const;

export function Assumptions({
  form,
  text,
  dataset,
  name,
  onText,
}: {
  form: ScenarioForm;
  text: string;
  dataset: string;
  name: (id: string) => string;
  onText: (text: string) => void;
}) {
  const t = useTexts(labTexts);
  const put = (path: (string | number)[], value: unknown) => onText(withValue(text, path, value));
  const days = (label: string, value: number, path: string[], min = 1, title?: string) => (
    <Field label={label}>
      {(id) => (
        <NumberField
          id={id}
          min={min}
          max={36500}
          value={value}
          unit={t.day}
          title={title}
          onChange={(next) => put(path, next)}
        />
      )}
    </Field>
  );
  const { switching } = form;
  return (
    <div className={styles.assumptions}>
      <div className={styles.fields}>
        {days(t.horizon, form.horizon, ["horizon_days"])}
        {days(t.defaultStock, form.defaultDays, ["inventories", "default_days"], 1, t.defaultStockWhy)}
        {days(t.adjustment, form.adjustment, ["policy", "order_adjustment_days"])}
      </div>
      <div className={styles.fields}>
        <Field label={t.rationing}>
          {(id) => (
            <Choice
              id={id}
              value={form.rationing}
              onChange={(value) => put(["policy", "rationing"], value)}
              options={rationings.map((value) => ({ value, label: t.rationings[value] }))}
            />
          )}
        </Field>
        <Field label={t.orders}>
          {(id) => (
            <Choice
              id={id}
              value={form.orders}
              onChange={(value) => put(["policy", "orders"], value)}
              options={orderRules.map((value) => ({ value, label: t.orderRules[value] }))}
            />
          )}
        </Field>
      </div>
      <p className={styles.subhead}>{t.stocks}</p>
      <ul className={styles.stocks}>
        {form.stocks.map((stock) => (
          <li key={stock.product}>
            <span>{name(stock.product)}</span>
            <NumberField
              min={1}
              max={36500}
              value={stock.days}
              unit={t.day}
              label={`${t.stocks}: ${name(stock.product)}`}
              onChange={(next) => put(["inventories", "by_product", stock.product], next)}
            />
            <button
              type="button"
              className={styles.bare}
              aria-label={t.removeTarget(name(stock.product))}
              onClick={() => put(["inventories", "by_product", stock.product], undefined)}
            >
              <CloseOutlined />
            </button>
          </li>
        ))}
      </ul>
      <SubjectSearch
        dataset={dataset}
        kinds={["product"]}
        label={t.addStock}
        onPick={(subject) => put(["inventories", "by_product", subject.id], form.defaultDays)}
      />
      <p className={styles.subhead}>{t.switching}</p>
      <Checkbox
        checked={switching.enabled}
        onChange={(event) => put(["policy", "switching", "enabled"], event.target.checked)}
      >
        {t.switchingOn}
      </Checkbox>
      {switching.enabled ? (
        <div className={styles.fields}>
          {dayFields.map((key) => (
            <div key={key}>{days(t.switchingFields[key], switching[key], ["policy", "switching", key], 0)}</div>
          ))}
          {shareFields.map((key: keyof Switching & keyof typeof t.switchingFields) => (
            <Field key={key} label={t.switchingFields[key]}>
              {(id) => (
                <NumberField
                  id={id}
                  step="any"
                  min={key === "largest_share" ? 1 : 0}
                  max={100}
                  value={Number(switching[key]) * 100}
                  unit="%"
                  onChange={(next) => put(["policy", "switching", key], `${next}%`)}
                />
              )}
            </Field>
          ))}
        </div>
      ) : null}
    </div>
  );
}
