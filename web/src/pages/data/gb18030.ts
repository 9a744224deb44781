// Text back into GB18030, for whoever brought it so: browsers read that encoding and do not write it.

let codes: Map<string, number> | undefined;

// The table of two-byte codes, turned round.
function twoByteCodes(): Map<string, number> {
  if (codes) return codes;
  codes = new Map();
  const pairs: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; ++lead)
    for (let trail = 0x40; trail <= 0xfe; ++trail) if (trail !== 0x7f) pairs.push(lead, trail);
  const letters = [...new TextDecoder("gb18030").decode(Uint8Array.from(pairs))];
  if (letters.length * 2 !== pairs.length) return codes;
  letters.forEach((letter, i) => {
    codes?.set(letter, ((pairs[2 * i] ?? 0) << 8) | (pairs[2 * i + 1] ?? 0));
  });
  return codes;
}

/** Nothing where a character has no code of two bytes. */
export function inGb18030(text: string): Uint8Array<ArrayBuffer> | undefined {
  const table = twoByteCodes();
  const bytes = new Uint8Array(text.length * 2);
  let size = 0;
  for (const letter of text) {
    if (letter < "\u0080") {
      bytes[size++] = letter.charCodeAt(0);
      continue;
    }
    const code = table.get(letter);
    if (code === undefined) return undefined;
    bytes[size++] = code >> 8;
    bytes[size++] = code & 0xff;
  }
  return bytes.slice(0, size);
}
