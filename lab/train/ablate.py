"""Measures what the parts of the model are worth, on what `lab train` left in its folder.

    python3 ablate.py WORK lab/report/ablations.md

The figures are of the trees alone, without the network, and F1 of selected text in letters: blocks chosen by expected F1, no step after
that, so they lie beside those of `lab evaluate`, which runs the whole pipeline on words; they are made to be compared with one another. Families, sizes and the
learning curve hold out the same two of the five folds in every row; a language or set left out is left out of the trees in all
folds (the linear models still know it, from other sites) and measured whole.
"""

import sys
from pathlib import Path

import numpy as np

from fit import FOLDS, HEADLINE_SETS, SEGMENT_SETS, TREE_PARAMETERS, TREES, Trees

HELD_OUT = [0, 1]
MIN_LANGUAGE_PAGES = 40
MIN_PROBABILITY = 0.12  # as in src/select
SPLIT_BYTES, LEAF_BYTES = 10, 4  # of a model file

FAMILIES = {
    "names of elements, linear": ("names_",),
    "words, linear": ("words_",),
    "page type, linear": ("type_",),
    "known tokens and phrases": ("near_", "around_", "phrase_", "heading_distance"),
    "sums over containers": ("container_",),
    "repetition and look-alikes": ("siblings_", "alike_", "look_", "deep_look", "repeats", "earlier_repeats", "is_same_look"),
    "neighbours and sections": ("units_log_", "link_density_", "window", "section_"),
    "position and main element": ("position", "index_log", "rest_log", "is_before", "is_after", "before_", "after_", "levels_to", "is_in_main"),
    "tags": ("tag_", "in_", "depth"),
    "title, quotes, topic": ("title_", "block_share", "is_title", "has_title", "quoted", "topical"),
    "page sums": ("page_", "names_page", "words_page"),
}


class Ablation:
    def __init__(self, folder: Path):
        self.trees = Trees(folder)
        self.blocks = self.trees.blocks
        self.names = self.trees.plain_names + self.trees.evidence_names
        self.all = np.arange(len(self.names))

    def page_f1(self, probabilities: np.ndarray, pages: np.ndarray) -> np.ndarray:
        """F1 of each page's selected text, in letters; NaN where the gold is not a full text."""
        blocks = self.blocks
        ends = np.r_[blocks.start[1:], len(blocks.labels)]
        scores = []
        for page in pages:
            rows = np.arange(blocks.start[page], ends[page])
            if blocks.sets[rows[0]] in SEGMENT_SETS:
                scores.append(np.nan)
                continue
            rows = rows[np.argsort(-probabilities[rows], kind="stable")]
            units, hits = blocks.units[rows], blocks.units[rows] * probabilities[rows]
            best = int(np.argmax(2 * np.cumsum(hits) / (np.cumsum(units) + hits.sum() + 1e-9))) + 1
            kept = (np.arange(len(rows)) < best) & (probabilities[rows] >= MIN_PROBABILITY)
            counted = ~(blocks.is_title[rows] & np.isin(blocks.sets[rows], HEADLINE_SETS))
            gold = units * blocks.labels[rows] * counted
            scores.append(2 * (gold * kept).sum() / ((units * kept * counted).sum() + gold.sum() + 1e-9))
        return np.array(scores)

    def held_out(self, columns: np.ndarray | None = None, drop: np.ndarray | None = None, **changes: float) -> dict[str, float]:
        """Mean F1 a set over the held-out folds; `drop` marks rows that do not train."""
        found: dict[str, list[float]] = {}
        for fold in HELD_OUT:
            rows = self.trees.rows(fold)
            pages = np.flatnonzero((self.blocks.folds[self.blocks.start] == fold) & ~self.blocks.is_graft)
            weights = self.blocks.weights
            if drop is not None:
                self.blocks.weights = np.where(drop, 0, weights)
            booster = self.trees.fit(fold, columns, **changes)
            self.blocks.weights = weights
            probabilities = np.zeros(len(rows))
            test = self.blocks.folds == fold
            probabilities[test] = booster.predict(rows[test] if columns is None else rows[test][:, columns])
            for name, score in zip(self.blocks.sets[self.blocks.start[pages]], self.page_f1(probabilities, pages)):
                found.setdefault(str(name), []).append(score)
        return {name: float(np.mean(scores)) for name, scores in found.items() if not np.isnan(scores[0])}

    def families(self) -> list[tuple[str, dict[str, float]]]:
        rows = [("all features", self.held_out())]
        for family, prefixes in FAMILIES.items():
            kept = np.array([i for i, name in enumerate(self.names) if not name.startswith(prefixes)])
            rows.append((f"without {family} ({len(self.names) - len(kept)})", self.held_out(kept)))
        return rows

    def sizes(self) -> list[tuple[str, dict[str, float]]]:
        sizes = [(50, 15), (50, 31), (100, 31), (250, 15), (250, 31), (500, 31)]
        name = "{} trees of {} leaves, {} KB".format
        # Fewer trees learn faster: the product of the two stays what it is in fit.py.
        pace = TREES * TREE_PARAMETERS["learning_rate"]
        return [
            (
                name(trees, leaves, trees * (LEAF_BYTES + SPLIT_BYTES) * leaves // 1024),
                self.held_out(trees=trees, num_leaves=leaves, learning_rate=pace / trees),
            )
            for trees, leaves in sizes
        ]

    def learning_curve(self) -> list[tuple[str, dict[str, float]]]:
        article = self.blocks.article
        chance = np.random.default_rng(0).random(article.max() + 1)[article][self.blocks.page]
        return [(f"{share:.0%} of the training pages", self.held_out(drop=chance >= share)) for share in (0.25, 0.5, 1.0)]

    def left_out(self, of_page: np.ndarray, least: int) -> list[tuple[str, float, float, int]]:
        """For each language or set: F1 on its pages with it in training (out of fold) and without."""
        rows = []
        normal = np.zeros(len(self.blocks.labels))
        for fold in range(FOLDS):
            test = self.blocks.folds == fold
            normal[test] = self.trees.fit(fold).predict(self.trees.rows(fold)[test])
        weights = self.blocks.weights
        has_gold = ~np.isin(self.blocks.sets[self.blocks.start], SEGMENT_SETS) & ~self.blocks.is_graft
        for name in np.unique(of_page):
            pages = np.flatnonzero((of_page == name) & has_gold)
            if len(pages) < least:
                continue
            is_left_out = (of_page == name)[self.blocks.page]
            self.blocks.weights = np.where(is_left_out, 0, weights)
            booster = self.trees.fit(None)
            self.blocks.weights = weights
            without = np.zeros(len(normal))
            without[is_left_out] = booster.predict(self.trees.rows(None)[is_left_out])
            with_it, alone = self.page_f1(normal, pages).mean(), self.page_f1(without, pages).mean()
            rows.append((str(name), float(with_it), float(alone), len(pages)))
        return rows


def table(title: str, rows: list[tuple[str, dict[str, float]]]) -> str:
    sets = sorted(rows[0][1])
    lines = [f"## {title}", "", "| | " + " | ".join(sets) + " |", "|---|" + "---:|" * len(sets)]
    lines += [f"| {name} | " + " | ".join(f"{scores[key]:.3f}" for key in sets) + " |" for name, scores in rows]
    return "\n".join(lines) + "\n"


def left_out_table(title: str, rows: list[tuple[str, float, float, int]]) -> str:
    lines = [f"## {title}", "", "| left out | pages | F1 with it, out of fold | F1 without it |", "|---|---:|---:|---:|"]
    lines += [f"| {name} | {pages} | {known:.3f} | {unknown:.3f} |" for name, known, unknown, pages in rows]
    return "\n".join(lines) + "\n"


def main(folder: Path, output: Path) -> None:
    ablation = Ablation(folder)
    starts = ablation.blocks.start
    languages, sets = ablation.blocks.languages[starts], ablation.blocks.sets[starts]
    parts = [
        lambda: "# Ablations\n\nMade by `python3 lab/train/ablate.py`; its head says how the figures are to be read.\n",
        lambda: table("Families of features", ablation.families()),
        lambda: table("Size of the model", ablation.sizes()),
        lambda: table("Learning curve", ablation.learning_curve()),
        lambda: left_out_table("Each language left out", ablation.left_out(languages, MIN_LANGUAGE_PAGES)),
        lambda: left_out_table("Each set left out", ablation.left_out(sets, 1)),
    ]
    with output.open("w") as file:
        for part in parts:  # an hour's work: what is done is kept
            file.write(part() + "\n")
            file.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
