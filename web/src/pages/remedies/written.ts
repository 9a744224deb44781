// What a person writes for a brief: five texts with figures as chips, "{{key}}". A chip is a number of the dataset, with
// its version and source; what is typed as a number is none.
import { interval } from "@/design/number";
import { lineValue, scopeIn } from "@/pages/breakpoints/evidence";
import type { ProductView } from "@/pages/breakpoints/model";
import type { Language } from "@/text";

export const parts = ["conclusion", "basis", "impact", "actions", "uncertainty"] as const;
export type Part = (typeof parts)[number];
export type Words = Readonly<Record<Part, string>>;
export const noWords: Words = { conclusion: "", basis: "", impact: "", actions: "", uncertainty: "" };
export const longestConclusion = 80;

interface Both {
  zh: string;
  en: string;
}
export interface Figure {
  key: string;
  label: Both;
  value: Both;
  /** The footnote. */
  source: Both;
  version: number;
}
export type Figures = Readonly<Record<string, Figure>>;
export interface Comment {
  part: Part;
  text: string;
  by: string;
  at: string;
}

const chip = /\{\{([^{}]+)\}\}/g;
export type Piece = { text: string } | { key: string };
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(chip)) {
    if (found.index > from) pieces.push({ text: text.slice(from, found.index) });
    pieces.push({ key: found[1] ?? "" });
    from = found.index + found[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
export function keysOf(words: Words): string[] {
  return [...new Set(parts.flatMap((part) => [...words[part].matchAll(chip)].map((found) => found[1] ?? "")))];
}
/** As it will be read. */
export function plainOf(text: string, figures: Figures, language: Language): string {
  return text.replace(chip, (_, key: string) => figures[key]?.value[language] ?? "—");
}
export function lengthOf(text: string, figures: Figures, language: Language): number {
  return [...plainOf(text, figures, language).trim()].length;
}

const day =
  /(?:19|20)\d\d(?:\s*年(?:\s*\d+\s*月(?:\s*\d+\s*日)?)?|-\d\d(?:-\d\d)?)?(?!\d|\s*[%％万亿千百元吨家天个倍])/y;
const number = /[0-9０-９]+(?:[.,．][0-9０-９]+)*(?:\s*[%％]|\s*[万亿千百]?[元吨家天个倍])?/g;
/** Numbers that were typed instead of put in as chips, with where they stand; years, days and names like v14 are none. */
export function unlinked(text: string): { at: number; text: string }[] {
  const found: { at: number; text: string }[] = [];
  let offset = 0;
  for (const piece of piecesOf(text)) {
    if ("key" in piece) {
      offset += piece.key.length + 4;
      continue;
    }
    let until = 0;
    for (const one of piece.text.matchAll(number)) {
      if (one.index < until) continue;
      day.lastIndex = one.index;
      const date = day.exec(piece.text);
      if (date && date[0].length >= one[0].replace(/\s*[%％万亿千百元吨家天个倍]+$/, "").length) {
        until = one.index + date[0].length;
        continue;
      }
      if (/[A-Za-z-]$/.test(piece.text.slice(0, one.index))) continue;
      found.push({ at: offset + one.index, text: one[0] });
    }
    offset += piece.text.length;
  }
  return found;
}

/** Every number of a product that can be put in, as of the version of the view. */
export function figuresOf(view: ProductView): Figure[] {
  const { version, dataset, scope_zh, scope_en } = view.about;
  const point = view.break_point;
  const names: Both = { zh: view.name_zh, en: view.name_en || view.name_zh };
  const figures: Figure[] = [];
  const add = (key: string, label: Both, value: Both, source: Both) =>
    figures.push({
      key: `${view.id}/${key}`,
      label: { zh: `${names.zh} ${label.zh}`, en: `${names.en} ${label.en}` },
      value,
      source,
      version,
    });
  const computed = (zh: string, en: string): Both => ({
    zh: `${dataset} v${version}（${scope_zh}）计算：${names.zh}${zh}，括号内为区间`,
    en: `computed from ${dataset} v${version} (${scope_en}): ${names.en}, ${en}; the interval in brackets`,
  });
  const scores = [
    ["score", { zh: "综合得分", en: "score" }, point.score, point.score_low, point.score_high],
    ["exposure", { zh: "暴露度", en: "exposure" }, point.exposure, point.exposure_low, point.exposure_high],
    ["importance", { zh: "重要性", en: "importance" }, point.importance, point.importance_low, point.importance_high],
    ["recovery", { zh: "恢复难度", en: "recovery" }, point.recovery, point.recovery_low, point.recovery_high],
  ] as const;
  for (const [key, label, value, low, high] of scores) {
    if (value === null) continue;
    const text = (language: Language) => interval(value, low, high, language);
    add(key, label, { zh: text("zh"), en: text("en") }, computed(label.zh, label.en));
  }
  for (const line of point.evidence) {
    if (line.value === null) continue;
    const where = { zh: scopeIn("zh", line.scope), en: scopeIn("en", line.scope) };
    const year = line.year === null ? "" : String(line.year);
    const from = [line.source, year, line.grade].filter(Boolean);
    const published = line.source !== null && !line.source.startsWith("computed");
    add(
      `${line.metric}|${line.scope}|${line.source ?? ""}|${year}`.replace(/[{}]/g, ""),
      {
        zh: [line.label_zh, where.zh, year].filter(Boolean).join("，"),
        en: [line.label_en, where.en, year].filter(Boolean).join(", "),
      },
      { zh: lineValue(line, "zh"), en: lineValue(line, "en") },
      published
        ? {
            zh: `${from.join("，")}${line.grade ? " 级" : ""}：${line.label_zh}；${dataset} v${version}`,
            en: `${from.join(", ")}: ${line.label_en}; ${dataset} v${version}`,
          }
        : computed(line.label_zh, line.label_en),
    );
  }
  return figures;
}

/** For the job that makes the document: chips become values with footnotes. */
export function forDocument(words: Words, figures: Figures, language: Language): Record<string, string | string[]> {
  const sources: string[] = [];
  const texts = Object.fromEntries(
    parts.map((part) => [
      part,
      words[part].replace(chip, (_, key: string) => {
        const figure = figures[key];
        if (!figure) return "—";
        const source = figure.source[language];
        if (!sources.includes(source)) sources.push(source);
        return `${figure.value[language]}[^${sources.indexOf(source) + 1}]`;
      }),
    ]),
  );
  return { ...texts, sources };
}

export interface FigureChange {
  key: string;
  label: Both;
  before: Both;
  /** Nothing: the newer version has no such number. */
  now: Both | undefined;
}
export function changesOf(words: Words, kept: Figures, newer: Figures): FigureChange[] {
  return keysOf(words).flatMap((key) => {
    const before = kept[key];
    const now = newer[key];
    if (!before || (now && now.value.zh === before.value.zh && now.value.en === before.value.en)) return [];
    return [{ key, label: before.label, before: before.value, now: now?.value }];
  });
}

export interface Change {
  kind: "same" | "gone" | "new";
  text: string;
}
/** By letters in Chinese and by words elsewhere: the longest common part stays. */
export function diffOf(before: string, after: string): Change[] {
  const split = (text: string) => text.match(/[A-Za-z0-9.,%]+|\s+|[\s\S]/gu) ?? [];
  const a = split(before);
  const b = split(after);
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; --i) {
    for (let j = b.length - 1; j >= 0; --j) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: Change[] = [];
  const add = (kind: Change["kind"], text = "") => {
    const last = changes.at(-1);
    if (last?.kind === kind) last.text += text;
    else changes.push({ kind, text });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add("same", a[i++]);
      ++j;
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) add("gone", a[i++]);
    else add("new", b[j++]);
  }
  return changes;
}
