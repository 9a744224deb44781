// Which products lead to a chosen one, and by which paths: a picture over all chains and a list, worst first.
import { Select } from "antd";
import { useMemo } from "react";
import { dateTime } from "@/design/date";
import { severity } from "@/design/LevelBadge";
import { full } from "@/design/number";
import { pathOf } from "@/frame/areas";
import { FilterSwitch } from "@/frame/Filters";
import { useGo } from "@/frame/Link";
import { Page, Section } from "@/frame/Page";
import { QueryState } from "@/frame/states";
import { flag, text, useUrlState } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./atlas.module.css";
import { ChainPicture } from "./ChainPicture";
import { columnsTo, neighbours, reach, waysTo } from "./graph";
import { Legend } from "./Legend";
import { LevelDot } from "./ProductLine";
import { type AllChains, type BoxOfChain, useAllChains } from "./queries";
import { Tabs } from "./Tabs";
import { atlasTexts } from "./text";

const fields = { to: text(), way: text(), key: flag(), sel: text() };
const most = 300;

function graphOf(all: AllChains, onlyKey: boolean) {
  return neighbours(onlyKey ? all.edges.filter((edge) => edge.essential) : all.edges);
}

export default function Paths() {
  return <WithDataset>{(name) => <PathsPage dataset={name} />}</WithDataset>;
}

function PathsPage({ dataset }: { dataset: string }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const query = useAllChains(dataset);
  const { data } = query;
  const [state, set] = useUrlState(fields);
  const target = data?.boxes.get(state.to);
  const upstream = useMemo(
    () => (data && state.to ? [...reach(graphOf(data, state.key), state.to, "up").keys()] : []),
    [data, state.to, state.key],
  );
  const boxes = upstream.flatMap((id) => data?.boxes.get(id) ?? []);
  const sum = (level: string) => boxes.filter((box) => box.level === level).length;
  const name = target ? nameIn(language, target) : state.to;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/chains" }, { name: t.tabs.paths }]}
      about={data?.about}
      answer={
        !data
          ? undefined
          : !target
            ? t.pathsEmpty
            : boxes.length === 0
              ? t.pathsNone(name)
              : t.pathsAnswer(
                  name,
                  boxes.length,
                  new Set(boxes.map((box) => box.chain_id)).size,
                  sum("red"),
                  sum("orange"),
                )
      }
      note={target ? t.shareUnknown : undefined}
      filters={
        <>
          <Tabs />
          {data ? (
            <Select
              showSearch={{
                filterOption: (input, option) => (option?.label ?? "").toLowerCase().includes(input.toLowerCase()),
              }}
              className={styles.choose}
              size="small"
              aria-label={t.choose}
              placeholder={t.choose}
              value={state.to || undefined}
              onChange={(to) => set({ to, way: "", sel: "" })}
              options={[...data.boxes.values()].map((box) => ({
                value: box.id,
                label: `${nameIn(language, box)} ${box.id}`,
              }))}
            />
          ) : null}
          {target ? (
            <FilterSwitch label={t.onlyKey} value={state.key} onChange={(key) => set({ key, way: "" })} />
          ) : null}
        </>
      }
    >
      <QueryState query={query} rows={10}>
        {(all) => (target && boxes.length > 0 ? <Body all={all} target={target} /> : null)}
      </QueryState>
    </Page>
  );
}

function Body({ all, target }: { all: AllChains; target: BoxOfChain }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const go = useGo();
  const [state, set] = useUrlState(fields);
  const graph = useMemo(() => graphOf(all, state.key), [all, state.key]);
  const placed = useMemo(() => place(all, graph, target.id), [all, graph, target.id]);
  const { ways, cut } = useMemo(() => {
    const found = waysTo(graph, target.id, most);
    const weight = (way: string[]) => {
      const bad = way.map((id) => severity(all.boxes.get(id)?.level));
      return [Math.min(...bad), -bad.filter((one) => one <= 1).length, way.length] as const;
    };
    const keyed = found.ways.map((way) => ({ way, weight: weight(way) }));
    keyed.sort((a, b) => a.weight[0] - b.weight[0] || a.weight[1] - b.weight[1] || a.weight[2] - b.weight[2]);
    return { ways: keyed.map((one) => one.way), cut: found.cut };
  }, [graph, target.id, all]);
  const way = state.way ? state.way.split(".") : [];
  const onWay = (input: string, product: string) => {
    const at = way.indexOf(input);
    return at >= 0 && way[at + 1] === product;
  };
  const links = useMemo(
    () =>
      all.edges
        .filter((edge) => placed.ids.has(edge.from) && placed.ids.has(edge.to) && (!state.key || edge.essential))
        .map((edge) => ({ input_id: edge.from, product_id: edge.to, is_essential: edge.essential })),
    [all, placed, state.key],
  );
  const open = (id: string) => {
    const path = pathOf("product", id);
    if (path) go(path);
  };
  const counts = { red: 0, orange: 0, yellow: 0, blue: 0 };
  for (const box of placed.boxes) if (box.level in counts) ++counts[box.level as keyof typeof counts];
  const lit = way.length > 0 ? new Set(way) : undefined;
  const { about } = all;
  return (
    <>
      <Section
        title={t.waysTitle(full(ways.length))}
        extra={<span className="caption">{cut ? t.waysCut(most) : t.waysNote}</span>}
      >
        <div className={styles.ways}>
          {ways.map((one) => {
            const key = one.join(".");
            return (
              <button
                key={key}
                type="button"
                aria-pressed={state.way === key}
                onClick={() => set({ way: state.way === key ? "" : key }, "replace")}
              >
                {one.map((id, i) => {
                  const box = all.boxes.get(id);
                  return (
                    <span key={id} className={styles.row}>
                      {i > 0 ? <span aria-hidden="true">→</span> : null}
                      {box ? <LevelDot level={box.level} /> : null}
                      {box ? nameIn(language, box) : id}
                      {box && box.chain_id !== target.chain_id ? <span className="caption">{box.chain_id}</span> : null}
                    </span>
                  );
                })}
              </button>
            );
          })}
        </div>
      </Section>
      <Section title={t.pathsPicture(nameIn(language, target))}>
        <ChainPicture
          label={t.pathsPicture(nameIn(language, target))}
          boxes={placed.boxes}
          links={
            lit
              ? links.filter(
                  (link) =>
                    onWay(link.input_id, link.product_id) || !(lit.has(link.input_id) && lit.has(link.product_id)),
                )
              : links
          }
          heads={placed.counts.map((_, i) => t.away(placed.counts.length - 1 - i))}
          counts={placed.counts}
          variable="level"
          selected={state.sel}
          lit={lit}
          onSelect={(sel) => set({ sel: sel === state.sel ? "" : sel }, "replace")}
          onOpen={open}
          natural
        />
        <Legend
          variable="level"
          counts={counts}
          source={t.source(
            about.dataset,
            about.version,
            language === "zh" ? about.scope_zh : about.scope_en,
            dateTime(about.computed_at),
          )}
        />
      </Section>
    </>
  );
}

/** Columns by steps to the target; within one by chain and place in it, so that the picture is the same each time. */
function place(all: AllChains, graph: ReturnType<typeof graphOf>, target: string) {
  const column = columnsTo(graph, target);
  const last = Math.max(...column.values());
  const counts = Array.from({ length: last + 1 }, () => 0);
  const boxes = [...column]
    .flatMap(([id, steps]) => {
      const box = all.boxes.get(id);
      return box ? [{ ...box, column: last - steps }] : [];
    })
    .sort(
      (a, b) =>
        a.column - b.column ||
        a.chain_id.localeCompare(b.chain_id) ||
        (all.boxes.get(a.id)?.row ?? 0) - (all.boxes.get(b.id)?.row ?? 0) ||
        a.id.localeCompare(b.id),
    )
    .map((box) => {
      const row = counts[box.column] ?? 0;
      counts[box.column] = row + 1;
      return { ...box, row };
    });
  return { boxes, counts, ids: new Set(boxes.map((box) => box.id)) };
}
