// node scripts/embed.mjs DIST OUT: writes OUT/page.cpp and, beside it, every file of the page in gzip, for the assembler
// to take in as it is.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const [dist, out] = process.argv.slice(2);
const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith("."))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]));
}

const folder = join(out, "page");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const rows = [];
const symbols = [];
const blobs = [];
filesIn(dist)
  .sort()
  .forEach((file, at) => {
    const type = types[extname(file)];
    if (!type) throw new Error(`${file}: a kind of file that has no content type here`);
    const bytes = readFileSync(file);
    const packed = join(folder, `${at}.gz`);
    writeFileSync(packed, gzipSync(bytes, { level: 9 }));
    const digest = createHash("sha256").update(bytes).digest("base64url").slice(0, 16);
    blobs.push(`    "tenon_page_${at}: .incbin \\"${packed}\\"\\n"\n    "tenon_page_${at}_end:\\n"\n`);
    symbols.push(`extern const char tenon_page_${at}[];\nextern const char tenon_page_${at}_end[];\n`);
    rows.push(
      `      {"${relative(dist, file)}", "${type}",\n` +
        `       std::string_view(tenon_page_${at}, static_cast<std::size_t>(tenon_page_${at}_end - tenon_page_${at})),\n` +
        `       "${digest}"},\n`,
    );
  });

writeFileSync(
  join(out, "page.cpp"),
  `#include "app/embedded_page.h"

#include <vector>

asm(".section .rodata\\n"
${blobs.join("")}    ".previous\\n");

extern "C" {
${symbols.join("")}}

namespace tenon {

std::span<const PageFile> embedded_page() {
  static const std::vector<PageFile> files = {
${rows.join("")}  };
  return files;
}

}  // namespace tenon
`,
);
