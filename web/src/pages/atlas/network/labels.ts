// Which names and headings are written where, so that none lies on another.

export interface Label {
  key: string;
  text: string;
  x: number;
  y: number;
}

/** Headings along a side with room between them, in the order given. */
export function apart<T extends { at: number }>(marks: readonly T[], room: number): T[] {
  let last = Number.NEGATIVE_INFINITY;
  return marks.filter((mark) => {
    if (mark.at - last < room) return false;
    last = mark.at;
    return true;
  });
}

const lineHeight = 18;
/** About how wide a text is in pixels: Chinese characters are square, others about half as wide. */
export function widthOf(text: string): number {
  let width = 8;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e80 ? 12 : 6.5;
  return width;
}

/** Of the labels, the first ones that touch no earlier one and lie wholly within the picture. */
export function clear(labels: readonly Label[], room: { width: number; height: number }): Label[] {
  const kept: (Label & { right: number })[] = [];
  for (const label of labels) {
    const right = label.x + widthOf(label.text);
    if (label.x < 0 || label.y < lineHeight / 2 || right > room.width || label.y > room.height - lineHeight / 2)
      continue;
    const touches = kept.some((one) => label.x < one.right && one.x < right && Math.abs(label.y - one.y) < lineHeight);
    if (!touches) kept.push({ ...label, right });
  }
  return kept;
}
