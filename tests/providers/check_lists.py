#!/usr/bin/env python3
"""Reads model lists by itself and compares every model with what the program makes of it.

    check_lists.py LIST_FACTS SOURCE_FOLDER

Modalities, the unit of the price and the price of each model of every list in tests/data/models and resources/catalog;
the same lists in the schema of 2024, which had one "modality" text and no settings, must give the same.
"""
import json
import re
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

program, source = sys.argv[1], Path(sys.argv[2])
lists = source / "tests" / "data" / "models"
problems = []
checked = 0


def facts(path, provider):
    run = subprocess.run([program, str(path), provider], capture_output=True, text=True, check=True)
    return {model["id"]: model for model in json.loads(run.stdout)}


def amount(text):
    try:
        value = Decimal(text)
    except Exception:
        return None
    return value if value >= 0 else None


def plain(value):
    return None if value is None else format(value.normalize(), "f")


def category(model, outputs):
    for kind in ("video", "image"):
        if kind in outputs:
            return kind
    if "text" not in outputs:
        return ""
    is_code = re.search(r"(?<![a-z0-9])(codex|coder|codestral)(?![a-z])", model.lower())
    return "coding" if is_code else "llm"


def seconds(skus):
    return [Decimal(v) for k, v in skus.items() if "duration_seconds" in k]


def expected_price(row, kind, outputs):
    """unit, lowest, highest, input; None where nothing is published."""
    skus = row.get("pricing_skus") or {}
    if kind == "video" and skus:
        per_second = seconds(skus)
        if per_second:
            return "second", min(per_second), max(per_second), None
        tokens = [Decimal(v) * 1000000 for v in skus.values()]
        return "1M video tokens", min(tokens), max(tokens), None
    pricing = row.get("pricing") or {}
    if kind == "image" and amount(pricing.get("image_output")) is not None:
        each = Decimal(pricing["image_output"]) * 1000000
        return "1M image tokens", each, each, None
    going_in, coming_out = amount(pricing.get("prompt")), amount(pricing.get("completion"))
    is_media = outputs != ["text"] and not row["id"].endswith(":free")
    if is_media and not going_in and not coming_out:
        return None
    if going_in is None and coming_out is None:
        return None
    out = coming_out if coming_out is not None else going_in
    return "1M tokens", out * 1000000, out * 1000000, going_in * 1000000 if going_in is not None else None


def compare(name, model, found, wanted):
    global checked
    checked += 1
    for key, value in wanted.items():
        if found.get(key) != value:
            problems.append(f"{name}: {model}: {key} is {found.get(key)!r}, must be {value!r}")


def compared_in(kind, outputs):
    return {"video": "second", "image": "image"}.get(kind, "1M tokens")


def wanted_of(row, inputs, outputs):
    kind = category(row["id"], outputs)
    price = expected_price(row, kind, outputs)
    unit, lowest, highest, going_in = price or (None, None, None, None)
    return {"inputs": inputs, "outputs": outputs, "category": kind, "compared_in": compared_in(kind, outputs),
            "unit": unit, "lowest": plain(lowest), "highest": plain(highest), "input": plain(going_in),
            "free": price is not None and highest == 0 and not going_in}


def modalities(row):
    if "supported_durations" in row:
        return (["text", "image"] if row["supported_frame_images"] else ["text"]), ["video"]
    return row["architecture"]["input_modalities"], row["architecture"]["output_modalities"]


def check_open_router(path):
    rows = json.loads(path.read_text())["data"]
    found = facts(path, "openrouter")
    if len(found) != len({row["id"] for row in rows}):
        problems.append(f"{path.name}: {len(found)} models instead of {len(rows)}")
    for row in rows:
        inputs, outputs = modalities(row)
        wanted = wanted_of(row, inputs, outputs)
        wanted["context"] = row.get("context_length") or None
        if "top_provider" in row:
            wanted["longest"] = row["top_provider"].get("max_completion_tokens") or None
        compare(path.name, row["id"], found[row["id"]], wanted)


def old_schema(row):
    architecture = row["architecture"]
    modality = "+".join(architecture["input_modalities"]) + "->" + "+".join(architecture["output_modalities"])
    return {"id": row["id"], "name": row["name"], "context_length": row["context_length"],
            "architecture": {"modality": modality, "tokenizer": "Other", "instruct_type": None},
            "pricing": {k: v for k, v in row["pricing"].items() if k in ("prompt", "completion", "image", "request")}}


def check_old_schema(path):
    rows = [old_schema(row) for row in json.loads(path.read_text())["data"]]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"data": rows}, file)
        file.flush()
        found = facts(file.name, "openrouter")
    for row in rows:
        inputs, outputs = (side.split("+") for side in row["architecture"]["modality"].split("->"))
        compare("old " + path.name, row["id"], found[row["id"]], wanted_of(row, inputs, outputs))


UNITS = {"usd_per_image": ("image", "image"), "usd_per_request": ("image", "clip")}


def catalogue_price(entry, kind):
    price = entry.get("price") or {}
    if price.get("unit") == "usd_per_1m_tokens" and price["input"]:
        return "1M tokens", Decimal(str(price["output"])), Decimal(str(price["output"])), Decimal(str(price["input"]))
    if price.get("unit") not in UNITS:
        return None, None, None, None
    sums = [Decimal(str(v)) for k, v in price.items() if k not in ("unit", "as_of", "conflict")]
    return UNITS[price["unit"]][kind == "video"], min(sums), max(sums), None


def check_wis_gate(path):
    known = {entry["id"]: entry for entry in json.loads((lists / "catalogue-wisgate.json").read_text())["models"]}
    rows = json.loads(path.read_text())["data"]
    found = facts(path, "wisgate")
    for row in rows:
        entry = known.get(row["id"])
        if entry is None:
            problems.append(f"{path.name}: {row['id']} is not in the catalogue")
            continue
        kind = {"llm-coding": "coding"}.get(entry["category"], entry["category"])
        unit, lowest, highest, going_in = catalogue_price(entry, kind)
        compare(path.name, row["id"], found[row["id"]],
                {"category": kind, "unit": unit, "lowest": plain(lowest), "highest": plain(highest),
                 "input": plain(going_in), "outputs": [kind] if kind in ("image", "video") else ["text"],
                 "compared_in": compared_in(kind, []), "context": entry.get("context_tokens"),
                 "longest": entry.get("max_output_tokens"), "free": False})


bundled = source / "resources" / "catalog"
for path in [*sorted(lists.glob("all-openrouter-*.json")), *bundled.glob("openrouter-2*.json")]:
    check_open_router(path)
for name in ("text", "image"):
    check_old_schema(lists / f"all-openrouter-{name}.json")
for path in [lists / "all-wisgate.json", *bundled.glob("wisgate-2*.json")]:
    check_wis_gate(path)
print("\n".join(problems[:40]))
print(f"{checked} models compared, {len(problems)} differences")
sys.exit(1 if problems or checked < 1400 else 0)
