// A boundary file that somebody brings: GeoJSON with one feature for each city, named by "adcode". Everything that is
// wrong is said with the feature it is wrong in.
import type { Boundaries, Point, Ring } from "./boundaries";

type FaultKind =
  | "too_large"
  | "not_json"
  | "not_collection"
  | "no_adcode"
  | "twice"
  | "geometry"
  | "ring_short"
  | "ring_open"
  | "not_degrees"
  | "missing";
export interface FileFault {
  kind: FaultKind;
  /** From 1, as in the file; none where the fault is the file's. */
  feature?: number;
  code?: string;
}
export interface BoundaryFile {
  boundaries: Boundaries;
  /** Features of other places, which are left out. */
  others: number;
  faults: readonly FileFault[];
}

const largestFile = 30 * 1024 * 1024;

interface Feature {
  properties?: { adcode?: unknown } | null;
  geometry?: { type?: unknown; coordinates?: unknown } | null;
}

function codeOf(feature: Feature): string | undefined {
  const code = String(feature.properties?.adcode ?? "");
  return /^\d{6}$/.test(code) ? code : undefined;
}

// Degrees of longitude and latitude in and around China; metres of a projection lie far outside.
function isPoint(value: unknown): value is Point {
  if (!Array.isArray(value)) return false;
  const [lon, lat] = value as unknown[];
  return typeof lon === "number" && typeof lat === "number" && lon >= 70 && lon <= 140 && lat >= 0 && lat <= 60;
}

function ringFault(ring: unknown): FaultKind | undefined {
  if (!Array.isArray(ring)) return "geometry";
  if (ring.length < 4) return "ring_short";
  if (!ring.every(isPoint)) return "not_degrees";
  const [first, last] = [ring[0] as Point, ring.at(-1) as Point];
  return first[0] === last[0] && first[1] === last[1] ? undefined : "ring_open";
}

export function readBoundaryFile(text: string, wanted: readonly string[]): BoundaryFile {
  const nothing = { boundaries: new Map(), others: 0 };
  if (text.length > largestFile) return { ...nothing, faults: [{ kind: "too_large" }] };
  let data: { type?: unknown; features?: unknown };
  try {
    data = JSON.parse(text);
  } catch {
    return { ...nothing, faults: [{ kind: "not_json" }] };
  }
  if (data?.type !== "FeatureCollection" || !Array.isArray(data.features)) {
    return { ...nothing, faults: [{ kind: "not_collection" }] };
  }
  const faults: FileFault[] = [];
  const found = new Map<string, readonly Ring[]>();
  let others = 0;
  (data.features as Feature[]).forEach((feature, i) => {
    const code = codeOf(feature ?? {});
    const at = { feature: i + 1, code };
    if (!code) {
      faults.push({ kind: "no_adcode", feature: i + 1 });
      return;
    }
    if (!wanted.includes(code)) {
      ++others;
      return;
    }
    if (found.has(code)) {
      faults.push({ kind: "twice", ...at });
      return;
    }
    const { type, coordinates } = feature.geometry ?? {};
    const polygons = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : undefined;
    if (!Array.isArray(polygons) || polygons.length === 0 || !polygons.every(Array.isArray)) {
      faults.push({ kind: "geometry", ...at });
      return;
    }
    const rings = polygons.flat() as unknown[];
    const wrong = rings.map(ringFault).find(Boolean) ?? (rings.length === 0 ? "geometry" : undefined);
    if (wrong) faults.push({ kind: wrong, ...at });
    else found.set(code, rings as Ring[]);
  });
  const said = new Set(faults.map((fault) => fault.code));
  for (const code of wanted) if (!found.has(code) && !said.has(code)) faults.push({ kind: "missing", code });
  return { boundaries: found, others, faults };
}

/** 审图号, as GS(2024)0650号 or 苏S(2023)12号. */
export function isReviewNumber(text: string): boolean {
  return /^[\u4e00-\u9fff]{0,2}[A-Z]{1,3}[\u4e00-\u9fff]?\s?[(（[]\d{4}[)）\]]\s?\d{1,6}号$/.test(text.trim());
}
