"""Panels at work on one corpus: corrections, links, views, comparison, search, samples."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from corpora import small_corpus

import workbench as wb
from workbench.briefing.figures import figure_from
from workbench.corpus import revise
from workbench.review.audit import judge, judgements, verdicts
from workbench.review.corrections import read_corrections
from workbench.review.desk import Change, desk_of
from workbench.review.views import View, ViewError, save_view, views_folder

STANCE = ["source", "target", "stance"]


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """The corpus, in a folder of its own for the analyst's files."""
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    return small_corpus()


def place_of(panel, **keys) -> int:
    (place,) = [
        n for n, mark in enumerate(panel.picture.marks) if keys.items() <= mark["keys"].items()
    ]
    return place


def open_sentences(panel, **keys) -> list[dict]:
    panel.picture.selected = place_of(panel, **keys)
    return panel.sentences.rows


def ask(panel, rows=(0,), *, do="set", **request):
    panel.sentences.request = {"do": do, "rows": list(rows), **request, "turn": id(request)}
    return panel.sentences.note


def test_a_stance_put_right_changes_the_balance_and_undo_brings_it_back(corpus):
    panel = wb.StancePanel(corpus)
    open_sentences(panel, source="Georgia", target="Russia")
    note = ask(panel, set={"stance": "friendly"}, reason="misread")
    assert note["text"] == "1 correction saved."
    row = panel.result.set_index(["source", "target"]).loc[("Georgia", "Russia")]
    assert row[["friendly", "hostile"]].tolist() == [1, 0]
    assert "1 correction applied" in panel._count.value
    assert "1 correction applied" in panel.exhibit.caption
    assert panel.sentences.rows[0]["facts"][0] == "Georgia friendly to Russia"
    ask(panel, do="undo", ids=panel.sentences.rows[0]["ids"])
    row = panel.result.set_index(["source", "target"]).loc[("Georgia", "Russia")]
    assert row[["friendly", "hostile"]].tolist() == [0, 1]


def test_sentences_stay_open_while_they_are_corrected_until_none_is_left(corpus):
    panel = wb.StancePanel(corpus)
    open_sentences(panel, source="Georgia", target="Russia")
    note = ask(panel, set={"stance": "none"})
    assert panel.sentences.rows == []
    assert "0 sentences" in panel.sentences.count
    ask(panel, do="undo", ids=note["undo"])
    assert len(panel.sentences.rows) == 1


def test_all_rows_shown_are_corrected_at_once_and_undone_at_once(corpus):
    panel = wb.FrequencyPanel(corpus)
    rows = open_sentences(panel, actor="Georgia")
    note = ask(panel, range(len(rows)), set={"actor": ""})
    assert note["text"] == "2 corrections saved."
    assert "Georgia" not in set(panel.result["actor"])
    ask(panel, do="undo", ids=note["undo"])
    assert "Georgia" in set(panel.result["actor"])


def test_a_speaker_is_put_right_where_he_speaks(corpus):
    panel = wb.StancePanel(corpus)
    (row,) = open_sentences(panel, source="Russia", target="Japan")
    assert ["speaker", "Ito", "Speaker"] in row["form"]
    ask(panel, set={"speaker": "Ito Ken"})
    assert panel.corpus.quotes["speaker"].tolist() == ["Ito Ken"]
    assert panel.sentences.rows[0]["facts"][1] == "quoted, Ito Ken"


def test_a_correction_by_country_changes_the_row_as_it_was_annotated(corpus):
    panel = wb.StancePanel(corpus, by_country=True)
    open_sentences(panel, source="Georgia", target="Russia")
    ask(panel, set={"target": "Peru"})
    assert panel.corpus.stances.loc[1, STANCE].tolist() == ["Georgia", "Peru", "hostile"]


def test_what_cannot_be_written_is_said_and_changes_nothing(corpus, tmp_path):
    panel = wb.StancePanel(corpus)
    open_sentences(panel, source="Georgia", target="Russia")
    (tmp_path / "data" / "corrections.csv").mkdir()
    note = ask(panel, set={"stance": "none"})
    assert note["kind"] == "error"
    assert "cannot be written" in note["text"]
    assert len(panel.corpus.stances) == 5


@pytest.mark.parametrize(
    "asked", [{"rows": [99], "set": {"stance": "none"}}, {"rows": [0], "set": {}}]
)
def test_a_request_that_sets_nothing_writes_nothing(corpus, tmp_path, asked):
    panel = wb.StancePanel(corpus)
    open_sentences(panel, source="Georgia", target="Russia")
    assert ask(panel, **asked)["text"] == "Nothing was changed."
    assert not (tmp_path / "data" / "corrections.csv").exists()


def test_a_correction_in_one_panel_is_seen_in_all_of_the_same_corpus(corpus):
    one, other = wb.StancePanel(corpus), wb.FrequencyPanel(corpus, outlets=["Harbour Post"])
    open_sentences(other, actor="Georgia")
    ask(other, set={"actor": "Peru"})
    assert "Peru" in set(one.result["source"])
    assert other.view == {"outlets": ["Harbour Post"]}


def test_the_choice_made_in_one_panel_is_taken_over_when_asked(corpus):
    one, other = wb.StancePanel(corpus, minimum=1), wb.FrequencyPanel(corpus)
    other.controls["outlets"].value = ("Harbour Post",)
    assert one.view == {}
    one.linked.value = True
    assert one.view == {"outlets": ["Harbour Post"]}
    other.controls["actors"].value = ("Japan",)
    assert one.view == {"outlets": ["Harbour Post"], "actors": ["Japan"]}
    assert len(one.result) == 1
    other.controls["outlets"].value = ()
    assert one.view == {"actors": ["Japan"]}


def test_a_view_is_saved_under_a_name_and_opened_again(corpus):
    panel = wb.StancePanel(corpus, actors=["Japan"])
    shelf = panel.shelf
    shelf.name.value = "Japan only"
    shelf.opener.value = True
    shelf.keep.click()
    panel.controls["actors"].value = ()
    panel.controls["minimum"].value = 2
    shelf.take.click()
    assert panel.view == {"actors": ["Japan"]}
    assert wb.saved_views()["name"].tolist() == ["Japan only"]
    assert wb.open_view("Japan only", corpus).view == {"actors": ["Japan"]}
    shelf.keep.click()
    assert "there is a view named" in shelf.said.value


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_an_exported_picture_builds_its_panel_again(corpus, kind):
    panel = wb.StancePanel(corpus, actors=["Japan"], minimum=1)
    paths = {path.suffix[1:]: path for path in wb.export(panel.exhibit)}
    again = wb.read_view(paths[kind], corpus)
    assert type(again) is wb.StancePanel
    assert again.view == panel.view
    pd.testing.assert_frame_equal(again.result, panel.result)


@pytest.mark.parametrize(
    ("view", "left", "words"),
    [
        (
            {"show": "trend", "pair": ["Atlantis", "Japan"], "minimum": 2},
            {"show": "trend", "pair": ["United States", "Japan"], "minimum": 2},
            "pair: 'Atlantis' → 'Japan' not found; there are 'United States' → 'Japan', ",
        ),
        (
            {"actors": ["Atlantis", "Japan"]},
            {"actors": ["Japan"]},
            "actors: 'Atlantis' not found; there are ",
        ),
        ({"since": "tomorrow"}, {}, "from: 'tomorrow' cannot be set"),
        ({"minimum": "many"}, {}, "sentences ≥: 'many' cannot be set"),
        ({"show": 7}, {}, "show: 7 not found; there are 'matrix', 'trend', 'outlets'."),
        ({"exports": "elsewhere"}, {}, "StancePanel has no filter 'exports'"),
        ({"by_country": "so"}, {}, "by country: 'so' cannot be set"),
    ],
)
def test_a_view_opens_without_what_is_gone_and_says_so(corpus, view, left, words):
    save_view(View("StancePanel", view), "old")
    with pytest.warns(UserWarning, match="left out of the view: ") as caught:
        panel = wb.open_view("old", corpus)
    assert [words in str(one.message) for one in caught] == [True]
    assert panel.view == left
    assert panel._message.value == ""
    assert panel.exports is None
    if "exports" not in view:
        with pytest.raises(ValueError, match=re.escape(words)):
            wb.StancePanel(corpus, **view)


def test_the_shelf_opens_a_view_without_what_is_gone_and_names_files_that_are_none(corpus):
    save_view(View("StancePanel", {"actors": ["Atlantis"], "minimum": 2}), "old")
    (views_folder() / "half.json").write_text("{")
    shelf = wb.StancePanel(corpus).shelf
    shelf.opener.value = True
    assert "half.json carries no view" in shelf.said.value
    shelf.take.click()
    assert 'role="alert">Opened.' in shelf.said.value
    assert "&#x27;Atlantis&#x27; not found" in shelf.said.value


def test_a_view_of_other_articles_is_opened_with_a_warning(corpus):
    path = wb.export(wb.StancePanel(corpus).exhibit, formats=["png"])[0]
    with pytest.warns(UserWarning, match="made on other articles or annotations"):
        wb.read_view(path, small_corpus(without=["a3"]))
    (path.parent / "other.svg").write_text("<svg/>")
    with pytest.raises(ViewError, match="carries no view"):
        wb.read_view(path.parent / "other.svg", corpus)


def test_compare_shows_two_outlets_and_opens_the_sentences_of_either(corpus):
    panel = wb.ComparePanel(corpus, show="share", minimum=1)
    assert panel._message.value == ""
    assert panel.title() == "Who is named how often: Harbour Post and Red Banner"
    rows = open_sentences(panel, actor="Georgia", side="Red Banner")
    assert [row["where"].split(" · ")[1] for row in rows] == ["Red Banner"]


@pytest.mark.parametrize(
    ("view", "names"),
    [
        (
            {"by": "periods", "split": "2023-10-02"},
            ["before 2 October 2023", "from 2 October 2023"],
        ),
        ({"by": "actors", "one": "Japan", "other": "Russia"}, ["Japan", "Russia"]),
        (
            {"by": "outlets", "left": "Red Banner", "right": "Harbour Post"},
            ["Red Banner", "Harbour Post"],
        ),
    ],
)
@pytest.mark.parametrize("show", ["balance", "share", "npmi"])
def test_compare_tells_sides_apart_and_its_view_builds_it_again(corpus, view, names, show):
    panel = wb.ComparePanel(corpus, show=show, minimum=1, **view)
    assert panel._message.value == ""
    assert list(panel.parts) == names
    again = wb.ComparePanel(corpus, **panel.view)
    pd.testing.assert_frame_equal(again.result, panel.result)
    for place in range(len(panel.picture.marks)):
        panel.picture.selected = place
        assert panel.sentences.rows


def test_compare_tells_what_it_counts_and_how_often_that_is_right(corpus):
    for row in corpus.stances.index:
        judge(corpus, "stances", row, "right")
    judge(corpus, "mentions", 0, "wrong")
    panel = wb.ComparePanel(corpus, minimum=1)
    assert "3 articles, 5 stances" in panel.exhibit.caption
    assert "Stances: 5 of 5 rows judged are right" in panel.exhibit.caption
    panel.controls["show"].value = "share"
    assert "3 articles, 10 mentions" in panel.exhibit.caption
    assert "Mentions: 0 of 1 row judged" in panel.exhibit.caption


def test_a_filter_that_is_out_of_sight_narrows_no_comparison(corpus):
    panel = wb.ComparePanel(corpus, minimum=1)
    whole = panel.result
    other = wb.FrequencyPanel(corpus)
    panel.linked.value = True
    other.controls["outlets"].value = ("Harbour Post",)
    assert panel.view["outlets"] == ["Harbour Post"]
    assert panel._message.value == ""
    pd.testing.assert_frame_equal(panel.result, whole)
    panel.controls["by"].value = "actors"
    assert set(panel.part.articles["outlet"]) == {"Harbour Post"}


def test_a_mark_of_two_actors_says_who_stands_how_towards_whom(corpus):
    panel = wb.ComparePanel(corpus, by="actors", one="Georgia", other="United States", minimum=1)
    labels = [mark["label"].partition(":")[0] for mark in panel.picture.marks]
    assert sorted(labels) == [
        "Georgia → Russia",
        "United States → Georgia",
        "United States → Japan",
    ]
    assert panel.title().endswith(": Georgia and United States, each towards others")


def test_compare_of_one_with_itself_says_so(corpus):
    panel = wb.ComparePanel(corpus, left="Red Banner", right="Red Banner")
    assert "are the same; choose another" in panel._message.value


def test_search_lists_hits_and_opens_the_article_of_one(corpus):
    panel = wb.SearchPanel(corpus)
    panel.controls["words"].value = "praised"
    assert panel.result["article_id"].tolist() == ["a2", "a1"]
    assert "2 hits in 2 articles" in panel._count.value
    panel.lines.selected = 0
    assert 'title="Georgia">Georgia</mark>' in panel._article.value
    panel.controls["outlets"].value = ("Harbour Post",)
    assert panel._article.value == ""
    assert wb.SearchPanel(corpus, **panel.view).result["article_id"].tolist() == ["a1"]


def test_a_search_for_nothing_but_stars_is_answered_in_words(corpus):
    panel = wb.SearchPanel(corpus, words="*")
    assert "nothing to look for" in panel._message.value
    assert (panel._count.value, panel.lines.rows, panel.result.empty) == ("", [], True)
    assert "nothing to look for" in panel._plain_copy()
    panel.controls["words"].value = "praised"
    assert panel._message.value == ""
    assert len(panel.result) == 2


def test_an_outlet_alone_is_nothing_to_look_for(corpus):
    panel = wb.SearchPanel(corpus, outlets=["Red Banner"])
    assert "Type words, or pick an actor." in panel._count.value
    assert panel._message.value == ""


def test_an_article_that_is_gone_is_named_in_plain_words(corpus):
    panel = wb.SearchPanel(corpus, words="praised")
    panel.corpus = small_corpus(without=["a2"])
    panel.lines.selected = 0
    assert "no article &#x27;a2&#x27; in these 2." in panel._message.value
    assert "&quot;" not in panel._message.value


def test_rows_judged_one_by_one_give_a_precision_that_charts_tell(corpus):
    panel = wb.AuditPanel(corpus)
    assert panel.sentences.heading == "1 of 5: is this right?"
    for verdict in ("right", "wrong", "right", "right", "right"):
        panel.buttons[verdict].click()
    assert panel.result.loc[0, ["judged", "right"]].tolist() == [5, 4]
    assert "All rows of the sample are judged" in panel._words.value
    words = "Stances: 4 of 5 rows judged are right: 80 % (95 % interval 38 % to 96 %)."
    assert words in wb.StancePanel(corpus).exhibit.caption
    assert "All rows" in wb.AuditPanel(corpus)._words.value


def test_a_judgement_that_cannot_be_written_leaves_its_row_to_be_judged(corpus, tmp_path):
    panel = wb.AuditPanel(corpus)
    first, asked = panel.waiting[0], panel.sentences.heading
    file = tmp_path / "data" / "audit.csv"
    file.mkdir()
    panel.buttons["wrong"].click()
    assert "cannot be written" in panel._message.value
    assert (panel.waiting[0], panel.sentences.heading) == (first, asked)
    file.rmdir()
    panel.buttons["wrong"].click()
    assert verdicts(corpus, judgements(corpus)).to_dict() == {first: "wrong"}


def test_only_the_part_that_was_given_is_judged(corpus):
    whole = revise(corpus)
    panel = wb.AuditPanel(wb.select(whole, outlets=["Red Banner"]))
    assert set(panel.drawn["article_id"]) == {"a2"}
    assert panel.result.loc[0, "rows"] == 3


def test_without_rows_there_is_nothing_to_judge(corpus):
    panel = wb.AuditPanel(small_corpus(without=["a2"]), table="quotes")
    assert "There are no quotations to judge." in panel._words.value
    assert "All rows" not in panel._words.value


def test_judgements_that_do_not_count_are_told(corpus, tmp_path):
    judge(replace(corpus, pipeline="older"), "stances", 0, "right")
    with (tmp_path / "data" / "audit.csv").open("a") as file:
        file.write('"0123456789ab","cut off\n')
    words = wb.AuditPanel(corpus)._words.value
    assert "1 judgement left out: another pipeline had read the text." in words
    assert "line 3: no CSV; the row is left out." in words


def test_a_row_that_is_corrected_while_it_is_judged_was_wrong(corpus):
    panel = wb.AuditPanel(corpus)
    ask(panel, set={"stance": "none"})
    assert panel.result.loc[0, ["judged", "right"]].tolist() == [1, 0]


@pytest.mark.parametrize("table", ["mentions", "quotes"])
def test_mentions_and_quotations_are_judged_too(corpus, table):
    panel = wb.AuditPanel(corpus, table=table)
    panel.buttons["right"].click()
    assert panel._message.value == ""
    assert panel.result.loc[0, "judged"] == 1


def test_balances_allow_for_mistakes_once_a_sample_was_judged(corpus):
    panel = wb.StancePanel(corpus)
    panel.controls["adjusted"].value = True
    assert "no friendly and no hostile stance was judged yet" in panel._message.value
    judge(corpus, "stances", 0, "right")
    panel.controls["minimum"].value = 2
    assert "no hostile stance was judged yet" in panel._message.value
    panel.controls["minimum"].value = 1
    for row in corpus.stances.index:
        judge(corpus, "stances", row, "right" if row != 1 else "wrong")
    panel.controls["adjusted"].value = False
    panel.controls["adjusted"].value = True
    assert {"unadjusted", "balance", "low", "high"} <= set(panel.result)
    assert panel._message.value == ""
    panel.controls["since"].value = date(2030, 1, 1)
    assert panel._message.value == ""
    assert panel.result.empty


@pytest.mark.parametrize("show", ["matrix", "trend", "outlets"])
def test_corrected_stances_count_in_full_in_every_chart_that_allows_for_mistakes(corpus, show):
    for row in corpus.stances.index:
        judge(corpus, "stances", row, "wrong" if row == 0 else "right")
    desk_of(corpus).correct([Change("stances", [0], "stance", "hostile")])
    desk_of(corpus).correct([Change("stances", [0], "stance", "friendly")])
    panel = wb.StancePanel(corpus, show=show, pair=["United States", "Japan"], adjusted=True)
    rows = panel.result[(panel.result["target"] == "Japan") & (panel.result["friendly"] == 1)]
    assert rows["balance"].tolist() == [1.0]
    assert "(allowing for mistakes, balance " in figure_from(panel).finding.sentence


def test_a_panel_that_went_wrong_shows_and_exports_nothing(corpus, tmp_path):
    panel = wb.StancePanel(corpus, exports=tmp_path / "exports")
    panel.controls["adjusted"].value = True
    assert panel.result.empty
    assert (panel.picture.png, panel.picture.marks, panel.picture.alt) == (b"", [], "")
    assert (panel._count.value, panel._rows.value) == ("", "")
    panel._message.told(panel._export)()
    assert "nothing is shown that could be exported: no friendly" in panel._message.value
    assert not (tmp_path / "exports").exists()
    assert "no friendly and no hostile stance was judged yet" in panel._plain_copy()
    panel.controls["adjusted"].value = False
    assert len(panel.result) == 5
    assert panel.picture.png


def test_what_the_first_filters_get_wrong_leaves_a_part_without_articles(corpus):
    panel = wb.ComparePanel(corpus, left="Red Banner", right="Red Banner")
    assert len(panel.part.articles) == 0


def test_a_comparison_that_cannot_be_is_told_wherever_it_is_shown(corpus):
    undated = corpus.articles.assign(date=pd.NaT, outlet="Harbour Post")
    panel = wb.ComparePanel(replace(corpus, articles=undated))
    assert panel.title() == "Who stands how towards whom: two periods"
    assert "two periods" in repr(panel)
    assert "there are no two periods to compare in these articles" in panel._plain_copy()


@pytest.mark.parametrize("show", ["trend", "outlets"])
def test_a_pair_is_asked_for_where_there_is_none(corpus, show):
    panel = wb.StancePanel(small_corpus(without=["a1", "a2"]), show=show)
    assert panel._message.value == ""
    assert panel.view == {"show": show}
    assert "nobody towards nobody" in repr(panel)
    panel._plain_copy()


def test_precision_is_told_for_the_confidence_that_is_asked_for(corpus):
    panel = wb.StancePanel(corpus)
    assert "in these articles it was not measured" in panel._count.value
    assert re.search(r"states \d+ % of \d+ stances so sure were right", panel._count.value)
    sure = corpus.stances.index[[0, 1]]
    corpus = replace(corpus, stances=corpus.stances.assign(confidence=[0.9, 0.9, 0.5, 0.5, 0.6]))
    for row in corpus.stances.index[:4]:
        judge(corpus, "stances", row, "right" if row == sure[0] else "wrong")
    panel = wb.StancePanel(corpus)
    assert "1 of 4 rows judged is right" in panel._count.value
    panel.controls["confidence"].value = 0.8
    words = "Stances of confidence 0.80 or more: 1 of 2 rows judged is right: 50 %"
    assert words in panel._count.value
    assert words in panel.exhibit.caption
    panel.controls["confidence"].value = 0.95
    assert "none was judged" in panel._count.value


def test_a_correction_that_no_longer_fits_is_listed_with_what_to_do_and_taken_back(corpus):
    panel = wb.StancePanel(corpus)
    open_sentences(panel, source="Georgia", target="Russia")
    values = {"target": "<b>Peru</b>", "stance": "friendly"}
    ask(panel, set=values, reason="a joke of $1 and $2")
    kept = corpus.sentences["text"].str.replace("Georgia condemned Russia.", "It rained.")
    other = revise(replace(corpus, sentences=corpus.sentences.assign(text=kept)))
    panel = wb.CorrectionsPanel(other)
    assert panel._message.value == ""
    assert panel.result["why"].tolist() == ["the article has no such sentence any more"] * 2
    assert "2 corrections in force, 2 no longer fitting" in panel._count.value
    last, first = (row.children[0].value for row in panel._rows.children)
    assert "stance of Georgia towards Russia: hostile → friendly" in last
    assert "correct it there anew; then take this one back" in last
    assert "$1 and $2" not in last  # no formula
    assert "&lt;b&gt;Peru&lt;/b&gt;" in first
    panel._rows.children[0].children[1].click()
    assert "Taken back: stance of Georgia" in panel._message.value
    assert len(panel.result) == 1
    assert read_corrections()["in_force"].tolist() == [True, False, False]


def test_corrections_that_fit_are_listed_when_asked_for(corpus):
    panel = wb.CorrectionsPanel(corpus)
    assert panel.result.empty
    stances = wb.StancePanel(corpus)
    open_sentences(stances, source="Georgia", target="Russia")
    ask(stances, set={"stance": "none"})
    assert panel.result.empty
    panel.controls["show"].value = "all"
    assert panel.result["status"].tolist() == ["applies"]


SHEETS = [wb.ActorListPanel, wb.AuditPanel, wb.CorrectionsPanel, wb.SearchPanel]


@pytest.mark.parametrize("kind", SHEETS)
def test_a_panel_without_a_chart_names_the_settings_it_has(corpus, kind):
    with pytest.raises(ValueError, match=f"^{kind.__name__} has no filter 'colour'; it has "):
        kind(corpus, colour="red")
    assert kind(corpus).view == {}


@pytest.mark.parametrize("kind", SHEETS)
def test_a_notebook_that_was_not_run_shows_what_such_a_panel_showed(corpus, kind, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "workbench.panels.shown.display", lambda one, **_: shown.append(one) or Still(shown)
    )
    view = {"actors": ["Japan"]} if kind is wb.SearchPanel else {}
    view |= {"show": "all"} if kind is wb.CorrectionsPanel else {}
    panel = kind(corpus, **view)
    panel._ipython_display_()
    assert shown[0]["text/plain"] == f"{kind.__name__}: run the notebook to use it."
    assert 'class="wb-still"><style>' in shown[1].data
    before = shown[1].data
    desk_of(corpus).correct([Change("mentions", [0], "actor", "")])
    if kind is not wb.AuditPanel:  # of which the stances stay
        assert shown[-1].data != before
        assert len(re.findall("<tr>", shown[-1].data)) == len(panel.result) + 1


class Still:
    """A display whose updates are noted."""

    def __init__(self, shown: list) -> None:
        self.update = shown.append


def test_where_nothing_was_corrected_none_is_listed_and_nothing_is_wrong(corpus):
    panel = wb.CorrectionsPanel(wb.revise(corpus))
    assert panel._message.value == ""
    assert "0 corrections in force, 0 no longer fitting" in panel._count.value
    assert panel.result.empty


PANELS = [wb.StancePanel, *SHEETS]


@pytest.mark.parametrize("kind", PANELS)
def test_a_panel_whose_views_are_gone_waits_until_it_is_seen_or_asked(corpus, kind, monkeypatch):
    view = {"words": "Georgia"} if kind is wb.SearchPanel else {}
    view |= {"show": "all"} if kind is wb.CorrectionsPanel else {}
    refresh, drawn = kind.refresh, []
    monkeypatch.setattr(kind, "refresh", lambda panel: (drawn.append(1), refresh(panel)))
    panel, desk = kind(corpus, **view), desk_of(corpus)
    drawn.clear()
    panel._view_count = 0
    desk.correct([Change("stances", [1], "stance", "none")])
    assert len(drawn) == 1, "not yet seen, as in a notebook run without a browser"
    panel._view_count = 1
    panel._view_count = 0
    desk.correct([Change("stances", [2], "stance", "none")])
    desk.correct([Change("stances", [3], "stance", "none")])
    assert len(drawn) == 1
    panel._view_count = 1
    assert len(drawn) == 2
    panel._view_count = 0
    desk.correct([Change("stances", [4], "stance", "none")])
    assert len(drawn) == 2
    assert panel.result is not None
    assert len(drawn) == 3


def test_a_panel_that_is_closed_follows_no_more(corpus):
    panel, desk = wb.StancePanel(corpus), desk_of(corpus)
    panel.close()
    desk.correct([Change("stances", [1], "stance", "none")])
    assert len(panel.corpus.stances) == 5


@pytest.mark.parametrize("kind", [wb.StancePanel, wb.SearchPanel])
def test_a_panel_made_after_a_correction_shows_it(corpus, kind):
    desk = desk_of(corpus)
    desk.correct([Change("stances", [1], "stance", "none")])
    assert len(kind(corpus).corpus.stances) == 4


def test_judgements_that_do_not_count_are_told_beside_the_chart(corpus):
    judge(replace(corpus, pipeline="older"), "stances", 0, "right")
    words = wb.StancePanel(corpus)._count.value
    assert "1 judgement left out: another pipeline had read the text" in words


@pytest.mark.parametrize(
    ("kind", "view", "words"),
    [
        (wb.FrequencyPanel, {"show": "trend", "every": "week", "most": 4}, ""),
        (wb.ComparePanel, {"by": "actors", "minimum": 1, "one": "Russia"}, "seen ≥ 1"),
        (wb.CooccurrencePanel, {"minimum": 1, "most": 4, "by_country": True}, "times ≥ 1; by coun"),
    ],
)
def test_the_caption_tells_only_filters_that_the_title_does_not(corpus, kind, view, words):
    caption = kind(corpus, **view).exhibit.caption
    assert caption.partition(" Filters: ")[2].startswith(words)
    assert ("Filters" in caption) == bool(words)


def test_no_two_controls_of_a_panel_have_one_label(corpus):
    for kind in (wb.StancePanel, wb.ComparePanel, wb.FrequencyPanel, wb.QuotesPanel):
        labels = [control.description for control in kind(corpus).controls.values()]
        assert len(labels) == len(set(labels))
