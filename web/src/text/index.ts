// Texts in two languages, side by side, checked by the compiler: en must have exactly the entries of zh.
//
//   const texts = defineTexts({ rows: (n: number) => `${n} 行` }, { rows: (n) => `${n} rows` });
//   const t = useTexts(texts);  t.rows(3)
import { useSettings } from "@/frame/settings";

export type Language = "zh" | "en";
// biome-ignore lint/suspicious/noExplicitAny: a text may take any arguments
type Text = string | ((...values: any[]) => string);
export interface TextTable {
  readonly [key: string]: Text | TextTable;
}
// The same keys all the way down; strings are free, functions take the same arguments.
type Same<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer V) => string
      ? (...values: V) => string
      : Same<T[K]>;
};
export type Texts<T> = { readonly zh: Same<T>; readonly en: Same<T> };

export function defineTexts<T extends TextTable>(zh: T, en: Same<T>): Texts<T> {
  return { zh: zh as unknown as Same<T>, en };
}

export function useTexts<T>(texts: Texts<T>): Same<T> {
  return texts[useSettings().language];
}

export function useLanguage(): Language {
  return useSettings().language;
}

/** The name of a thing in the reader's language; the other one where it has none. */
export function nameIn(language: Language, thing: { name_zh?: string; name_en?: string }): string {
  return (language === "zh" ? thing.name_zh || thing.name_en : thing.name_en || thing.name_zh) ?? "";
}
