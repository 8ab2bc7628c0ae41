import shutil
from pathlib import Path

import nbformat
import papermill
import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder as an analyst has it: the notebooks beside the data, nothing annotated yet."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    shutil.copytree(ROOT / "data" / "articles", folder / "data" / "articles")
    return folder


def run(desk: Path, notebook: Path, **parameters) -> nbformat.NotebookNode:
    papermill.execute_notebook(
        notebook,
        desk / f"{notebook.stem}-run.ipynb",
        parameters=parameters,
        cwd=desk / "notebooks",
        progress_bar=False,
    )
    return nbformat.read(desk / f"{notebook.stem}-run.ipynb", as_version=4)


def html_of(notebook: nbformat.NotebookNode) -> str:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "".join(output.get("data", {}).get("text/html", "") for output in outputs)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=NAMES)
def test_a_notebook_runs_from_top_to_bottom_on_the_sample_corpus(desk, notebook):
    done = run(desk, notebook)
    errors = [o for cell in done.cells for o in cell.get("outputs", []) if o.output_type == "error"]
    assert errors == []
    assert "wb-message" not in html_of(done)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=NAMES)
def test_a_notebook_runs_on_the_two_articles_it_was_asked_for(desk, notebook, shared):
    done = run(desk, notebook, folder=str(shared / "articles"), **exports_of(desk, notebook))
    assert "wb-message" not in html_of(done)


def exports_of(desk: Path, notebook: Path) -> dict[str, str]:
    return {"exports": str(desk / "briefing")} if notebook.stem.startswith("5") else {}


@pytest.mark.parametrize("notebook", NOTEBOOKS[1:4], ids=NAMES[1:4])
def test_a_panel_leaves_its_picture_and_table_to_a_notebook_without_a_kernel(desk, notebook):
    html = html_of(nbformat.read(desk / f"{notebook.stem}-run.ipynb", as_version=4))
    still = html[html.index('class="wb-still"') :]
    assert '<img src="data:image/png;base64,' in still
    assert "<th " in still


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=NAMES)
def test_a_notebook_is_committed_as_prose_and_calls(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    words = " ".join(cell.source for cell in code).split()
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert not {"def", "class", "while", "lambda"} & set(words)
    assert cells[0].source.startswith("# ")
    assert 15 <= len(cells) <= 32
    assert ["parameters"] in [cell.metadata.get("tags") for cell in code]


def test_the_briefing_notebook_writes_its_figures(desk):
    run(desk, NOTEBOOKS[4])
    names = {path.name for path in (desk / "exports").iterdir()}
    assert {"1-actors.png", "1-actors.svg", "2-together.pdf", "3-stances.csv"} <= names
