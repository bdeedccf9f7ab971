#!/usr/bin/env python3
"""Reads the transcripts in its own plain way and writes what a decoder has to make of them: expected.json.

It shares no code and no rule table with the program, so the two check each other.
"""
import base64
import hashlib
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


def money(amount):
    return None if amount is None else format(Decimal(amount).normalize() if amount else Decimal(0), "f")


def expected_error(error, status):
    message = error["message"]
    if message == "Provider returned error":
        message = error["metadata"]["raw"]
    kind = "context_too_long" if "maximum context length" in message else KINDS[error["code"]]
    return {"kind": kind, "status": error.get("code", status), "words": message[:100]}


def add_files(message, out):
    """Each picture once, whoever repeats it."""
    for image in message.get("images") or []:
        kind, data = image["image_url"]["url"].removeprefix("data:").split(";base64,")
        content = base64.b64decode(data)
        file = {"kind": kind.split("/")[0], "mime": kind, "bytes": len(content), "sha1": hashlib.sha1(content).hexdigest()}
        if file not in out.setdefault("files", []):
            out["files"].append(file)


def add_calls(message, calls):
    for entry in message.get("tool_calls") or []:
        call = calls.setdefault(entry.get("index", len(calls)), {"id": "", "name": "", "arguments": ""})
        call["id"] = call["id"] or entry.get("id") or ""
        call["name"] = call["name"] or entry["function"].get("name") or ""
        call["arguments"] += entry["function"].get("arguments") or ""


def expected(entry):
    out = {"text": "", "reasoning": ""}
    calls = {}
    for chunk in chunks_of(entry):
        if chunk.get("model"):
            out["model"] = chunk["model"]
            out["company"] = chunk["provider"]
        for choice in chunk.get("choices", []):
            message = choice.get("delta") or choice.get("message") or {}
            out["text"] += message.get("content") or ""
            out["reasoning"] += message.get("reasoning") or ""
            add_files(message, out)
            add_calls(message, calls)
            if choice.get("finish_reason"):
                out["finish"] = choice["finish_reason"]
        usage = chunk.get("usage")
        if usage:
            out["input"] = usage["prompt_tokens"]
            out["output"] = usage["completion_tokens"]
            out["reasoning_tokens"] = (usage.get("completion_tokens_details") or {}).get("reasoning_tokens")
            out["picture_tokens"] = (usage.get("completion_tokens_details") or {}).get("image_tokens")
            out["cached"] = (usage.get("prompt_tokens_details") or {}).get("cached_tokens")
            out["cache_writes"] = (usage.get("prompt_tokens_details") or {}).get("cache_write_tokens")
            out["upstream_cost"] = money((usage.get("cost_details") or {}).get("upstream_inference_cost"))
            if "cost" in usage:
                cost = Decimal(usage["cost"])
                if usage.get("is_byok"):  # the vendor bills the owner of the key, besides the gateway
                    cost += usage["cost_details"]["upstream_inference_cost"]
                out["cost"] = money(cost)
        if chunk.get("error"):
            out["error"] = expected_error(chunk["error"], entry["status"])
            out.pop("finish", None)
    if calls and "finish" in out:
        out["tools"] = list(calls.values())
    return {key: value for key, value in out.items() if value is not None}


index = json.loads((here / "index.json").read_text())
result = {entry["file"]: expected(entry) for entry in index}
(here / "expected.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
print(len(result), "answers")
