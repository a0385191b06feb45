#!/bin/sh
# Prints what else is inside the library and the tool for TARGET: names, versions and licences of the crates, then the
# texts of their licences, each text once. Reads the sources that cargo has fetched.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
target=${1:?which target?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Crates of this repository name their directory, the others do not.
(cd "$root" && cargo tree --locked --edges normal,no-proc-macro --target "$target" --prefix none --format '{p}|{l}') |
    sed 's/ (\*)//' | grep -v '(/' | grep -v '([A-Z]:' | sort -u >"$work/crates"
[ -s "$work/crates" ] || { echo "cargo tree names no crates for $target" >&2; exit 1; }

echo "libkbe is MIT licensed, see LICENSE. It contains the Rust standard library (MIT or Apache-2.0) and these crates,"
echo "whose licences allow that on the conditions in the texts below."
echo
while IFS='|' read -r crate licence; do
    [ -n "$licence" ] || { echo "$crate names no licence" >&2; exit 1; }
    printf '%-40s %s\n' "$crate" "$licence"
done <"$work/crates"

sources="${CARGO_HOME:-$HOME/.cargo}/registry/src"
mkdir "$work/texts"
while IFS='|' read -r crate licence; do
    name=$(echo "$crate" | sed 's/ v/-/')
    for file in "$sources"/*/"$name"/LICEN[CS]E* "$sources"/*/"$name"/COPYING* "$sources"/*/"$name"/NOTICE* \
        "$sources"/*/"$name"/COPYRIGHT*; do
        [ -f "$file" ] || continue
        sum=$(cksum <"$file" | tr ' ' '-')
        [ -e "$work/texts/$sum" ] || cp "$file" "$work/texts/$sum"
        echo "$name" >>"$work/texts/$sum.of"
    done
done <"$work/crates"
for of in "$work"/texts/*.of; do
    [ -e "$of" ] || continue
    printf '\n\n--- %s\n\n' "$(sort -u "$of" | tr '\n' ' ')"
    cat "${of%.of}"
done
