#!/usr/bin/env python3
"""Reference values of the functions in Sources/CKernels by mpmath, and the error measured with them.

Usage: Scripts/portable-reference.py > Tests/InferenceTests/References/portable.txt
       Scripts/portable-reference.py --measure COUNT [FUNCTION...]
       (needs cc; the largest error, in ulp, of COUNT points in each range and as many close to the
       worst of them; that arrays get the bits of single numbers under every kernel version)
Exit codes: 0 done, 1 the kernels do not compile, 64 usage.

Each line: function, arguments, the value as a rounded double and what the exact one has more, in
ulp; all hexadecimal.
"""
import ctypes
import functools
import math
import pathlib
import random
import subprocess
import sys
import tempfile

import mpmath as mp

mp.mp.prec = 200

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


def near(around, low=-52, high=-3):
    """Both sides of a number where the arithmetic changes or a zero lies."""
    return scaled(low, high, around=around)


def pair(first, second):
    return lambda: (first()[0], second()[0])


def tan_pi(x):
    return mp.sinpi(x) / mp.cospi(x)


FUNCTIONS = {
    "exp": mp.exp, "log": mp.log, "log1p": mp.log1p, "log10": mp.log10, "expm1": mp.expm1,
    "pow": mp.power, "erf": mp.erf, "erfc": mp.erfc, "lgamma": mp.loggamma, "sinpi": mp.sinpi, "cospi": mp.cospi,
    "tanpi": tan_pi, "atan2": mp.atan2, "atanh": mp.atanh,
    "sinh": mp.sinh, "cosh": mp.cosh, "asinh": mp.asinh,
}
RANGES = [
    ("exp", "normal results", even(-708, 709.78)),
    ("exp", "subnormal results", even(-745.13, -708.4)),
    ("exp", "near 0", scaled(-60, 0)),
    ("exp", "near -746", near(-745.13, -40, -1)),
    ("exp", "near 709.78", near(709.7827, -40, -14)),
    ("exp", "near log(2) / 2", near(0.34657359027997264)),
    ("log", "all positive numbers", scaled(-1074, 1023.9, signed=False)),
    ("log", "subnormal", scaled(-1074, -1022, signed=False)),
    ("log", "near 1", even(0.5, 2)),
    ("log", "very near 1", scaled(-52, -2, around=1.0)),
    ("log", "near sqrt(1/2)", near(math.sqrt(0.5))),
    ("log", "near sqrt(2)", near(math.sqrt(2))),
    ("log1p", "positive", scaled(-1000, 1023.9, signed=False)),
    ("log1p", "(-1, 1)", even(-1, 1)),
    ("log1p", "near 0", scaled(-1074, -1)),
    ("log1p", "near -1", lambda: (2.0 ** random.uniform(-53, -1) - 1,)),
    ("log1p", "near sqrt(2) - 1", near(math.sqrt(2) - 1)),
    ("log1p", "near sqrt(1/2) - 1", near(math.sqrt(0.5) - 1)),
    ("log1p", "near 1", near(1.0)),
    ("log10", "all positive numbers", scaled(-1074, 1023.9, signed=False)),
    ("log10", "near 1", even(0.5, 2)),
    ("log10", "very near 1", scaled(-52, -2, around=1.0)),
    ("log10", "(1, 10^6)", even(1, 1e6)),
    ("expm1", "(-45, 709)", even(-45, 709)),
    ("expm1", "(-2, 2)", even(-2, 2)),
    ("expm1", "near 0", scaled(-1074, 0)),
    ("expm1", "near log(2) / 2", near(0.34657359027997264)),
    ("expm1", "near -log(2) / 2", near(-0.34657359027997264)),
    ("expm1", "near 40", near(40.0, -44, 0)),
    ("expm1", "near -40", near(-40.0, -44, 0)),
    ("expm1", "near 709.78", near(709.7827, -40, -14)),
    ("pow", "moderate", power(scaled(-20, 20, signed=False), lambda x: random.uniform(-36, 36))),
    ("pow", "whole exponents to 16",
     power(even(-100, 100), lambda x: float(random.randint(-16, 16)))),
    ("pow", "exponents to 36",
     power(scaled(-1074, 1023, signed=False),
           lambda x: random.uniform(-1, 1) * min(36, 744 / abs(math.log(x))))),
    ("pow", "exponents of dual averaging", pair(even(1, 1e5), even(-1, -0.5))),
    ("pow", "the whole range of results",
     power(scaled(-1000, 1000, signed=False), lambda x: random.uniform(-744, 709) / math.log(x))),
    ("pow", "subnormal results",
     power(scaled(-1000, 1000, signed=False), lambda x: random.uniform(-745, -708) / math.log(x))),
    ("pow", "subnormal base", pair(scaled(-1074, -1022, signed=False), even(-0.95, 0.95))),
    ("pow", "base near 1",
     power(scaled(-40, -2, around=1.0), lambda x: random.uniform(-744, 709) / math.log(x))),
    ("erf", "(-6, 6)", even(-6, 6)),
    ("erf", "near 0", scaled(-1074, -1)),
    ("erf", "near 1/2", near(0.5)),
    ("erfc", "(-6, 26.5)", even(-6, 26.5)),
    ("erfc", "(-1, 2)", even(-1, 2)),
    ("erfc", "near 0", scaled(-1074, -1)),
    ("erfc", "near 1/2", near(0.5)),
    ("erfc", "near -1/2", near(-0.5)),
    ("erfc", "subnormal results", even(26.5, 27.22)),
    ("lgamma", "(0, 1/2)", even(0, 0.5)),
    ("lgamma", "near 0", scaled(-1074, -1, signed=False)),
    ("lgamma", "(1/2, 1.25)", even(0.5, 1.25)),
    ("lgamma", "(1.25, 1.5)", even(1.25, 1.5)),
    ("lgamma", "(1.5, 8)", even(1.5, 8)),
    ("lgamma", "near 1/2", near(0.5)),
    ("lgamma", "near 1", scaled(-50, -3, around=1.0)),
    ("lgamma", "near 2", scaled(-50, -1, around=2.0)),
    ("lgamma", "near 5/2", near(2.5)),
    ("lgamma", "near 8", near(8.0, -48)),
    ("lgamma", "from 8", scaled(3, 1014, signed=False)),
    ("lgamma", "(8, 100)", even(8, 100)),
    ("sinpi", "(-3, 3)", even(-3, 3)),
    ("sinpi", "near 0", scaled(-1074, -1)),
    ("sinpi", "near 1", near(1.0)),
    ("sinpi", "near 1/4", near(0.25)),
    ("sinpi", "large", scaled(2, 60)),
    ("cospi", "(-3, 3)", even(-3, 3)),
    ("cospi", "near 0", scaled(-1074, -1)),
    ("cospi", "near 1/2", near(0.5)),
    ("cospi", "near 1/4", near(0.25)),
    ("cospi", "large", scaled(2, 60)),
    ("tanpi", "(-3, 3)", even(-3, 3)),
    ("tanpi", "near 0", scaled(-1074, -1)),
    ("tanpi", "near 1", near(1.0)),
    ("tanpi", "near 1/2", near(0.5)),
    ("tanpi", "near 1/4", near(0.25)),
    ("tanpi", "large", scaled(2, 40)),
    ("atan2", "(-2, 2)", pair(even(-2, 2), even(-2, 2))),
    ("atan2", "all sizes", pair(scaled(-1074, 1023.9), scaled(-1074, 1023.9))),
    ("atan2", "like sizes", pair(scaled(-2, 2), scaled(-2, 2))),
    ("atan2", "near the diagonals", pair(near(1.0), near(-1.0))),
    ("atan2", "near tan(pi / 8)", pair(near(math.sqrt(2) - 1), even(1, 1))),
    ("atanh", "(-1, 1)", even(-1, 1)),
    ("atanh", "near 0", scaled(-1074, -1)),
    ("atanh", "near 1", lambda: (1 - 2.0 ** random.uniform(-53, -1),)),
    ("atanh", "near 1/6", near(1 / 6)),
    ("atanh", "near 1/3", near(1 / 3)),
    ("sinh", "(-710, 710)", even(-710.4, 710.4)),
    ("sinh", "(-2, 2)", even(-2, 2)),
    ("sinh", "near 0", scaled(-1074, 0)),
    ("cosh", "(-710, 710)", even(-710.4, 710.4)),
    ("cosh", "(-2, 2)", even(-2, 2)),
    ("cosh", "near 0", scaled(-1074, 0)),
    ("asinh", "all numbers", scaled(-1074, 1023.9)),
    ("asinh", "(-2, 2)", even(-2, 2)),
    ("asinh", "near 2^28", near(2.0**28, -24, 26)),
]


# The worst points that --measure 100000 found, for the tests.
HARDEST = {
    "exp": [
        "-0x1.971f144654d79p+5",
        "0x1.62e4300bab125p-2",
        "0x1.95bd2b9dd35a1p-2",
    ],
    "log": [
        "0x1.67f191b84f59fp-1",
        "0x1.6a09549c0b283p-1",
        "0x1.67eb3f2033a79p+0",
    ],
    "log1p": [
        "-0x1.2bec33cce19bap-2",
        "0x1.a82775125df53p-2",
        "0x1.9ba0d62d31cbdp-2",
    ],
    "log10": [
        "0x1.7ffa683c3f56fp-1",
        "0x1.65a981608c4b3p-2",
        "0x1.2faf3c37a67a6p+13",
    ],
    "expm1": [
        "0x1.62e42fefa3ec9p-2",
        "0x1.645989d6773d9p-2",
        "0x1.8fd1d2345df55p-2",
    ],
    "pow": [
        "0x1.6bf55d798cc6dp+0 0x1.babdcf5f9626ep+10",
        "0x1.97edc60fde415p-1 -0x1.75a5ef413f4a5p+11",
        "-0x1.001bcfdf978c8p+6 -0x1.0000000000000p+4",
    ],
    "erfc": [
        "0x1.886916228b6ebp+0",
        "0x1.87a1b93467e53p+0",
        "0x1.00002c286ae5bp-1",
    ],
    "lgamma": [
        "0x1.7e03855b1e3a3p+0",
        "0x1.879acc50e6e26p+0",
        "0x1.862019b7443b0p+0",
    ],
    "sinpi": [
        "-0x1.05457f6a1b21fp+3",
        "0x1.d59090390292bp+0",
        "0x1.5151dde71cc73p-3",
    ],
    "cospi": [
        "0x1.2ac8d27c7371dp+1",
        "0x1.5c3485840c777p-2",
        "0x1.5cda721e930eap-2",
    ],
    "tanpi": [
        "0x1.fffffee9e1ec3p-3",
        "-0x1.280e02e8e36c2p+13",
        "0x1.ff0fc64d4375ep-3",
    ],
    "atan2": [
        "-0x1.0f32296379867p-1 0x1.44f69b0d1db34p+0",
        "0x1.b0225fb283119p-1 0x1.b12a2e57bc3f0p+0",
        "-0x1.aba5dea38ac88p-1 0x1.d99f0b86ceafcp+0",
        "0x1.a8279c88d701fp-2 0x1.0000000000000p+0",
    ],
    "atanh": [
        "0x1.ee8bcbf9367a4p-4",
        "-0x1.ee1df81698c44p-4",
        "-0x1.fdae87ff67e61p-7",
    ],
    "sinh": ["-0x1.5f10235ab0fe4p+9", "0x1.fdff27cd0e418p-6"],
    "cosh": ["-0x1.5f10a993563f6p+9", "-0x1.c5a0b04e3a623p+0"],
    "asinh": ["-0x1.0511a49d9baaap-1"],
    "erf": ["0x1.03972b3d4d77bp-1", "0x1.000001051d3d7p-1"],
}


def draw_points(count, name, title, draw):
    """The points of a range: the same ones whatever else is asked for, more of them as asked."""
    random.seed(f"{name}, {title}")
    return [draw() for _ in range(count)]


def exact(name, arguments):
    value = FUNCTIONS[name](*[mp.mpf(x) for x in arguments])
    return value.real if isinstance(value, mp.mpc) else value


def unit(x):
    exponent = math.frexp(x)[1] if x != 0 else -1021
    return mp.ldexp(1, max(exponent, -1021) - 53)


def error(value, reference):
    rounded = float(reference)
    if value != value:
        return math.inf
    if reference == 0 or math.isinf(rounded):
        return 0.0 if value == rounded else math.inf
    return float(abs(mp.mpf(value) - reference) / unit(rounded))


def atanh(kernels, x):
    y = 0.5 * kernels.ck_log1p(2 * abs(x) / (1 - abs(x)))
    return -y if x < 0 else y


def sinh(kernels, x):
    if abs(x) > 700:
        return math.copysign(cosh(kernels, x), x)
    growth = kernels.ck_expm1(abs(x))
    return math.copysign(0.5 * (growth + growth / (growth + 1)), x)


def cosh(kernels, x):
    if abs(x) > 700:
        return 0.5 * kernels.ck_exp(0.5 * abs(x)) * kernels.ck_exp(0.5 * abs(x))
    growth = kernels.ck_exp(abs(x))
    return 0.5 * (growth + 1 / growth)


def asinh(kernels, x):
    if abs(x) >= 2.0**28:
        return math.copysign(kernels.ck_log(abs(x)) + kernels.ck_log(2.0), x)
    square = x * x
    return math.copysign(kernels.ck_log1p(abs(x) + square / (1 + math.sqrt(1 + square))), x)


# What Portable.swift composes; PortableTests hold its functions to the table.
COMPOSED = {
    "log10": lambda kernels, x: kernels.ck_log(x) / 2.302585092994045684,
    "tanpi": lambda kernels, x: kernels.ck_sinpi(x) / kernels.ck_cospi(x),
    "atanh": atanh,
    "sinh": sinh,
    "cosh": cosh,
    "asinh": asinh,
}


def load_kernels(folder):
    root = pathlib.Path(__file__).resolve().parent.parent / "Sources" / "CKernels"
    library = folder + "/kernels.so"
    command = ["cc", "-std=gnu11", "-O2", "-ffp-contract=off", "-fPIC", "-shared", "-o", library]
    command += [f"-I{root}/include", *map(str, root.glob("*.c"))]
    if subprocess.run(command).returncode != 0:
        sys.exit(1)
    kernels = ctypes.CDLL(library)
    for name in FUNCTIONS:
        if name not in COMPOSED:
            function = getattr(kernels, "ck_" + name)
            function.restype = ctypes.c_double
            function.argtypes = [ctypes.c_double] * (2 if name in ("pow", "atan2") else 1)
    return kernels


def check_array(kernels, name, points, values):
    """The array function gives the bits of the scalar one under every version that runs here."""
    Numbers = ctypes.c_double * len(points)
    source, result, expected = Numbers(*points), Numbers(), Numbers(*values)
    for version in filter(kernels.ck_available, range(4)):
        kernels.ck_select(version)
        getattr(kernels, f"ck_{name}_array")(source, result, ctypes.c_size_t(len(points)))
        if bytes(result) != bytes(expected):
            sys.exit(f"{name}: the array function, version {version}, has other bits")


def moved(arguments):
    """A point as many or as few units in the last place away as it comes; whole exponents stay."""
    return tuple(x if x == int(x) and place > 0 else
                 x * (1 + random.choice((-1, 1)) * 2.0 ** random.uniform(-52, -8))
                 for place, x in enumerate(arguments))


def largest_error(kernels, name, points):
    """The largest error of the points, and of as many close to the worst of them, with its place."""
    function = (functools.partial(COMPOSED[name], kernels) if name in COMPOSED
                else getattr(kernels, "ck_" + name))

    def errors(points):
        found = [(function(*arguments), arguments) for arguments in points]
        if hasattr(kernels, f"ck_{name}_array"):
            check_array(kernels, name, [x for _, (x,) in found], [value for value, _ in found])
        return [(error(value, exact(name, arguments)), arguments) for value, arguments in found]

    low, high = min(points)[0], max(points)[0]
    worst = sorted(errors(points), reverse=True)[:16]
    for _ in range(5):
        near_worst = [moved(arguments) for _, arguments in worst for _ in range(len(points) // 80)]
        worst += errors([arguments for arguments in near_worst if low <= arguments[0] <= high])
        worst = sorted(worst, reverse=True)[:16]
    return worst[0]


def measure(count, names):
    with tempfile.TemporaryDirectory() as folder:
        kernels = load_kernels(folder)
        for name, title, draw in RANGES:
            if names and name not in names:
                continue
            worst, where = largest_error(kernels, name, draw_points(count, name, title, draw))
            place = ", ".join(x.hex() for x in where)
            print(f"{name:7} {title:28} {worst:.3f} ulp at {place}", flush=True)
    return 0


def table(count):
    points = [(name, arguments) for name, title, draw in RANGES
              for arguments in draw_points(count, name, title, draw)]
    points += [(name, tuple(map(float.fromhex, place.split())))
               for name, places in HARDEST.items() for place in places]
    for name, arguments in points:
        value = exact(name, arguments)
        rounded = float(value)
        if math.isinf(rounded):
            continue
        rest = float((value - mp.mpf(rounded)) / unit(rounded))
        print(name, *[float(x).hex() for x in (*arguments, rounded, rest)])
    return 0


if len(sys.argv) == 1:
    sys.exit(table(24))
if len(sys.argv) >= 3 and sys.argv[1] == "--measure" and sys.argv[2].isdigit():
    sys.exit(measure(int(sys.argv[2]), sys.argv[3:]))
print(__doc__, file=sys.stderr)
sys.exit(64)
