"""Fits what tells types of pages apart (src/score/evidence/page_types.rs); `lab train` calls it through fit.py.

Multinomial logistic regressions over the signs of a page's template, over its names and over its words, and two over their log-odds, with those
by words and without: the first three are drawn to 0 by their penalty, the rare types most, and the last two learn from log-odds that they
give pages of folds they have not seen how far (stacking, Wolpert 1992). Words count on English pages alone, as other languages have only
articles and threads here. All are L2-regularised and fitted by scipy's L-BFGS.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # sums in one order

import struct
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import scipy.optimize
import scipy.sparse

PAGE_TYPES = ["article", "documentation", "service", "forum", "listing", "collection", "product"]
TYPES = len(PAGE_TYPES)
SET_WEIGHTS = {"daniel": 0.05}  # articles of few sites: more, and all pages like theirs are articles
TEMPLATE_SET_WEIGHTS = {"daniel": 0.3}  # for what blocks are told of the type
BITS = {"signs": 12, "page_names": 13, "page_words": 13}  # as in src/score/evidence
# By log-loss in cross-validation: .655 for signs (.672 at 1, .671 at 10), .697 for names (.720 at 1, .700 at 10), .646 for words
# (.660 at 3, .664 at 30); of all together .383 (.388 with 3 for the last, .396 with 30).
L2 = {"signs": 3.0, "page_names": 3.0, "page_words": 10.0}
STACK_L2 = 10.0
ITERATIONS = 60


def softmax(counts: scipy.sparse.csr_matrix, classes: np.ndarray, weights: np.ndarray, l2: float) -> np.ndarray:
    """Weights (column x type) and, in the last row, the biases."""
    width, kinds, transposed = counts.shape[1], classes.shape[1], counts.T.tocsr()

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat.reshape(width + 1, kinds)
        score = counts @ table[:width] + table[width]
        score -= score.max(1, keepdims=True)
        normaliser = np.log(np.exp(score).sum(1))
        value = (weights * (normaliser - (classes * score).sum(1))).sum() + 0.5 * l2 * (table[:width] ** 2).sum()
        slope = (np.exp(score - normaliser[:, None]) - classes) * weights[:, None]
        return value, np.r_[transposed @ slope + l2 * table[:width], slope.sum(0)[None]].ravel()

    start = np.zeros((width + 1) * kinds)
    found = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS})
    return found.x.reshape(width + 1, kinds)


def rounded(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """f32 scales and biases, and weights as signed bytes, as they stand in a model file."""
    scales = (np.maximum(np.abs(weights[:-1]).max(0), 1e-6) / 127).astype(np.float32)
    return scales, weights[-1].astype(np.float32), np.round(weights[:-1] / scales).astype(np.int8)


class PageTypes:
    """The pages whose type is known, and what speaks for it."""

    def __init__(self, blocks):
        self.signs = {name: blocks.counts(name, bits) for name, bits in BITS.items()}
        self.folds = blocks.folds[blocks.start]
        self.classes = np.array([[name == kind for kind in PAGE_TYPES] for name in blocks.types[blocks.start]], float)
        self.weights, self.template_weights = (
            np.array([weights.get(name, 1.0) for name in blocks.sets[blocks.start]]) * self.classes.sum(1) * (1 - blocks.is_graft)
            for weights in (SET_WEIGHTS, TEMPLATE_SET_WEIGHTS)
        )
        self.has_words = np.diff(self.signs["page_words"].indptr) > 0

    @cache
    def table(self, name: str, unseen: frozenset[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The linear model over one kind of signs, fitted without some folds."""
        weights = self.template_weights if name == "signs" else self.weights
        used = ~np.isin(self.folds, list(unseen)) & (self.has_words | (name != "page_words"))
        return rounded(softmax(self.signs[name][used], self.classes[used], weights[used], L2[name]))

    def log_odds(self, unseen: frozenset[int]) -> np.ndarray:
        """Of all pages (a row each), by all models (types side by side) that saw neither these folds nor the page's own."""
        log_odds = np.zeros((len(self.folds), TYPES * len(BITS)))
        for fold in np.unique(self.folds):
            pages = self.folds == fold
            tables = [(name, self.table(name, unseen | {fold})) for name in BITS]
            log_odds[pages] = np.hstack([self.signs[name][pages] @ weights * scales + biases for name, (scales, biases, weights) in tables])
        return log_odds

    def stack(self, unseen: frozenset[int], with_words: bool) -> np.ndarray:
        """Weights (log-odds x type) and, last, biases of the model over the log-odds, those by words being the last of them."""
        used = ~np.isin(self.folds, list(unseen)) & (self.weights > 0) & (self.has_words | (not with_words))
        log_odds = self.log_odds(unseen)[used][:, : TYPES * (3 if with_words else 2)]
        mean, deviation = log_odds.mean(0), log_odds.std(0) + 1e-6
        standard = scipy.sparse.csr_matrix((log_odds - mean) / deviation)
        found = softmax(standard, self.classes[used], self.weights[used], STACK_L2)
        weights = found[:-1] / deviation[:, None]
        return np.vstack([weights, found[-1] - mean @ weights])

    def model(self, unseen: frozenset[int]) -> bytes:
        """The section of a model file."""
        out = b""
        for name in ["page_names", "page_words"]:
            scales, biases, weights = self.table(name, unseen)
            out += scales.tobytes() + biases.tobytes() + weights.tobytes()
        for with_words in [False, True]:
            stack = self.stack(unseen, with_words).astype("<f4")
            out += stack[-1].tobytes() + stack[:-1].tobytes()
        return out


def write(types: PageTypes, folder: Path) -> None:
    """Writes `types/N.bin`, the model that has not seen fold N, and `types/all.bin`."""
    (folder / "types").mkdir(exist_ok=True)
    for fold in np.unique(types.folds):
        (folder / "types" / f"{fold}.bin").write_bytes(types.model(frozenset({fold})))
    (folder / "types" / "all.bin").write_bytes(types.model(frozenset()))
