"""The trained network over the parse: how likely a friendly, a hostile or no stance is."""

import warnings
from collections.abc import Container, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.attrs import DEP, HEAD, ORTH, POS, TAG
from spacy.lexeme import Lexeme
from spacy.strings import get_string_id
from spacy.tokens import Doc
from thinc.api import NumpyOps

WEIGHTS = Path(__file__).parents[1] / "model" / "parse_network.npz"
VERSION = 1
INTRODUCTION = 2
NAME, NATION, NUMBER = "<name>", "<nation>", "<num>"
PROPER = frozenset(map(get_string_id, ("NNP", "NNPS")))
ADJECTIVE = get_string_id("ADJ")
Place = tuple[int, int, int]


class Nodes(NamedTuple):
    """A stretch of a Doc as arrays: of each token its word's row in the table, the place of its
    head (its own where it has none) and the row of its dependency.
    """

    words: np.ndarray
    heads: np.ndarray
    dependencies: np.ndarray


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
        self.ops = (
            NumpyOps()
        )  # spaCy's own products: one thread, so that they never fight over cores
        self.layers = sum(name.startswith("norm.") for name in self.weights) // 2
        self.temperature = float(held["temperature"])
        self.seen: dict[tuple[int, int, bool], int] = {}

    def nodes(self, doc: Doc, start: int, end: int, told: bool = False) -> Nodes:
        """The tokens from `start` to `end`, which should begin and end with a sentence.

        With `told` two come before them, "… said", for a source that stands elsewhere.
        """
        array = doc[start:end].to_array([ORTH, TAG, POS, DEP, HEAD])
        own = np.arange(len(array))
        heads = own + array[:, 4].astype(np.int64)
        heads = np.where((heads < 0) | (heads >= len(array)), own, heads)
        roots = np.flatnonzero(heads == own)
        labels = np.array([self.labels.get(label, 0) for label in array[:, 3].tolist()])
        first = {doc[start + int(root)].sent.start - start for root in roots}
        words = np.array(
            [
                self._row(doc, orth, tag, pos == ADJECTIVE and place not in first)
                for place, (orth, tag, pos) in enumerate(array[:, :3].tolist())
            ]
        )
        if told:
            heads[roots] = 1 - INTRODUCTION
            labels[roots] = self.clause
            heads = np.concatenate([[1, 1], heads + INTRODUCTION])
            return Nodes(
                np.concatenate([[0, self.said], words]),
                heads,
                np.concatenate([[self.subject, self.root], labels]),
            )
        heads[roots[1:]] = roots[:-1]
        labels[roots[1:]] = self.next_root
        return Nodes(words, heads, labels)

    def _row(self, doc: Doc, orth: int, tag: int, inside_adjective: bool) -> int:
        key = (orth, tag, inside_adjective)
        if key not in self.seen:
            word = spelling(doc.vocab[orth], tag, inside_adjective, self.titles)
            self.seen[key] = self.words.get(get_string_id(word), 0)
        return self.seen[key]

    def __call__(
        self, nodes: Nodes, pairs: Sequence[tuple[Place, Place]], rules: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Probabilities of friendly, hostile and none, that of a deed, and what was heeded.

        The first has shape (pairs, 2, 3): for each pair its stance one way and the other. Of each
        place that is (start, end, root), in tokens of `nodes`. `rules`, of shape (pairs, 2, 6),
        is what `grammar.evidence` gives for each direction. The third, (pairs, 2, tokens), is how
        much each token counted.
        """
        x = self._spread(nodes, pairs)
        w, rows, d = self.weights, np.arange(len(pairs)), x.shape[-1]
        one, other = (x[[pair[side][2] for pair in pairs], rows] for side in (0, 1))
        highest = x.max(0)
        by_pair = x.transpose(1, 0, 2)
        logits, heeded = [], []
        for side, (source, target) in enumerate(((one, other), (other, one))):
            heed = w["att.weight"][0]
            heed = heed[:d] + source * heed[d : 2 * d] + target * heed[2 * d :]
            heed = _softmax((by_pair * heed[:, None]).sum(-1))
            heeded.append(heed)
            whole = (by_pair * heed[..., None]).sum(1)
            read = np.hstack([source, target, source * target, whole, highest, rules[:, side]])
            hidden = np.maximum(self._times(read, "hidden.weight") + w["hidden.bias"], 0)
            logits.append(self._times(hidden, "out.weight") + w["out.bias"])
        out = np.stack(logits, 1)
        chances = _softmax(out[..., :3] / self.temperature)
        return chances, _softmax(out[..., 3:])[..., 1], np.stack(heeded, 1)

    def _spread(self, nodes: Nodes, pairs: Sequence[tuple[Place, Place]]) -> np.ndarray:
        """What the tokens say, of shape (tokens, pairs, size), once each has heard its neighbours
        in the tree and in the text.
        """
        n, p, w, d = len(nodes.heads), len(pairs), self.weights, self.table.shape[1]
        marks = np.zeros((n, p), np.int64)
        for row, pair in enumerate(pairs):
            for start, end, _ in pair:
                marks[start:end, row] = 1
        x = self.table[nodes.words][:, None] * (marks == 0)[..., None] + w["mark."][marks]
        x = np.tanh(x + w["dep."][nodes.dependencies][:, None])
        tree = np.zeros((n, n), np.float32)
        tree[np.arange(n), nodes.heads] = 1
        np.fill_diagonal(tree, 0)
        heard = np.zeros((n, p, 5 * d), np.float32)
        for k in range(self.layers):
            up, down = (w[f"{way}.{k}"][nodes.dependencies][:, None] for way in ("up", "down"))
            heard[..., :d] = x
            heard[..., d : 2 * d] = self._along(tree, x) * up
            heard[..., 2 * d : 3 * d] = self._along(tree.T, x * down)
            heard[1:, :, 3 * d : 4 * d] = x[:-1]
            heard[:-1, :, 4 * d :] = x[1:]
            new = self._times(heard.reshape(n * p, 5 * d), f"layer.{k}.weight")
            x = x + np.maximum(new + w[f"layer.{k}.bias"], 0).reshape(n, p, d)
            x -= x.mean(-1, keepdims=True)
            x /= np.sqrt((x * x).mean(-1, keepdims=True) + 1e-5)
            x = x * w[f"norm.{k}.weight"] + w[f"norm.{k}.bias"]
        return x

    def _times(self, x: np.ndarray, name: str) -> np.ndarray:
        return self.ops.gemm(np.ascontiguousarray(x, np.float32), self.weights[name])

    def _along(self, tree: np.ndarray, x: np.ndarray) -> np.ndarray:
        flat = np.ascontiguousarray(x, np.float32).reshape(len(x), -1)
        return self.ops.gemm(np.ascontiguousarray(tree), flat).reshape(x.shape)


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
    except (OSError, ValueError, KeyError, EOFError) as error:
        warnings.warn(
            f"the stance weights {path} cannot be read ({error}), so stances come from the rules "
            "alone. Install the workbench again, or train them with tests/train_stance.py.",
            stacklevel=2,
        )
        return None
