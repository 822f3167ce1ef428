"""Edits a replication package at random and asks `verify` what it thinks of it.

    python3 Scripts/edit_campaign.py [--edits 200] [--seed 1] [PROGRAM]

Every edit changes one file of a package, half of them with a manifest made anew, as somebody would who hides
the change. An edit that `verify` accepts must be of a kind that the README lists: the manifest's form, the
documents beside a new manifest, texts of the study that no number depends on. Anything else that is accepted, a
trap, a hang, or an exit code that is none of verify's ends with status 1.
"""

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile

DOCUMENTS = {"README.md", "LICENSE-CODE.txt", "LICENSE-DATA.txt", "CITATION.cff", "ro-crate-metadata.json"}
STATUSES = {0, 1, 2, 65}


def files(folder):
    found = []
    for place, _, names in os.walk(folder):
        found += [os.path.relpath(os.path.join(place, name), folder) for name in names]
    return sorted(found)


def seal(folder):
    lines = []
    for path in files(folder):
        if path != "MANIFEST.sha256":
            with open(os.path.join(folder, path), "rb") as file:
                lines.append(hashlib.sha256(file.read()).hexdigest() + "  " + path + "\n")
    with open(os.path.join(folder, "MANIFEST.sha256"), "w", encoding="utf-8") as file:
        file.writelines(lines)


def edit(folder, path, rng):
    """Changes a file and says how; None where that leaves it as it was."""
    full = os.path.join(folder, path)
    with open(full, "rb") as file:
        before = file.read()
    after = bytearray(before)
    place = rng.randrange(len(after)) if after else 0
    lines = before.split(b"\n")
    row = rng.randrange(len(lines))
    kind = rng.choice(
        ["flip", "insert", "cut", "digit", "line gone", "line twice", "truncated", "gone", "empty", "blank line",
         "mode"])
    if kind == "mode":
        os.chmod(full, 0o600)
        return kind
    if kind == "gone":
        os.remove(full)
        return kind
    if kind == "flip" and after:
        after[place] ^= rng.randrange(1, 256)
    elif kind == "insert":
        after[place:place] = rng.choice([b"x", b" ", b"\xc3\xa9", b"\x00", b"1", b"-", b"# note\n"])
    elif kind == "cut" and after:
        del after[place]
    elif kind == "digit":
        digits = [index for index, byte in enumerate(after) if 48 <= byte <= 57]
        if digits:
            index = rng.choice(digits)
            after[index] = 48 + (after[index] - 48 + rng.randrange(1, 10)) % 10
    elif kind == "line gone":
        after = bytearray(b"\n".join(lines[:row] + lines[row + 1:]))
    elif kind == "line twice":
        after = bytearray(b"\n".join(lines[:row] + [lines[row]] + lines[row:]))
    elif kind == "truncated":
        after = after[:place]
    elif kind == "empty":
        after = bytearray()
    elif kind == "blank line":
        after = bytearray(b"\n".join(lines[:row] + [b""] + lines[row:]))
    if bytes(after) == before:
        return None
    with open(full, "wb") as file:
        file.write(after)
    return kind


def is_listed(path, kind, sealed):
    """Whether the README says that such an edit goes unnoticed."""
    if kind == "mode" or path == "MANIFEST.sha256":
        return True
    if kind == "gone":
        return sealed and path.startswith(("study/", "priors/"))
    return sealed and (path in DOCUMENTS or path.startswith(("study/", "priors/")) or path == "commands.json")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("program", nargs="?", default=".build/release/csto-bayes")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    rng = random.Random(options.seed)
    work = tempfile.mkdtemp(prefix="csto-bayes-edits-")
    faults, accepted = [], {}
    try:
        package = os.path.join(work, "p")
        subprocess.run(
            [program, "package", "--output", package,
             "--command", "fit --draws 100 --warmup 100 --chains 2 --sampler nuts --output results/fit --no-exact",
             "--command", "effects results/fit"],
            check=False, stdout=subprocess.DEVNULL, timeout=300)
        names = files(package)
        for number in range(options.edits):
            copy = os.path.join(work, "q")
            shutil.copytree(package, copy)
            path, sealed = rng.choice(names), rng.random() < 0.5
            kind = edit(copy, path, rng)
            if kind is not None:
                if sealed and path != "MANIFEST.sha256":
                    seal(copy)
                what = f"{path}: {kind}{', new manifest' if sealed else ''}"
                try:
                    run = subprocess.run([program, "verify", copy], capture_output=True, timeout=120)
                    status = run.returncode
                except subprocess.TimeoutExpired:
                    status = "a hang"
                if status not in STATUSES:
                    faults.append(f"{what}: ended with {status}")
                elif status == 0:
                    accepted[what] = accepted.get(what, 0) + 1
                    if not is_listed(path, kind, sealed):
                        faults.append(f"{what}: accepted")
            shutil.rmtree(copy)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{options.edits} edits, {sum(accepted.values())} accepted:")
    for what in sorted(accepted):
        print(f"  {what}")
    for fault in faults:
        print(f"FAULT {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


main()
