"""Executes notebooks, and compares an executed one with another.

Usage: notebook_check.py execute NOTEBOOK        runs it in its folder and saves it with its outputs
       notebook_check.py compare NOTEBOOK OTHER  the same cells, both executed without an error
Exit codes: 0 all well, 1 an error in a cell or a difference (said on stderr), 64 usage.
"""

import os
import subprocess
import sys
import warnings

warnings.filterwarnings("ignore")

import nbclient
import nbformat


def execute(path):
    """Runs all cells; what differs between two runs of the same numbers is left out."""
    notebook = nbformat.read(path, as_version=4)
    metadata = notebook.metadata.copy()
    client = nbclient.NotebookClient(
        notebook,
        timeout=600,
        record_timing=False,
        resources={"metadata": {"path": os.path.dirname(os.path.abspath(path))}},
    )
    try:
        # What the kernel logs is no output of a cell.
        client.execute(stderr=subprocess.DEVNULL)
    except nbclient.exceptions.CellExecutionError as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 1
    notebook.metadata = metadata
    nbformat.validate(notebook)
    nbformat.write(notebook, path)
    found = problems(path, notebook)
    if not found:
        print(f"{os.path.basename(path)}: {len(notebook.cells)} cells, {images(notebook)} pictures")
    return report(found)


def compare(path, other):
    """Both have the same cells and were executed."""
    first, second = (nbformat.read(name, as_version=4) for name in (path, other))
    found = problems(path, first) + problems(other, second)
    cells = [[(cell.id, cell.cell_type, cell.source) for cell in n.cells] for n in (first, second)]
    if cells[0] != cells[1]:
        found.append(f"{path} is not what `csto-bayes notebook` writes; make notebook renews it")
    return report(found)


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def images(notebook):
    return sum("image/png" in output.get("data", {}) for output in outputs(notebook))


def problems(path, notebook):
    """What a reader of an executed notebook must not find."""
    found = []
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    counts = [cell.execution_count for cell in code]
    if counts != list(range(1, len(code) + 1)):
        found.append(f"{path}: not executed from top to bottom: {counts}")
    for output in outputs(notebook):
        if output.output_type == "error" or output.get("name") == "stderr":
            found.append(f"{path}: {output.get('ename', '')} {output.get('text', '')}")
        # Where it was executed is nobody's business.
        if os.path.expanduser("~/") in str(output) or "/tmp/" in str(output):
            found.append(f"{path}: a path of this machine in an output")
    if images(notebook) < 4:
        found.append(f"{path}: only {images(notebook)} pictures")
    return found


def report(found):
    for problem in found:
        print(f"notebook-check: {problem}", file=sys.stderr)
    return 1 if found else 0


def main():
    match sys.argv[1:]:
        case ["execute", path]:
            return execute(path)
        case ["compare", path, other]:
            return compare(path, other)
    print("usage: notebook_check.py execute NOTEBOOK | compare NOTEBOOK OTHER", file=sys.stderr)
    return 64


if __name__ == "__main__":
    sys.exit(main())
