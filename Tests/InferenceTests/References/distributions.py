"""Reference values of the prior families to 17 digits: python3 distributions.py > distributions.csv

Needs mpmath (1.3). Densities and distribution functions are written from their definitions;
derivatives are numerical, at 400 digits (60 for Student's t and log-F).
"""
from mpmath import atan, betainc, diff, erfc, exp, log, log1p, loggamma, mp, mpf, nstr, pi, sqrt


def normal(x, m, s):
    return -((x - m) / s) ** 2 / 2 - log(s) - log(2 * pi) / 2, erfc((m - x) / s / sqrt(2)) / 2


def student_t(x, n, m, s):
    z = (x - m) / s
    tail = betainc(n / 2, mpf(1) / 2, 0, n / (n + z * z), regularized=True) / 2
    density = loggamma((n + 1) / 2) - loggamma(n / 2) - log(n * pi) / 2 - log(s)
    return density - (n + 1) / 2 * log(1 + z**2 / n), tail if z < 0 else 1 - tail


def cauchy(x, m, s):
    z = (x - m) / s
    return -log(pi * s * (1 + z**2)), atan(-1 / z) / pi if z < 0 else mpf(1) / 2 + atan(z) / pi


def laplace(x, m, s):
    z = (x - m) / s
    return -abs(z) - log(2 * s), exp(z) / 2 if z < 0 else 1 - exp(-z) / 2


def logistic(x, m, s):
    z = (x - m) / s
    return -z - 2 * log(1 + exp(-z)) - log(s), 1 / (1 + exp(-z))


def log_F(x, m, n):
    a, b = m / 2, n / 2
    low = betainc(a, b, 0, 1 / (1 + exp(-x)), regularized=True)
    return a * x - (a + b) * log1p(exp(x)) - loggamma(a) - loggamma(b) + loggamma(a + b), low


CASES = [
    (normal, "0 2.5"), (normal, "1.5 0.5"),
    (student_t, "3 0 2.5"), (student_t, "0.5 -1 2"), (student_t, "7 1 2.5"),
    (student_t, "100 0 1"), (student_t, "1000000 0 1"),
    (cauchy, "0 2.5"), (cauchy, "-1 0.5"),
    (laplace, "0 1"), (laplace, "2 0.5"),
    (logistic, "0 1"), (logistic, "-2 1.5"),
    (log_F, "1 1"), (log_F, "2 2"), (log_F, "1 3"), (log_F, "40 3"),
]
POINTS = ["-1e100", "-40", "-7.25", "-0.3", "0.125", "2", "12.5", "1e100"]


def text(value):
    return "0" if abs(value) < mpf(10) ** -320 else nstr(value, 17)


print("family,arguments,x,log_density,score,information,cumulative")
for family, arguments in CASES:
    numbers = [mpf(float(a)) for a in arguments.split()]
    mp.dps = 60 if family in (student_t, log_F) else 400
    for point in POINTS:
        if "1e" in point and family not in (student_t, cauchy):
            continue
        x = mpf(float(point))
        value, cumulative = family(x, *numbers)
        if family is laplace and x == numbers[0]:
            score, information = mpf(0), mpf(0)  # by convention
        else:
            density = lambda t: family(t, *numbers)[0]
            step = abs(x) * mpf(10) ** (-mp.dps // 5)
            score, information = diff(density, x, h=step), -diff(density, x, 2, h=step)
        numbers_out = [text(v) for v in (value, score, information, cumulative)]
        print(",".join([family.__name__, arguments, point] + numbers_out))
