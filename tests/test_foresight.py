import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import ipywidgets as widgets
import pytest
from corpora import invented_corpus

import workbench as wb
from workbench.panels import foresight
from workbench.panels.controls import Picker, choice, day, number, switch, threshold
from workbench.panels.foresight import likely
from workbench.panels.settings import Settings
from workbench.review.desk import Change, desk_of

AHEAD = [
    (wb.FrequencyPanel, {"show": "trend"}, {"since": date(2023, 9, 12)}),
    (wb.FrequencyPanel, {}, {"by_country": True}),
    (wb.CooccurrencePanel, {"minimum": 1}, {"window": "article"}),
    (wb.StancePanel, {}, {"confidence": 0.85}),
    (wb.StancePanel, {"actors": ["Arvia"]}, {"show": "outlets"}),
    (wb.QuotesPanel, {}, {"show": "outlets"}),
    (wb.ComparePanel, {"minimum": 1}, {"by": "periods"}),
]


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """The corpus, in a folder of its own for the analyst's files."""
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    return invented_corpus()


def in_a_notebook(work) -> None:
    """Do it where an event loop runs, as a kernel's does."""
    asyncio.run(work())


def seen(panel):
    """The panel, as it is once a browser shows it."""
    panel._view_count = 1
    return panel


def picture(panel) -> tuple:
    return panel.picture.png, panel.picture.marks, panel.picture.alt


@pytest.mark.parametrize(("kind", "view", "ahead"), AHEAD)
def test_what_is_foreseen_is_what_would_be_drawn(corpus, kind, view, ahead, monkeypatch):
    foreseeing, other = kind(corpus, **view), kind(invented_corpus(), **view)
    assert foreseeing._foresee(ahead)
    assert not foreseeing._foresee(ahead), "it is kept"
    monkeypatch.setattr(kind, "draw", None)
    [(name, value)] = ahead.items()
    foreseeing.controls[name].value = value
    monkeypatch.undo()
    other.controls[name].value = value
    assert picture(foreseeing) == picture(other)
    assert foreseeing.picture.png
    assert foreseeing.result.equals(other.result)
    assert foreseeing.exhibit.caption == other.exhibit.caption


@pytest.mark.parametrize(("kind", "view", "ahead"), AHEAD)
def test_nothing_that_is_shown_changes_while_something_else_is_foreseen(corpus, kind, view, ahead):
    panel = kind(corpus, **view)
    before = panel.result, panel.part, panel.view, panel.title(), panel.exhibit.caption
    shown, words, rows = picture(panel), panel._count.value, panel._rows.value
    messages = []
    panel.picture.observe(messages.append)
    panel._foresee(ahead)
    panel._copy()
    assert panel.result.equals(before[0])
    assert panel.part is before[1]
    assert (panel.view, panel.title(), panel.exhibit.caption) == before[2:]
    assert picture(panel) == shown
    assert (panel._count.value, panel._rows.value) == (words, rows)
    assert messages == []
    if panel.picture.marks:
        panel.picture.selected = 0
        assert panel._message.value == ""


def test_what_goes_wrong_ahead_is_told_when_it_is_asked_for(corpus):
    panel = wb.StancePanel(corpus)
    assert panel._foresee({"adjusted": True})
    assert panel._message.value == ""
    assert len(panel.result) == 4
    panel.controls["adjusted"].value = True
    assert "no friendly and no hostile stance was judged yet" in panel._message.value


def test_a_correction_lets_go_of_what_was_foreseen(corpus):
    panel = wb.StancePanel(corpus)
    panel._foresee({"minimum": 2})
    desk_of(corpus).correct([Change("stances", [0], "stance", "friendly")])
    panel.controls["minimum"].value = 2
    assert panel.result[["friendly", "hostile"]].values.tolist() == [[1, 1]]


def foreseen(panel, monkeypatch) -> list:
    """What the panel foresees, in order, from now on."""
    found, foresee = [], panel._foresight._draw
    monkeypatch.setattr(
        panel._foresight, "_draw", lambda values: (found.append(values), foresee(values))[1]
    )
    return found


async def until(true, seconds: float = 20) -> None:
    for _ in range(int(seconds / 0.01)):
        if true():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


def test_a_panel_in_sight_foresees_the_next_steps_of_what_was_moved(corpus, monkeypatch):
    async def work():
        panel = seen(wb.StancePanel(corpus))
        found = foreseen(panel, monkeypatch)
        panel.controls["confidence"].value = 0.5
        panel.controls["confidence"].value = 0.55
        await until(lambda: not panel._foresight._ahead)
        assert found == [{"confidence": step} for step in (0.6, 0.5, 0.65)]
        monkeypatch.setattr(panel, "draw", None)
        panel.controls["confidence"].value = 0.65
        assert panel._message.value == ""

    in_a_notebook(work)


def test_a_change_ends_what_is_foreseen_of_the_one_before(corpus, monkeypatch):
    async def work():
        panel = seen(wb.StancePanel(corpus))
        found = foreseen(panel, monkeypatch)
        panel.controls["confidence"].value = 0.5
        await until(lambda: found)
        panel.controls["voice"].value = "quoted"
        await until(lambda: not panel._foresight._ahead)
        assert found == [
            {"confidence": 0.55},
            *({"voice": voice} for voice in ("reported", "narrated", "")),
        ]

    in_a_notebook(work)


def test_only_the_panel_changed_last_looks_ahead(corpus, monkeypatch):
    async def work():
        one, other = seen(wb.StancePanel(corpus)), seen(wb.FrequencyPanel(corpus))
        of_one, of_other = foreseen(one, monkeypatch), foreseen(other, monkeypatch)
        one.controls["confidence"].value = 0.5
        other.controls["by_country"].value = True
        await until(lambda: of_other)
        await asyncio.sleep(0.2)
        assert (of_one, of_other) == ([], [{"by_country": False}])

    in_a_notebook(work)


def test_nothing_is_foreseen_in_a_panel_that_nobody_sees(corpus, monkeypatch):
    async def work():
        away, hidden = wb.StancePanel(corpus), seen(wb.FrequencyPanel(corpus))
        hidden.picture.visible = False
        found = [foreseen(away, monkeypatch), foreseen(hidden, monkeypatch)]
        away.controls["minimum"].value = 2
        hidden.controls["minimum"].value = 2
        await asyncio.sleep(0.3)
        assert found == [[], []]

    in_a_notebook(work)


def test_nothing_is_foreseen_where_no_loop_runs(corpus, monkeypatch):
    panel = seen(wb.StancePanel(corpus))
    found = foreseen(panel, monkeypatch)
    panel.controls["minimum"].value = 2
    assert found == []
    assert foresight.Foresight._last in (None, panel._foresight)


def test_a_linked_panel_follows_and_what_was_foreseen_holds(corpus, monkeypatch):
    async def work():
        panel, linked = seen(wb.FrequencyPanel(corpus)), seen(wb.StancePanel(corpus))
        linked.linked.value = True
        panel.controls["since"].value = date(2023, 9, 10)
        await until(lambda: not panel._foresight._ahead)
        monkeypatch.setattr(panel, "draw", None)
        panel.controls["since"].value = date(2023, 9, 11)
        assert linked.view == {"since": "2023-09-11"}
        assert panel.part.articles["article_id"].tolist() == ["a2", "a3"]
        assert linked.result["n"].tolist() == [1, 1]

    in_a_notebook(work)


def moved(control, *values) -> list:
    before = control.value
    for value in values:
        before, control.value = control.value, value
    return likely(control, before)


FIRST, SECOND = date(2023, 8, 31), date(2023, 9, 1)


@pytest.mark.parametrize(
    ("control", "values", "ahead"),
    [
        (day("From", FIRST), [SECOND], [date(2023, 9, 2), FIRST, date(2023, 9, 3)]),
        (
            day("From", date(2023, 9, 14)),
            [date(2023, 9, 7)],
            [date(2023, 8, 31), date(2023, 9, 6), date(2023, 9, 8), date(2023, 9, 5)],
        ),
        (
            day("From", date(2023, 11, 7)),
            [date(2023, 12, 7)],
            [date(2024, 1, 7), date(2023, 12, 8), date(2023, 12, 6), date(2023, 12, 9)],
        ),
        (day("From", FIRST), [None], []),
        (day("From", None), [FIRST], [FIRST, SECOND, date(2023, 8, 30), date(2023, 9, 2)]),
        (day("From", FIRST), [date.min], [date.min, date(1, 1, 2)]),
        (number("Times ≥", 2), [3], [4, 2, 5]),
        (number("Times ≥", 2), [1], [1, 2]),
        (number("Times ≥", 2), [7], [8, 6, 9]),
        (threshold("Confidence ≥"), [0.1, 0.15], [0.2, 0.1, 0.25]),
        (switch("By country"), [True], [False]),
        (choice("Every", {"month": "", "week": "", "day": ""}), ["week"], ["day", "month"]),
        (choice("Pair", {n: str(n) for n in range(99)}), [50], [51, 49, 52, 48, 53, 47, 54, 46]),
        (Picker("Outlets", "abc"), [("b",)], [("b", "a"), ("b", "c")]),
        (Picker("Actors", "abcdefghijkl"), [("b",)], []),
    ],
)
def test_what_is_likely_next_lies_beside_what_is_set(control, values, ahead):
    assert moved(control, *values) == ahead


def test_what_the_pointer_rests_on_is_foreseen_before_it_is_moved(corpus, monkeypatch):
    async def work():
        panel = seen(wb.StancePanel(corpus))
        found = foreseen(panel, monkeypatch)
        panel.picture.near = list(panel.controls).index("mode")
        await until(lambda: len(found) == 2 and not panel._foresight._ahead)
        panel.picture.near = len(panel.controls)  # no filter
        panel.picture.near = -1
        await asyncio.sleep(0.2)
        assert found == [{"mode": "verbal"}, {"mode": "material"}]
        monkeypatch.setattr(panel, "draw", None)
        panel.controls["mode"].value = "material"
        assert panel._message.value == ""

    in_a_notebook(work)


def test_what_is_supposed_in_one_thread_is_not_set_in_another():
    settings = Settings({"most": widgets.IntSlider(value=12, description="Shown")}, of="Panel")
    with settings.supposing({"most": 5}), ThreadPoolExecutor() as other:
        assert settings.value("most") == 5
        assert other.submit(settings.value, "most").result() == 12
