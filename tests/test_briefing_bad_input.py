"""What may go wrong with a briefing: said clearly, and never a half-written pack."""

import errno
import os

import pandas as pd
import pytest
from envoys import corpus_of, off_slide
from pptx import Presentation
from pptx.util import Emu

from workbench.briefing import pack as packs
from workbench.briefing import pictures
from workbench.briefing.figures import figure_from
from workbench.briefing.manifest import digests
from workbench.briefing.pack import PackError, brief
from workbench.briefing.standard import standard_figures, standard_panels
from workbench.panels import FrequencyPanel, StancePanel
from workbench.review.views import View, save_view


@pytest.fixture(autouse=True)
def light(monkeypatch):
    """One small picture a figure instead of nine."""
    monkeypatch.setattr(pictures, "SIZES", {"half": (4, 3)})
    monkeypatch.setattr(pictures, "FORMATS", ("svg",))


@pytest.fixture(scope="module")
def corpus():
    return corpus_of()


@pytest.fixture
def few(corpus):
    return [figure_from(FrequencyPanel(corpus)), figure_from(StancePanel(corpus))]


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"since": "2024-01-01"}, r"no article passes the filters \(since 2024-01-01\)"),
        ({"until": "2020-01-01"}, r"no article passes the filters \(until 2020-01-01\)"),
        ({"outlets": ["Nobody"]}, r"\(outlets Nobody\)\. There are 8 articles .* North Star\."),
        ({"since": "2023-10-02", "until": "2023-10-01"}, "no article passes the filters"),
        ({"since": "1.10.2023"}, r"`since` must be a day such as '2023-10-31'; not '1\.10\.2023'"),
    ],
)
def test_filters_that_no_article_passes_are_named(corpus, filters, told):
    with pytest.raises(ValueError, match=told):
        standard_panels(corpus, **filters)


def test_a_corpus_without_articles_is_said_to_be_one():
    with pytest.raises(ValueError, match=r"there are no articles\. Name a folder that holds some"):
        standard_panels(corpus_of(articles=0))


def test_articles_without_actors_are_no_briefing_and_the_reasons_are_given(tmp_path):
    corpus = corpus_of(articles=2, stances=False)
    nobody = corpus.__class__(
        **{name: getattr(corpus, name) for name in ("articles", "sentences")},
        **{name: getattr(corpus, name).iloc[:0] for name in ("mentions", "quotes", "stances")},
        pipeline="by hand",
    )
    with pytest.raises(ValueError, match=r"there is no figure to put .*nothing was found to show"):
        brief(nobody, out=tmp_path / "pack")
    assert not list(tmp_path.iterdir())


def test_one_actor_only_still_gives_a_pack(tmp_path):
    pack = brief(corpus_of(("Arvia",)), out=tmp_path / "pack", folder=tmp_path)
    words = (pack / "README.txt").read_text(encoding="utf-8")
    assert "left out, as only one actor is named" in words
    assert len(Presentation(pack / "briefing.pptx").slides) == 4


def test_two_hundred_actors_are_all_in_the_data_and_the_slides_hold(tmp_path):
    corpus = corpus_of(tuple(f"Actor {number:03d}" for number in range(200)), articles=2)
    pack = brief(corpus, out=tmp_path / "pack", folder=tmp_path)
    assert len(pd.read_csv(pack / "data" / "1-actors.csv")) == 200
    deck = Presentation(pack / "briefing.pptx")
    assert off_slide(deck) == []
    shown = [s for slide in deck.slides for s in slide.shapes if s.has_chart or s.has_table]
    assert len(list(shown[0].chart.plots[0].categories)) == 12
    assert all(len(s.table.rows) <= 11 for s in shown if s.has_table)


def test_a_name_of_ninety_characters_is_cut_on_the_slide_and_whole_in_the_data(tmp_path):
    name = (
        "Joint Committee for the Peaceful Settlement of Border Questions between Arvia and Cordia N"
    )
    assert len(name) == 90
    pack = brief(corpus_of((name, "Borland")), out=tmp_path / "pack", folder=tmp_path)
    assert name in set(pd.read_csv(pack / "data" / "1-actors.csv")["actor"])
    deck = Presentation(pack / "briefing.pptx")
    assert off_slide(deck) == []
    chart = next(s.chart for s in deck.slides[1].shapes if s.has_chart)
    longest = max(chart.plots[0].categories, key=len)
    assert longest.endswith("…")
    assert len(longest) <= 34
    for slide in deck.slides:  # a headline finds room, in one line or two
        title = slide.shapes.title
        size = title.text_frame.paragraphs[0].font.size
        if size:
            wide, high = Emu(title.width).pt, Emu(title.height).pt
            lines = -(-len(title.text) * size.pt * 0.53 // wide)
            assert lines * size.pt * 1.2 <= high


def test_a_folder_with_a_good_pack_or_other_files_is_not_lost(corpus, few, tmp_path):
    pack = brief(corpus, few, out=tmp_path / "pack", folder=tmp_path)
    (pack / "mine.txt").write_text("mine")
    with pytest.raises(PackError, match=r"was worked on: mine\.txt was added"):
        brief(corpus, few, out=pack, folder=tmp_path)
    assert (pack / "mine.txt").read_text() == "mine"


def test_a_folder_that_is_read_only_is_named_before_any_work(corpus, few, tmp_path, monkeypatch):
    monkeypatch.setattr(packs.os, "access", lambda *_: False)  # root may write anywhere
    with pytest.raises(PackError, match="cannot be written to; name another --out"):
        brief(corpus, few, out=tmp_path / "pack")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("code", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_a_disk_that_is_read_only_or_full_is_named(corpus, few, tmp_path, monkeypatch, code):
    def refused(*_, **__):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(packs.Path, "mkdir", refused)
    with pytest.raises(PackError, match=rf"{os.strerror(code)}.*nothing was written"):
        brief(corpus, few, out=tmp_path / "pack")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("room", [10_000, 60_000])
def test_a_disk_that_fills_half_way_leaves_the_good_pack(corpus, few, tmp_path, room):
    resource = pytest.importorskip("resource")
    pack = brief(corpus, few, out=tmp_path / "pack", folder=tmp_path)
    before = digests(pack)
    assert room < max(path.stat().st_size for path in pack.rglob("*"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(PackError, match="the pack there is as it was"):
            brief(corpus, few, out=pack, title="Another", folder=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert digests(pack) == before
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_a_template_without_the_layouts_leaves_no_pack(corpus, few, tmp_path):
    deck = Presentation()
    for layout in list(deck.slide_layouts)[1:]:
        deck.slide_layouts.remove(layout)
    deck.save(tmp_path / "own.pptx")
    with pytest.raises(ValueError, match=r"own\.pptx lacks a layout with a title alone"):
        brief(corpus, few, out=tmp_path / "pack", template=tmp_path / "own.pptx")
    assert [path.name for path in tmp_path.iterdir()] == ["own.pptx"]


@pytest.mark.parametrize(
    ("view", "why"),
    [
        (View("ComparePanel", {"left": "North Star", "right": "North Star"}), "are the same"),
        (View("StancePanel", {"adjusted": True}), "stance was judged yet"),
        (View("CooccurrencePanel", {"minimum": 99}), "nothing was found to show"),
        (View("QuotesPanel", {"show": "outlets", "about": ["Arvia"]}), "nothing was found"),
    ],
)
def test_a_saved_view_that_shows_nothing_is_left_out_with_the_reason(
    corpus, tmp_path, monkeypatch, view, why
):
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    save_view(view, "Mine")
    save_view(View("FrequencyPanel", {}), "Other")
    figures, left_out = standard_figures(corpus, views=["Mine", "Other"])
    assert [figure.kind for figure in figures] == ["actors"]
    assert left_out[0].startswith("View 'Mine': left out, as ")
    assert why in left_out[0]


def test_what_a_saved_view_was_set_to_and_is_not_there_now_is_said(corpus, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    save_view(View("FrequencyPanel", {"outlets": ["North Star", "Gazette"]}), "Mine")
    _, left_out = standard_figures(corpus, views=["Mine"])
    assert left_out[0].startswith("View 'Mine': left out of the view: outlets: 'Gazette' not found")


def test_a_saved_view_is_not_shown_wider_than_was_asked_for(corpus, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    save_view(View("FrequencyPanel", {}), "Mine")
    with pytest.raises(ValueError, match=r"the view 'Mine' cannot be .*'Nowhere' not found"):
        standard_figures(corpus, views=["Mine"], actors=["Nowhere"])
