// A flow diagram in columns. The ribbons of a node stand out when it is pointed at or focused.
import { useMemo, useState } from "react";
import { money } from "@/design/number";
import { useLanguage } from "@/text";
import styles from "./atlas.module.css";
import type { Flow } from "./flow";
import { layoutSankey } from "./sankeyLayout";

const width = 1080;
const bar = 14;

export function Sankey({
  flows,
  columnOf,
  columns,
  name,
  height = 520,
}: {
  flows: readonly Flow[];
  columnOf: (id: string) => number | undefined;
  columns: number;
  name: (id: string) => string;
  height?: number;
}) {
  const language = useLanguage();
  const [over, setOver] = useState("");
  const { nodes, ribbons } = useMemo(() => layoutSankey(flows, columnOf, height - 16), [flows, columnOf, height]);
  const margin = language === "zh" ? 150 : 190;
  const x = (column: number) => margin + (column * (width - 2 * margin - bar)) / Math.max(1, columns - 1);
  const worth = (value: number) => money(value * 100, language);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width="100%"
      style={{ maxWidth: 1400 }}
      aria-hidden="true"
      onMouseLeave={() => setOver("")}
    >
      <g transform="translate(0 8)">
        {ribbons.map((ribbon) => {
          const from = x(columnOf(ribbon.from) ?? 0) + bar;
          const to = x(columnOf(ribbon.to) ?? 0);
          const middle = (from + to) / 2;
          const on = over === "" || over === ribbon.from || over === ribbon.to;
          return (
            <path
              key={`${ribbon.from} ${ribbon.to}`}
              d={`M${from} ${ribbon.y0}C${middle} ${ribbon.y0} ${middle} ${ribbon.y1} ${to} ${ribbon.y1}V${ribbon.y1 + ribbon.width}C${middle} ${ribbon.y1 + ribbon.width} ${middle} ${ribbon.y0 + ribbon.width} ${from} ${ribbon.y0 + ribbon.width}Z`}
              fill="var(--interval)"
              opacity={on ? (over ? 0.6 : 0.3) : 0.08}
            >
              <title>{`${name(ribbon.from)} → ${name(ribbon.to)} ${worth(ribbon.value)}`}</title>
            </path>
          );
        })}
        {nodes.map((node) => {
          const left = x(node.column);
          const before = node.column === 0;
          return (
            <g key={node.id} className={styles.sankeyNode} onMouseEnter={() => setOver(node.id)}>
              <rect x={left} y={node.y} width={bar} height={Math.max(1, node.height)} fill="var(--median)" />
              {node.height >= 9 || over === node.id ? (
                <text
                  x={before ? left - 6 : left + bar + 6}
                  y={node.y + node.height / 2 + 4}
                  textAnchor={before ? "end" : "start"}
                  fontSize={12}
                  fill="var(--text-1)"
                >
                  {name(node.id)}
                </text>
              ) : null}
              <title>{`${name(node.id)} ${worth(node.value)}`}</title>
            </g>
          );
        })}
      </g>
    </svg>
  );
}
