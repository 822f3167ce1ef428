"""Edits what the program has written, and studies, at random, and asks the commands that read it.

    python3 Scripts/edit_campaign.py [--of run --of store ...] [--edits 200] [--seed 1] [PROGRAM]

Kinds: run, store, shards, package (the default), study. Every edit changes one file: bytes, lines, cells and
numbers, the cells of a database, the file itself (gone, another one, a link, a pipe, a folder), or adds one; half
of those of a package have a manifest made anew, as by somebody who hides the change. Then each command that reads
it must either answer as it did before, or refuse with an exit code of its own and the name of the file, and leave
nothing. A study is its owner's: what is changed may be another study, and such answers are counted. An edit that
`verify` accepts must be of a kind that the README lists. Anything else, a trap, a hang or a message of more than
2 kB ends with status 1.
"""

import argparse
import collections
import hashlib
import os
import random
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile

DOCUMENTS = {"README.md", "LICENSE-CODE.txt", "LICENSE-DATA.txt", "CITATION.cff", "ro-crate-metadata.json"}
REFUSALS = {64, 65, 66, 73}
PLAN = ["robustness", "--only", "prior=sceptical", "--only", "link=logit", "--only", "dropped=-", "--draws", "200"]
SMALL = ["--draws", "100", "--no-exact"]
STUDY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "studies", "csto")

# What makes each kind in the folder x, and the commands that read it.
KINDS = {
    "run": (
        [["fit", "--draws", "250", "--output", "x"]],
        [["predict", "x", "--format", "json"], ["effects", "x", "--format", "json"], ["check", "x"],
         ["contrast", "x", "--from", "protest=no", "--to", "protest=yes"], ["loo", "x"], ["influence", "x"],
         ["compare", "x", "x"], ["agree", "x", "x/draws.csv"], ["export", "stan", "x", "-o", "s"],
         ["notebook", "x", "-o", "n.ipynb"], ["diagnose", "x/draws.csv"],
         ["diagnose"] + [f"x/chains/chain-{chain}.csv" for chain in range(1, 5)]],
    ),
    "store": (
        [PLAN + ["--output", "x"]],
        [PLAN + ["--output", "x", "--format", "json"], PLAN + ["--output", "x", "--force", "--format", "json"]],
    ),
    "shards": (
        [PLAN + ["--output", "x", "--shard", f"{part}/3"] for part in (1, 2, 3)],
        [["robustness", "collect", "x", "--format", "json"], PLAN + ["--output", "x", "--shard", "2/3"]],
    ),
    "package": (
        [["package", "--output", "x", "--command",
          "fit --draws 100 --warmup 100 --chains 2 --sampler nuts --output results/fit --no-exact",
          "--command", "effects results/fit"]],
        [["verify", "x"]],
    ),
    "study": (
        [],
        [["fit", "./x"] + SMALL, ["fit", "./x", "--coding", "table1"] + SMALL, ["robustness", "./x", "--plan"],
         ["studies", "./x"],
         ["package", "./x", "--output", "p", "--command", "fit --draws 100 --no-exact --output results/fit"]],
    ),
}


def tree(folder):
    """What each path of a folder is, to the last bit."""
    found = {}
    for place, folders, names in os.walk(folder):
        for name in folders + names:
            full = os.path.join(place, name)
            mode = os.lstat(full).st_mode
            if stat.S_ISREG(mode):
                with open(full, "rb") as file:
                    what = hashlib.sha256(file.read()).hexdigest()
            else:
                what = os.readlink(full) if stat.S_ISLNK(mode) else oct(stat.S_IFMT(mode))
            found[os.path.relpath(full, folder)] = what
    return found


def files(folder):
    paths = (os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)
    return sorted(os.path.relpath(path, folder) for path in paths)


def seal(folder):
    lines = []
    for path in files(folder):
        full = os.path.join(folder, path)
        if path != "MANIFEST.sha256" and os.path.isfile(full) and not os.path.islink(full):
            with open(full, "rb") as file:
                lines.append(hashlib.sha256(file.read()).hexdigest() + "  " + path + "\n")
    with open(os.path.join(folder, "MANIFEST.sha256"), "w", encoding="utf-8") as file:
        file.writelines(lines)


def edit_bytes(before, rng):
    """The bytes with one change, and what it is."""
    after, lines = bytearray(before), before.split(b"\n")
    place, row, other = rng.randrange(len(before) + 1), rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.choice(
        ["flip", "insert", "cut", "number", "number", "cell", "line gone", "line gone", "line twice", "lines swapped",
         "truncated", "empty", "blank line", "line ends"])
    if kind == "flip" and before:
        after[place % len(before)] ^= rng.randrange(1, 256)
    elif kind == "insert":
        after[place:place] = rng.choice([b"x", b" ", b"\xc3\xa9", b"\x00", b"1", b"-", b",", b"# note\n"])
    elif kind == "cut":
        del after[place:place + rng.randrange(1, 50)]
    elif kind == "number":
        numbers = list(re.finditer(rb"-?\d+\.?\d*", before))
        if numbers:
            start, end = rng.choice(numbers).span()
            after[start:end] = rng.choice([b"0", b"1", b"-1", b"2", b"0.5", b"NaN", b"1e400", b"null", b"", b"x"])
    elif kind == "cell":
        cells = lines[row].split(b",")
        cells[rng.randrange(len(cells))] = rng.choice([b"", b"yes", b"no", b"0", b"1", b"NA", b"x", b"-9"])
        after = bytearray(b"\n".join(lines[:row] + [b",".join(cells)] + lines[row + 1:]))
    elif kind == "line gone":
        after = bytearray(b"\n".join(lines[:row] + lines[row + 1:]))
    elif kind == "line twice":
        after = bytearray(b"\n".join(lines[:row] + [lines[row]] + lines[row:]))
    elif kind == "lines swapped":
        lines[row], lines[other] = lines[other], lines[row]
        after = bytearray(b"\n".join(lines))
    elif kind == "truncated":
        after = after[:place]
    elif kind == "empty":
        after = bytearray()
    elif kind == "blank line":
        after = bytearray(b"\n".join(lines[:row] + [b""] + lines[row:]))
    elif kind == "line ends":
        after = bytearray(before.replace(b"\n", b"\r\n"))
    return bytes(after), kind


def edit_database(path, rng):
    """Changes a database as a program of databases does, and says how."""
    how = rng.choice(["cell", "cell", "cell", "row gone", "row twice", "table gone", "column", "vacuum"])
    database = sqlite3.connect(path)
    try:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = rng.choice(sorted(tables))
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        column, key = rng.choice(columns), columns[0]
        value = rng.choice([row[0] for row in database.execute(f"SELECT {key} FROM {table}")])
        new = rng.choice([None, "x", 1, -1, 9e18, float("inf"), b"\0\1", 0.5, "", "x" * 100_000, "\x1b[31m"])
        if how == "cell":
            database.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (new, value))
        elif how == "row gone":
            database.execute(f"DELETE FROM {table} WHERE {key} = ?", (value,))
        elif how == "row twice":
            database.execute(f"INSERT INTO {table} SELECT * FROM {table} WHERE {key} = ?", (value,))
        elif how == "table gone":
            database.execute(f"DROP TABLE {table}")
        elif how == "column":
            database.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO other")
        database.commit()
        if how == "vacuum":
            database.execute("VACUUM")
    except sqlite3.Error:
        database.rollback()
    database.close()
    return f"database, {how}"


def edit_file(folder, path, rng, outside):
    """Puts something else in the place of a file, or beside it; the path concerned, and how."""
    full = os.path.join(folder, path)
    kind = rng.choice(["gone", "another", "link out", "link to the same", "device", "pipe", "folder", "added", "mode"])
    if kind == "added":
        name = rng.choice(["extra.csv", "note.md", ".hidden", "chains/chain-9.csv", "shards/9-of-3.sqlite", "a b.json"])
        target = os.path.join(folder, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(full, target)
        return name, kind
    if kind == "mode":
        os.chmod(full, 0o600)
        return path, kind
    if kind == "another":
        shutil.copyfile(os.path.join(folder, rng.choice(files(folder))), outside)
    elif kind == "link to the same":
        shutil.copyfile(full, outside)
    os.remove(full)
    if kind == "another":
        shutil.copyfile(outside, full)
    elif kind.startswith("link"):
        os.symlink(outside, full)
    elif kind == "device":
        os.symlink("/dev/zero", full)
    elif kind == "pipe":
        os.mkfifo(full)
    elif kind == "folder":
        os.mkdir(full)
    return path, kind


def edit(folder, path, rng, outside):
    full = os.path.join(folder, path)
    choice = rng.random()
    if choice < 0.3:
        return edit_file(folder, path, rng, outside)
    if path.endswith(".sqlite") and choice < 0.7:
        return path, edit_database(full, rng)
    with open(full, "rb") as file:
        before = file.read()
    after, kind = edit_bytes(before, rng)
    with open(full, "wb") as file:
        file.write(after)
    return path, kind


def is_listed(path, kind, sealed):
    """Whether the README says that `verify` does not notice such an edit of a package."""
    if kind == "mode" or path == "MANIFEST.sha256":
        return True
    if kind == "added":
        return sealed and not path.startswith("results/")
    if kind == "gone":
        return sealed and path.startswith(("study/", "priors/"))
    return sealed and (path in DOCUMENTS or path.startswith(("study/", "priors/")) or path == "commands.json")


class Campaign:
    def __init__(self, program, kind, work):
        self.program, self.kind, self.work = program, kind, work
        self.made, self.now = os.path.join(work, "made"), os.path.join(work, "now")
        self.counts, self.faults = collections.Counter(), []
        makers, self.commands = KINDS[kind]
        os.makedirs(self.made)
        if not makers:
            shutil.copytree(STUDY, os.path.join(self.made, "x"))
        for maker in makers:
            self.run(maker, self.made)
        if kind == "package":
            os.remove(os.path.join(self.made, "x.zip"))
        self.expected = []
        for command in self.commands:
            self.restore(self.made)
            self.expected.append(self.run(command, self.now))

    def run(self, command, folder):
        try:
            run = subprocess.run(
                [self.program] + command, cwd=folder, capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
            return run.returncode, run.stdout, run.stderr
        except subprocess.TimeoutExpired:
            return "a hang", b"", b""

    def restore(self, source):
        shutil.rmtree(self.now, ignore_errors=True)
        subprocess.run(["cp", "-a", source, self.now], check=True)

    def judge(self, command, expected, path, kind, sealed):
        """What came of a command: a word to be counted, or a sentence about a fault."""
        before = tree(self.now)
        status, output, errors = self.run(command, self.now)
        after = tree(self.now)
        if status == "a hang" or status < 0 or status >= 128:
            return None, f"ended with {status}"
        if len(errors) > 2048:
            return None, f"a message of {len(errors)} bytes"
        if re.search(rb"ended by signal (4|5|6|7|8|11)\b", output + errors):
            return None, "a command that it runs was stopped by a trap"
        if self.kind == "package":
            if status == 0 and not is_listed(path, kind, sealed):
                return None, "accepted"
            return ("accepted", None) if status == 0 else (f"refused with {status}", None)
        if status == expected[0] and output == expected[1]:
            return "the same answer", None
        if status in REFUSALS:
            if not any(os.path.basename(name).encode() in errors for name in [path] + list(before)):
                return None, f"refused without a name: {errors[:200]!r}"
            left = sorted(name for name in after if after[name] != before.get(name))
            return (f"refused with {status}", None) if not left else (None, f"refused, and left {left[:3]}")
        # A part that is not there is named by its number.
        part = re.match(r"(\d+)-of-(\d+)", os.path.basename(path))
        if status == 1 and part and f"of parts {part[1]}/{part[2]};".encode() in errors:
            return "refused with 1", None
        if self.kind == "study":
            return "another study", None
        return None, f"another answer, status {status}: {errors[:200]!r}"

    def go(self, edits, rng):
        base, edited = os.path.join(self.now, "x"), os.path.join(self.work, "edited")
        for _ in range(edits):
            self.restore(self.made)
            untouched = tree(base)
            path, kind = edit(base, rng.choice(files(base)), rng, os.path.join(self.work, "outside"))
            if kind != "mode" and tree(base) == untouched:
                self.counts["no change"] += 1
                continue
            sealed = self.kind == "package" and rng.random() < 0.5 and path != "MANIFEST.sha256"
            if sealed:
                seal(base)
            shutil.rmtree(edited, ignore_errors=True)
            subprocess.run(["cp", "-a", self.now, edited], check=True)
            for command, expected in zip(self.commands, self.expected):
                self.restore(edited)
                word, fault = self.judge(command, expected, path, kind, sealed)
                self.counts[word or "FAULT"] += 1
                if fault:
                    new = ", new manifest" if sealed else ""
                    self.faults.append(f"{path}: {kind}{new}: {' '.join(command)[:40]}: {fault}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--of", action="append", choices=sorted(KINDS))
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("program", nargs="?", default=".build/release/csto-bayes")
    options = parser.parse_args()
    faults = []
    for kind in options.of or ["package"]:
        work = tempfile.mkdtemp(prefix="csto-bayes-edits-")
        try:
            campaign = Campaign(os.path.abspath(options.program), kind, work)
            campaign.go(options.edits, random.Random(options.seed))
        finally:
            shutil.rmtree(work, ignore_errors=True)
        print(f"{kind}: {options.edits} edits, {len(campaign.commands)} commands each")
        for word, count in sorted(campaign.counts.items()):
            print(f"  {count:5} {word}")
        faults += [f"{kind}: {fault}" for fault in campaign.faults]
    for fault in faults:
        print(f"FAULT {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


main()
