"""The pack: all files of a briefing in a folder that is either whole or not there."""

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from workbench.articles import read_articles
from workbench.briefing import manifest as manifests
from workbench.briefing.data import write_networks, write_tables, write_workbook
from workbench.briefing.figures import Figure, figure_from
from workbench.briefing.manifest import ManifestError, manifest_of, read_manifest, write_manifest
from workbench.briefing.page import write_report
from workbench.briefing.pictures import glyph_note, write_pictures
from workbench.briefing.sentences import sentences_of_all
from workbench.briefing.slides import write_slides
from workbench.briefing.standard import standard_figures
from workbench.briefing.steady import steady
from workbench.caption import counted
from workbench.corpus import Corpus, annotate
from workbench.exports import write_csv
from workbench.folders import articles_folder
from workbench.panels.opening import panel_of
from workbench.review.revision import corrections_in
from workbench.review.views import View, ViewWarning

TITLE = "Who is in the news, and who stands how towards whom"
README = """{title}

briefing.pptx   a slide a figure; its charts can be edited, its notes hold method and sentences
report.html     the same to read, search and print, each figure with the sentences behind it
briefing.xlsx   a sheet a figure, and a sheet of evidence
pictures/       each figure as PNG (300 dpi), SVG and PDF: slide, half slide, page column
data/           each figure's table as CSV and Parquet, the evidence, and networks for Gephi
manifest.json   what all of it was made from; `workbench brief --check` holds it against that

{figures}
{notes}
"""


class PackError(OSError):
    """A pack that could not be written; what stood in its place stands there still."""


class Check(NamedTuple):
    """Whether a pack is as it was made and can be made again, and what is different, in lines."""

    same: bool
    lines: list[str]


def brief(
    corpus: Corpus,
    figures: Iterable[Figure] | None = None,
    *,
    out: str | Path,
    title: str = "",
    template: str | Path | None = None,
    replace: bool = False,
    folder: str | Path | None = None,
    parameters: Mapping[str, object] | None = None,
    left_out: Sequence[str] = (),
) -> Path:
    """Write the briefing pack of these figures to the folder `out`, and return it.

    Without `figures` it is those of `standard_figures`. All is written beside `out` and then moved
    there; on an error, PackError or ValueError, nothing of it is left. A pack that stands at `out`
    is replaced if nothing in it was changed since, or with `replace=True`; any other folder is
    left alone. `folder` (the articles') and `parameters` are kept in the manifest.
    """
    if figures is None:
        figures, left_out = standard_figures(corpus)
    figures = list(figures)
    if not figures:
        raise ValueError(f"there is no figure to put into a pack. {' '.join(left_out)}".strip())
    out, title = Path(out).absolute(), " ".join(title.split()) or TITLE
    check_out(out, replace=replace)
    beside = out.with_name(f".{out.name}.{uuid.uuid4().hex[:8]}")
    try:
        beside.mkdir(parents=True)
        _write(beside, corpus, figures, title, template, left_out)
        given = {**(parameters or {}), "title": title, "template": str(template or "")}
        made = manifest_of(
            corpus,
            figures,
            folder=Path(folder or articles_folder()).absolute(),
            parameters=given,
            left_out=left_out,
        )
        write_manifest(beside, made)
        _move(beside, out)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and template and not Path(template).is_file():
            raise
        raise PackError(
            f"the pack cannot be written to {out} ({error.strerror or error}); "
            f"{'the pack there is as it was' if out.exists() else 'nothing was written'}. "
            "Free the disk, or name another --out."
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return out


def check_out(out: Path, *, replace: bool = False) -> None:
    """Raise PackError unless a pack may be written to `out`."""
    if out.is_dir() and any(out.iterdir()):
        try:
            changed = manifests.changed_files(out, read_manifest(out))
        except ManifestError as error:
            raise PackError(
                f"{out} holds other files and no briefing pack ({error}). Name another --out."
            ) from error
        if changed and not replace:
            raise PackError(
                f"the pack in {out} was worked on: {'; '.join(changed[:3])}"
                f"{f' and {len(changed) - 3} more' if len(changed) > 3 else ''}. "
                "Name another --out, or give --replace to lose those changes."
            )
    elif out.exists() and not out.is_dir():
        raise PackError(f"{out} is a file; name a folder as --out.")
    above = next(folder for folder in out.parents if folder.exists())
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        raise PackError(f"{above} cannot be written to; name another --out.")


def check_pack(pack: str | Path, *, progress: bool = True) -> Check:
    """Return whether the pack is as it was made, and whether it can be made again now.

    It is made again beside it, from the folder of articles and the views in its manifest, and the
    two are compared. Raises ManifestError where `pack` is no pack.
    """
    pack = Path(pack)
    known = read_manifest(pack)
    lines = manifests.changed_files(pack, known)
    same = not lines
    if not Path(known.get("folder", "")).exists():
        missing = f"it cannot be made again: the articles' folder {known.get('folder')} is gone"
        return Check(False, [*lines, missing])
    corpus = annotate(read_articles(known["folder"]), progress=progress)
    lines += _differences(known, corpus)
    with tempfile.TemporaryDirectory(prefix="workbench-") as place:
        again = Path(place) / "pack"
        given = dict(known["parameters"])
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always", ViewWarning)
                figures = _figures_from(corpus, known["figures"])
            lines += [str(one.message) for one in caught if one.category is ViewWarning]
            brief(
                corpus,
                figures,
                out=again,
                title=given.pop("title", ""),
                template=given.pop("template", "") or None,
                folder=known["folder"],
                parameters=given,
                left_out=known.get("left_out", []),
            )
        except (ValueError, OSError, KeyError) as error:
            return Check(False, [*lines, f"it cannot be made again: {error}"])
        now, then = manifests.digests(again), known["files"]
    other = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    if other:
        some = ", ".join(other[:6]) + (f" and {len(other) - 6} more" if len(other) > 6 else "")
        lines.append(f"made again, {counted(len(other), 'file')} of {len(then):,} differ: {some}")
    else:
        lines.append(f"made again, all {len(then):,} files are the same to the byte")
    return Check(same and not other, lines)


def _write(
    pack: Path,
    corpus: Corpus,
    figures: Sequence[Figure],
    title: str,
    template: str | Path | None,
    left_out: Sequence[str],
) -> None:
    data, pictures = pack / "data", pack / "pictures"
    data.mkdir()
    pictures.mkdir()
    names = [f"{number}-{figure.kind}" for number, figure in enumerate(figures, start=1)]
    applying = len(corrections_in(corpus))
    made = (
        f"Briefing Workbench {manifests.versions()['workbench']}, corpus {corpus.fingerprint}, "
        f"{counted(applying, 'correction')}."
    )
    write_slides(figures, pack / "briefing.pptx", title=title, template=template, made_with=made)
    write_report(figures, pack / "report.html", title=title, left_out=left_out, made=made)
    evidence = sentences_of_all(figures)
    write_workbook(figures, names, evidence, pack / "briefing.xlsx")
    for office in ("briefing.pptx", "briefing.xlsx"):
        steady(pack / office)
    write_csv(evidence, data / "evidence.csv")
    evidence.to_parquet(data / "evidence.parquet", index=False)
    write_tables(figures, names, data)
    write_networks(figures, names, data)
    for figure, name in zip(figures, names, strict=True):
        write_pictures(figure, pictures, name)
    listed = "\n".join(
        f"{name:18} {figure.headline}" for figure, name in zip(figures, names, strict=True)
    )
    notes = [*left_out, glyph_note(list(figures))]
    words = README.format(title=title, figures=listed, notes="\n".join(filter(None, notes)))
    (pack / "README.txt").write_text(words.rstrip() + "\n", encoding="utf-8")


def _move(beside: Path, out: Path) -> None:
    """Put the finished pack in its place; the one that was there goes only when it is."""
    if not out.exists():
        beside.rename(out)
        return
    old = out.with_name(f".{out.name}.{uuid.uuid4().hex[:8]}.old")
    out.rename(old)
    try:
        beside.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _figures_from(corpus: Corpus, rows: Sequence[Mapping]) -> list[Figure]:
    """The figures of a manifest, made again from their views."""
    figures = []
    for row in rows:
        panel = panel_of(View(**{**row["view"], "corpus": ""}), corpus)
        figures.append(figure_from(panel, headline=row["headline"], takeaway=row["takeaway"]))
    return figures


def _differences(known: Mapping, corpus: Corpus) -> list[str]:
    """What the pack was made from that is not so now, a line each."""
    lines = []
    then, now = known["corpus"].get("articles", {}), manifests.articles_of(corpus.articles)
    for what, ids, names in (
        ("added", now.keys() - then.keys(), now),
        ("gone or edited", then.keys() - now.keys(), then),
    ):
        if ids:
            some = ", ".join(sorted({names[one] for one in ids})[:5])
            lines.append(f"articles {what} since: {len(ids):,} ({some})")
    if known["corpus"].get("pipeline") != corpus.pipeline:
        lines.append("the articles are read by another pipeline now: model, lexicon or code")
    made = manifest_of(corpus, [], folder="", parameters={})
    before = known.get("corrections", {}).get("ids", [])
    after = made["corrections"]["ids"]
    if before != after:
        more, fewer = len(set(after) - set(before)), len(set(before) - set(after))
        lines.append(f"corrections since: {more:,} more, {fewer:,} fewer")
    if not lines and known["corpus"].get("tables") != made["corpus"]["tables"]:
        lines.append("the tables differ: the list of actors or the articles' metadata were edited")
    for name, version in manifests.versions().items():
        if known["versions"].get(name) != version:
            lines.append(f"{name} was {known['versions'].get(name)}, is {version}")
    return lines
