#!/usr/bin/env python3
"""Cuts openrouter-list.json out of a folder of reference data: derive.py DATA

The rows are as the provider sent them, but for descriptions, which are shortened, and fields that no reader uses.
"""
import json
import sys
from pathlib import Path

CHOSEN = """
openrouter/auto openrouter/free openrouter/fusion
nvidia/nemotron-nano-9b-v2:free liquid/lfm-2.5-2.6b:free qwen/qwen-plus-2025-07-28:thinking
~anthropic/claude-fable-latest ~z-ai/glm-latest
anthropic/claude-opus-5 anthropic/claude-opus-5:batch anthropic/claude-haiku-4.5
google/gemini-2.5-flash google/gemini-3.1-flash-image google/gemini-2.5-flash-image google/lyria-3-clip-preview
openai/gpt-4o openai/gpt-5 openai/gpt-5-image openai/gpt-audio
perplexity/sonar x-ai/grok-4.6 z-ai/glm-4.5 qwen/qwen3.7-flash
recraft/recraft-v4-pro x-ai/grok-imagine-image-quality
""".split()

# Every row of every list, without the texts, so that each can be checked: all-*.json.
DROPPED = {"description", "links", "benchmarks", "default_parameters", "created", "hugging_face_id", "knowledge_cutoff",
           "per_request_limits", "supported_voices", "allowed_passthrough_parameters", "supported_aspect_ratios",
           "supported_sizes", "reasoning"}
here = Path(__file__).parent
for name, source in {"text": "models/models-2026-08-22", "image": "models/models-image-output-2026-06",
                     "video": "videos/videos-models-2026-06"}.items():
    rows = json.loads((Path(sys.argv[1]) / "openrouter" / f"{source}.json").read_text())["data"]
    kept = [{k: v for k, v in row.items() if k not in DROPPED} for row in rows]
    (here / f"all-openrouter-{name}.json").write_text(
        '{"data":[\n' + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in kept) + "\n]}\n")
wisgate = json.loads((Path(sys.argv[1]) / "wisgate" / "v1-models-2026-02-16.json").read_text())["data"]
ids = [{"id": row["id"], "supported_endpoint_types": row["supported_endpoint_types"]} for row in wisgate]
(here / "all-wisgate.json").write_text(
    '{"data":[\n' + ",\n".join(json.dumps(row) for row in sorted(ids, key=lambda row: row["id"])) + "\n]}\n")
catalogue = json.loads((Path(sys.argv[1]) / "wisgate" / "catalogue.json").read_text())
facts = [{k: row[k] for k in ("id", "category", "price", "context_tokens", "max_output_tokens", "note") if k in row}
         for row in catalogue["models"]]
(here / "catalogue-wisgate.json").write_text(
    '{"models":[\n' + ",\n".join(json.dumps(row, ensure_ascii=False) for row in facts) + "\n]}\n")

data = Path(sys.argv[1]) / "openrouter" / "models"
rows = {}
for name in ("models-image-output-2026-06.json", "models-2026-08-22.json"):
    rows.update({row["id"]: row for row in json.loads((data / name).read_text())["data"]})
picked = []
for model in CHOSEN:
    row = {k: v for k, v in rows[model].items() if k not in ("benchmarks", "reasoning", "default_parameters")}
    row["description"] = row["description"][:80]
    picked.append(row)
out = {"data": picked, "total_count": len(picked), "links": {"next": None}}
target = Path(__file__).with_name("openrouter-list.json")
target.write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n")
