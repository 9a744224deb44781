// Plain text with figures in it. A chip is one letter to the cursor: it is put in from a list and taken out whole.
import { type Ref, useEffect, useId, useImperativeHandle, useLayoutEffect, useRef } from "react";
import type { Language } from "@/text";
import { type Figure, type Figures, piecesOf, plainOf, unlinked } from "./written";
import styles from "./written.module.css";

export interface ChipEditorHandle {
  insert: (figure: Figure) => void;
}
interface Props {
  ref?: Ref<ChipEditorHandle>;
  label: string;
  hint: string;
  describedBy?: string;
  value: string;
  figures: Figures;
  language: Language;
  disabled?: boolean;
  /** With the figure, where one was put in. */
  onChange: (value: string, figure?: Figure) => void;
  onFocus?: () => void;
}

export function ChipEditor({
  ref,
  label,
  hint,
  describedBy,
  value,
  figures,
  language,
  disabled,
  onChange,
  onFocus,
}: Props) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef<{ value: string; figures: Figures; language: Language } | undefined>(undefined);
  const cursor = useRef<Range | undefined>(undefined);
  const id = useId();

  // What was typed stands in the box already; only what came from outside is drawn.
  useLayoutEffect(() => {
    const now = shown.current;
    const isDrawn =
      now !== undefined &&
      now.value === value &&
      now.language === language &&
      plainOf(value, now.figures, language) === plainOf(value, figures, language);
    shown.current = { value, figures, language };
    if (!isDrawn) draw(box.current, value, figures, language);
    underline(id, box.current);
  }, [value, figures, language, id]);
  useEffect(() => () => underline(id, null), [id]);

  const changed = (figure?: Figure) => {
    const next = textOf(box.current);
    shown.current = { value: next, figures: figure ? { ...figures, [figure.key]: figure } : figures, language };
    underline(id, box.current);
    onChange(next, figure);
  };
  const remember = () => {
    const selection = getSelection();
    if (selection?.rangeCount && box.current?.contains(selection.anchorNode))
      cursor.current = selection.getRangeAt(0).cloneRange();
  };
  useImperativeHandle(ref, () => ({
    insert: (figure) => {
      const element = box.current;
      if (!element) return;
      const at = cursor.current && element.contains(cursor.current.startContainer) ? cursor.current : endOf(element);
      at.deleteContents();
      const chip = chipOf(figure.key, figure, language);
      at.insertNode(chip);
      at.setStartAfter(chip);
      at.collapse(true);
      element.focus();
      const selection = getSelection();
      selection?.removeAllRanges();
      selection?.addRange(at);
      cursor.current = at.cloneRange();
      changed(figure);
    },
  }));
  return (
    <div
      ref={box}
      className={styles.box}
      role="textbox"
      tabIndex={disabled ? -1 : 0}
      aria-multiline="true"
      aria-label={label}
      aria-describedby={describedBy}
      aria-disabled={disabled || undefined}
      data-hint={hint}
      data-empty={value === "" || undefined}
      contentEditable={disabled ? false : "plaintext-only"}
      suppressContentEditableWarning
      onInput={() => changed()}
      onFocus={onFocus}
      onKeyUp={remember}
      onMouseUp={remember}
      onBlur={remember}
    />
  );
}

function chipOf(key: string, figure: Figure | undefined, language: Language): HTMLElement {
  const chip = document.createElement("span");
  chip.className = styles.chip ?? "";
  chip.contentEditable = "false";
  chip.dataset.key = key;
  chip.textContent = figure ? figure.value[language] : "—";
  chip.title = figure ? `${figure.label[language]}\n${figure.source[language]}` : key;
  return chip;
}
function draw(box: HTMLElement | null, value: string, figures: Figures, language: Language) {
  box?.replaceChildren(
    ...piecesOf(value).map((piece) =>
      "key" in piece ? chipOf(piece.key, figures[piece.key], language) : document.createTextNode(piece.text),
    ),
  );
}
// Braces that somebody types make no chip.
function textOf(node: Node | null): string {
  let text = "";
  for (const child of node?.childNodes ?? []) {
    if (child instanceof HTMLElement && child.dataset.key) text += `{{${child.dataset.key}}}`;
    else if (child instanceof HTMLBRElement) text += "\n";
    else if (child instanceof Text) text += child.data.replace(/[{}]{2,}/g, (braces) => braces[0] ?? "");
    else text += textOf(child);
  }
  return text === "\n" ? "" : text;
}
function endOf(element: HTMLElement): Range {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.collapse(false);
  return range;
}

// Dots under numbers that were typed: as highlights, which leave the text and the cursor alone.
const marked = new Map<string, Range[]>();
function underline(id: string, box: HTMLElement | null) {
  if (!("highlights" in CSS)) return;
  const ranges: Range[] = [];
  for (const child of box?.childNodes ?? []) {
    if (!(child instanceof Text)) continue;
    for (const { at, text } of unlinked(child.data)) {
      const range = document.createRange();
      range.setStart(child, at);
      range.setEnd(child, at + text.length);
      ranges.push(range);
    }
  }
  if (ranges.length > 0) marked.set(id, ranges);
  else marked.delete(id);
  CSS.highlights.set("unlinked", new Highlight(...[...marked.values()].flat()));
}
