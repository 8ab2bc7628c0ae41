"""The actors of a corpus under one name each: seen, merged, renamed, split and dropped."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import anywidget
import ipywidgets as widgets
import numpy as np
import pandas as pd
import traitlets

from workbench.caption import counted
from workbench.corpus import Corpus
from workbench.panels.controls import Picker, number, words_of
from workbench.panels.later import Later, in_turn
from workbench.panels.sentences import MOST, Sentences, script
from workbench.panels.sheet import Sheet
from workbench.plain import plain_html, plain_text
from workbench.review.actor_file import ActorFile
from workbench.review.actor_list import ActorListError, Row, kept_apart, rows_of
from workbench.review.evidence import evidence_for
from workbench.review.naming import left_out, same_words
from workbench.review.roster import effects, roster, suggest_merges

HERE = Path(__file__).parent
SHOWN = 200  # actors shown at once; `result` has all that match
OFFERED = 500  # names offered while typing
SEEN = 40  # names seen of one actor
LISTED = 100  # rows of the list shown: the last ones, and those that are left out


class Names(anywidget.AnyWidget):
    """Actors, pairs that are likely one, and the analyst's list, each with its forms."""

    _esm = script("make.js", "actors.js")
    _css = HERE / "actors.css"  # forms, buttons and notes are those of the sentences beneath
    pairs = traitlets.List(traitlets.Dict(), help="name, actor, n, m").tag(sync=True)
    rows = traitlets.List(traitlets.Dict(), help="a row of the roster each").tag(sync=True)
    listed = traitlets.List(traitlets.Dict(), help="line, words, said").tag(sync=True)
    count = traitlets.Unicode("").tag(sync=True)
    file = traitlets.Dict(help="path, rows, error, undo", default_value={"path": ""}).tag(sync=True)
    note = traitlets.Dict(help="text, kind (done, error), undo").tag(sync=True)
    actors = traitlets.List(traitlets.Unicode(), help="names to offer").tag(sync=True)
    request = traitlets.Dict(help="what the analyst asks for, from the browser").tag(sync=True)


class ActorListPanel(Sheet):
    """The actors of a corpus and the analyst's own list of them, `data/actors.csv`.

    What is merged, renamed, added, split, dropped or kept apart here is written as rows at the end
    of that file, and all panels of the corpus follow at once. Merges are suggested, never made; a
    pair that is kept apart is suggested no more. `result` is the table of the actors that pass the
    filters, `suggestions` that of the likely merges, `corpus` the corpus as it now is, `view` the
    mapping that builds the same panel again.
    """

    def __init__(self, corpus: Corpus, **view: object) -> None:
        super().__init__(corpus)
        controls = {
            "find": widgets.Text(description="Find", placeholder="a part of a name"),
            "kinds": Picker("Kinds", sorted(set(self.corpus.mentions["kind"]))),
            "likeness": number("Likeness ≥", 88, most=100),
        }
        self.names, self.sentences = Names(), Sentences(self.desk)
        self._suggestions, self._opened = pd.DataFrame(), None
        self._file = ActorFile(self.desk.actors)
        self._apart: set[frozenset[str]] = set()
        self._renewal = Later(self._message.told(self.refresh, anew=False))
        self._raw: dict[str, str] = {}
        self.lay_out(controls, self.names, self.sentences, view=view)
        controls["likeness"].observe(self._message.told(self._suggest), "value")
        for name in ("find", "kinds"):
            controls[name].observe(self._message.told(self._filter), "value")
        self.names.observe(in_turn(self._answer), "request")
        self.follow(self.desk, lambda: self._renewal.ask(0.5))  # after the charts
        self._message.told(self.refresh)()

    @property
    def suggestions(self) -> pd.DataFrame:
        """The pairs that are likely one, as `suggest_merges` gives them."""
        self.catch_up()
        return self._suggestions

    def catch_up(self) -> None:
        super().catch_up()
        self._renewal.now()

    def refresh(self) -> None:
        """Read the analyst's files again, and show the actors as they then are."""
        self.desk.refresh()
        self._renewal.forget()
        self.corpus = self.desk.part(self.corpus.articles)
        self._roster = roster(self.corpus.mentions)
        self._raw = {plain_text(name): name for name in self._roster["name"]}
        with self.names.hold_sync():
            self.names.actors = [plain_text(name) for name in self._roster["name"].head(OFFERED)]
            self.controls["kinds"].options = sorted(set(self.corpus.mentions["kind"]))
            self._filter()
            self._show_list()
            self._suggest()
        if self._opened is not None:
            with self.sentences.same_note():
                self._open(self._opened)

    def _filter(self) -> None:
        """Show the actors that pass the filters."""
        table, words = self._roster, same_words(self.value("find"))
        if self.value("kinds"):
            table = table[table["kind"].isin(self.value("kinds"))]
        if words:
            found = [
                any(words in same_words(one) for one in (name, *aliases))
                for name, aliases in zip(table["name"], table["aliases"], strict=True)
            ]
            table = table[found]
        self._result = table.reset_index(drop=True)
        count = counted(len(table), "actor")
        if len(table) > SHOWN:
            count += f", the first {SHOWN} of them; Find shows others"
        if self.corpus.articles["duplicate_of"].ne("").any():
            count += "; copies of articles are counted too"
        with self.names.hold_sync():
            self.names.rows = [_row(row) for row in self._result.head(SHOWN).to_dict("records")]
            self.names.count = count
        self._copy()

    def _suggest(self) -> None:
        """Show the pairs that are likely one."""
        self._suggestions = suggest_merges(
            self.corpus.mentions, at_least=self.value("likeness"), apart=self._apart
        )
        self.names.pairs = [
            {
                "name": plain_text(row["name"]),
                "actor": plain_text(row["actor"]),
                "n": row["mentions_of_name"],
                "m": row["mentions_of_actor"],
            }
            for row in self._suggestions.to_dict("records")
        ]

    def _show_list(self) -> None:
        """Show the rows of the file, or what is wrong with it."""
        listed, error = pd.DataFrame(), ""
        try:
            listed = self._file.read()
            self._apart = kept_apart(listed)
        except ActorListError as problem:
            error = f"{problem}. Put it right there, then Read again."
        with self.names.hold_sync():
            self.names.listed = [] if listed.empty else self._told(listed)
            self.names.file = {
                "path": str(self._file.path),
                "rows": len(listed),
                "error": plain_text(error),
                "undo": self._file.can_undo,
            }

    def _told(self, listed: pd.DataFrame) -> list[dict]:
        """The last rows of the list in words, each with how many mentions it is about."""
        whole = self.desk.corpus
        counts = effects(listed, (whole.annotated or whole).mentions, whole.mentions)
        problems = left_out(listed)
        last = np.arange(len(listed)) >= len(listed) - LISTED
        return [
            {
                "line": row.line,
                "words": plain_text(_in_words(row)),
                "said": plain_text(problems.get(row.line) or _effect(counts.get(row.line))),
            }
            for row in rows_of(listed[last | listed.index.isin(list(problems)[:LISTED])])
        ]

    def _answer(self, change: dict) -> None:
        """Do what is asked for, and say what came of it, or what went wrong."""
        asked = change["new"]
        try:
            note = {"text": self._done(asked), "kind": "done"}
            note["undo"] = asked["do"] not in ("show", "read", "undo") and self._file.can_undo
        except Exception as error:
            self._again()
            words = "Not saved: " if isinstance(error, ActorListError) else ""
            note = {"text": words + words_of(error), "kind": "error"}
        self.names.note = note | {"text": plain_text(note["text"])}

    def _again(self) -> None:
        """After an error: show the file as it now is."""
        self._message.told(self.desk.refresh)()
        self._message.told(self._show_list, anew=False)()

    def _done(self, asked: Mapping) -> str:
        do = asked["do"]
        if do == "show":
            name = self._name(asked["name"])
            self._open(None if name == self._opened else name)
            return ""
        if do == "read":
            self.refresh()
            return "" if self.names.file["error"] else "Read again."
        if do == "undo":
            self._file.undo()
            return self._follow("Undone.")
        if do == "remove":
            self._file.remove([asked["line"]])
            return self._follow("Taken back.")
        rows = self._rows(asked)
        lines = self._file.add(rows)
        return self._follow("Saved.", lines, seen=do != "apart")

    def _follow(self, words: str, lines: Sequence[int] = (), *, seen: bool = True) -> str:
        """Let all panels follow the file, and say what has changed in it, and if in them."""
        self.refresh()
        listed = {one["line"]: one for one in self.names.listed}
        new = [listed[line] for line in lines if line in listed]
        told = [f"{one['words']}: {one['said']}." for one in new]
        told += [self._unread(lines)] if lines else []
        return " ".join(filter(None, [words, *told, "All panels follow." if seen else ""]))

    def _unread(self, lines: Sequence[int]) -> str:
        """Of words just added: that stances are still to be read where they were no actor."""
        added = [row for row in rows_of(self._file.read(), "add") if row.line in lines]
        if not added:
            return ""
        whole = self.desk.corpus
        place = ["article_id", "start", "end"]
        now = whole.mentions[whole.mentions["via"] == "alias"]
        words = {same_words(row.name) for row in added}
        now = now[now["text"].map(same_words).isin(words)]
        before = (whole.annotated or whole).mentions[place].drop_duplicates()
        fresh = len(now) - len(now.merge(before, on=place))
        if not fresh:
            return ""
        return f"{fresh:,} new; run the notebook again for their stances."

    def _rows(self, asked: Mapping) -> list[dict[str, str]]:
        """The rows of the file that do what is asked for."""
        do, actor = asked["do"], self._name(asked.get("actor", ""))
        to, words = self._name(asked.get("to", "")), asked.get("words", "")
        if do == "merge":
            names = [self._name(name) for name in asked.get("names", [actor])]
            return self._merge(names, self._name(asked.get("name", "")) or to)
        if do == "apart":
            return [{"do": "apart", "name": actor, "actor": to}]
        if do == "drop":
            return [{"do": "drop", "name": words or actor, "of": actor if words else ""}]
        if not to:
            raise ValueError("Not saved: the field is empty.")
        if do == "rename":
            return self._merge([actor], to)
        if do == "split":
            return [{"do": "split", "name": words, "actor": to, "of": actor}]
        facts = {name: asked.get(name, "") for name in ("kind", "country")}
        return [{"do": "add", "name": to, "actor": actor, **facts}]

    def _merge(self, names: list[str], stays: str) -> list[dict[str, str]]:
        known = self._roster.set_index("name")
        rows = [
            {"do": "merge" if stays in known.index or len(names) > 1 else "rename", "name": name}
            for name in names
            if name != stays
        ]
        if not stays or not rows:
            raise ValueError("Not saved: give the name of another actor, or a new name.")
        facts = {}
        if stays not in known.index and names[0] in known.index:
            first = known.loc[names[0]]  # an actor with a new name is of the first one's kind
            country = first["country"]
            facts = {"kind": first["kind"], "country": stays if country == names[0] else country}
        return [row | {"actor": stays} | facts for row in rows]

    def _name(self, shown: str) -> str:
        shown = " ".join(str(shown).split())
        return self._raw.get(shown, shown)

    def _open(self, name: str | None) -> None:
        """Show the sentences that name the actor."""
        self._opened = name
        if name is None:
            self.sentences.clear()
        else:
            rows = evidence_for(self.corpus, {"actor": name}, most=MOST)
            self.sentences.show(rows, heading=name)

    def told(self) -> str:
        return f'<div class="wb-count">{plain_html(self.names.count)}</div>'

    def copied(self) -> pd.DataFrame:
        return self._result.assign(aliases=[", ".join(one[:5]) for one in self._result["aliases"]])


def _row(row: Mapping) -> dict:
    texts = {name: plain_text(row[name]) for name in ("name", "kind", "country")}
    numbers = {name: int(row[name]) for name in ("mentions", "articles")}
    return {**texts, **numbers, "aliases": [plain_text(one) for one in row["aliases"][:SEEN]]}


def _in_words(row: Row) -> str:
    return {
        "add": f"“{row.name}” means {row.actor}",
        "merge": f"{row.name} is {row.actor}",
        "rename": f"{row.name} is called {row.actor}",
        "split": f"“{row.name}” means {row.actor}, not {row.of}",
        "apart": f"{row.name} is not {row.actor}",
        "drop": f"“{row.name}” is not {row.of}" if row.of else f"{row.name} is no actor",
    }[row.do]


def _effect(n: int | None) -> str:
    if n is None:
        return "not suggested any more"
    return counted(n, "mention") if n else "nothing in these articles"
