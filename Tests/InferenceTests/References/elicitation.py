"""Reference values of sums of priors and of elicited priors: python3 elicitation.py > elicitation.csv

Needs mpmath (1.3) and scipy (1.10 or later). Sums are convolutions by quadrature, not the inversion that
the program uses; fits are by scipy.optimize.least_squares.

Lines: sum, terms, x, P(X <= x); characteristic, df, z, log; mean, terms, location, E[1/(1+exp(-X))];
fit, name, then location and scale of each coefficient and the cost; pool, probability, quantile;
difference, probability, quantile; pooled, then location and scale of each coefficient.
"""
import numpy as np
from mpmath import mp, mpf, quad, inf, log, besselk, gamma, sqrt, exp, erfc, betainc, pi, atan, nstr
from scipy.optimize import brentq, least_squares
from scipy.integrate import quad as integrate
from scipy.special import expit, gamma as sgamma, kv, logit
from scipy.stats import norm, t as student

mp.dps = 25


def cumulative(kind, x):
    name, *arguments = kind
    s = mpf(arguments[-1])
    z = mpf(x) / s
    if name == "normal":
        return erfc(-z / sqrt(2)) / 2
    if name == "student_t":
        n = mpf(arguments[0])
        tail = betainc(n / 2, mpf(1) / 2, 0, n / (n + z * z), regularized=True) / 2
        return tail if z < 0 else 1 - tail
    if name == "cauchy":
        return mpf(1) / 2 + atan(z) / pi
    if name == "laplace":
        return exp(z) / 2 if z < 0 else 1 - exp(-z) / 2
    return 1 / (1 + exp(-z))


def density(kind, x):
    name, *arguments = kind
    s = mpf(arguments[-1])
    z = mpf(x) / s
    if name == "normal":
        return exp(-z * z / 2) / s / sqrt(2 * pi)
    if name == "student_t":
        n = mpf(arguments[0])
        c = gamma((n + 1) / 2) / gamma(n / 2) / sqrt(n * pi) / s
        return c * (1 + z * z / n) ** (-(n + 1) / 2)
    if name == "cauchy":
        return 1 / (pi * s * (1 + z * z))
    if name == "laplace":
        return exp(-abs(z)) / 2 / s
    return exp(-abs(z)) / (1 + exp(-abs(z))) ** 2 / s


def convolution(first, second, x):
    # The median of each variable and the kinks are ends of pieces.
    ends = sorted({mpf(e) for e in [-200, -60, -20, -8, -3, -1, 0, 1, 3, 8, 20, 60, 200, x, x - 1, x + 1]})
    return quad(lambda u: density(first, u) * cumulative(second, x - u), [-inf] + ends + [inf])


SUMS = [
    [("student_t", 3, 2.0), ("student_t", 3, 1.0)],
    [("student_t", 2.5, 1.0), ("normal", 2.0)],
    [("normal", 2.0), ("laplace", 1.0)],
    [("laplace", 2.0), ("laplace", 1.0)],
    [("cauchy", 2.0), ("normal", 1.0)],
    [("logistic", 1.0), ("student_t", 30, 0.1)],
    [("student_t", 4, 10.0), ("student_t", 4, 0.5)],
]


def text(terms):
    return " + ".join(" ".join(str(part) for part in term) for term in terms)


for first, second in SUMS:
    for x in [0, 0.25, 1, 3, 10, 40, 150]:
        print(f"sum,{text([first, second])},{x},{nstr(convolution(first, second, x), 17)}")

for df in [1, 2.5, 3, 7, 30, 100]:
    for z in [1e-6, 0.001, 0.1, 1, 5, 20]:
        a, y = mpf(df) / 2, sqrt(mpf(df)) * mpf(z)
        value = log(y**a * besselk(a, y) / gamma(a) / mpf(2) ** (a - 1))
        print(f"characteristic,{df},{z},{nstr(value, 17)}")

for kind in [("normal", 2.5), ("student_t", 4, 1.5), ("cauchy", 2.5), ("normal", 0.3)]:
    for location in [-6, -2, 0, 1]:
        mean = quad(
            lambda u: density(kind, u) / (1 + exp(-location - u)),
            [-inf, -200, -60, -20, -8, -3, -1, 0, 1, 3, 8, 20, 60, 200, inf],
        )
        print(f"mean,{text([kind])},{location},{nstr(mean, 17)}")

# --- Fits: rows are (Intercept, a, b); quantiles as stated.
STATEMENTS = [
    ([1, 0, 0], [(0.05, 0.01), (0.95, 0.10)]),
    ([1, 1, 0], [(0.05, 0.05), (0.5, 0.2), (0.95, 0.30)]),
    ([1, 0, 1], [(0.1, 0.05), (0.9, 0.60)]),
    ([1, 1, 1], [(0.05, 0.3), (0.95, 0.9)]),
    ([0, 1, -1], [(0.2, 0.5), (0.9, 3.0)]),  # odds ratio
]
BASE = np.array([[0.0, 10.0], [0.0, 2.5], [0.0, 2.5]])


def stated(row, value):
    return logit(value) if row[0] else np.log(value)


NODES, WEIGHTS = np.polynomial.legendre.leggauss(1500)


def t_quantile(q, scales, df):
    """The quantile of a sum of independent t variables, by inversion on a fine grid."""
    scales = [s for s in scales if s > 0]
    if len(scales) == 1:
        return scales[0] * student.ppf(q, df)
    upper = 45 / np.sqrt(df) / sum(scales)
    t, w = upper * (NODES + 1) / 2, WEIGHTS * upper / 2
    phi = np.ones_like(t)
    for s in scales:
        y = np.sqrt(df) * s * t
        phi *= y ** (df / 2) * kv(df / 2, y) / sgamma(df / 2) / 2 ** (df / 2 - 1)
    cdf = lambda x: 0.5 + np.sum(w * np.sin(x * t) / t * phi) / np.pi
    return brentq(lambda x: cdf(x) - q, -30 * sum(scales), 30 * sum(scales), xtol=1e-13)


def fit(df):
    def residuals(p):
        m, s = p[:3], np.exp(p[3:])
        out = []
        for row, quantiles in STATEMENTS:
            row = np.array(row, float)
            for q, value in quantiles:
                if df is None:
                    z = norm.ppf(q) * np.sqrt(np.sum((row * s) ** 2))
                else:
                    z = t_quantile(q, np.abs(row) * s, df)
                out.append(row @ m + z - stated(row, value))
        # What the program adds so that nothing stays open.
        out += list(np.sqrt(1e-9) * (m - BASE[:, 0]) / BASE[:, 1])
        out += list(np.sqrt(1e-9) * (p[3:] - np.log(BASE[:, 1])))
        return out

    spread = {}
    for row, quantiles in STATEMENTS:
        (q0, v0), (q1, v1) = quantiles[0], quantiles[-1]
        width = (stated(row, v1) - stated(row, v0)) / (norm.ppf(q1) - norm.ppf(q0))
        for j, x in enumerate(row):
            if x:
                spread[j] = min(spread.get(j, np.inf), 0.25 * width / abs(x))
    low = [-np.inf] * 3 + [np.log(spread[j]) for j in range(3)]
    start = np.array([-2.0, 1.0, 1.0, -0.3, -0.3, -0.3])
    best = least_squares(
        residuals, start, bounds=(low, np.inf), xtol=1e-15, ftol=1e-15, gtol=1e-15, jac="3-point"
    )
    return best.x, 2 * best.cost


for name, df in [("normal", None), ("student_t 4", 4)]:
    x, cost = fit(df)
    numbers = [f"{v:.12g}" for j in range(3) for v in (x[j], np.exp(x[3 + j]))]
    print(f"fit,{name}," + ",".join(numbers) + f",{cost:.12g}")

# --- The pool of normal(-2, 0.5), share 0.6, normal(0, 1), share 0.3, and normal(1, 0.2), share 0.1.
PARTS = [(0.6, -2, 0.5), (0.3, 0, 1), (0.1, 1, 0.2)]
for q in [0.05, 0.25, 0.5, 0.75, 0.95]:
    x = brentq(lambda x: sum(w * norm.cdf(x, m, s) for w, m, s in PARTS) - q, -10, 10, xtol=1e-14)
    print(f"pool,{q},{x:.15g}")

# --- The risk difference of one condition under Intercept ~ normal(-1, 1), condition ~ normal(1, 0.5).


def risk_difference(d):
    def part(b):
        p = expit(b) + d
        inner = 0.0 if p <= 0 else 1.0 if p >= 1 else norm.cdf(logit(p) - b, 1, 0.5)
        return norm.pdf(b, -1, 1) * inner

    ends = [logit(1 - d)] if d > 0 else [logit(-d)] if d < 0 else []
    return integrate(part, -10, 8, points=ends, limit=400, epsabs=1e-12)[0]


for q in [0.05, 0.5, 0.95]:
    print(f"difference,{q},{brentq(lambda d: risk_difference(d) - q, -0.5, 0.9, xtol=1e-12):.9g}")

# --- Two experts, each fitted, completed by the other, pooled, and the pool fitted: five coefficients.
A = [
    ([1, 0, 0, 0, 0], [(0.05, logit(0.01)), (0.95, logit(0.10))]),
    ([1, 1, 0, 0, 0], [(0.05, logit(0.04)), (0.95, logit(0.40))]),
    ([1, 1, 0, 0, 1], [(0.05, logit(0.2)), (0.5, logit(0.6)), (0.95, logit(0.9))]),
]
B = [
    ([1, 0, 0, 0, 0], [(0.05, logit(0.01)), (0.5, logit(0.05)), (0.95, logit(0.2))]),
    ([0, 0, 0, 0, 1], [(0.1, np.log(2)), (0.9, np.log(20))]),
    ([1, 0, 0, 1, 0], [(0.95, logit(0.5))]),
]


def fit_informed(statements, scaled, located):
    """Only what the statements are about moves; the rest is the base."""

    def unpack(p):
        m, s = np.zeros(5), np.array([10, 2.5, 2.5, 2.5, 2.5])
        m[located], s[scaled] = p[: len(located)], np.exp(p[len(located) :])
        return m, s

    def width(quantiles):
        (q0, v0), (q1, v1) = quantiles[0], quantiles[-1]
        return (v1 - v0) / (norm.ppf(q1) - norm.ppf(q0))

    def residuals(p):
        m, s = unpack(p)
        return [
            np.dot(row, m) + norm.ppf(q) * np.linalg.norm(row * s) - v
            for row, quantiles in statements
            for q, v in quantiles
        ]

    low = [-np.inf] * len(located) + [
        np.log(min(0.25 * width(q) for row, q in statements if row[j] and len(q) > 1))
        for j in scaled
    ]
    start = np.zeros(len(located) + len(scaled))
    start[0] = -3
    best = least_squares(
        residuals, start, bounds=(low, np.inf), xtol=1e-15, ftol=1e-15, gtol=1e-15
    )
    return unpack(best.x)


(mA, sA), (mB, sB) = fit_informed(A, [0, 1, 4], [0, 1, 4]), fit_informed(B, [0, 4], [0, 3, 4])
mA[3], sA[3], mB[1], sB[1] = mB[3], sB[3], mA[1], sA[1]
pools = []
for row in [A[0][0], A[1][0], A[2][0], B[1][0], B[2][0]]:
    parts = [
        (w, np.dot(row, m), np.linalg.norm(row * s)) for w, m, s in [(2 / 3, mA, sA), (1 / 3, mB, sB)]
    ]
    mixture = lambda x: sum(w * norm.cdf(x, m, s) for w, m, s in parts)
    pools.append(
        (row, [(q, brentq(lambda x: mixture(x) - q, -30, 30, xtol=1e-14)) for q in [0.05, 0.25, 0.5, 0.75, 0.95]])
    )
m, s = fit_informed(pools, [0, 1, 4], [0, 1, 3, 4])
print("pooled," + ",".join(f"{v:.9g}" for pair in zip(m, s) for v in pair))
