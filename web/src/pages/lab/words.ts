// Sentences about runs and shocks, put together from texts and figures.
import { percent, short } from "@/design/number";
import { type Language, nameIn } from "@/text";
import type { Band } from "./draws";
import type { measureTexts } from "./measure-text";
import type { Measure } from "./measures";
import type { CauseStep, Recovery, RunEvent } from "./result";
import { asPercent, type Bilingual, selectors } from "./shock";
import type { labTexts } from "./text";

export type Words = (typeof labTexts)["zh"];

export function bilingual(name: Bilingual | undefined, language: Language): string {
  if (name === undefined || name === null) return "";
  if (typeof name !== "object") return String(name);
  return (language === "zh" ? (name.zh ?? name.en) : (name.en ?? name.zh)) ?? "";
}

/** Amounts of money of a run, in the currency of the network. */
export function amount(value: number | null | undefined, currency: string, language: Language): string {
  const text = short(value, language);
  if (currency === "CNY") return language === "zh" ? `${text}元` : `CNY ${text}`;
  return currency ? `${currency} ${text}` : text;
}

export function targetWords(
  target: Record<string, string[] | undefined>,
  name: (id: string) => string,
  t: Words,
): string {
  const parts = selectors.flatMap((selector) => {
    const names = target[selector] ?? [];
    if (names.length === 0) return [];
    const listed = names
      .slice(0, 3)
      .map(name)
      .join(t.title === "情景推演" ? "、" : ", ");
    const more = names.length > 3 ? ` +${names.length - 3}` : "";
    const bare = selector === "products" || selector === "regions" || selector === "firms" || selector === "chains";
    return [bare ? listed + more : `${t.selectors[selector]} ${listed}${more}`];
  });
  return parts.join(" · ");
}

export function sizeWords(size: number | null, isDemand: boolean): string {
  if (size === null) return "?";
  if (!isDemand) return `−${asPercent(size)}`;
  return `${size >= 0 ? "+" : "−"}${asPercent(Math.abs(size))}`;
}

export function eventWords(event: RunEvent, name: (id: string) => string, t: Words): string {
  const size = event.kind === "demand" ? event.demand_change : event.loss;
  const recovery =
    event.recovery === "step"
      ? ""
      : ` · ${t.recovery} ${t.curves[event.recovery as keyof typeof t.curves] ?? event.recovery} ${t.days(event.recovery_days)}`;
  return `${t.kinds[event.kind]} ${targetWords(event.target, name, t)} ${sizeWords(size, event.kind === "demand")} · ${t.span(event.start_day, event.duration_days)}${recovery}`;
}

export function recoveryWords(recovery: Recovery, level: string, t: Words): string {
  if (recovery.state === "never_below") return `${t.neverBelow} ${level}`;
  if (recovery.state === "not_reached" || recovery.day === null) return t.notReached;
  return t.dayN(recovery.day);
}

export function causeWords(step: CauseStep, product: (id: string) => string, t: Words, language: Language): string {
  const joint = language === "zh" ? "、" : ", ";
  const line = step.node
    ? `${step.node.product_id ? product(step.node.product_id) : ""}${
        language === "zh" ? `（${nameIn(language, step.node)}）` : ` (${nameIn(language, step.node)})`
      }`
    : step.id;
  const day = step.day ?? 0;
  if (step.event) {
    const words = t.whyStep.event(nameIn(language, step.event));
    return `${t.whyStep.capacity(line, day)}${language === "zh" ? "：" : ": "}${words}`;
  }
  if (step.cause.kind === "input") {
    return t.whyStep.input(line, day, step.cause.inputs.map(product).join(joint));
  }
  return t.whyStep[step.cause.kind](line, day);
}

/** A loss as people read it: two figures below one percent. */
export function lossWords(loss: number): string {
  if (loss !== 0 && Math.abs(loss) < 0.1) return percent(loss, 2);
  return percent(loss, 1);
}
/** The 80 % of a band of losses: 2.1%–4.5%. */
export function lossRange(band: Band): string {
  return `${lossWords(band[0])}–${lossWords(band[4])}`;
}

export function measureWords(
  measure: Measure,
  name: (id: string) => string,
  t: (typeof measureTexts)["zh"],
  language: Language,
): string {
  if (measure.kind === "stock") return t.stockWords(name(measure.product), measure.days);
  if (measure.kind === "switching") return t.switchingWords;
  if (measure.kind === "plant")
    return t.plantWords(name(measure.product), name(measure.region), amount(measure.capacity, "CNY", language));
  if (measure.kind === "localise") return t.localiseWords(name(measure.product), percent(measure.share));
  return Object.values(measure.cells).join(" · ");
}
