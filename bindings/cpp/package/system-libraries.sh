#!/bin/sh
# What of the system a program links behind the static library.
#
#     system-libraries.sh TARGET              prints the line of the file system-libraries
#     system-libraries.sh --check TARGET [CARGO OPTIONS]     compares it with what rustc says
#
# --check builds the library. Without a linker for TARGET, `--crate-type staticlib` is among the options.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)

listed() { # TARGET
    while read -r pattern words; do
        case $pattern in '' | '#'*) continue ;; esac
        # shellcheck disable=SC2254  # it is a pattern
        case $1 in $pattern) echo "$words"; return 0 ;; esac
    done <"$here/system-libraries"
    echo "no line for $1 in $here/system-libraries" >&2
    return 1
}

# The words without what compilers link by themselves, each once, in order.
essential() {
    tr ' ' '\n' | sed -e '/^$/d' -e '/^-lc$/d' -e '/^-lgcc_s$/d' -e '/^-lSystem$/d' -e '/^\/defaultlib/d' | tr '\n' ' '
}

if [ "${1:-}" != --check ]; then
    listed "${1:?which target?}"
    exit
fi
target=${2:?which target?}
shift 2
table=$(listed "$target")
# For the host itself, what was built without --target serves.
[ "$target" = "$(rustc -vV | sed -n 's/^host: //p')" ] || set -- --target "$target" "$@"
said=$(cd "$root" && cargo rustc --locked --lib "$@" -- --print native-static-libs 2>&1) || { echo "$said" >&2; exit 1; }
words=$(echo "$said" | sed -n 's/^note: native-static-libs: //p' | tail -n 1 | essential)
if [ -z "$words" ]; then echo "rustc named no libraries for $target: $said" >&2; exit 1; fi
for word in $words; do
    case " $table " in
        *" $word "*) ;;
        *) echo "$target: rustc says $word, which system-libraries lacks (it has: $table)" >&2; exit 1 ;;
    esac
done
echo "$target: $table"
