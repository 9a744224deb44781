// The dataset's own tables, row by row, as a version has them.
import { Alert, Input } from "antd";
import { useMemo, useState } from "react";
import { full } from "@/design/number";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { useDataset } from "@/frame/dataset";
import { FilterChip, ResetFilters } from "@/frame/Filters";
import { Page } from "@/frame/Page";
import { useCan } from "@/frame/session";
import { QueryState, WriteProblem } from "@/frame/states";
import { text, useUrlState, whole } from "@/frame/url-state";
import { WithDataset } from "@/frame/WithDataset";
import { useLanguage, useTexts } from "@/text";
import { columnNames, isNumber, widthOf } from "./columns";
import styles from "./data.module.css";
import { datasetFiles } from "./files";
import { AreaNav } from "./parts";
import { type Slot, useServerRows } from "./server-rows";
import { dataTexts } from "./text";

const fields = { table: text("products"), q: text(), product: text(), firm: text(), v: whole(0), sel: text() };

export default function Tables() {
  return <WithDataset>{(name) => <Browser dataset={name} />}</WithDataset>;
}

function Browser({ dataset }: { dataset: string }) {
  const t = useTexts(dataTexts);
  const language = useLanguage();
  const can = useCan();
  const { version: newest } = useDataset();
  const [state, set] = useUrlState(fields);
  const file = datasetFiles.find((one) => one.table === state.table) ?? datasetFiles[0]!;
  const has = (column: string) => file.columns.includes(column);
  const version = state.v || newest || 0;
  const product = has("product_id") && state.product ? state.product : undefined;
  const firm = (has("firm_id") || file.table === "supplies") && state.firm ? state.firm : undefined;
  const isSupplies = file.table === "supplies";
  const q = !isSupplies && state.q ? state.q : undefined;
  const table = useServerRows({ dataset, version, table: file.table, q, product, firm });
  const filtered = Boolean(q || product || firm);
  const options = datasetFiles
    .filter((one) => one.table !== "supplies" || can("supply.read_firm_level"))
    .map((one) => ({ value: one.table, label: `${one[language]} ${one.file}`, text: one[language] }));
  const say = filtered ? t.tablesFound : t.tablesAnswer;
  return (
    <Page
      crumbs={[{ name: t.title, to: "/data" }, { name: t.tables }]}
      answer={table.first.data ? say(file[language], full(table.count), `v${version}`) : undefined}
      note={isSupplies ? t.audited : t.orderNote}
      filters={
        <>
          <AreaNav here="/tables" />
          <FilterChip
            label={t.table}
            options={options}
            value={[file.table]}
            single
            onChange={([next]) => (next ? set({ table: next, q: "", product: "", firm: "", sel: "" }) : undefined)}
          />
          <div className={styles.tools}>
            {isSupplies ? null : (
              <Sought key={`q${file.table}`} label={t.find} value={state.q} onSet={(q) => set({ q })} />
            )}
            {has("product_id") ? (
              <Sought label={t.filterProduct} value={state.product} onSet={(product) => set({ product })} />
            ) : null}
            {has("firm_id") || isSupplies ? (
              <Sought label={t.filterFirm} value={state.firm} onSet={(firm) => set({ firm })} />
            ) : null}
          </div>
          <ResetFilters active={filtered} onReset={() => set({ q: "", product: "", firm: "" })} />
        </>
      }
      fills
    >
      {table.error ? <WriteProblem error={table.error} /> : null}
      <QueryState query={table.first} rows={14}>
        {() => (
          <Rows
            key={file.table}
            table={file.table}
            columns={file.columns}
            label={file[language]}
            source={`${dataset} v${version}, ${file.file}`}
            rows={table.rows}
            isPartial={!table.isWhole}
            onSight={table.onSight}
            mayExport={isSupplies ? false : can("export.product_level")}
            selected={state.sel}
            onSelect={(sel) => set({ sel }, "replace")}
          />
        )}
      </QueryState>
      {table.first.data && table.count === 0 && !filtered ? <Alert type="info" showIcon title={t.emptyFile} /> : null}
    </Page>
  );
}

/** A filter that counts on Enter. */
function Sought({ label, value, onSet }: { label: string; value: string; onSet: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [before, setBefore] = useState(value);
  if (before !== value) {
    setBefore(value);
    setTyped(value);
  }
  return (
    <Input
      size="small"
      allowClear
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={100}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value === "") onSet("");
      }}
      onPressEnter={() => onSet(typed.trim())}
    />
  );
}

const slotKey = (row: Slot) => String(row.i);

interface RowsProps {
  table: string;
  columns: readonly string[];
  label: string;
  source: string;
  rows: readonly Slot[];
  isPartial: boolean;
  onSight: (range: { from: number; to: number }) => void;
  mayExport: boolean;
  selected: string;
  onSelect: (key: string) => void;
}

function Rows({ table, columns: names, label, source, rows, isPartial, onSight, mayExport, ...selection }: RowsProps) {
  const t = useTexts(dataTexts);
  const language = useLanguage();
  const columns = useMemo((): Column<Slot>[] => {
    const cell = (row: Slot, name: string) => {
      const value = row.cells?.[name];
      if (value === undefined || value === null || value === "") return null;
      return typeof value === "number" ? value : String(value);
    };
    return names.map((name, i) => ({
      id: name,
      title: columnNames[name]?.[language] ?? name,
      axis: <code className={styles.code}>{name}</code>,
      width: widthOf(name, columnNames[name]?.[language] ?? name),
      grows: name === "name_zh" || name === "source" || name === "scope",
      align: isNumber(name) ? "right" : undefined,
      sortable: false,
      value: (row) => cell(row, name),
      cell: (row) => {
        if (!row.cells) return i === 0 ? <span className={styles.wait}>{t.loadingRow}</span> : "";
        const value = cell(row, name);
        if (value === null) return <span className={styles.wait}>—</span>;
        if (name === "url")
          return (
            <a href={String(value)} target="_blank" rel="noreferrer" tabIndex={-1}>
              {t.link}
            </a>
          );
        const shown = typeof value === "number" && isNumber(name) ? full(value) : value;
        return <span title={typeof value === "string" && value.length > 18 ? value : undefined}>{shown}</span>;
      },
    }));
  }, [names, language, t]);
  return (
    <DataTable
      id={`data.${table}`}
      label={label}
      rows={rows}
      columns={columns}
      rowKey={slotKey}
      notes={[source]}
      selected={selection.selected || undefined}
      onSelect={selection.onSelect}
      isPartial={isPartial}
      onSight={onSight}
      mayExport={mayExport}
    />
  );
}
