from dataclasses import replace
from io import BytesIO

import ipywidgets as widgets
import pandas as pd
import PIL.Image
import pytest

import workbench as wb
from workbench.panels import controls
from workbench.panels.controls import Picker

PANELS = [wb.FrequencyPanel, wb.CooccurrencePanel, wb.StancePanel]


def message(panel) -> str:
    return panel._message.value


def click(panel, place: int) -> str:
    panel.picture.selected = place
    return panel.sentences.rows


@pytest.mark.parametrize("kind", PANELS)
def test_a_panel_draws_every_thing_it_can_show_without_a_message(corpus, kind):
    panel = kind(corpus)
    for show in panel.shows:
        panel.controls["show"].value = show
        assert message(panel) == ""
        assert panel.picture.png.startswith(b"\x89PNG")


def test_the_result_is_the_table_shown(corpus):
    result = wb.FrequencyPanel(corpus).result
    assert result["actor"].tolist() == ["Arvia", "Borland", "Cordia", "Tal"]
    assert result["mentions"].tolist() == [5, 3, 3, 1]


def test_an_outlet_picked_narrows_articles_and_count(corpus):
    panel = wb.FrequencyPanel(corpus)
    panel.controls["outlets"].value = ("North Star",)
    assert panel.part.articles["article_id"].tolist() == ["a1", "a2"]
    assert "2 articles" in panel._count.value


def test_the_picture_grows_with_what_is_to_be_shown(corpus):
    actors = [f"Actor {n}" for n in range(30)]
    named = pd.concat([corpus.mentions.assign(actor=name) for name in actors], ignore_index=True)
    panel = wb.FrequencyPanel(replace(corpus, mentions=named))
    low, bars = PIL.Image.open(BytesIO(panel.picture.png)).height, len(panel.picture.marks)
    panel.controls["most"].value = 30
    assert (bars, len(panel.picture.marks)) == (12, 30)
    assert PIL.Image.open(BytesIO(panel.picture.png)).height > low
    assert panel.exhibit.size[1] > 6


def test_undated_articles_count_until_a_date_is_chosen(corpus):
    panel = wb.FrequencyPanel(corpus)
    assert len(panel.part.articles) == 4
    panel.controls["since"].value = pd.Timestamp("2023-09-01").date()
    assert panel.part.articles["article_id"].tolist() == ["a2", "a3"]


def test_by_country_counts_a_person_for_the_country_and_offers_it_no_more(corpus):
    panel = wb.FrequencyPanel(corpus, by_country=True)
    assert panel.result["actor"].tolist() == ["Arvia", "Borland", "Cordia"]
    assert panel.result["mentions"].tolist() == [6, 3, 3]
    assert "Tal" not in panel.controls["actors"].options


def test_one_actor_picked_shows_all_its_pairs_and_two_only_what_is_between_them(corpus):
    panel = wb.StancePanel(corpus, actors=["Cordia"])
    assert panel.result[["source", "target"]].values.tolist() == [
        ["Arvia", "Cordia"],
        ["Tal", "Cordia"],
    ]
    panel.controls["actors"].value = ("Arvia", "Borland")
    assert panel.result[["source", "target"]].values.tolist() == [
        ["Arvia", "Borland"],
        ["Borland", "Arvia"],
    ]


def test_a_minimum_drops_what_is_rarer(corpus):
    panel = wb.FrequencyPanel(corpus, minimum=3)
    assert panel.result["actor"].tolist() == ["Arvia", "Borland", "Cordia"]


@pytest.mark.parametrize(
    ("filters", "pairs"),
    [
        ({"confidence": 0.85}, [("Arvia", "Borland"), ("Arvia", "Cordia")]),
        ({"voice": "quoted"}, [("Borland", "Arvia")]),
        ({"mode": "material"}, [("Tal", "Cordia")]),
        ({"kinds": ["person"]}, []),
    ],
)
def test_stances_are_filtered_by_confidence_voice_mode_and_kind(corpus, filters, pairs):
    result = wb.StancePanel(corpus, **filters).result
    assert list(zip(result["source"], result["target"], strict=True)) == pairs


@pytest.mark.parametrize(
    ("kind", "view"),
    [
        (wb.FrequencyPanel, {}),
        (wb.FrequencyPanel, {"show": "trend", "every": "week", "since": "2023-08-10"}),
        (wb.CooccurrencePanel, {"window": "article", "minimum": 1, "actors": ["Tal"]}),
        (wb.StancePanel, {"show": "outlets", "pair": ["Arvia", "Borland"], "confidence": 0.5}),
        (wb.StancePanel, {"by_country": True, "outlets": ["Harbour Post"], "copies": True}),
    ],
)
def test_a_view_builds_the_same_panel_again(corpus, kind, view):
    panel = kind(corpus, **view)
    assert panel.view == view
    again = kind(corpus, **panel.view)
    pd.testing.assert_frame_equal(again.result, panel.result)
    assert again.title() == panel.title()


def test_an_unknown_filter_is_refused_by_name(corpus):
    with pytest.raises(ValueError, match="FrequencyPanel has no filter 'outlet'; it has show"):
        wb.FrequencyPanel(corpus, outlet="North Star")


def test_an_unknown_actor_is_refused_with_those_there_are(corpus):
    with pytest.raises(ValueError, match="'Freedonia' not found; there are 'Arvia'"):
        wb.FrequencyPanel(corpus, actors=["Freedonia"])


def test_filters_that_nothing_passes_leave_a_sentence_and_no_error(corpus):
    panel = wb.StancePanel(corpus, since="2030-01-01")
    assert message(panel) == ""
    assert panel.result.empty
    assert "nothing to show" in panel.picture.alt


def test_an_error_in_a_callback_is_shown_in_the_panel_and_escaped(corpus, monkeypatch):
    panel = wb.FrequencyPanel(corpus)
    monkeypatch.setattr(panel, "table", lambda: 1 / 0)
    panel.controls["minimum"].value = 2
    assert 'role="alert">division by zero' in message(panel)
    monkeypatch.setattr(panel, "table", lambda: [][pd.Timestamp("<b>")])
    panel.controls["minimum"].value = 3
    assert "<b>" not in message(panel)
    monkeypatch.undo()
    panel.controls["minimum"].value = 1
    assert message(panel) == ""


def test_a_mark_opens_its_sentences_with_actors_and_cue_told_apart(corpus):
    panel = wb.StancePanel(corpus)
    newest, undated = click(panel, 0)
    assert panel.sentences.count == "2 sentences in 2 articles, newest first"
    assert newest["pieces"] == [
        *(["Arvia", "source"], [" ", ""], ["condemned", "cue"], [" ", ""]),
        *(["Borland", "target"], [".", ""]),
    ]
    assert undated["pieces"][-1] == [" <script>x</script>.", ""]
    assert undated["where"] == "<b>Undated</b> · Harbour Post · undated"
    assert newest["facts"] == ["Arvia hostile to Borland", "narrated", "confidence 0.90"]


def test_a_mark_chosen_again_closes_its_sentences(corpus):
    panel = wb.FrequencyPanel(corpus)
    assert click(panel, 0) != []
    assert click(panel, -1) == []


def test_a_filter_closes_the_sentences_of_the_picture_before(corpus):
    panel = wb.FrequencyPanel(corpus)
    click(panel, 0)
    panel.controls["minimum"].value = 2
    assert panel.sentences.rows == []
    assert panel.picture.selected == -1


def test_the_caption_tells_period_sources_n_and_filters(corpus):
    panel = wb.StancePanel(corpus, by_country=True, confidence=0.5)
    assert panel.exhibit.caption == (
        "Period: 7 August 2023 to 12 September 2023. Sources: North Star, Harbour Post. "
        "n = 4 articles (1 undated), 12 mentions, 4 stances. "
        "Filters: confidence ≥ 0.5; by country."
    )


def test_the_export_button_says_where_the_files_are(corpus, tmp_path):
    panel = wb.FrequencyPanel(corpus, exports=tmp_path)
    panel._export()
    assert "share-of-articles-that-name-each-actor.png" in message(panel)
    assert len(list(tmp_path.iterdir())) == 5


def test_a_slider_that_settles_after_the_export_leaves_its_message(corpus, tmp_path, monkeypatch):
    panel = wb.StancePanel(corpus, exports=tmp_path)
    panel._export()
    panel.controls["confidence"].value = 0.2
    assert "Saved" in message(panel)
    now = controls.monotonic()
    monkeypatch.setattr(controls, "monotonic", lambda: now + controls.KEPT)
    panel.controls["confidence"].value = 0.3
    assert message(panel) == ""


def test_a_picker_takes_a_part_of_a_name_that_only_one_has():
    picker = Picker("Actors", ["North Korea", "South Korea", "Japan"])
    picker._search.value = "north"
    assert picker.value == ("North Korea",)
    assert picker._search.value == ""
    picker._search.value = "korea"
    assert picker.value == ("North Korea",)
    assert picker._search.value == "korea"


def test_a_picked_name_is_let_go_by_its_label():
    picker = Picker("Actors", ["North Korea", "Japan"])
    picker.value = ("Japan", "North Korea")
    picker._chips.children[0].click()
    assert picker.value == ("North Korea",)


def test_a_panel_without_a_kernel_leaves_picture_table_and_caption(corpus):
    html = wb.StancePanel(corpus)._plain_copy()
    assert '<img src="data:image/png;base64,' in html
    assert 'alt="Who is friendly or hostile towards whom. ' in html
    assert "Sources: North Star, Harbour Post." in html
    assert "<td>Arvia</td>" in html


def test_a_hint_stands_on_fields_alone_as_it_would_blank_a_box_of_widgets(corpus):
    for kind in (wb.FrequencyPanel, wb.CooccurrencePanel, wb.StancePanel, wb.QuotesPanel):
        panel = kind(corpus)
        boxes = [one for one in panel.controls.values() if isinstance(one, widgets.Box)]
        assert not any(box.tooltip for box in boxes)
        assert panel.controls["most"].tooltip == "In the chart; the table has all"
