"""Writes the data of the workloads, always the same bytes, and checks their SHA-256.

Usage: generate.py FOLDER [WORKLOAD...]      (needs numpy; files that are there and right are kept)

W1      the eight cases of the study csto
W2, W3  coded rows: ten conditions, each present with probability 0.3; 10^5 and 10^6 rows
W3x10   the same with 10^7 rows; C3 and C4 with 10^3 and 10^4
W4, W5  50 correlated normal predictors; 10^4 and 10^5 rows
W6      five normal predictors and 50 groups; 10^4 rows (for a model with group effects)
wide    500 correlated normal predictors; 10^5 rows

NAME.csv has one row for each case, NAME_agg.csv one for each distinct row of conditions, with its
trials n and successes k, in the order of the conditions.
"""

import hashlib
import os
import sys

import numpy as np

SHA256 = {
    "W1.csv": "f05d3ada8cb434e206731c7d44176a222f3093ccf5706e42fb5f8954de440f09",
    "W1_agg.csv": "05c6e806c209d9831fc0b6b3ed7ad180b8a89b87e649b6098deefdfef17fd280",
    "W1_cases.csv": "22f8835ffd3bc101b304a46271c989b90d51de109bd7a5eb77ff519b3c33fa0b",
    "W2.csv": "a9fcc786fb651283ec063c95958b7c23acabf8de2b96cb626d5058ae669b700c",
    "W2_agg.csv": "5901748592a4935d7b8e9c6005b0266fdf9823ccf00b51bba036fc38ef648e24",
    "W3.csv": "19854beca020bcb1c5bbfb330bd4ba8f90407692d9c7fda8adef46c4bea831dd",
    "W3_agg.csv": "de2c29568c664d5ccf5fca92880fc9e3e966a22dfb0cb1d216d2995587968215",
    "W4.csv": "54393d3c78f8d82cb9f2c70668901160e3c8db16bdcd615aca67555a4692a37a",
    "W5.csv": "3e207efbb060133916edbf26179d82b6e0743d4b813598635c71a657178f9627",
    "W3x10.csv": "56ff168e8fbd981eb9657e1bfe6aee0d942cb431063e622e6ad53c0f839ca2c1",
    "C3.csv": "90c2052c70b18a2c4d0096924f00c6ca28903041d2372beb3eea8c00be35d9e0",
    "C4.csv": "c7a0628a76f2f1b2eb9d16b6e4aac061b38f3ee86ab97e6490bc49e00170fdbf",
    "wide.csv": "d821a57e965a272231fffd80a2a99395d6c6fe7f3f59201cf083006f4b7cacde",
    "W6.csv": "7520c686ee92763b13720d088bbfb2966ba97c7e17fb5bcdbc6b265e8417fe46",
}

# Case, then protest, ethnic, foreign, security_uncertainty and the outcome, intervention.
CASES = """\
KGZ2005 10000
KGZ2010 01000
KGZ2020 10000
ARM2021 01100
TJK-KGZ2021 01000
RUS2024 00100
BLR2020 10000
KAZ2022 10011
"""


def probability(predictor):
    return 1 / (1 + np.exp(-predictor))


def header(*names):
    return (",".join(names) + "\n").encode()


def numbered(count):
    return [f"x{number}" for number in range(1, count + 1)]


def digit_rows(digits):
    """Rows of one-digit numbers as text."""
    text = np.empty((len(digits), 2 * digits.shape[1]), np.uint8)
    text[:, 0::2] = digits + ord("0")
    text[:, 1::2] = ord(",")
    text[:, -1] = ord("\n")
    return text.tobytes()


def decimal_rows(leading, values):
    """Rows of whole numbers below 100, then of numbers in (-10, 10) with six decimals, as text."""
    rows, columns = values.shape
    lead = 3 * leading.shape[1]
    text = np.full((rows, lead + 10 * columns + 1), ord(","), np.uint8)
    kept = np.ones(text.shape, bool)
    tens, units = np.divmod(leading, 10)
    # A comma, tens and units; the line has no comma at its start and no zero for tens.
    text[:, 1:lead:3] = tens + ord("0")
    text[:, 2:lead:3] = units + ord("0")
    kept[:, 0] = False
    kept[:, 1:lead:3] = tens > 0
    cells = text[:, lead:-1].reshape(rows, columns, 10)
    negative = np.signbit(values)
    millionths = np.rint(np.abs(values) * 1e6).astype(np.int64)
    cells[:, :, 1] = ord("-")
    for place in range(6):
        millionths, digit = np.divmod(millionths, 10)
        cells[:, :, 9 - place] = digit + ord("0")
    cells[:, :, 3] = ord(".")
    cells[:, :, 2] = millionths + ord("0")
    text[:, lead:-1] = cells.reshape(rows, -1)
    kept[:, lead + 1 : -1 : 10] = negative
    text[:, -1] = ord("\n")
    return text[kept].tobytes()


def aggregated(conditions, outcome):
    """The distinct rows with trials and successes, as a file."""
    columns = conditions.shape[1]
    code = conditions.astype(np.int64) @ (1 << np.arange(columns)[::-1])
    trials = np.bincount(code, minlength=1 << columns)
    successes = np.bincount(code[outcome == 1], minlength=1 << columns)
    lines = [header(*numbered(columns), "n", "k")]
    for value in np.flatnonzero(trials):
        cells = [*f"{value:0{columns}b}", trials[value], successes[value]]
        lines.append((",".join(map(str, cells)) + "\n").encode())
    return b"".join(lines)


def study():
    cases = [line.split() for line in CASES.splitlines()]
    digits = np.array([[int(digit) for digit in codes] for _, codes in cases])
    conditions, outcome = digits[:, :4], digits[:, 4]
    names = ["case", "protest", "ethnic", "foreign", "security_uncertainty", "intervention"]
    rows = "".join(",".join([case, *codes]) + "\n" for case, codes in cases)
    yield "W1_cases.csv", [header(*names), rows.encode()]
    yield "W1.csv", [header("y", *numbered(4)), digit_rows(np.c_[outcome, conditions])]
    yield "W1_agg.csv", [aggregated(conditions, outcome)]


def coded(name, count, seed, part=10**6, also_aggregated=False):
    """Coded rows; more than `part` of them are drawn part by part."""
    coefficients = np.random.default_rng(20240).normal(0, 1, 10)
    random = np.random.default_rng(seed)

    def parts():
        for start in range(0, count, part):
            rows = min(part, count - start)
            conditions = (random.random((rows, 10)) < 0.3).astype(np.int8)
            chance = probability(-2 + conditions @ coefficients)
            yield conditions, (random.random(rows) < chance).astype(np.int8)

    def lines(pieces):
        yield header("y", *numbered(10))
        for conditions, outcome in pieces:
            yield digit_rows(np.c_[outcome, conditions])

    if not also_aggregated:
        yield f"{name}.csv", lines(parts())
        return
    [(conditions, outcome)] = list(parts())
    yield f"{name}.csv", lines([(conditions, outcome)])
    yield f"{name}_agg.csv", [aggregated(conditions, outcome)]


def correlated(normal, rho=0.5):
    """Columns that each correlate with the one before, rounded to what the file says."""
    columns = np.empty_like(normal)
    columns[:, 0] = normal[:, 0]
    for index in range(1, normal.shape[1]):
        fresh = np.sqrt(1 - rho * rho) * normal[:, index]
        columns[:, index] = rho * columns[:, index - 1] + fresh
    return np.round(columns, 6)


def dense(name, count, seed, width=50, spread=0.5, part=None):
    """Dense rows; where `part` is given they are drawn part by part, outcomes too."""
    coefficients = np.random.default_rng(20250).normal(0, spread, width)
    random = np.random.default_rng(seed)

    def lines():
        yield header("y", *numbered(width))
        rows = part or count
        for _ in range(0, count, rows):
            predictors = correlated(random.standard_normal((rows, width)))
            chance = probability(0.5 + predictors @ coefficients)
            outcome = (random.random(rows) < chance).astype(int)
            for start in range(0, rows, 2000):
                block = slice(start, start + 2000)
                yield decimal_rows(outcome[block, None], predictors[block])

    yield f"{name}.csv", lines()


def grouped():
    count, groups, width = 10_000, 50, 5
    random = np.random.default_rng(20260)
    group = np.arange(count) % groups
    predictors = np.round(random.standard_normal((count, width)), 6)
    coefficients = random.normal(0, 0.5, width)
    effects = random.normal(0, 0.8, groups)
    chance = probability(-0.5 + predictors @ coefficients + effects[group])
    outcome = (random.random(count) < chance).astype(int)
    rows = decimal_rows(np.c_[outcome, group + 1], predictors)
    yield "W6.csv", [header("y", "group", *numbered(width)), rows]


WORKLOADS = {
    "W1": (["W1.csv", "W1_agg.csv", "W1_cases.csv"], study),
    "W2": (["W2.csv", "W2_agg.csv"], lambda: coded("W2", 10**5, 20241, also_aggregated=True)),
    "W3": (["W3.csv", "W3_agg.csv"], lambda: coded("W3", 10**6, 20242, also_aggregated=True)),
    "W3x10": (["W3x10.csv"], lambda: coded("W3x10", 10**7, 20254)),
    "C3": (["C3.csv"], lambda: coded("C3", 10**3, 20255)),
    "C4": (["C4.csv"], lambda: coded("C4", 10**4, 20256)),
    "W4": (["W4.csv"], lambda: dense("W4", 10**4, 20251)),
    "W5": (["W5.csv"], lambda: dense("W5", 10**5, 20252)),
    "W6": (["W6.csv"], grouped),
    "wide": (["wide.csv"], lambda: dense("wide", 10**5, 20253, 500, 0.15, part=2000)),
}


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def is_right(folder, name):
    path = os.path.join(folder, name)
    return os.path.exists(path) and sha256(path) == SHA256.get(name)


def make(folder, workload):
    names, generator = WORKLOADS[workload]
    if all(is_right(folder, name) for name in names):
        return
    for name, pieces in generator():
        path = os.path.join(folder, name)
        with open(path + ".part", "wb") as file:
            for piece in pieces:
                file.write(piece)
        found = sha256(path + ".part")
        if found != SHA256.get(name):
            sys.exit(f"generate.py: {name}: SHA-256 {found} is not the one expected")
        os.replace(path + ".part", path)


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for workload in sys.argv[2:] or WORKLOADS:
        make(folder, workload)


if __name__ == "__main__":
    main()
