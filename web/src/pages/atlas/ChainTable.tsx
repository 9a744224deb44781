// The same chain as a table, in the order in which it runs.
import { useMemo } from "react";
import { dateTime } from "@/design/date";
import { IntervalStrip, ScaleAxis } from "@/design/IntervalStrip";
import { LevelBadge, severity } from "@/design/LevelBadge";
import { Missing } from "@/design/marks";
import type { Column } from "@/design/table/columns";
import { DataTable } from "@/design/table/DataTable";
import { designTexts } from "@/design/texts";
import { useCan } from "@/frame/session";
import { unitScale } from "@/pages/breakpoints/model";
import { nameIn, useLanguage, useTexts } from "@/text";
import type { ChainBox, ChainView } from "./picture";
import { atlasTexts } from "./text";

interface Props {
  view: ChainView;
  lit: ReadonlySet<string> | undefined;
  selected: string;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
}

export function ChainTable({ view, lit, selected, onSelect, onOpen }: Props) {
  const t = useTexts(atlasTexts);
  const words = useTexts(designTexts);
  const language = useLanguage();
  const can = useCan();
  const columns = useMemo((): Column<ChainBox>[] => {
    const names = new Map(view.boxes.map((box) => [box.id, nameIn(language, box)]));
    const list = (ids: string[]) => ids.map((id) => names.get(id) ?? id).join(language === "zh" ? "、" : ", ");
    const inputs = (box: ChainBox) => [
      ...view.links.filter((link) => link.product_id === box.id).map((link) => link.input_id),
      ...view.cross_links.filter((link) => link.product_id === box.id && link.direction === "from").map(crossName),
    ];
    const users = (box: ChainBox) => [
      ...view.links.filter((link) => link.input_id === box.id).map((link) => link.product_id),
      ...view.cross_links.filter((link) => link.product_id === box.id && link.direction === "to").map(crossName),
    ];
    const crossName = (link: ChainView["cross_links"][number]) =>
      nameIn(language, { name_zh: link.other_name_zh, name_en: link.other_name_en });
    const strip = (measure: "score" | "exposure" | "importance" | "recovery", optional = false): Column<ChainBox> => ({
      id: measure,
      title: measure === "score" ? t.score : t.variables[measure],
      unit: "0–1",
      width: 156,
      worstFirst: true,
      optional,
      axis: <ScaleAxis scale={unitScale} width={92} />,
      value: (box) => box[measure]?.value,
      cell: (box) => <IntervalStrip {...(box[measure] ?? { value: null })} scale={unitScale} width={92} />,
    });
    return [
      {
        id: "place",
        title: t.segment,
        width: language === "zh" ? 118 : 158,
        frozen: true,
        value: (box) => `${t.segments[box.segment]} ${t.column(box.column + 1)}`,
        order: (box) => box.column * 100 + box.row,
      },
      {
        id: "product",
        title: t.product,
        width: language === "zh" ? 190 : 240,
        frozen: true,
        grows: true,
        value: (box) => nameIn(language, box),
      },
      {
        id: "level",
        title: t.level,
        width: language === "zh" ? 110 : 130,
        value: (box) => words.levels[box.level],
        order: (box) => severity(box.level),
        cell: (box) => <LevelBadge level={box.level} compact />,
      },
      strip("score"),
      strip("exposure"),
      strip("importance", true),
      strip("recovery", true),
      {
        id: "localisation",
        title: t.variables.localisation,
        unit: "%",
        width: 110,
        align: "right",
        value: (box) => (box.localisation ? (box.localisation.low ?? box.localisation.high) : null),
        cell: (box) => {
          const { low, high } = box.localisation ?? {};
          if (low == null && high == null) return <Missing />;
          return low === high || low == null || high == null ? (low ?? high) : `${low}–${high}`;
        },
      },
      {
        id: "scope",
        title: t.makersScope,
        unit: t.units.makers,
        width: 110,
        align: "right",
        value: (box) => box.makers_in_scope,
      },
      {
        id: "abroad",
        title: t.makersAbroad,
        unit: t.units.makers,
        width: 116,
        align: "right",
        optional: true,
        value: (box) => box.makers_abroad,
      },
      { id: "inputs", title: t.inputs, width: 240, value: (box) => list(inputs(box)) || null },
      { id: "users", title: t.users, width: 240, optional: true, value: (box) => list(users(box)) || null },
      { id: "id", title: "ID", width: 90, optional: true, value: (box) => box.id },
    ];
  }, [view, t, words, language]);
  const rows = useMemo(
    () => [...view.boxes].filter((box) => !lit || lit.has(box.id)).sort((a, b) => a.column - b.column || a.row - b.row),
    [view, lit],
  );
  const { about } = view;
  return (
    <DataTable
      id="chain"
      label={`${nameIn(language, view.chain)} · ${t.asTable}`}
      rows={rows}
      columns={columns}
      rowKey={(box) => box.id}
      notes={[
        t.source(
          about.dataset,
          about.version,
          language === "zh" ? about.scope_zh : about.scope_en,
          dateTime(about.computed_at),
        ),
      ]}
      selected={selected || undefined}
      onSelect={onSelect}
      onOpen={(box) => onOpen(box.id)}
      mayExport={can("export.product_level")}
    />
  );
}
