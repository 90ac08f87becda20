"""Trains the block scorer: what `lab features` wrote goes in, src/score/model.bin comes out.

    cargo run --release -p lab -- features DATASET... -o FEATURES
    python3 lab/train/fit.py FEATURES src/score/model.bin

Without the second argument it cross-validates, folds grouped by registered domain, and prints the F1 of selected text.
Gradient-boosted trees (LightGBM) on soft labels (share of a block's words that the gold has), each block weighted by its
share of the page's text, so that every page counts alike. Same features, same model: seeds and thread count are fixed.
"""

import hashlib
import struct
import sys
from pathlib import Path

import lightgbm
import numpy as np

FOLDS = 5
TREES = 200
MIN_WEIGHT = 0.002  # of a page: even a one-word block teaches a little
SET_WEIGHTS = {"daniel": 0.5}  # 981 pages of few sites, against 1,333 of almost as many sites
PARAMETERS = {
    "objective": "cross_entropy",
    "num_leaves": 31,
    "learning_rate": 0.07,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 1.0,
    "max_bin": 127,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
MAGIC = b"TAMISGB1"
LEAF = 0xFFFF


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
        share = self.units / np.bincount(self.pages, self.units)[self.pages] + MIN_WEIGHT
        self.weights = share / share.mean() * np.array([SET_WEIGHTS.get(name, 1.0) for name in sets])
        self.folds = np.array([int(hashlib.md5(name.encode()).hexdigest(), 16) % FOLDS for name in domains])

    def fit(self, rows: np.ndarray) -> lightgbm.Booster:
        data = lightgbm.Dataset(self.features[rows], self.labels[rows], weight=self.weights[rows])
        return lightgbm.train(PARAMETERS, data, TREES)


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
        held_out = blocks.folds == fold
        probabilities[held_out] = blocks.fit(~held_out).predict(blocks.features[held_out])
    for (name, kind), scores in sorted(selected_f1(blocks, probabilities).items()):
        print(f"{name:<20}{kind:<16}{len(scores):>6}{np.mean(scores):>8.4f}")


def float_not_above(value: float) -> float:
    """The largest 32-bit float that is not above `value`: comparing 32-bit features with it decides alike."""
    rounded = np.float32(value)
    return float(rounded if rounded <= value else np.nextafter(rounded, np.float32(-np.inf)))


def nodes(tree: dict) -> list[tuple[int, float, int, int]]:
    """A tree as (feature, threshold, left, right), leaves as (LEAF, value, 0, 0); the root first."""
    rows: list = []
    waiting = [(tree["tree_structure"], None)]
    while waiting:
        node, link = waiting.pop()
        index = len(rows)
        if link is not None:
            parent, side = link
            rows[parent][side] = index
        if "leaf_value" in node:
            rows.append([LEAF, float(np.float32(node["leaf_value"])), 0, 0])
            continue
        assert node["decision_type"] == "<=", node["decision_type"]
        rows.append([node["split_feature"], float_not_above(node["threshold"]), 0, 0])
        waiting.append((node["right_child"], (index, 3)))
        waiting.append((node["left_child"], (index, 2)))
    return rows


def write(blocks: Blocks, path: Path) -> None:
    """File: magic, u16 features, u16 trees; a tree: u16 nodes, then per node u16 feature, f32, u16 left, u16 right (little endian)."""
    trees = blocks.fit(np.ones(len(blocks.labels), bool)).dump_model()["tree_info"]
    out = bytearray(MAGIC + struct.pack("<HH", len(blocks.names), len(trees)))
    for tree in trees:
        rows = nodes(tree)
        out += struct.pack("<H", len(rows))
        for row in rows:
            out += struct.pack("<HfHH", *row)
    path.write_bytes(out)
    path.with_name("feature_names.txt").write_text("\n".join(blocks.names) + "\n")


if __name__ == "__main__":
    training = Blocks(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        write(training, Path(sys.argv[2]))
    else:
        cross_validate(training)
