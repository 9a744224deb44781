#!/bin/bash
# Whether all C++ files are as clang-format would have them; `tests/style.sh --fix` makes them so.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=(--dry-run -Werror)
if [ "${1-}" = --fix ]; then mode=(-i); fi
find src tests bench \( -name '*.cpp' -o -name '*.h' \) -print0 | sort -z | xargs -0 -r clang-format "${mode[@]}"
