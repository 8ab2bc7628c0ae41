import os

import pytest

from workbench.cli import main


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of one article and one notebook, with the working directory in it."""
    (tmp_path / "data" / "articles").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "1-articles.ipynb").write_text("{}")
    (tmp_path / "data" / "articles" / "one.txt").write_text(
        "Envoys meet\n\nJapan praised South Korea on the first day of the talks in Geneva.\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WORKBENCH_ARTICLES", raising=False)
    return tmp_path


def test_annotate_says_what_was_found_and_keeps_it(project, capsys):
    assert main(["annotate"]) == 0
    assert "1 article, 2 sentences" in capsys.readouterr().out
    assert list((project / "data" / "annotations").glob("*/part-*"))


def test_missing_folder_is_named_without_a_traceback(project, capsys):
    assert main(["annotate", "nowhere"]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_lab_opens_the_first_notebook_offline_on_the_folder_named(project, monkeypatch):
    started = []
    monkeypatch.setattr(os, "execv", lambda program, words: started.extend(words))
    monkeypatch.setenv("WORKBENCH_ARTICLES", "")
    assert main(["lab", "data/articles", "--no-browser", "--port", "9999"]) == 0
    assert os.environ["WORKBENCH_ARTICLES"] == str(project / "data" / "articles")
    assert "--LabApp.default_url=/lab/tree/notebooks/1-articles.ipynb" in started
    assert {"--LabApp.news_url=None", "--no-browser", "--port=9999"} <= set(started)


def test_lab_without_notebooks_says_where_it_looked(project, capsys):
    (project / "notebooks" / "1-articles.ipynb").unlink()
    (project / "notebooks").rmdir()
    assert main(["lab"]) == 1
    assert "notebooks" in capsys.readouterr().err
