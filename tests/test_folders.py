"""Which folder `data` is the analyst's, from wherever she works."""

import pytest

from workbench.folders import articles_folder, data_folder, notebooks_folder


@pytest.fixture
def at(tmp_path, monkeypatch):
    """Make the folders, and work in the last of them."""

    def work(*folders):
        for folder in folders:
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(tmp_path / folders[-1])
        return tmp_path

    monkeypatch.delenv("WORKBENCH_ARTICLES", raising=False)
    return work


@pytest.mark.parametrize(
    ("folders", "data"),
    [
        (["desk/data/articles", "desk"], "desk/data"),
        (["desk/data", "desk/notebooks"], "desk/data"),
        (["desk/data/articles", "desk/notebooks/drafts"], "desk/data"),
        (["data/articles", "desk/data/articles", "desk/notebooks"], "desk/data"),
        (["data/articles", "desk/data", "desk"], "data"),
    ],
)
def test_nearest_data_with_articles_or_beside_notebooks_is_hers(at, folders, data):
    root = at(*folders)
    assert data_folder() == root / data


@pytest.mark.parametrize("others", [["data"], ["data/photos"], []])
def test_data_of_somebody_else_further_up_is_not_taken(at, others):
    folder = at(*others, "desk/drafts") / "desk" / "drafts"
    assert data_folder() == folder / "data"
    assert articles_folder() == folder / "data" / "articles"
    assert notebooks_folder() == folder / "notebooks"


def test_file_that_is_called_data_is_no_folder(at):
    desk = at("desk/notebooks") / "desk"
    (desk / "data").write_text("42")
    assert data_folder() == desk / "notebooks" / "data"
