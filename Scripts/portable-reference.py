#!/usr/bin/env python3
"""Reference values of the functions in Sources/CKernels by mpmath, and the error measured with them.

Usage: Scripts/portable-reference.py > Tests/InferenceTests/References/portable.txt
       Scripts/portable-reference.py --measure COUNT    (needs cc; the largest error per range, ulp)
Exit codes: 0 done, 1 the kernels do not compile, 64 usage.

Each line: function, arguments, the value as a rounded double and the rest, all hexadecimal.
"""
import ctypes
import math
import pathlib
import random
import subprocess
import sys
import tempfile

import mpmath as mp

mp.mp.prec = 200
random.seed(20250101)


def even(low, high):
    return lambda: (random.uniform(low, high),)


def scaled(low, high, around=0.0, signed=True):
    """Powers of two from 2^low to 2^high, both signs unless told, about a number."""
    def draw():
        size = 2.0 ** random.uniform(low, high)
        return (around + (size if not signed or random.random() < 0.5 else -size),)
    return draw


def power(base, exponent):
    def draw():
        x = base()[0]
        return (x, exponent(x))
    return draw


FUNCTIONS = {
    "exp": mp.exp, "log": mp.log, "log1p": mp.log1p, "expm1": mp.expm1, "pow": mp.power,
    "erfc": mp.erfc, "lgamma": mp.loggamma, "sinpi": mp.sinpi, "cospi": mp.cospi,
    "atan2": mp.atan2,
}
RANGES = [
    ("exp", "normal results", even(-708, 709.78)),
    ("exp", "subnormal results", even(-745.13, -708.4)),
    ("exp", "near 0", scaled(-60, 0)),
    ("log", "all positive numbers", scaled(-1074, 1023.9, signed=False)),
    ("log", "near 1", even(0.5, 2)),
    ("log", "very near 1", scaled(-52, -2, around=1.0)),
    ("log1p", "positive", scaled(-1000, 1023.9, signed=False)),
    ("log1p", "(-1, 1)", even(-1, 1)),
    ("log1p", "near 0", scaled(-70, -1)),
    ("expm1", "(-45, 709)", even(-45, 709)),
    ("expm1", "(-2, 2)", even(-2, 2)),
    ("expm1", "near 0", scaled(-80, 0)),
    ("pow", "moderate", power(scaled(-20, 20, signed=False), lambda x: random.uniform(-36, 36))),
    ("pow", "whole exponents to 16",
     power(even(-100, 100), lambda x: float(random.randint(-16, 16)))),
    ("pow", "the whole range of results",
     power(scaled(-1000, 1000, signed=False), lambda x: random.uniform(-700, 700) / math.log(x))),
    ("pow", "base near 1",
     power(scaled(-40, -2, around=1.0), lambda x: random.uniform(-700, 700) / math.log(x))),
    ("erfc", "(-6, 26.5)", even(-6, 26.5)),
    ("erfc", "(-1, 2)", even(-1, 2)),
    ("lgamma", "(0, 1/2)", scaled(-1000, -1, signed=False)),
    ("lgamma", "(1/2, 8)", even(0.5, 8)),
    ("lgamma", "near 1", scaled(-50, -2, around=1.0)),
    ("lgamma", "near 2", scaled(-50, -1, around=2.0)),
    ("lgamma", "from 8", scaled(3, 1000, signed=False)),
    ("sinpi", "(-3, 3)", even(-3, 3)),
    ("sinpi", "large", scaled(2, 60)),
    ("cospi", "(-3, 3)", even(-3, 3)),
    ("cospi", "large", scaled(2, 60)),
    ("atan2", "(-2, 2)", power(even(-2, 2), lambda y: random.uniform(-2, 2))),
    ("atan2", "all sizes",
     power(scaled(-400, 400), lambda y: random.choice((-1, 1)) * 2.0 ** random.uniform(-400, 400))),
]


def exact(name, arguments):
    value = FUNCTIONS[name](*[mp.mpf(x) for x in arguments])
    return value.real if isinstance(value, mp.mpc) else value


def error(value, reference):
    rounded = float(reference)
    if reference == 0 or math.isinf(rounded):
        return 0.0 if value == rounded else math.inf
    unit = mp.mpf(2) ** (max(math.frexp(rounded)[1], -1021) - 53)
    return float(abs(mp.mpf(value) - reference) / unit)


def measure(count):
    root = pathlib.Path(__file__).resolve().parent.parent / "Sources" / "CKernels"
    with tempfile.TemporaryDirectory() as folder:
        library = folder + "/kernels.so"
        command = ["cc", "-std=gnu11", "-O2", "-ffp-contract=off", "-fPIC", "-shared", "-o", library]
        command += [f"-I{root}/include", *map(str, root.glob("*.c"))]
        if subprocess.run(command).returncode != 0:
            return 1
        kernels = ctypes.CDLL(library)
        for name, title, draw in RANGES:
            function = getattr(kernels, "ck_" + name)
            function.restype = ctypes.c_double
            worst, where = 0.0, None
            for _ in range(count):
                arguments = draw()
                found = error(function(*map(ctypes.c_double, arguments)), exact(name, arguments))
                if found > worst:
                    worst, where = found, arguments
            print(f"{name:7} {title:28} {worst:.2f} ulp at {where}", flush=True)
    return 0


def table(count):
    for name, _, draw in RANGES:
        for _ in range(count):
            arguments = draw()
            value = exact(name, arguments)
            rest = float(value - mp.mpf(float(value)))
            print(name, *[float(x).hex() for x in (*arguments, float(value), rest)])
    return 0


if len(sys.argv) == 1:
    sys.exit(table(24))
if len(sys.argv) == 3 and sys.argv[1] == "--measure" and sys.argv[2].isdigit():
    sys.exit(measure(int(sys.argv[2])))
print(__doc__, file=sys.stderr)
sys.exit(64)
