from dataclasses import replace

import pandas as pd
import pytest

import workbench as wb
from workbench import tables
from workbench.panels.opening import panel_of
from workbench.panels.quotes import QuotesPanel
from workbench.review.evidence import evidence_of, sentences_html

TEXTS = {  # article: outlet, day, sentences; the first is the title
    "a1": (
        "North Star",
        "2023-08-07",
        ["Arvia scolds", "“Borland lies to us all,” Arvia said.", "Lind hoped for rain."],
    ),
    "a2": (
        "Harbour Post",
        "2023-09-11",
        ["Borland <b>answers</b>", "Borland rose.", "“We <script>never</script> lied.", "Ever.”"],
    ),
}
SAID = [  # article, content, speaker, the speaker's words, cue, kind, form
    ("a1", "Borland lies to us all", "Arvia", "Arvia said", "said", "direct", "say"),
    ("a1", "for rain", "Lind", "Lind", "hoped", "indirect", "intend"),
    ("a2", "We <script>never</script> lied. Ever.", "Borland", "Borland rose", "", "direct", "say"),
]


@pytest.fixture
def spoken(corpus):
    """Two articles with three quotations; one runs over two sentences, its speaker before it."""
    texts = {name: f"{some[0]}\n\n{' '.join(some[1:])}" for name, (*_, some) in TEXTS.items()}
    articles, sentences, mentions, quotes = [], [], [], []
    for name, (outlet, day, some) in TEXTS.items():
        where = (pd.Timestamp(day), "header", outlet, some[0], texts[name], "", "", "")
        articles.append((name, *where))
        at = 0
        for number, words in enumerate(some):
            at = texts[name].index(words, at)
            sentences.append((name, number, min(number, 1), at, at + len(words), words))
            for actor in ("Arvia", "Borland"):
                if (found := words.find(actor)) >= 0:
                    place = (at + found, at + found + len(actor), actor, actor)
                    mentions.append((name, number, 1, *place, "country", actor, "name"))
    for name, content, speaker, words, cue, kind, form in SAID:
        start, named = texts[name].index(content), texts[name].index(words)
        sentence = max(one[1] for one in sentences if one[0] == name and one[3] <= start)
        said = (name, sentence, start, start + len(content), content, speaker)
        told = (named, named + len(speaker), cue, kind, "", form, "neutral", False)
        quotes.append((*said, *told))
    return replace(
        corpus,
        articles=tables.table("articles", articles),
        sentences=tables.table("sentences", sentences),
        mentions=tables.table("mentions", mentions),
        quotes=tables.table("quotes", quotes),
        stances=tables.table("stances", []),
    )


def message(panel) -> str:
    return panel._message.value


def click(panel, place: int) -> list[dict]:
    panel.picture.selected = place
    return panel.sentences.rows


def test_the_result_is_who_speaks_with_most_words_first(spoken):
    panel = QuotesPanel(spoken)
    assert message(panel) == ""
    assert panel.result[["actor", "words", "of_words"]].to_numpy().tolist() == [
        ["Arvia", 5, 11],
        ["Borland", 4, 11],
        ["Lind", 2, 11],
    ]
    assert "2 articles, 3 quotations" in panel._count.value


def test_by_outlet_a_speaker_has_a_row_and_a_mark_for_each(spoken):
    panel = QuotesPanel(spoken)
    panel.controls["show"].value = "outlets"
    assert message(panel) == ""
    assert panel.result[["actor", "outlet", "words"]].to_numpy().tolist() == [
        ["Arvia", "Harbour Post", 0],
        ["Arvia", "North Star", 5],
        ["Borland", "Harbour Post", 4],
        ["Borland", "North Star", 0],
        ["Lind", "Harbour Post", 0],
        ["Lind", "North Star", 2],
    ]
    keys = [mark["keys"] for mark in panel.picture.marks]
    place = keys.index({"actor": "Lind", "outlet": "North Star"})
    assert len(click(panel, place)) == 1


@pytest.mark.parametrize(
    ("name", "value", "speakers"),
    [
        ("actors", ("Lind", "Borland"), ["Borland", "Lind"]),
        ("about", ("Borland",), ["Arvia"]),
        ("about", ("Arvia",), []),
        ("kind", "direct", ["Arvia", "Borland"]),
        ("kind", "mixed", []),
        ("form", "intend", ["Lind"]),
        ("kinds", ("country",), ["Arvia", "Borland"]),
        ("outlets", ("Harbour Post",), ["Borland"]),
        ("minimum", 5, ["Arvia"]),
    ],
)
def test_a_filter_keeps_the_speakers_that_pass_it(spoken, name, value, speakers):
    panel = QuotesPanel(spoken)
    panel.controls[name].value = value
    assert message(panel) == ""
    assert panel.result["actor"].tolist() == speakers


def test_speakers_picked_change_no_share_but_what_is_quoted_does(spoken):
    assert QuotesPanel(spoken, actors=["Lind"]).result["of_words"].tolist() == [11]
    assert QuotesPanel(spoken, form="intend").result["of_words"].tolist() == [2]


def test_speakers_and_actors_spoken_about_are_offered_apart(spoken):
    panel = QuotesPanel(spoken)
    assert set(panel.controls["actors"].options) == {"Arvia", "Borland", "Lind"}
    assert set(panel.controls["about"].options) == {"Arvia", "Borland"}
    with pytest.raises(ValueError, match="speakers: 'Cordia' not found"):
        QuotesPanel(spoken, actors=["Cordia"])


def test_a_bar_opens_its_quotations_with_words_speaker_and_cue_marked(spoken):
    panel = QuotesPanel(spoken)
    [row] = click(panel, 0)
    assert panel.sentences.count == "1 quotation in 1 article"
    assert row["pieces"] == [
        *(["“", ""], ["Borland lies to us all", "quote"], [",” ", ""], ["Arvia", "speaker"]),
        *([" ", ""], ["said", "cue"], [".", ""]),
    ]
    assert row["facts"] == ["said by Arvia", "direct"]
    assert row["where"] == "Arvia scolds · North Star · 7 August 2023"
    assert row["form"] == [["speaker", "Arvia", "Speaker"]]


def test_a_quotation_is_read_whole_and_with_the_speaker_of_the_sentence_before(spoken):
    [row] = click(QuotesPanel(spoken), 1)
    assert row["pieces"] == [
        *(["Borland", "speaker"], [" rose. “", ""]),
        *(["We <script>never</script> lied. Ever.", "quote"], ["”", ""]),
    ]


def test_markup_in_a_quotation_is_shown_as_text(spoken):
    rows = wb.evidence_for(spoken, {"speaker": "Borland"})
    html = sentences_html(rows, heading="<i>Borland</i>")
    assert "&lt;script&gt;never" in html
    assert "<script" not in html
    assert "<i>" not in html
    assert "<b>answers" not in html
    assert "said by Borland · direct" in html
    assert "1 quotation in 1 article" in html


def test_only_quotations_that_pass_the_filters_are_opened(spoken):
    panel = QuotesPanel(spoken, outlets=["North Star"])
    rows = panel.evidence({"actor": "Borland"})
    assert rows.empty
    assert panel.evidence({"actor": "Arvia"})["quotes"].tolist() == [[0]]


def test_a_quotation_to_judge_is_shown_as_the_panel_shows_it(spoken):
    judged = evidence_of(spoken, "quotes", [0])
    opened = wb.evidence_for(spoken, {"speaker": "Arvia"})
    assert judged["text"].tolist() == ["“Borland lies to us all,” Arvia said."]
    assert judged["spans"].tolist() == opened["spans"].tolist()


def test_the_cue_nearest_to_the_words_is_marked_and_none_within_them(spoken):
    text = "News\n\nHe said no. “I said yes,” Arvia said. “Fine,” Lind said."
    words, speaker = text.index("I said"), text.index("Arvia")
    place = {"start": words, "end": words + 10, "sentence": 1}
    named = {"speaker_start": speaker, "speaker_end": speaker + 5}
    quotes = spoken.quotes.head(1).assign(content="I said yes", **place, **named)
    articles = spoken.articles.head(1).assign(text=text)
    sentences = spoken.sentences.head(2).assign(start=[0, 6], end=[4, len(text)])
    part = replace(spoken, articles=articles, sentences=sentences, quotes=quotes)
    [row] = wb.evidence_for(part, {"speaker": "Arvia"}).to_dict("records")
    marked = [(start, row["text"][start:end], role) for start, end, role in row["spans"]]
    assert marked == [(13, "I said yes", "quote"), (26, "Arvia", "speaker"), (32, "said", "cue")]


@pytest.mark.parametrize(
    "view",
    [{}, {"show": "outlets", "kind": "direct"}, {"actors": ["Lind"], "by_country": True}],
)
def test_a_view_builds_the_same_panel_again(spoken, view):
    panel = QuotesPanel(spoken, **view)
    assert panel.view == view
    again = panel_of(panel.kept_view, spoken)
    assert type(again) is QuotesPanel
    pd.testing.assert_frame_equal(again.result, panel.result)


def test_title_and_caption_tell_about_whom_and_with_which_filters(spoken):
    panel = QuotesPanel(spoken, about=["Borland"], kind="direct", show="outlets")
    assert panel.title() == "Who gets to speak about Borland, by outlet"
    assert panel.exhibit.caption.endswith(
        "n = 2 articles, 1 quotation. Filters: about: Borland; quoted: word for word."
    )


def test_a_corpus_without_quotations_leaves_a_sentence_and_no_error(corpus):
    panel = QuotesPanel(corpus, about=["Arvia"])
    assert message(panel) == ""
    assert panel.result.empty
    assert panel.picture.png.startswith(b"\x89PNG")


def test_a_speaker_put_right_in_the_evidence_gives_his_words_to_another(
    spoken, tmp_path, monkeypatch
):
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    panel = QuotesPanel(spoken)
    place = next(n for n, m in enumerate(panel.picture.marks) if m["keys"] == {"actor": "Arvia"})
    (row,) = click(panel, place)
    assert ["speaker", "Arvia", "Speaker"] in row["form"]
    asked = {"do": "set", "rows": [0], "set": {"speaker": "Lind"}, "reason": "", "turn": 1}
    panel.sentences.request = asked
    note = panel.sentences.note
    assert note["text"] == "1 correction saved."
    assert panel.result.set_index("actor")["words"].to_dict() == {"Lind": 7, "Borland": 4}
    assert "1 correction applied" in panel._count.value
    panel.sentences.request = {"do": "undo", "ids": note["undo"], "turn": 2}
    assert panel.sentences.note["text"] == "Taken back."
    words = {"Arvia": 5, "Borland": 4, "Lind": 2}
    assert panel.result.set_index("actor")["words"].to_dict() == words
