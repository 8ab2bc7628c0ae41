from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from envoys import corpus_of
from openpyxl import load_workbook
from pptx import Presentation

from workbench.briefing.contrasts import (
    compare_finding,
    speaker_outlets_finding,
    speakers_finding,
)
from workbench.briefing.figures import figure_from
from workbench.briefing.sentences import sentences_of_all, strongest
from workbench.briefing.slides import notes_of, write_slides
from workbench.briefing.standard import standard_figures
from workbench.panels import ComparePanel, FrequencyPanel, QuotesPanel

NAN = np.nan
NAMES = ("North Star", "Harbour Post")


def sides(*rows, keys=("source", "target"), measure="balance", names=NAMES):
    """Rows of the keys, then value, low, high and articles of either side, difference, low, high.

    The table is as `measures.compare` gives it.
    """
    of_side = [
        f"{column}_{name}" for name in names for column in (measure, "low", "high", "articles")
    ]
    return pd.DataFrame(rows, columns=[*keys, *of_side, "difference", "low", "high"])


def voices(*rows, of=100):
    """Rows of actor, words, quotes, articles, low, high (in percent), of 10 articles."""
    return pd.DataFrame(
        [
            (actor, words, quotes, articles, 10, of, words / of, low / 100, high / 100)
            for actor, words, quotes, articles, low, high in rows
        ],
        columns=[
            *("actor", "words", "quotes", "articles", "of_articles", "of_words", "share"),
            *("low", "high"),
        ],
    )


def test_the_pair_with_most_articles_on_both_sides_is_told_with_the_difference():
    found = compare_finding(
        sides(
            ("Borland", "Arvia", -1, -1, -0.8, 2, 1, 0.8, 1, 2, -2, -2.1, -1.7),
            ("Arvia", "United States", -0.8, -1, -0.5, 9, 0.2, -0.1, 0.5, 7, -1, -1.4, -0.6),
            ("Cordia", "Arvia", -1, -1, -0.8, 30, NAN, NAN, NAN, NAN, NAN, NAN, NAN),
        ),
        names=NAMES,
    )
    assert found.headline == (
        "Arvia towards the United States: more hostile in North Star than in Harbour Post"
    )
    assert found.sentence == (
        "Arvia towards the United States: −0.80 in North Star (9 articles) and +0.20 in Harbour "
        "Post (7 articles); difference −1, 95 % interval −1.40 to −0.60 (−1 is all hostile, +1 all "
        "friendly)."
    )
    assert found.caution == (
        "That is clearly more hostile in North Star than in Harbour Post. Of 2 pairs told on both "
        "sides none has more articles to compare; 2 differ clearly, where chance alone makes one "
        "in twenty differ."
    )
    assert found.about == {"source": "Arvia", "target": "United States"}


def test_a_difference_whose_interval_includes_0_is_not_claimed():
    names = ("before 2 October 2023", "from 2 October 2023")
    row = ("Arvia", 0.8, 0.5, 0.9, 8, 0.6, 0.3, 0.8, 6, 0.2, -0.1, 0.5)
    found = compare_finding(
        sides(row, keys=["actor"], measure="share", names=names), names=names, by="periods"
    )
    assert found.headline == (
        "Articles that name Arvia: no clear difference before 2 October 2023 and from 2 October "
        "2023"
    )
    assert found.words == (
        "Articles that name Arvia: 80 % before 2 October 2023 (8 articles) and 60 % from 2 October "
        "2023 (6 articles); difference +20 percentage points, 95 % interval −10 to +50. The "
        "interval of the difference includes 0: no clear difference."
    )


def test_one_article_on_a_side_is_no_ground_for_a_difference():
    row = ("Arvia", "Borland", 0.5, 0.1, 0.7, 8, 0.1, NAN, NAN, 1, 0.4, NAN, NAN)
    found = compare_finding(
        sides(row, keys=["left", "right"], measure="npmi"), names=NAMES, by="outlets"
    )
    assert found.words == (
        "Arvia and Borland together: 0.50 in North Star (8 articles) and 0.10 in Harbour Post "
        "(1 article). One article is no ground for a difference between them."
    )
    assert "clear" not in found.headline


def test_two_actors_are_told_from_each_other():
    names = ("Arvia", "Borland")
    row = ("", "Cordia", -0.5, -0.8, -0.1, 8, 0.5, 0.2, 0.8, 6, -1, -1.4, -0.5)
    found = compare_finding(sides(row, names=names), names=names, by="actors")
    assert found.headline == "Stance towards Cordia: more hostile from Arvia than from Borland"


@pytest.mark.parametrize(
    "rows", [[], [("Arvia", "Borland", -1, -1, -1, 3, NAN, NAN, NAN, NAN, NAN, NAN, NAN)]]
)
def test_what_one_side_alone_tells_is_not_compared(rows):
    found = compare_finding(sides(*rows), names=NAMES)
    assert found.words == "Nothing is told on both sides, so nothing can be compared."


def test_the_speaker_of_most_words_is_told_with_the_next_and_both_intervals():
    found = speakers_finding(
        voices(("United States", 60, 9, 6, 45, 75), ("Arvia", 20, 4, 3, 5, 40))
    )
    assert found.headline == "The United States is heard most: 60 % of the quoted words"
    assert found.words == (
        "The United States speaks 60 of the 100 quoted words (60 %, 95 % interval 45 % to "
        "75 %), in 9 quotations of 6 articles; Arvia follows with 20 (20 %, 95 % interval 5 % to "
        "40 %)."
    )


def test_speakers_whose_intervals_overlap_are_left_open():
    found = speakers_finding(voices(("Arvia", 60, 9, 6, 35, 75), ("Borland", 30, 4, 5, 5, 40)))
    assert found.caution == "The intervals overlap: which of the two is heard more is open."


def test_a_speaker_of_few_articles_is_said_to_be_one():
    found = speakers_finding(voices(("Arvia", 60, 9, 1, 45, 75), ("Borland", 20, 4, 3, 5, 40)))
    assert found.caution == (
        "It rests on 1 article: another choice of articles may give another share."
    )


def test_of_chosen_speakers_nothing_is_said_of_all():
    found = speakers_finding(voices(("Arvia", 60, 9, 6, 45, 75)), chosen=True, about=["Cordia"])
    assert found.words == (
        "Arvia speaks 60 of the 100 words of quotations that mention Cordia (60 %, 95 % interval "
        "45 % to 75 %), in 9 quotations of 6 articles."
    )


def test_a_speaker_is_told_in_the_two_outlets_that_quote_most():
    parts = [voices(("Arvia", 60, 9, 6, 45, 75)), voices(("Arvia", 10, 2, 2, 2, 30), of=80)]
    table = pd.concat([part.assign(outlet=name) for name, part in zip(NAMES, parts, strict=True)])
    found = speaker_outlets_finding(table)
    assert found.headline == (
        "Arvia speaks 60 % of the quoted words in North Star, 12 % in Harbour Post"
    )
    assert found.words == (
        "Arvia speaks 60 of the 100 quoted words in North Star (60 %) and 10 of the 80 in "
        "Harbour Post (12 %); difference +48 percentage points, 95 % interval +24 to +66. That "
        "is clearly a larger share in North Star than in Harbour Post."
    )


def test_nobody_quoted_is_said():
    assert speakers_finding(voices()).words == "No quotation has a speaker."
    empty = voices().assign(outlet="")
    assert speaker_outlets_finding(empty).words == "No quotation has a speaker."


@pytest.fixture(scope="module")
def figures():
    corpus = corpus_of()
    panels = [
        ComparePanel(corpus, minimum=1),
        ComparePanel(corpus, show="share", minimum=1),
        ComparePanel(corpus, by="actors", one="Arvia", other="Borland", show="share", minimum=1),
        QuotesPanel(corpus),
        QuotesPanel(corpus, show="outlets"),
    ]
    return [figure_from(panel) for panel in panels]


@pytest.fixture(scope="module")
def charts(figures, tmp_path_factory):
    path = tmp_path_factory.mktemp("deck") / "deck.pptx"
    write_slides(figures, path, title="T")
    slides = list(Presentation(path).slides)[1:]
    return [next(s for s in slide.shapes if s.has_chart).chart for slide in slides]


def test_a_comparison_and_speakers_are_charts_with_their_numbers_inside(charts):
    compared, _, _, speakers, by_outlet = charts
    assert [series.name for series in compared.plots[0].series] == list(NAMES)
    assert list(compared.plots[0].series[0].values) == [-1.0, 1.0]
    assert list(speakers.plots[0].categories) == ["Arvia", "Borland"]
    assert list(speakers.plots[0].series[0].values) == pytest.approx([16 / 24, 8 / 24], abs=1e-6)
    assert [series.name for series in by_outlet.plots[0].series] == ["North Star", "Harbour Post"]
    assert list(by_outlet.plots[0].series[1].values) == [0.0, 1.0]


def test_the_workbook_of_a_comparison_holds_both_sides_with_their_intervals(charts, tmp_path):
    (tmp_path / "inside.xlsx").write_bytes(charts[0].part.chart_workbook.xlsx_part.blob)
    sheet = load_workbook(tmp_path / "inside.xlsx").active
    assert [cell.value for cell in sheet[1]] == [
        *(None, "North Star", "Harbour Post"),
        *("low, North Star", "high, North Star", "articles, North Star"),
        *("low, Harbour Post", "high, Harbour Post", "articles, Harbour Post"),
    ]


def test_the_sentences_of_a_comparison_come_from_either_side_in_turn(figures):
    rows = strongest(figures[0])
    assert rows["outlet"].tolist() == ["North Star", "Harbour Post", "North Star"]
    assert rows["confidence"].round(2).tolist() == [0.8, 0.85, 0.7]
    assert rows["target"].nunique() == 1


def test_the_sentences_of_a_mark_are_those_of_its_side(figures):
    keys = {"source": "Arvia", "target": "Borland"}
    left = figures[0].sentences_of(keys | {"side": "North Star"})
    assert left["outlet"].unique().tolist() == ["North Star"]
    assert len(figures[0].sentences_of(keys)) == 8


def test_every_finding_leads_to_its_sentences(figures):
    for figure in [*figures, *standard_figures(corpus_of())[0]]:
        assert len(figure.sentences_of(figure.finding.about)), figure.kind


def test_the_sentences_of_two_actors_name_both(figures):
    assert {"Arvia, Borland, Cordia met."} == set(strongest(figures[2])["text"])


def test_the_notes_of_speakers_give_their_longest_quotations(figures):
    rows = strongest(figures[3])
    assert rows["quotation"].tolist() == ["We came in peace"] * 3
    assert rows["article_id"].nunique() == 3
    words = "– Arvia (said): “We came in peace” (North Star, 7 August 2023, Envoys; article a0)"
    assert words in notes_of(figures[3])


def test_the_notes_of_speakers_by_outlet_keep_to_the_outlets_told():
    figure = figure_from(QuotesPanel(corpus_of(), show="outlets"))
    assert figure.finding.about["outlets"] == ["North Star", "Harbour Post"]
    assert set(strongest(figure)["outlet"]) == {"North Star"}
    silent = {"actor": "Arvia", "outlets": ["Harbour Post"]}
    assert strongest(replace(figure, finding=figure.finding._replace(about=silent))).empty


def test_the_evidence_of_speakers_holds_their_words(figures):
    rows = sentences_of_all(figures[3:4])
    counts = rows.value_counts(["speaker", "quotation"]).to_dict()
    assert counts == {("Arvia", "We came in peace"): 4, ("Borland", "We left"): 4}


def test_a_figure_keeps_its_sentences_when_its_panel_is_set_anew():
    panel = FrequencyPanel(corpus_of())
    figure = figure_from(panel)
    panel.controls["outlets"].value = ("North Star",)
    assert figure.sentences_of({"actor": "Cordia"})["outlet"].nunique() == 2


def test_some_other_panel_is_no_figure():
    class Mine(FrequencyPanel):
        pass

    with pytest.raises(ValueError, match=r"a figure is made from FrequencyPanel, .*not from Mine"):
        figure_from(Mine(corpus_of()))
