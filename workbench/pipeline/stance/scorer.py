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

WEIGHTS = Path(__file__).parents[2] / "model" / "parse_network.npz"
VERSION = 2
INTRODUCTION = 2
NAME, NATION, NUMBER = "<name>", "<nation>", "<num>"
PROPER = frozenset(map(get_string_id, ("NNP", "NNPS")))
ADJECTIVE = get_string_id("ADJ")
NAMED = np.array([get_string_id(kind) for kind in ("PERSON", "ORG", "GPE", "NORP")], np.uint64)
OFF, SOURCE_SIDE, TOP, TARGET_SIDE, HANGING = 0, 1, 2, 3, 3
TURNED = np.array([0, 3, 2, 1, 6, 5, 4])
ALONE = 2**18  # numpy shares a product out among the cores from this many multiplications
Place = tuple[int, int, int]


class Nodes(NamedTuple):
    """Stretches of a Doc as arrays, one stretch after the other.

    Of each token its word's row in the table, the place of its head (its own where it has none),
    the row of its dependency, and whether it is part of a name. `starts` says where each stretch
    begins, and at last where all end.
    """

    words: np.ndarray
    heads: np.ndarray
    dependencies: np.ndarray
    named: np.ndarray
    starts: np.ndarray


class Network:
    """The weights and their use: `nodes` reads stretches, `__call__` scores pairs in them."""

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
        size = self.table.shape[1]
        for name in [f"layer.{k}.weight" for k in range(self.layers)] + ["hidden.weight"]:
            self.weights[name] = np.split(self.weights[name], range(size, size * 7 + 1, size))
        self.temperature = float(held["temperature"])
        self.seen: dict[tuple[int, ...], int] = {}

    def nodes(self, doc: Doc, stretches: Sequence[tuple[int, int, bool]]) -> Nodes:
        """The tokens of stretches (start, end, told), each of which should be whole sentences.

        Where `told` two come before them, "… said", for a source that stands elsewhere.
        """
        shifts = np.array([INTRODUCTION * told for *_, told in stretches])
        begins = np.array([start for start, *_ in stretches]) - shifts
        lengths = np.array([end for _, end, _ in stretches]) - begins
        starts = np.concatenate([[0], np.cumsum(lengths)])
        part, own = np.repeat(np.arange(len(stretches)), lengths), np.arange(starts[-1])
        taken = own + (begins - starts[:-1])[part]
        array = doc.to_array([ORTH, TAG, POS, SENT_START, DEP, ENT_TYPE, HEAD])[taken]
        *kinds, labels = array[:, :5].T.tolist()
        words = np.array(self._rows(doc, list(zip(*kinds, strict=True))))
        labels = np.array([self.labels.get(label, 0) for label in labels])
        named = (array[:, 5, None] == NAMED).any(1)
        heads = own + array[:, 6].astype(np.int64)
        outside = (heads < (starts[:-1] + shifts)[part]) | (heads >= starts[1:][part])
        heads[outside] = own[outside]
        roots = np.flatnonzero(heads == own)
        follows = part[roots[1:]] == part[roots[:-1]]
        heads[roots[1:][follows]] = roots[:-1][follows]
        labels[roots[1:][follows]] = self.next_root
        for place in np.flatnonzero(shifts):
            said, clauses = starts[place] + 1, roots[part[roots] == place]
            heads[clauses], labels[clauses] = said, self.clause
            words[said - 1], words[said] = 0, self.said
            heads[said - 1 : said + 1] = said
            labels[said - 1], labels[said] = self.subject, self.root
            named[said - 1], named[said] = True, False
        return Nodes(words, heads, labels, named, starts)

    def _rows(self, doc: Doc, kinds: list[tuple[int, ...]]) -> list[int]:
        """The rows of words in the table, each looked up once."""
        for kind in kinds:
            if kind not in self.seen:
                orth, tag, pos, opens = kind
                word = spelling(doc.vocab[orth], tag, pos == ADJECTIVE and opens != 1, self.titles)
                self.seen[kind] = self.words.get(get_string_id(word), 0)
        return [self.seen[kind] for kind in kinds]

    def __call__(
        self, nodes: Nodes, pairs: Sequence[Sequence[tuple[Place, Place]]], signs: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
        """Probabilities of friendly, hostile and none, that of a deed, and what was heeded.

        `pairs` are those of each stretch; a place is (start, end, root), in tokens of the stretch.
        `signs`, of shape (pairs, 2, 12), is what the grammar says of each direction. The first
        that comes back has shape (pairs, 2, 3): of each pair its stance one way and the other; the
        third is how much each token counted, of each stretch with shape (pairs, 2, tokens).
        """
        x, w, starts = self._spread(nodes, pairs), self.weights, nodes.starts
        part = np.repeat(np.arange(len(pairs)), [len(some) for some in pairs])
        ends = np.array([[one[2] for one in pair] for some in pairs for pair in some])
        ends += starts[part][:, None]
        source, target = x.take(ends.ravel(), 0), x.take(ends[:, ::-1].ravel(), 0)
        alone, by_source, by_target = w["att.weight"].reshape(3, -1)
        asked = alone + source * by_source + target * by_target
        role, tokens, firsts = paths(nodes.heads, ends, starts[part], starts[part + 1])
        path = w["path."][:, 0].take([role, TURNED[role]])
        heard, heeded, highest = (
            np.empty_like(source),
            [],
            np.empty((len(pairs), x.shape[1]), x.dtype),
        )
        row = 0
        for place, some in enumerate(pairs):
            here, rows = x[starts[place] : starts[place + 1]], slice(2 * row, 2 * (row + len(some)))
            roles = path[:, firsts[row] :][:, : len(some) * len(here)].reshape(2, -1, len(here))
            heed = _product(asked[rows], here.T).reshape(-1, 2, len(here)) + roles.swapaxes(0, 1)
            heed = _softmax(heed)
            highest[place] = here.max(0)
            heard[rows] = _product(heed.reshape(-1, len(here)), here)
            heeded.append(heed)
            row += len(some)
        read = [source, target, source * target, heard, *self._near(x, role, tokens, firsts)]
        read.append(signs.reshape(len(source), -1))
        *by_read, by_highest, by_most, by_mean, by_signs = w["hidden.weight"]
        hidden = (_product(highest, by_highest) + w["hidden.bias"]).take(part, 0).repeat(2, 0)
        hidden += sum(map(_product, read, [*by_read, by_most, by_mean, by_signs]))
        out = _product(np.maximum(hidden, 0), w["out.weight"]) + w["out.bias"]
        chances, deeds = _softmax(out[:, :3] / self.temperature), _softmax(out[:, 3:])[:, 1]
        return chances.reshape(-1, 2, 3), deeds.reshape(-1, 2), heeded

    def _near(
        self, x: np.ndarray, role: np.ndarray, tokens: np.ndarray, firsts: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The highest and the mean of what stands on and near each pair's path, there and back."""
        w, on = self.weights, np.flatnonzero(role)
        begins = np.searchsorted(on, firsts)
        count = np.diff(np.append(begins, len(on)))[:, None]
        place = np.arange(count.max())
        rows = np.where(place < count, begins[:, None] + place, len(on))  # the last, where too few
        role, tokens = np.append(role[on], OFF)[rows], np.append(tokens[on], len(x))[rows]
        near = _product(x, w["near.weight"]) + w["near.bias"]
        near = np.append(near, np.full((1, x.shape[1]), -np.inf, near.dtype), 0).take(tokens, 0)
        sides = [np.maximum(near + w["role."].take(turn, 0), 0) for turn in (role, TURNED[role])]
        most = [side.max(1) for side in sides]
        mean = [side.sum(1) / count.astype(x.dtype) for side in sides]
        return tuple(np.stack(both, 1).reshape(-1, x.shape[1]) for both in (most, mean))

    def _spread(self, nodes: Nodes, pairs: Sequence[Sequence[tuple[Place, Place]]]) -> np.ndarray:
        """What the tokens say, of shape (tokens, size), once each has heard its neighbours in the
        tree and in the text. All names are masked alike, so that one reading serves every pair.
        """
        w, d, heads, starts = self.weights, self.table.shape[1], nodes.heads, nodes.starts
        marks = nodes.named.astype(np.int64)
        for shift, some in zip(starts.tolist(), pairs, strict=False):
            for start, end, _ in {place for pair in some for place in pair}:
                marks[shift + start : shift + end] = 1
        x = self.table.take(nodes.words, 0) * (marks == 0)[:, None] + w["mark."].take(marks, 0)
        x = np.tanh(x + w["dep."].take(nodes.dependencies, 0))
        roots = np.flatnonzero(heads == np.arange(len(heads)))
        order = np.argsort(heads, kind="stable")
        parents, groups = np.unique(heads[order], return_index=True)
        for k in range(self.layers):
            up, down = (w[f"{way}.{k}"].take(nodes.dependencies, 0) for way in ("up", "down"))
            up[roots] = down[roots] = 0
            own, above, below, before, after = w[f"layer.{k}.weight"][:5]
            new = _product(x, own) + _product(x.take(heads, 0) * up, above)
            new[parents] += _product(np.add.reduceat((x * down).take(order, 0), groups), below)
            left, right = _product(x, before), _product(x, after)
            left[starts[1:] - 1] = right[starts[:-1]] = 0
            new[1:] += left[:-1]
            new[:-1] += right[1:]
            x = x + np.maximum(new + w[f"layer.{k}.bias"], 0)
            x -= x.sum(-1, keepdims=True) / d
            x /= np.sqrt(np.einsum("nd,nd->n", x, x) / d + 1e-5)[:, None]
            x = x * w[f"norm.{k}.weight"] + w[f"norm.{k}.bias"]
        return x


def paths(
    heads: np.ndarray, ends: np.ndarray, starts: np.ndarray, stops: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where each token stands to the path in the tree between each pair of `ends`.

    Returned are the roles of the tokens from start to stop, pair after pair, the tokens' places,
    and where each pair begins. A role is 0 off the path, 1 on the source's side, 2 its top, 3 on
    the target's side; 4, 5 and 6 hang on these.
    """
    lengths = stops - starts
    firsts = np.cumsum(lengths) - lengths
    shift = np.repeat(starts - firsts, lengths)
    tokens = np.arange(len(shift)) + shift
    above, chains, sides = heads.tolist(), {}, ([], [], [])
    for (source, target), back in zip(ends.tolist(), (firsts - starts).tolist(), strict=True):
        for end in {source, target} - chains.keys():
            chains[end] = _chain(above, end)
        up, down = chains[source], chains[target]
        at, other = len(up), len(down)
        while at and other and up[at - 1] == down[other - 1]:
            at, other = at - 1, other - 1
        for side, found in zip(sides, (up[:at], up[at : at + 1], down[:other]), strict=True):
            side += [place + back for place in found]
    role = np.zeros(len(tokens), np.int64)
    for kind, side in zip((SOURCE_SIDE, TOP, TARGET_SIDE), sides, strict=True):
        role[side] = kind
    hangs_on = role[heads[tokens] - shift]
    return np.where((role == OFF) & (hangs_on != OFF), hangs_on + HANGING, role), tokens, firsts


def roles(heads: np.ndarray, source: int, target: int) -> np.ndarray:
    """The roles of all tokens of one tree to the path between two of them: see `paths`."""
    return paths(heads, np.array([[source, target]]), np.array([0]), np.array([len(heads)]))[0]


def _chain(heads: list[int], place: int) -> list[int]:
    """A token and what it hangs on, up to the root."""
    chain = [place]
    while (above := heads[chain[-1]]) != chain[-1] and len(chain) < len(heads):
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


def _product(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """`rows @ weights`, so many rows at a time that numpy keeps each product on one core."""
    size = max(1, ALONE // weights.size)
    whole = len(rows) - len(rows) % size
    if not whole:
        return rows @ weights
    found = np.empty((len(rows), weights.shape[1]), np.float32)
    blocks = rows[:whole].reshape(-1, size, rows.shape[1])
    np.matmul(blocks, weights, out=found[:whole].reshape(-1, size, weights.shape[1]))
    np.matmul(rows[whole:], weights, out=found[whole:])
    return found


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
