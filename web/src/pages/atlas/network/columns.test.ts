import { expect, test } from "vitest";
import { ColumnFile } from "./columns";

// A file as the server writes it.
function file(): ArrayBuffer {
  const names = new TextEncoder().encode("苏州A无锡");
  const places = {
    __metadata__: { network: '{"version":2}' },
    value: { dtype: "F64", shape: [2], data_offsets: [0, 16] },
    product: { dtype: "I32", shape: [2], data_offsets: [16, 24] },
    "name.end": { dtype: "U32", shape: [4], data_offsets: [24, 40] },
    name: { dtype: "U8", shape: [names.length], data_offsets: [40, 40 + names.length] },
  };
  let head = JSON.stringify(places);
  while (head.length % 8 !== 0) head += " ";
  const bytes = new Uint8Array(8 + head.length + 40 + names.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(head.length), true);
  bytes.set(new TextEncoder().encode(head), 8);
  const begin = 8 + head.length;
  new Float64Array(bytes.buffer, begin, 2).set([0.5, -3e9]);
  new Int32Array(bytes.buffer, begin + 16, 2).set([-1, 7]);
  new Uint32Array(bytes.buffer, begin + 24, 4).set([6, 7, 7, 13]);
  bytes.set(names, begin + 40);
  return bytes.buffer;
}

test("columns are read where they lie", () => {
  const columns = new ColumnFile(file());
  expect(columns.note("network")).toBe('{"version":2}');
  expect([...columns.numbers("value", "F64")]).toEqual([0.5, -3e9]);
  expect([...columns.numbers("product", "I32")]).toEqual([-1, 7]);
  const names = columns.texts("name");
  expect([0, 1, 2, 3].map((i) => names.at(i))).toEqual(["苏州", "A", "", "无锡"]);
  expect(["无锡", "A", "", "锡"].map((text) => names.indexOf(text))).toEqual([3, 1, 2, -1]);
});

test("what is not there, or is of another type, is an error", () => {
  const columns = new ColumnFile(file());
  expect(() => columns.numbers("value", "I32")).toThrow("no column value of I32");
  expect(() => columns.numbers("nothing", "U8")).toThrow();
  expect(() => columns.note("nothing")).toThrow();
});
