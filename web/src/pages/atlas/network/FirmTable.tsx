// The same firms as a table.
import { useMemo } from "react";
import { full } from "@/design/number";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { pathOf } from "@/frame/areas";
import { useGo } from "@/frame/Link";
import { nameIn, useLanguage, useTexts } from "@/text";
import { type FirmNetwork, namesOf } from "./network";
import { networkTexts } from "./text";

interface FirmTableProps {
  network: FirmNetwork;
  label: string;
  selected: number;
  onSelect: (firm: number) => void;
  sort: string;
  onSort: (sort: string) => void;
}

export function FirmTable({ network, label, selected, onSelect, sort, onSort }: FirmTableProps) {
  const t = useTexts(networkTexts);
  const language = useLanguage();
  const go = useGo();
  const rows = useMemo(() => Array.from({ length: network.firms.id.length }, (_, i) => i), [network]);
  const columns = useMemo((): Column<number>[] => {
    const { firms } = network;
    const inDegree = new Uint32Array(rows.length);
    const outDegree = new Uint32Array(rows.length);
    for (const firm of network.links.from) outDegree[firm] = (outDegree[firm] ?? 0) + 1;
    for (const firm of network.links.to) inDegree[firm] = (inDegree[firm] ?? 0) + 1;
    const place = (i: number) => network.places[firms.place[i] ?? -1];
    const sum = (id: string, title: string, values: Float64Array): Column<number> => ({
      id,
      title,
      unit: language === "zh" ? "万元" : "CNY 10 k",
      width: 150,
      align: "right",
      worstFirst: true,
      value: (i) => (values[i] ?? 0) / 1e4,
      cell: (i) => full((values[i] ?? 0) / 1e4, 1),
    });
    return [
      { id: "firm", title: t.firm, width: 260, grows: true, value: (i) => nameIn(language, namesOf(network, i)) },
      { id: "tier", title: t.tier, width: 70, align: "right", value: (i) => (firms.tier[i] ?? 0) + 1 },
      {
        id: "place",
        title: t.place,
        width: 120,
        value: (i) =>
          nameIn(language, { name_zh: place(i)?.region_zh ?? "", name_en: place(i)?.region_en ?? "" }) || null,
      },
      {
        id: "product",
        title: t.mainProduct,
        width: 200,
        value: (i) => {
          const product = network.products[firms.product[i] ?? -1];
          return product ? nameIn(language, product) : null;
        },
      },
      sum("sales", t.sales, firms.sales_cny),
      sum("purchases", t.purchases, firms.purchases_cny),
      { id: "suppliers", title: t.suppliers, width: 90, align: "right", worstFirst: true, value: (i) => inDegree[i] },
      { id: "customers", title: t.customers, width: 90, align: "right", worstFirst: true, value: (i) => outDegree[i] },
      { id: "id", title: "ID", width: 130, optional: true, value: (i) => firms.id.at(i) },
    ];
  }, [network, rows, language, t]);
  return (
    <DataTable
      id="firm-network"
      label={label}
      rows={rows}
      columns={columns}
      rowKey={String}
      notes={[`Tenon · v${network.version}`]}
      selected={selected >= 0 ? String(selected) : undefined}
      onSelect={(key) => onSelect(Number(key))}
      onOpen={(i) => {
        const path = pathOf("firm", network.firms.id.at(i));
        if (path) go(path);
      }}
      sort={sort}
      onSort={onSort}
      mayExport={false}
    />
  );
}
