import csv
import shutil
import subprocess
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

import workbench as wb
from workbench.charts import look
from workbench.exports import Exhibit, figure_of, file_name, plain_cell, write_csv


@pytest.fixture
def exhibit():
    table = pd.DataFrame({"actor": ["Arvia", "=1+1"], "share": [0.5, -0.25]})
    return Exhibit(
        title="Shares of two",
        table=table,
        draw=lambda ax: ax.barh(table["actor"], table["share"]) and ax,
        caption="Period: 1 May 2023. Sources: North Star. n = 2 articles.",
        alt="Two bars.",
    )


def test_an_export_writes_pictures_data_and_words(exhibit, tmp_path):
    paths = wb.export(exhibit, folder=tmp_path / "new")
    assert [path.name for path in paths] == [
        f"shares-of-two.{kind}" for kind in ("png", "svg", "pdf", "csv", "txt")
    ]
    assert paths[2].read_bytes().startswith(b"%PDF")
    assert "Sources: North Star." in paths[4].read_text(encoding="utf-8")


def test_the_caption_stands_in_the_picture_and_the_description_in_its_metadata(exhibit, tmp_path):
    png, svg = wb.export(exhibit, folder=tmp_path, formats=["png", "svg"])[:2]
    with Image.open(png) as image:
        assert image.info["Title"] == "Shares of two"
        assert image.info["Description"].startswith("Two bars.")
        assert image.info["dpi"][0] == pytest.approx(300, abs=1)
    assert "Two bars." in svg.read_text(encoding="utf-8")


def test_an_svg_looks_alike_without_its_font_and_tells_a_screen_reader_what_it_shows(
    exhibit, tmp_path
):
    told = replace(exhibit, alt="Two bars: Arvia & another.")
    svg = wb.export(told, folder=tmp_path, formats=["svg"])[0].read_text(encoding="utf-8")
    assert "<text" not in svg
    root = ElementTree.fromstring(svg)
    name = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{name}title", f"{name}desc"]
    assert root[0].text == "Shares of two"
    assert root[1].text.startswith("Two bars: Arvia & another. Period:")


def test_a_title_longer_than_the_picture_is_wide_goes_on_in_a_second_line(exhibit):
    title = "The United States towards North Korea: hostile in 13 of 15 sentences over 5 months"
    figure = figure_of(replace(exhibit, title=title, size=(6.0, 4.9)))
    figure.canvas.draw()
    shown = next(text for text in figure.texts if text.get_text().startswith("The"))
    assert " ".join(shown.get_text().split()) == title
    assert shown.get_window_extent().x1 <= figure.bbox.x1
    assert shown.get_window_extent().y0 > figure.axes[0].get_tightbbox().y1


def test_title_and_caption_have_the_faces_of_the_chart_for_all_scripts(exhibit, monkeypatch):
    faces = [*look.families(), "DejaVu Serif"]
    monkeypatch.setattr(look, "families", lambda: faces)
    assert [text.get_fontfamily() for text in figure_of(exhibit).texts] == [faces, faces]


def test_letters_of_a_pdf_stay_letters_in_a_font_that_goes_with_it(exhibit, tmp_path):
    pdf = wb.export(exhibit, folder=tmp_path, formats=["pdf"])[0]
    assert b"/Type3" not in pdf.read_bytes()
    assert b"/FontFile2" in pdf.read_bytes()
    if reader := shutil.which("pdffonts"):
        said = subprocess.run([reader, pdf], capture_output=True, text=True, check=True).stdout
        fonts = said.splitlines()[2:]
        assert fonts
        assert all("TrueType" in font and font.split()[-5] == "yes" for font in fonts)


def test_nothing_is_overwritten(exhibit, tmp_path):
    wb.export(exhibit, folder=tmp_path, formats=["csv"])
    (tmp_path / "shares-of-two-2.svg").write_text("mine")
    again = wb.export(exhibit, folder=tmp_path, formats=["csv", "svg"])
    assert [path.name for path in again] == [
        "shares-of-two-3.csv",
        "shares-of-two-3.svg",
        "shares-of-two-3.txt",
    ]
    assert (tmp_path / "shares-of-two-2.svg").read_text() == "mine"


def test_the_same_exhibit_gives_the_same_svg_pdf_and_csv_bytes(exhibit, tmp_path):
    kinds = ["svg", "pdf", "csv"]
    one = wb.export(exhibit, folder=tmp_path / "one", formats=kinds)
    two = wb.export(exhibit, folder=tmp_path / "two", formats=kinds)
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_kept_as_text(cell):
    assert plain_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["North Korea", "", -0.5, 3, None])
def test_any_other_cell_stays_as_it_is(cell):
    assert plain_cell(cell) == cell


def test_a_csv_keeps_numbers_and_letters_and_names_its_encoding(tmp_path):
    path = tmp_path / "table.csv"
    write_csv(pd.DataFrame({"=actor": ["Erdoğan", '=cmd("x")'], "balance": [-1.0, 0.5]}), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines)) == [
            ["'=actor", "balance"],
            ["Erdoğan", "-1.0"],
            ['\'=cmd("x")', "0.5"],
        ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Stance of A towards B, by month", "stance-of-a-towards-b-by-month"),
        ("../../etc/passwd", "etc-passwd"),
        ("金正恩", "figure"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_title_never_becomes_a_path(title, name):
    assert file_name(title) == name


def test_an_unknown_format_is_refused_with_those_there_are(exhibit, tmp_path):
    with pytest.raises(ValueError, match="may hold png, svg, pdf, csv; not docx"):
        wb.export(exhibit, folder=tmp_path, formats=["docx"])
