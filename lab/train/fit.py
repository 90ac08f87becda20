"""Fits the model from what `lab train` wrote; `lab train` calls it, step by step.

    python3 fit.py tables WORK       linear models over hashed names, words and signs of the template, each leaving out one or two folds
    python3 fit.py types WORK        what tells types of pages apart, for each fold and for the program
    python3 fit.py networks WORK     a network over the blocks of pages, for each fold and for the program
    python3 fit.py trees WORK        gradient-boosted trees over the features of blocks, for each fold and for the program
    python3 fit.py confidence WORK   trees from a page's signals to its F1, for each fold and for the program

Labels are soft: the share of a block's words that the gold has. Each block weighs as its share of the page's text, so that every
page counts alike. Linear models are L2-regularised logistic regressions (scipy's L-BFGS), trees are LightGBM's. The trees see
scores of linear models that knew neither the page's fold nor, in cross-validation, the fold that is held out.
Same files, same model: seeds and thread counts are fixed, nothing depends on time.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # sums in one order

import argparse
import struct
from pathlib import Path

import lightgbm
import numpy as np
import scipy.optimize
import scipy.sparse

import page_types
from workers import run_all

FOLDS = 5
NAME_BITS, WORD_BITS = 15, 15  # as in src/score/evidence/tables.rs
HEADLINE_SETS = ["daniel", "magichtml-forum"]  # their gold begins with the headline, which is `title` here
SEGMENT_SETS = ["trafilatura"]

GRAFT_MARK = "+"  # as in lab/src/graft.rs
MIN_WEIGHT = 0.002  # of a page: even a one-word block teaches a little
SET_WEIGHTS = {"daniel": 0.5}  # 981 pages of few sites, against 1,333 of almost as many sites
# Types with few pages weigh more. In cross-validation wcxb's 1,333 pages with a gold had word F1 .8904 (400 trees, learning rate
# .05), against .8886 with even weights and 200 trees.
TYPE_WEIGHTS = {"forum": 1.6, "product": 1.6, "collection": 1.6, "listing": 1.6, "service": 1.3, "documentation": 1.3}
SEGMENT_WEIGHT = 0.3  # of a page whose labels are a handful of segments

# Chosen on one held-out fold by log-loss: .351 for names (.408 at 60, .352 at 600, .357 at 1,500, .372 at 4,000) and .464 for the
# first eight words of a block (.468 at 20, .466 at 60, .485 at 200).
NAME_L2, WORD_L2 = 1000.0, 40.0
TABLE_ITERATIONS = 60

TREES = 250
# Every tree sees all blocks: drawing four of five for each made magic-html's threads .837 instead of .849 and WCXB's collections .718 instead
# of .726, in the mean of several seeds.
TREE_PARAMETERS = {
    "objective": "cross_entropy",
    "num_leaves": 31,
    "learning_rate": 0.07,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.3,
    "lambda_l2": 1.0,
    "max_bin": 127,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
# Of a page without its article (lab/src/graft.rs), for the confidence: all together weigh as two of a hundred pages, about as many as have none
# in wcxb.
BARE_WEIGHT = 0.1
CONFIDENCE_TREES = 60
CONFIDENCE_PARAMETERS = TREE_PARAMETERS | {
    "num_leaves": 7,
    "learning_rate": 0.06,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.6,
}
MAGIC = b"TAMISNN2"
ALL_LEAVES = 0xFFFFFFFF  # of a tree, a bit each


class Blocks:
    """All blocks, one row each, and the pages that they belong to."""

    def __init__(self, folder: Path):
        self.folder = folder
        rows = [line.rstrip("\n").split("\t") for line in (folder / "rows.tsv").open()]
        pages, sets, folds, labels, units, types, languages, titles = zip(*rows)
        is_first = np.r_[True, np.array(pages[1:]) != np.array(pages[:-1])]
        self.page = np.cumsum(is_first) - 1
        self.start = np.flatnonzero(is_first)
        names = np.array(pages)[self.start]
        self.is_graft = np.char.find(names, GRAFT_MARK) >= 0
        articles, counts = np.unique(np.char.partition(names, GRAFT_MARK)[:, 0], return_inverse=True, return_counts=True)[1:]
        self.article, self.copies = articles, counts[articles]  # a page's article, and how many pages have it
        self.sets, self.types, self.languages = np.array(sets), np.array(types), np.array(languages)
        self.folds = np.array(folds, dtype=int)
        self.units = np.array(units, dtype=float)
        self.is_labelled = np.array(labels) != "-"
        self.labels = np.array([0.0 if label == "-" else float(label) for label in labels])
        self.is_title = np.array(titles) == "1"
        # Trees and linear models learn from the pages alone, the network also from their grafts: a page and its grafts weigh as one page.
        self.weights = self.weigh(1 - self.is_graft)
        self.weights_with_grafts = self.weigh(1 / self.copies)

    def weigh(self, page_weights: np.ndarray) -> np.ndarray:
        """Weight of each block, mean 1 over those that count."""
        weights = self.units / np.bincount(self.page, self.units)[self.page] + MIN_WEIGHT
        weights *= np.array([SET_WEIGHTS.get(name, 1.0) for name in self.sets[self.start]])[self.page]
        weights *= np.array([TYPE_WEIGHTS.get(name, 1.0) for name in self.types[self.start]])[self.page]
        has_segments = np.isin(self.sets, SEGMENT_SETS)
        labelled = np.bincount(self.page, self.is_labelled & has_segments)[self.page]
        weights[has_segments] = (SEGMENT_WEIGHT / np.maximum(labelled, 1))[has_segments]
        weights *= page_weights[self.page]
        weights[~self.is_labelled | (self.is_title & np.isin(self.sets, HEADLINE_SETS))] = 0
        return weights / weights[weights > 0].mean()

    def matrix(self, name: str, columns: list[str], repeats: int = 1) -> np.ndarray:
        values = np.fromfile(self.folder / f"{name}.f32", dtype="<f4")
        shape = (-1, repeats, len(columns)) if repeats > 1 else (-1, len(columns))
        return values.reshape(shape)

    def names(self, name: str) -> list[str]:
        return (self.folder / f"{name}.txt").read_text().split("\n")

    def counts(self, name: str, bits: int) -> scipy.sparse.csr_matrix:
        """How often each bucket occurs in each row."""
        buckets = np.fromfile(self.folder / f"{name}.u16", dtype="<u2").astype(np.int32)
        lengths = np.fromfile(self.folder / f"{name}.len", dtype="<u2").astype(np.int64)
        bounds = np.r_[0, np.cumsum(lengths)]
        counts = scipy.sparse.csr_matrix(
            (np.ones(len(buckets), np.float32), buckets, bounds), shape=(len(lengths), 1 << bits)
        )
        counts.sum_duplicates()
        return counts


def distinct_rows(counts: scipy.sparse.csr_matrix) -> tuple[scipy.sparse.csr_matrix, np.ndarray]:
    """The distinct rows, and for each row which it is: blocks of one template share theirs, which saves most of the work."""
    projection = np.random.default_rng(0).standard_normal((counts.shape[1], 2))
    keys = np.round(counts @ projection, 6)
    _, first, which = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return counts[first], which.ravel()


def logistic(counts: scipy.sparse.csr_matrix, positive: np.ndarray, negative: np.ndarray, l2: float) -> np.ndarray:
    """Weights and, last, the bias."""
    width, transposed = counts.shape[1], counts.T.tocsr()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = counts @ weights[:width] + weights[width]
        softplus = np.logaddexp(0, score)
        value = (negative * softplus + positive * (softplus - score)).sum()
        slope = (positive + negative) / (1 + np.exp(-score)) - positive
        gradient = np.r_[transposed @ slope + l2 * weights[:width], slope.sum()]
        return value + 0.5 * l2 * (weights[:width] ** 2).sum(), gradient

    start = np.zeros(width + 1)
    return scipy.optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": TABLE_ITERATIONS, "maxfun": 2 * TABLE_ITERATIONS}
    ).x


def table_bytes(weights: np.ndarray) -> bytes:
    """f32 scale, f32 bias, then a signed byte a weight."""
    scale, bias, rounded = page_types.rounded(weights)
    return struct.pack("<ff", scale, bias) + rounded.tobytes()


class Linear:
    """What the linear models are fitted on."""

    def __init__(self, folder: Path):
        self.blocks = blocks = Blocks(folder)
        self.names = distinct_rows(blocks.counts("names", NAME_BITS))
        self.words = distinct_rows(blocks.counts("words", WORD_BITS))
        self.types = page_types.PageTypes(blocks)

    def over_blocks(self, rows: tuple[scipy.sparse.csr_matrix, np.ndarray], is_seen: np.ndarray, l2: float) -> bytes:
        counts, which = rows
        weights, labels = self.blocks.weights, self.blocks.labels
        size = counts.shape[0]
        positive = np.bincount(which[is_seen], (weights * labels)[is_seen], minlength=size)
        negative = np.bincount(which[is_seen], (weights * (1 - labels))[is_seen], minlength=size)
        used = positive + negative > 0
        return table_bytes(logistic(counts[used], positive[used], negative[used], l2))

    def tables(self, unseen: list[int]) -> bytes:
        """All tables, fitted without some folds, as they stand in a model file."""
        is_seen = ~np.isin(self.blocks.folds, unseen)
        scales, biases, weights = self.types.table("signs", frozenset(unseen))
        return (
            self.over_blocks(self.names, is_seen, NAME_L2)
            + self.over_blocks(self.words, is_seen, WORD_L2)
            + b"".join(struct.pack("<ff", *head) + kind.tobytes() for *head, kind in zip(scales, biases, weights.T))
        )

    def write(self, unseen: list[int]) -> None:
        name = "-".join(map(str, unseen)) or "all"
        (self.blocks.folder / "tables" / f"{name}.bin").write_bytes(self.tables(unseen))


def write_tables(folder: Path) -> None:
    (folder / "tables").mkdir(exist_ok=True)
    pairs = [[low, high] for high in range(FOLDS) for low in range(high)]
    linear = Linear(folder)
    run_all(linear.write, pairs + [[fold] for fold in range(FOLDS)] + [[]])


def write_types(folder: Path) -> None:
    page_types.write(page_types.PageTypes(Blocks(folder)), folder)


def float_not_above(value: float) -> float:
    """The largest 32-bit float that is not above `value`: comparing 32-bit features with it decides alike."""
    rounded = np.float32(value)
    return float(rounded if rounded <= value else np.nextafter(rounded, np.float32(-np.inf)))


def splits_and_leaves(node: dict, first_leaf: int = 0) -> tuple[list, list]:
    """Splits as (feature, threshold, leaves that remain above it), and the leaves' values from left to right."""
    if "leaf_value" in node:
        return [], [node["leaf_value"]]
    assert node["decision_type"] == "<=", node["decision_type"]
    left_splits, left = splits_and_leaves(node["left_child"], first_leaf)
    right_splits, right = splits_and_leaves(node["right_child"], first_leaf + len(left))
    above = ALL_LEAVES & ~(((1 << len(left)) - 1) << first_leaf)
    split = (node["split_feature"], float_not_above(node["threshold"]), above)
    return [split, *left_splits, *right_splits], left + right


def forest_bytes(booster: lightgbm.Booster) -> bytes:
    """u16 features, u16 trees; a tree: u8 splits, then per split u16 feature, f32 threshold, u32 leaves that remain above it (bit 0:
    the leftmost), then an f32 for each leaf from left to right (little endian)."""
    trees = booster.dump_model()["tree_info"]
    out = struct.pack("<HH", booster.num_feature(), len(trees))
    for tree in trees:
        splits, leaves = splits_and_leaves(tree["tree_structure"])
        out += struct.pack("<B", len(splits)) + b"".join(struct.pack("<HfI", *split) for split in splits)
        out += struct.pack(f"<{len(leaves)}f", *leaves)
    return out


def no_forest(features: int) -> bytes:
    return struct.pack("<HH", features, 0)


class Trees:
    """What the trees are fitted on."""

    def __init__(self, folder: Path):
        self.blocks = blocks = Blocks(folder)
        self.plain_names, self.evidence_names = blocks.names("features"), blocks.names("evidence")
        self.plain = blocks.matrix("features", self.plain_names)
        self.evidence = blocks.matrix("evidence", self.evidence_names, FOLDS)

    def rows(self, fold: int | None) -> np.ndarray:
        """Features with the linear models' scores as they stand when a fold is held out, or for the program when none is."""
        if fold is not None:
            return np.hstack([self.plain, self.evidence[:, fold]])
        own = self.evidence[np.arange(len(self.plain)), self.blocks.folds]
        return np.hstack([self.plain, own])

    def fit(self, fold: int | None, columns: np.ndarray | None = None, **changes: float) -> lightgbm.Booster:
        used = self.blocks.weights > 0
        if fold is not None:
            used &= self.blocks.folds != fold
        rows = self.rows(fold)[used]
        rows = rows if columns is None else rows[:, columns]
        data = lightgbm.Dataset(rows, self.blocks.labels[used], weight=self.blocks.weights[used])
        parameters = TREE_PARAMETERS | changes
        return lightgbm.train(parameters, data, int(parameters.pop("trees", TREES)))

    def write(self, fold: int | None) -> None:
        tables = "all" if fold is None else str(fold)
        name = "model.bin" if fold is None else f"fold-{fold}.bin"
        folder = self.blocks.folder
        model = MAGIC + b"".join((folder / kind / f"{tables}.bin").read_bytes() for kind in ["tables", "types"])
        model += forest_bytes(self.fit(fold))
        model += (folder / "networks" / f"{tables}.bin").read_bytes()
        # Not calibrated yet: a forest of no trees.
        (folder / name).write_bytes(model + no_forest(0))


def write_network(work: tuple[Path, int | None]) -> None:
    # Not needed by the other steps, and slow to load.
    import network

    folder, fold = work
    network.write(Trees(folder), fold)


def write_networks(folder: Path) -> None:
    (folder / "networks").mkdir(exist_ok=True)
    run_all(write_network, [(folder, fold) for fold in [*range(FOLDS), None]], "spawn")


def write_trees(folder: Path) -> None:
    trees = Trees(folder)
    for fold in [*range(FOLDS), None]:
        trees.write(fold)
    names = trees.plain_names + trees.evidence_names
    (folder / "feature_names.txt").write_text("\n".join(names) + "\n")


def write_confidence(folder: Path) -> None:
    rows = [line.split("\t") for line in (folder / "signals.tsv").read_text().splitlines()]
    folds = np.array([int(row[1]) for row in rows])
    weights = np.array([BARE_WEIGHT if row[0].endswith(GRAFT_MARK) else 1.0 for row in rows])
    scores = np.array([float(row[2]) for row in rows])
    signals = np.array([[float(value) for value in row[3:]] for row in rows], dtype=np.float32)
    for fold in [*range(FOLDS), None]:
        used = folds != fold if fold is not None else np.ones(len(rows), bool)
        data = lightgbm.Dataset(signals[used], scores[used], weight=weights[used])
        forest = forest_bytes(lightgbm.train(CONFIDENCE_PARAMETERS, data, CONFIDENCE_TREES))
        path = folder / ("model.bin" if fold is None else f"fold-{fold}.bin")
        path.write_bytes(path.read_bytes().removesuffix(no_forest(0)) + forest)


STEPS = {"tables": write_tables, "types": write_types, "networks": write_networks, "trees": write_trees, "confidence": write_confidence}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Fits the model; called by `lab train`.")
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("work", type=Path)
    arguments = parser.parse_args()
    STEPS[arguments.step](arguments.work)
