"""Where the analyst's files lie."""

import os
from pathlib import Path


def data_folder() -> Path:
    """The analyst's `data` folder: the nearest one in or above the working directory."""
    here = Path.cwd()
    folders = (folder / "data" for folder in (here, *here.parents))
    return next((folder for folder in folders if folder.is_dir()), here / "data")


def articles_folder() -> Path:
    """The folder of articles: the one `workbench lab` was given, else `data/articles`."""
    named = os.environ.get("WORKBENCH_ARTICLES")
    return Path(named) if named else data_folder() / "articles"


def notebooks_folder() -> Path:
    """The folder of the notebooks, which lies beside `data`."""
    return data_folder().parent / "notebooks"
