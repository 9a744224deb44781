// Pointer and wheel on a picture that can be moved and looked at more closely. Pixels count from its upper left corner.

export interface Gestures {
  pan: (pixelsX: number, pixelsY: number) => void;
  zoom: (factor: number, x: number, y: number) => void;
  /** Nothing: the pointer has left, or does something. */
  point: (at?: { x: number; y: number }) => void;
  click: (x: number, y: number) => void;
  /** The wheel without Ctrl belongs to the page. */
  plainWheel: () => void;
}

/** Farther than this between down and up is no click. */
const clickReach = 4;

export function listenTo(box: HTMLElement, gestures: Gestures): () => void {
  const fingers = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  const place = (event: MouseEvent) => {
    const { left, top } = box.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const spread = () => {
    const [a, b] = [...fingers.values()];
    if (!a || !b) return undefined;
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1) };
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    if (fingers.size === 0) travelled = 0;
    fingers.set(event.pointerId, place(event));
    box.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const at = place(event);
    const before = fingers.get(event.pointerId);
    if (!before) {
      gestures.point(at);
      return;
    }
    const was = spread();
    fingers.set(event.pointerId, at);
    const is = spread();
    const [x, y] = was && is ? [is.x - was.x, is.y - was.y] : [at.x - before.x, at.y - before.y];
    travelled += Math.hypot(at.x - before.x, at.y - before.y);
    if (travelled <= clickReach) return;
    gestures.point();
    gestures.pan(x, y);
    if (was && is) gestures.zoom(is.apart / was.apart, is.x, is.y);
  };
  const up = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId) || fingers.size > 0 || travelled > clickReach) return;
    const { x, y } = place(event);
    gestures.click(x, y);
  };
  const cancel = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
  };
  const leave = () => gestures.point();
  const twice = (event: MouseEvent) => {
    const { x, y } = place(event);
    gestures.zoom(2, x, y);
  };
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) {
      gestures.plainWheel();
      return;
    }
    event.preventDefault();
    const { x, y } = place(event);
    // Lines and pages of the wheel as pixels; a pinch on a touch pad comes as small steps.
    const pixels = event.deltaY * (event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? 16 : 400);
    gestures.zoom(Math.exp(-Math.max(-240, Math.min(240, pixels)) / 300), x, y);
  };
  box.addEventListener("pointerdown", down);
  box.addEventListener("pointermove", move);
  box.addEventListener("pointerup", up);
  box.addEventListener("pointercancel", cancel);
  box.addEventListener("pointerleave", leave);
  box.addEventListener("dblclick", twice);
  box.addEventListener("wheel", wheel, { passive: false });
  return () => {
    box.removeEventListener("pointerdown", down);
    box.removeEventListener("pointermove", move);
    box.removeEventListener("pointerup", up);
    box.removeEventListener("pointercancel", cancel);
    box.removeEventListener("pointerleave", leave);
    box.removeEventListener("dblclick", twice);
    box.removeEventListener("wheel", wheel);
  };
}
