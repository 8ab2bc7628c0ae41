import re
import shutil
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat import NotebookNode, v4

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder as an analyst has it: the notebooks beside the data, nothing annotated yet."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    (folder / "data").mkdir()
    return folder


@pytest.fixture(scope="module")
def run(desk):
    """Execute a notebook on a folder, once, and give it back as it then is."""
    done = {}

    def execute(notebook: Path, folder: Path = ROOT / "data" / "articles") -> NotebookNode:
        if (notebook, folder) not in done:
            path = desk / f"{notebook.stem}-{len(done)}.ipynb"
            out = {"out": str(desk / f"pack-{len(done)}")} if notebook.stem[0] == "5" else {}
            papermill.execute_notebook(
                notebook,
                path,
                parameters={"folder": str(folder)} | out,
                cwd=desk / "notebooks",
                progress_bar=False,
            )
            done[notebook, folder] = nbformat.read(path, as_version=4)
        return done[notebook, folder]

    return execute


def html_of(notebook: NotebookNode) -> str:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "".join(output.get("data", {}).get("text/html", "") for output in outputs)


def messages(notebook: NotebookNode) -> list[str]:
    """What went wrong, as it stands in the outputs and in the values of the widgets."""
    widgets = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    values = (value for one in widgets.values() for value in one["state"].values())
    html = html_of(notebook) + "".join(value for value in values if isinstance(value, str))
    return re.findall(r'class="wb-message"[^>]*>([^<]*)', html)


def test_a_message_of_a_panel_is_found_in_a_notebook(tmp_path):
    path = tmp_path / "panel.ipynb"
    code = "from workbench.panels.controls import Message\nMessage().warn('Nothing is left.')"
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell(code)]), path)
    papermill.execute_notebook(path, path, kernel_name="python3", progress_bar=False)
    assert messages(nbformat.read(path, as_version=4)) == ["Nothing is left."]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=NAMES)
def test_a_notebook_runs_from_top_to_bottom_on_the_sample_corpus(run, notebook):
    assert messages(run(notebook)) == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=NAMES)
def test_a_notebook_runs_on_the_two_articles_it_was_asked_for(run, notebook, shared):
    assert messages(run(notebook, shared / "articles")) == []


@pytest.mark.parametrize("notebook", NOTEBOOKS[1:], ids=NAMES[1:])
def test_a_panel_leaves_its_picture_and_table_to_a_notebook_without_a_kernel(run, notebook):
    html = html_of(run(notebook))
    still = html[html.index('class="wb-still"') :]
    assert '<img src="data:image/png;base64,' in still
    assert "<th " in still


def test_the_briefing_notebook_writes_a_pack(run, desk):
    run(NOTEBOOKS[4])
    pack = next(desk.glob("pack-*"))
    names = {path.name for path in pack.iterdir()}
    assert {"briefing.pptx", "report.html", "briefing.xlsx", "manifest.json"} <= names


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
