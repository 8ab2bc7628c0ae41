"""The trained network over the parse: how likely a friendly, a hostile or no stance is."""

import warnings
from collections.abc import Container, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, HEAD, ORTH, POS, SENT_START, TAG
from spacy.lexeme import Lexeme
from spacy.strings import get_string_id
from spacy.tokens import Doc

WEIGHTS = Path(__file__).parents[1] / "model" / "parse_network.npz"
VERSION = 2
INTRODUCTION = 2
NAME, NATION, NUMBER = "<name>", "<nation>", "<num>"
PROPER = frozenset(map(get_string_id, ("NNP", "NNPS")))
ADJECTIVE = get_string_id("ADJ")
NAMED = frozenset(map(get_string_id, ("PERSON", "ORG", "GPE", "NORP")))
OFF, SOURCE_SIDE, TOP, TARGET_SIDE, HANGING = 0, 1, 2, 3, 3
TURNED = np.array([0, 3, 2, 1, 6, 5, 4])
Place = tuple[int, int, int]


class Nodes(NamedTuple):
    """A stretch of a Doc as arrays: of each token its word's row in the table, the place of its
    head (its own where it has none), the row of its dependency, and whether it is part of a name.
    """

    words: np.ndarray
    heads: np.ndarray
    dependencies: np.ndarray
    named: np.ndarray


class Network:
    """The weights and their use: `nodes` reads a stretch, `__call__` scores pairs in it."""

    def __init__(self, path: Path = WEIGHTS):
        with np.load(path, allow_pickle=False) as file:
            held = {name: file[name] for name in file.files}
        if int(held["version"]) != VERSION:
            raise ValueError(f"version {VERSION} is read, the file has {held['version']}")
        self.table = held["table"].astype(np.float32) * held["scale"][:, None]
        self.titles = frozenset(str(held["titles"]).split("\n"))
        words = str(held["words"]).split("\n")
        self.words = {get_string_id(word): row for row, word in enumerate(words, start=1)}
        labels = str(held["dependencies"]).split("\n")
        self.labels = {get_string_id(label): row for row, label in enumerate(labels, start=1)}
        self.next_root, self.root, self.subject, self.clause = (
            self.labels.get(get_string_id(label), 0)
            for label in ("nextroot", "ROOT", "nsubj", "ccomp")
        )
        self.said = self.words.get(get_string_id("said"), 0)
        self.weights = {
            name: np.ascontiguousarray(value, np.float32)
            for name, value in held.items()
            if "." in name
        }
        self.layers = sum(name.startswith("norm.") for name in self.weights) // 2
        # A product at a time stays so small that numpy does not share it out among the cores.
        size = self.table.shape[1]
        for name in [f"layer.{k}.weight" for k in range(self.layers)] + ["hidden.weight"]:
            self.weights[name] = np.split(self.weights[name], range(size, size * 7 + 1, size))
        self.temperature = float(held["temperature"])
        self.seen: dict[tuple[int, ...], int] = {}

    def nodes(self, doc: Doc, start: int, end: int, told: bool = False) -> Nodes:
        """The tokens from `start` to `end`, which should begin and end with a sentence.

        With `told` two come before them, "… said", for a source that stands elsewhere.
        """
        array = doc[start:end].to_array([ORTH, TAG, POS, SENT_START, DEP, ENT_TYPE, HEAD])
        own = np.arange(len(array))
        heads = own + array[:, -1].astype(np.int64)
        heads = np.where((heads < 0) | (heads >= len(array)), own, heads)
        roots = np.flatnonzero(heads == own)
        *kinds, labels, entities = array[:, :-1].T.tolist()
        words = np.array([self._row(doc, *kind) for kind in zip(*kinds, strict=True)])
        labels = np.array([self.labels.get(label, 0) for label in labels])
        named = np.array([entity in NAMED for entity in entities])
        if told:
            heads[roots] = 1 - INTRODUCTION
            labels[roots] = self.clause
            heads = np.concatenate([[1, 1], heads + INTRODUCTION])
            return Nodes(
                np.concatenate([[0, self.said], words]),
                heads,
                np.concatenate([[self.subject, self.root], labels]),
                np.concatenate([[True, False], named]),
            )
        heads[roots[1:]] = roots[:-1]
        labels[roots[1:]] = self.next_root
        return Nodes(words, heads, labels, named)

    def _row(self, doc: Doc, *kind: int) -> int:
        row = self.seen.get(kind)
        if row is None:
            orth, tag, pos, opens = kind
            word = spelling(doc.vocab[orth], tag, pos == ADJECTIVE and opens != 1, self.titles)
            row = self.seen[kind] = self.words.get(get_string_id(word), 0)
        return row

    def __call__(
        self, nodes: Nodes, pairs: Sequence[tuple[Place, Place]], signs: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Probabilities of friendly, hostile and none, that of a deed, and what was heeded.

        The first has shape (pairs, 2, 3): for each pair its stance one way and the other. Of each
        place that is (start, end, root), in tokens of `nodes`. `signs`, of shape (pairs, 2, 12),
        is what the grammar says of each direction. The third, (pairs, 2, tokens), is how much each
        token counted.
        """
        x, w, p = self._spread(nodes, pairs), self.weights, len(pairs)
        ends = [[pair[side][2] for pair in pairs] for side in (0, 1)]
        source, target = x[ends[0] + ends[1]], x[ends[1] + ends[0]]
        there = np.stack([roles(nodes.heads, *both) for both in zip(*ends, strict=True)])
        role = np.concatenate([there, TURNED[there]])
        alone, by_source, by_target = np.split(w["att.weight"][0], 3)
        asked = alone + source * by_source + target * by_target
        heed = _softmax(asked @ x.T + w["path."][role, 0])
        near = x @ w["near.weight"] + w["near.bias"] + w["role."][role]
        near = np.maximum(near, 0) * (role != OFF)[..., None]
        read = [source, target, source * target, heed @ x, x.max(0), near.max(1)]
        read += [near.sum(1) / (role != OFF).sum(1, keepdims=True)]
        read += [np.concatenate([signs[:, 0], signs[:, 1]])]
        hidden = w["hidden.bias"] + sum(map(np.matmul, read, w["hidden.weight"]))
        out = np.maximum(hidden, 0) @ w["out.weight"] + w["out.bias"]
        chances, deeds = _softmax(out[:, :3] / self.temperature), _softmax(out[:, 3:])[:, 1]
        return tuple(np.stack([one[:p], one[p:]], 1) for one in (chances, deeds, heed))

    def _spread(self, nodes: Nodes, pairs: Sequence[tuple[Place, Place]]) -> np.ndarray:
        """What the tokens say, of shape (tokens, size), once each has heard its neighbours in the
        tree and in the text. All names are masked alike, so that one reading serves every pair.
        """
        n, w, d = len(nodes.heads), self.weights, self.table.shape[1]
        marks = nodes.named.astype(np.int64)
        for pair in pairs:
            for start, end, _ in pair:
                marks[start:end] = 1
        x = self.table[nodes.words] * (marks == 0)[:, None] + w["mark."][marks]
        x = np.tanh(x + w["dep."][nodes.dependencies])
        tree = np.zeros((n, n), np.float32)
        tree[np.arange(n), nodes.heads] = 1
        np.fill_diagonal(tree, 0)
        for k in range(self.layers):
            up, down = (w[f"{way}.{k}"][nodes.dependencies] for way in ("up", "down"))
            own, above, below, before, after = w[f"layer.{k}.weight"][:5]
            new = x @ own + (tree @ x * up) @ above + (tree.T @ (x * down)) @ below
            new[1:] += x[:-1] @ before
            new[:-1] += x[1:] @ after
            x = x + np.maximum(new + w[f"layer.{k}.bias"], 0)
            x -= x.sum(-1, keepdims=True) / d
            x /= np.sqrt(np.einsum("nd,nd->n", x, x) / d + 1e-5)[:, None]
            x = x * w[f"norm.{k}.weight"] + w[f"norm.{k}.bias"]
        return x


def roles(heads: np.ndarray, source: int, target: int) -> np.ndarray:
    """Where each token stands to the path in the tree between two of them.

    0 off it, 1 on the source's side, 2 its top, 3 on the target's side; 4, 5 and 6 hang on these.
    """
    up, down = _chain(heads, source), _chain(heads, target)
    top = next((place for place in down if place in up), None)
    role = np.zeros(len(heads), np.int64)
    role[up if top is None else up[: up.index(top)]] = SOURCE_SIDE
    role[down if top is None else down[: down.index(top)]] = TARGET_SIDE
    if top is not None:
        role[top] = TOP
    hanging = (role == OFF) & (role[heads] != OFF)
    role[hanging] = role[heads[hanging]] + HANGING
    return role


def _chain(heads: np.ndarray, place: int) -> list[int]:
    """A token and what it hangs on, up to the root."""
    chain = [place]
    while (above := int(heads[chain[-1]])) != chain[-1] and len(chain) < len(heads):
        chain.append(above)
    return chain


def spelling(lexeme: Lexeme, tag: int, inside_adjective: bool, titles: Container[str]) -> str:
    """The word by which the network knows a token: itself in lower case, or a class of words."""
    word = lexeme.lower_
    if tag in PROPER:
        return word if word in titles else NAME
    if inside_adjective and lexeme.text[0].isupper():
        return NATION
    return NUMBER if lexeme.like_num else word


def _softmax(x: np.ndarray) -> np.ndarray:
    x = np.exp(x - x.max(-1, keepdims=True))
    return x / x.sum(-1, keepdims=True)


@cache
def network(path: Path = WEIGHTS) -> Network | None:
    """The packaged network, read once; None with a warning if its file is missing or damaged."""
    try:
        return Network(path)
    except Exception as error:  # a file cut short fails in zipfile, numpy or here
        warnings.warn(
            f"the stance weights {path} cannot be read ({error}), so stances come from the rules "
            "alone. Install the workbench again, or train them with tests/train_stance.py.",
            stacklevel=2,
        )
        return None
