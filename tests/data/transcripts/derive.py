#!/usr/bin/env python3
"""Copies the recorded chat answers out of a folder of reference data: derive.py DATA

Only answers of /chat/completions are taken, as received; requests are not needed here. index.json keeps of each
its file, status, headers and origin. No recorded chat answer brings a picture, so two are made: the picture of a
recorded /images answer, shortened, in the places that the API description names for chat.
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

MOST_BASE64 = 1200  # a multiple of four: whole bytes
recording = next(entry for entry in json.loads((source / "index.json").read_text()) if entry["path"].endswith("/images"))
whole = json.loads((source / recording["file"]).read_text())
picture = {"type": "image_url", "image_url": {"url": "data:image/jpeg;base64," + whole["data"][0]["b64_json"][:MOST_BASE64]}}


def choice(field, content, finish):
    return [{"index": 0, field: content, "finish_reason": finish, "native_finish_reason": finish}]


frame = {"id": "gen-made", "created": 1, "model": "google/gemini-3.1-flash-lite-image", "provider": "Google"}
message = {"role": "assistant", "content": "Here it is.", "refusal": None, "images": [picture]}
answer = {**frame, "object": "chat.completion", "choices": choice("message", message, "stop"), "usage": whole["usage"]}
events = [
    {**frame, "choices": choice("delta", {"role": "assistant", "content": "Here "}, None)},
    {**frame, "choices": choice("delta", {"content": "it is."}, None)},
    {**frame, "choices": choice("delta", {"content": "", "images": [picture]}, None)},
    {**frame, "choices": choice("delta", {"content": "", "images": [picture]}, "stop")},  # some repeat it
    {**frame, "choices": [], "usage": whole["usage"]},
]
lines = [f"data: {json.dumps(event, separators=(',', ':'))}\n\n" for event in events] + ["data: [DONE]\n\n"]
made = {"made-picture.json": json.dumps(answer, separators=(",", ":")), "made-picture.sse": "".join(lines)}
for name, text in made.items():
    (here / name).write_text(text)
    index.append({"file": name, "status": 200, "headers": {}, "origin": f"made of {recording['origin']}"})
(here / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n")
print(len(index), "transcripts")
