#!/usr/bin/env python3
"""The layer check must find what it claims to find: each rule is broken once in a copy of the tree."""

import pathlib
import shutil
import sys
import tempfile

import layers

BREAKS = {
    "a part includes another part": ("src/providers/Bad.h", '#include "net/HttpCall.h"\n'),
    "the gateway shares code with net": ("src/gateway/Bad.h", '#include "net/SseParser.h"\n'),
    "gui includes the gateway": ("src/gui/Bad.h", '#include "gateway/PracticeGateway.h"\n'),
    "core uses widgets": ("src/core/Bad.h", "#include <QWidget>\n"),
    "run opens a socket": ("src/run/Bad.h", "#include <QTcpSocket>\n"),
    "a second place opens addresses": ("src/gui/Bad.cpp", "void f() { QDesktopServices::openUrl(u); }\n"),
    "TLS errors are ignored": ("src/net/Bad.cpp", "void f() { reply->ignoreSslErrors(); }\n"),
    "a test waits for time": ("tests/run/tst_Bad.cpp", "void f() { QTest::qWait(50); }\n"),
    "a folder without a row": ("src/misc/Bad.h", "\n"),
}


def main(root):
    failed = 0
    if problems := layers.check(root):
        print("the tree itself has problems:", *problems, sep="\n  ")
        failed += 1
    for name, (path, text) in BREAKS.items():
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder)
            shutil.copytree(root / "src", copy / "src")
            shutil.copy(root / "CONTRIBUTING.md", copy)
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_text(text)
            found = [problem for problem in layers.check(copy) if pathlib.Path(path).parent.name in problem]
            if not found:
                print(f"not found: {name}")
                failed += 1
    print(f"{len(BREAKS) + 1 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
