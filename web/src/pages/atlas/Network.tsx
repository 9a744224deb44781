// The firms that one may see and who supplies whom: as a picture, and as a table with the same content.
import { useQuery } from "@tanstack/react-query";
import { AutoComplete } from "antd";
import { useMemo, useState } from "react";
import { full, percent } from "@/design/number";
import { FilterSwitch } from "@/frame/Filters";
import { Page, SidePanel } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { NoPermission, QueryState } from "@/frame/states";
import { flag, text, useUrlState } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { nameIn, useLanguage, useTexts } from "@/text";
import { FirmSide } from "./network/FirmSide";
import { FirmTable } from "./network/FirmTable";
import { type FirmNetwork, firmSearch, largestLinks, namesOf } from "./network/network";
import Stage from "./network/Stage";
import stage from "./network/stage.module.css";
import { networkTexts } from "./network/text";
import { networkQuery } from "./queries";
import { Tabs } from "./Tabs";
import { atlasTexts } from "./text";

const fields = { sel: text(), view: text(), links: flag(), sort: text() };
/** More links than these are drawn only when asked for. */
const mostLinks = 10_000;

export default function Network() {
  return <WithDataset>{(name) => <NetworkPage dataset={name} />}</WithDataset>;
}

function NetworkPage({ dataset }: { dataset: string }) {
  const words = useTexts(atlasTexts);
  const t = useTexts(networkTexts);
  const language = useLanguage();
  const can = useCan();
  const allowed = can("supply.read_firm_level");
  const query = useQuery({ ...networkQuery(dataset), enabled: allowed });
  const [state, set] = useUrlState(fields);
  const network = query.data;
  const crumbs = [{ name: words.title, to: "/chains" }, { name: words.tabs.network }];
  const selected = useMemo(
    () => (network && state.sel ? network.firms.id.indexOf(state.sel) : -1),
    [network, state.sel],
  );
  const synthetic = useMemo(() => network?.firms.is_synthetic.reduce((a, b) => a + b, 0) ?? 0, [network]);
  const [typed, setTyped] = useState("");
  const search = useMemo(() => (network ? firmSearch(network) : undefined), [network]);
  const options = useMemo(() => {
    if (!network || !search) return [];
    return search(typed, 20).map((firm) => {
      const id = network.firms.id.at(firm);
      return { value: id, label: `${nameIn(language, namesOf(network, firm))} ${id}` };
    });
  }, [network, search, typed, language]);
  if (!allowed) {
    return (
      <Page crumbs={crumbs} filters={<Tabs />}>
        <NoPermission permission="supply.read_firm_level" />
      </Page>
    );
  }
  const firms = network?.firms.id.length ?? 0;
  const links = network?.links.from.length ?? 0;
  const select = (firm: number) => set({ sel: firm < 0 ? "" : (network?.firms.id.at(firm) ?? "") }, "replace");
  return (
    <Page
      crumbs={crumbs}
      answer={!network ? undefined : firms === 0 ? t.none : t.answer(full(firms), full(links), network.places.length)}
      note={
        network && firms > 0
          ? [
              t.all(full(network.supply_count), percent(links / network.supply_count)),
              synthetic > 0 ? t.synthetic(full(synthetic)) : "",
              t.note,
            ]
              .filter(Boolean)
              .join(language === "zh" ? "" : " ")
          : undefined
      }
      filters={
        <>
          <Tabs />
          {firms > 0 ? (
            <>
              <AutoComplete
                size="small"
                style={{ width: 260 }}
                aria-label={t.search}
                placeholder={t.search}
                value={typed}
                options={options}
                onChange={setTyped}
                onSelect={(id: string) => {
                  setTyped("");
                  set({ sel: id }, "replace");
                }}
              />
              <FilterSwitch
                label={t.table}
                value={state.view === "table"}
                onChange={(on) => set({ view: on ? "table" : "" })}
              />
              {links > mostLinks && state.view !== "table" ? (
                <FilterSwitch label={t.drawAll} value={state.links} onChange={(on) => set({ links: on })} />
              ) : null}
            </>
          ) : null}
        </>
      }
      fills
      side={
        network && selected >= 0 ? (
          <SidePanel title={nameIn(language, namesOf(network, selected))} onClose={() => select(-1)}>
            <FirmSide network={network} firm={selected} onSelect={select} />
          </SidePanel>
        ) : undefined
      }
    >
      <QueryState query={query} rows={10}>
        {(data) =>
          firms === 0 ? null : (
            <Body
              dataset={dataset}
              network={data}
              selected={selected}
              asTable={state.view === "table"}
              drawAll={state.links}
              onSelect={select}
              sort={state.sort}
              onSort={(sort) => set({ sort })}
            />
          )
        }
      </QueryState>
    </Page>
  );
}

interface BodyProps {
  dataset: string;
  network: FirmNetwork;
  selected: number;
  asTable: boolean;
  drawAll: boolean;
  onSelect: (firm: number) => void;
  sort: string;
  onSort: (sort: string) => void;
}

function Body({ dataset, network, selected, asTable, drawAll, onSelect, sort, onSort }: BodyProps) {
  const t = useTexts(networkTexts);
  const words = useTexts(atlasTexts);
  const [isRefused, setRefused] = useState(false);
  const [drawn, setDrawn] = useState<number>();
  const values = network.links.value_cny;
  const { links, share } = useMemo(() => largestLinks(values, drawAll ? values.length : mostLinks), [values, drawAll]);
  if (asTable || isRefused) {
    return (
      <>
        {isRefused ? <p role="status">{t.noWebgl}</p> : null}
        <FirmTable
          network={network}
          label={words.tabs.network}
          selected={selected}
          onSelect={onSelect}
          sort={sort}
          onSort={onSort}
        />
      </>
    );
  }
  const all = full(values.length);
  return (
    <>
      <div className={stage.stage} data-drawn={drawn}>
        <Stage
          network={network}
          selected={selected}
          links={links}
          onSelect={onSelect}
          onDrawn={setDrawn}
          onRefused={() => setRefused(true)}
          label={t.alt(full(network.firms.id.length), all)}
        />
      </div>
      <p className="caption">
        {[
          links.length < values.length ? t.largestDrawn(full(links.length), all, percent(share)) : t.allDrawn(all),
          t.source(dataset, network.version),
          drawn === undefined ? t.reading : t.drawn(drawn.toFixed(2)),
        ].join(" · ")}
      </p>
    </>
  );
}
