"""The `workbench` command: open the notebooks, annotate a folder, or write a briefing pack."""

import argparse
import os
import sys
from pathlib import Path

from workbench.articles import read_articles
from workbench.caption import counted
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

    pack = commands.add_parser("brief", help="write the briefing pack: slides, report, data")
    pack.add_argument("folder", nargs="?", type=Path, help="articles (default: data/articles)")
    pack.add_argument("--out", type=Path, default=Path("briefing"), help="the pack's folder")
    pack.add_argument("--title", default="", help="the title of slides and report")
    pack.add_argument("--template", type=Path, help="a .pptx or .potx to begin from")
    pack.add_argument("--since", help="the first day, such as 2023-10-01")
    pack.add_argument("--until", help="the last day")
    pack.add_argument("--outlet", action="append", default=[], help="of this outlet; repeatable")
    pack.add_argument("--actor", action="append", default=[], help="of this actor; repeatable")
    pack.add_argument("--view", action="append", default=[], help="a saved view; repeatable")
    pack.add_argument("--as-named", action="store_true", help="persons not read by their country")
    pack.add_argument("--replace", action="store_true", help="also a pack that was worked on")
    pack.add_argument("--check", type=Path, metavar="PACK", help="can PACK be made again?")
    pack.set_defaults(run=write_briefing)

    options = parser.parse_args(arguments)
    try:
        return options.run(options) or 0
    except (OSError, ValueError) as error:
        print(f"workbench: {error}", file=sys.stderr)
        return 1


def annotate_folder(options: argparse.Namespace) -> None:
    """Read and annotate the folder, with a progress bar, and print what was found."""
    corpus = annotate(read_articles(options.folder or articles_folder()))
    print(
        f"{counted(len(corpus.articles), 'article')}, {len(corpus.sentences):,} sentences, "
        f"{len(corpus.mentions):,} mentions of {corpus.mentions['actor'].nunique():,} actors, "
        f"{len(corpus.quotes):,} quotes, {len(corpus.stances):,} stances."
    )


def write_briefing(options: argparse.Namespace) -> int:
    """Run the briefing notebook without a screen, or check a pack; 1 where the check finds any."""
    from workbench.briefing.pack import check_pack
    from workbench.briefing.run import run_briefing

    if options.check:
        check = check_pack(options.check)
        print("\n".join(check.lines))
        return 0 if check.same else 1
    parameters = {
        "folder": str((options.folder or articles_folder()).resolve()),
        "title": options.title,
        "template": str(options.template.resolve()) if options.template else "",
        "since": options.since,
        "until": options.until,
        "outlets": options.outlet,
        "actors": options.actor,
        "views": options.view,
    } | ({"by_country": False} if options.as_named else {})
    pack = run_briefing(options.out, parameters, replace=options.replace)
    files = sum(1 for path in pack.rglob("*") if path.is_file())
    print(f"{files} files in {pack}; begin with briefing.pptx or report.html.")
    return 0


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
        # In a container everybody is root; the server listens on this machine only, by token.
        *(["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
        *([f"--port={options.port}"] if options.port else []),
    ]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *settings])
