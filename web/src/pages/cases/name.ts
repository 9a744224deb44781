/** The name of a part of a process type. */
export function nameOf(language: "zh" | "en", thing: { zh: string; en: string }): string {
  return language === "zh" ? thing.zh || thing.en : thing.en || thing.zh;
}
