#!/usr/bin/env python3
"""Makes a language of its own for tests: every text of the program in brackets, with accents and about 40 %
longer. What shows without brackets is not translated; what does not fit will not fit in German either.

  pseudo.py OUT.qm
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ACCENTS = str.maketrans("aceinouyACEINOUY", "áçéíñóúýÁÇÉÍÑÓÚÝ")

# Left as they are: %1, %L1 and %n, a mnemonic with its letter, tags, entities, {{blanks}} and addresses.
KEPT = re.compile(r"(%L?\d|%L?n|&\w|<[^<>]+>|&[a-z]+;|\{\{[^{}]*\}\}|https?://\S+)")


def pseudo(text):
    pieces = KEPT.split(text)
    accented = "".join(piece if i % 2 else piece.translate(ACCENTS) for i, piece in enumerate(pieces))
    letters = sum(len(piece) for piece in pieces[::2])
    padding = "~" * max(1, round(letters * 0.4)) if any(map(str.isalpha, text)) else ""
    # Long texts are padded in words, so that they can wrap as any language does.
    if len(padding) > 12:
        padding = " ".join(padding[i:i + 6] for i in range(0, len(padding), 7))
    return f"[{accented} {padding}]" if len(padding) > 6 else f"[{accented}{padding}]"


def transform(source, target):
    document = tree.parse(source)
    for message in document.iter("message"):
        text = pseudo(message.findtext("source"))
        translation = message.find("translation")
        translation.attrib.pop("type", None)
        forms = translation.findall("numerusform")
        if forms:
            for form in forms:
                form.text = text
        else:
            translation.text = text
    document.write(target, encoding="utf-8", xml_declaration=True)


def tool(name):
    return shutil.which(name, path="/usr/lib/qt6/bin") or shutil.which(name + "6") or shutil.which(name) or name


def main():
    with tempfile.TemporaryDirectory() as folder:
        texts = pathlib.Path(folder) / "texts_en.ts"
        subprocess.run([ROOT / "packaging" / "texts", "--collect", texts], check=True)
        transform(texts, texts)
        subprocess.run([tool("lrelease"), "-silent", texts, "-qm", sys.argv[1]], check=True)


main()
