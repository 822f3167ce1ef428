"""The same measures of the draws of every engine, by ArviZ.

Usage: measures.py FOLDER      (needs numpy and arviz; prints one JSON object)

Reads draws.npy, or draws.bin with its shape in peer.json, or the draws.csv of csto-bayes.
"""

import json
import os
import sys

import arviz
import numpy as np


def draws_of(folder):
    """Chains x draws x coefficients."""
    path = os.path.join(folder, "draws.npy")
    if os.path.exists(path):
        return np.load(path)
    path = os.path.join(folder, "draws.bin")
    if os.path.exists(path):
        with open(os.path.join(folder, "peer.json")) as file:
            draws, chains, coefficients = json.load(file)["shape"]
        values = np.fromfile(path).reshape(coefficients, chains, draws)
        return values.transpose(1, 2, 0)
    path = os.path.join(folder, "draws.csv")
    with open(path) as file:
        names = file.readline().strip().split(",")
    with open(os.path.join(folder, "run.json")) as file:
        coefficients = json.load(file)["coefficients"]
    places = [names.index(name) for name in [".chain", *coefficients]]
    table = np.loadtxt(path, delimiter=",", skiprows=1, usecols=places, ndmin=2)
    chains = np.unique(table[:, 0])
    return np.stack([table[table[:, 0] == chain, 1:] for chain in chains])


def main():
    draws = draws_of(sys.argv[1])
    data = arviz.convert_to_dataset({"coefficient": draws})

    def values(result):
        return result["coefficient"].values

    bulk = values(arviz.ess(data, method="bulk"))
    measures = {
        "chains": draws.shape[0],
        "draws": draws.shape[1],
        "min_bulk_ess": float(bulk.min()),
        "min_tail_ess": float(values(arviz.ess(data, method="tail")).min()),
        "max_r_hat": float(values(arviz.rhat(data)).max()),
        "mean": draws.mean((0, 1)).tolist(),
        "sd": draws.std((0, 1), ddof=1).tolist(),
        "mcse": values(arviz.mcse(data, method="mean")).tolist(),
    }
    print(json.dumps(measures))


main()
