// Who owes what by when, and what is stuck between provinces? One list, four pictures of it, all of it by keyboard.
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { get } from "@/api/hooks";
import { TextInput } from "@/design/TextInput";
import { DataTable } from "@/design/table/DataTable";
import { useDirectory } from "@/frame/directory";
import { FilterChip, FilterSwitch, ResetFilters, SavedViews } from "@/frame/Filters";
import { useKeys } from "@/frame/keys";
import { useGo } from "@/frame/Link";
import { useWide } from "@/frame/media";
import { Page } from "@/frame/Page";
import { useCan, useMe } from "@/frame/session";
import { QueryState } from "@/frame/states";
import { frameTexts } from "@/frame/texts";
import { useUrlState } from "@/frame/url-state";
import { useLanguage, useTexts } from "@/text";
import type { What } from "./ActDialog";
import { Board, Calendar, Lanes } from "./Boards";
import styles from "./cases.module.css";
import { byUrgency, useCaseColumns } from "./columns";
import { casesQuery, formQuery, useSubjects } from "./data";
import {
  type CaseRow,
  filterFields,
  filterRows,
  isFiltered,
  noFilters,
  provinceOfCase,
  stateKinds,
  summarize,
  views,
} from "./model";
import { nameOf } from "./name";
import { caseTexts } from "./text";

// What comes after a click comes over the network after it too.
const CaseGlance = lazy(() => import("./CaseGlance").then((module) => ({ default: module.CaseGlance })));
const NewCase = lazy(() => import("./NewCase").then((module) => ({ default: module.NewCase })));
const ActDialog = lazy(() => import("./ActDialog"));

const keyOf = (row: CaseRow) => row.id;

export default function Cases() {
  const t = useTexts(caseTexts);
  const frame = useTexts(frameTexts);
  const language = useLanguage();
  const can = useCan();
  const me = useMe();
  const go = useGo();
  const directory = useDirectory();
  const subjects = useSubjects();
  const [filters, set] = useUrlState(filterFields);
  const cases = useQuery(casesQuery(!filters.all));
  const types = useQuery({ ...get("/api/v1/process-types"), staleTime: 600_000 });
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<{ what: What; ids: readonly string[] }>();
  const find = useRef<HTMLInputElement>(null);
  const wide = useWide(1680);

  const rows = useMemo(() => [...(cases.data?.items ?? [])].sort(byUrgency), [cases.data]);
  const shown = useMemo(
    () => filterRows(rows, filters, { name: (row) => subjects.of(row).name, regionOf: directory.regionOf, me }),
    [rows, filters, subjects, directory, me],
  );
  const usedTypes = useMemo(() => [...new Set(rows.map((row) => row.type))], [rows]);
  const typeNames = useMemo(
    () =>
      new Map(
        (types.data?.items ?? [])
          .filter((one) => usedTypes.includes(one.id))
          .map((one) => [one.id, nameOf(language, one)]),
      ),
    [types.data, usedTypes, language],
  );
  const boardType = new Set(shown.map((row) => row.type)).size === 1 ? shown[0]?.type : undefined;
  const form = useQuery({
    ...formQuery(boardType ?? ""),
    enabled: boardType !== undefined && filters.view === "board",
  });
  const mark = useCallback(
    (id: string) =>
      setMarked((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  const columns = useCaseColumns(subjects.of, typeNames, marked, mark);
  const selected = shown.find((row) => row.id === filters.sel);
  const open = (id: string) => go(`/cases/${encodeURIComponent(id)}`);
  const mayNew = can("case.create");
  const mayAct = can("case.act");
  // Keys mean what is marked, else the row under the mark, which may be ahead of the address.
  const start = (what: What, id: string | undefined) => {
    const ids = what !== "state" && marked.size > 0 ? [...marked] : id ? [id] : [];
    if (ids.length > 0) setDoing({ what, ids });
  };
  const rowKeys = (
    [
      ["a", t.keyOwner, "owner"],
      ["s", t.keyState, "state"],
      ["d", t.keyDue, "due"],
      ["m", t.keyMove, "move"],
      ["w", t.keyComment, "comment"],
    ] as const
  ).map(([keys, name, what]) => ({ keys, name, run: (row: CaseRow) => start(what, row.id) }));
  const actKeys = mayAct ? [...rowKeys, { keys: "x", name: t.keyMark, run: (row: CaseRow) => mark(row.id) }] : [];
  useKeys([
    ...(mayNew ? [{ keys: "c", name: t.keyNew, run: () => set({ new: "1" }) }] : []),
    ...(filters.view === "list" ? [] : actKeys.map((key) => ({ ...key, run: () => selected && key.run(selected) }))),
    { keys: "/", name: frame.keyNames.filter, run: () => find.current?.focus() },
  ]);
  const closeDialog = () => {
    setDoing(undefined);
    setMarked(new Set());
  };
  const boards = {
    rows: shown,
    subjectOf: subjects.of,
    selected: filters.sel,
    marked,
    onSelect: (sel: string) => set({ sel }, "replace"),
    onOpen: open,
  };
  const sum = summarize(rows, directory.regionOf);
  const late = sum.lateBy
    .map(([province, n]) => `${province ? directory.region(province) : t.nobody} ${n}`)
    .join(language === "zh" ? "、" : ", ");
  return (
    <Page
      crumbs={[{ name: t.title }]}
      about={subjects.about}
      answer={
        cases.data
          ? t.answer(sum.open, sum.late) +
            (late ? t.lateBy(late) : "") +
            (sum.waiting > 0 ? t.andWaiting(sum.waiting) : "")
          : undefined
      }
      note={
        cases.data ? (
          <>
            {sum.ownerless > 0 ? t.ownerless(sum.ownerless) : t.calm} {t.levelHint}
            {language === "zh" ? "。" : "."} {cases.data.next ? t.more : ""}
          </>
        ) : undefined
      }
      tools={
        <>
          {mayNew ? (
            <Button size="small" type="primary" icon={<PlusOutlined />} onClick={() => set({ new: "1" })}>
              {t.create} <kbd>c</kbd>
            </Button>
          ) : null}
          <SavedViews area="cases" />
        </>
      }
      filters={
        <>
          <Segmented
            className={styles.views}
            aria-label={t.viewsLabel}
            size="small"
            value={filters.view}
            options={views.map((value) => ({ value, label: t.views[value] }))}
            onChange={(view) => set({ view })}
          />
          <TextInput
            ref={find}
            type="search"
            small
            className={styles.find}
            aria-label={t.find}
            placeholder={`${t.find}  /`}
            value={filters.q}
            onChange={(q) => set({ q }, "replace")}
            onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          />
          <FilterSwitch label={t.mine} value={filters.me} onChange={(value) => set({ me: value })} />
          <FilterSwitch label={t.lateOnly} value={filters.late} onChange={(value) => set({ late: value })} />
          <FilterSwitch label={t.waitingOnly} value={filters.wait} onChange={(value) => set({ wait: value })} />
          <FilterChip
            label={t.province}
            value={filters.prov}
            onChange={(prov) => set({ prov })}
            options={["310000", "320000", "330000", "340000", "none"].map((value) => ({
              value,
              label: value === "none" ? t.none : directory.region(value),
              count: rows.filter((row) => (provinceOfCase(row, directory.regionOf) || "none") === value).length,
            }))}
          />
          <FilterChip
            label={t.stateKind}
            value={filters.kind}
            onChange={(kind) => set({ kind })}
            options={stateKinds.map((value) => ({
              value,
              label: t.stateKinds[value],
              count: rows.filter((row) => row.state_kind === value).length,
            }))}
          />
          {typeNames.size > 1 ? (
            <FilterChip
              label={t.type}
              value={filters.ty}
              onChange={(ty) => set({ ty })}
              options={[...typeNames].map(([value, label]) => ({
                value,
                label,
                count: rows.filter((row) => row.type === value).length,
              }))}
            />
          ) : null}
          <FilterSwitch label={t.closedToo} value={filters.all} onChange={(value) => set({ all: value })} />
          <ResetFilters active={isFiltered(filters)} onReset={() => set(noFilters)} />
        </>
      }
      fills={filters.view === "list"}
      side={
        <Suspense>
          {filters.new !== "" && mayNew ? (
            <NewCase
              key={`${filters.new}.${subjects.dataset}`}
              wanted={filters.new}
              subjects={subjects}
              onClose={() => set({ new: "" }, "replace")}
            />
          ) : wide && selected ? (
            <CaseGlance
              key={selected.id}
              row={selected}
              subject={subjects.of(selected)}
              onClose={() => set({ sel: "" }, "replace")}
            />
          ) : null}
        </Suspense>
      }
    >
      <QueryState query={cases} rows={12}>
        {() => (
          <>
            {marked.size > 0 ? (
              <div className={styles.bulk} role="status">
                <b>{t.marked(marked.size)}</b>
                <Button size="small" onClick={() => start("owner", undefined)}>
                  {t.owner} <kbd>a</kbd>
                </Button>
                <Button size="small" onClick={() => start("due", undefined)}>
                  {t.due} <kbd>d</kbd>
                </Button>
                <Button size="small" onClick={() => start("move", undefined)}>
                  {t.moveSave} <kbd>m</kbd>
                </Button>
                <Button size="small" type="text" onClick={() => setMarked(new Set())}>
                  {t.unmark}
                </Button>
              </div>
            ) : null}
            {filters.view === "board" ? (
              <Board {...boards} form={boardType ? form.data : undefined} />
            ) : filters.view === "lanes" ? (
              <Lanes {...boards} />
            ) : filters.view === "calendar" ? (
              <Calendar {...boards} month={filters.month} onMonth={(month) => set({ month })} />
            ) : (
              <DataTable
                id="cases"
                label={t.list}
                rows={shown}
                columns={columns}
                rowKey={keyOf}
                notes={[t.listNote]}
                selected={filters.sel || undefined}
                onSelect={(sel) => set({ sel }, "replace")}
                onOpen={(row) => open(row.id)}
                rowKeys={actKeys}
                sort={filters.sort}
                onSort={(sort) => set({ sort })}
                empty={<ResetFilters active={isFiltered(filters)} onReset={() => set(noFilters)} />}
              />
            )}
            <p className={`caption no-print ${styles.help}`}>{t.help}</p>
          </>
        )}
      </QueryState>
      <Suspense>{doing ? <ActDialog what={doing.what} ids={doing.ids} onClose={closeDialog} /> : null}</Suspense>
    </Page>
  );
}
