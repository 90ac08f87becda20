"""Fits the linear block scorer: what `lab features` wrote goes in, src/score/weights.rs comes out.

    cargo run --release -p lab -- features DATASET... -o FEATURES
    python3 lab/train/fit.py FEATURES src/score/weights.rs

With no second argument it cross-validates, folds grouped by registered domain, and prints the F1 of selected text.
Logistic regression on soft labels (share of a block's words that the gold has), each block weighted by its share of the
page's text, so that every page counts alike. Same features, same weights file: the seed is fixed, the order too.
"""

import hashlib
import sys
from pathlib import Path

import numpy as np

FOLDS = 5
EPOCHS = 8
BATCH_ROWS = 8192
LEARNING_RATE = 0.02  # halves each epoch
L2 = 1e-4
MIN_WEIGHT = 0.002  # of a page: even a one-word block teaches a little
ADAM_DECAY = (0.9, 0.999)


class Blocks:
    """Features (rows x features), labels, weights and origins of all blocks."""

    def __init__(self, folder: Path):
        self.names = (folder / "names.txt").read_text().split("\n")
        self.features = np.fromfile(folder / "features.f32", dtype="<f4").reshape(-1, len(self.names))
        rows = [line.rstrip("\n").split("\t") for line in (folder / "rows.tsv").open()]
        pages, sets, domains, labels, units, types = zip(*rows)
        self.sets, self.types = np.array(sets), np.array(types)
        self.labels = np.array(labels, dtype=np.float64)
        self.units = np.array(units, dtype=np.float64)
        _, self.pages = np.unique(np.array(pages), return_inverse=True)
        share = self.units / np.bincount(self.pages, self.units)[self.pages]
        self.weights = (share + MIN_WEIGHT) / (share + MIN_WEIGHT).mean()
        self.folds = np.array([int(hashlib.md5(name.encode()).hexdigest(), 16) % FOLDS for name in domains])
        self.mean = self.features.mean(0, dtype=np.float64)
        self.scale = self.features.std(0, dtype=np.float64) + 1e-6


def fit(blocks: Blocks, rows: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias for standardised features, by Adam (Kingma & Ba 2015) on the weighted log loss."""
    random = np.random.default_rng(0)
    parameters = np.zeros(len(blocks.names) + 1)
    first, second, step = np.zeros_like(parameters), np.zeros_like(parameters), 0
    for epoch in range(EPOCHS):
        order = random.permutation(rows)
        for start in range(0, len(order), BATCH_ROWS):
            batch = order[start : start + BATCH_ROWS]
            step += 1
            inputs = (blocks.features[batch] - blocks.mean) / blocks.scale
            error = (sigmoid(inputs @ parameters[:-1] + parameters[-1]) - blocks.labels[batch]) * blocks.weights[batch]
            gradient = np.append(inputs.T @ error / len(batch) + L2 * parameters[:-1], error.mean())
            first = ADAM_DECAY[0] * first + (1 - ADAM_DECAY[0]) * gradient
            second = ADAM_DECAY[1] * second + (1 - ADAM_DECAY[1]) * gradient**2
            corrected = np.sqrt(second / (1 - ADAM_DECAY[1] ** step)) + 1e-8
            parameters -= LEARNING_RATE * 0.5**epoch * first / (1 - ADAM_DECAY[0] ** step) / corrected
    return parameters[:-1], float(parameters[-1])


def sigmoid(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-values))


def selected_f1(blocks: Blocks, probabilities: np.ndarray) -> dict[tuple[str, str], list[float]]:
    """F1 of the text that expected-F1 selection keeps, by set and page type, in letters rather than words."""
    order = np.lexsort((-probabilities, blocks.pages))
    found: dict[tuple[str, str], list[float]] = {}
    for page in np.split(order, np.flatnonzero(np.diff(blocks.pages[order])) + 1):
        units, hits = blocks.units[page], blocks.units[page] * probabilities[page]
        kept = np.cumsum(units)
        best = int(np.argmax(2 * np.cumsum(hits) / (kept + hits.sum() + 1e-9))) + 1
        gold = units * blocks.labels[page]
        score = 2 * gold[:best].sum() / (kept[best - 1] + gold.sum() + 1e-9)
        for kind in ("all", blocks.types[page[0]]):
            found.setdefault((blocks.sets[page[0]], kind), []).append(float(score))
    return found


def cross_validate(blocks: Blocks) -> None:
    probabilities = np.zeros(len(blocks.labels))
    for fold in range(FOLDS):
        weights, bias = fit(blocks, np.flatnonzero(blocks.folds != fold))
        held_out = np.flatnonzero(blocks.folds == fold)
        inputs = (blocks.features[held_out] - blocks.mean) / blocks.scale
        probabilities[held_out] = sigmoid(inputs @ weights + bias)
    for (name, kind), scores in sorted(selected_f1(blocks, probabilities).items()):
        print(f"{name:<20}{kind:<16}{len(scores):>6}{np.mean(scores):>8.4f}")


def write(blocks: Blocks, path: Path) -> None:
    weights, bias = fit(blocks, np.arange(len(blocks.labels)))
    weights = weights / blocks.scale
    bias -= float(weights @ blocks.mean)
    lines = "".join(f'    ("{name}", {weight:.5}),\n' for name, weight in zip(blocks.names, weights))
    path.write_text(
        "//! Weights of the linear scorer, one a feature in the features' order.\n"
        "//!\n"
        "//! Written by lab/train/fit.py, which says how; not edited by hand.\n\n"
        "/// Log odds of a block whose features are all zero.\n"
        f"pub const BIAS: f32 = {bias:.5};\n\n"
        "/// Change of the log odds for each unit of a feature.\n"
        "#[rustfmt::skip]\n"
        f"pub const WEIGHTS: [(&str, f32); {len(weights)}] = [\n{lines}];\n"
    )


if __name__ == "__main__":
    training = Blocks(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        write(training, Path(sys.argv[2]))
    else:
        cross_validate(training)
