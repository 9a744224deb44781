// docs/glossary.md as a list: sections of tables with three columns.
export interface Term {
  section: string;
  zh: string;
  en: string;
  meaning: string;
}
export function readGlossary(markdown: string): Term[] {
  const terms: Term[] = [];
  let section = "";
  for (const line of markdown.split("\n")) {
    if (line.startsWith("## ")) section = line.slice(3).trim();
    const cells = /^\|(.+)\|\s*$/
      .exec(line)?.[1]
      ?.split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    if (!cells || cells.length < 3 || /^-+$/.test(cells[0]!) || cells[0] === "中文") continue;
    const [zh = "", en = "", ...rest] = cells;
    terms.push({ section, zh, en, meaning: rest.join(" | ").replace(/`/g, "") });
  }
  return terms;
}
export function findTerms(terms: readonly Term[], sought: string): readonly Term[] {
  const text = sought.trim().toLowerCase();
  if (text === "") return terms;
  return terms.filter((one) => `${one.zh} ${one.en} ${one.meaning}`.toLowerCase().includes(text));
}
