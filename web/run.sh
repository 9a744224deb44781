#!/bin/bash
# web/run.sh SCRIPT: npm run SCRIPT with a node that is new enough; what the page needs is installed by build.sh.
# web/run.sh e2e AREA: the tests of one area in a browser.
set -euo pipefail
cd "$(dirname "$0")"
PATH=$(../.ci/node):$PATH
if [ "$1" = e2e ] && [ $# -gt 1 ]; then exec node --test "e2e/$2.test.mjs"; fi
exec npm run --silent "$1"
