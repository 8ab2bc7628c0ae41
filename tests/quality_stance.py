"""Print how good the stances are on the gold sets that are present.

    python tests/quality_stance.py [--gold ../shared/gold/stance] [--rules | --network] [--errors]

For each set: macro-F1 (five classes on DSE, three on CAMEO and on the makers' own labels of news
between states, the forced choice on PLOVER), the figures of each class, false alarms among the
neutral pairs, the calibration error, n, and the time. Of all but DSE only the part that no training
has seen is scored. DSE's validation part stands in two halves, which shows how far its small
classes swing; thresholds were picked on both. `--write` keeps how right each confidence was, for
`workbench.reliability`.
"""

import argparse
import hashlib
import json
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import spacy
import written

import workbench as wb
from workbench.measures.reliability import MEASURED, NEWS
from workbench.pipeline import BUNDLED
from workbench.pipeline.stance import encoder, scorer

LABELS = Path(__file__).with_name("stance_labels.parquet")
GOLD = Path(__file__).parents[2] / "shared" / "gold" / "stance"
FIVE = ["to friendly", "to hostile", "back friendly", "back hostile", "none"]
THREE = ["friendly", "hostile", "none"]
HELD_OUT = 15


def held_out(text: str) -> bool:
    """Whether a sentence of PLOVER or CAMEO is kept from training: 15 in 100, by its digest."""
    return int(hashlib.sha1(text.encode()).hexdigest(), 16) % 100 < HELD_OUT


def lines(path: Path) -> list[dict]:
    """The rows of a file of JSON lines, or none where it is not there."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def labelled(gold: Path, part: str) -> list[dict]:
    """The makers' own labels of one part, training or held out, as rows like the gold's."""
    files = {
        "current_events": gold.parent / "actors" / "current_events_dev.jsonl",
        "wikinews": gold.parents[1] / "articles-wikinews" / "wikinews_2019.jsonl",
    }
    table = pd.read_parquet(LABELS)
    rows = []
    for name, of_set in table[table["part"] == part].groupby("set", observed=True):
        texts = {}
        for row in lines(files.get(name, gold / f"{name}.jsonl")):
            title = f"{row['title']}\n\n" if "title" in row else ""
            texts[str(row["id"] if "id" in row else row["url"])] = title + row["text"]
        rows += [
            {
                "set": "labels",
                "id": row.id,
                "text": texts[row.id],
                "source": (row.source_start, row.source_end),
                "target": (row.target_start, row.target_end),
                "stance": row.there,
                "reverse": row.back,
                "mode": row.mode,
            }
            for row in of_set.itertuples()
            if row.id in texts
        ]
    return rows


def read(gold: Path, name: str) -> list[dict]:
    """The rows of a gold set, or none where the file is not there."""
    rows = lines(gold / f"{name}.jsonl")
    if name == "dse_valid":
        halves = ("even rows", "odd rows")
        return [row | {"half": halves[at % 2]} for at, row in enumerate(rows)]
    return [row | {"half": "unseen"} for row in rows if held_out(row["text"])]


def verdicts(rows: list[dict], nlp) -> list[tuple]:
    """For each row the verdict of source towards target and the one back."""
    by_text: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        by_text.setdefault(row["text"], []).append(at)
    found = [()] * len(rows)
    for doc in nlp.pipe(by_text):
        for at in by_text[doc.text]:
            source, target = (
                doc.char_span(*rows[at][side], alignment_mode="expand")
                for side in ("source", "target")
            )
            found[at] = wb.stance_between(source, target), wb.stance_between(target, source)
    return found


def five(there, back) -> str:
    """The one class of the five that two verdicts make: the surer where both are a stance."""
    sides = [("to", there), ("back", back)]
    sides = [side for side in sides if side[1].stance != "none"]
    if not sides:
        return "none"
    name, verdict = max(sides, key=lambda side: abs(side[1].score))
    return f"{name} {verdict.stance}"


def gold_five(row: dict) -> str:
    """The class of a row that is marked both ways."""
    if row["stance"] != "none":
        return f"to {row['stance']}"
    return f"back {row['reverse']}" if row["reverse"] in THREE[:2] else "none"


def f1(gold: list[str], given: list[str], classes: list[str]) -> list[float]:
    """The F1 of each class, in per cent."""
    right = Counter(a for a, b in zip(gold, given, strict=True) if a == b)
    both = Counter(gold) + Counter(given)
    return [200 * right[name] / both[name] if both[name] else 0.0 for name in classes]


def calibration_error(confidence: list[float], right: list[bool], bins: int = 10) -> float:
    """The expected calibration error: mean distance of confidence and accuracy over the bins."""
    confidence, right = np.array(confidence), np.array(right, float)
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    return sum(
        (place == one).mean() * abs(confidence[place == one].mean() - right[place == one].mean())
        for one in set(place.tolist())
    )


def report(name: str, gold: list[str], given: list[str], classes: list[str], sides, false) -> None:
    """Print the line of one set or half of it."""
    each = f1(gold, given, classes)
    figures = ", ".join(f"{label} {one:.0f}" for label, one in zip(classes, each, strict=True))
    neutral = [b for a, b in zip(gold, given, strict=True) if a == "none"]
    alarms = 100 * sum(b != "none" for b in neutral) / len(neutral) if neutral else float("nan")
    error = calibration_error([v.confidence for v, _ in sides], [v.stance == g for v, g in sides])
    print(
        f"{name:22} n {len(gold):5}  macro-F1 {np.mean(each):5.1f}  ({figures})  "
        f"false alarms {alarms:4.1f} of 100  calibration error {error:.3f}"
    )
    if false:
        wrong = Counter((a, b) for a, b in zip(gold, given, strict=True) if a != b)
        for (a, b), count in wrong.most_common(8):
            print(f"    {count:4} {a} taken for {b}")


def politics(given, nlp) -> list[tuple]:
    """Score DSE's validation part; return each direction's verdict and gold."""
    dse = read(given.gold, "dse_valid")
    found, every = verdicts(dse, nlp), []
    for half in ("even rows", "odd rows"):
        rows = [at for at, row in enumerate(dse) if row["half"] == half]
        if not rows:
            continue
        sides = [(found[at][0], dse[at]["stance"]) for at in rows]
        sides += [(found[at][1], dse[at]["reverse"]) for at in rows]
        gold = [gold_five(dse[at]) for at in rows]
        report(f"DSE, {half}", gold, [five(*found[at]) for at in rows], FIVE, sides, given.errors)
        three = f1([g for _, g in sides], [v.stance for v, _ in sides], THREE)
        print(f"    each ordered pair by itself: macro-F1 {np.mean(three):.1f} of three classes")
        every += sides
    return every


def states(given, nlp, title: str, rows: list[dict]) -> list[tuple]:
    """Score pairs in news between states, each way; return the same as `politics`."""
    found = verdicts(rows, nlp)
    sides = [(both[0], row["stance"]) for both, row in zip(found, rows, strict=True)]
    sides += [(both[1], row["reverse"]) for both, row in zip(found, rows, strict=True)]
    if rows:
        gold, judged = [g for _, g in sides], [v.stance for v, _ in sides]
        report(title, gold, judged, THREE, sides, given.errors)
        alarms = [
            any(verdict.stance != "none" for verdict in both)
            for both, row in zip(found, rows, strict=True)
            if row["stance"] == row["reverse"] == "none"
        ]
        given_some = [verdict.stance == g for verdict, g in sides if verdict.stance != "none"]
        asked = [verdict.stance == g for verdict, g in sides if g != "none"]
        print(
            f"    {100 * np.mean(alarms):.1f} of 100 pairs neutral both ways are given a stance; "
            f"{100 * np.mean(given_some):.0f} of 100 stances given are right (n {len(given_some)}),"
            f" {100 * np.mean(asked):.0f} of 100 are found (n {len(asked)})"
        )
    return sides


def deeds(given, nlp) -> None:
    """Score what is held out of CAMEO and PLOVER."""
    for name, title in (("cameo_train", "CAMEO, unseen"), ("plv_train", "PLOVER, forced choice")):
        rows = read(given.gold, name)
        if not rows:
            continue
        sides = [(v, row["stance"]) for row, (v, _) in zip(rows, verdicts(rows, nlp), strict=True)]
        gold, judged, classes = [g for _, g in sides], [v.stance for v, _ in sides], THREE
        if name == "plv_train":
            judged = ["friendly" if v.score > 0 else "hostile" for v, _ in sides]
            classes = THREE[:2]
        report(title, gold, judged, classes, sides, given.errors)
        modes = [v.mode == row["mode"] for row, (v, _) in zip(rows, sides, strict=True) if v.mode]
        if name == "plv_train":
            print(f"    mode right in {100 * np.mean(modes):.0f} of 100 of the {len(modes)} found")


def keep(way: str, measured: dict[str, list[tuple]]) -> None:
    """Write how many stances of each confidence were right to `model/reliability.csv`."""
    rows = [
        {"way": way, "set": name, "confidence": round(v.confidence, 2), "right": v.stance == gold}
        for name, sides in measured.items()
        for v, gold in sides
        if v.stance != "none"
    ]
    kept = pd.DataFrame(rows).groupby(["way", "set", "confidence"])["right"].agg(["size", "sum"])
    kept = kept.rename(columns={"size": "n", "sum": "right"}).reset_index()
    if MEASURED.exists():
        other = pd.read_csv(MEASURED)
        kept = pd.concat([other[other["way"] != way], kept])
    kept.sort_values(["way", "set", "confidence"]).to_csv(MEASURED, index=False)


def main() -> None:
    """Score what is asked for."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--gold", type=Path, default=GOLD)
    options.add_argument("--rules", action="store_true", help="without the trained weights")
    options.add_argument("--network", action="store_true", help="without the encoder")
    options.add_argument("--errors", action="store_true", help="print the errors by kind")
    options.add_argument("--write", action="store_true", help="keep how right each confidence was")
    given = options.parse_args()
    if given.rules:
        scorer.network = lambda: None
    if given.network:
        encoder.encoder = lambda: None
    nlp = wb.load_pipeline()
    accurate = scorer.network() is not None and encoder.encoder() is not None
    print("judged by", "rules" if given.rules else "the encoder too" if accurate else "the network")
    news = labelled(given.gold, "held out")
    measured = {
        "US politics": politics(given, nlp),
        NEWS: states(given, nlp, "News between states", news),
    }
    states(given, nlp, "Written, unseen", written.rows("unseen"))
    deeds(given, nlp)
    if given.write:
        keep("accurate" if accurate else "network", measured)
    cost(nlp)


def cost(nlp) -> None:
    """Print what the component adds to the bare model's time on the sample corpus."""
    articles = Path(__file__).parents[1] / "data" / "articles"
    texts = wb.read_articles(articles, quiet=True)["text"].tolist()
    bare = spacy.load(BUNDLED)
    component = nlp.get_pipe("workbench/stance")
    docs = list(nlp.pipe(texts))
    ours, whole = [], []
    for _ in range(3):
        start = time.process_time()
        for doc in docs:
            component(doc)
        ours.append(time.process_time() - start)
        start = time.process_time()
        list(bare.pipe(texts))
        whole.append(time.process_time() - start)
    sentences = sum(len(list(doc.sents)) for doc in docs)
    taken, bare_taken = (1000 * min(times) / sentences for times in (ours, whole))
    print(
        f"time: {taken:.2f} ms a sentence on the sample corpus, "
        f"{100 * taken / bare_taken:.1f} % of the bare model's {bare_taken:.2f}"
    )


if __name__ == "__main__":
    main()
