// What can be put into a draft, how it reads, and how texts differ.
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { get } from "@/api/hooks";
import { QueryState } from "@/frame/states";
import { type Language, nameIn, useLanguage, useTexts } from "@/text";
import type { Written } from "./model";
import { diffOf, type Figure, figuresOf, keysOf, parts, piecesOf, plainOf, type Words } from "./written";
import styles from "./written.module.css";
import { writtenTexts } from "./written-text";

const productPath = "/api/v1/datasets/{name}/products/{id}" as const;

export function FigureList({
  dataset,
  version,
  products,
  language,
  disabled,
  onInsert,
}: {
  dataset: string;
  version: number;
  products: readonly { product_id: string; name_zh: string; name_en: string }[];
  language: Language;
  disabled: boolean;
  onInsert: (figure: Figure) => void;
}) {
  const t = useTexts(writtenTexts);
  const reader = useLanguage();
  const [chosen, setChosen] = useState("");
  const id = chosen || products[0]?.product_id || "";
  const view = useQuery({
    ...get(productPath, { path: { name: dataset, id }, query: { version } }),
    enabled: id !== "",
  });
  return (
    <aside className={styles.figures} aria-label={t.figures}>
      <h3>{t.figures}</h3>
      <p className="caption">{t.figuresNote}</p>
      {products.length > 1 ? (
        <Select
          aria-label={t.figuresOf}
          style={{ width: "100%" }}
          showSearch={{ optionFilterProp: "label" }}
          value={id}
          options={products.map((one) => ({ value: one.product_id, label: nameIn(reader, one) }))}
          onChange={setChosen}
        />
      ) : null}
      <QueryState query={view} rows={6}>
        {(data) => {
          const figures = figuresOf(data);
          if (figures.length === 0) return <p>{t.noFigures}</p>;
          return (
            <ul>
              {figures.map((figure) => (
                <li key={figure.key}>
                  <span>
                    {figure.label[language]} <b>{figure.value[language]}</b>
                  </span>
                  <Button
                    size="small"
                    disabled={disabled}
                    aria-label={t.insertOf(figure.label[language])}
                    // The cursor stays in the text.
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => onInsert(figure)}
                  >
                    {t.insert}
                  </Button>
                  <small>{figure.source[language]}</small>
                </li>
              ))}
            </ul>
          );
        }}
      </QueryState>
    </aside>
  );
}

/** As it will stand before what the program adds. */
export function Sheet({ title, written, language }: { title: string; written: Written; language: Language }) {
  const t = useTexts(writtenTexts);
  const { words, figures } = written;
  const sources = [...new Set(keysOf(words).flatMap((key) => figures[key]?.source[language] ?? []))];
  const noteOf = (key: string) => sources.indexOf(figures[key]?.source[language] ?? "") + 1;
  return (
    <article className={styles.sheet} aria-label={t.preview} lang={language === "zh" ? "zh-CN" : "en"}>
      <h3>{title}</h3>
      {parts.map((part) => (
        <div key={part}>
          <h4>{t.parts[part]}</h4>
          {words[part].trim() === "" ? (
            <p className="caption">{t.empty}</p>
          ) : (
            words[part].split("\n").map((line, i) => (
              <p key={`${part}-${String(i)}`}>
                {piecesOf(line).map((piece, k) =>
                  "key" in piece ? (
                    <span key={`${piece.key}-${String(k)}`}>
                      {figures[piece.key]?.value[language] ?? "—"}
                      <sup>{noteOf(piece.key) || "?"}</sup>
                    </span>
                  ) : (
                    piece.text
                  ),
                )}
              </p>
            ))
          )}
        </div>
      ))}
      {sources.length > 0 ? (
        <ol aria-label={t.sources}>
          {sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ol>
      ) : null}
    </article>
  );
}

/** What was taken out and put in, text by text; chips as they read. */
export function WordsDiff({
  before,
  after,
  language,
}: {
  before: { words: Words; figures: Written["figures"] };
  after: { words: Words; figures: Written["figures"] };
  language: Language;
}) {
  const t = useTexts(writtenTexts);
  const read = (side: typeof before, part: (typeof parts)[number]) => plainOf(side.words[part], side.figures, language);
  const changed = parts.filter((part) => read(before, part) !== read(after, part));
  if (changed.length === 0) return <p>{t.noChange}</p>;
  return (
    <>
      {changed.map((part) => (
        <div key={part}>
          <b>{t.parts[part]}</b>
          <p className={styles.diff}>
            {diffOf(read(before, part), read(after, part)).map((one, i) =>
              one.kind === "gone" ? (
                <del key={String(i)}>{one.text}</del>
              ) : one.kind === "new" ? (
                <ins key={String(i)}>{one.text}</ins>
              ) : (
                one.text
              ),
            )}
          </p>
        </div>
      ))}
    </>
  );
}
