import { ColumnHeightOutlined, CopyOutlined, DownloadOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover, Segmented } from "antd";
import { useSyncExternalStore } from "react";
import { copyText } from "@/frame/clipboard";
import { settingsStore, useSettings } from "@/frame/settings";
import type { Store } from "@/frame/store";
import { useToast } from "@/frame/toast";
import { useTexts } from "@/text";
import { full } from "../number";
import { designTexts } from "../texts";
import { asCsv, asTsv, type Column, download } from "./columns";
import type { DataTableProps } from "./DataTable";
import type { Range } from "./Rows";
import styles from "./table.module.css";

interface ToolsProps<T> extends DataTableProps<T> {
  shown: readonly Column<T>[];
  chosen: readonly string[];
  onChoose: (chosen: readonly string[] | undefined) => void;
  /** Which rows are in sight, where not all may be. */
  range: Store<Range> | undefined;
}

export function TableTools<T>({
  rows,
  columns,
  shown,
  chosen,
  onChoose,
  range,
  label,
  notes,
  tools,
  mayExport = true,
  isPartial = false,
}: ToolsProps<T>) {
  const t = useTexts(designTexts);
  const { density } = useSettings();
  const toast = useToast();
  return (
    <div className={`${styles.tools} no-print`}>
      {tools}
      <span className={styles.count}>
        {range ? <InSight range={range} count={rows.length} /> : t.rowCount(full(rows.length))}
      </span>
      <Popover
        trigger="click"
        placement="bottomRight"
        arrow={false}
        content={
          <div className={styles.chooser} role="group" aria-label={t.columns}>
            {columns.map((column, i) => (
              <Checkbox
                key={column.id}
                disabled={i === 0}
                checked={chosen.includes(column.id)}
                onChange={(event) =>
                  onChoose(event.target.checked ? [...chosen, column.id] : chosen.filter((one) => one !== column.id))
                }
              >
                {column.title}
              </Checkbox>
            ))}
            <Button size="small" type="link" onClick={() => onChoose(undefined)}>
              {t.resetColumns}
            </Button>
          </div>
        }
      >
        <Button size="small" type="text" icon={<SettingOutlined />}>
          {t.columns}
        </Button>
      </Popover>
      <Popover
        trigger="click"
        placement="bottomRight"
        arrow={false}
        content={
          <Segmented
            size="small"
            aria-label={t.density}
            value={density}
            options={(["dense", "default", "roomy"] as const).map((value) => ({ value, label: t.densities[value] }))}
            onChange={(value) => settingsStore.set({ density: value })}
          />
        }
      >
        <Button size="small" type="text" icon={<ColumnHeightOutlined />}>
          {t.density}
        </Button>
      </Popover>
      {isPartial ? null : (
        <Button
          size="small"
          type="text"
          icon={<CopyOutlined />}
          aria-label={t.copyTable}
          title={t.copyTable}
          onClick={async () => {
            await copyText(asTsv(rows, shown));
            toast.success(t.copied);
          }}
        />
      )}
      {mayExport && !isPartial ? (
        <Button
          size="small"
          type="text"
          icon={<DownloadOutlined />}
          onClick={() => download(`${label}.csv`, asCsv(rows, shown, notes), "text/csv")}
        >
          {t.exportCsv}
        </Button>
      ) : null}
    </div>
  );
}

function InSight({ range, count }: { range: Store<Range>; count: number }) {
  const t = useTexts(designTexts);
  const { from, to } = useSyncExternalStore(range.subscribe, range.get);
  return from === 0 ? t.rowCount(full(count)) : t.rows(full(from), full(to), full(count));
}
