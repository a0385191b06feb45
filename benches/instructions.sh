#!/bin/sh
# Instructions per message and kind of message, counted by callgrind: unlike time, the count is the same on
# every run and every machine with the same compiler.
#
# usage: benches/instructions.sh [--check | --update]
#   without arguments the counts are printed; --check fails when one is more than 4 % above that of
#   benches/instructions.json, and says so when one has fallen; --update writes the file.
# The file knows its compiler: with another minor version of rustc differences are reported and nothing fails.
set -eu
cd "$(dirname "$0")/.."
case "${1:-}" in
'' | --check | --update) ;;
*)
    echo "usage: benches/instructions.sh [--check | --update]" >&2
    exit 2
    ;;
esac
if ! command -v valgrind >/dev/null; then
    echo "SKIPPED: valgrind is not installed; no instructions counted"
    exit 0
fi
bench=$(cargo bench --locked --bench instructions --no-run --message-format=json |
    sed -n 's/.*"name":"instructions".*"executable":"\([^"]*\)".*/\1/p' | tail -n 1)
[ -x "$bench" ] || {
    echo "instructions: the benchmark was not built" >&2
    exit 1
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Each run of the function leaves a file of its own: counts.1, counts.2, and so on.
valgrind --tool=callgrind --callgrind-out-file="$folder/counts" --collect-atstart=no \
    --toggle-collect=instructions::counted_section --dump-after=instructions::counted_section \
    "$bench" >"$folder/runs" 2>"$folder/valgrind" || {
    cat "$folder/valgrind" >&2
    exit 1
}
"$bench" --evaluate "$folder" --rustc "$(rustc --version)" "$@"
