// Firms as points and links as lines in WebGL 2, from the columns as they are: nothing is made for a single firm.
import { leastRadius, unitOf, type View } from "./camera";

const pointVertex = `#version 300 es
layout(location = 0) in vec2 place;
layout(location = 1) in float radius;
layout(location = 2) in float kind;
uniform vec4 view;
uniform vec2 unit;
uniform vec4 colours[4];
out vec4 colour;
flat out float reach;
void main() {
  gl_Position = vec4(place * view.xy + view.zw, 0.0, 1.0);
  reach = max(radius * unit.x, unit.y);
  gl_PointSize = 2.0 * reach + 1.0;
  colour = colours[int(kind)];
}`;
const pointFragment = `#version 300 es
precision mediump float;
in vec4 colour;
flat in float reach;
out vec4 painted;
void main() {
  float away = length(gl_PointCoord - 0.5) * (2.0 * reach + 1.0);
  painted = colour * clamp(reach + 0.5 - away, 0.0, 1.0);
}`;
const lineVertex = `#version 300 es
layout(location = 0) in vec2 place;
uniform vec4 view;
void main() {
  gl_Position = vec4(place * view.xy + view.zw, 0.0, 1.0);
}`;
const lineFragment = `#version 300 es
precision mediump float;
uniform vec4 tint;
out vec4 painted;
void main() {
  painted = tint;
}`;
// A link that stands out is a strip with soft edges: lines of WebGL are one pixel wide.
const stripVertex = `#version 300 es
layout(location = 0) in vec4 ends;
layout(location = 1) in float kind;
uniform vec4 view;
uniform vec3 stretch;
uniform vec4 colours[4];
out vec4 colour;
out float side;
void main() {
  vec2 from = ends.xy * view.xy + view.zw;
  vec2 to = ends.zw * view.xy + view.zw;
  vec2 along = (to - from) * stretch.xy;
  vec2 across = vec2(-along.y, along.x) / max(length(along), 1e-6);
  side = float(gl_VertexID % 2) * 2.0 - 1.0;
  vec2 end = gl_VertexID < 2 ? from : to;
  gl_Position = vec4(end + across * side * stretch.z / stretch.xy, 0.0, 1.0);
  colour = colours[int(kind)];
}`;
const stripFragment = `#version 300 es
precision mediump float;
in vec4 colour;
in float side;
out vec4 painted;
void main() {
  painted = colour * clamp(2.0 - 2.0 * abs(side), 0.0, 1.0);
}`;

export type Rgba = readonly [number, number, number, number];
/** Kinds of what stands out: 0 like all others, 1 the selected firm, 2 its suppliers, 3 its customers. */
type Kinds = readonly [Rgba, Rgba, Rgba, Rgba];

export interface Look {
  background: Rgba;
  link: Rgba;
  firm: Rgba;
  kinds: Kinds;
}
export interface Standing {
  firms: readonly { firm: number; kind: number }[];
  links: readonly { from: number; to: number; kind: number }[];
}
export interface Places {
  x: Uint32Array;
  y: Uint32Array;
  radius: Float32Array;
}

/** "#rrggbb" as the four numbers that blending wants, multiplied by the opacity. */
export function rgba(hex: string, opacity = 1): Rgba {
  const part = (at: number) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) * opacity;
  return [part(1), part(3), part(5), opacity];
}

interface Program {
  program: WebGLProgram;
  at: (name: string) => WebGLUniformLocation | null;
}
interface Batch {
  array: WebGLVertexArrayObject;
  buffer: WebGLBuffer;
  count: number;
}

export class Scene {
  private readonly point: Program;
  private readonly line: Program;
  private readonly strip: Program;
  private readonly firms: Batch;
  private readonly links: Batch;
  private readonly standingFirms: Batch;
  private readonly standingLinks: Batch;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly places: Places,
  ) {
    this.point = this.compiled(pointVertex, pointFragment);
    this.line = this.compiled(lineVertex, lineFragment);
    this.strip = this.compiled(stripVertex, stripFragment);
    this.firms = this.batch([2, 1]);
    this.links = this.batch([2]);
    this.standingFirms = this.batch([2, 1, 1]);
    this.standingLinks = this.batch([4, 1], 1);
    const { x, y, radius } = places;
    const points = new Float32Array(3 * x.length);
    for (let i = 0; i < x.length; ++i) {
      points[3 * i] = x[i] ?? 0;
      points[3 * i + 1] = y[i] ?? 0;
      points[3 * i + 2] = radius[i] ?? 0;
    }
    this.fill(this.firms, points, 3);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** The links to be drawn: positions of their ends. */
  setLinks(links: ArrayLike<number>, from: Uint32Array, to: Uint32Array) {
    const { x, y } = this.places;
    const ends = new Float32Array(4 * links.length);
    for (let i = 0; i < links.length; ++i) {
      const a = from[links[i] ?? 0] ?? 0;
      const b = to[links[i] ?? 0] ?? 0;
      ends[4 * i] = x[a] ?? 0;
      ends[4 * i + 1] = y[a] ?? 0;
      ends[4 * i + 2] = x[b] ?? 0;
      ends[4 * i + 3] = y[b] ?? 0;
    }
    this.fill(this.links, ends, 4);
  }

  setStanding({ firms, links }: Standing) {
    const { x, y, radius } = this.places;
    const points = firms.flatMap(({ firm, kind }) => [x[firm] ?? 0, y[firm] ?? 0, radius[firm] ?? 0, kind]);
    this.fill(this.standingFirms, Float32Array.from(points), 4);
    const strips = links.flatMap(({ from, to, kind }) => [x[from] ?? 0, y[from] ?? 0, x[to] ?? 0, y[to] ?? 0, kind]);
    this.fill(this.standingLinks, Float32Array.from(strips), 5);
  }

  get linkCount(): number {
    return this.links.count;
  }

  /** Links of positions from `first` up to `end`; starts anew where first is 0. Firms are above the first and the last. */
  draw(view: View, pixelRatio: number, look: Look, first: number, end: number) {
    const { gl } = this;
    const { camera, room } = view;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    if (first === 0) {
      gl.clearColor(...look.background);
      gl.clear(gl.COLOR_BUFFER_BIT);
    }
    const scale = [(2 * camera.scale) / room.width, (-2 * camera.scale) / room.height] as const;
    const looked = [...scale, -camera.x * scale[0], -camera.y * scale[1]] as const;
    const use = ({ program, at }: Program) => {
      gl.useProgram(program);
      gl.uniform4f(at("view"), ...looked);
    };
    if (end > first) {
      use(this.line);
      gl.uniform4f(this.line.at("tint"), ...look.link);
      gl.bindVertexArray(this.links.array);
      gl.drawArrays(gl.LINES, 2 * first, 2 * (end - first));
    }
    if (first > 0 && end < this.links.count) return;
    const points = (batch: Batch, kinds: Kinds) => {
      use(this.point);
      gl.uniform2f(this.point.at("unit"), unitOf(camera) * pixelRatio, leastRadius(camera) * pixelRatio);
      gl.uniform4fv(this.point.at("colours"), kinds.flat());
      gl.bindVertexArray(batch.array);
      gl.drawArrays(gl.POINTS, 0, batch.count);
    };
    points(this.firms, [look.firm, look.firm, look.firm, look.firm]);
    if (this.standingLinks.count > 0) {
      use(this.strip);
      gl.uniform3f(this.strip.at("stretch"), room.width / 2, room.height / 2, 1.4);
      gl.uniform4fv(this.strip.at("colours"), look.kinds.flat());
      gl.bindVertexArray(this.standingLinks.array);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.standingLinks.count);
    }
    if (this.standingFirms.count > 0) points(this.standingFirms, look.kinds);
  }

  /** Gives the context back: a browser allows few of them. */
  free() {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  private compiled(vertex: string, fragment: string): Program {
    const { gl } = this;
    const program = gl.createProgram();
    for (const [type, text] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ] as const) {
      const shader = gl.createShader(type);
      if (!shader) break;
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
      throw new Error(`WebGL: ${gl.getProgramInfoLog(program)}`);
    const found = new Map<string, WebGLUniformLocation | null>();
    const at = (name: string) => {
      if (!found.has(name)) found.set(name, gl.getUniformLocation(program, name));
      return found.get(name) ?? null;
    };
    return { program, at };
  }

  // Attributes of so many numbers each, one after the other; `step` 1: one of them an instance.
  private batch(sizes: readonly number[], step = 0): Batch {
    const { gl } = this;
    const array = gl.createVertexArray();
    const buffer = gl.createBuffer();
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    const width = 4 * sizes.reduce((a, b) => a + b, 0);
    let offset = 0;
    sizes.forEach((size, i) => {
      gl.enableVertexAttribArray(i);
      gl.vertexAttribPointer(i, size, gl.FLOAT, false, width, offset);
      gl.vertexAttribDivisor(i, step);
      offset += 4 * size;
    });
    return { array, buffer, count: 0 };
  }

  private fill(batch: Batch, numbers: Float32Array, numbersEach: number) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, batch.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, numbers, gl.STATIC_DRAW);
    batch.count = numbers.length / numbersEach;
  }
}
