"""Corrections put into the tables: the rows they mean are found by words, and changed in a copy."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from workbench.review.corrections import brief, occurrence, same, sentence_keys
from workbench.review.naming import in_lexicon
from workbench.tables import usual

if TYPE_CHECKING:
    from workbench.corpus import Corpus

APPLIES, ALREADY, MISFIT, ELSEWHERE = "applies", "already so", "does not fit", "other articles"
TABLES = ("mentions", "quotes", "stances")


def apply_corrections(
    corpus: "Corpus", corrections: pd.DataFrame, *, names: Mapping[str, str] | None = None
) -> "Corpus":
    """Return the corpus with the corrections in force put into its tables.

    What hangs on a mention follows it: a stance of its sentence whose source or target is named
    there by no other words, a quotation whose speaker it is, and with a quotation's speaker the
    stances in what he says. In `mentions`, `quotes` and `stances` the column `corrections` holds
    the ids that changed a row. `corpus.corrections` is the table of the corrections in force with
    `status` ("applies", "already so" without it, "does not fit" its text any more, "other
    articles" than these) and `why`. `names` says what the list of actors calls an actor that a
    correction names. A row keeps its label in the index whatever is done to others.
    Nothing that was passed in is changed.
    """
    known = corrections[corrections["in_force"]].reset_index(drop=True)
    work = _Work(corpus, known, names or {})
    said: dict[int, tuple[str, str]] = {}
    for table in TABLES:
        for place, row in known[known["table"] == table].iterrows():
            said[place] = work.apply(row)
        if table == "mentions":
            work.follow_mentions()
    known["status"] = [said[place][0] for place in range(len(known))]
    known["why"] = [said[place][1] for place in range(len(known))]
    known = known.drop(columns="in_force").astype({"status": "str", "why": "str"})
    known.attrs["problems"] = corrections.attrs.get("problems", [])
    return replace(corpus, **{t: work.tables[t].table() for t in TABLES}, corrections=known)


def corrections_in(corpus: "Corpus", *, actors: Collection[str] = ()) -> pd.DataFrame:
    """Return the corrections that apply to the articles of this part of a corpus.

    With `actors`, only those that change what is said of any of them.
    """
    known = corpus.corrections
    if known is None:
        return pd.DataFrame(columns=["id", "status"])
    known = known[known["status"] == APPLIES]
    known = known[known["article_id"].isin(corpus.articles["article_id"])]
    if actors:
        names = known[["actor", "source", "target", "speaker", "old", "value"]]
        known = known[names.isin(list(actors)).any(axis=1)]
    return known.reset_index(drop=True)


def misfits_in(corpus: "Corpus") -> int:
    """Return how many corrections no longer fit their text, whatever part of a corpus this is."""
    known = corpus.corrections
    return 0 if known is None else int((known["status"] == MISFIT).sum())


class _Table:
    """One table under correction: its rows by sentence as they were, and what shall change."""

    def __init__(self, table: pd.DataFrame, articles: set[str]) -> None:
        self.before = table.reset_index(drop=True)
        self.rows: dict[tuple[str, int], list[dict]] = defaultdict(list)
        for row in self.before[self.before["article_id"].isin(articles)].to_dict("index").items():
            self.rows[row[1]["article_id"], row[1]["sentence"]].append({"at": row[0], **row[1]})
        self.changes: dict[int, dict[str, object]] = defaultdict(dict)
        self.gone: set[int] = set()
        self.added: dict[tuple[str, ...], dict] = {}
        self.ids: dict[int, list[str]] = defaultdict(list)

    def change(self, row: dict, correction: str, **values: object) -> None:
        self.changes[row["at"]] |= values
        self.note(row, correction)

    def drop(self, row: dict, correction: str) -> None:
        self.gone.add(row["at"])
        self.note(row, correction)

    def note(self, row: dict, correction: str) -> None:
        if correction not in self.ids[row["at"]]:
            self.ids[row["at"]].append(correction)

    def now(self, row: dict, name: str) -> object:
        return self.changes.get(row["at"], {}).get(name, row[name])

    def table(self) -> pd.DataFrame:
        table = self.before.assign(corrections="")
        for name in {name for values in self.changes.values() for name in values}:
            column = table[name].tolist()
            for at, values in self.changes.items():
                column[at] = values.get(name, column[at])
            table[name] = pd.Series(column, dtype=table[name].dtype)
        if self.ids:
            column = [""] * len(table)
            for at, ids in self.ids.items():
                column[at] = " ".join(ids)
            table["corrections"] = column
        if {"source", "target"} <= set(table) and self.changes:
            own = table["source"] == table["target"]
            self.gone |= {at for at in self.changes if own[at]}
        table = table.drop(index=list(self.gone))
        if self.added:
            types, first = table.dtypes.to_dict(), len(self.before)
            added = pd.DataFrame(list(self.added.values()))
            added.index = range(first, first + len(added))
            table = pd.concat([table, added]).astype(types)
            order = {one: n for n, one in enumerate(self.before["article_id"].unique())}
            where = table["article_id"].map(order).fillna(len(order))
            keys = pd.DataFrame({"article": where, "sentence": table["sentence"]})
            table = table.loc[keys.sort_values(["article", "sentence"], kind="stable").index]
        return table


class _Work:
    """All the tables under correction, and the names that the list of actors has changed."""

    def __init__(self, corpus: "Corpus", known: pd.DataFrame, names: Mapping[str, str]) -> None:
        self.corpus = corpus
        self.listed = names
        self.articles = set(known["article_id"]) & set(corpus.articles["article_id"])
        self.tables = {name: _Table(getattr(corpus, name), self.articles) for name in TABLES}
        of = corpus.sentences[corpus.sentences["article_id"].isin(self.articles)]
        found = of.assign(key=sentence_keys(of)).to_dict("records")
        self.sentences: dict[str, list[dict]] = defaultdict(list)  # by article
        for row in found:
            self.sentences[row["article_id"]].append(row)
        self.by_key = {(row["article_id"], row["key"]): row for row in found}
        self.renamed = self._renamed() if len(known) else {}
        self.relinked: dict[tuple[str, int], list[tuple[dict, str, str]]] = defaultdict(list)

    def apply(self, correction: pd.Series) -> tuple[str, str]:
        """Put one correction in; its status and why."""
        if correction["article_id"] not in self.articles:
            return self._without_article(correction)
        sentence = self._sentence(correction)
        if sentence is None:
            return MISFIT, "the article has no such sentence any more"
        where = sentence["article_id"], sentence["sentence"]
        return getattr(self, f"_apply_to_{correction['table']}")(correction, sentence, where)

    def _apply_to_mentions(self, correction, sentence, where) -> tuple[str, str]:
        table, value = self.tables["mentions"], self._current(correction["value"])
        rows = [
            row
            for row in table.rows[where]
            if same(row["text"]) == same(correction["words"])
            and str(occurrence(row["text"], sentence["text"], row["start"] - sentence["start"]))
            == (correction["nth"] or "1")
        ]
        if len(rows) > 1:  # a group: the words stand for several actors
            rows = [row for row in rows if row["actor"] in self._names(correction["actor"])]
        if not rows:
            if not value:
                return ALREADY, "the words stand for no actor"
            return MISFIT, f"“{correction['words']}” is not read as an actor there any more"
        (row, *_) = rows
        if row["actor"] == value and row["at"] not in table.ids:
            return ALREADY, f"the words stand for {value}"
        if value:
            kind, country = self._known_actor(value, row)
            table.gone.discard(row["at"])
            table.change(row, correction["id"], actor=value, kind=kind, country=country)
        else:
            table.drop(row, correction["id"])
        self.relinked[where].append((row, value, correction["id"]))
        return APPLIES, ""

    def follow_mentions(self) -> None:
        """Let quotations and stances follow the mentions that were re-linked or dropped."""
        mentions, quotes, stances = (self.tables[name] for name in TABLES)
        for where, changes in self.relinked.items():
            last = {row["at"]: (row, value, one) for row, value, one in changes}
            still = {
                mentions.now(row, "actor")
                for row in mentions.rows[where]
                if row["at"] not in mentions.gone
            }
            values = defaultdict(set)
            for row, value, _ in last.values():
                values[row["actor"]].add(value)
            for row, value, one in last.values():
                old = row["actor"]
                for quote in self._of_article(quotes, where[0]):
                    spoken = quote["speaker_start"] < row["end"] and (
                        quote["speaker_end"] > row["start"]
                    )
                    if spoken and quote["speaker"] == old:
                        self._let_speak(quote, value or row["text"], one)
                if old in still or len(values[old]) > 1:
                    continue
                for stance in stances.rows[where]:
                    sides = [s for s in ("source", "target") if stance[s] == old]
                    if sides and not value:
                        stances.drop(stance, one)
                    elif sides:
                        stances.change(stance, one, **dict.fromkeys(sides, value))
                    if value and stance["speaker"] == old:
                        stances.change(stance, one, speaker=value)

    def _apply_to_quotes(self, correction, sentence, where) -> tuple[str, str]:
        table, value = self.tables["quotes"], self._current(correction["value"])
        words = same(correction["words"])
        rows = [row for row in table.rows[where] if same(brief(row["content"])) == words]
        rows = [
            row
            for row in rows
            if len(rows) == 1
            or str(occurrence(row["content"], sentence["text"], row["start"] - sentence["start"]))
            == correction["nth"]
        ] or [
            row
            for row in table.rows[where]
            if words
            and (same(row["content"]) in words or words.rstrip("…") in same(row["content"]))
        ]
        if len(rows) != 1:
            return MISFIT, "the words are not read as one quotation there any more"
        (row,) = rows
        if row["speaker"] == value and row["at"] not in table.ids:
            return ALREADY, f"the speaker is {value or 'unknown'}"
        self._let_speak(row, value, correction["id"])
        return APPLIES, ""

    def _let_speak(self, quote: dict, speaker: str, correction: str) -> None:
        """Change a quotation's speaker, and with him the stances in what he says."""
        stances = self.tables["stances"]
        self.tables["quotes"].change(quote, correction, speaker=speaker)
        for stance in self._within(quote, stances):
            if stance["voice"] != "narrated" and stance["speaker"] == quote["speaker"]:
                own = {"source": speaker} if stance["source"] == quote["speaker"] != "" else {}
                stances.change(stance, correction, speaker=speaker, **(own if speaker else {}))

    def _apply_to_stances(self, correction, sentence, where) -> tuple[str, str]:
        table, field = self.tables["stances"], correction["field"]
        value = correction["value"] if field == "stance" else self._current(correction["value"])
        rows = [
            row
            for row in table.rows[where]
            if all(
                {row[side], table.now(row, side)} & self._names(correction[side])
                for side in ("source", "target")
            )
        ]
        if len(rows) > 1:
            by_cue = [row for row in rows if same(brief(row["cue"])) == same(correction["words"])]
            rows = by_cue if len(by_cue) == 1 else []
            if not rows:
                return MISFIT, "several stances of the pair stand there, none with its words"
        if not rows:
            return self._stance_not_there(correction, where, field, value)
        (row,) = rows
        if row[field] == value and row["at"] not in table.ids:
            return ALREADY, f"the {field} is {value}"
        if value == "none" and field == "stance":
            table.drop(row, correction["id"])
        elif field == "stance":
            table.gone.discard(row["at"])
            table.change(row, correction["id"], **_decided(value))
        else:
            table.change(row, correction["id"], **{field: value})
        return APPLIES, ""

    def _stance_not_there(self, correction, where, field: str, value: str) -> tuple[str, str]:
        """A pair without a stance in the sentence: what she decided is said all the same."""
        added, key = self.tables["stances"].added, _pair_key(correction)
        if key not in added:
            if field != "stance":
                return MISFIT, "no stance of the pair is read there any more"
            if value == "none":
                return ALREADY, "no stance of the pair is read there"
            row = {name: correction[name] for name in ("mode", "voice", "speaker")}
            row |= {side: self._current(correction[side]) for side in ("source", "target")}
            row |= {"article_id": where[0], "sentence": where[1], "cue": correction["words"]}
            added[key] = row | {"corrections": ""}
        if value == "none" and field == "stance":
            del added[key]
            return APPLIES, ""
        added[key] |= _decided(value) if field == "stance" else {field: value}
        added[key]["corrections"] = f"{added[key]['corrections']} {correction['id']}".strip()
        return APPLIES, ""

    def _within(self, quote: dict, stances: _Table) -> Iterable[dict]:
        for row in self.sentences[quote["article_id"]]:
            if row["start"] < quote["end"] and row["end"] > quote["start"]:
                yield from stances.rows[row["article_id"], row["sentence"]]

    def _of_article(self, table: _Table, article: str) -> Iterable[dict]:
        for row in self.sentences[article]:
            yield from table.rows[article, row["sentence"]]

    def _sentence(self, correction: pd.Series) -> dict | None:
        """The sentence it means: by its key or, if sentences were cut anew, by its words."""
        article = correction["article_id"]
        if found := self.by_key.get((article, correction["sentence_key"])):
            return found
        words = same(correction["sentence"])
        wanted = same(correction["words"])
        near = [
            row
            for row in self.sentences[article]
            if (words in same(row["text"]) or same(row["text"]) in words)
            and wanted in same(row["text"])
        ]
        return near[0] if words and len(near) == 1 else None

    def _without_article(self, correction: pd.Series) -> tuple[str, str]:
        words = same(correction["sentence"])
        if len(words) > 20 and words in self._homes:
            return MISFIT, (
                "its article was edited or left out; the same sentence stands in article "
                f"{self._homes[words]}"
            )
        return ELSEWHERE, "its article is not among these"

    @cached_property
    def _homes(self) -> dict[str, str]:
        """The first article in which each sentence stands, by the words that a correction keeps."""
        every = self.corpus.sentences[["article_id", "text"]].iloc[::-1]
        return {same(brief(text)): article for article, text in every.itertuples(index=False)}

    def _renamed(self) -> dict[str, set[str]]:
        """For each actor as annotated, the names under which the list of actors has it now."""
        before = self.corpus.annotated
        if before is None:
            return {}
        place = ["article_id", "start", "end"]
        was = before.mentions[[*place, "actor"]]
        now = self.corpus.mentions[[*place, "actor"]]
        if was.equals(now):
            return {}
        both = was.merge(now, on=place, suffixes=("", "_now"))
        counts = Counter(zip(both["actor"], both["actor_now"], strict=True))
        names: dict[str, set[str]] = defaultdict(set)
        for old, new in counts:
            if old != new and (old, old) not in counts:
                names[old].add(new)
        return names

    def _names(self, name: str) -> set[str]:
        return {name, *self.renamed.get(name, ()), self.listed.get(name, name)}

    def _current(self, name: str) -> str:
        now = self.renamed.get(name, {name})
        name = next(iter(now)) if len(now) == 1 else name
        return self.listed.get(name, name)

    def _known_actor(self, name: str, row: dict) -> tuple[str, str]:
        """Kind and country of an actor: from the corpus, the lexicon, or as the row had them."""
        return self._facts.get(name) or in_lexicon().get(name, (row["kind"], ""))

    @cached_property
    def _facts(self) -> dict[str, tuple[str, str]]:
        """The most frequent kind and country of each actor in the corpus."""
        rows = usual(self.corpus.mentions, "kind", "country").itertuples(name=None)
        return {actor: (kind, country) for actor, kind, country in rows}


def _decided(stance: str) -> dict[str, object]:
    return {"stance": stance, "score": 1.0 if stance == "friendly" else -1.0, "confidence": 1.0}


def _pair_key(correction: pd.Series) -> tuple[str, ...]:
    return tuple(correction[["article_id", "sentence_key", "source", "target"]])
