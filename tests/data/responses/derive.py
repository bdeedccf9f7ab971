#!/usr/bin/env python3
"""Copies the recorded answers of /responses out of a folder of reference data: derive.py DATA

index.json keeps of each its file, status and origin.
"""
import json
import shutil
import sys
from pathlib import Path

here = Path(__file__).parent
source = Path(sys.argv[1]) / "openrouter" / "transcripts"
index = []
for entry in json.loads((source / "index.json").read_text()):
    if not entry["path"].endswith("/responses"):
        continue
    name = "recorded-" + entry["file"].split(".response.")[0].split("-", 1)[1] + ".sse"
    shutil.copyfile(source / entry["file"], here / name)
    (here / name).chmod(0o644)
    index.append({"file": name, "status": entry["status"], "origin": entry["origin"]})
for path in sorted(here.glob("made-*")):
    index.append({"file": path.name, "status": 200, "origin": "made"})
(here / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n")
print(len(index), "answers")
