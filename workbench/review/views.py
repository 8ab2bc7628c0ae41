"""Views: what a panel was set to, under a name in data/views, or inside an exported picture.

A view is a plain JSON object, in a file of its own and, as it stands, in the metadata of each
exported format: a text chunk of a PNG, `dc:source` of an SVG, `Keywords` of a PDF, a custom XML
part of a PPTX.
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pandas as pd
from filelock import FileLock
from PIL import Image, UnidentifiedImageError

from workbench.corpus import Corpus
from workbench.folders import data_folder
from workbench.review.revision import corrections_in

if TYPE_CHECKING:
    from pptx.presentation import Presentation

PACKAGES = {"workbench": "briefing-workbench", "spacy": "spacy", "matplotlib": "matplotlib"}
NAMESPACE = "urn:workbench:view"
KEY = "workbench-view"
SOURCE = "{http://purl.org/dc/elements/1.1/}source"
LARGEST = 1_000_000  # characters of a view; a longer one is none of ours
PDF_TEXT = re.compile(rb"/Keywords \(((?:[^\\()]|\\.)*)\)", re.DOTALL)


class ViewError(ValueError):
    """A view that cannot be kept or read; the message says which, and what would do."""


class ViewWarning(UserWarning):
    """A view that is opened on other articles, or without what is gone."""


@dataclass(frozen=True)
class View:
    """A panel's class name and filters, and what it showed: the corpus, by its fingerprint."""

    panel: str
    filters: Mapping[str, object] = field(default_factory=dict)
    corpus: str = ""
    corrections: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def json(self) -> str:
        """The view as JSON, in ASCII."""
        return json.dumps(asdict(self), ensure_ascii=True, sort_keys=True)


def view_of(panel: str, filters: Mapping[str, object], corpus: Corpus) -> View:
    """Return the view of a panel with these filters on the corpus, with today's versions."""
    return View(
        panel=panel,
        filters=dict(filters),
        corpus=corpus.fingerprint,
        corrections=len(corrections_in(corpus)),
        versions={name: version(package) for name, package in PACKAGES.items()},
    )


def views_folder() -> Path:
    """The folder of the saved views: `views` in the data folder."""
    return data_folder() / "views"


def save_view(
    view: View, name: str, *, folder: str | Path | None = None, replace: bool = False
) -> Path:
    """Keep the view under a name, and return the file.

    A view of that name is only overwritten with `replace=True`; else FileExistsError. Raises
    ViewError where the name is empty.
    """
    name = " ".join(name.split())
    if not name:
        raise ViewError("a view needs a name, such as 'Korea, October'; it has none.")
    folder = Path(folder or views_folder())
    folder.mkdir(parents=True, exist_ok=True)
    path = _file(folder, name)
    kept = asdict(view) | {"name": name}
    with FileLock(folder / ".lock", timeout=10):
        if path.exists() and not replace:
            raise FileExistsError(f"there is a view named {name!r} already; take another name.")
        beside = path.with_suffix(".part")
        beside.write_text(json.dumps(kept, ensure_ascii=False, indent=2), encoding="utf-8")
        os.replace(beside, path)
    return path


def saved_views(*, folder: str | Path | None = None) -> pd.DataFrame:
    """Return the views kept, by name: name, panel, filters, corpus, saved, path.

    A file that is no view is left out and named in `.attrs["problems"]`.
    """
    rows, problems = [], []
    for path in sorted(Path(folder or views_folder()).glob("*.json")):
        try:
            view = view_in(path)
        except ViewError as error:
            problems.append(str(error))
            continue
        saved = pd.Timestamp(path.stat().st_mtime, unit="s").floor("s")
        rows.append((view.name, view.panel, dict(view.filters), view.corpus, saved, str(path)))
    columns = ["name", "panel", "filters", "corpus", "saved", "path"]
    table = pd.DataFrame(rows, columns=columns)
    table = table.sort_values("name", key=lambda names: names.str.casefold(), ignore_index=True)
    table.attrs["problems"] = problems
    return table


def saved_view(name: str, *, folder: str | Path | None = None) -> View:
    """Return the view kept under that name."""
    path = _file(Path(folder or views_folder()), " ".join(name.split()))
    if not path.exists():
        known = saved_views(folder=folder)["name"].tolist()
        raise ViewError(f"no view is named {name!r}; there are {', '.join(known) or 'none'}.")
    return view_in(path)


def metadata_for(view: View, kind: str) -> dict[str, str]:
    """Return what `savefig(metadata=…)` needs to keep the view in a file: png, svg or pdf."""
    keys = {"png": KEY, "svg": "Source", "pdf": "Keywords"}
    return {keys[kind]: view.json()}


def put_in_presentation(view: View, presentation: "Presentation") -> None:
    """Add the view to a presentation, as a custom XML part."""
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.opc.package import Part

    root = ElementTree.Element(f"{{{NAMESPACE}}}view")
    root.text = view.json()
    package = presentation.part.package
    name = package.next_partname("/customXml/item%d.xml")
    part = Part(name, "application/xml", package, ElementTree.tostring(root, encoding="utf-8"))
    presentation.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def view_in(path: str | Path) -> View:
    """Return the view that a PNG, SVG, PDF, PPTX or JSON file carries; of several, the first."""
    path = Path(path)
    readers = {
        ".png": _in_png,
        ".svg": _in_svg,
        ".pdf": _in_pdf,
        ".pptx": _in_pptx,
        ".json": lambda path: path.read_text(encoding="utf-8"),
    }
    if path.suffix.lower() not in readers:
        raise ViewError(f"{path} is none of {', '.join(readers)}; name a file that was exported.")
    try:
        text = readers[path.suffix.lower()](path)
    except FileNotFoundError:
        raise ViewError(f"there is no file {path}.") from None
    except (
        *(OSError, UnidentifiedImageError, ElementTree.ParseError, zipfile.BadZipFile),
        *(UnicodeDecodeError, KeyError, SyntaxError),
    ) as error:
        raise ViewError(f"{path} cannot be read as {path.suffix[1:].upper()} ({error}).") from error
    if not text:
        raise ViewError(
            f"{path} carries no view; it was not exported by a panel, or its metadata were removed."
        )
    return _view(text, path)


def _view(text: str, path: Path) -> View:
    try:
        kept = json.loads(text) if len(text) <= LARGEST else None
    except (json.JSONDecodeError, RecursionError):
        kept = None
    types = {"panel": str, "filters": dict, "corpus": str, "versions": dict, "name": str}
    sound = isinstance(kept, dict) and isinstance(kept.get("panel"), str)
    if not sound or not all(isinstance(kept.get(key, kind()), kind) for key, kind in types.items()):
        raise ViewError(f"{path} carries no view that can be read; save or export it again.")
    known = {name: kept[name] for name in View.__dataclass_fields__ if name in kept}
    return View(**known)


def _in_png(path: Path) -> str:
    with Image.open(path, formats=["PNG"]) as image:
        image.load()  # text chunks may stand after the pixels
        return image.info.get(KEY, "")


def _in_svg(path: Path) -> str:
    return next((node.text or "" for node in ElementTree.parse(path).iter(SOURCE)), "")


def _in_pdf(path: Path) -> str:
    found = PDF_TEXT.search(path.read_bytes())
    return re.sub(rb"\\(.)", rb"\1", found[1]).decode("ascii", errors="replace") if found else ""


def _in_pptx(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"customXml/item\d+\.xml", name):
                if archive.getinfo(name).file_size > LARGEST:
                    continue
                root = ElementTree.fromstring(archive.read(name))
                if root.tag == f"{{{NAMESPACE}}}view":
                    return root.text or ""
    return ""


def _file(folder: Path, name: str) -> Path:
    """The file of a name: its letters for the eye, a hash of all of it to tell names apart."""
    letters = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:40].strip("-") or "view"
    digest = hashlib.sha256(name.casefold().encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return folder / f"{letters}-{digest}.json"
