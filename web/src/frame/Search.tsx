// Ctrl K: products, firms, regions and chains of the dataset, and the pages themselves.
import { SearchOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Input, Modal } from "antd";
import { type ReactNode, useDeferredValue, useEffect, useState } from "react";
import { get } from "@/api/hooks";
import type { components } from "@/api/schema";
import { nameIn, useLanguage, useTexts } from "@/text";
import { areas, isOffered, pathOf } from "./areas";
import { useDataset } from "./dataset";
import { useGo } from "./Link";
import { useCan } from "./session";
import styles from "./shell.module.css";
import { frameTexts } from "./texts";

type SearchHit = components["schemas"]["SearchHit"];
interface Hit {
  key: string;
  kind: "page" | SearchHit["kind"];
  name: ReactNode;
  where: string;
  path: string | undefined;
}

function marked(hit: SearchHit, language: "zh" | "en"): ReactNode {
  const name = nameIn(language, hit);
  const inEnglish = hit.matched === "name_en";
  if (hit.mark_from == null || hit.mark_length == null || inEnglish !== (language === "en")) return name;
  const end = hit.mark_from + hit.mark_length;
  return (
    <>
      {name.slice(0, hit.mark_from)}
      <mark>{name.slice(hit.mark_from, end)}</mark>
      {name.slice(end)}
    </>
  );
}

export default function Search({ onClose }: { onClose: () => void }) {
  const t = useTexts(frameTexts);
  const language = useLanguage();
  const can = useCan();
  const go = useGo();
  const dataset = useDataset();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const q = useDeferredValue(words.trim());
  const found = useQuery({
    ...get("/api/v1/datasets/{name}/search", {
      path: { name: dataset.name },
      query: { q },
    }),
    enabled: q !== "" && dataset.name !== "" && can("dataset.read"),
    placeholderData: keepPreviousData,
  });
  const answer = found.data as components["schemas"]["SearchAnswer"] | undefined;
  const pages: Hit[] = areas
    .filter((area) => area.order !== undefined && isOffered(area, can))
    .filter((area) => q === "" || `${area.name.zh} ${area.name.en}`.toLowerCase().includes(q.toLowerCase()))
    .map((area) => ({
      key: `page ${area.id}`,
      kind: "page" as const,
      name: area.name[language],
      where: "",
      path: area.routes[0]?.path,
    }));
  const hits: Hit[] = [
    ...(q === "" ? [] : (answer?.items ?? [])).map((hit) => ({
      key: `${hit.kind} ${hit.id}`,
      kind: hit.kind,
      name: marked(hit, language),
      where: [
        hit.id,
        nameIn(language, {
          name_zh: hit.chain_zh ?? hit.region_zh ?? "",
          name_en: hit.chain_en ?? hit.region_en ?? "",
        }),
      ]
        .filter(Boolean)
        .join(" · "),
      path: pathOf(hit.kind, hit.id),
    })),
    ...pages,
  ];
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words begin at the first hit
  useEffect(() => setAt(0), [q]);
  const open = (hit: Hit | undefined) => {
    if (!hit?.path) return;
    onClose();
    go(hit.path);
  };
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width={640}
      className={styles.searchBox}
      style={{ top: 72 }}
      aria-label={t.searchTitle}
    >
      <div className={styles.field}>
        <Input
          autoFocus
          size="large"
          variant="borderless"
          prefix={<SearchOutlined />}
          placeholder={t.search}
          role="combobox"
          aria-label={t.searchTitle}
          aria-expanded
          aria-controls="search-hits"
          aria-activedescendant={hits[at] ? `hit-${at}` : undefined}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "ArrowDown") setAt((i) => Math.min(hits.length - 1, i + 1));
            else if (event.key === "ArrowUp") setAt((i) => Math.max(0, i - 1));
            else if (event.key === "Enter") open(hits[at]);
            else return;
            event.preventDefault();
          }}
        />
      </div>
      <div className={styles.results} id="search-hits" role="listbox" aria-label={t.searchTitle}>
        {hits.map((hit, i) => (
          <div key={hit.key}>
            {hit.kind !== hits[i - 1]?.kind ? (
              <div className={styles.group} role="presentation">
                {t.kinds[hit.kind]} {answer?.counts?.find((one) => one.kind === hit.kind)?.count ?? ""}
              </div>
            ) : null}
            <div
              id={`hit-${i}`}
              role="option"
              aria-selected={i === at}
              aria-disabled={!hit.path}
              className={styles.hit}
              onMouseMove={() => setAt(i)}
              onClick={() => open(hit)}
            >
              <span>{hit.name}</span>
              <small>{hit.where}</small>
            </div>
          </div>
        ))}
      </div>
      {q === "" ? (
        <p className={`${styles.empty} caption`}>{t.searchShort}</p>
      ) : found.isError ? (
        <p className={styles.empty}>{t.searchFailed}</p>
      ) : hits.length === 0 && !found.isFetching ? (
        <p className={styles.empty}>{t.searchNothing}</p>
      ) : null}
    </Modal>
  );
}
