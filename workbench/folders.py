"""Where the analyst's files lie."""

import os
from pathlib import Path


def data_folder() -> Path:
    """The analyst's `data` folder: the nearest one in or above the working directory.

    It is hers if it holds `articles` or lies beside `notebooks`; another folder of that name above
    is somebody else's. Where there is none, it is to be `data` in the working directory.
    """
    here = Path.cwd()
    folders = (folder / "data" for folder in (here, *here.parents))
    return next((folder for folder in folders if _is_hers(folder)), here / "data")


def articles_folder() -> Path:
    """The folder of articles: the one `workbench lab` was given, else `data/articles`."""
    named = os.environ.get("WORKBENCH_ARTICLES")
    return Path(named) if named else data_folder() / "articles"


def notebooks_folder() -> Path:
    """The folder of the notebooks, which lies beside `data`."""
    return data_folder().parent / "notebooks"


def _is_hers(data: Path) -> bool:
    beside = data.with_name("notebooks")
    return data.is_dir() and ((data / "articles").is_dir() or beside.is_dir())
