import json

import pytest
from corpora import small_corpus
from matplotlib.figure import Figure
from pptx import Presentation

from workbench.review import views
from workbench.review.views import (
    View,
    ViewError,
    metadata_for,
    put_in_presentation,
    save_view,
    saved_view,
    saved_views,
    view_in,
    view_of,
)

VIEW = View(
    panel="StancePanel",
    filters={"actors": ["Türkiye", "한국", 'a \\ (b) "c" <d>'], "minimum": 3, "by_country": True},
    corpus="0123456789ab",
    versions={"workbench": "1"},
)
NAMES = ["../../etc/passwd", "CON", "a/b\\c:d", "한국, Oktober", "x" * 300, ".hidden", "a\0b"]


def test_view_names_corpus_and_versions():
    view = view_of("StancePanel", {"minimum": 2}, small_corpus())
    assert view.corpus == small_corpus().fingerprint
    assert set(view.versions) == {"workbench", "spacy", "matplotlib"}


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_picture_carries_its_view(tmp_path, kind):
    path = tmp_path / f"figure.{kind}"
    Figure().savefig(path, metadata={"Title": "A (title)"} | metadata_for(VIEW, kind))
    assert view_in(path) == VIEW


def test_presentation_carries_its_view(tmp_path):
    presentation = Presentation()
    put_in_presentation(VIEW, presentation)
    put_in_presentation(View(panel="FrequencyPanel"), presentation)
    presentation.save(tmp_path / "deck.pptx")
    assert view_in(tmp_path / "deck.pptx") == VIEW
    Presentation(tmp_path / "deck.pptx").save(tmp_path / "again.pptx")
    assert view_in(tmp_path / "again.pptx") == VIEW


@pytest.mark.parametrize("name", NAMES)
def test_view_is_kept_under_any_name_in_its_folder(tmp_path, name):
    path = save_view(VIEW, name, folder=tmp_path / "views")
    assert path.parent == tmp_path / "views"
    assert saved_view(name, folder=tmp_path / "views").filters == VIEW.filters
    assert [p.name for p in tmp_path.iterdir()] == ["views"]


def test_view_is_never_overwritten_unasked(tmp_path):
    save_view(VIEW, "Korea", folder=tmp_path)
    with pytest.raises(FileExistsError, match="a view named 'Korea' already"):
        save_view(View(panel="FrequencyPanel"), "Korea", folder=tmp_path)
    assert saved_view("Korea", folder=tmp_path).panel == "StancePanel"
    save_view(View(panel="FrequencyPanel"), "Korea", folder=tmp_path, replace=True)
    assert saved_view("Korea", folder=tmp_path).panel == "FrequencyPanel"


def test_saved_views_are_listed_and_a_broken_one_is_named(tmp_path):
    save_view(VIEW, "zeta", folder=tmp_path)
    save_view(VIEW, "Alpha", folder=tmp_path)
    (tmp_path / "half.json").write_text('{"panel": "Sta')
    table = saved_views(folder=tmp_path)
    assert table["name"].tolist() == ["Alpha", "zeta"]
    assert "half.json carries no view that can be read" in table.attrs["problems"][0]
    assert len(saved_views(folder=tmp_path / "nowhere")) == 0


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("a.txt", b"x", "is none of .png, .svg, .pdf, .pptx, .json"),
        ("a.png", b"no picture", "cannot be read as PNG"),
        ("a.svg", b"<svg", "cannot be read as SVG"),
        ("a.svg", b"<svg/>", "carries no view"),
        ("a.pdf", b"%PDF-1.4", "carries no view"),
        ("a.pptx", b"PK", "cannot be read as PPTX"),
        ("a.json", json.dumps({"panel": 1}).encode(), "carries no view that can be read"),
        ("a.json", json.dumps({"panel": "x", "filters": []}).encode(), "carries no view that can"),
        ("a.json", b"[" * 100_000, "carries no view that can be read"),
    ],
)
def test_file_without_a_view_is_named(tmp_path, file, content, message):
    (tmp_path / file).write_bytes(content)
    with pytest.raises(ViewError, match=message):
        view_in(tmp_path / file)


def test_missing_file_name_and_view_are_named(tmp_path):
    with pytest.raises(ViewError, match="there is no file"):
        view_in(tmp_path / "none.png")
    with pytest.raises(ViewError, match="a view needs a name"):
        save_view(VIEW, "  ", folder=tmp_path)
    with pytest.raises(ViewError, match="no view is named 'x'; there are none"):
        saved_view("x", folder=tmp_path)


def test_crash_while_saving_leaves_the_old_view(tmp_path, monkeypatch):
    save_view(VIEW, "Korea", folder=tmp_path)
    monkeypatch.setattr(views.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("crash")))
    with pytest.raises(OSError, match="crash"):
        save_view(View(panel="FrequencyPanel"), "Korea", folder=tmp_path, replace=True)
    assert saved_view("Korea", folder=tmp_path).panel == "StancePanel"
