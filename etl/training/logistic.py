"""Logistic regression over named features, with a ridge penalty, solved by Newton steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

RARE = 4  # features seen fewer times get no weight


def fit_weights(features: Sequence[Mapping[str, float]], right: Sequence[bool], ridge: float) -> dict[str, float]:
    """Weights by feature name, the most likely ones under a normal prior of variance 1 / `ridge`."""
    counts = Counter(name for row in features for name, value in row.items() if value)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(features), len(names)))
    for line, row in enumerate(features):
        for name, value in row.items():
            if name in column:
                matrix[line, column[name]] = value
    target = np.array(right, dtype=float)
    weights = np.zeros(len(names))
    for _ in range(30):
        probability = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (target - probability) - ridge * weights
        hessian = (matrix * (probability * (1 - probability))[:, None]).T @ matrix + ridge * np.eye(len(names))
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weights[column[name]]), 4) for name in names}
