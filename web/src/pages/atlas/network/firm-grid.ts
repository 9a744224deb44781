// Which firm is where: no two share a place of the grid of steps.
import type { Size } from "./camera";

export class FirmGrid {
  /** The last step of each direction. */
  readonly extent: Size;
  private readonly firms: Int32Array;

  constructor(x: Uint32Array, y: Uint32Array) {
    const last = (values: Uint32Array) => values.reduce((a, b) => Math.max(a, b), 0);
    this.extent = { width: last(x), height: last(y) };
    this.firms = new Int32Array((this.extent.width + 1) * (this.extent.height + 1)).fill(-1);
    x.forEach((column, i) => {
      this.firms[(y[i] ?? 0) * (this.extent.width + 1) + column] = i;
    });
  }

  /** The firm nearest to a place, at most `reach` steps away; -1: none. */
  nearest(x: number, y: number, reach: number): number {
    const { width, height } = this.extent;
    let found = -1;
    let least = reach * reach;
    for (let row = Math.max(0, Math.ceil(y - reach)); row <= Math.min(height, y + reach); ++row) {
      for (let column = Math.max(0, Math.ceil(x - reach)); column <= Math.min(width, x + reach); ++column) {
        const firm = this.firms[row * (width + 1) + column] ?? -1;
        const distance = (column - x) ** 2 + (row - y) ** 2;
        if (firm < 0 || distance > least) continue;
        found = firm;
        least = distance;
      }
    }
    return found;
  }
}
