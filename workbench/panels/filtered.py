"""A panel that counts the part of a corpus that passes its filters."""

from collections.abc import Collection, Mapping
from typing import ClassVar

import ipywidgets as widgets

from workbench.corpus import Corpus
from workbench.measures.selection import by_country, select
from workbench.panels.controls import Picker, choice, day, switch
from workbench.panels.settings import Settings
from workbench.panels.shown import Shown
from workbench.review.desk import SHARED

CHOSEN = ("since", "until", "outlets", "kinds", "copies")  # the filters that `select` serves


class Filtered(Shown):
    """The filters of a panel, their view, and the choice it shares with other panels."""

    shows: ClassVar[Mapping[str, str]]
    """What the panel can show: its name in a view, and its words in the menu."""
    only_for: ClassVar[Mapping[str, Collection[str]]] = {}
    """The controls that serve only some of what the panel can show."""
    told: ClassVar[Collection[str]] = ("show", "since", "until", "outlets", "pair", "every", "most")
    """The controls that title, period and sources tell of, or the chart itself."""

    def __init__(self, corpus: Corpus, view: Mapping[str, object]) -> None:
        super().__init__(corpus)
        corpus = self.corpus
        self._passed = self._passed_of = self._chosen = self._read_from = None
        self._held = False
        days = corpus.articles["date"].dropna()
        controls = {
            "show": choice("Show", self.shows),
            "since": day("From", days.min().date() if len(days) else None),
            "until": day("Until", days.max().date() if len(days) else None),
            "outlets": Picker("Outlets", sorted(set(corpus.articles["outlet"]) - {""})),
            "kinds": Picker("Kinds", sorted(set(corpus.mentions["kind"]))),
            "actors": Picker("Actors", self._named(corpus)),
            **self.own_controls(),
            "by_country": switch("By country"),
            "copies": switch("Count copies too"),
        }
        self.settings = Settings(controls, of=type(self).__name__)
        self.linked = switch("Follow other panels")
        self.controls["by_country"].observe(
            self._message.told(lambda: self.offer(self.whole)), "value"
        )
        self.settings.put(view)
        for control in self.controls.values():
            control.observe(self._message.told(self._changed), "value")
        self.linked.observe(self._message.told(self._follow), "value")
        self.follow(self.desk, self._message.told(self._follow), "choice")

    def own_controls(self) -> dict[str, widgets.Widget]:
        """The controls that only this panel has, by their names in a view."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Filter, count and draw again."""
        raise NotImplementedError

    @property
    def whole(self) -> Corpus:
        """The corpus before any filter, read by country if that is asked for."""
        if not self.value("by_country"):
            return self.corpus
        if self._read_from is not self.corpus:  # a corrected corpus is another one
            self._read_from, self._countries = self.corpus, by_country(self.corpus)
        return self._countries

    def show_view(self, view: Mapping[str, object], *, partly: bool = False) -> list[str]:
        """Set all filters as the view has them, and those it does not name as in a new panel.

        With `partly`, what cannot be set, such as an actor that is gone, is left out; the list
        says what that was, and is empty without.
        """
        self._held = True
        try:
            reading = {"by_country": view.get("by_country", False)}
            gone = self.settings.put(reading, partly=partly)
            for name in self.controls:
                if name not in view:
                    self.settings.reset(name)
            rest = {name: value for name, value in view.items() if name != "by_country"}
            gone += self.settings.put(rest, partly=partly)
        finally:
            self._held = False
        self.refresh()
        return gone

    def select(self) -> Corpus:
        """The part of the corpus that passes the filters."""
        whole, chosen = self.whole, [self.value(name) for name in CHOSEN]
        if self._passed is None or self._passed_of is not whole or self._chosen != chosen:
            self._passed, self._passed_of, self._chosen = self._pass(), whole, chosen
        return self._passed

    def _pass(self) -> Corpus:
        since, until = self.value("since"), self.value("until")
        return select(
            self.whole,
            start=since if since != self.settings.defaults["since"] else None,
            end=until if until != self.settings.defaults["until"] else None,
            outlets=self.value("outlets") or None,
            kinds=self.value("kinds") or None,
            duplicates=self.value("copies"),
        )

    def _used(self, name: str) -> bool:
        """Whether the control serves what is shown."""
        return self.value("show") in self.only_for.get(name, self.shows)

    def offer(self, corpus: Corpus) -> None:
        """Offer what can be picked in the corpus as named, or as read by country."""
        self.controls["actors"].options = self._named(corpus)

    @staticmethod
    def _named(corpus: Corpus) -> list[str]:
        return corpus.mentions["actor"].value_counts().index.tolist()

    def filters(self) -> list[str]:
        """The filters that are set, in the words of their labels."""
        return self.settings.in_words([name for name in self.view if name not in self.told])

    def _changed(self) -> None:
        """What follows a filter that was changed: another picture, and a choice to share."""
        if self._held:
            return
        self.refresh()
        view = self.view
        self.desk.choice = {name: view[name] for name in SHARED if name in view}

    def _follow(self) -> None:
        """Take over the choice made in another panel, if that is asked for."""
        choice = self.desk.choice
        own = {name: value for name, value in self.view.items() if name in SHARED}
        if not self.linked.value or self._held or choice == own:
            return
        offered = {name: self.controls[name].options for name in ("actors", "outlets")}
        known = {
            name: [one for one in value if one in offered[name]] if name in offered else value
            for name, value in choice.items()
        }
        self.show_view({n: v for n, v in self.view.items() if n not in SHARED} | known)
