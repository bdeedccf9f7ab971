#!/usr/bin/env python3
"""Holds every include in src/ to the layer table, and the table in CONTRIBUTING.md to this one.

A part never includes another part; only gui links Widgets; nothing includes a folder that is not in its row.
"""

import pathlib
import re
import sys

LAYERS = {
    "core": set(),
    "net": {"core"},
    "providers": {"core"},
    "export": {"core"},
    "store": {"core"},
    "media": {"core"},
    "gateway": {"core"},
    "catalog": {"core", "net", "providers", "store"},
    "run": {"core", "net", "providers", "store", "catalog"},
    "rehearse": {"core", "providers", "export", "gateway", "run"},
    "gui": {"core", "net", "providers", "export", "store", "media", "catalog", "run", "rehearse"},
    "cli": {"core", "net", "providers", "export", "store", "media", "gateway", "catalog", "run", "rehearse"},
}
LAYERS["app"] = set(LAYERS)

# Qt modules by the first letters of a header that only they have; the folders that may use them.
MODULES = {
    "QtWidgets": ({"gui", "app"}, r"Q(Widget|Application|MainWindow|Dialog|Label|.*Button|.*Layout|.*Box|(List|Table|Tree|Header|AbstractItem|Column|Graphics)View|Menu.*|Action.*Widget|StackedWidget|Splitter|TabBar|TabWidget|Style|ProxyStyle|.*Edit|Frame|.*Delegate|ScrollArea|DockWidget)$"),
    "QtNetwork": ({"net", "gateway", "app"}, r"Q(Network.*|Tcp.*|Ssl.*|Host.*|AbstractSocket|LocalS.*)$"),
    "QtSql": ({"store", "app"}, r"QSql.*$"),
    "Qsci": ({"gui"}, r"Qsci/.*"),
    "QtMultimedia": ({"media", "gui"}, r"Q(Media.*|Audio.*|Video(Sink|Frame.*))$"),
    "Exiv2": ({"media"}, r"exiv2/.*"),
    "QtKeychain": ({"store"}, r"qt6keychain/.*"),
}

# One place for each thing that is dangerous to have in many (HARDENING T-12). folder/file stem: how often.
SINGLE_CALLS = {
    r"QDesktopServices::openUrl\(": {"gui/OpenWeb": 1},
    r"\bQProcess\b.*[({;]": None,  # only under rehearse
    r"ignoreSslErrors\(": {},
    r"setDecompressedSafetyCheckThreshold\(-1": {},
    r"\bprocessEvents\(": {},
    r"\bQEventLoop\b": {},
    r"\bsender\(\)": {},
    r"\b(SIGNAL|SLOT)\(": {},
}

# A test that waits for time to pass is slow on a good day and wrong on a busy one: what it waits for has a name.
BANNED_IN_TESTS = [r"\bqWait\(", r"\b(SIGNAL|SLOT)\("]


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+([<"])([^>"]+)[>"]', line)
        if match:
            yield number, match.group(1), match.group(2)


def check_file(path, folder, problems):
    for number, kind, name in includes(path):
        place = f"{path}:{number}"
        if kind == '"' and "/" in name:
            other = name.split("/")[0]
            if other != folder and other not in LAYERS[folder]:
                problems.append(f"{place}: {folder} may not include {name}")
        if kind == "<":
            for module, (allowed, pattern) in MODULES.items():
                if re.match(pattern, name) and folder not in allowed:
                    problems.append(f"{place}: {folder} may not use {module} ({name})")


def check_single_calls(source, problems):
    for pattern, allowed in SINGLE_CALLS.items():
        for path in sorted(source.rglob("*.cpp")):
            relative = path.relative_to(source).with_suffix("").as_posix()
            code = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
            count = len(re.findall(pattern, code))
            if allowed is None:
                if count and not relative.startswith("rehearse/"):
                    problems.append(f"{path}: {pattern} belongs in src/rehearse alone")
            elif count > allowed.get(relative, 0):
                problems.append(f"{path}: {pattern} occurs {count} times, {allowed.get(relative, 0)} allowed")


def check_tests(tests, problems):
    for path in sorted([*tests.rglob("*.cpp"), *tests.rglob("*.h")]):
        code = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
        problems += [f"{path}: {pattern} has no place in a test" for pattern in BANNED_IN_TESTS if re.search(pattern, code)]


def check_table(root, problems):
    """The table in CONTRIBUTING.md says what this script enforces."""
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]*) \|", text, re.MULTILINE))
    for folder, allowed in LAYERS.items():
        if folder == "app":
            continue
        named = set(re.findall(r"\w+", rows.get(folder, "missing")))
        if named != (allowed or {"nothing"}):
            problems.append(f"CONTRIBUTING.md: the row of {folder} says {sorted(named)}, not {sorted(allowed)}")


def check(root):
    problems = []
    source = root / "src"
    for folder in sorted(path.name for path in source.iterdir() if path.is_dir()):
        if folder not in LAYERS:
            problems.append(f"src/{folder} has no row in the layer table")
            continue
        for path in sorted((source / folder).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                check_file(path, folder, problems)
    check_single_calls(source, problems)
    check_tests(root / "tests", problems)
    check_table(root, problems)
    return problems


if __name__ == "__main__":
    found = check(pathlib.Path(sys.argv[1]))
    for problem in found:
        print(problem)
    sys.exit(1 if found else 0)
