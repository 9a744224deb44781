import { expect, it } from "vitest";
import { pressed } from "./keys";

const key = (name: string, more: Partial<Parameters<typeof pressed>[0]> = {}) =>
  pressed(
    {
      key: name,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      isComposing: false,
      keyCode: 0,
      target: document.body,
      ...more,
    },
    true,
  );

it("letters count on the page and not in a field", () => {
  expect(key("j")).toBe("j");
  expect(key("j", { target: document.createElement("input") })).toBeUndefined();
  expect(key("Escape", { target: document.createElement("input") })).toBe("Escape");
});
it("nothing counts while an input method composes", () => {
  expect(key("j", { isComposing: true })).toBeUndefined();
  expect(key("j", { keyCode: 229 })).toBeUndefined();
  expect(key("Process")).toBeUndefined();
  expect(key("Escape", { isComposing: true })).toBeUndefined();
});
it("letters can be switched off, Ctrl K and Escape stay", () => {
  const off = (name: string, ctrlKey = false) =>
    pressed(
      {
        key: name,
        ctrlKey,
        metaKey: false,
        altKey: false,
        shiftKey: false,
        isComposing: false,
        keyCode: 0,
        target: document.body,
      },
      false,
    );
  expect(off("j")).toBeUndefined();
  expect(off("?")).toBeUndefined();
  expect(off("k", true)).toBe("ctrl+k");
  expect(off("Escape")).toBe("Escape");
});
it("Enter belongs to the button that has the focus", () => {
  expect(key("Enter", { target: document.createElement("button") })).toBeUndefined();
  expect(key("Enter")).toBe("Enter");
});
it("the space bar does too, and arrows tell of Shift", () => {
  expect(key(" ", { target: document.createElement("button") })).toBeUndefined();
  expect(key(" ")).toBe(" ");
  expect(key("ArrowLeft")).toBe("ArrowLeft");
  expect(key("ArrowLeft", { shiftKey: true })).toBe("shift+ArrowLeft");
});
