"""Articles from the files of a folder, and what became of each file."""

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files as resources
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
from tqdm.auto import tqdm

from workbench import dates
from workbench.duplicates import originals
from workbench.files import FIELDS, Record, Refusal, UnreadableError, decode, find_files, read_records
from workbench.layout import Layout, lay_out
from workbench.tables import check_columns, table

METADATA = "metadata.csv"
REPORT = ("file", "outcome", "articles", "why")
FEWEST_WORDS, MOST_CHARACTERS, ENGLISH = 5, 200_000, 0.12


def read_articles(
    path: str | Path,
    *,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    today: date | str | None = None,
    quiet: bool = False,
) -> pd.DataFrame:
    """Return the articles of a file or folder, one a row, in the order of the files.

    Reads .txt, .html, .jsonl, .json, .csv, .tsv and .parquet, and in a folder what lies in its folders too.
    A `metadata.csv` beside the files (file, date, outlet, title, url) wins over what they say themselves.
    `outlet` names the outlet of what names none; `columns` tells the column of a field where a table calls
    it by no usual name, as in `{"text": "Artikel"}`; no date lies after `today` (by default the day it is).

    Columns are those of design's articles table. `path` is the file as seen from the folder, with the line
    or row behind a colon where it holds many. `date` is a day, NaT where none is told for certain, and
    `date_basis` says by what: metadata (a field of the file or of metadata.csv), header, url, file name,
    text, inferred (the report says from what), none. `text` is the title, a blank line and the body;
    without a headline the first sentence stands as `title` and is not repeated. Copies are kept:
    `duplicate_of` names the earliest article that says the same. Texts that are empty, no text, not
    English or over 200,000 characters are left out.

    What was guessed, left out or joined is printed in short and told file by file by `reading_report`.
    Raises FileNotFoundError or ValueError where there is nothing to read at all.
    """
    path = Path(path).expanduser()
    if unknown := set(columns or {}) - set(FIELDS):
        raise ValueError(
            f"`columns` names {', '.join(map(repr, sorted(unknown)))}; "
            f"fields are {', '.join(map(repr, FIELDS))}: columns={{'text': 'your column'}}"
        )
    day = date.today() if today is None else pd.Timestamp(today).date()
    found = _files(path)
    entries = {name: row for name, place in found for row in [place] if isinstance(place, str)}
    metadata, report = _metadata(path, found)
    report += [_line(name, "left out", 0, why) for name, why in entries.items()]
    drafts: list[_Draft] = []
    to_read = [(n, p) for n, p in found if isinstance(p, Path) and p.name != METADATA]
    for name, place in tqdm(to_read, desc="reading", unit="file", delay=2, disable=quiet):
        read, lines = _read_file(place, name, columns or {}, metadata)
        drafts += read
        report += lines
    _tell_dates(drafts, day)
    articles = _articles(drafts, outlet or "")
    report += _article_lines(drafts, articles)
    order = {name: number for number, (name, _) in enumerate(found)}
    report.sort(
        key=lambda line: order.get(line["file"].rpartition(":")[0], order.get(line["file"], -1))
    )
    articles.attrs["report"] = json.dumps(report, ensure_ascii=False)
    if not quiet:
        print(_summary(articles, report, path))
    return articles


def reading_report(articles: pd.DataFrame) -> pd.DataFrame:
    """Return what became of each file that `read_articles` found, and of each article worth a word.

    A row is a file, or one article of a file of many: `file`, `outcome` (read, partly read, left out),
    `articles` (how many it gave), `why`. The report stands in `articles.attrs["report"]` as JSON.
    """
    if "report" not in articles.attrs:
        raise ValueError(
            "this table carries no report (joining tables drops it): "
            "call reading_report on the table as read_articles returned it"
        )
    return pd.DataFrame(json.loads(articles.attrs["report"]), columns=list(REPORT))


@dataclass
class _Draft:
    """An article on its way: what its file gives, what stands where, and its date so far."""

    record: Record
    laid: Layout
    clues: list[tuple[str, str, list[date]]]
    group: str
    day: date | None = None
    basis: str = "none"
    outlet: str = ""
    notes: list[str] = field(default_factory=list)


def _files(path: Path) -> list[tuple[str, Path | str]]:
    """Return the files to read, by name; raise where there are none."""
    if not path.exists():
        raise FileNotFoundError(
            f"there is nothing at '{path}'; put the articles there (text, HTML, JSON lines, CSV or Parquet) "
            "or name the folder where they are"
        )
    if path.is_file():
        return [(path.name, path)]
    found = list(find_files(path))
    if not any(isinstance(place, Path) and place.name != METADATA for _, place in found):
        raise ValueError(
            f"the folder '{path}' holds no article; put some there as .txt, .html, .jsonl, .csv or .parquet"
        )
    return found


def _metadata(
    path: Path, found: list[tuple[str, Path | str]]
) -> tuple[dict[str, dict], list[dict]]:
    """Return what the metadata.csv files say of each file, by name, and their lines of the report."""
    said: dict[str, dict] = {}
    report = []
    places = [(name, place) for name, place in found if Path(name).name == METADATA]
    if path.is_file() and (beside := path.parent / METADATA).is_file():
        places = [(METADATA, beside)]
    names = {name for name, _ in found}
    for name, place in places:
        try:
            rows = list(csv.DictReader(decode(Path(place).read_bytes())[0].splitlines()))
        except (OSError, UnreadableError, csv.Error) as error:
            report.append(_line(name, "left out", 0, f"cannot be read: {error}"))
            continue
        if rows and "file" not in rows[0]:
            given = ", ".join(map(repr, rows[0]))
            report.append(_line(name, "left out", 0, f"no column 'file' among {given}"))
            continue
        folder = name[: -len(METADATA)]
        told = {
            folder + row["file"]: {k: (v or "").strip() for k, v in row.items() if k}
            for row in rows
        }
        said |= told
        why = f"tells of {len(told)} files"
        if path.is_dir() and (
            lost := [f for f in told if f not in names and f.rpartition(":")[0] not in names]
        ):
            why += f"; not there: {', '.join(lost[:5])}"
        report.append(_line(name, "read", 0, why))
    return said, report


def _read_file(
    path: Path, name: str, columns: Mapping[str, str], metadata: Mapping[str, dict]
) -> tuple[list[_Draft], list[dict]]:
    """Return the drafts of one file and its lines of the report."""
    drafts, lines = [], []
    for item in read_records(path, name, columns=columns):
        if isinstance(item, Record):
            item = _draft(item, name, metadata)
        if isinstance(item, Refusal):
            lines.append(_line(item.path, "left out", 0, item.why))
        else:
            drafts.append(item)
    whole = [line for line in lines if line["file"] == name]
    many = (
        len(drafts) > 1
        or any(":" in d.record.path[len(name) :] for d in drafts)
        or len(lines) > len(whole)
    )
    if many:
        why = (
            f"{len(drafts)} articles read, {len(lines)} left out"
            if lines
            else f"{len(drafts)} articles read"
        )
        outcome = ("partly read" if drafts else "left out") if lines else "read"
        lines.insert(0, _line(name, outcome, len(drafts), why))
    elif not drafts and not lines:
        lines.append(_line(name, "left out", 0, "no articles in it"))
    return drafts, lines


def _draft(record: Record, name: str, metadata: Mapping[str, dict]) -> "_Draft | Refusal":
    """Return an article taken apart, with what tells its date; a Refusal where it is none."""
    single = record.path == name
    told = dict(metadata.get(record.path, {}))
    if not single:
        told = {k: v for k, v in metadata.get(name, {}).items() if k in ("date", "outlet")} | told
    if len(record.text) > MOST_CHARACTERS:
        return Refusal(
            record.path,
            f"{len(record.text):,} characters, more than the {MOST_CHARACTERS:,} that are read as one article; "
            "split it",
        )
    laid = lay_out(record.text, title=record.title)
    if title := told.get("title"):
        laid = lay_out(record.text, title=title) if not laid.headline else laid
        laid.title, laid.headline = title, True
    if why := _unfit(laid.text):
        return Refusal(record.path, why)
    url = told.get("url") or record.url
    draft = _Draft(record, laid, [], name if not single else str(Path(name).parent))
    record.url = url
    draft.notes = record.notes + laid.notes
    draft.outlet = told.get("outlet") or record.outlet
    for basis, written in (("metadata", told.get("date")), ("metadata", record.date)):
        if written:
            draft.clues.append((basis, written, dates.possible_days(written)))
    draft.clues += [("header", written, dates.possible_days(written)) for written in laid.stamps]
    draft.clues.append(("url", url, dates.day_in_url(url)))
    if single:
        draft.clues.append(("file name", name, dates.day_in_name(Path(name).name)))
    lead = "\n".join(laid.body[:2])
    draft.clues += [("text", words, days) for words, days, fits in dates.dates_in(lead) if fits]
    return draft


def _unfit(text: str) -> str:
    """Return why a text is no article in English, "" where it is."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if not words:
        return "no words in it"
    latin = sum(bool(re.match("[a-z]", word)) for word in words) / len(words)
    share = sum(word in _function_words() for word in words) / len(words)
    if latin < 0.5 or (len(words) >= 20 and share < ENGLISH):
        return (
            f"not English, as it seems ({share:.0%} English function words); only English is read"
        )
    if len(words) < FEWEST_WORDS:
        return f"only {len(words)} word{'s' * (len(words) > 1)} in it; an article has at least {FEWEST_WORDS}"
    return ""


@cache
def _function_words() -> frozenset[str]:
    lexicon = resources("workbench") / "lexicon" / "function_words.csv"
    with lexicon.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["word"] for row in csv.DictReader(lines))


def _tell_dates(drafts: list[_Draft], today: date) -> None:
    """Fill in date and basis of each draft from its clues, the first that is certain."""
    written: dict[str, list[str]] = {}
    for draft in drafts:
        written.setdefault(draft.group, []).extend(words for _, words, _ in draft.clues)
    day_first = {group: dates.day_first(words) for group, words in written.items()}
    for draft in drafts:
        for basis, words, days in draft.clues:
            if len(days) == 2:
                order = day_first[draft.group]
                if order is None:
                    draft.notes.append(
                        f"'{words}' may be {days[0]:%-d %B} or {days[1]:%-d %B}: not taken for its date"
                    )
                    continue
                where = (
                    "other rows of the file"
                    if ":" in draft.record.path
                    else "other files of the folder"
                )
                named = "day" if order else "month"
                draft.notes.append(f"'{words}' read with the {named} first, as in {where}")
                days, basis = [days[0] if order else days[1]], "inferred"
            if not days:
                year = dates.year_in(draft.record.url, draft.record.path)
                if basis == "header" and year and (days := dates.possible_days(f"{words}, {year}")):
                    basis = "inferred"
                    draft.notes.append(
                        f"date inferred: '{words}' from the header, {year} from URL or file name"
                    )
                elif basis == "metadata":
                    draft.notes.append(f"'{words}' is no date that can be read")
                if not days:
                    continue
            if days[0] > today:
                draft.notes.append(f"date {days[0]} ({basis}) lies in the future: not taken")
                continue
            draft.day, draft.basis = days[0], basis
            break
        else:
            vague = dates.vague_dates(draft.laid.text)[:4]
            named = f": only {', '.join(map(repr, vague))} in the text" if vague else ""
            draft.notes.append("no date" + named)


def _articles(drafts: list[_Draft], outlet: str) -> pd.DataFrame:
    """Return the table of articles, with copies marked and outlets told."""
    for draft in drafts:
        if draft.outlet:
            continue
        if draft.laid.agency:
            draft.outlet = draft.laid.agency
            draft.notes.append(f"outlet '{draft.outlet}' from the dateline")
        elif outlet:
            draft.outlet = outlet
        elif host := (urlsplit(draft.record.url).hostname or "").removeprefix("www."):
            draft.outlet = host
            draft.notes.append(f"outlet '{host}' from the URL")
    order = sorted(range(len(drafts)), key=lambda n: (drafts[n].day or date.max, n))
    alike = originals([drafts[n].laid.text for n in order])
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}
    copies = {}
    for number, (original, likeness) in zip(order, alike, strict=True):
        words = " ".join(drafts[number].laid.text.split()).casefold()
        key = hashlib.sha256(words.encode()).hexdigest()[:12]
        taken[key] = taken.get(key, 0) + 1
        ids[number] = key if taken[key] == 1 else f"{key}-{taken[key]}"
        if order[original] != number:
            copies[number] = order[original]
            kind = "a copy" if likeness == 1 else f"a near copy ({likeness:.0%} shared)"
            drafts[number].notes.append(f"{kind} of {drafts[order[original]].record.path}")
    rows = [
        {
            "article_id": ids[n],
            "date": draft.day,
            "date_basis": draft.basis,
            "outlet": draft.outlet,
            "title": draft.laid.title,
            "text": draft.laid.text,
            "path": draft.record.path,
            "url": draft.record.url,
            "duplicate_of": ids[copies[n]] if n in copies else "",
        }
        for n, draft in enumerate(drafts)
    ]
    articles = table("articles", rows)
    check_columns(articles, "article_id", "text", name="articles")
    return articles


def _article_lines(drafts: list[_Draft], articles: pd.DataFrame) -> list[dict]:
    """Return a line of the report for each file of one article, and each other that has a note."""
    lines = []
    for draft, basis in zip(drafts, articles["date_basis"], strict=True):
        single = ":" not in draft.record.path
        if single or draft.notes:
            why = "; ".join(([f"date by {basis}"] if draft.day else []) + draft.notes)
            lines.append(_line(draft.record.path, "read", 1, why))
    return lines


def _line(file: str, outcome: str, articles: int, why: str) -> dict:
    return dict(zip(REPORT, (file, outcome, articles, why), strict=True))


def _summary(articles: pd.DataFrame, report: list[dict], path: Path) -> str:
    """Return what was read in a few lines, with the first of what was left out."""
    left_out = [line for line in report if line["outcome"] == "left out"]
    copies, undated = (articles["duplicate_of"] != "").sum(), articles["date"].isna().sum()
    lines = [
        f"{len(articles)} articles read from {path}: {copies} copies marked, {undated} without a date, "
        f"{len(left_out)} files or lines left out. wb.reading_report(articles) tells of each."
    ]
    lines += [f"  left out {line['file']}: {line['why']}" for line in left_out[:5]]
    if len(left_out) > 5:
        lines.append(f"  … and {len(left_out) - 5} more")
    return "\n".join(lines)
