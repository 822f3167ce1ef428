#!/usr/bin/env python3
"""Prints the polynomial coefficients of Sources/CKernels: near-minimax fits by mpmath.

Usage: Scripts/kernel-coefficients.py    (needs mpmath 1.3)
Exit codes: 0.

Each table is preceded by the largest error of the fit in units of its weight, as a power of two.
The error of the rounded coefficients and of the arithmetic is measured by the tests.
"""
import mpmath as mp

mp.mp.dps = 60


def table(name, function, low, high, count):
    coefficients, error = mp.chebyfit(function, [low, high], count, error=True)
    print(f"// {name}: error 2^{float(mp.log(error, 2)):.1f}")
    for c in reversed(coefficients):
        print(f"  {float(c).hex()},")


def at_zero(function, limit):
    return lambda x: limit if abs(x) < mp.mpf(10) ** -25 else function(x)


def log_tail(z):
    s = mp.sqrt(z)
    return (mp.log((1 + s) / (1 - s)) / s - 2) / z


def scaled_erfc(t):
    x = mp.mpf(CENTRE) * (1 + t) / (1 - t) if t < 1 else None
    if x is None:
        return 2 / mp.sqrt(mp.pi)
    return mp.exp(x * x) * mp.erfc(x) * (1 + 2 * x) if x < 40 else asymptotic(x)


def asymptotic(x):
    total = term = mp.mpf(1)
    for k in range(1, 30):
        term *= -(2 * k - 1) / (2 * x * x)
        total += term
    return total * (1 + 2 * x) / (x * mp.sqrt(mp.pi))


def stirling_tail(y):
    """(log gamma(x) - (x - 1/2) log x + x - log(2 pi) / 2) x in y = 1 / x^2."""
    x = 1 / mp.sqrt(y)
    return (mp.loggamma(x) - (x - 0.5) * mp.log(x) + x - mp.log(2 * mp.pi) / 2) * x


CENTRE = 2.75
half_ln2 = mp.log(2) / 2 * mp.mpf("1.0001")
table("exp", at_zero(lambda r: (mp.expm1(r) - r) / r**2, mp.mpf(1) / 2), -half_ln2, half_ln2, 11)
table("log", at_zero(log_tail, mp.mpf(2) / 3), 0, mp.mpf("0.0401"), 8)
table("erf", at_zero(lambda y: mp.erf(mp.sqrt(y)) / mp.sqrt(y), 2 / mp.sqrt(mp.pi)), 0, 0.25, 10)
table("erfc", scaled_erfc, -mp.mpf(0.7), 1, 24)
table("gamma", at_zero(lambda t: mp.loggamma(2 + t) / t, mp.psi(0, 2)), -0.5, 0.5, 19)
centre = mp.mpf("1.375")
table("gamma between",
      lambda t: mp.loggamma(centre + t) / ((centre + t - 1) * (centre + t - 2)), -0.125, 0.125, 12)
table("stirling", at_zero(stirling_tail, mp.mpf(1) / 12), mp.mpf("1e-20"), mp.mpf(1) / 64, 8)
octant = (mp.sqrt(2) - 1) ** 2 * mp.mpf("1.001")
table("atan", at_zero(lambda y: mp.atan(mp.sqrt(y)) / mp.sqrt(y), mp.mpf(1)), 0, octant, 12)
table("sin", at_zero(lambda y: mp.sin(mp.pi * mp.sqrt(y)) / mp.sqrt(y), mp.pi), 0, 1 / 16, 8)
table("cos", lambda y: mp.cos(mp.pi * mp.sqrt(y)), 0, 1 / 16, 8)
high = mp.floor(mp.log(2) * mp.mpf(2) ** 42) / mp.mpf(2) ** 42
print("log 2, high part", float(high).hex(), "and rest", float(mp.log(2) - high).hex())
print("1 / log 2", float(1 / mp.log(2)).hex())
print("log(2 pi) / 2 - 1 / 2", float(mp.log(2 * mp.pi) / 2 - mp.mpf(1) / 2).hex())
