"""The frame of every panel: filters beside the chart, its sentences, its table, and the export."""

import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from html import escape
from pathlib import Path
from typing import ClassVar

import ipywidgets as widgets
import pandas as pd
from matplotlib.axes import Axes

from workbench.caption import caption, counted
from workbench.charts.look import Rows
from workbench.corpus import Corpus
from workbench.exports import SIZE as PRINT
from workbench.exports import Exhibit, export
from workbench.measures.selection import of_articles
from workbench.panels.album import Album, Drawing
from workbench.panels.controls import words_of
from workbench.panels.filtered import Filtered
from workbench.panels.foresight import Foresight, likely
from workbench.panels.later import TURN, Later
from workbench.panels.picture import Picture, drawn
from workbench.panels.sentences import MOST, Sentences
from workbench.panels.shelf import Shelf
from workbench.panels.still import still_html, table_html
from workbench.plain import plain_html
from workbench.review.audit import audit_file, in_words, judgements, precision, problems_in
from workbench.review.evidence import evidence_for
from workbench.review.revision import corrections_in, misfits_in
from workbench.review.views import View, view_of

SIZE = (7.6, 4.0)  # inches of 100 CSS pixels: beside the controls on a small screen
TALLEST = 12.0  # inches of a picture that shows many rows
STILL = 1.5  # dots in a CSS pixel of the plain copy
COPIED = 2.5  # seconds after a picture, when the analyst rests and the next ones are drawn


class Panel(Filtered):
    """The frame of every panel; a subclass says what it counts and how it draws.

    `result` is the table now shown; `view` the filters now set, as a plain mapping that builds
    the same panel again: `FrequencyPanel(corpus, **panel.view)`. The export button writes to
    `exports`, by default the folder of that name beside `data`. An error while filtering or
    drawing is shown in the panel, with an empty result and nothing to export. A corpus that was
    corrected since is shown as it now is.
    """

    judged: ClassVar[str] = "mentions"
    """The table whose measured precision the panel tells."""
    computed: ClassVar[Collection[str]] = ("_part",)
    """The attributes in which the panel holds what it computes on the way to its table."""

    def __init__(self, corpus: Corpus, *, exports: str | Path | None = None, **view: object):
        super().__init__(corpus, view)
        self.exports = exports
        self._part = self._nothing = of_articles(self.corpus, self.corpus.articles.iloc[:0])
        self._wrong = ""
        self._album = Album()
        self._foresight = Foresight(self._foresee, lambda: self._in_sight)
        self.picture = Picture()
        self.sentences = Sentences(self.desk)
        self._count, self._rows = widgets.HTML(), widgets.HTML()
        self._rest = Later(self._message.told(self._tell, anew=False))
        self._renewal = Later(self._message.told(self._renew, anew=False))
        self._copying = Later(self._message.told(self._copy, anew=False))
        self._opened = self._judged_at = self._precise = None
        self._unread: list[str] = []
        self._lay_out()
        for name, control in self.controls.items():
            control.observe(partial(self._look_ahead, name), "value")
        self.follow(self.desk, self._message.told(self._revise))
        self.picture.observe(self._look_near, "near")
        self.picture.observe(self._message.told(self._show_sentences), "selected")
        self.picture.observe(self._message.told(self._look, anew=False), ["visible", "ratio"])
        self._message.told(self.refresh)()

    def table(self) -> pd.DataFrame:
        """The table of `part`, the corpus that passes the filters."""
        raise NotImplementedError

    def draw(self, table: pd.DataFrame, ax: Axes) -> Axes:
        """The table on an Axes."""
        raise NotImplementedError

    def rows(self, table: pd.DataFrame) -> tuple[Rows | None, int]:
        """The rows in which the chart shows the table, and how many; None for a chart without."""
        return None, 0

    def title(self) -> str:
        """What the chart shows, in one line."""
        raise NotImplementedError

    @property
    def result(self) -> pd.DataFrame:
        """The table now shown; an empty one after an error."""
        with TURN:
            self._now()
            return self._result

    @property
    def part(self) -> Corpus:
        """The corpus that passes the filters."""
        with TURN:
            self._now()
            return self._part

    def _now(self) -> None:
        """Do at once what was put off."""
        self.catch_up()
        self._renewal.now()

    @property
    def exhibit(self) -> Exhibit:
        """The chart now shown with its table, caption and description, ready for `export`.

        Raises ValueError where nothing is shown, because something went wrong.
        """
        table = self.result
        if self._wrong:
            raise ValueError(f"nothing is shown that could be exported: {self._wrong}")
        return Exhibit(
            title=self.title(),
            table=table,
            draw=partial(self.draw, table),
            caption=self._caption(),
            alt=self.picture.alt,
            view=self.kept_view,
            size=(PRINT[0], max(PRINT[1], self._height(table))),
        )

    @property
    def kept_view(self) -> View:
        """The view with the panel's name, the corpus and the versions, as it is saved."""
        return view_of(type(self).__name__, self.view, self.corpus)

    def refresh(self) -> None:
        """Filter, count and draw again."""
        with TURN:
            self._foresight.end()
            self.desk.refresh()
            self._now()
            for name in self.only_for:
                self.controls[name].layout.display = None if self._used(name) else "none"
            if not self._held:
                self._opened = None
                self.sentences.clear()
            self._wrong, self._part = "", self._nothing
            try:
                self._put(self._drawing())
            except Exception as error:
                self._wrong = words_of(error)
                self._put(Drawing(pd.DataFrame(), b"", [], ""))
                raise

    def _drawing(self) -> Drawing:
        """What was drawn of this state before, or is drawn now."""
        self._part = self.select()
        state = self._state()
        return self._album.find(state) or self._album.keep(state, self._drawn())

    def _drawn(self) -> Drawing:
        table = self.table()
        return Drawing(table, *self._picture(self.picture.ratio, table))

    def _put(self, drawing: Drawing) -> None:
        """Show the table and its picture."""
        table, *picture = drawing
        self._result = table.copy()
        self.picture.put(*picture, round(SIZE[0] * 100))
        self._rest.ask()
        self._copying.ask(COPIED)

    def _state(self) -> tuple:
        """All that decides what is shown of this corpus."""
        self.precise()
        values = (self.value(name) if self._used(name) else None for name in self.controls)
        return *values, self._judged_at, self.picture.ratio

    def _picture(
        self, ratio: float, table: pd.DataFrame | None = None
    ) -> tuple[bytes, list[dict], str]:
        """The image of the table, by default the one shown, its marks and its description."""
        table = self._result if table is None else table
        size = SIZE[0], max(SIZE[1], self._height(table))
        return drawn(partial(self.draw, table), size=size, title=self.title(), ratio=ratio)

    def _height(self, table: pd.DataFrame) -> float:
        """The inches in which all that may be shown of the table has room."""
        rows, shown = self.rows(table)
        asked = min(shown, self.value("most"))
        return min(rows.inches(asked, SIZE[0]), TALLEST) if rows else 0.0

    @property
    def _in_sight(self) -> bool:
        return bool(self._view_count) and self.picture.visible and not self._gone

    def _look_ahead(self, name: str, change: Mapping) -> None:
        """Have drawn what a control will likely be set to next, now that it was moved."""
        if not self._held and not self._wrong:
            ahead = likely(self.controls[name], change["old"])
            self._foresight.begin({name: value} for value in ahead)

    def _look_near(self, change: Mapping) -> None:
        """The same for the control that the analyst is about to set."""
        if 0 <= change["new"] < len(self.controls):
            name = list(self.controls)[change["new"]]
            self._look_ahead(name, {"old": self.controls[name].value})

    def _foresee(self, values: Mapping[str, object]) -> bool:
        """Draw and keep what these settings would show, and change nothing that is shown.

        Return whether there was anything to draw.
        """
        with self._supposing(values):
            if self._renewal.due or self._missed or self._state() in self._album:
                return False
            with suppress(Exception):  # it is told when it is asked for
                self._drawing()
            return True

    @contextmanager
    def _supposing(self, values: Mapping[str, object]) -> Iterator[None]:
        """Compute within this context as if these settings were made."""
        computed = {name: getattr(self, name) for name in self.computed}
        try:
            with self.settings.supposing(values), warnings.catch_warnings(action="ignore"):
                yield
        finally:
            for name, value in computed.items():
                setattr(self, name, value)

    def _tell(self) -> None:
        """What is read after the picture: how much was counted, and the table."""
        if self._wrong:
            self._count.value = self._rows.value = ""
            return
        counts = [counted(len(self.part.articles), "article"), *self.counts(), *self._corrected()]
        sure = self._measured() or self._unmeasured()
        counts = [", ".join(counts), *self.desk.problems, sure, *self._unread]
        words = ". ".join(escape(part.removesuffix(".")) for part in counts if part)
        self._count.value = f'<div class="wb-count" role="status">{words}</div>'
        self._rows.value = table_html(self.result)

    def _look(self) -> None:
        """Draw what came into sight, and anew what is seen on a finer screen."""
        if self.picture.visible:
            self._renewal.now()
        if self._wrong:
            return
        if self.picture.ratio > STILL and self._state() not in self._album:
            self.picture.put(*self._picture(self.picture.ratio), self.picture.width)

    def counts(self) -> list[str]:
        """What was counted in the articles that pass the filters, in words."""
        return [counted(len(self.part.mentions), "mention")]

    def _caption(self) -> str:
        counts = [*self.counts(), *self._corrected()]
        words = caption(self.part.articles, counts, self.filters())
        return " ".join(filter(None, [words, self._measured()]))

    def _corrected(self) -> list[str]:
        """How many corrections apply to what is shown, and how many no longer fit."""
        applied = len(corrections_in(self.part, actors=self.value("actors")))
        misfits = misfits_in(self.part)
        said = [f"{counted(applied, 'correction')} applied"] if applied else []
        return said + ([f"{counted(misfits, 'correction')} no longer fitting"] if misfits else [])

    def _measured(self) -> str:
        """What the judged sample says of the rows shown, where there is one."""
        precise = self.precise()
        return "" if precise is None else f"{self.judged.capitalize()}: {in_words(precise)}"

    def _unmeasured(self) -> str:
        """What to say where nothing was judged."""
        return ""

    def precise(self) -> pd.DataFrame | None:
        """The precision measured of the corpus' rows, or None where nothing was judged."""
        file = audit_file()
        if not file.exists():
            self._unread = []
            return None
        seen = file.stat().st_mtime_ns, file.stat().st_size, id(self.corpus)
        if seen != self._judged_at:
            judged = judgements(self.corpus)
            self._unread = problems_in(judged)
            judged = judged[judged["table"] == self.judged]
            known = precision(self.corpus, judged, table=self.judged) if len(judged) else None
            self._judged_at, self._precise = seen, known
        return self._precise

    def _revise(self) -> None:
        """Show the corpus as the analyst's files now have it, with the same sentences open."""
        self.corpus = self.desk.part(self.corpus.articles)
        self._album.clear()
        self._foresight.end()
        self._renewal.ask(0.03 if self.picture.visible else 2.0)  # first what is in sight

    def _renew(self) -> None:
        self._held = True
        try:
            self.offer(self.whole)
            self.refresh()
        finally:
            self._held = False
        if self._opened is None:
            return
        keys, heading = self._opened
        marks = [mark["keys"] for mark in self.picture.marks]
        with self.sentences.same_note():
            if keys in marks:
                self.picture.selected = marks.index(keys)
            else:
                self.sentences.show(self.evidence(keys, most=MOST), heading=heading)

    def _show_sentences(self) -> None:
        if self._held:
            return
        mark = self.picture.mark
        if mark is None:
            self._opened = None
            self.sentences.clear()
            return
        self._opened = mark["keys"], mark["label"].partition(":")[0]
        self.sentences.show(self.evidence(mark["keys"], most=MOST), heading=mark["label"])

    def evidence(self, keys: Mapping[str, object], *, most: int | None = None) -> pd.DataFrame:
        """The sentences behind the mark with these keys, of the articles that pass the filters."""
        return evidence_for(self.part, keys, most=most)

    def _export(self) -> None:
        paths = export(self.exhibit, folder=self.exports)
        kinds = ", ".join(path.suffix for path in paths[1:])
        self._message.say(f"Saved {paths[0]}, {kinds}")

    def _lay_out(self) -> None:
        save = widgets.Button(description="Export", icon="download", tooltip="PNG, SVG, PDF, CSV")
        save.on_click(self._message.told(self._export))
        self.shelf = Shelf(
            lambda: self.kept_view, lambda view: self.show_view(view.filters, partly=True)
        )
        below = [self.linked, save.add_class("wb-export"), self.shelf]
        self.put_beside([self.picture, self._count, self.sentences, self._rows], below)

    def _plain_copy(self) -> str:
        self._now()
        if self._wrong:
            return f'<div class="wb-still"><p>{plain_html(self._wrong)}</p></div>'
        exhibit = self.exhibit
        fine = self.picture.ratio >= STILL
        return still_html(
            self.picture.png if fine else self._picture(STILL)[0],
            alt=exhibit.alt,
            caption=f"{exhibit.title}. {exhibit.caption}",
            table=self.result,
            width=self.picture.width,
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}: run the notebook to use it. {self.title()}."


def among(table: pd.DataFrame, actors: Collection[str]) -> pd.DataFrame:
    """The rows about `actors`: of one actor all its pairs, of several those between them."""
    if not actors:
        return table
    sides = [name for name in ("actor", "left", "right", "source", "target") if name in table]
    found = table[sides].isin(list(actors))
    return table[found.any(axis=1) if len(actors) == 1 else found.all(axis=1)]
