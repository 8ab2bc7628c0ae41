import json
import shutil
from pathlib import Path

import nbformat
import papermill
import pytest
from pptx import Presentation

from workbench.briefing import run
from workbench.cli import main
from workbench.review.views import View, save_view

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "5-briefing.ipynb"
NEWS = {  # file: day, outlet, text
    "one.txt": ("2023-10-02", "North Star", "Japan praised South Korea. Russia condemned Japan."),
    "two.txt": ("2023-10-09", "Harbour Post", "Russia condemned Japan. Japan thanked China."),
    "three.txt": ("2023-11-20", "North Star", "Japan praised China. Russia condemned Ukraine."),
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with three articles and the briefing notebook; the working directory is in it."""
    folder = tmp_path / "data" / "articles"
    folder.mkdir(parents=True)
    rows = ["file,date,outlet"]
    for name, (day, outlet, text) in NEWS.items():
        (folder / name).write_text(f"Envoys of {outlet}\n\n{text}\n", encoding="utf-8")
        rows.append(f"{name},{day},{outlet}")
    (folder / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(NOTEBOOK, tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WORKBENCH_ARTICLES", raising=False)
    return tmp_path


def test_every_option_of_the_command_reaches_a_parameter_of_the_notebook(project, monkeypatch):
    given = {}
    monkeypatch.setattr(papermill, "execute_notebook", lambda *_, **kept: given.update(kept))
    words = "brief data/articles --out pack --title T --template t.pptx --since 2023-10-01 "
    words += "--until 2023-10-31 --outlet A --outlet B --actor C --view D --as-named --replace"
    assert main(words.split()) == 0
    assert given["parameters"] == {
        "folder": str(project / "data" / "articles"),
        "title": "T",
        "template": str(project / "t.pptx"),
        "since": "2023-10-01",
        "until": "2023-10-31",
        "outlets": ["A", "B"],
        "actors": ["C"],
        "views": ["D"],
        "by_country": False,
        "replace": True,
        "out": str(project / "pack"),
    }
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    [cell] = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    named = {line.split(" = ")[0] for line in cell.source.splitlines()}
    assert given["parameters"].keys() == named


def test_what_is_not_given_stays_as_the_notebook_has_it(project, monkeypatch):
    given = {}
    monkeypatch.setattr(papermill, "execute_notebook", lambda *_, **kept: given.update(kept))
    assert main(["brief"]) == 0
    assert given["parameters"].keys() == {"folder", "out", "replace"}


def test_the_command_writes_a_pack_of_saved_views_with_its_filters(project):
    save_view(View("FrequencyPanel", {"show": "actors"}), "Named most")
    save_view(View("ComparePanel", {"show": "share", "minimum": 1}), "Two outlets")
    words = ["brief", "--out", "pack", "--since", "2023-10-01", "--until", "2023-10-31", "--title"]
    views = ["--view", "Two outlets", "--view", "Named most"]
    assert main([*words, "Mine", *views, "--actor", "Japan", "--actor", "Russia"]) == 0
    made = json.loads((project / "pack" / "manifest.json").read_text(encoding="utf-8"))
    assert [figure["kind"] for figure in made["figures"]] == ["comparison", "actors"]
    assert made["parameters"]["views"] == ["Two outlets", "Named most"]
    assert made["figures"][1]["view"]["filters"] == {
        "actors": ["Japan", "Russia"],
        "until": "2023-10-31",
        "since": "2023-10-01",
    }
    deck = Presentation(project / "pack" / "briefing.pptx")
    assert deck.slides[0].shapes.title.text == "Mine"
    assert "both articles" in deck.slides[2].shapes.title.text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--since 2030-01-01", "no article passes the filters (since 2030-01-01). There are 3"),
        ("--since soon", "`since` must be a day such as '2023-10-31'; not 'soon'."),
        ("--view Nowhere", "no view is named 'Nowhere'; there are none."),
    ],
)
def test_the_command_says_in_the_notebooks_words_why_there_is_no_pack(project, capsys, words, said):
    assert main(["brief", *words.split()]) == 1
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last.startswith(f"workbench: {said}")
    assert not (project / "briefing").exists()


def test_a_folder_without_the_notebook_is_named(project, capsys):
    shutil.rmtree(project / "notebooks")
    assert main(["brief"]) == 1
    assert f"there is no notebook {project / 'notebooks' / run.NOTEBOOK}" in capsys.readouterr().err
