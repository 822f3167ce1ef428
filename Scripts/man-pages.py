#!/usr/bin/env python3
"""Writes the manual pages from what the program says of itself (--experimental-dump-help), or holds them against it.

Usage: Scripts/man-pages.py [--check] PROGRAM
They lie in docs/man, one for the program and one for each command, so that installing needs neither Python nor a
further build. The package's own plugin builds the whole program again, unoptimised, before it writes a page.
Exit codes: 0 written, or all as they should be; 1 a page is not current (--check); 64 usage.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "man"


def escaped(text):
    """Text as roff prints it: backslashes, hyphens, and dots or quotes that would begin a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("\u2026", "...")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)


def code(text):
    """Text with what stands between backticks in bold."""
    return re.sub(r"`([^`]+)`", lambda match: "\\fB" + match.group(1) + "\\fR", text)


def paragraphs(text):
    """Running text; indented lines, as of examples, stay lines."""
    lines = []
    for line in escaped(text).split("\n"):
        if line.startswith("  "):
            lines += [".nf", line, ".fi"]
        elif line:
            lines.append(code(line))
        elif lines:
            lines.append(".PP")
    text = "\n".join(lines)
    return text.replace(".fi\n.nf\n", "")


def label(argument):
    """An option with its value, or a word of the command, as its entry begins."""
    value = "\\fI" + escaped(argument.get("valueName", "")) + "\\fR"
    if argument["kind"] == "positional":
        return value + (" ..." if argument["isRepeating"] else "")
    dash = {"long": "--", "short": "-", "longWithSingleDash": "-"}
    # Short names first.
    names = sorted(argument["names"], key=lambda name: name["kind"] != "short")
    words = ", ".join("\\fB" + escaped(dash[name["kind"]] + name["name"]) + "\\fR" for name in names)
    return words + (" " + value if argument["kind"] == "option" else "")


def entry(argument):
    """One option: its label, what it does, its values and its default."""
    text = code(escaped(argument.get("abstract", "")))
    extra = []
    if argument.get("allValues"):
        extra.append("values: " + ", ".join(argument["allValues"]))
    if argument.get("defaultValue"):
        extra.append("default: " + argument["defaultValue"])
    if extra:
        text += (" " if text else "") + "(" + escaped("; ".join(extra)) + ")"
    lines = [".TP", label(argument), text or "\\&"]
    if argument.get("discussion"):
        lines.append(code(escaped(argument["discussion"])))
    return lines


def synopsis(name, command, shown):
    words = ["\\fB" + escaped(name) + "\\fR"]
    if any(argument["kind"] != "positional" for argument in shown):
        words.append("[\\fIoptions\\fR]")
    for argument in shown:
        if argument["kind"] == "positional":
            word = label(argument)
            words.append("[" + word + "]" if argument["isOptional"] else word)
    if command.get("subcommands"):
        words.append("[\\fIcommand\\fR]")
    return " ".join(words)


def page(names, command, pages):
    """The page of a command; `names` are the words that it is called by."""
    file = "-".join(names)
    shown = [argument for argument in command.get("arguments", []) if argument["shouldDisplay"]]
    abstract = command.get("abstract", "").rstrip(".")
    lines = [
        '.\\" Written by Scripts/man-pages.py from the help of the program; do not edit.',
        '.TH "%s" "1" "" "csto-bayes" "csto-bayes"' % escaped(file.upper()),
        # Ragged on the right and without hyphens, so that names of options stay whole.
        ".nh",
        ".ad l",
        ".SH NAME",
        escaped(file) + " \\- " + code(escaped(abstract)),
        ".SH SYNOPSIS",
        synopsis(" ".join(names), command, shown),
    ]
    if command.get("discussion"):
        lines += [".SH DESCRIPTION", paragraphs(command["discussion"])]
    sections = {}
    for argument in shown:
        title = argument.get("sectionTitle") or ("Arguments" if argument["kind"] == "positional" else "Options")
        sections.setdefault(title, []).append(argument)
    for title, arguments in sections.items():
        lines.append(".SH " + escaped(title.upper()))
        for argument in arguments:
            lines += entry(argument)
    commands = [sub for sub in command.get("subcommands", []) if sub["shouldDisplay"] and sub["commandName"] != "help"]
    if commands:
        lines.append(".SH COMMANDS")
        for sub in commands:
            lines += [
                ".TP",
                "\\fB" + escaped("-".join(names + [sub["commandName"]])) + "\\fR(1)",
                code(escaped(sub.get("abstract", ""))),
            ]
            page(names + [sub["commandName"]], sub, pages)
    if len(names) > 1:
        lines += [".SH SEE ALSO", "\\fB" + escaped("-".join(names[:-1])) + "\\fR(1)"]
    else:
        lines += [".SH SEE ALSO", "The manual in docs/ of the sources, and \\fBcsto\\-bayes help\\fR \\fIcommand\\fR."]
    pages[file + ".1"] = "\n".join(lines) + "\n"


def main(arguments):
    check = arguments[:1] == ["--check"]
    arguments = arguments[1:] if check else arguments
    if len(arguments) != 1:
        sys.exit("usage: Scripts/man-pages.py [--check] PROGRAM")
    help_text = subprocess.run(
        [arguments[0], "--experimental-dump-help"], check=True, capture_output=True, text=True).stdout
    pages = {}
    page(["csto-bayes"], json.loads(help_text)["command"], pages)
    present = {file.name: file.read_text() for file in FOLDER.glob("*.1")}
    if check:
        stale = sorted(name for name in pages.keys() | present.keys() if pages.get(name) != present.get(name))
        for name in stale:
            print(f"man-pages: docs/man/{name} is not what the program says of itself; run make manual", file=sys.stderr)
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in present.keys() - pages.keys():
        (FOLDER / name).unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text)
    print(f"man-pages: {len(pages)} pages in docs/man")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
