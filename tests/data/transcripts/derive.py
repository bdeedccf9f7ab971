#!/usr/bin/env python3
"""Copies the recorded chat answers out of a folder of reference data: derive.py DATA

Only answers of /chat/completions are taken, as received; requests are not needed here. index.json keeps of each
its file, status, headers and origin.
"""
import json
import shutil
import sys
from pathlib import Path

here = Path(__file__).parent
source = Path(sys.argv[1]) / "openrouter" / "transcripts"
index = []
for entry in json.loads((source / "index.json").read_text()):
    if not entry["path"].endswith("/chat/completions"):
        continue
    suffix = ".sse" if entry["file"].endswith(".sse") else ".json"
    name = entry["file"].split(".response.")[0][:60].rstrip("-") + suffix
    shutil.copyfile(source / entry["file"], here / name)
    (here / name).chmod(0o644)
    headers = {k: v for k, v in entry["headers"].items() if not k.startswith("access-control")}
    index.append({"file": name, "status": entry["status"], "headers": headers, "origin": entry["origin"]})
(here / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n")
print(len(index), "transcripts")
