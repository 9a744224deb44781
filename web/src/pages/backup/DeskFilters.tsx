// What the plan is for: goal, levels, chain.

import { designTexts } from "@/design/texts";
import { levels } from "@/design/tokens";
import { FilterChip, ResetFilters } from "@/frame/Filters";
import type { SetState } from "@/frame/url-state";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./backup.module.css";
import type { Desk } from "./model";
import { backupTexts } from "./text";

export function DeskFilters({
  desk,
  set,
  chains,
}: {
  desk: Desk;
  set: SetState<Desk>;
  chains: readonly { id: string; name_zh: string; name_en: string }[];
}) {
  const t = useTexts(backupTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  return (
    <>
      <fieldset className={styles.goals}>
        <legend className="visually-hidden">{t.goal}</legend>
        {(["cover", "loss"] as const).map((goal) => (
          <label key={goal} data-on={desk.goal === goal || undefined}>
            <input type="radio" name="goal" checked={desk.goal === goal} onChange={() => set({ goal })} />
            {t.goals[goal]}
          </label>
        ))}
      </fieldset>
      <FilterChip
        label={t.levels}
        options={levels.map((level) => ({ value: level, label: words.levels[level] }))}
        value={desk.lv}
        onChange={(lv) => set({ lv })}
      />
      <FilterChip
        label={t.chain}
        single
        options={chains.map((chain) => ({ value: chain.id, label: nameIn(language, chain) }))}
        value={desk.chain ? [desk.chain] : []}
        onChange={([chain]) => set({ chain: chain ?? "" })}
      />
      <ResetFilters active={desk.lv.length > 0 || desk.chain !== ""} onReset={() => set({ lv: [], chain: "" })} />
    </>
  );
}
