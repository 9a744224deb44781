// One chain whole: how it runs from upstream to downstream, and where it is thin.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo } from "react";
import { useParams } from "react-router";
import { dateTime } from "@/design/date";
import { LevelGlyph } from "@/design/LevelBadge";
import { designTexts } from "@/design/texts";
import { levels } from "@/design/tokens";
import { areaPath, pathOf } from "@/frame/areas";
import { FilterChip, FilterSwitch, ResetFilters, SavedViews } from "@/frame/Filters";
import { useKeys } from "@/frame/keys";
import { Link, useGo } from "@/frame/Link";
import { Page, SidePanel } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { useSettings } from "@/frame/settings";
import { QueryState } from "@/frame/states";
import { frameTexts } from "@/frame/texts";
import { useToast } from "@/frame/toast";
import { flag, list, text, useUrlState, whole } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./atlas.module.css";
import { ChainPicture } from "./ChainPicture";
import { ChainSide, SideTitle } from "./ChainSide";
import { ChainTable } from "./ChainTable";
import { neighbours, pathSet, reach } from "./graph";
import { Legend } from "./Legend";
import { type ChainView, compare, thinnest, type Variable, variables } from "./picture";
import { togglePin, usePins } from "./pins";
import { chainQuery, chainsQuery, versionsQuery } from "./queries";
import { atlasTexts } from "./text";

export const chainFields = {
  sel: text(),
  dir: text(),
  col: text("level"),
  key: flag(),
  lv: list(),
  cmp: whole(0),
  view: text(),
  from: text(),
};

export default function Chain() {
  return <WithDataset>{(name) => <ChainPage dataset={name} />}</WithDataset>;
}

function ChainPage({ dataset }: { dataset: string }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const { chain: id = "" } = useParams();
  const [state, set] = useUrlState(chainFields);
  const query = useQuery(chainQuery(dataset, id));
  const chains = useQuery(chainsQuery(dataset));
  const view = query.data;
  const selected = view?.boxes.find((box) => box.id === state.sel);
  const origin = chains.data?.chains.find((one) => one.id === state.from);
  const close = () => set({ sel: "" }, "replace");
  const side =
    selected && view ? (
      <SidePanel title={<SideTitle box={selected} />} onClose={close}>
        <ChainSide dataset={dataset} view={view} box={selected} onSelect={(sel) => set({ sel }, "replace")} />
      </SidePanel>
    ) : undefined;
  return (
    <Page
      crumbs={[
        { name: t.title, to: "/chains" },
        ...(origin ? [{ name: nameIn(language, origin), to: `/chains/${encodeURIComponent(origin.id)}` }] : []),
        { name: view ? nameIn(language, view.chain) : id },
      ]}
      about={view?.about}
      answer={view ? <Answer view={view} /> : undefined}
      note={view ? <Note view={view} selected={selected?.id} /> : undefined}
      tools={<SavedViews area="chain" />}
      filters={view ? <Controls view={view} /> : undefined}
      fills
      side={side}
    >
      <QueryState query={query} rows={12}>
        {(data) => <Body view={data} hasPanel={selected !== undefined} />}
      </QueryState>
    </Page>
  );
}

function Answer({ view }: { view: ChainView }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const { chain } = view;
  const thin = thinnest(view);
  const segment = thin && view.columns[thin.from]?.segment;
  return (
    <>
      {t.answer(nameIn(language, chain), chain.product_count, chain.counts.red, chain.counts.orange)}
      {thin && segment ? t.thin(thin.from + 1, thin.to + 1, t.segments[segment].toLowerCase(), thin.n) : ""}
      {t.end}
    </>
  );
}

function Note({ view, selected }: { view: ChainView; selected: string | undefined }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const graph = useMemo(() => graphOf(view), [view]);
  const box = view.boxes.find((one) => one.id === selected);
  if (!box) return <>{t.pickOne}</>;
  const up = reach(graph, box.id, "up");
  const down = reach(graph, box.id, "down");
  const path = pathSet(graph, box.id, "");
  const cross = view.cross_links.filter((link) => path.has(link.product_id));
  const across = { up: 0, down: 0 };
  for (const link of cross) {
    if (link.direction === "from" && (link.product_id === box.id || up.has(link.product_id))) ++across.up;
    if (link.direction === "to" && (link.product_id === box.id || down.has(link.product_id))) ++across.down;
  }
  return (
    <span role="status">
      {t.pathOf(nameIn(language, box), up.size, down.size)}
      {across.up + across.down > 0 ? t.across(across.up, across.down) : ""}
    </span>
  );
}

function graphOf(view: ChainView) {
  return neighbours(
    view.links.map((link) => ({ from: link.input_id, to: link.product_id, essential: link.is_essential })),
  );
}

function Controls({ view }: { view: ChainView }) {
  const t = useTexts(atlasTexts);
  const words = useTexts(designTexts);
  const [state, set] = useUrlState(chainFields);
  const versions = useQuery({ ...versionsQuery(view.about.dataset) });
  const older = versions.data?.items.filter((one) => one.version < view.about.version) ?? [];
  const options = [...levels, "none" as const, "unknown" as const].map((level) => ({
    value: level,
    text: words.levels[level],
    label: (
      <span className={styles.row}>
        {level === "none" || level === "unknown" ? null : <LevelGlyph level={level} size={14} />}
        {words.levels[level]}
      </span>
    ),
    count: view.chain.counts[level],
  }));
  return (
    <>
      <label className={styles.control}>
        {t.colour}
        <select value={state.col} onChange={(event) => set({ col: event.target.value })}>
          {variables.map((variable) => (
            <option key={variable} value={variable}>
              {t.variables[variable]}
            </option>
          ))}
        </select>
      </label>
      <FilterChip label={t.levelFilter} options={options} value={state.lv} onChange={(lv) => set({ lv })} />
      <FilterSwitch label={t.onlyKey} value={state.key} onChange={(key) => set({ key })} />
      <FilterSwitch
        label={t.asTable}
        value={state.view === "table"}
        onChange={(on) => set({ view: on ? "table" : "" })}
      />
      {older.length > 0 ? (
        <label className={styles.control}>
          {t.compare}
          <select value={state.cmp} onChange={(event) => set({ cmp: Number(event.target.value) })}>
            <option value={0}>{t.noCompare}</option>
            {older.map((one) => (
              <option key={one.version} value={one.version}>
                v{one.version}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <ResetFilters
        active={state.lv.length > 0 || state.key || state.dir !== "" || state.cmp !== 0 || state.col !== "level"}
        onReset={() => set({ lv: [], key: false, dir: "", cmp: 0, col: "level" })}
      />
    </>
  );
}

/** The other chains that it is linked to; each opens with a way back. */
function Stubs({ view }: { view: ChainView }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const byChain = useMemo(() => {
    const found = new Map<string, { from: number; to: number }>();
    for (const link of view.cross_links) {
      const one = found.get(link.other_chain_id) ?? { from: 0, to: 0 };
      ++one[link.direction];
      found.set(link.other_chain_id, one);
    }
    return [...found].sort((a, b) => b[1].from + b[1].to - a[1].from - a[1].to);
  }, [view]);
  const chains = useQuery(chainsQuery(view.about.dataset));
  const nameOf = (id: string) => {
    const chain = chains.data?.chains.find((one) => one.id === id);
    return chain ? nameIn(language, chain) : id;
  };
  return (
    <span className={styles.stubs}>
      {byChain.map(([other, n]) => (
        <Link key={other} to={`/chains/${encodeURIComponent(other)}`} query={{ from: view.chain.id }}>
          {[n.from ? t.crossFrom(nameOf(other), n.from) : "", n.to ? t.crossTo(nameOf(other), n.to) : ""]
            .filter(Boolean)
            .join(" · ")}
        </Link>
      ))}
    </span>
  );
}

function Body({ view, hasPanel }: { view: ChainView; hasPanel: boolean }) {
  const t = useTexts(atlasTexts);
  const frame = useTexts(frameTexts);
  const language = useLanguage();
  const can = useCan();
  const go = useGo();
  const toast = useToast();
  const pins = usePins();
  const { panelWidth } = useSettings();
  const [state, set] = useUrlState(chainFields);
  const variable = (variables as readonly string[]).includes(state.col) ? (state.col as Variable) : "level";
  const before = useQuery({
    ...chainQuery(view.about.dataset, view.chain.id, state.cmp),
    enabled: state.cmp > 0 && state.cmp < view.about.version,
  });
  const links = useMemo(
    () => (state.key ? view.links.filter((link) => link.is_essential) : view.links),
    [view, state.key],
  );
  const graph = useMemo(
    () => neighbours(links.map((link) => ({ from: link.input_id, to: link.product_id, essential: link.is_essential }))),
    [links],
  );
  const selected = view.boxes.some((box) => box.id === state.sel) ? state.sel : "";
  const direction = state.dir === "up" || state.dir === "down" ? state.dir : "";
  const lit = useMemo(() => {
    const path = selected ? pathSet(graph, selected, direction) : undefined;
    if (state.lv.length === 0) return path;
    const kept = view.boxes.filter((box) => state.lv.includes(box.level) || box.id === selected).map((box) => box.id);
    return new Set(path ? kept.filter((id) => path.has(id)) : kept);
  }, [graph, selected, direction, state.lv, view]);
  const stubs = useMemo(() => {
    const found = new Map<string, { from: number; to: number }>();
    for (const link of view.cross_links) {
      const one = found.get(link.product_id) ?? { from: 0, to: 0 };
      ++one[link.direction];
      found.set(link.product_id, one);
    }
    return found;
  }, [view]);
  const changes = useMemo(
    () => (before.data ? compare(view.boxes, before.data.boxes) : undefined),
    [before.data, view],
  );
  const open = (id: string) => {
    const path = pathOf("product", id);
    if (path) go(path);
  };
  const select = (sel: string) => set({ sel: sel === selected ? "" : sel }, "replace");
  const pin = () => {
    const box = view.boxes.find((one) => one.id === selected);
    if (box && !togglePin(box)) toast.error(t.pinsFull);
  };
  const turn = (dir: "up" | "down") => set({ dir: direction === dir ? "" : dir }, "replace");
  useKeys([
    { keys: "u", name: t.keyUp, run: () => turn("up") },
    { keys: "d", name: t.keyDown, run: () => turn("down") },
    { keys: "p", name: t.pin, run: pin },
    ...(state.view === "table"
      ? []
      : [{ keys: "Enter", name: frame.keyNames.open, run: () => selected && open(selected) }]),
  ]);
  const pinned = useMemo(() => new Set(pins.map((one) => one.id)), [pins]);
  const lab = can("scenario.run") ? areaPath("lab", can) : undefined;
  const source = t.source(
    view.about.dataset,
    view.about.version,
    language === "zh" ? view.about.scope_zh : view.about.scope_en,
    dateTime(view.about.computed_at),
  );
  const pinBar =
    pins.length > 0 ? (
      <span className={styles.chips}>
        <span title={pins.map((one) => nameIn(language, one)).join("、")}>{t.pinned(pins.length)}</span>
        {lab ? (
          <Link to={lab} query={{ shock: pins.map((one) => `product:${one.id}`).join(",") }}>
            {t.toLab}
          </Link>
        ) : null}
      </span>
    ) : null;
  const tools = (
    <>
      <Stubs view={view} />
      {changes ? (
        <span role="status">
          {t.compared(
            state.cmp,
            [...changes.marks.values()].filter((mark) => mark === "new").length,
            changes.gone.length,
            changes.was.size,
          )}
          {changes.gone.length > 0 ? ` － ${changes.gone.map((box) => nameIn(language, box)).join("、")}` : ""}
        </span>
      ) : null}
      {pinBar}
      {selected ? (
        <span className={styles.zoom} role="group" aria-label={t.direction}>
          {(["", "up", "down"] as const).map((dir) => (
            <Button
              key={dir}
              size="small"
              type={direction === dir ? "primary" : "default"}
              aria-pressed={direction === dir}
              onClick={() => set({ dir }, "replace")}
            >
              {t.directions[dir || "both"]}
            </Button>
          ))}
        </span>
      ) : null}
    </>
  );
  if (state.view === "table") {
    return (
      <ChainTable view={view} lit={lit} selected={selected} onSelect={(sel) => set({ sel }, "replace")} onOpen={open} />
    );
  }
  return (
    <>
      <ChainPicture
        label={t.pictureAlt(nameIn(language, view.chain))}
        boxes={view.boxes}
        links={links}
        heads={view.columns.map((column) => t.segments[column.segment])}
        counts={view.columns.map((column) => column.box_count)}
        variable={variable}
        selected={selected}
        lit={lit}
        marks={changes?.marks}
        stubs={stubs}
        pinned={pinned}
        onSelect={select}
        onOpen={open}
        taken={hasPanel ? panelWidth : 0}
        tools={tools}
      />
      <Legend variable={variable} counts={view.chain.counts} source={source} />
    </>
  );
}
