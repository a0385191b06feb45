#!/bin/sh
# Makes kbe-VERSION-TARGET.tar.gz (.zip for Windows): a prefix with include/, lib/, bin/ and share/ that works wherever
# it is unpacked.
#
#     package.sh [--out DIRECTORY] [options of install.sh]
#
# Expects `cargo build --release [--target TRIPLE]` to have been run. Prints the archive's path.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=. target=''
previous=''
for word in "$@"; do
    [ "$previous" != --target ] || target=$word
    previous=$word
done
if [ "${1:-}" = --out ]; then
    out=${2:?which directory?}
    shift 2
fi
[ -n "$target" ] || target=$(rustc -vV | sed -n 's/^host: //p')
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
name="kbe-$version-$target"
mkdir -p "$out"
out=$(cd "$out" && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
DESTDIR="$work" "$here/install.sh" "/$name" "$@" >&2
prefix="$work/$name"
"$here/third-party.sh" "$target" >"$prefix/share/licenses/kbe/THIRD-PARTY.txt"
mkdir -p "$prefix/share/doc/kbe"
cp "$root/CHANGELOG.md" "$root/docs/install.md" "$root/docs/reentrancy.md" "$prefix/share/doc/kbe"

cd "$work"
case $target in
    *-windows-*)
        archive="$out/$name.zip"
        rm -f "$archive"
        if command -v zip >/dev/null 2>&1; then zip -qr "$archive" "$name"; else
            cmake -E tar cf "$archive" --format=zip "$name"
        fi ;;
    *)
        archive="$out/$name.tar.gz"
        if tar --version 2>/dev/null | grep -q GNU; then
            # The same files make the same archive.
            when=$(git -C "$root" log -1 --format=%cI 2>/dev/null || echo 2026-01-01)
            tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$when" -cf - "$name" | gzip -n >"$archive"
        else
            tar -czf "$archive" "$name"
        fi ;;
esac
echo "$archive"
