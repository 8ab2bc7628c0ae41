"""Articles read once more with the names in them that the analyst added: what stances these have.

Words that nobody took for an actor have no stances in the store. Only the articles in which such
words stand are read again, and only the stances of the added actors are kept, beside the store of
the pipeline: all else stays as it was annotated.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc, Span
from tqdm.auto import tqdm

from workbench import store as kept
from workbench import tables
from workbench.pipeline.actors import GROUP, mentions
from workbench.pipeline.stance import stances
from workbench.review.naming import apply_actor_list, left_out

PLACE = ["article_id", "start", "end"]
PAIR = ["article_id", "sentence", "source", "target"]


def stances_of_added(
    texts: pd.Series,
    found: dict[str, pd.DataFrame],
    actor_list: pd.DataFrame,
    pipeline: Language,
    shelf: Path,
    *,
    progress: bool = True,
) -> pd.DataFrame:
    """The stances of actors that the list adds, in articles where their words were no actor.

    `texts` are the articles' texts by id, `found` the four tables as annotated. What is found is
    kept under `shelf`, by the rows of the list that add. Columns as in stances.
    """
    adding = actor_list[actor_list["do"] == "add"].drop(index=list(left_out(actor_list)))
    if adding.empty:
        return tables.table("stances", [])
    names = ("mentions", "quotes", "stances")
    named, *_ = apply_actor_list(found["sentences"], *(found[name] for name in names), adding)
    before = found["mentions"][PLACE].drop_duplicates()
    fresh = named[named["via"] == "alias"].merge(before, on=PLACE, how="left", indicator=True)
    fresh = fresh[fresh["_merge"] == "left_only"]
    if fresh.empty:
        return tables.table("stances", [])
    cells = adding[["name", "actor", "kind", "country"]].agg("\t".join, axis=1)
    shelf = shelf / f"added-{kept.digest(sorted(cells))}"
    done, known = kept.read(shelf)
    todo = [id_ for id_ in fresh["article_id"].unique() if id_ not in done]
    rows, silent = [], not progress or not todo
    for id_ in tqdm(todo, desc="Reading added names", unit=" articles", disable=silent):
        doc = pipeline(texts[id_])
        here = fresh[fresh["article_id"] == id_]
        _name(doc, here)
        for component in ("workbench/quotes", "workbench/stance"):
            doc = pipeline.get_pipe(component)(doc)
        added = set(here["actor"])
        rows += [(id_, *one) for one in stances(doc) if {one.source, one.target} & added]
    new = {name: tables.table(name, []) for name in kept.KEPT}
    new["stances"] = tables.table("stances", rows)
    if todo:
        kept.write(shelf, todo, new)
    both = pd.concat([known["stances"], new["stances"]], ignore_index=True)
    both = both[both["article_id"].isin(fresh["article_id"])]
    had = set(found["stances"][PAIR].itertuples(index=False, name=None))
    new_pair = [pair not in had for pair in both[PAIR].itertuples(index=False, name=None)]
    return both[np.array(new_pair, dtype=bool)].reset_index(drop=True)


def still_named(
    added: pd.DataFrame, mentions: pd.DataFrame, actor_list: pd.DataFrame
) -> pd.DataFrame:
    """The rows of `stances_of_added` of actors that the list still adds."""
    listed = set(actor_list.loc[actor_list["do"] == "add", "actor"])
    named = set(zip(mentions["article_id"].tolist(), mentions["actor"].tolist(), strict=True))
    rows = added[["article_id", "source", "target"]].itertuples(index=False, name=None)
    stays = [
        bool(listed & set(sides))
        and all(side in listed or (article, side) in named for side in sides)
        for article, *sides in rows
    ]
    return added[np.array(stays, dtype=bool)]


def _name(doc: Doc, fresh: pd.DataFrame) -> None:
    """Let the words be mentions of the Doc, in place of those that they cover."""
    own = [
        (span, one.kind, one.actor, one.country, "alias")
        for one in fresh.itertuples()
        if (span := doc.char_span(one.start, one.end, alignment_mode="expand")) is not None
    ]
    covered = {i for span, *_ in own for i in range(span.start, span.end)}
    others = [
        (one.span, one.kind, one.actor, one.country, one.via)
        for one in mentions(doc)
        if not covered & set(range(one.span.start, one.span.end))
    ]
    every = sorted([*own, *others], key=lambda one: (one[0].start, -one[0].end))
    doc.spans[GROUP] = [
        Span(doc, span.start, span.end, label=kind, kb_id=actor, span_id=via)
        for span, kind, actor, _, via in every
    ]
    doc.spans[GROUP].attrs["country"] = {actor: country for _, _, actor, country, _ in every}
    doc.spans[GROUP].attrs["countries"] = [country for *_, country, _ in every]
