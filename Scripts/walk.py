#!/usr/bin/env python3
"""Walks the README and the first tutorial as somebody does who has never seen the program.

Usage: Scripts/walk.py [--where-possible] [CLONE]

Clones the repository (or takes CLONE, which has nothing beside it), installs the program into a place of its own, and
types every command of the README and of "Twelve cases to a thesis table" in their order, in an empty folder; files are
saved where the text says so. Nothing but the texts says what to do. At the end there must be a compiled LaTeX document
with the figure and the table in it. What is shown is the transcript; what the outputs must be, `DocumentationTests`
say.

Exit codes: 0 the walk ends where it should, 1 it does not, 2 a tool is missing (with --where-possible what needs TeX or
rsvg-convert is left out where they are missing, and said).
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

DOCUMENTS = ["README.md", "docs/tutorials/thesis-table.md"]
TOOLS = ["git", "make", "swift"]
DOCUMENT_TOOLS = ["pdflatex", "rsvg-convert", "pdftotext"]


def blocks(text):
    """The fenced blocks with their language, and the name under which the line above says to save them."""
    for found in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        above = text[: found.start()].rstrip().rsplit("\n\n", 1)[-1]
        name = re.search(r"[Ss]ave this as `([^`]+)`", above)
        yield found.group(1), found.group(2), name and name.group(1)


def commands(language, body):
    """The commands of a block: all of it as one script, or each after its prompt."""
    if language == "sh":
        lines, command = body.splitlines(), ""
    elif language == "console":
        lines, command, is_command = [], "", False
        for line in body.splitlines():
            if line.startswith("$ "):
                lines.append(line[2:])
            elif is_command:
                lines.append(line)
            is_command = (line.startswith("$ ") or is_command) and line.endswith("\\")
    else:
        return
    for line in lines:
        command += line + "\n"
        if not line.endswith("\\"):
            if command.strip():
                yield command.strip()
            command = ""


class Walk:
    def __init__(self, clone, prefix, folder, has_document):
        self.clone, self.prefix, self.folder = clone, prefix, folder
        self.has_document = has_document
        self.is_installed = False
        self.environment = dict(os.environ, COLUMNS="100", NO_COLOR="1")
        self.environment["PATH"] = f"{prefix}/bin:" + self.environment["PATH"]

    def type(self, command):
        status = re.search(r"#.*\bexit (\d+)\s*$", command)
        if command.startswith("make install"):
            if self.is_installed:
                return
            self.is_installed = True
            self.run(f"make install PREFIX='{self.prefix}'", self.clone, 0, True)
        elif not self.has_document and re.search(r"pdflatex|\.pdf\b", command):
            print(f"$ {command}   # left out: {', '.join(missing(DOCUMENT_TOOLS))} is missing here")
        elif command.startswith("make "):
            print(f"$ {command}   # of the clone; tested elsewhere")
        else:
            command = command.replace("pdflatex ", "pdflatex -interaction=nonstopmode ")
            self.run(command, self.folder, int(status.group(1)) if status else 0)

    def run(self, command, folder, status, is_quiet=False):
        print(f"$ {command}", flush=True)
        result = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        if not is_quiet or result.returncode != status:
            print(result.stdout, end="", flush=True)
        if result.returncode != status:
            sys.exit(f"walk: `{command}` ended with {result.returncode}, not {status}")


def missing(tools):
    return [tool for tool in tools if not shutil.which(tool)]


def main():
    arguments = sys.argv[1:]
    is_lenient = arguments[:1] == ["--where-possible"]
    if is_lenient:
        arguments = arguments[1:]
    lacked = missing(TOOLS if is_lenient else TOOLS + DOCUMENT_TOOLS)
    if lacked:
        print("walk: missing: " + ", ".join(lacked), file=sys.stderr)
        return 2
    has_document = not missing(DOCUMENT_TOOLS)
    here = pathlib.Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        if arguments:
            clone = pathlib.Path(arguments[0]).resolve()
        else:
            clone = place / "clone"
            subprocess.run(["git", "clone", "--quiet", str(here), str(clone)], check=True)
        folder = place / "work"
        folder.mkdir()
        walk = Walk(clone, place / "prefix", folder, has_document)
        for document in DOCUMENTS:
            print(f"--- {document}")
            for language, body, name in blocks((clone / document).read_text(encoding="utf-8")):
                if name:
                    print(f"(saved as {name})")
                    (folder / name).write_text(body, encoding="utf-8")
                else:
                    for command in commands(language, body):
                        walk.type(command)
        if not has_document:
            print("--- from a clone to figure and table; the document was left out")
            return 0
        page = folder / "thesis.pdf"
        if not page.exists():
            sys.exit("walk: there is no thesis.pdf at the end")
        words = subprocess.run(
            ["pdftotext", "-layout", str(page), "-"], capture_output=True, text=True, check=True
        ).stdout
        for expected in ["split_elite", "Average effect of each condition", "Log evidence"]:
            if expected not in words:
                sys.exit(f"walk: '{expected}' is not in thesis.pdf:\n{words}")
        if b"/FontFile" not in (folder / "figure1.pdf").read_bytes():
            sys.exit("walk: the figure has no fonts")
    print("--- from a clone to a compiled document: done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
