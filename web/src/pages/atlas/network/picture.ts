// The picture of a network in a box: one WebGL context, what of it is drawn when, and where the camera is.
import type { Camera, Size, View } from "./camera";
import { leastRadius, moved, toSteps, unitOf, whole, within, zoomed } from "./camera";
import { FirmGrid } from "./firm-grid";
import { type Look, Scene, type Standing } from "./scene";

/** Links drawn in one frame, so that the page answers while many are drawn. */
const linksAFrame = 20_000;
/** While the picture moves, the first ones only. */
const linksMoving = 3_000;
const restMilliseconds = 140;

export interface Network {
  firms: { x: Uint32Array; y: Uint32Array };
  links: { from: Uint32Array; to: Uint32Array };
}
export interface Told {
  /** After each frame in which the view is another one. */
  view: (view: View) => void;
  /** When all is drawn for the first time. */
  drawn: () => void;
  /** The context was taken away and is there again: make a new picture. */
  restored: () => void;
}

export class Picture {
  readonly grid: FirmGrid;
  private readonly scene: Scene;
  private readonly watch: ResizeObserver;
  private view: View;
  private look: Look | undefined;
  private isWhole = true;
  private isMoving = false;
  private done = 0;
  private frame = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private isFirst = true;
  private isFreed = false;

  /** undefined: the browser has no WebGL 2. */
  static in(box: HTMLElement, network: Network, radius: Float32Array, told: Told): Picture | undefined {
    const canvas = document.createElement("canvas");
    const gl = canvas.getContext("webgl2", {
      alpha: false,
      antialias: false,
      depth: false,
      preserveDrawingBuffer: true,
    });
    return gl ? new Picture(box, canvas, gl, network, radius, told) : undefined;
  }

  private constructor(
    box: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
    private readonly gl: WebGL2RenderingContext,
    private readonly network: Network,
    private readonly radius: Float32Array,
    private readonly told: Told,
  ) {
    const { x, y } = network.firms;
    this.grid = new FirmGrid(x, y);
    this.scene = new Scene(gl, { x, y, radius });
    const room = { width: Math.max(box.clientWidth, 1), height: Math.max(box.clientHeight, 1) };
    this.view = { camera: whole(this.grid.extent, room), room };
    this.resize(room);
    canvas.addEventListener("webglcontextlost", this.lost);
    canvas.addEventListener("webglcontextrestored", this.told.restored);
    box.prepend(canvas);
    this.watch = new ResizeObserver(() => {
      const { width, height } = this.view.room;
      if (box.clientWidth !== width || box.clientHeight !== height)
        this.resize({ width: box.clientWidth, height: box.clientHeight });
    });
    this.watch.observe(box);
  }

  free() {
    this.isFreed = true;
    this.watch.disconnect();
    this.canvas.removeEventListener("webglcontextlost", this.lost);
    this.canvas.removeEventListener("webglcontextrestored", this.told.restored);
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    this.canvas.remove();
    this.scene.free();
  }

  setLook(look: Look) {
    this.look = look;
    this.draw();
  }
  setLinks(links: ArrayLike<number>) {
    this.scene.setLinks(links, this.network.links.from, this.network.links.to);
    this.draw();
  }
  setStanding(standing: Standing) {
    this.scene.setStanding(standing);
    this.draw();
  }

  pan(pixelsX: number, pixelsY: number) {
    this.see(moved(this.view, pixelsX, pixelsY, this.grid.extent), true);
  }
  zoom(factor: number, x = this.view.room.width / 2, y = this.view.room.height / 2) {
    this.see(zoomed(this.view, factor, x, y, this.grid.extent), true);
  }
  showWhole() {
    this.see(whole(this.grid.extent, this.view.room), false);
    this.isWhole = true;
  }
  /** Moves as little as needed for the firm to be seen. */
  show(firm: number) {
    const x = this.network.firms.x[firm] ?? 0;
    const y = this.network.firms.y[firm] ?? 0;
    const { camera, room } = this.view;
    const isSeen = (away: number, pixels: number) => Math.abs(away) * camera.scale < pixels / 2 - 12;
    if (isSeen(x - camera.x, room.width) && isSeen(y - camera.y, room.height)) return;
    this.see(within({ ...camera, x, y }, this.grid.extent, room), false);
  }
  /** The firm at a pixel; -1: none. */
  firmAt(x: number, y: number): number {
    const { camera } = this.view;
    const largest = (0.48 * unitOf(camera)) / camera.scale;
    return this.grid.nearest(...toSteps(this.view, x, y), Math.max(largest, 5 / camera.scale));
  }
  radiusOf(firm: number): number {
    const { camera } = this.view;
    return Math.max((this.radius[firm] ?? 0) * unitOf(camera), leastRadius(camera));
  }

  private readonly lost = (event: Event) => event.preventDefault();

  private see(camera: Camera, isMoving: boolean) {
    this.view = { ...this.view, camera };
    this.isWhole = false;
    clearTimeout(this.rest);
    this.isMoving = isMoving;
    if (isMoving) {
      this.rest = setTimeout(() => {
        this.isMoving = false;
        // Where few links are drawn, all of them were already.
        if (this.done < this.scene.linkCount) this.draw();
      }, restMilliseconds);
    }
    this.draw();
  }

  private resize(room: Size) {
    if (room.width < 1 || room.height < 1) return;
    const ratio = devicePixelRatio;
    this.canvas.width = Math.round(room.width * ratio);
    this.canvas.height = Math.round(room.height * ratio);
    const camera = this.isWhole ? whole(this.grid.extent, room) : within(this.view.camera, this.grid.extent, room);
    this.view = { camera, room };
    this.draw();
  }

  /** Anew from the first link on. */
  private draw() {
    this.done = -1;
    this.continue();
  }
  private continue() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.drawFrame());
  }

  private drawFrame() {
    if (!this.look || this.gl.isContextLost()) return;
    const isNew = this.done < 0;
    const first = Math.max(this.done, 0);
    const all = this.scene.linkCount;
    const end = Math.min(all, first + (this.isMoving ? linksMoving : linksAFrame));
    this.scene.draw(this.view, devicePixelRatio, this.look, first, end);
    this.done = end;
    if (isNew) this.told.view(this.view);
    if (end < all) {
      if (!this.isMoving) this.continue();
    } else if (this.isFirst) {
      this.isFirst = false;
      this.whenFinished(this.told.drawn);
    }
  }

  // What was asked of the graphics card may not be done yet.
  private whenFinished(then: () => void) {
    const { gl } = this;
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    const look = () => {
      if (this.isFreed) return;
      if (sync && gl.getSyncParameter(sync, gl.SYNC_STATUS) === gl.UNSIGNALED) setTimeout(look, 4);
      else then();
    };
    setTimeout(look, 0);
  }
}
