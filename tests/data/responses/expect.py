#!/usr/bin/env python3
"""Reads the answers in its own plain way and writes what a decoder has to make of them: expected.json.

It shares no code and no rule table with the program, so the two check each other.
"""
import base64
import json
from decimal import Decimal
from pathlib import Path

here = Path(__file__).parent
KINDS = {"rate_limit_exceeded": "rate_limited", "server_error": "server_fault"}


def load(text):
    return json.loads(text, parse_float=Decimal)


def events_of(name):
    text = (here / name).read_text()
    if not name.endswith(".sse"):
        return [{"type": "whole", "response": load(text)}]
    lines = [line[6:] for line in text.split("\n") if line.startswith("data: ")]
    return [load(line) for line in lines if line != "[DONE]"]


def texts_of(items, kinds):
    """The texts of parts of those types; a blank line between messages and between parts of reasoning."""
    groups = []
    for item in items:
        parts = item.get("summary", []) + (item.get("content") or [])
        texts = [p.get("text", p.get("refusal")) for p in parts if p["type"] in kinds]
        groups += ["".join(texts)] if item["type"] == "message" else texts
    return "\n\n".join(group for group in groups if group)


def add_usage(out, usage):
    out["input"] = usage["input_tokens"]
    out["output"] = usage["output_tokens"]
    out["reasoning_tokens"] = usage["output_tokens_details"]["reasoning_tokens"]
    out["cached"] = usage["input_tokens_details"]["cached_tokens"]
    if "cost" in usage:
        out["cost"] = format(Decimal(usage["cost"]).normalize(), "f")


def expected(name):
    events = events_of(name)
    response = events[-1]["response"]
    items = response["output"]
    out = {
        "model": response["model"],
        "text": texts_of(items, ["output_text", "refusal"]),
        "reasoning": texts_of(items, ["reasoning_text", "summary_text"]),
        "tools": [[i["call_id"], i["name"], i["arguments"]] for i in items if i["type"] == "function_call"],
        "pictures": [len(base64.b64decode(i["result"])) for i in items if i["type"] == "image_generation_call"],
        "drafts": sum(e["type"].endswith(".partial_image") for e in events),
    }
    if "-only-" not in name and name.endswith(".sse"):
        for key, ends in [("text", ("output_text.delta", "refusal.delta")),
                          ("reasoning", ("reasoning_text.delta", "reasoning_summary_text.delta"))]:
            halves = "".join(e["delta"] for e in events if e["type"].endswith(ends))
            pieces = halves.encode("utf-16", "surrogatepass").decode("utf-16")
            assert pieces == out[key].replace("\n\n", ""), (name, key)
    if response.get("usage"):
        add_usage(out, response["usage"])
    if response.get("error"):
        error = response["error"]
        out["error"] = {"kind": KINDS[error["code"]], "words": error["message"]}
    else:
        out["finish"] = (response["incomplete_details"] or {}).get("reason") or response["status"]
    return out


index = json.loads((here / "index.json").read_text())
result = {entry["file"]: expected(entry["file"]) for entry in index}
(here / "expected.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
print(len(result), "answers")
