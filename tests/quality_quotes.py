"""Measure the quotations against annotated articles; prints figures, stores nothing.

    python tests/quality_quotes.py ../shared/gold/quotes/polnear_train_120.jsonl --half report

The articles are halved by a hash of their id: rules were tuned on the half `tune` only. A gold
item is one unbroken piece of an attribution's content, of at least two words. A prediction
matches it where it covers more than 0.3 (or 0.8) of it, each prediction once; the second pair of
columns asks the same of intersection over union, which over-long spans lose. Statements are the
indirect items whose cue is a say cue of cues.csv: the others are beliefs, intentions and acts.
"""

import argparse
import hashlib
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from workbench.pipeline import load_pipeline
from workbench.pipeline.quotes import quotations
from workbench.pipeline.quotes.cues import read_cues

MARKED = ("direct", "mixed")
THRESHOLDS = (0.3, 0.8)


class Item(NamedTuple):
    start: int
    end: int
    speaker: tuple[int, int] | None
    kind: str
    cue: str


def half_of(identifier: str) -> str:
    """Return the half, tune or report, in which an article stands."""
    return ("tune", "report")[hashlib.sha1(identifier.encode()).digest()[0] % 2]


def gold_items(row: dict) -> list[Item]:
    text = row["text"]
    items = []
    for quote in row["quotes"]:
        pieces: list[list[int]] = []
        for start, end in sorted(quote["content"]):
            if pieces and not text[pieces[-1][1] : start].strip():
                pieces[-1][1] = end
            else:
                pieces.append([start, end])
        speaker = (quote["speaker"][0][0], quote["speaker"][-1][1]) if quote["speaker"] else None
        cue = " ".join(text[start:end] for start, end in quote["cue"])
        for start, end in pieces:
            while end > start and text[end - 1].isspace():
                end -= 1
            while start < end and text[start].isspace():
                start += 1
            kind = quote["kind"]
            if kind == "indirect" and "''" in text[start:end]:
                kind = "mixed"
            if len(text[start:end].split()) >= 2:
                items.append(Item(start, end, speaker, kind, cue))
    return sorted(set(items), key=lambda item: (item.start, item.end))


def found_items(doc) -> list[Item]:
    return [
        Item(
            quote.content.start_char,
            quote.content.end_char,
            quote.speaker and (quote.speaker.start_char, quote.speaker.end_char),
            quote.kind,
            quote.cue.text if quote.cue else "",
        )
        for quote in quotations(doc)
    ]


def shared(one, other) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def share_covered(gold: Item, found: Item) -> float:
    return shared(gold, found) / (gold.end - gold.start)


def share_of_union(gold: Item, found: Item) -> float:
    common = shared(gold, found)
    return common / (gold.end - gold.start + found.end - found.start - common)


def pairs(
    gold: list[Item], found: list[Item], likeness: Callable[[Item, Item], float], threshold: float
) -> list[tuple[int, int]]:
    """Match each gold item with the best prediction left, as the published evaluations do."""
    left = set(range(len(found)))
    matched = []
    for number, item in enumerate(gold):
        scored = [(likeness(item, found[place]), -place) for place in left]
        best = max(scored, default=(0, 0))
        if best[0] > threshold:
            matched.append((number, -best[1]))
            left.discard(-best[1])
    return matched


def figures(articles: list[tuple[list[Item], list[Item]]], kinds: Callable[[Item], bool]) -> str:
    columns = []
    for likeness in (share_covered, share_of_union):
        for threshold in THRESHOLDS:
            golden = hits = made = right = 0
            for gold, found in articles:
                matched = pairs(gold, found, likeness, threshold)
                golden += sum(map(kinds, gold))
                hits += sum(kinds(gold[number]) for number, _ in matched)
                made += sum(map(kinds, found))
                right += sum(kinds(found[place]) for _, place in matched)
            recall, precision = hits / max(golden, 1), right / max(made, 1)
            total = 2 * precision * recall / max(precision + recall, 1e-9)
            columns.append(f"{precision:6.1%} {recall:6.1%} {total:6.1%}")
    return f"{' | '.join(columns)} | n={golden} found={made}"


def speaker_figures(articles, kinds: Callable[[Item], bool]) -> str:
    asked = right = 0
    for gold, found in articles:
        for number, place in pairs(gold, found, share_covered, 0.3):
            if gold[number].speaker and kinds(gold[number]):
                asked += 1
                said = found[place].speaker
                right += said is not None and shared(gold[number].speaker, said) > 0
    return f"{right / max(asked, 1):6.1%} of {asked}"


def exact_direct(articles, texts: list[str]) -> str:
    """Share of direct gold items found with the same words, marks and outer spaces apart."""

    def bare(text: str) -> str:
        return re.sub(r"^[\W_]+|[\W_]+$", "", text)

    asked = right = 0
    for (gold, found), text in zip(articles, texts, strict=True):
        said = {bare(text[item.start : item.end]) for item in found}
        for item in gold:
            if item.kind == "direct":
                asked += 1
                right += bare(text[item.start : item.end]) in said
    return f"{right / max(asked, 1):6.1%} of {asked}"


def is_statement(item: Item) -> bool:
    known = [lemma for (lemma, pos), cue in read_cues().items() if cue.form == "say"]
    words = re.findall(r"[a-z]+", item.cue.lower())
    stems = tuple({lemma[: max(4, len(lemma) - 1)] for lemma in known} | {"said", "says", "told"})
    return any(word.startswith(stems) or word in ("say", "told") for word in words)


def errors(articles, texts: list[str], number: int) -> dict[str, list[str]]:
    """Return a sample of errors by kind, each as article number, offsets and a short snippet."""
    kept: dict[str, list[str]] = {}

    def note(kind: str, place: int, item: Item, remark: str = "") -> None:
        text = texts[place][item.start : item.end].replace("\n", " ")
        before = texts[place][max(0, item.start - 30) : item.start].replace("\n", " ")
        after = texts[place][item.end : item.end + 40].replace("\n", " ")
        kept.setdefault(kind, []).append(
            f"{place}:{item.start}-{item.end} …{before}[{text[:50]} … {text[-30:]}]{after} "
            f"<{item.cue}> {remark}"
        )

    for place, (gold, found) in enumerate(articles):
        matched = pairs(gold, found, share_covered, 0.3)
        golden, used = {one for one, _ in matched}, {other for _, other in matched}
        for one, item in enumerate(gold):
            if one not in golden:
                note(f"missed {item.kind}", place, item)
        for other, item in enumerate(found):
            if other not in used:
                note(f"spurious {item.kind}", place, item)
        for one, other in matched:
            if share_of_union(gold[one], found[other]) < 0.8:
                longer = found[other].end - found[other].start > gold[one].end - gold[one].start
                remark = texts[place][found[other].start : found[other].end].replace("\n", " ")
                note(
                    "too long" if longer else "too short",
                    place,
                    gold[one],
                    f"→ {remark[:40]} … {remark[-40:]}",
                )
            speaker, said = gold[one].speaker, found[other].speaker
            if speaker and (said is None or not shared(speaker, said)):
                words = texts[place][slice(*said)] if said else "nobody"
                note(
                    "speaker", place, gold[one], f"{texts[place][slice(*speaker)][:40]} not {words}"
                )
    chooser = random.Random(0)
    return {
        kind: chooser.sample(notes, min(number, len(notes))) for kind, notes in sorted(kept.items())
    }


def report(articles, texts: list[str], *, sample: int) -> None:
    print("columns: precision recall F1 at overlap 0.3 | 0.8 | at IoU 0.3 | 0.8")
    groups: dict[str, Callable[[Item], bool]] = {
        "all": lambda item: True,
        "direct+mixed": lambda item: item.kind in MARKED,
        "direct": lambda item: item.kind == "direct",
        "indirect": lambda item: item.kind == "indirect",
        "statements": lambda item: item.kind == "indirect" and is_statement(item),
    }
    for name, kinds in groups.items():
        print(f"{name:13}", figures(articles, kinds))
    for name, kinds in groups.items():
        print(f"speaker right, {name:13}", speaker_figures(articles, kinds))
    print("direct, exact content", exact_direct(articles, texts))
    for kind, notes in errors(articles, texts, sample).items() if sample else ():
        print(f"\n{kind}")
        for line in notes:
            print(" ", line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", choices=("tune", "report", "all"), default="report")
    parser.add_argument("--sample", type=int, default=0, help="errors shown of each kind")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if options.half in ("all", half_of(row["id"]))]
    nlp = load_pipeline()
    texts = [row["text"] for row in rows]
    articles = [
        (gold_items(row), found_items(doc))
        for row, doc in zip(rows, nlp.pipe(texts, batch_size=8), strict=True)
    ]
    print(f"{len(rows)} articles, half: {options.half}")
    report(articles, texts, sample=options.sample)


if __name__ == "__main__":
    main()
