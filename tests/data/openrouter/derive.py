#!/usr/bin/env python3
"""Cuts the schemas of request bodies out of OpenRouter's API description: derive.py DATA

DATA is the folder of reference data. request-bodies.json gets every schema that a request body of the routes below can
lead to, one on a line, without words for people. Needs PyYAML.
"""
import json
import sys
from pathlib import Path

import yaml

ROUTES = ["/chat/completions", "/responses", "/messages", "/images", "/videos"]
PREFIX = "#/components/schemas/"
WORDS = {"description", "example", "examples", "title", "default", "deprecated", "discriminator", "format"}


def cut(value, is_map_of_names=False):
    """The value without words for people; references lead to $defs. Names of properties are no keywords."""
    if isinstance(value, list):
        return [cut(each) for each in value]
    if not isinstance(value, dict):
        return value.replace(PREFIX, "#/$defs/") if isinstance(value, str) else value
    return {
        key: cut(each, key == "properties" and not is_map_of_names)
        for key, each in value.items()
        if is_map_of_names or not (key in WORDS or key.startswith("x-"))
    }


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"].rpartition("/")[2]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


here = Path(__file__).parent
text = (Path(sys.argv[1]) / "openrouter" / "openapi.yaml").read_text()
description = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
routes = {
    route: cut(description["paths"][route]["post"]["requestBody"]["content"]["application/json"]["schema"])
    for route in ROUTES
}
schemas = {}
waiting = list(references(routes))
while waiting:
    name = waiting.pop()
    if name not in schemas:
        schemas[name] = cut(description["components"]["schemas"][name])
        waiting += references(schemas[name])


def lines(entries):
    return ",\n".join(f"{json.dumps(key)}: {json.dumps(entries[key], ensure_ascii=False)}" for key in sorted(entries))


(here / "request-bodies.json").write_text(f'{{"routes": {{\n{lines(routes)}\n}}, "$defs": {{\n{lines(schemas)}\n}}}}\n')
print(len(schemas), "schemas")
