"""What the panels of a session share: the corpus as it is now revised, and what was chosen last."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from weakref import WeakValueDictionary

import pandas as pd
import traitlets

from workbench.corpus import Corpus, revise
from workbench.measures.selection import of_articles
from workbench.review import corrections
from workbench.tables import one_of

SHARED = ("since", "until", "outlets", "actors")  # the filters that one panel can give to others


class Change(NamedTuple):
    """What to set in rows of the corpus, which are named by the labels of the table's index."""

    table: str
    rows: Sequence
    field: str
    value: str


_DESKS: WeakValueDictionary[int, "Desk"] = WeakValueDictionary()


class Desk(traitlets.HasTraits):
    """One corpus under revision; observe `corpus` and `choice`.

    `corpus` is the whole corpus with the analyst's files as they now are: whoever changes them
    here, or in another notebook before `refresh`, changes it for all panels. `choice` is the part
    of a panel's view that it shares (`SHARED`). `problems` says what could not be used in the
    files when they were last read.
    """

    corpus = traitlets.Any()
    choice = traitlets.Dict()

    def __init__(self, corpus: Corpus, *, path: str | Path | None = None) -> None:
        super().__init__(corpus=corpus)
        self.path = Path(path or corrections.corrections_file())
        self.actors = self.path.with_name("actors.csv")
        self.problems: list[str] = []
        self.done: list[list[str]] = []
        self._seen = self._state()

    def correct(self, changes: Sequence[Change], *, reason: str = "") -> list[str]:
        """Make these changes together; return the ids of the corrections."""
        ids = self.write(changes, reason=reason)
        self.refresh()
        return ids

    def undo(self, ids: Sequence[str] | None = None) -> None:
        """Take corrections back: these, or what was last corrected here."""
        self.take_back(ids)
        self.refresh()

    def write(self, changes: Sequence[Change], *, reason: str = "") -> list[str]:
        """Write the changes down, all or none; they are seen after `refresh`."""
        lines = [
            line
            for table, rows, field, value in changes
            for line in corrections.lines_for(self.corpus, table, rows, field=field, value=value)
        ]
        ids = corrections.add(lines, reason=reason, path=self.path)
        self.done.append(ids)
        return ids

    def take_back(self, ids: Sequence[str] | None = None) -> None:
        """Write down that these corrections, or the last ones here, are undone."""
        if ids is None:
            if not self.done:
                raise ValueError("nothing was corrected in this session that could be undone.")
            ids = self.done[-1]
        corrections.undo(ids, path=self.path)
        self.done = [rest for kept in self.done if (rest := [i for i in kept if i not in ids])]

    def refresh(self) -> None:
        """Revise the corpus if the analyst's files have changed since, here or elsewhere."""
        state = self._state()
        if state == self._seen:
            return
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            revised = revise(self.corpus, actors=self.actors, corrections=self.path)
        self.problems = [str(warning.message) for warning in caught]
        self._seen = state
        self.corpus = revised

    def part(self, articles: pd.DataFrame) -> Corpus:
        """Return the corpus of these articles only, as it is now revised."""
        if len(articles) == len(self.corpus.articles):
            return self.corpus
        own = self.corpus.articles
        return of_articles(self.corpus, own[one_of(own["article_id"], articles["article_id"])])

    def _state(self) -> list[tuple[int, int]]:
        """What tells whether a file has changed."""
        found = [path.stat() for path in (self.actors, self.path) if path.exists()]
        return [(one.st_mtime_ns, one.st_size) for one in found]


def desk_of(corpus: Corpus) -> Desk:
    """Return the desk at which this corpus, or the whole of which it is part, is worked on.

    Raises ValueError where the tables are no longer as the analyst's files have them: read by
    country, of some kinds of actors only, or with rows left out by hand. A panel has filters for
    that.
    """
    if corpus.reading:
        how = ", ".join(dict.fromkeys(corpus.reading))
        raise ValueError(
            f"the corpus was read with {how}, which is lost at the first correction: give the "
            f"panel the corpus from before that, and {how} to the panel, if it has that filter."
        )
    for name, table in corpus.revised.items():
        own = int(one_of(table["article_id"], corpus.articles["article_id"]).sum())
        if len(getattr(corpus, name)) < own:
            raise ValueError(
                f"{name} were left out of the corpus by hand ({len(getattr(corpus, name)):,} of "
                f"{own:,} are there), and would come back at the first correction: give the panel "
                "the whole corpus and use its filters, or draw this table without a panel, with "
                "the functions that the notebooks begin with."
            )
    whole = corpus.annotated or corpus
    desk = _DESKS.get(id(whole))
    if desk is None or (desk.corpus.annotated or desk.corpus) is not whole:
        desk = _DESKS[id(whole)] = Desk(revise(corpus) if corpus.annotated else corpus)
    return desk
