// Sizes after gzip against the budgets: the shell (what index.html loads), each page's own code, styles.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
const kB = (files) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0) / 1000;
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
const budgets = { shell: 220, page: 60, whole: 300, css: 40 };
let failed = false;

function closure(chunk, seen = new Set()) {
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const name of chunk.imports ?? []) closure(manifest[name], seen);
  return seen;
}
function say(name, size, budget) {
  const over = size > budget;
  failed ||= over;
  console.log(`${over ? "OVER " : "     "}${size.toFixed(1).padStart(7)} kB of ${budget}  ${name}`);
}

const shell = closure(entry);
say("shell", kB(shell), budgets.shell);
// A page's own code is what no other page asks for; what several share is loaded once and counted with each whole.
const lazy = Object.entries(manifest).filter(([, chunk]) => chunk.isDynamicEntry);
const files = new Map(lazy.map(([name, chunk]) => [name, [...closure(chunk)].filter((file) => !shell.has(file))]));
// What a route loads; other parts come when they are opened.
const pages = new Set(entry.dynamicImports);
const users = new Map();
for (const list of files.values()) for (const file of list) users.set(file, (users.get(file) ?? 0) + 1);
for (const [name, list] of files) {
  say(`${name} alone`, kB(list.filter((file) => users.get(file) === 1)), budgets.page);
  if (pages.has(name)) say(`${name} with the shell`, kB([...shell, ...list]), budgets.whole);
}
say("styles of all pages", kB(new Set(Object.values(manifest).flatMap((chunk) => chunk.css ?? []))), budgets.css);
process.exit(failed ? 1 : 0);
