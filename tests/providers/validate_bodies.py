#!/usr/bin/env python3
"""Checks request bodies against the API description: validate_bodies.py SCHEMAS DIFFERENCES < BODIES

BODIES is a JSON list of {"name", "route", "body"}. Prints a line for each thing that is wrong; says nothing when all is
well. A field that the description does not know is wrong as well, and so is a difference that no body needs.
"""
import copy
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

MOST_LINES = 40


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"].rpartition("/")[2]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def parts_of_others(value):
    """Names of the schemas that stand in an allOf: such a one cannot know the fields of its neighbours."""
    if isinstance(value, dict):
        yield from references(value.get("allOf", []))
        for each in value.values():
            yield from parts_of_others(each)
    elif isinstance(value, list):
        for each in value:
            yield from parts_of_others(each)


def close(value, is_part=False):
    """Lets no object have fields that its schema does not name."""
    if isinstance(value, list):
        for each in value:
            close(each, is_part)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "properties":  # their names are no keywords
                close(list(each.values()))
            else:
                close(each, key == "allOf" or (is_part and key in ("anyOf", "oneOf")))
        names_fields = isinstance(value.get("properties"), dict) or isinstance(value.get("allOf"), list)
        if names_fields and not is_part and "additionalProperties" not in value:
            value["unevaluatedProperties"] = False


def closed(schemas):
    result = copy.deepcopy(schemas)
    parts = set(parts_of_others(schemas))
    for name, schema in result["$defs"].items():
        close(schema, name in parts)
    return result


def with_differences(schemas, differences):
    result = copy.deepcopy(schemas)
    for difference in differences:
        *outer, last = difference["at"]
        place = result["$defs"]
        for key in outer:
            place = place[key]
        place[last] = difference["is"]
    return result


def validators(schemas, differences):
    whole = closed(with_differences(schemas, differences))
    return {
        route: Draft202012Validator({**reference, "$defs": whole["$defs"]}) for route, reference in whole["routes"].items()
    }


def deepest(error):
    """The reason that most likely is meant, where a value fits none of several schemas: of one with the same type."""
    while error.context:
        others = {each.relative_schema_path[0] for each in error.context if each.validator == "enum"}
        same = [each for each in error.context if each.relative_schema_path[0] not in others]
        error = max(same or error.context, key=lambda each: len(each.absolute_path))
    return error


def problems(schemas, differences, bodies):
    found = []
    checks = validators(schemas, differences)
    for entry in bodies:
        for error in checks[entry["route"]].iter_errors(entry["body"]):
            error = deepest(error)
            place = "/".join(map(str, error.absolute_path))
            found.append(f"{entry['route']}, {entry['name']}: {place or 'body'}: {error.message[:200]}")
    return found


schemas = json.loads(Path(sys.argv[1]).read_text())
differences = json.loads(Path(sys.argv[2]).read_text())
bodies = json.load(sys.stdin)
lines = problems(schemas, differences, bodies)
for difference in [] if lines else differences:
    ours = [entry for entry in bodies if entry["route"] == difference["route"]]
    if ours and not problems(schemas, [each for each in differences if each is not difference], ours):
        lines.append(f"{difference['route']}: nothing needs the difference at {'/'.join(difference['at'])}")
print("\n".join(lines[:MOST_LINES]))
