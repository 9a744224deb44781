// Columns of numbers and texts in one piece of bytes (src/report/column_file.h), looked at where they lie.

const types = { F64: Float64Array, I32: Int32Array, U32: Uint32Array, U8: Uint8Array };
type Type = keyof typeof types;

interface Place {
  dtype: string;
  shape: [number];
  data_offsets: [number, number];
}

/** Texts one after the other in UTF-8; each is made when it is asked for. */
export class TextColumn {
  readonly length: number;
  constructor(
    private readonly bytes: Uint8Array,
    private readonly ends: Uint32Array,
  ) {
    this.length = ends.length;
  }

  at(i: number): string {
    return decoder.decode(this.bytes.subarray(i === 0 ? 0 : this.ends[i - 1], this.ends[i]));
  }

  /** -1: there is none. */
  indexOf(text: string): number {
    const wanted = new TextEncoder().encode(text);
    let begin = 0;
    for (let i = 0; i < this.length; ++i) {
      const end = this.ends[i] ?? 0;
      if (end - begin === wanted.length && wanted.every((byte, k) => this.bytes[begin + k] === byte)) return i;
      begin = end;
    }
    return -1;
  }
}
const decoder = new TextDecoder();

export class ColumnFile {
  private readonly places: Record<string, Place | undefined>;
  private readonly notes: Record<string, string | undefined>;
  private readonly begin: number;

  constructor(private readonly file: ArrayBuffer) {
    const length = Number(new DataView(file).getBigUint64(0, true));
    const head = JSON.parse(decoder.decode(new Uint8Array(file, 8, length)));
    const { __metadata__: notes = {}, ...places } = head;
    this.notes = notes;
    this.places = places;
    this.begin = 8 + length;
  }

  note(key: string): string {
    const text = this.notes[key];
    if (text === undefined) throw new Error(`no note ${key}`);
    return text;
  }

  numbers<T extends Type>(name: string, type: T): InstanceType<(typeof types)[T]> {
    const place = this.places[name];
    if (place?.dtype !== type) throw new Error(`no column ${name} of ${type}`);
    return new types[type](this.file, this.begin + place.data_offsets[0], place.shape[0]) as never;
  }

  texts(name: string): TextColumn {
    return new TextColumn(this.numbers(name, "U8"), this.numbers(`${name}.end`, "U32"));
  }
}
