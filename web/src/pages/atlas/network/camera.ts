// What part of the network one looks at. Places are in steps between neighbouring firms, as the server gives them.

export interface Size {
  width: number;
  height: number;
}
export interface Camera {
  /** The middle of the picture, in steps. */
  x: number;
  y: number;
  /** CSS pixels a step. */
  scale: number;
}
export interface View {
  camera: Camera;
  /** Of the picture, in CSS pixels. */
  room: Size;
}

export const closest = 60;
/** Nearer than this, firms do not grow any more. */
const largestUnit = 26;
const margin = 36;

/** Pixels a step as far as the size of firms is concerned. */
export function unitOf(camera: Camera): number {
  return Math.min(camera.scale, largestUnit);
}

/** In pixels: the smallest firms are seen, and yet apart where there is room. */
export function leastRadius(camera: Camera): number {
  return Math.min(Math.max(0.4 * camera.scale, 0.8), 1.8);
}

/** All firms; `extent` is the last step of each direction. */
export function whole(extent: Size, room: Size): Camera {
  const across = (pixels: number, steps: number) => Math.max(pixels - 2 * margin, 1) / Math.max(steps, 1);
  const scale = Math.min(across(room.width, extent.width), across(room.height, extent.height), closest);
  return { x: extent.width / 2, y: extent.height / 2, scale };
}

export function toPixels({ camera, room }: View, x: number, y: number): [number, number] {
  return [(x - camera.x) * camera.scale + room.width / 2, (y - camera.y) * camera.scale + room.height / 2];
}

export function toSteps({ camera, room }: View, x: number, y: number): [number, number] {
  return [(x - room.width / 2) / camera.scale + camera.x, (y - room.height / 2) / camera.scale + camera.y];
}

/** Never farther than half of the whole, never nearer than firms grow, never past the last firm. */
export function within(camera: Camera, extent: Size, room: Size): Camera {
  const farthest = whole(extent, room).scale / 1.5;
  const between = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
  return {
    x: between(camera.x, 0, extent.width),
    y: between(camera.y, 0, extent.height),
    scale: between(camera.scale, farthest, Math.max(closest, farthest)),
  };
}

/** Nearer by `factor`; what lies at the pixel stays there. */
export function zoomed(view: View, factor: number, pixelX: number, pixelY: number, extent: Size): Camera {
  const { camera, room } = view;
  const [x, y] = toSteps(view, pixelX, pixelY);
  const { scale } = within({ ...camera, scale: camera.scale * factor }, extent, room);
  const kept = camera.scale / scale;
  return within({ x: x + (camera.x - x) * kept, y: y + (camera.y - y) * kept, scale }, extent, room);
}

export function moved({ camera, room }: View, pixelsX: number, pixelsY: number, extent: Size): Camera {
  const { x, y, scale } = camera;
  return within({ x: x - pixelsX / scale, y: y - pixelsY / scale, scale }, extent, room);
}
