"""What a pack was made from and what is in it, as JSON; and whether it could be made again."""

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd

from workbench.briefing.figures import Figure
from workbench.corpus import Corpus
from workbench.review.revision import corrections_in
from workbench.review.views import PACKAGES

NAME = "manifest.json"
LIBRARIES = {
    **PACKAGES,
    "pandas": "pandas",
    "numpy": "numpy",
    "python-pptx": "python-pptx",
    "openpyxl": "openpyxl",
    "networkx": "networkx",
}


class ManifestError(ValueError):
    """A folder that is no pack, or whose manifest cannot be read."""


def manifest_of(
    corpus: Corpus,
    figures: Sequence[Figure],
    *,
    folder: str | Path,
    parameters: Mapping[str, object],
    left_out: Sequence[str] = (),
) -> dict:
    """Return what the pack rests on, in plain JSON types and without the day of making."""
    applying = corrections_in(corpus)
    return {
        "pack": 1,
        "folder": str(folder),
        "parameters": dict(parameters),
        "versions": versions(),
        "corpus": {
            "fingerprint": corpus.fingerprint,
            "pipeline": corpus.pipeline,
            "articles": articles_of(corpus.articles),
            "tables": digest_of(corpus),
        },
        "corrections": {
            "applying": len(applying),
            "ids": sorted(applying["id"].astype(str)),
        },
        "figures": [
            {
                "number": number,
                "kind": figure.kind,
                "headline": _own(figure.headline, figure.finding.headline),
                "takeaway": _own(figure.takeaway, figure.finding.sentence),
                "finding": figure.finding.words,
                "rows": len(figure.table),
                "view": asdict(figure.view),
            }
            for number, figure in enumerate(figures, start=1)
        ],
        "left_out": list(left_out),
    }


def versions() -> dict[str, str]:
    """The versions that decide what a pack looks like, by name."""
    known = {"python": platform.python_version()}
    for name, package in LIBRARIES.items():
        try:
            known[name] = version(package)
        except PackageNotFoundError:
            known[name] = "unknown"
    return known


def articles_of(articles: pd.DataFrame) -> dict[str, str]:
    """The articles by id, each with its file's name, or its title where it has none."""
    return {
        row.article_id: Path(row.path).name if row.path else row.title
        for row in articles.sort_values("article_id").itertuples()
    }


def digest_of(corpus: Corpus) -> str:
    """Twelve hexadecimal digits of all that the tables say, as the analyst has revised them."""
    total = hashlib.sha256()
    for name in ("articles", "mentions", "quotes", "stances"):
        table = getattr(corpus, name)
        columns = [column for column in table if column != "path"]
        total.update(table[columns].to_csv(index=False).encode("utf-8", "surrogatepass"))
    return total.hexdigest()[:12]


def write_manifest(pack: Path, manifest: Mapping) -> None:
    """Write the manifest of the finished pack, with a digest of each of its files."""
    full = {**manifest, "files": digests(pack)}
    text = json.dumps(full, ensure_ascii=False, indent=2, default=str)
    (pack / NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(pack: str | Path) -> dict:
    """Return the manifest of a pack. Raises ManifestError where there is none that can be read."""
    path = Path(pack) / NAME
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ManifestError(f"{pack} is no briefing pack: it has no {NAME}.") from None
    except (OSError, ValueError) as error:
        raise ManifestError(f"{path} cannot be read ({error}); make the pack again.") from error
    wanted = {"files": dict, "figures": list, "corpus": dict, "parameters": dict, "versions": dict}
    if not isinstance(found, dict) or not all(
        isinstance(found.get(name), kind) for name, kind in wanted.items()
    ):
        raise ManifestError(f"{path} is no manifest of a briefing pack; make the pack again.")
    return found


def _own(words: str, computed: str) -> str:
    """The analyst's words, "" where they are the finding's."""
    return "" if words == computed else words


def digests(pack: Path) -> dict[str, str]:
    """SHA-256 of each file of the pack but the manifest, by its path inside the pack."""
    files = sorted(path for path in pack.rglob("*") if path.is_file() and path != pack / NAME)
    return {
        path.relative_to(pack).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def changed_files(pack: Path, manifest: Mapping) -> list[str]:
    """What is not as it was written, a line a file; nothing where all is."""
    now, then = digests(pack), manifest["files"]
    said = [
        f"{name} was changed since it was made"
        for name in then
        if now.get(name, then[name]) != then[name]
    ]
    said += [f"{name} is missing" for name in then if name not in now]
    return said + [f"{name} was added" for name in now if name not in then]
