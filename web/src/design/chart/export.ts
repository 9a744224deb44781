// A chart as a file: always in the light colours, with title, unit and source drawn into the picture.
import { download } from "../table/columns";
import { fonts, light } from "../tokens";

interface Picture {
  svg: SVGSVGElement | undefined;
  title: string;
  subtitle: string;
  source: string;
}
const inherited = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "fill-opacity",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
  "font-variant-numeric",
];
const svgName = "http://www.w3.org/2000/svg";

// The computed look of each element, read while the page stands in the light theme.
function inlined(svg: SVGSVGElement): SVGSVGElement {
  const root = document.documentElement;
  const kept = root.getAttribute("style");
  for (const [name, value] of Object.entries(light))
    if (typeof value === "string") root.style.setProperty(`--${name.replace(/(\d)$/, "-$1")}`, value);
  light.sequential.forEach((value, i) => {
    root.style.setProperty(`--seq-${i + 1}`, value);
  });
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, i) => {
    const look = getComputedStyle(element);
    for (const name of inherited) (to[i] as SVGElement).style.setProperty(name, look.getPropertyValue(name));
    to[i]?.removeAttribute("class");
  });
  root.setAttribute("style", kept ?? "");
  return copy;
}

function compose({
  svg,
  title,
  subtitle,
  source,
}: Picture): { text: string; width: number; height: number } | undefined {
  if (!svg) return undefined;
  const box = svg.getBoundingClientRect();
  const width = Math.max(box.width, 360) + 32;
  const height = box.height + 96;
  const whole = document.createElementNS(svgName, "svg");
  whole.setAttribute("xmlns", svgName);
  whole.setAttribute("width", String(width));
  whole.setAttribute("height", String(height));
  whole.setAttribute("font-family", fonts.zh);
  const add = (name: string, attributes: Record<string, string | number>, text?: string) => {
    const element = document.createElementNS(svgName, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text) element.textContent = text;
    whole.append(element);
  };
  add("rect", { width, height, fill: light.bg });
  add("text", { x: 16, y: 26, "font-size": 15, "font-weight": 600, fill: light.text1 }, title);
  add("text", { x: 16, y: 46, "font-size": 12, fill: light.text2 }, subtitle);
  const copy = inlined(svg);
  copy.setAttribute("x", "16");
  copy.setAttribute("y", "60");
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  whole.append(copy);
  add("text", { x: 16, y: height - 14, "font-size": 12, fill: light.text2 }, source);
  return { text: new XMLSerializer().serializeToString(whole), width, height };
}

export function exportSvg(picture: Picture) {
  const made = compose(picture);
  if (made) download(`${picture.title}.svg`, made.text, "image/svg+xml");
}

export async function exportPng(picture: Picture) {
  const made = compose(picture);
  if (!made) return;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(made.text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = made.width * 2;
  canvas.height = made.height * 2;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(2, 2);
  context.drawImage(image, 0, 0);
  canvas.toBlob((blob) => blob && download(`${picture.title}.png`, blob, "image/png"));
}
