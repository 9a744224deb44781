import { expect, it } from "vitest";
import { asCsv, asTsv, type Column, frozenEdges, readSort, sortRows, writeSort } from "./columns";

interface Thing {
  name: string;
  score: number | null;
}
const columns: Column<Thing>[] = [
  { id: "name", title: "Name", width: 100, value: (row) => row.name, frozen: true },
  { id: "score", title: "Score", unit: "%", width: 50, value: (row) => row.score },
];
const rows: Thing[] = [
  { name: "b", score: 2 },
  { name: "gap", score: null },
  { name: "a", score: 10 },
  { name: "c", score: 2 },
];
const names = (sort: string) =>
  sortRows(rows, columns, readSort(sort), "en")
    .map((row) => row.name)
    .join(" ");

it("sorts numbers as numbers, keeps ties in order and puts gaps last either way", () => {
  expect(names("score")).toBe("b c a gap");
  expect(names("-score")).toBe("a b c gap");
  expect(names("")).toBe("b gap a c");
  expect(names("nonsense")).toBe("b gap a c");
});
it("writes a sort as it reads it", () => {
  for (const text of ["", "score", "-score"]) expect(writeSort(readSort(text))).toBe(text);
});
it("copies a gap as nothing, not as 0, and keeps cells in one line", () => {
  expect(asTsv([{ name: "x\ty\nz", score: null }], columns)).toBe("Name\tScore (%)\nx y z\t");
});
it("exports source and version first, quotes, and never a formula", () => {
  const text = asCsv([{ name: '=HYPERLINK("x")', score: -3 }], columns, ["delta v1"]);
  expect(text.startsWith("\uFEFF# delta v1\r\nName,Score (%)\r\n")).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(""x"")",-3`);
});
it("only leading columns are frozen", () => {
  expect(frozenEdges(columns, 2)).toEqual([0, undefined]);
  expect(frozenEdges([{ ...columns[0]! }, { ...columns[0]!, id: "second" }, columns[1]!], 1)).toEqual([
    0,
    100,
    undefined,
  ]);
});
