#!/usr/bin/env python3
"""Cuts endpoints.json, forgetful.json and companies.json out of a folder of reference data: derive.py DATA

The entries are as OpenRouter sent them, but for their parameters, of which some are left out.
"""
import json
import sys
from pathlib import Path

PARAMETERS = ("temperature", "max_tokens", "seed", "tools", "structured_outputs")
OTHERS = ("Novita | z-ai/glm-5.2-20260616", "Fireworks | z-ai/glm-5.2-20260616")
COMPANIES = ("SambaNova", "Arcee AI", "Fireworks", "Google AI Studio")


def kept(row):
    return {**row, "supported_parameters": [p for p in row["supported_parameters"] if p in PARAMETERS]}


def write(name, content):
    Path(__file__).with_name(name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


data = Path(sys.argv[1]) / "openrouter"
answer = json.loads((data / "endpoints" / "endpoints-moonshotai-kimi-k3-2026-08-25.json").read_text())["data"]
others = json.loads((data / "endpoints" / "endpoints-zdr-2026-08-13.json").read_text())["data"]
answer["description"] = answer["description"][:80]
answer["endpoints"] = [kept(row) for row in answer["endpoints"] + [row for row in others if row["name"] in OTHERS]]
write("endpoints.json", {"data": answer})
write("forgetful.json", {"data": [{**row, "supported_parameters": []} for row in others]})
companies = json.loads((data / "providers" / "providers-2026-05-22.json").read_text())["data"]
write("companies.json", {"data": [row for row in companies if row["name"] in COMPANIES]})
