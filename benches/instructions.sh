#!/bin/sh
# Instructions per message, counted by valgrind: one pass over a stream, then two, and the difference
# divided by the messages. Unlike time, the count is the same on every run.
#
# usage: benches/instructions.sh [STREAM...]    further arguments for cargo: CARGO_ARGS="--features …"
set -eu
cd "$(dirname "$0")/.."
if ! command -v valgrind >/dev/null; then
    echo "instructions: valgrind is not installed; nothing counted" >&2
    exit 0
fi
# shellcheck disable=SC2086 # several arguments are wanted
bench=$(cargo bench --bench decode --no-run --message-format=json ${CARGO_ARGS:-} |
    sed -n 's/.*"name":"decode".*"executable":"\([^"]*\)".*/\1/p' | tail -n 1)
[ -x "$bench" ] || { echo "instructions: the benchmark was not built" >&2; exit 1; }
[ $# -gt 0 ] || set -- alias_20k alias-float_20k noalias_20k noalias-float_20k enter_world

count() { # stream, passes, further options
    stream=$1 passes=$2
    shift 2
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bench" --stream "$stream" --passes "$passes" "$@" 2>&1 >/dev/null |
        sed -n 's/.*Collected : *//p'
}

printf '%-18s %10s %18s\n' stream decode 'decode and apply'
for stream; do
    messages=$("$bench" --stream "$stream" --passes 0 | sed -n 's/ messages a pass//p')
    decode=$((($(count "$stream" 2) - $(count "$stream" 1)) / messages))
    apply=$((($(count "$stream" 2 --apply) - $(count "$stream" 1 --apply)) / messages))
    printf '%-18s %10d %18d\n' "$stream" "$decode" "$apply"
done
