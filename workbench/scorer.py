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

WEIGHTS = Path(__file__).parent / "model" / "parse_network.npz"
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
            name: value.astype(np.float32) for name, value in held.items() if "." in name
        }
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
    ) -> tuple[np.ndarray, np.ndarray]:
        """Probabilities of friendly, hostile and none, and that of a deed rather than words.

        The first has shape (pairs, 2, 3): for each pair its stance one way and the other. Of each
        place that is (start, end, root), in tokens of `nodes`. `rules`, of shape (pairs, 2, 6),
        is what `grammar.evidence` gives for each direction.
        """
        x = self._spread(nodes, pairs)
        w, rows, d = self.weights, np.arange(len(pairs)), x.shape[-1]
        one, other = (x[rows, [pair[side][2] for pair in pairs]] for side in (0, 1))
        highest = x.max(1)
        logits = []
        for side, (source, target) in enumerate(((one, other), (other, one))):
            heed = w["att.weight"][0]
            heed = heed[:d] + source * heed[d : 2 * d] + target * heed[2 * d :]
            heed = _softmax((x @ heed[..., None])[..., 0])
            whole = (heed[:, None] @ x)[:, 0]
            read = [source, target, source * target, whole, highest, rules[:, side]]
            hidden = np.maximum(np.hstack(read) @ w["hidden.weight"] + w["hidden.bias"], 0)
            logits.append(hidden @ w["out.weight"] + w["out.bias"])
        out = np.stack(logits, 1)
        return _softmax(out[..., :3] / self.temperature), _softmax(out[..., 3:])[..., 1]

    def _spread(self, nodes: Nodes, pairs: Sequence[tuple[Place, Place]]) -> np.ndarray:
        """What the tokens say once each has heard its neighbours in the tree and in the text."""
        n, w, d = len(nodes.heads), self.weights, self.table.shape[1]
        marks = np.zeros((len(pairs), n), np.int64)
        for row, pair in enumerate(pairs):
            for start, end, _ in pair:
                marks[row, start:end] = 1
        x = self.table[nodes.words] * (marks == 0)[..., None] + w["mark."][marks]
        x = np.tanh(x + w["dep."][nodes.dependencies])
        up = np.zeros((n, n), np.float32)
        up[np.arange(n), nodes.heads] = 1
        np.fill_diagonal(up, 0)
        said = np.zeros((*x.shape[:2], 5 * d), np.float32)
        for k in range(self.layers):
            said[..., :d] = x
            said[..., d : 2 * d] = (up @ x) * w[f"up.{k}"][nodes.dependencies]
            said[..., 2 * d : 3 * d] = up.T @ (x * w[f"down.{k}"][nodes.dependencies])
            said[:, 1:, 3 * d : 4 * d] = x[:, :-1]
            said[:, :-1, 4 * d :] = x[:, 1:]
            x = x + np.maximum(said @ w[f"layer.{k}.weight"] + w[f"layer.{k}.bias"], 0)
            x -= x.mean(-1, keepdims=True)
            x /= np.sqrt((x * x).mean(-1, keepdims=True) + 1e-5)
            x = x * w[f"norm.{k}.weight"] + w[f"norm.{k}.bias"]
        return x


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
