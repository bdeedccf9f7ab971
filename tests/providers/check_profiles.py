#!/usr/bin/env python3
"""Holds the built-in profiles to resources/providers/schema.json, and the schema to what profiles really need.

The schema must take every built-in profile, refuse each of them with any one field changed to a wrong kind or misspelt,
and every field in it must be explained in README.md.
"""

import copy
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    sys.exit("python3-jsonschema is needed (packaging/packages-test.txt)")

FREE = {"extraFields", "defaults"}  # objects of any fields


def places(value, path=()):
    """Every place in a document that is a field with a name of ours."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if path and path[-1] in FREE | {"chosen", "fields", "words"}:
                continue
            yield path + (name,)
            yield from places(inner, path + (name,))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, path + (index,))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def check_profile(path, validator, problems):
    profile = json.loads(path.read_text(encoding="utf-8"))
    for error in validator.iter_errors(profile):
        problems.append(f"{path.name}: {error.json_path}: {error.message}")
    for place in places(profile):
        for wrong in (None, 7.5, {"no such thing": 1}):
            bad = copy.deepcopy(profile)
            at(bad, place[:-1])[place[-1]] = wrong
            seconds = place[-1] in ("firstWait", "mostWait", "longest") and wrong == 7.5
            free = place[-1] in FREE and isinstance(wrong, dict)
            if validator.is_valid(bad) and not seconds and not free:
                problems.append(f"{path.name}: the schema takes {wrong!r} at {place}")
        bad = copy.deepcopy(profile)
        outer = at(bad, place[:-1])
        if isinstance(outer, dict):
            outer[place[-1] + "s"] = outer.pop(place[-1])
            if validator.is_valid(bad) and place[-1] + "s" not in profile:
                problems.append(f"{path.name}: the schema takes a misspelt {place}")


def check_readme(folder, schema, problems):
    readme = (folder / "README.md").read_text(encoding="utf-8")
    names = list(schema["properties"])
    for part in (schema["properties"]["families"]["items"], schema["properties"]["serves"]["items"],
                 schema["properties"]["hosts"]["items"], schema["properties"]["signIn"], schema["properties"]["limits"],
                 schema["$defs"]["job"], schema["$defs"]["secret"]):
        names += part["properties"]
    for name in names:
        if name + "`" not in readme and f"`{name}[]" not in readme and f"`{name}." not in readme:
            problems.append(f"README.md does not explain {name}")
    for dialect in schema["$defs"]["dialect"]["enum"]:
        if f"`{dialect}`" not in readme:
            problems.append(f"README.md does not name {dialect}")


def main(root):
    folder = pathlib.Path(root) / "resources" / "providers"
    schema = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    problems = []
    profiles = [path for path in sorted(folder.glob("*.json")) if path.name != "schema.json"]
    if len(profiles) < 6:
        problems.append(f"only {len(profiles)} profiles found")
    for path in profiles:
        check_profile(path, validator, problems)
    check_readme(folder, schema, problems)
    print(*problems, sep="\n")
    print(f"{len(profiles)} profiles, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
