#!/usr/bin/env python3
"""Finds types that are defined twice in one namespace: the linker keeps one of them and says nothing.

What only one .cpp uses belongs in an unnamed namespace. All of src/ ends up in one program, and each program in tests/
has all of src/ in it.
"""

import collections
import pathlib
import re
import sys

# Comments and texts have braces too; they go away first.
NOISE = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<!\w)'(?:\\.|[^'\\\n])*'"
    r'|^[ \t]*#(?:\\\n|[^\n])*', re.DOTALL | re.MULTILINE)
NAMESPACE = re.compile(r"(?:inline )?namespace(?: ([\w:]+))?$")
TYPE = re.compile(r"\b(?:class|struct|union|enum)(?: class| struct)? (?:\[\[.*\]\] ?)?([\w:]+)(?: final)?(?: ?:(?!:).*)?$")


def without_template(head):
    """The head of a declaration without its template<...> in front."""
    while match := re.match(r"template ?<", head):
        depth, end = 1, match.end()
        while depth and end < len(head):
            depth += {"<": 1, ">": -1}.get(head[end], 0)
            end += 1
        head = head[end:].strip()
    return head


def defined_type(head):
    head = without_template(head)
    match = None if "=" in head else TYPE.search(head)
    return match.group(1) if match else None


def types(path):
    """Line and full name of every type that others can clash with: not of those in a class or an unnamed namespace."""
    code = NOISE.sub(lambda noise: "\n" * noise.group().count("\n"), path.read_text(encoding="utf-8"))
    scopes = []  # names of namespaces; None for whatever keeps its names for itself
    start = 0
    for mark in re.finditer(r"[{};]", code):
        if mark.group() == "{":
            head = " ".join(code[start:mark.start()].split())
            namespace = NAMESPACE.search(head)
            name = defined_type(head)
            if name and None not in scopes:
                yield code.count("\n", 0, mark.start()) + 1, "::".join([*scopes, name])
            scopes.append(namespace.group(1) if namespace else None)
        elif mark.group() == "}" and scopes:
            scopes.pop()
        start = mark.end()


def places(folder):
    found = collections.defaultdict(list)
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".h", ".cpp"):
            for line, name in types(path):
                found[name].append(f"{path}:{line}")
    return found


def check(root):
    ours = places(root / "src")
    problems = [f"{spots[1]}: {name} is defined at {spots[0]} too" for name, spots in ours.items() if len(spots) > 1]
    for name, spots in places(root / "tests").items():
        problems += [f"{spot}: {name} is defined at {ours[name][0]} too" for spot in spots if name in ours]
    return problems


if __name__ == "__main__":
    found = check(pathlib.Path(sys.argv[1]))
    for problem in found:
        print(problem)
    sys.exit(1 if found else 0)
