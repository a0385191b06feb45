#!/usr/bin/env bash
# Builds the add-on's library for this system and puts it, with libkbe beside it, into addons/kbe/bin.
#
#   cargo build --release && bindings/godot/build.sh
#
# GODOT              the editor that gdextension_interface.h is asked from (default: godot)
# GDEXTENSION_INCLUDE  the directory where that header is, instead of asking
# KBE_RELEASE        the directory with the release build of libkbe (default: target/release)
# KBE_GODOT_OUT      where the libraries go (default: addons/kbe/bin)
# CXX, CXXFLAGS      the compiler; x86_64-w64-mingw32-g++ makes the library for Windows
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
release=${KBE_RELEASE:-${CARGO_TARGET_DIR:-$repository/target}/release}
out=${KBE_GODOT_OUT:-$here/addons/kbe/bin}
cxx=${CXX:-c++}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

include=${GDEXTENSION_INCLUDE:-}
if [ -z "$include" ]; then
    include=$work
    (cd "$work" && "${GODOT:-godot}" --headless --dump-gdextension-interface --quit >"$work/godot.log" 2>&1) || true
fi
[ -f "$include/gdextension_interface.h" ] || {
    echo "no gdextension_interface.h: name a Godot 4.3 or later with GODOT=, or the header's directory with GDEXTENSION_INCLUDE="
    exit 1
}

for page in "$here"/doc_classes/*.xml; do
    printf 'R"KBEDOC(%s)KBEDOC",\n' "$(cat "$page")"
done >"$work/documentation.inc"

flags=(-std=c++17 -Os -fPIC -fvisibility=hidden -fno-exceptions -fno-rtti -Wall -Wextra -Werror
    -isystem "$include" "-I$work" "-I$repository/include" -shared)
machine=$("$cxx" -dumpmachine)
case "$machine" in
x86_64*) arch=x86_64 ;;
aarch64* | arm64*) arch=arm64 ;;
*) arch=${machine%%-*} ;;
esac
case "$machine" in
*linux*)
    name=libkbe_godot.linux.$arch.so
    library=libkbe.so
    beside=libkbe.so.0
    echo '{ global: kbe_godot_init; local: *; };' >"$work/exports"
    link=(-fno-gnu-unique -static-libgcc -static-libstdc++ '-Wl,-rpath,$ORIGIN' -Wl,--no-undefined
        "-Wl,--version-script=$work/exports" -s)
    ;;
*mingw*)
    name=libkbe_godot.windows.$arch.dll
    library=kbe.dll
    beside=kbe.dll
    link=(-static-libgcc -static-libstdc++ -Wl,-Bstatic -lpthread -Wl,-Bdynamic -s)
    ;;
*darwin*)
    name=libkbe_godot.macos.$arch.dylib
    library=libkbe.dylib
    beside=libkbe.dylib
    link=(-Wl,-rpath,@loader_path)
    ;;
*)
    echo "no rule for $machine"
    exit 1
    ;;
esac
[ -e "$release/$library" ] || { echo "no $library in $release: run cargo build --release, or name it with KBE_RELEASE="; exit 1; }

mkdir -p "$out"
cp -L "$release/$library" "$out/$beside"
read -r -a more <<<"${CXXFLAGS:-}"
"$cxx" "${flags[@]}" ${more[@]+"${more[@]}"} "$here"/src/*.cpp -o "$out/$name" "$out/$beside" "${link[@]}"
echo "$out/$name"
