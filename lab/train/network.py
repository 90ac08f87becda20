"""Trains the network over a page's blocks; `lab train` calls it through fit.py.

A residual network of dilated convolutions along the page, each of whose layers also hears the means of the page and of two kinds of
look-alikes (src/score/network/). It sees the features that the trees see, standardised, and learns the same soft labels, from grafts, too
(lab/src/graft.rs).
Trained by JAX on one core with fixed seeds: the same data give the same bytes on the same kind of processor.
"""

import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"  # sums in one order

import struct
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

CHANNELS = 32  # as in src/score/network
DILATIONS = [1, 2, 4, 8]  # a block hears fifteen on either side
TAPS, GROUPINGS = 3, 3
CATEGORIES = "phrase_"  # features whose values are kinds, not amounts
MAX_DEVIATION = 4.0  # as in src/score/network
EPSILON = 1e-5
BASE_WEIGHT = 5.0  # of a block in means, in letters, as in src/score/context.rs

# Chosen by the figures of two of the five folds; seeds move one fold by .003 F1, and no more dropout than this gains anything.
EPOCHS = 8
LEARNING_RATE, LAST_LEARNING_RATE = 4e-3, 1e-3
# The network is the mean of its weights over the last half of the steps (Izmailov et al. 2018, "Averaging weights leads to wider optima
# and better generalization"), whose rate stays high enough for them to differ.
AVERAGED_STEPS = 0.5
WEIGHT_DECAY = 1e-3
DROPPED_INPUTS, DROPPED_CHANNELS = 0.075, 0.15
BATCH_BLOCKS = 4096  # pages of about one length are trained together
LENGTHS = [64, 128, 256, 512, 1024, 2048, 4096]  # to which pages are filled up; what is beyond the last does not train
GRADIENT_NORM = 1.0
LOSS_SCALE = 10.0  # the optimiser's step is bounded, the gradient's norm, too: this sets how often the latter happens


class Inputs:
    """Which numbers the network sees of a block: features, and for kinds one number a kind; all standardised by the rows that it learns from."""

    def __init__(self, names: list[str], rows: np.ndarray):
        self.columns = [(feature, None) for feature, name in enumerate(names) if not name.startswith(CATEGORIES)]
        for feature, name in enumerate(names):
            if name.startswith(CATEGORIES):
                self.columns += [(feature, float(kind)) for kind in range(1, int(rows[:, feature].max()) + 1)]
        raw = self.raw(rows)
        self.mean, self.scale = raw.mean(0), 1 / (raw.std(0) + 1e-3)

    def raw(self, rows: np.ndarray) -> np.ndarray:
        columns = [rows[:, feature] if kind is None else rows[:, feature] == kind for feature, kind in self.columns]
        return np.stack(columns, axis=1).astype(np.float32)

    def of(self, rows: np.ndarray) -> np.ndarray:
        return np.clip((self.raw(rows) - self.mean) * self.scale, -MAX_DEVIATION, MAX_DEVIATION)


class Batch(NamedTuple):
    """Some pages of about one length, filled up with blocks that weigh nothing: pages x blocks, `inputs` x numbers of a block."""

    inputs: np.ndarray
    labels: np.ndarray
    weights: np.ndarray  # in the loss
    shares: np.ndarray  # in means; nothing where there is no block
    groups: np.ndarray  # GROUPINGS x pages x blocks


class Pages:
    """The blocks of all pages, and batches of them."""

    def __init__(self, blocks, rows: np.ndarray, names: list[str], fold: int | None):
        self.blocks = blocks
        is_seen = blocks.folds != (-1 if fold is None else fold)
        self.seen = np.flatnonzero(is_seen[blocks.start])
        self.inputs = Inputs(names, rows[is_seen])
        self.rows = self.inputs.of(rows)
        looks = np.fromfile(blocks.folder / "looks.u32", dtype="<u4").astype(np.int32).reshape(-1, GROUPINGS - 1)
        self.groups = np.hstack([np.zeros((len(looks), 1), np.int32), looks])
        ends = np.r_[blocks.start[1:], len(rows)]
        self.lengths = np.minimum(ends - blocks.start, LENGTHS[-1])

    def batches(self, pages: np.ndarray, order: np.random.Generator) -> list[tuple[int, np.ndarray]]:
        filled = np.array(LENGTHS)[np.searchsorted(LENGTHS, self.lengths[pages])]
        batches = []
        for length in LENGTHS:
            alike = order.permutation(pages[filled == length])
            size = BATCH_BLOCKS // length
            batches += [(length, alike[first : first + size]) for first in range(0, len(alike), size)]
        return [batches[index] for index in order.permutation(len(batches))]

    def batch(self, length: int, pages: np.ndarray) -> Batch:
        shape = (BATCH_BLOCKS // length, length)
        batch = Batch(
            np.zeros((*shape, self.rows.shape[1]), np.float32),
            *(np.zeros(shape, np.float32) for _ in range(3)),
            np.full((GROUPINGS, *shape), length - 1, np.int32),
        )
        for row, page in enumerate(pages):
            start, count = self.blocks.start[page], self.lengths[page]
            of_page = slice(start, start + count)
            batch.inputs[row, :count] = self.rows[of_page]
            batch.labels[row, :count] = self.blocks.labels[of_page]
            batch.weights[row, :count] = self.blocks.weights_with_grafts[of_page]
            batch.shares[row, :count] = self.blocks.units[of_page] + BASE_WEIGHT
            batch.groups[:, row, :count] = self.groups[of_page].T
        return batch


def initial(key: jax.Array, inputs: int) -> dict:
    def matrix(*shape: int, scale: float = 1.0) -> jax.Array:
        nonlocal key
        key, own = jax.random.split(key)
        return scale * jnp.sqrt(1.5 / np.prod(shape[:-1])) * jax.random.normal(own, shape)

    def layer() -> dict:
        return {
            "taps": matrix(TAPS, CHANNELS, CHANNELS, scale=0.5),
            "means": matrix(GROUPINGS, CHANNELS, CHANNELS, scale=0.5),
            "bias": jnp.zeros(CHANNELS),
        }

    return {
        "input": matrix(inputs, CHANNELS),
        "input_bias": jnp.zeros(CHANNELS),
        "layers": [layer() for _ in DILATIONS],
        "output": matrix(CHANNELS, 1, scale=0.1)[:, 0],
        "skip": jnp.zeros(inputs),
        "output_bias": jnp.float32(-1.0),
    }


def normalised(hidden: jax.Array) -> jax.Array:
    return hidden / jnp.sqrt((hidden**2).mean(-1, keepdims=True) + EPSILON)


def group_means(values: jax.Array, shares: jax.Array, groups: jax.Array) -> jax.Array:
    """For each block of a page the mean of its group."""
    sums = jax.ops.segment_sum(values * shares[:, None], groups, len(groups))
    weights = jax.ops.segment_sum(shares, groups, len(groups))
    return (sums / jnp.maximum(weights, 1e-6)[:, None])[groups]


def dropped(key: jax.Array, values: jax.Array, rate: float, shape: tuple[int, ...]) -> jax.Array:
    return values * jax.random.bernoulli(key, 1 - rate, shape) / (1 - rate)


def log_odds(network: dict, batch: Batch, key: jax.Array) -> jax.Array:
    keys = jax.random.split(key, 1 + len(DILATIONS))
    pages, length, width = batch.inputs.shape
    is_block = (batch.shares > 0)[..., None]
    inputs = dropped(keys[0], batch.inputs, DROPPED_INPUTS, (pages, 1, width))
    hidden = jax.nn.relu(inputs @ network["input"] + network["input_bias"]) * is_block
    for dilation, layer, key in zip(DILATIONS, network["layers"], keys[1:]):
        normal = normalised(hidden) * is_block
        padded = jnp.pad(normal, ((0, 0), (dilation, dilation), (0, 0)))
        outputs = layer["bias"]
        for tap in range(TAPS):
            outputs += padded[:, tap * dilation : tap * dilation + length] @ layer["taps"][tap]
        for groups, weights in zip(batch.groups, layer["means"]):
            outputs += jax.vmap(group_means)(normal, batch.shares, groups) @ weights
        outputs = jax.nn.relu(outputs)
        hidden = (hidden + dropped(key, outputs, DROPPED_CHANNELS, outputs.shape)) * is_block
    return normalised(hidden) @ network["output"] + inputs @ network["skip"] + network["output_bias"]


def loss(network: dict, batch: Batch, key: jax.Array) -> jax.Array:
    odds = log_odds(network, batch, key)
    return LOSS_SCALE * (batch.weights * (jax.nn.softplus(odds) - batch.labels * odds)).mean()


def fit(pages: Pages) -> dict:
    """A network that learned from the pages that it may see."""
    order, key = np.random.default_rng(0), jax.random.PRNGKey(0)
    network = initial(key, pages.rows.shape[1])
    steps = len(pages.batches(pages.seen, order))
    rate = optax.warmup_cosine_decay_schedule(1e-4, LEARNING_RATE, steps // 2, steps * EPOCHS, LAST_LEARNING_RATE)
    optimiser = optax.chain(optax.clip_by_global_norm(GRADIENT_NORM), optax.adamw(rate, weight_decay=WEIGHT_DECAY))
    state = optimiser.init(network)

    @jax.jit
    def step(network: dict, state: tuple, batch: Batch, key: jax.Array) -> tuple:
        changes, state = optimiser.update(jax.grad(loss)(network, batch, key), state, network)
        return optax.apply_updates(network, changes), state

    @jax.jit
    def added(mean: dict, network: dict, count: int) -> dict:
        return jax.tree.map(lambda mean, weight: mean + (weight - mean) / count, mean, network)

    mean, first_averaged = network, int(steps * EPOCHS * (1 - AVERAGED_STEPS))
    batches = (batch for _ in range(EPOCHS) for batch in pages.batches(pages.seen, order))
    for taken, (length, chosen) in enumerate(batches, start=1):
        key, own = jax.random.split(key)
        network, state = step(network, state, pages.batch(length, chosen), own)
        if taken > first_averaged:
            mean = added(mean, network, taken - first_averaged)
    return mean


def network_bytes(network: dict, inputs: Inputs) -> bytes:
    """u16 inputs, u16 layers; an input: u16 feature, then f32 value that is asked for (NaN: the feature itself), mean, and one by the
    deviation; f32 weights [input][channel], bias [channel], straight to the log-odds [input], bias; a layer: u16 dilation, f32 weights
    [tap][channel][channel], [grouping][channel][channel], bias [channel]; f32 weights of the channels (little endian)."""

    def numbers(values: jax.Array) -> bytes:
        return np.asarray(values, "<f4").tobytes()

    out = struct.pack("<HH", len(inputs.columns), len(DILATIONS))
    for (feature, kind), mean, scale in zip(inputs.columns, inputs.mean, inputs.scale):
        out += struct.pack("<Hfff", feature, np.nan if kind is None else kind, mean, scale)
    out += b"".join(numbers(network[part]) for part in ["input", "input_bias", "skip", "output_bias"])
    for dilation, layer in zip(DILATIONS, network["layers"]):
        out += struct.pack("<H", dilation) + numbers(layer["taps"]) + numbers(layer["means"]) + numbers(layer["bias"])
    return out + numbers(network["output"])


def write(trees, fold: int | None) -> None:
    """The network of a fold, or that of the program."""
    blocks = trees.blocks
    pages = Pages(blocks, trees.rows(fold), trees.plain_names + trees.evidence_names, fold)
    folder = blocks.folder / "networks"
    (folder / f"{'all' if fold is None else fold}.bin").write_bytes(network_bytes(fit(pages), pages.inputs))
