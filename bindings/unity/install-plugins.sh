#!/usr/bin/env bash
# Puts the native libraries, which are built and not committed, where Unity finds them, each with its import
# settings (from Plugins~).
#
#     install-plugins.sh FROM                 into this package: for releases, and packages embedded in a project
#     install-plugins.sh FROM UNITY_PROJECT   into Assets/Plugins/Kbe of a project: for packages from a git URL,
#                                             which cannot be written to
#     install-plugins.sh --pack FROM OUT      into a copy of this package, packed as OUT/org.libkbe.client-VERSION.tgz
#
# FROM is a folder that holds one folder for each target: cargo's target directory, with folders named as Rust names
# targets, or the unpacked archives of a release, named kbe-VERSION-TARGET, where VERSION is that of this package. It may
# also be one such folder. In each the library is looked for at FILE, release/FILE, lib/FILE and bin/FILE. What is not
# there is left out; nothing at all is a failure. What `cargo build --release` made for this very machine, in
# FROM/release, is taken too.
set -euo pipefail
package=$(cd "$(dirname "$0")" && pwd)

usage() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0" >&2; exit 2; }

pack=
if [ "${1:-}" = --pack ]; then
    pack=1
    shift
fi
[ $# -ge 1 ] && [ $# -le 2 ] || usage
from=$1
[ -d "$from" ] || { echo "$from is no folder" >&2; exit 2; }
from=$(cd "$from" && pwd)
version=$(sed -n 's/.*"version": "\([^"]*\)".*/\1/p' "$package/package.json")

# TARGET FILE PLACE
places="
x86_64-unknown-linux-gnu libkbe.so Linux/x86_64
x86_64-pc-windows-msvc kbe.dll Windows/x86_64
x86_64-pc-windows-gnu kbe.dll Windows/x86_64
universal-apple-darwin libkbe.dylib macOS
aarch64-linux-android libkbe.so Android/arm64-v8a
armv7-linux-androideabi libkbe.so Android/armeabi-v7a
x86_64-linux-android libkbe.so Android/x86_64
aarch64-apple-ios libkbe.a iOS
"

work=
if [ -n "$pack" ]; then
    [ $# = 2 ] || usage
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir "$work/package"
    (cd "$package" && tar -cf - --exclude=./Runtime/Plugins --exclude=./Runtime/Plugins.meta --exclude='*.tgz' .) |
        tar -xf - -C "$work/package"
    to=$work/package/Runtime/Plugins
elif [ $# = 2 ]; then
    [ -d "$2/Assets" ] || { echo "$2 is no Unity project: it has no folder Assets" >&2; exit 2; }
    to=$2/Assets/Plugins/Kbe
else
    to=$package/Runtime/Plugins
fi

case $(uname -s)-$(uname -m) in
    Linux-x86_64) own=x86_64-unknown-linux-gnu ;;
    Darwin-*) own=universal-apple-darwin ;;
    MINGW*-x86_64 | MSYS*-x86_64) own=x86_64-pc-windows-msvc ;;
    *) own= ;;
esac

templates=$package/Plugins~
count=0
filled=" "
# FROM may be the folder of one target; nothing in it is for this machine then, unless that is the target.
one=$(basename "$from")
one=${one#"kbe-$version-"}
case $places in *"
$one "*) ;; *) one= ;; esac
while read -r target file place; do
    [ -n "$target" ] || continue
    case $filled in *" $place "*) continue ;; esac
    candidates=()
    for folder in "$from/kbe-$version-$target" "$from/$target"; do
        candidates+=("$folder/$file" "$folder/release/$file" "$folder/lib/$file" "$folder/bin/$file")
    done
    case $one in
        "$target")
            candidates+=("$from/$file" "$from/release/$file" "$from/lib/$file" "$from/bin/$file") ;;
        "") [ "$target" != "$own" ] || candidates+=("$from/release/$file") ;;
    esac
    for candidate in "${candidates[@]}"; do
        [ -f "$candidate" ] || continue
        mkdir -p "$to/$place"
        cp "$candidate" "$to/$place/$file"
        cp "$templates/$place/$file.meta" "$to/$place/$file.meta"
        # A package from outside of the project needs the files for folders as well.
        folder=$place
        while [ "$folder" != . ]; do
            cp "$templates/$folder.meta" "$to/$folder.meta"
            folder=$(dirname "$folder")
        done
        echo "$place/$file"
        filled="$filled$place "
        count=$((count + 1))
        break
    done
done <<EOF
$places
EOF
if [ "$count" = 0 ]; then
    echo "no native library below $from: it should hold folders such as kbe-$version-x86_64-unknown-linux-gnu, the" \
        "unpacked archives of a release, or be cargo's target folder" >&2
    exit 1
fi
case $to in */Runtime/Plugins) cp "$templates/Plugins.meta" "$to.meta" ;; esac
if [ -n "$pack" ]; then
    mkdir -p "$2"
    archive=$(cd "$2" && pwd)/org.libkbe.client-$version.tgz
    tar -czf "$archive" -C "$work" package
    echo "$archive"
fi
