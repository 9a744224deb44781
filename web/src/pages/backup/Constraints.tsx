// Constraints of the plan, each with how the plan keeps it: provinces with their number of backups, the largest share.
import { CloseOutlined, LockOutlined, StopOutlined } from "@ant-design/icons";
import { percent } from "@/design/number";
import { provinces, useDirectory } from "@/frame/directory";
import { FilterChip, FilterSwitch, ResetFilters } from "@/frame/Filters";
import type { SetState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import { type Desk, type Plan, provinceCounts } from "./model";
import { hasRules, noRules, provincesAsked, provincesWritten, type Rule } from "./rules";
import { ruleTexts } from "./ruleTexts";
import { backupTexts } from "./text";

export function Constraints({ desk, set, plan }: { desk: Desk; set: SetState<Desk>; plan: Plan | undefined }) {
  const t = useTexts(ruleTexts);
  const words = useTexts(backupTexts);
  const language = useLanguage();
  const largest = plan?.rules?.largest_firm;
  const one = (value: number, none: number) => (value === none ? [] : [String(value)]);
  const numbers = (values: readonly number[], label: (n: number) => string) =>
    values.map((n) => ({ value: String(n), label: label(n) }));
  return (
    <fieldset className={styles.rules}>
      <legend className="visually-hidden">{t.title}</legend>
      <div className={styles.rulesRow}>
        <b aria-hidden="true">{t.title}</b>
        <Provinces desk={desk} set={set} plan={plan} />
        <FilterChip
          label={t.firm}
          single
          options={numbers([20, 30, 40, 50, 60], t.atMost)}
          value={one(desk.firm, 100)}
          onChange={([firm]) => set({ firm: Number(firm ?? 100) })}
        />
        <FilterChip
          label={words.place}
          single
          options={numbers([30, 40, 50, 60, 80], words.placeValue)}
          value={one(desk.place, 100)}
          onChange={([place]) => set({ place: Number(place ?? 100) })}
        />
        <FilterChip
          label={words.local}
          single
          options={numbers([30, 50, 70, 100], words.localValue)}
          value={one(desk.local, 0)}
          onChange={([local]) => set({ local: Number(local ?? 0) })}
        />
        {desk.goal === "loss" ? null : (
          <FilterChip
            label={words.least}
            single
            options={numbers([1, 2, 3], words.leastValue)}
            value={one(desk.min, 0)}
            onChange={([min]) => set({ min: Number(min ?? 0) })}
          />
        )}
        <FilterSwitch label={words.realOnly} value={desk.real} onChange={(real) => set({ real })} />
        <ResetFilters active={hasRules(desk)} onReset={() => set({ ...noRules })} />
      </div>
      <Pairs rule="lock" pairs={desk.lock} plan={plan} onLift={(pair) => set({ lock: without(desk.lock, pair) })} />
      <Pairs rule="ban" pairs={desk.ban} plan={plan} onLift={(pair) => set({ ban: without(desk.ban, pair) })} />
      {desk.firm < 100 && largest ? (
        <p className="caption" title={t.firmHint}>
          {t.firmNow(nameIn(language, largest), percent(largest.part))}
        </p>
      ) : null}
    </fieldset>
  );
}

const without = (pairs: readonly string[], pair: string) => pairs.filter((one) => one !== pair);

/** One button a province, pressed where it must have a backup; the number is how many the plan has there. */
function Provinces({ desk, set, plan }: { desk: Desk; set: SetState<Desk>; plan: Plan | undefined }) {
  const t = useTexts(ruleTexts);
  const { region } = useDirectory();
  const asked = provincesAsked(desk.prov, provinces);
  const counts = plan && provinceCounts(plan);
  const all = asked.length === provinces.length;
  const write = (codes: readonly string[]) => set({ prov: provincesWritten(codes, provinces) });
  return (
    <span className={styles.provinces} role="group" aria-label={t.each}>
      <label title={`${t.eachHint}。${t.counted}`}>
        <input type="checkbox" checked={all} onChange={() => write(all ? [] : provinces)} />
        {t.each}
      </label>
      {provinces.map((code) => {
        const isAsked = asked.includes(code);
        return (
          <button
            key={code}
            type="button"
            aria-pressed={isAsked}
            aria-label={t.provinceNeeded(region(code))}
            title={t.provinceNeeded(region(code))}
            onClick={() => write(isAsked ? asked.filter((one) => one !== code) : [...asked, code])}
          >
            {region(code)}
            {counts ? <b> {counts.get(code) ?? 0}</b> : null}
          </button>
        );
      })}
    </span>
  );
}

function Pairs({
  rule,
  pairs,
  plan,
  onLift,
}: {
  rule: Rule;
  pairs: readonly string[];
  plan: Plan | undefined;
  onLift: (pair: string) => void;
}) {
  const t = useTexts(ruleTexts);
  const language = useLanguage();
  if (pairs.length === 0) return null;
  const known = plan?.rules?.[rule === "lock" ? "locked" : "banned"] ?? [];
  return (
    <div className={styles.pairs}>
      <span>
        {rule === "lock" ? <LockOutlined aria-hidden="true" /> : <StopOutlined aria-hidden="true" />}{" "}
        {rule === "lock" ? t.locked : t.banned}
      </span>
      {pairs.map((pair) => {
        const one = known.find(({ id }) => id === pair);
        const name = one ? nameIn(language, one) : pair;
        return (
          <span key={pair} className={styles.pair}>
            {name}
            <button type="button" aria-label={t.lift(name)} title={t.lift(name)} onClick={() => onLift(pair)}>
              <CloseOutlined aria-hidden="true" />
            </button>
          </span>
        );
      })}
    </div>
  );
}
