// Moving over a map with the arrow keys: to the nearest place in that direction, sideways distance counting double.
export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

export interface Place {
  code: string;
  /** Grows to the east. */
  x: number;
  /** Grows to the south. */
  y: number;
}

export function directionOf(key: string): Direction | undefined {
  return key === "ArrowLeft" || key === "ArrowRight" || key === "ArrowUp" || key === "ArrowDown" ? key : undefined;
}

/** The place to go to, or undefined at the edge. */
export function neighbour(places: readonly Place[], from: string, direction: Direction): string | undefined {
  const here = places.find((place) => place.code === from);
  if (!here) return undefined;
  const sign = direction === "ArrowLeft" || direction === "ArrowUp" ? -1 : 1;
  const sideways = direction === "ArrowUp" || direction === "ArrowDown";
  let best: { code: string; cost: number } | undefined;
  for (const place of places) {
    const [dx, dy] = [place.x - here.x, place.y - here.y];
    const ahead = sign * (sideways ? dy : dx);
    const aside = Math.abs(sideways ? dx : dy);
    // Within 60 degrees of the direction; what lies more to the side is reached by another arrow.
    if (ahead <= 1e-9 || aside > ahead * 1.75) continue;
    const cost = ahead + 2 * aside;
    if (!best || cost < best.cost - 1e-9) best = { code: place.code, cost };
  }
  return best?.code;
}
