#!/usr/bin/env python3
"""Reads the transcripts in its own plain way and writes what a decoder has to make of them: expected.json.

It shares no code and no rule table with the program, so the two check each other.
"""
import json
from decimal import Decimal
from pathlib import Path

here = Path(__file__).parent
KINDS = {400: "bad_request", 401: "unauthorized", 429: "rate_limited"}


def load(text):
    return json.loads(text, parse_float=Decimal)


def chunks_of(entry):
    text = (here / entry["file"]).read_text()
    if not entry["file"].endswith(".sse"):
        return [load(text)]
    lines = [line[6:] for line in text.split("\n") if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    return [load(line) for line in lines[:-1]]


def expected_error(error, status):
    message = error["message"]
    if message == "Provider returned error":
        message = error["metadata"]["raw"]
    kind = "context_too_long" if "maximum context length" in message else KINDS[error["code"]]
    return {"kind": kind, "status": error.get("code", status), "words": message[:100]}


def expected(entry):
    out = {"text": "", "reasoning": ""}
    for chunk in chunks_of(entry):
        if chunk.get("model"):
            out["model"] = chunk["model"]
            out["company"] = chunk["provider"]
        for choice in chunk.get("choices", []):
            message = choice.get("delta") or choice.get("message") or {}
            out["text"] += message.get("content") or ""
            out["reasoning"] += message.get("reasoning") or ""
            if choice.get("finish_reason"):
                out["finish"] = choice["finish_reason"]
        usage = chunk.get("usage")
        if usage:
            out["input"] = usage["prompt_tokens"]
            out["output"] = usage["completion_tokens"]
            out["reasoning_tokens"] = (usage.get("completion_tokens_details") or {}).get("reasoning_tokens")
            out["cached"] = (usage.get("prompt_tokens_details") or {}).get("cached_tokens")
            if "cost" in usage:
                cost = Decimal(usage["cost"])
                if usage.get("is_byok"):  # the vendor bills the owner of the key, besides the gateway
                    cost += usage["cost_details"]["upstream_inference_cost"]
                out["cost"] = format(cost.normalize() if cost else Decimal(0), "f")
        if chunk.get("error"):
            out["error"] = expected_error(chunk["error"], entry["status"])
            out.pop("finish", None)
    return {key: value for key, value in out.items() if value is not None}


index = json.loads((here / "index.json").read_text())
result = {entry["file"]: expected(entry) for entry in index}
(here / "expected.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
print(len(result), "answers")
