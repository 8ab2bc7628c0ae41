import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from envoys import corpus_of, off_slide
from lab import BROWSER_FLAGS, find_browser
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Emu

from workbench.briefing import pack as packs
from workbench.briefing import pictures
from workbench.briefing.data import network_of, write_workbook
from workbench.briefing.figures import figure_from
from workbench.briefing.manifest import ManifestError, digests, read_manifest
from workbench.briefing.pack import PackError, brief
from workbench.briefing.page import write_report
from workbench.briefing.panel import BriefingPanel
from workbench.briefing.sentences import sentences_of_all, strongest
from workbench.briefing.slides import notes_of, write_slides
from workbench.briefing.standard import standard_figures, standard_panels
from workbench.cli import main
from workbench.panels import (
    ComparePanel,
    CooccurrencePanel,
    FrequencyPanel,
    QuotesPanel,
    StancePanel,
)
from workbench.review.views import view_in

KINDS = [
    *("actors", "trend", "network", "pairs", "stances", "stance-trend", "stance-outlets"),
    "speakers",
]


@pytest.fixture(scope="module")
def corpus():
    return corpus_of()


@pytest.fixture(scope="module")
def figures(corpus):
    return standard_figures(corpus)[0]


@pytest.fixture(scope="module")
def few(figures):
    """A chart and a matrix, for where it matters that there is a pack and not what is in it."""
    return [figures[0], figures[4]]


@pytest.fixture
def light(monkeypatch):
    """One small picture a figure instead of nine."""
    monkeypatch.setattr(pictures, "SIZES", {"half": (4, 3)})
    monkeypatch.setattr(pictures, "FORMATS", ("svg",))


@pytest.fixture(scope="module")
def deck(figures, tmp_path_factory):
    path = tmp_path_factory.mktemp("deck") / "briefing.pptx"
    write_slides(figures, path, title="A title")
    return Presentation(path)


def frames(deck):
    """The chart, table or picture of each slide but the first."""
    found = []
    for slide in list(deck.slides)[1:]:
        drawn = [s for s in slide.shapes if s.has_chart or s.has_table or s.shape_type == 13]
        assert len(drawn) == 1
        found.append(drawn[0])
    return found


def test_a_corpus_with_something_of_all_gives_every_kind_of_figure(corpus):
    figures, left_out = standard_figures(corpus)
    assert [figure.kind for figure in figures] == KINDS
    assert left_out == []


def test_a_slide_says_how_many_actors_more_there_are(corpus, tmp_path):
    figure = figure_from(FrequencyPanel(corpus, most=2))
    more = figure.table["actor"].nunique() - 2
    write_slides([figure], tmp_path / "one.pptx", title="A title")
    words = [
        s.text_frame.text
        for s in Presentation(tmp_path / "one.pptx").slides[1].shapes
        if s.has_text_frame
    ]
    assert f"{more} more actor" in " ".join(words)


def test_the_analysts_words_stand_in_place_of_the_computed(corpus):
    figure = figure_from(FrequencyPanel(corpus), headline=" Mine ", takeaway="Also\nmine")
    assert (figure.headline, figure.takeaway, figure.caution) == ("Mine", "Also mine", "")
    assert figure.finding.headline.startswith("Arvia, Borland lead") is False
    assert figure.finding.sentence.startswith("Arvia, Borland and Cordia are each named in all 8")


def test_one_actor_alone_leaves_the_figures_of_pairs_out():
    figures, left_out = standard_figures(corpus_of(("Arvia",)))
    assert [figure.kind for figure in figures] == ["actors", "trend", "speakers"]
    assert left_out == [
        "Actors named in the same sentence: left out, as only one actor is named.",
        "Pairs of actors named in the same sentence: left out, as only one actor is named.",
        "Who is friendly or hostile towards whom: left out, as nothing was found to show.",
    ]


def test_undated_articles_leave_the_course_over_time_out():
    figures, left_out = standard_figures(corpus_of(dates=None))
    assert [figure.kind for figure in figures] == [
        "actors",
        "network",
        "pairs",
        "stances",
        "stance-outlets",
        "speakers",
    ]
    assert len(left_out) == 2


def test_filters_that_no_article_passes_are_named_with_what_there_is(corpus):
    with pytest.raises(
        ValueError,
        match=r"no article passes the filters \(since 2024-01-01\)\. There are 8 articles from "
        r"2023-08-07 to 2023-10-30 of Harbour Post, North Star\. Widen the filters\.",
    ):
        standard_panels(corpus, since="2024-01-01")


def test_an_unknown_actor_is_named(corpus):
    with pytest.raises(ValueError, match="'Nowhere' not found"):
        standard_panels(corpus, actors=["Nowhere"])


def test_evidence_holds_each_sentence_and_stance_once_with_its_figures(figures):
    rows = sentences_of_all(figures)
    quoted, stances = rows["quotation"] != "", rows["source"] != ""
    plain, stances = rows[~quoted & ~stances], rows[stances]
    assert len(plain) == 16
    assert len(stances) == 16
    assert rows[quoted]["quotation"].value_counts().to_dict() == {
        "We came in peace": 4,
        "We left": 4,
    }
    first = plain.iloc[0]
    assert (first["figures"], first["actors"]) == ("1, 2, 3, 4", "Arvia; Borland; Cordia")
    assert set(stances.loc[stances["target"] == "Cordia", "figures"]) == {"5"}


def test_the_strongest_stances_are_those_of_which_the_machine_is_surest(figures):
    rows = strongest(figures[4])
    assert rows["confidence"].round(2).tolist() == [0.85, 0.8, 0.75]
    assert rows["target"].tolist() == ["Borland"] * 3


def test_the_strongest_sentences_of_a_pair_name_both(figures):
    assert strongest(figures[2])["text"].tolist() == ["Arvia, Borland, Cordia met."] * 3


def test_the_deck_is_wide_and_has_a_slide_a_figure(deck, figures):
    assert round(deck.slide_width / deck.slide_height, 3) == round(16 / 9, 3)
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles == ["A title", *(figure.headline for figure in figures)]


def test_bars_lines_and_stances_are_native_charts_matrices_tables_the_network_a_picture(deck):
    kinds = [
        "chart" if f.has_chart else "table" if f.has_table else "picture" for f in frames(deck)
    ]
    assert kinds == ["chart", "chart", "picture", "table", "table", *["chart"] * 3]


def test_a_native_chart_holds_its_numbers_in_a_workbook(deck):
    chart = frames(deck)[0].chart
    assert list(chart.plots[0].categories) == ["Arvia", "Borland", "Cordia"]
    assert list(chart.plots[0].series[0].values) == [1.0, 1.0, 1.0]
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    head = [cell.value for cell in sheet[1]]
    assert head[:3] == [None, "share", "label at"]
    assert [cell.value for cell in sheet[2]][:2] == ["Arvia", 1]
    assert {"low", "high", "articles", "of_articles", "mentions"} <= set(head)


def test_a_stance_of_one_side_stands_as_a_bar_of_its_colour(deck):
    chart = frames(deck)[6].chart
    assert list(chart.plots[0].series[0].values) == [-1.0, -1.0]
    assert [name.split("\n")[1] for name in chart.plots[0].categories] == [
        "−1, n 4 in 4 articles"
    ] * 2


def test_whiskers_are_drawn_as_long_as_the_interval_says(deck, figures):
    bars = frames(deck)[0].chart._chartSpace.xpath(".//c:errBars/c:minus//c:v")
    wanted = [1 - low for low in figures[0].table["low"]]
    assert [float(bar.text) for bar in bars] == pytest.approx(wanted, abs=1e-6)


def test_everything_drawn_has_a_description(deck, figures):
    for frame, figure in zip(frames(deck), figures, strict=True):
        words = frame._element.xpath(".//p:cNvPr/@descr")[0]
        assert figure.finding.sentence in words


def test_everything_stays_on_its_slide(deck):
    assert off_slide(deck) == []


def test_the_network_is_drawn_at_print_quality(deck):
    picture = frames(deck)[2]
    assert picture.image.size[0] / Emu(picture.width).inches == pytest.approx(300, abs=1)


def test_notes_hold_method_source_and_three_sentences(deck, figures):
    notes = deck.slides[5].notes_slide.notes_text_frame.text
    assert notes == notes_of(figures[4])
    assert figures[4].method in notes
    assert notes.count("– Arvia, Borland, Cordia met. [Arvia hostile to Borland; narrated;") == 3
    assert "(Harbour Post, 30 October 2023, Envoys; article a7)" in notes


def test_the_source_line_names_period_outlets_and_n(deck):
    words = next(s for s in deck.slides[1].shapes if s.name == "Source").text_frame.text
    assert "7 August 2023 to 30 October 2023" in words
    assert "North Star, Harbour Post" in words
    assert "n = 8 articles" in words


def test_the_deck_carries_the_view_of_its_first_figure(figures, tmp_path):
    write_slides(figures[:1], tmp_path / "deck.pptx", title="A title")
    assert view_in(tmp_path / "deck.pptx") == figures[0].view


def potx(path):
    """A template in 4:3 with a slide in it, as PowerPoint saves one."""
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[5])
    plain = io.BytesIO()
    deck.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"presentationml.presentation.main", b"presentationml.template.main"
                )
            target.writestr(name, part)
    return path


def test_the_analysts_template_gives_size_and_layouts_but_not_its_slides(figures, tmp_path):
    write_slides(figures, tmp_path / "deck.pptx", title="T", template=potx(tmp_path / "own.potx"))
    deck = Presentation(tmp_path / "deck.pptx")
    assert (Emu(deck.slide_width).inches, Emu(deck.slide_height).inches) == (10, 7.5)
    assert len(deck.slides) == 9
    assert deck.slides[1].slide_layout.name == "Title Only"
    test_everything_stays_on_its_slide(deck)


def test_a_template_without_the_layouts_is_refused_with_those_it_has(figures, tmp_path):
    deck = Presentation()
    for layout in list(deck.slide_layouts)[1:]:
        deck.slide_layouts.remove(layout)
    deck.save(tmp_path / "own.pptx")
    with pytest.raises(ValueError, match=r"lacks a layout with a title alone .* 'Title Slide'\."):
        write_slides(figures, tmp_path / "x.pptx", title="T", template=tmp_path / "own.pptx")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_a_template_that_is_no_presentation_is_refused(figures, tmp_path, content):
    (tmp_path / "own.pptx").write_bytes(content)
    with pytest.raises(ValueError, match="is no PowerPoint file"):
        write_slides(figures, tmp_path / "x.pptx", title="T", template=tmp_path / "own.pptx")


def test_a_missing_template_is_named(figures, tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no template"):
        write_slides(figures, tmp_path / "x.pptx", title="T", template=tmp_path / "own.pptx")


def test_the_workbook_has_a_sheet_a_figure_and_all_evidence(figures, tmp_path):
    names = [f"{number}-{figure.kind}" for number, figure in enumerate(figures, start=1)]
    write_workbook(figures, names, sentences_of_all(figures), tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["contents", *(n.replace("-", " ") for n in names), "evidence"]
    assert book["1 actors"].max_row == 4
    assert book["evidence"].max_row == 41


def test_no_cell_of_the_workbook_runs_or_breaks_it(figures, tmp_path):
    hostile = ["=1+1", "+2", "-2", "@x", "\tx", "＝x", "a\x00b", "x" * 40_000, None]
    evidence = pd.DataFrame({"=head": hostile, "number": [np.nan, *range(8)]})
    write_workbook(figures[:1], ["1-actors"], evidence, tmp_path / "x.xlsx")
    sheet = load_workbook(tmp_path / "x.xlsx")["evidence"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    first = [cell.value for cell in sheet["A"]]
    assert first[:7] == ["'=head", "'=1+1", "'+2", "'-2", "'@x", "'\tx", "'＝x"]
    assert first[7] == "a�b"
    assert len(first[8]) == 32_767
    assert first[8].endswith("[cut here: Excel holds no more; the CSV has all]")


def test_evidence_longer_than_a_sheet_goes_on_in_the_next(figures, tmp_path, monkeypatch):
    monkeypatch.setattr("workbench.briefing.data.MOST_ROWS", 10)
    write_workbook(figures[:1], ["1-actors"], sentences_of_all(figures), tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    counts = [book[name].max_row - 1 for name in book.sheetnames if "evidence" in name]
    assert counts == [10, 10, 10, 10]


def test_a_network_has_labels_weights_kinds_and_days(figures):
    graph = network_of(figures[2])
    assert graph.nodes["Arvia"] == {
        "label": "Arvia",
        "kind": "country",
        "country": "Arvia",
        "mentions": 16,
        "articles": 8,
        "first": "2023-08-07",
        "last": "2023-10-30",
    }
    edge = graph.edges["Arvia", "Borland"]
    assert (edge["weight"], edge["first"], edge["last"]) == (8, "2023-08-07", "2023-10-30")


def test_who_stands_how_towards_whom_is_a_directed_network(figures):
    graph = network_of(figures[4])
    assert sorted(graph.edges) == [("Arvia", "Borland"), ("Arvia", "Cordia")]
    assert graph.edges["Arvia", "Borland"]["label"] == "hostile"


def test_a_deck_shows_a_sign_for_what_xml_cannot_hold(figures, tmp_path):
    hostile = replace(figures[0], headline="Arvia\x0b, B\ufffe & \ud800", takeaway="So\uffff.")
    write_slides([hostile], tmp_path / "deck.pptx", title="\udfff")
    cover, slide = Presentation(tmp_path / "deck.pptx").slides
    assert cover.shapes.title.text == "�"
    assert slide.shapes.title.text == "Arvia�, B� & �"


@pytest.mark.parametrize("kind", ["graphml", "gexf"])
def test_networks_can_be_read_again_whatever_the_names_hold(tmp_path, kind):
    names = ("<b>Arvia</b>", 'B&"\x0b', "한국")
    figure = standard_figures(corpus_of(names, dates=None))[0][1]
    packs.write_networks([figure], ["1-network"], tmp_path)
    path = tmp_path / f"1-network.{kind}"
    graph = nx.read_graphml(path) if kind == "graphml" else nx.read_gexf(path)
    assert {data["label"] for _, data in graph.nodes(data=True)} == {
        "<b>Arvia</b>",
        'B&"�',
        "한국",
    }
    assert "nan" not in path.read_text(encoding="utf-8").lower()
    assert "lastmodified" not in path.read_text(encoding="utf-8")


def test_pictures_come_in_three_sizes_and_formats_with_view_and_description(figures, tmp_path):
    paths = pictures.write_pictures(figures[0], tmp_path, "1-actors")
    assert sorted(path.name for path in paths) == sorted(
        f"1-actors-{size}.{kind}"
        for size in ("slide", "half", "column")
        for kind in ("png", "svg", "pdf")
    )
    assert all(view_in(path) == figures[0].view for path in paths)
    for path in tmp_path.glob("*.pdf"):
        assert b"/Type3" not in path.read_bytes()
        assert b"/FontFile2" in path.read_bytes()
    svg = (tmp_path / "1-actors-half.svg").read_text(encoding="utf-8")
    assert "<text" not in svg
    assert "named in 8 of 8 articles" in svg


def test_characters_that_no_font_draws_are_named():
    figures, _ = standard_figures(corpus_of(("Arvia", "Borl\U000e0fff", "Cordia")))
    assert "U+E0FFF" in pictures.glyph_note(figures)
    assert pictures.glyph_note(standard_figures(corpus_of(("Россия", "Borland")))[0]) == ""


def test_the_report_holds_all_and_refers_to_nothing(figures, tmp_path):
    write_report(figures, tmp_path / "r.html", title="T <&>", made="m", left_out=["without x"])
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<title>T &lt;&amp;&gt;</title>" in html
    assert html.count("<img ") == 8
    assert 'href="http' not in html
    assert 'src="http' not in html
    assert "without x" in html
    assert 'id="f1-m0"' in html
    assert 'href="#f1-m0"' in html


def test_the_headings_of_the_report_leave_out_no_level(figures, tmp_path):
    write_report(figures, tmp_path / "r.html", title="T", made="m", left_out=["without x"])
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert set(levels) == {1, 2, 3}
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert ".wb-evidence h3 { display: none }" in html


def test_article_text_is_only_text_in_the_report(tmp_path):
    corpus = corpus_of(title="<script>alert(1)</script>")
    figures, _ = standard_figures(corpus)
    write_report(figures, tmp_path / "r.html", title="T", made="m")
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_a_pack_holds_what_it_promises(corpus, tmp_path, light):
    pack = brief(corpus, out=tmp_path / "pack", folder=tmp_path)
    top = {path.name for path in pack.iterdir()}
    assert top == {
        *("README.txt", "briefing.pptx", "briefing.xlsx", "data", "manifest.json"),
        *("pictures", "report.html"),
    }
    data = {path.name for path in (pack / "data").iterdir()}
    assert {"1-actors.csv", "1-actors.parquet", "3-network.gexf", "3-network.graphml"} <= data
    assert {"5-stances.gexf", "evidence.csv", "evidence.parquet"} <= data
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]
    assert len(pd.read_csv(pack / "data" / "evidence.csv")) == 40


def test_the_same_corpus_gives_the_same_bytes(corpus, tmp_path, light):
    packs_made = [
        brief(corpus, standard_figures(corpus)[0][2:], out=tmp_path / name, folder=tmp_path)
        for name in ("one", "other")
    ]
    one, other = map(digests, packs_made)
    assert one == other
    assert len({(pack / "manifest.json").read_bytes() for pack in packs_made}) == 1


def test_the_manifest_tells_what_the_pack_was_made_from(corpus, few, tmp_path, light):
    pack = brief(corpus, few, out=tmp_path / "pack", folder=tmp_path, parameters={"since": "2023"})
    found = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    assert found["corpus"]["fingerprint"] == corpus.fingerprint
    assert found["corpus"]["pipeline"] == "by hand"
    assert found["corpus"]["articles"]["a0"] == "a0.txt"
    assert found["corrections"] == {"applying": 0, "ids": []}
    assert found["parameters"]["since"] == "2023"
    assert {"workbench", "spacy", "matplotlib", "python"} <= set(found["versions"])
    assert [figure["kind"] for figure in found["figures"]] == ["actors", "stances"]
    assert found["figures"][0]["headline"] == ""
    assert len(found["files"]["report.html"]) == 64


def test_a_pack_replaces_one_that_nobody_worked_on(corpus, few, tmp_path, light):
    pack = brief(corpus, few, out=tmp_path / "pack", folder=tmp_path)
    brief(corpus, few, out=pack, title="Another", folder=tmp_path)
    assert "Another" in (pack / "README.txt").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_a_pack_that_was_worked_on_is_left_alone_unless_told_otherwise(
    corpus, few, tmp_path, light
):
    pack = brief(corpus, few, out=tmp_path / "pack", folder=tmp_path)
    (pack / "briefing.pptx").write_bytes(b"mine")
    with pytest.raises(PackError, match=r"briefing\.pptx was changed since it was made"):
        brief(corpus, few, out=pack, folder=tmp_path)
    assert (pack / "briefing.pptx").read_bytes() == b"mine"
    brief(corpus, few, out=pack, folder=tmp_path, replace=True)
    assert (pack / "briefing.pptx").read_bytes() != b"mine"


def test_a_folder_of_other_files_is_left_alone(corpus, tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(PackError, match="holds other files and no briefing pack"):
        brief(corpus, out=tmp_path, replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_in_the_way_is_named(corpus, tmp_path):
    (tmp_path / "pack").write_text("mine")
    with pytest.raises(PackError, match="is a file; name a folder"):
        brief(corpus, out=tmp_path / "pack")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_named(corpus, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(PackError, match="cannot be written to"):
        brief(corpus, out=tmp_path / "pack")


@pytest.mark.parametrize("step", ["write_slides", "write_networks", "write_manifest"])
def test_a_disk_that_fills_half_way_leaves_the_good_pack(
    corpus, few, tmp_path, light, monkeypatch, step
):
    pack = brief(corpus, few, out=tmp_path / "pack", folder=tmp_path)
    before = digests(pack)

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(packs, step, full)
    with pytest.raises(PackError, match=r"No space left on device.*the pack there is as it was"):
        brief(corpus, few, out=pack, title="Another", folder=tmp_path)
    assert digests(pack) == before
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_the_old_pack_comes_back_where_the_new_one_cannot_be_moved(
    corpus, few, tmp_path, light, monkeypatch
):
    pack = brief(corpus, few, out=tmp_path / "pack", folder=tmp_path)
    before = digests(pack)
    rename = type(pack).rename

    def refuse(self, target):
        if self.name.endswith(".old") or target.name.endswith(".old"):
            return rename(self, target)
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(type(pack), "rename", refuse)
    with pytest.raises(PackError, match="input/output error"):
        brief(corpus, few, out=pack, title="Another", folder=tmp_path)
    assert digests(pack) == before


def test_names_of_actors_never_become_names_of_files(tmp_path, light):
    names = ("../../etc/passwd", "C:\\x|y?", "=cmd()", "N" * 90)
    pack = brief(corpus_of(names), out=tmp_path / "pack", folder=tmp_path)
    stems = {path.stem.split("-")[0] for path in (pack / "data").iterdir()}
    assert stems == {*"12345678", "evidence"}
    assert "'=cmd()" in (pack / "data" / "1-actors.csv").read_text(encoding="utf-8-sig")
    deck = Presentation(pack / "briefing.pptx")
    test_everything_stays_on_its_slide(deck)


def test_a_folder_without_a_manifest_is_no_pack(tmp_path):
    with pytest.raises(ManifestError, match=r"is no briefing pack: it has no manifest\.json"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": []}', "{"])
def test_a_broken_manifest_is_named(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ManifestError, match="make the pack again"):
        read_manifest(tmp_path)


@pytest.fixture
def checked(corpus, tmp_path, light, monkeypatch):
    """A pack, and a way to check it against a corpus."""
    folder = tmp_path / "articles"
    folder.mkdir()
    panels = [
        FrequencyPanel(corpus, most=5),
        StancePanel(corpus, minimum=2),
        ComparePanel(corpus, minimum=1),
        QuotesPanel(corpus, show="outlets"),
    ]
    own, *others = panels
    chosen = [figure_from(own, headline="Mine"), *map(figure_from, others)]
    pack = brief(corpus, chosen, out=tmp_path / "pack", folder=folder)
    monkeypatch.setattr(packs, "read_articles", lambda path: path)

    def check(corpus):
        monkeypatch.setattr(packs, "annotate", lambda articles, **_: corpus)
        return packs.check_pack(pack)

    return pack, check


def test_a_pack_that_can_be_made_again_is_said_to_be(checked):
    pack, check = checked
    found = check(corpus_of())
    assert found.same
    assert found.lines == [f"made again, all {len(digests(pack))} files are the same to the byte"]


def test_a_check_names_articles_and_corrections_that_changed(checked):
    _, check = checked
    found = check(replace(corpus_of(articles=9), pipeline="another"))
    assert not found.same
    assert found.lines[0] == "articles added since: 1 (a8.txt)"
    assert found.lines[1].startswith("the articles are read by another pipeline now")
    assert "files of" in found.lines[2]


def test_a_check_names_what_a_figure_shows_that_is_gone(corpus, tmp_path, light, monkeypatch):
    panel = StancePanel(corpus, show="trend", pair=["Arvia", "Borland"])
    pack = brief(corpus, [figure_from(panel)], out=tmp_path / "pack", folder=tmp_path)
    monkeypatch.setattr(packs, "read_articles", lambda path: path)
    other = corpus_of(("Arvia", "Dorland", "Cordia"))
    monkeypatch.setattr(packs, "annotate", lambda articles, **_: other)
    found = packs.check_pack(pack)
    assert not found.same
    gone = "left out of the view: pair: 'Arvia' → 'Borland' not found; there are 'Arvia' → "
    assert [line.startswith(gone) for line in found.lines].count(True) == 1


def test_a_check_names_files_that_were_worked_on(checked):
    pack, check = checked
    (pack / "README.txt").write_text("mine")
    (pack / "report.html").unlink()
    (pack / "notes.docx").write_text("mine")
    found = check(corpus_of())
    assert not found.same
    assert found.lines[:3] == [
        "README.txt was changed since it was made",
        "report.html is missing",
        "notes.docx was added",
    ]


def test_a_check_says_that_the_articles_are_gone(checked, tmp_path):
    _, check = checked
    (tmp_path / "articles").rmdir()
    found = check(corpus_of())
    assert not found.same
    assert found.lines[-1].startswith("it cannot be made again: the articles' folder")


def test_the_command_names_what_is_no_pack(tmp_path, capsys):
    assert main(["brief", "--check", str(tmp_path)]) == 1
    assert "is no briefing pack" in capsys.readouterr().err


def test_the_command_looks_at_the_out_folder_before_it_begins(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["brief", "--out", str(tmp_path)]) == 1
    assert "holds other files" in capsys.readouterr().err


@pytest.fixture
def panel(corpus, tmp_path):
    panels = [FrequencyPanel(corpus), CooccurrencePanel(corpus, minimum=1)]
    return BriefingPanel(panels, out=tmp_path / "pack", views=tmp_path, title="T")


def press(panel, words):
    """Press the button of these words, wherever it stands."""
    waiting = [panel]
    while waiting:
        widget = waiting.pop(0)
        if getattr(widget, "description", "") == words and hasattr(widget, "click"):
            return widget.click()
        waiting += getattr(widget, "children", ())
    raise AssertionError(words)


def test_the_panel_gives_its_figures_in_order_with_their_words(panel):
    assert [figure.kind for figure in panel.figures] == ["actors", "network"]
    panel.rows[0].headline.value = "Mine"
    press(panel, "↓")
    assert [figure.kind for figure in panel.figures] == ["network", "actors"]
    assert panel.figures[1].headline == "Mine"
    panel.rows[0].picked.value = False
    assert [figure.kind for figure in panel.figures] == ["actors"]


def test_the_panel_shows_a_figure_nearly_as_its_slide(panel):
    panel.rows[0].headline.value = "<b>Mine</b>"
    press(panel, "Preview")
    assert "&lt;b&gt;Mine&lt;/b&gt;" in panel._preview.value
    assert "data:image/png;base64," in panel._preview.value


def test_the_panel_writes_the_pack_and_says_so(panel, tmp_path, light):
    press(panel, "Export the pack")
    assert f"Written: {tmp_path / 'pack'}" in panel._message.value
    assert (tmp_path / "pack" / "briefing.pptx").is_file()


def test_the_panel_shows_an_error_rather_than_losing_it(panel):
    for row in panel.rows:
        row.picked.value = False
    press(panel, "Export the pack")
    assert "no figure is picked" in panel._message.value
    press(panel, "Add")
    assert "no view is saved yet" in panel._message.value


def test_a_deck_is_drawn_by_another_office_page_by_page(deck, figures, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("no LibreOffice to open the deck with, or no poppler to read its pages")
    deck.save(tmp_path / "deck.pptx")
    subprocess.run(
        [
            *(office, f"-env:UserInstallation=file://{tmp_path}/home", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "deck.pptx")),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    told = subprocess.run(
        ["pdftotext", tmp_path / "deck.pdf", "-"], check=True, capture_output=True, text=True
    )
    title, *pages = [" ".join(page.split()) for page in told.stdout.split("\f")[:-1]]
    assert title.startswith("A title")
    assert len(pages) == len(figures)
    for page, figure in zip(pages, figures, strict=True):
        assert figure.headline in page
        assert figure.takeaway.split(" (")[0] in page.replace("\xa0", " ")
    assert all(name in pages[0] for name in ("Arvia", "Borland", "100 % n 16"))


@pytest.mark.browser
def test_the_report_opens_without_a_network_and_asks_for_nothing(figures, tmp_path):
    playwright = pytest.importorskip("playwright.sync_api")
    if find_browser() is None:
        pytest.skip("no Chromium or Chrome is installed")
    write_report(figures, tmp_path / "r.html", title="T", made="m")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=find_browser(), args=BROWSER_FLAGS)
        context = chromium.new_context(offline=True)
        page = context.new_page()
        asked, errors = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text))
        page.goto((tmp_path / "r.html").as_uri())
        assert page.locator("figure img").evaluate_all("all => all.every(i => i.naturalWidth > 0)")
        page.locator("nav a").nth(2).click()
        boxes = [page.locator(where).bounding_box() for where in (".search", "#figure-3 h2")]
        assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
        page.locator("#figure-5 svg a").first.focus()
        page.keyboard.press("Enter")
        page.locator("#f5-m0 li").first.wait_for(timeout=10_000)
        page.fill("#search", "again day 3")
        assert page.locator("#found").inner_text() != ""
        assert "again on day 3" in page.locator(".wb-evidence li:visible").first.inner_text()
        page.emulate_media(media="print")
        assert not page.locator(".search").is_visible()
        chromium.close()
    assert [url for url in asked if not url.startswith("data:")] == [(tmp_path / "r.html").as_uri()]
    assert errors == []


def test_the_command_line_does_not_wait_for_what_only_a_briefing_needs():
    code = "import sys, workbench.cli; print('pptx' in sys.modules or 'papermill' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
