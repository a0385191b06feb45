#!/bin/sh
# Installs libkbe for C and C++ programs: header, libraries, files for CMake and pkg-config, and the tool `kbe`.
#
#     install.sh PREFIX [--from DIRECTORY] [--target TRIPLE] [--libdir lib] [--no-shared] [--no-static] [--no-tool]
#
# --from names the directory that `cargo build --release` wrote to; otherwise it is target/release, or
# target/TRIPLE/release. DESTDIR stands before PREFIX, for packagers. What is installed names no directory: it may be
# moved.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
prefix='' from='' target='' libdir=lib shared=1 static=1 tool=1
fail() { echo "install.sh: $*" >&2; exit 1; }
while [ $# -gt 0 ]; do
    case $1 in
        --from | --target | --libdir)
            [ $# -ge 2 ] || fail "$1 needs a value"
            case $1 in --from) from=$2 ;; --target) target=$2 ;; --libdir) libdir=$2 ;; esac
            shift ;;
        --no-shared) shared=0 ;;
        --no-static) static=0 ;;
        --no-tool) tool=0 ;;
        -*) fail "unknown option $1" ;;
        *) [ -z "$prefix" ] || fail "more than one prefix: $prefix, $1"; prefix=$1 ;;
    esac
    shift
done
[ -n "$prefix" ] || fail "which prefix? (install.sh PREFIX)"
case $libdir in '' | /* | *..*) fail "--libdir is a path inside the prefix, such as lib or lib64" ;; esac

build="${CARGO_TARGET_DIR:-$root/target}"
if [ -z "$from" ]; then
    if [ -n "$target" ]; then from="$build/$target/release"; else from="$build/release"; fi
fi
[ -n "$target" ] || target=$(rustc -vV | sed -n 's/^host: //p')
[ -n "$target" ] || fail "no rustc that names its host: say --target"
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
number=$(sed -n 's/^const NAME_NUMBER: u32 = \([0-9]*\);$/\1/p' "$root/build.rs")
system=$("$here/system-libraries.sh" "$target") || fail "system-libraries has no line for $target"

# Cargo keeps the library beside its dependencies until a whole build lifts it.
built() {
    for place in "$from/$1" "$from/deps/$1"; do
        if [ -e "$place" ]; then echo "$place"; return 0; fi
    done
    fail "no $1 in $from: build it with cargo build --release${target:+ for $target}"
}

into="${DESTDIR:-}$prefix"
lib="$into/$libdir"
put() { # FROM DIRECTORY [NAME] [MODE]
    mkdir -p "$2"
    rm -f "$2/${3:-$(basename "$1")}"
    cp "$1" "$2/${3:-$(basename "$1")}"
    chmod "${4:-644}" "$2/${3:-$(basename "$1")}"
}
put_built() { # NAME DIRECTORY [NAME] [MODE]
    file=$(built "$1")
    shift
    put "$file" "$@"
}
link() { # CONTENT NAME
    rm -f "$lib/$2"
    ln -s "$1" "$lib/$2"
}

put "$root/include/kbe.h" "$into/include"
if [ -d "$root/bindings/cpp/include" ]; then
    (cd "$root/bindings/cpp/include" && find . -type f -name '*.h*') | while read -r file; do
        put "$root/bindings/cpp/include/$file" "$into/include/$(dirname "$file")"
    done
fi

case $target in
    *-windows-msvc)
        if [ $shared = 1 ]; then
            put_built kbe.dll "$into/bin" '' 755
            put_built kbe.dll.lib "$lib"
        fi
        [ $static = 0 ] || put_built kbe.lib "$lib" ;;
    *-windows-*)
        if [ $shared = 1 ]; then
            put_built kbe.dll "$into/bin" '' 755
            put_built libkbe.dll.a "$lib"
        fi
        [ $static = 0 ] || put_built libkbe.a "$lib" ;;
    *-apple-*)
        if [ $shared = 1 ]; then
            put_built libkbe.dylib "$lib" "libkbe.$version.dylib" 755
            link "libkbe.$version.dylib" "libkbe.$number.dylib"
            link "libkbe.$number.dylib" libkbe.dylib
        fi
        [ $static = 0 ] || put_built libkbe.a "$lib" ;;
    *-android*)
        [ $shared = 0 ] || put_built libkbe.so "$lib" '' 755
        [ $static = 0 ] || put_built libkbe.a "$lib" ;;
    *)
        if [ $shared = 1 ]; then
            put_built libkbe.so "$lib" "libkbe.so.$version" 755
            link "libkbe.so.$version" "libkbe.so.$number"
            link "libkbe.so.$number" libkbe.so
        fi
        [ $static = 0 ] || put_built libkbe.a "$lib" ;;
esac
[ $tool = 0 ] || case $target in
    *-windows-*) put_built kbe.exe "$into/bin" '' 755 ;;
    *) put_built kbe "$into/bin" '' 755 ;;
esac

for file in "$root"/bindings/cpp/cmake/*.cmake; do
    put "$file" "$lib/cmake/kbe"
done
# From the directory of kbe.pc to the prefix: one step for itself, one for each part of the libdir.
up=$(echo "$libdir" | sed 's,[^/][^/]*,..,g')
mkdir -p "$lib/pkgconfig"
sed -e "s,@PREFIX@,\${pcfiledir}/../$up," -e "s,@LIBDIR@,\${prefix}/$libdir," -e "s,@VERSION@,$version," \
    -e "s,@SYSTEM@,$system," "$here/kbe.pc.in" >"$lib/pkgconfig/kbe.pc"
put "$root/LICENSE" "$into/share/licenses/kbe"
echo "kbe $version for $target is in $into"
