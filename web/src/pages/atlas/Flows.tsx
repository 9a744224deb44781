// Value flow, as far as anything is known of it: sums of supplies that one may see, and the few cost shares on record.
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ApiError } from "@/api/problem";
import { ChartFrame } from "@/design/chart/ChartFrame";
import { dateTime } from "@/design/date";
import { full, money, percent } from "@/design/number";
import { Page, Section } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { NoPermission, QueryState } from "@/frame/states";
import { WithDataset } from "@/frame/WithDataset";
import { provinceNames } from "@/pages/breakpoints/provinces";
import { nameIn, useLanguage, useTexts } from "@/text";
import styles from "./atlas.module.css";
import { elsewhere, type Flow, type Flows as FlowsOf, flowsOfAggregates, flowsOfNetwork, nowhere } from "./flow";
import { ProductLine } from "./ProductLine";
import { type AllChains, aggregatesQuery, networkQuery, useAllChains } from "./queries";
import { Sankey } from "./Sankey";
import { Tabs } from "./Tabs";
import { atlasTexts } from "./text";

const columnOf = (id: string) => ({ s: 0, c: 1, r: 1, d: 2 })[id.slice(0, 1)];

export default function Flows() {
  return <WithDataset>{(name) => <FlowsPage dataset={name} />}</WithDataset>;
}

function FlowsPage({ dataset }: { dataset: string }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const can = useCan();
  const isFirmLevel = can("supply.read_firm_level");
  const isSums = !isFirmLevel && can("supply.read_aggregate");
  const all = useAllChains(dataset);
  const network = useQuery({ ...networkQuery(dataset), enabled: isFirmLevel });
  const aggregates = useQuery({ ...aggregatesQuery(dataset), enabled: isSums });
  const provinces = Object.keys(provinceNames);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the provinces are always the same
  const flows = useMemo((): FlowsOf | undefined => {
    if (network.data) return flowsOfNetwork(network.data, provinces);
    if (aggregates.data && all.data) {
      const { boxes } = all.data;
      return flowsOfAggregates(aggregates.data.items, (id) => boxes.get(id)?.chain_id ?? nowhere, provinces);
    }
    return undefined;
  }, [network.data, aggregates.data, all.data]);
  const name = useNodeName(all.data);
  const largest = flows?.flows[0];
  const source: UseQueryResult<unknown, ApiError> = isFirmLevel ? network : aggregates;
  if (!isFirmLevel && !isSums) {
    return (
      <Page crumbs={[{ name: t.title, to: "/chains" }, { name: t.tabs.flows }]} filters={<Tabs />}>
        <NoPermission permission="supply.read_aggregate" />
      </Page>
    );
  }
  return (
    <Page
      crumbs={[{ name: t.title, to: "/chains" }, { name: t.tabs.flows }]}
      about={all.data?.about}
      answer={
        !flows
          ? undefined
          : largest
            ? t.flowsAnswer(
                money(flows.total * 100, language),
                `${name(largest.from)} → ${name(largest.to)}`,
                percent(largest.value / flows.total),
              )
            : t.flowsNone
      }
      note={
        flows && largest ? (
          <>
            {isFirmLevel ? t.flowsFirm : t.flowsCentre}
            {language === "zh" ? "。" : ". "}
            {flows.synthetic === undefined ? t.syntheticUnknown : t.synthetic(percent(flows.synthetic / flows.total))}
          </>
        ) : undefined
      }
      filters={<Tabs />}
    >
      <QueryState query={source} rows={10}>
        {() => (flows && largest && all.data ? <Diagram flows={flows} all={all.data} name={name} /> : null)}
      </QueryState>
      <Section title={t.notKnown}>
        <ul className={styles.unknowns}>
          {(isFirmLevel ? t.unknownsFirm : t.unknowns).split("\n").map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Section>
      <QueryState query={all} rows={4}>
        {(data) => <CostShares all={data} />}
      </QueryState>
    </Page>
  );
}

function useNodeName(all: AllChains | undefined): (id: string) => string {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  return (id) => {
    const [kind, code = ""] = [id.slice(0, 1), id.slice(2)];
    if (kind === "r") return t.rest;
    if (kind === "c") {
      const chain = all?.chains.find((one) => one.id === code);
      return chain ? nameIn(language, chain) : code;
    }
    const place =
      code === nowhere ? t.unknownPlace : code === elsewhere ? t.elsewhere : (provinceNames[code]?.[language] ?? code);
    return kind === "s" ? t.supplier(place) : t.customer(place);
  };
}

function Diagram({ flows, all, name }: { flows: FlowsOf; all: AllChains; name: (id: string) => string }) {
  const t = useTexts(atlasTexts);
  const language = useLanguage();
  const { about } = all;
  const columns = flows.flows.some((flow) => flow.to.startsWith("d:")) ? 3 : 2;
  const largest = flows.flows[0];
  return (
    <ChartFrame
      title={t.flowTitle}
      subtitle={t.flowSub}
      alternative={t.flowAlt(flows.flows.length, largest ? `${name(largest.from)} → ${name(largest.to)}` : "")}
      source={t.source(
        about.dataset,
        about.version,
        language === "zh" ? about.scope_zh : about.scope_en,
        dateTime(about.computed_at),
      )}
      rows={flows.flows}
      rowKey={(flow: Flow) => `${flow.from} ${flow.to}`}
      columns={[
        { id: "from", title: t.from, width: 200, value: (flow: Flow) => name(flow.from) },
        { id: "to", title: t.to, width: 200, value: (flow: Flow) => name(flow.to) },
        {
          id: "value",
          title: t.value,
          unit: t.yuan,
          width: 160,
          align: "right",
          value: (flow: Flow) => Math.round(flow.value),
          cell: (flow: Flow) => full(Math.round(flow.value)),
        },
      ]}
    >
      <Sankey flows={flows.flows} columnOf={columnOf} columns={columns} name={name} />
    </ChartFrame>
  );
}

function CostShares({ all }: { all: AllChains }) {
  const t = useTexts(atlasTexts);
  const known = all.links.filter((link) => link.cost_share !== null);
  return (
    <Section title={t.costTitle}>
      <p className="caption">
        {known.length === 0 ? t.costNone(all.links.length) : t.costNote(known.length, all.links.length)}
      </p>
      {known.length > 0 ? (
        <table className={styles.plain}>
          <thead>
            <tr>
              <th scope="col">{t.input}</th>
              <th scope="col">{t.usedBy}</th>
              <th scope="col" className={styles.right}>
                {t.costShare} <span className="caption">%</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {known.map((link) => {
              const a = all.boxes.get(link.input_id);
              const b = all.boxes.get(link.product_id);
              return (
                <tr key={`${link.input_id} ${link.product_id}`}>
                  <td>{a ? <ProductLine product={a} /> : link.input_id}</td>
                  <td>{b ? <ProductLine product={b} /> : link.product_id}</td>
                  <td className={styles.right}>
                    {link.cost_share}
                    {link.source ? <div className="caption">{link.source}</div> : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : null}
    </Section>
  );
}
