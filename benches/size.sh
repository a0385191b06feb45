#!/bin/sh
# How large the shared library is without symbols, and what each feature adds.
#
# usage: benches/size.sh                 builds every combination that matters and prints a table
#        benches/size.sh --check FILE    fails when FILE, a built library, is larger than it may be
set -eu
cd "$(dirname "$0")/.."
LIMIT=3145728

if ! command -v strip >/dev/null; then
    echo "SKIPPED: size of the library (strip is not installed)"
    exit 0
fi

stripped() {
    small=$(mktemp)
    strip -o "$small" "$1"
    wc -c <"$small" | tr -d ' '
    rm -f "$small"
}

if [ "${1:-}" = --check ]; then
    size=$(stripped "$2")
    echo "$2: $size bytes without symbols, at most $LIMIT"
    [ "$size" -le "$LIMIT" ]
    exit
fi

library="${CARGO_TARGET_DIR:-target}/release/libkbe.so"
printf '%-12s %10s %12s\n' features bytes 'more than capi'
least=
for features in capi capi,kcp capi,tls capi,kcp,tls; do
    cargo rustc --quiet --locked --release --lib --crate-type cdylib --no-default-features --features "$features"
    size=$(stripped "$library")
    least=${least:-$size}
    printf '%-12s %10d %12d\n' "$features" "$size" $((size - least))
done
[ "$size" -le "$LIMIT" ] || { echo "size: more than $LIMIT bytes" >&2; exit 1; }
