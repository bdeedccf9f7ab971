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
