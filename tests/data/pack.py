#!/usr/bin/env python3
"""pack.py CAPTURES STREAMS

Packs recordings of a real server, and streams for measuring, into the files that the tests read.
The same input gives the same bytes. README.md beside this script tells what the files are.

CAPTURES  directory with NAME.jsonl and NAME.expect.json
STREAMS   directory with KIND.bin and KIND.json"""
import gzip, json, sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# What a recording's first line tells about how it was made stays out; the rest is needed or explains.
META = ("name", "description", "server_version", "script_version", "server_settings", "connections", "entitydef_from")
# The recording whose definitions the streams for measuring were made for.
STREAM_DEFINITIONS = "base_imports"

def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

def write(path, data):
    path.parent.mkdir(exist_ok=True)
    packed = gzip.compress(data, 9, mtime=0)
    # Byte 9 names the operating system; the tests run on any.
    path.write_bytes(packed[:9] + b"\xff" + packed[10:])

def readable(meta):
    return all(c["transport"] in ("tcp", "ws", "kcp") for c in meta["connections"])

def without_repr(value):
    """Drops the Python text of pickles, which is for information only."""
    if isinstance(value, dict):
        return {k: without_repr(v) for k, v in value.items() if k != "repr"}
    if isinstance(value, list):
        return [without_repr(v) for v in value]
    return value

def pack_recording(path):
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    meta = json.loads(first)
    if not readable(meta):
        return False
    slim = {k: meta[k] for k in META if k in meta}
    write(HERE / f"recordings/{path.stem}.jsonl.gz", "\n".join([compact(slim), *lines, ""]).encode())
    expect = json.loads(path.with_name(f"{path.stem}.expect.json").read_text(encoding="utf-8"))
    messages = ",\n".join(compact(without_repr(m)) for m in expect["messages"])
    text = f'{{"name":{compact(expect["name"])},"messages":[\n{messages}\n]}}\n'
    write(HERE / f"recordings/{path.stem}.expect.json.gz", text.encode())
    return True

def definitions(path):
    """The body of onImportClientEntityDef: message 519, with its 16-bit length, at the start of a read."""
    stream = bytearray()
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        row = json.loads(line)
        if row["dir"] == "s2c" and row["conn"] == 0:
            stream += bytes.fromhex(row.get("hex", ""))
    at = 0
    while True:
        message = int.from_bytes(stream[at:at + 2], "little")
        if message == 72:  # the heartbeat's answer alone has no length
            at += 2
            continue
        length = int.from_bytes(stream[at + 2:at + 4], "little")
        if message == 519:
            return bytes(stream[at + 4:at + 4 + length])
        at += 4 + length

def main(argv):
    if len(argv) != 2:
        sys.exit(__doc__)
    captures, streams = map(Path, argv)
    packed = [p.stem for p in sorted(captures.glob("*.jsonl")) if pack_recording(p)]
    write(HERE / "streams/definitions.bin.gz", definitions(captures / f"{STREAM_DEFINITIONS}.jsonl"))
    for path in sorted(streams.glob("*.bin")):
        write(HERE / f"streams/{path.stem}.bin.gz", path.read_bytes())
        write(HERE / f"streams/{path.stem}.json.gz", path.with_suffix(".json").read_bytes())
    total = sum(p.stat().st_size for p in HERE.glob("*/*.gz"))
    print(f"{len(packed)} recordings packed; {total} bytes in all")

main(sys.argv[1:])
