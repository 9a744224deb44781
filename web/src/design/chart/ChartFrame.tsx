// Around every chart: a title that says what was found, the unit, an open legend, the source, a table twin, exports with
// source and version in them, and a written alternative.
import { DownloadOutlined, LineChartOutlined, TableOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import { type ReactNode, useId, useRef, useState } from "react";
import { useTexts } from "@/text";
import { missing } from "../number";
import { asCsv, type Column, download } from "../table/columns";
import { designTexts } from "../texts";
import styles from "./chart.module.css";
import { exportPng, exportSvg } from "./export";

export interface ChartFrameProps<T> {
  /** A finding or a question. */
  title: string;
  /** What is drawn and in which unit. */
  subtitle: string;
  /** One or two sentences that say what the picture shows. */
  alternative: string;
  source: string;
  legend?: ReactNode;
  tools?: ReactNode;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  /** Draws exactly one SVG. */
  children: ReactNode;
}

export function ChartFrame<T>({
  title,
  subtitle,
  alternative,
  source,
  legend,
  tools,
  rows,
  columns,
  rowKey,
  children,
}: ChartFrameProps<T>) {
  const t = useTexts(designTexts);
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const [exporting, setExporting] = useState(false);
  const picture = () => ({
    svg: body.current?.querySelector("svg") ?? undefined,
    title,
    subtitle,
    source: `${t.source}: ${source}`,
  });
  const save = (kind: "png" | "svg" | "csv") => {
    setExporting(false);
    if (kind === "csv")
      download(`${title}.csv`, asCsv(rows, columns, [title, subtitle, `${t.source}: ${source}`]), "text/csv");
    else if (kind === "svg") exportSvg(picture());
    else void exportPng(picture());
  };
  return (
    <figure className={styles.frame} aria-labelledby={id}>
      <div className={styles.head}>
        <div>
          <h3 id={id}>{title}</h3>
          <p className="caption">{subtitle}</p>
        </div>
        <div className={`${styles.tools} no-print`}>
          {tools}
          <Button
            size="small"
            type="text"
            icon={asTable ? <LineChartOutlined /> : <TableOutlined />}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? t.showChart : t.showTable}
          </Button>
          <Popover
            trigger="click"
            placement="bottomRight"
            arrow={false}
            open={exporting}
            onOpenChange={setExporting}
            content={
              <div className={styles.exports} role="group" aria-label={t.export}>
                <Button size="small" type="text" disabled={asTable} onClick={() => save("png")}>
                  PNG
                </Button>
                <Button size="small" type="text" disabled={asTable} onClick={() => save("svg")}>
                  SVG
                </Button>
                <Button size="small" type="text" onClick={() => save("csv")}>
                  CSV
                </Button>
              </div>
            }
          >
            <Button size="small" type="text" icon={<DownloadOutlined />} aria-expanded={exporting}>
              {t.export}
            </Button>
          </Popover>
        </div>
      </div>
      {legend && !asTable ? <div className={styles.legend}>{legend}</div> : null}
      {asTable ? (
        <div className={styles.tableBox}>
          <table className={styles.table}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.id} scope="col" data-align={column.align}>
                    {column.title}
                    {column.unit ? <span className="caption"> {column.unit}</span> : null}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={rowKey(row)}>
                  {columns.map((column) => (
                    <td key={column.id} data-align={column.align}>
                      {column.cell ? column.cell(row) : (column.value(row) ?? missing)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div ref={body} className={styles.body} role="img" aria-label={alternative}>
          {children}
        </div>
      )}
      <figcaption className="caption">
        {alternative} {t.source}: {source}
      </figcaption>
    </figure>
  );
}
