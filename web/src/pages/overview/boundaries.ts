// City boundaries as shapes on a flat map.
export type Point = readonly [lon: number, lat: number];
export type Ring = readonly Point[];
/** Rings of each city by its code; holes are rings too. */
export type Boundaries = ReadonlyMap<string, readonly Ring[]>;

/** From steps in thousandths of a degree. */
export function fromSteps(cities: Record<string, number[][]>): Boundaries {
  return new Map(
    Object.entries(cities).map(([code, rings]) => [
      code,
      rings.map((steps) => {
        const ring: Point[] = [];
        let [x, y] = [0, 0];
        for (let i = 0; i + 1 < steps.length; i += 2) {
          x += steps[i]!;
          y += steps[i + 1]!;
          ring.push([x / 1000, y / 1000]);
        }
        return ring;
      }),
    ]),
  );
}

export interface Projection {
  width: number;
  height: number;
  at: (point: Point) => [number, number];
}

/** Plate carrée whose middle parallel is true to scale, fitted to a width: enough for an area of 7 by 8 degrees. */
export function projectionOf(boundaries: Boundaries, width: number, margin = 6): Projection {
  let [west, east, south, north] = [180, -180, 90, -90];
  for (const rings of boundaries.values()) {
    for (const ring of rings) {
      for (const [lon, lat] of ring) {
        west = Math.min(west, lon);
        east = Math.max(east, lon);
        south = Math.min(south, lat);
        north = Math.max(north, lat);
      }
    }
  }
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (width - 2 * margin) / ((east - west) * shrink);
  return {
    width,
    height: (north - south) * scale + 2 * margin,
    at: ([lon, lat]) => [margin + (lon - west) * shrink * scale, margin + (north - lat) * scale],
  };
}

export function pathOfRings(rings: readonly Ring[], projection: Projection): string {
  return rings.map((ring) => `M${ring.map((point) => places(projection.at(point))).join("L")}Z`).join("");
}
function places([x, y]: [number, number]): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

/** Lines that bound one city only among those given: the outline of the area they make up together. */
export function outlineOf(cities: readonly (readonly Ring[])[], projection: Projection): string {
  const lines = new Map<string, [Point, Point, number]>();
  for (const rings of cities) {
    for (const ring of rings) {
      for (let i = 0; i < ring.length; ++i) {
        const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
        const [first, second] = a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]) ? [a, b] : [b, a];
        if (first[0] === second[0] && first[1] === second[1]) continue;
        const key = `${first[0]},${first[1]},${second[0]},${second[1]}`;
        const line = lines.get(key);
        lines.set(key, [a, b, (line?.[2] ?? 0) + 1]);
      }
    }
  }
  let path = "";
  let end: Point | undefined;
  for (const [a, b, count] of lines.values()) {
    if (count !== 1) {
      end = undefined;
      continue;
    }
    // A line that goes on from the one before needs no start of its own.
    path += end && end[0] === a[0] && end[1] === a[1] ? "" : `M${places(projection.at(a))}`;
    path += `L${places(projection.at(b))}`;
    end = b;
  }
  return path;
}

/** Where a name stands: the middle of the largest ring by its area. */
export function middleOf(rings: readonly Ring[]): Point {
  let best: { size: number; at: Point } | undefined;
  for (const ring of rings) {
    let [area, x, y] = [0, 0, 0];
    for (let i = 0; i < ring.length; ++i) {
      const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
      const cross = a[0] * b[1] - b[0] * a[1];
      area += cross;
      x += (a[0] + b[0]) * cross;
      y += (a[1] + b[1]) * cross;
    }
    const size = Math.abs(area);
    if (size > 0 && (!best || size > best.size)) best = { size, at: [x / (3 * area), y / (3 * area)] };
  }
  return best?.at ?? rings[0]?.[0] ?? [0, 0];
}
