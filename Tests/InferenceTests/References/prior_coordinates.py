"""Writes prior_coordinates.csv: coefficients by normal coordinate, and their derivatives.

beta = F^-1(Phi(z)) of each standard prior, at 60 digits with mpmath; the derivative is phi(z) / f(beta).
Run: python3 prior_coordinates.py > prior_coordinates.csv
"""

from mpmath import betainc, cot, erfc, exp, gamma, log, mp, mpf
from mpmath import npdf, pi, sqrt

mp.dps = 60


def tail(z):
    return erfc(z / sqrt(2)) / 2


def laplace(z):
    beta = -log(2 * tail(z))
    return beta, exp(-beta) / 2


def logistic(z):
    q = tail(z)
    return log((1 - q) / q), q * (1 - q)


def cauchy(z):
    beta = cot(pi * tail(z))
    return beta, 1 / (pi * (1 + beta**2))


def student(df):
    nu = mpf(df)

    def upper(t):
        return betainc(nu / 2, mpf(1) / 2, 0, nu / (nu + t * t), regularized=True) / 2

    def quantile(z):
        q = tail(z)
        # In u = asinh(t / sqrt(nu)) the logarithm of the tail is nearly straight.
        lo, hi = mpf(0), mpf(1)
        while upper(sqrt(nu) * mp.sinh(hi)) > q:
            hi *= 2
        for _ in range(220):
            mid = (lo + hi) / 2
            if upper(sqrt(nu) * mp.sinh(mid)) > q:
                lo = mid
            else:
                hi = mid
        t = sqrt(nu) * mp.sinh((lo + hi) / 2)
        density = gamma((nu + 1) / 2) / gamma(nu / 2) / sqrt(nu * pi)
        return t, density * (1 + t * t / nu) ** (-(nu + 1) / 2)

    return quantile


families = [
    ("laplace(0, 1)", laplace),
    ("logistic(0, 1)", logistic),
    ("cauchy(0, 1)", cauchy),
    ("student_t(1, 0, 1)", student(1)),
    ("student_t(2.5, 0, 1)", student(2.5)),
    ("student_t(4, 0, 1)", student(4)),
    ("student_t(7, 0, 1)", student(7)),
    ("student_t(200, 0, 1)", student(200)),
]
# Off the nodes of the table, on one, and on both sides of every change of formula.
points = [1e-8, 0.01, 0.3, 0.59, 0.61, 0.99, 1.01, 1.8125, 2.5, 3.3, 5.07, 7.9, 10.03, 11.99]
print("prior,z,beta,derivative")
for name, quantile in families:
    for z in points:
        beta, density = quantile(mpf(z))
        print(f'"{name}",{z!r},{mp.nstr(beta, 20)},{mp.nstr(npdf(mpf(z)) / density, 20)}')
for name, quantile in families[:3]:
    for z in (24.9, 25.1, 30.0):
        beta, density = quantile(mpf(z))
        print(f'"{name}",{z!r},{mp.nstr(beta, 20)},{mp.nstr(npdf(mpf(z)) / density, 20)}')
