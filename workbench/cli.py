"""The `workbench` command: open the notebooks, or annotate a folder of articles."""

import argparse
import os
import sys
from pathlib import Path

from workbench.articles import read_articles
from workbench.corpus import annotate
from workbench.folders import articles_folder, notebooks_folder

# JupyterLab itself would fetch news, look for updates and list extensions from outside.
OFFLINE = [
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code: 0, or 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(prog="workbench", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    lab = commands.add_parser("lab", help="annotate the articles and open JupyterLab on them")
    lab.add_argument("folder", nargs="?", type=Path, help="articles (default: data/articles)")
    lab.add_argument("--no-browser", action="store_true", help="print the address instead")
    lab.add_argument("--port", type=int, help="the port that JupyterLab listens on")
    lab.set_defaults(run=open_lab)

    files = commands.add_parser("annotate", help="annotate the articles and say what was found")
    files.add_argument("folder", nargs="?", type=Path, help="articles (default: data/articles)")
    files.set_defaults(run=annotate_folder)

    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except (OSError, ValueError) as error:
        print(f"workbench: {error}", file=sys.stderr)
        return 1
    return 0


def annotate_folder(options: argparse.Namespace) -> None:
    """Read and annotate the folder, with a progress bar, and print what was found."""
    corpus = annotate(read_articles(options.folder or articles_folder()))
    print(
        f"{len(corpus.articles):,} articles, {len(corpus.sentences):,} sentences, "
        f"{len(corpus.mentions):,} mentions of {corpus.mentions['actor'].nunique():,} actors, "
        f"{len(corpus.quotes):,} quotes, {len(corpus.stances):,} stances."
    )


def open_lab(options: argparse.Namespace) -> None:
    """Annotate the folder, then become a JupyterLab that shows the notebooks on it."""
    notebooks = notebooks_folder()
    if not notebooks.is_dir():
        raise FileNotFoundError(
            f"there is no folder {notebooks}: run `workbench lab` where the notebooks lie."
        )
    if options.folder:
        os.environ["WORKBENCH_ARTICLES"] = str(options.folder.resolve())
    annotate_folder(options)
    first = min(notebooks.glob("*.ipynb")).name
    settings = [
        f"--ServerApp.root_dir={notebooks.parent}",
        f"--LabApp.default_url=/lab/tree/{notebooks.name}/{first}",
        *OFFLINE,
        *(["--no-browser"] if options.no_browser else []),
        *([f"--port={options.port}"] if options.port else []),
    ]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *settings])
