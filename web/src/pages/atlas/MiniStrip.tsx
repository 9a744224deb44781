// A chain in little: a column a layer, a square a product in the shape and shade of its level.

import type { components } from "@/api/schema";
import { asLevel, LevelGlyph } from "@/design/LevelBadge";
import { useTexts } from "@/text";
import { atlasTexts } from "./text";

type Row = components["schemas"]["ChainRow"];
const step = 15;

export function MiniStrip({ chain, name }: { chain: Row; name: string }) {
  const t = useTexts(atlasTexts);
  // Two rows, worst first: the width says how many, the left end how bad.
  const order = ["red", "orange", "yellow", "blue", "none", "unknown"];
  const height = 2 * step + 2;
  let x = 1;
  let before: string | undefined;
  const columns = chain.strip.map((column) => {
    if (before !== undefined) x += before === column.segment ? 9 : 22;
    before = column.segment;
    const at = x;
    x += Math.max(1, Math.ceil(column.levels.length / 2)) * step;
    return { at, levels: [...column.levels].sort((a, b) => order.indexOf(a) - order.indexOf(b)) };
  });
  return (
    <svg width={x + 2} height={height} role="img" aria-label={t.stripAlt(name, chain.product_count)}>
      {columns.map((column, c) => (
        <g key={c}>
          {column.levels.map((level, i) => {
            const known = asLevel(level);
            const left = column.at + Math.floor(i / 2) * step;
            const top = 1 + (i % 2) * step;
            return known ? (
              <svg key={i} x={left} y={top} width={13} height={13} viewBox="0 0 13 13" aria-hidden="true">
                <LevelGlyph level={known} size={13} />
              </svg>
            ) : (
              <rect
                key={i}
                x={left + 1.5}
                y={top + 1.5}
                width={10}
                height={10}
                rx={1}
                fill={level === "none" ? "var(--surface)" : "none"}
                stroke="var(--text-3)"
                strokeDasharray={level === "none" ? undefined : "2 2"}
              />
            );
          })}
        </g>
      ))}
    </svg>
  );
}
