"""Reference answers for predictions, average effects and hypotheses, from draws that are made up.

    python3 effects.py        (numpy 2.x, arviz 0.2x; writes effects_cases.csv, effects_draws.csv, effects.json)

The model is  k | trials(n) ~ protest * region + log(gdp) + I(gdp^2) + offset(exposure),  region with the
reference level Baltic. The design is written out here by hand, column by column; slopes are central
differences of the probability itself. Nothing of csto-bayes is used.
"""

import csv
import itertools
import json

import arviz
import numpy

CASES = [  # case, k, n, protest, region, gdp, exposure
    ("A", 1, 3, 1, "Asia", 1.5, 0.0),
    ("B", 0, 1, 0, "Baltic", 2.0, 0.5),
    ("C", 4, 9, 1, "Caucasus", 0.75, -0.25),
    ("D", 2, 2, 0, "Asia", 3.0, 0.0),
    ("E", 0, 5, 0, "Caucasus", 1.0, 0.125),
    ("F", 1, 1, 1, "Baltic", 2.5, 0.0),
    ("G", 0, 0, 1, "Asia", 4.0, 1.0),  # no trials: counts for nothing
    ("H", 3, 7, 1, "Asia", 1.5, 0.0),  # equal to A
]
NAMES = [
    "Intercept", "protest", "regionAsia", "regionCaucasus", "log(gdp)", "I(gdp^2)",
    "protest:regionAsia", "protest:regionCaucasus",
]


def row(protest, region, gdp):
    asia, caucasus = float(region == "Asia"), float(region == "Caucasus")
    return numpy.array([
        1.0, protest, asia, caucasus, numpy.log(gdp), gdp**2, protest * asia, protest * caucasus,
    ])


def probability(draws, protest, region, gdp, exposure, sign=1):
    """Of the outcome; with the sign -1 of its absence, without the rounding of 1 - p."""
    eta = draws @ row(protest, region, gdp) + exposure
    return 1 / (1 + numpy.exp(-sign * eta))


def estimate(values, mass=0.9):
    """values: chains x draws."""
    flat = values.ravel()
    data = arviz.convert_to_dataset(values)["x"]
    tail = (1 - mass) / 2
    lower, upper = numpy.quantile(flat, [tail, 1 - tail])
    hdi = arviz.hdi(flat, hdi_prob=mass)
    return {
        "mean": flat.mean(), "median": numpy.median(flat), "sd": flat.std(ddof=1),
        "lower": lower, "upper": upper, "hdi_lower": hdi[0], "hdi_upper": hdi[1],
        "mcse_mean": float(arviz.mcse(data, method="mean")["x"]),
        "mcse_lower": float(arviz.mcse(data, method="quantile", prob=tail)["x"]),
        "mcse_upper": float(arviz.mcse(data, method="quantile", prob=1 - tail)["x"]),
        "mcse_median": float(arviz.mcse(data, method="median")["x"]),
    }


def effect(probabilities_before, probabilities_after):
    (before, not_before), (after, not_after) = probabilities_before, probabilities_after
    difference = after - before
    return {
        "before": estimate(before), "after": estimate(after),
        "risk_difference": estimate(difference), "risk_ratio": estimate(after / before),
        "odds_ratio": estimate(after / not_after / (before / not_before)),
        **evidence(difference),
    }


def evidence(difference, rope=0.05):
    positive = (difference > 0).astype(float)
    p = positive.mean()  # None: all draws agree, which the program says by its own rule
    ess = float(arviz.ess(arviz.convert_to_dataset(positive), method="mean")["x"])
    return {
        "p_positive": p, "mcse_p_positive": numpy.sqrt(p * (1 - p) / ess) if 0 < p < 1 else None,
        "evidence_ratio": p / (1 - p) if p < 1 else None,
        "rope": [
            (difference < -rope).mean(), (abs(difference) <= rope).mean(), (difference > rope).mean(),
        ],
    }


def main():
    generator = numpy.random.default_rng(20260105)
    center = numpy.array([-0.7, 0.9, 0.4, -0.5, 0.6, -0.15, 0.3, -0.8])
    mixing = numpy.tril(generator.normal(0, 0.25, (8, 8))) + numpy.diag([0.5] * 8)
    steps = generator.normal(size=(4, 250, 8)) @ mixing.T
    chains = numpy.empty_like(steps)
    chains[:, 0] = steps[:, 0]
    for t in range(1, 250):  # an autocorrelation of 0.4
        chains[:, t] = 0.4 * chains[:, t - 1] + numpy.sqrt(1 - 0.16) * steps[:, t]
    chains = numpy.round(chains + center, 6)

    with open("effects_cases.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["case", "k", "n", "protest", "region", "gdp", "exposure"])
        for case, k, n, protest, region, gdp, exposure in CASES:
            writer.writerow([case, k, n, "yes" if protest else "no", region, gdp, exposure])
    with open("effects_draws.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([".chain", ".iteration", ".draw"] + NAMES)
        for c, t in itertools.product(range(4), range(250)):
            values = [f"{value:.6f}" for value in chains[c, t]]
            writer.writerow([c + 1, t + 1, 250 * c + t + 1] + values)

    weights = numpy.array([case[2] for case in CASES], float)
    weights /= weights.sum()

    def average(change, sign=1):
        total = 0.0
        for weight, (_, _, _, protest, region, gdp, exposure) in zip(weights, CASES):
            values = {"protest": protest, "region": region, "gdp": gdp, "exposure": exposure}
            values.update(change(values))
            total = total + weight * probability(chains, **values, sign=sign)
        return total

    def both(change):
        return average(change), average(change, -1)

    def slope(name, step=1e-4):
        up = average(lambda values: {name: values[name] + step})
        down = average(lambda values: {name: values[name] - step})
        return (up - down) / (2 * step)

    gdp_sd = numpy.std([case[5] for case in CASES], ddof=1)
    gdp_mean = numpy.mean([case[5] for case in CASES])
    exposure_mean = numpy.mean([case[6] for case in CASES])
    base = both(lambda values: {})
    effects = {
        "protest no -> yes": effect(
            both(lambda _: {"protest": 0}), both(lambda _: {"protest": 1})
        ),
        "region Baltic -> Asia": effect(
            both(lambda _: {"region": "Baltic"}), both(lambda _: {"region": "Asia"})
        ),
        "region Baltic -> Caucasus": effect(
            both(lambda _: {"region": "Baltic"}), both(lambda _: {"region": "Caucasus"})
        ),
        "gdp +1": effect(base, both(lambda values: {"gdp": values["gdp"] + 1})),
        "gdp +sd": effect(base, both(lambda values: {"gdp": values["gdp"] + gdp_sd})),
        "exposure +1": effect(base, both(lambda values: {"exposure": values["exposure"] + 1})),
    }
    slopes = {
        name: {"slope": estimate(slope(name)), **evidence(slope(name))}
        for name in ["gdp", "exposure"]
    }

    def grid(protest):
        return tuple(
            sum(
                probability(chains, protest, region, gdp_mean, exposure_mean, sign)
                for region in ["Baltic", "Asia", "Caucasus"]
            ) / 3
            for sign in [1, -1]
        )

    def scenario(*place):
        return tuple(probability(chains, *place, sign) for sign in [1, -1])

    scenarios = {
        "protest=yes, region=Asia, gdp=1.5, exposure=0": estimate(
            probability(chains, 1, "Asia", 1.5, 0)
        ),
        "protest=no, region=Caucasus": estimate(
            probability(chains, 0, "Caucasus", gdp_mean, exposure_mean)
        ),
        "gdp=5": estimate(probability(chains, 0, "Baltic", 5, exposure_mean)),
    }
    contrast = effect(
        scenario(0, "Asia", 2, exposure_mean), scenario(1, "Caucasus", 2, exposure_mean)
    )
    beta = {name: chains[:, :, index] for index, name in enumerate(NAMES)}
    p = probability(chains, 1, "Baltic", gdp_mean, exposure_mean)
    hypotheses = {
        "protest > regionAsia": beta["protest"] - beta["regionAsia"],
        "protest + protest:regionAsia > 0": beta["protest"] + beta["protest:regionAsia"],
        "abs(log(gdp)) < 2 * abs(protest - 1) / 3": -(
            abs(beta["log(gdp)"]) - 2 * abs(beta["protest"] - 1) / 3
        ),
        "exp(protest) >= 2^1.5": numpy.exp(beta["protest"]) - 2**1.5,
        "p(protest=yes) > 0.4": p - 0.4,
    }
    wide = probability(chains, 1, "Asia", 1.5, 0)
    answers = {
        "made_by": "python3 effects.py, numpy %s, arviz %s"
        % (numpy.__version__, arviz.__version__),
        "effects": effects, "slopes": slopes,
        "grid": effect(grid(0), grid(1)),
        "scenarios": scenarios, "mass_80": estimate(wide, 0.8), "contrast": contrast,
        "hypotheses": {
            text: {"difference": estimate(-value if " < " in text else value), **evidence(value)}
            for text, value in hypotheses.items()
        },
    }
    with open("effects.json", "w") as file:
        json.dump(answers, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
