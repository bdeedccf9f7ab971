#!/usr/bin/env python3
"""The check of names must find what it claims to find, and nothing else: each case is added to an empty tree."""

import pathlib
import sys
import tempfile

import names

# What it must find: two files that do not go together.
CLASHES = {
    "a struct in two sources": ("src/run/A.cpp", "namespace studio\n{\nstruct Way\n{\n    int a;\n};\n}\n",
                                "src/gui/B.cpp", "namespace studio { struct Way { char b; }; }\n"),
    "a class in a header and a source": ("src/run/A.h", "namespace studio {\nclass Way final : public Old\n{\n};\n}\n",
                                         "src/gui/B.cpp", "namespace studio {\nclass Way\n{\n};\n}\n"),
    "an enum and a struct": ("src/run/A.h", "namespace studio { enum class Way : quint8 { Out, Back }; }\n",
                             "src/gui/B.h", "namespace studio { struct Way {}; }\n"),
    "templates": ("src/run/A.h", "namespace studio { template <typename T, class U = QList<T>> class Way {}; }\n",
                  "src/gui/B.h", "namespace studio { template <typename T>\nstruct Way {}; }\n"),
    "parts of a class, beside it": ("src/run/A.cpp", "namespace studio { struct Run::Way {}; }\n",
                                    "src/gui/B.cpp", "namespace studio { struct Run::Way {}; }\n"),
    "behind texts with braces": ("src/run/A.cpp", "namespace studio { auto open = u\"{\"_s; char c = '{'; struct Way {}; }\n",
                                 "src/gui/B.cpp", "namespace studio { auto raw = R\"x({\")\"{)x\"; struct Way {}; }\n"),
    "behind functions and comments": ("src/run/A.cpp", "namespace studio {\nvoid f() { if (a) { b(); } } // {\nstruct Way {}; }\n",
                                      "src/gui/B.cpp", "namespace studio {\n#define OPEN {\n/* { */ struct Way {}; }\n"),
    "a test has the name of one of ours": ("src/run/A.h", "namespace studio { struct Way {}; }\n",
                                           "tests/support/B.h", "namespace studio { struct Way {}; }\n"),
}

# What it must leave alone.
PEACE = {
    "an unnamed namespace": ("src/run/A.cpp", "namespace studio { namespace { struct Way {}; } }\n",
                             "src/gui/B.cpp", "namespace studio { struct Way {}; }\n"),
    "parts of two classes": ("src/run/A.h", "namespace studio { class One { struct Way {}; }; }\n",
                             "src/gui/B.h", "namespace studio { class Two { struct Way {}; }; }\n"),
    "a forward declaration": ("src/run/A.h", "namespace studio { struct Way; void f(struct Way *) {} }\n",
                              "src/gui/B.h", "namespace studio { struct Way {}; }\n"),
    "another namespace": ("src/run/A.h", "namespace studio { namespace Ui { class Way {}; } }\n",
                          "src/gui/B.h", "namespace studio { class Way {}; }\n"),
    "within functions": ("src/run/A.cpp", "namespace studio { void f() { struct Way {}; } }\n",
                         "src/gui/B.cpp", "namespace studio { void g() { struct Way {}; } }\n"),
    "values of a type": ("src/run/A.h", "namespace studio { constexpr struct Way one = {}; }\n",
                         "src/gui/B.h", "namespace studio { struct Way {}; }\n"),
    "comments": ("src/run/A.h", "// namespace studio { struct Way {}; }\n",
                 "src/gui/B.h", "namespace studio { struct Way {}; }\n"),
    "two tests": ("tests/run/A.cpp", "namespace studio { struct Way {}; }\n",
                  "tests/gui/B.cpp", "namespace studio { struct Way {}; }\n"),
}


def found_in(first, first_text, second, second_text):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in ((first, first_text), (second, second_text)):
            (pathlib.Path(folder) / path).parent.mkdir(parents=True)
            (pathlib.Path(folder) / path).write_text(text)
        return names.check(pathlib.Path(folder))


def main(root):
    failures = [f"the tree itself has problems: {problem}" for problem in names.check(root)]
    failures += [f"not found: {name}" for name, case in CLASHES.items() if len(found_in(*case)) != 1]
    failures += [f"found though it is none: {name}" for name, case in PEACE.items() if found_in(*case)]
    if len(names.places(root / "src")) < 300:
        failures.append("the tree has more types than were read")
    for failure in failures:
        print(failure)
    print(f"{len(CLASHES) + len(PEACE) + 2} cases, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
