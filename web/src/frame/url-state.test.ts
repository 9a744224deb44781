import { expect, it } from "vitest";
import { flag, list, readState, text, whole, writeState } from "./url-state";

const fields = { lv: list(), chain: list(), sort: text("-score"), sel: text(), chg: flag(), day: whole(0) };
const read = (query: string) => readState(fields, new URLSearchParams(query));
const write = (query: string, change: Parameters<typeof writeState<typeof fields>>[2]) =>
  writeState(fields, new URLSearchParams(query), change).toString();

it("reads what is there and defaults for the rest", () => {
  expect(read("lv=red,orange&day=23")).toEqual({
    lv: ["red", "orange"],
    chain: [],
    sort: "-score",
    sel: "",
    chg: false,
    day: 23,
  });
});
it("does not trip over what people type into the address", () => {
  expect(read("lv=,,&day=soon&chg=yes")).toMatchObject({ lv: [], day: 0, chg: false });
});
it("leaves defaults out, sorts keys and values, keeps what is not its own", () => {
  expect(write("ds=delta&sort=rank", { lv: ["red", "orange"], sort: "-score", chg: true })).toBe(
    "chg=1&ds=delta&lv=orange%2Cred",
  );
  expect(write("lv=red&sel=x", { lv: [], sel: "" })).toBe("");
});
it("a change of one leaves the others alone", () => {
  expect(read(write("lv=red&day=4", { day: 5 }))).toMatchObject({ lv: ["red"], day: 5 });
});
