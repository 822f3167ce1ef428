"""Makes a file of coded cases: an outcome y and ten conditions x1 to x10, each 0 or 1.

Usage: coded_cases.py ROWS FILE      (needs numpy; the same rows for the same ROWS)
"""

import sys

import numpy


def main():
    count, path = int(sys.argv[1]), sys.argv[2]
    coefficients = numpy.random.default_rng(20240).normal(0, 1, 10)
    random = numpy.random.default_rng(20240 + len(sys.argv[1]))
    conditions = (random.random((count, 10)) < 0.3).astype(numpy.int8)
    probability = 1 / (1 + numpy.exp(2 - conditions @ coefficients))
    outcome = (random.random(count) < probability).astype(numpy.int8)
    text = numpy.empty((count, 22), dtype=numpy.uint8)
    text[:, 0::2] = numpy.c_[outcome, conditions] + ord("0")
    text[:, 1::2] = ord(",")
    text[:, -1] = ord("\n")
    header = "y," + ",".join(f"x{number}" for number in range(1, 11)) + "\n"
    with open(path, "wb") as file:
        file.write(header.encode())
        file.write(text.tobytes())


main()
