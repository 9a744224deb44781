#!/bin/bash
# web/build.sh OUT: builds the page from nothing that is not here or in the npm registry, and writes OUT/page.cpp, which
# holds it for the program (src/app/embedded_page.h). Installs node_modules again only if the lock file has changed.
set -euo pipefail
cd "$(dirname "$0")"
out=$1
PATH=$(../.ci/node):$PATH
# Two builds at once (several build folders) take turns.
exec 9> .build.lock
flock 9
if ! cmp -s package-lock.json node_modules/.installed-lock; then
  npm ci --no-audit --no-fund --loglevel=error >&2
  cp package-lock.json node_modules/.installed-lock
fi
npm run --silent build >&2
node scripts/embed.mjs dist "$out"
