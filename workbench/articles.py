"""Articles from a file or a folder of files, and what became of each."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
from tqdm.auto import tqdm

from workbench import tables
from workbench.caption import counted
from workbench.reading import dates
from workbench.reading.duplicates import originals
from workbench.reading.files import METADATA, UnreadableError, find_files, read_metadata, whole
from workbench.reading.fitness import too_long, unfit
from workbench.reading.layout import Layout, lay_out
from workbench.reading.records import FIELDS, Record, Refusal, read_records
from workbench.reading.report import COLUMNS, file_lines, report_line, summary
from workbench.reading.titles import TitleDate, dated_title


def read_articles(
    path: str | Path,
    *,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    today: date | str | None = None,
    quiet: bool = False,
) -> pd.DataFrame:
    """Return the articles of a file or folder, one a row, in the order of the files.

    Reads .txt, .html, .jsonl, .json, .csv, .tsv and .parquet, and the folders inside a folder. A
    `metadata.csv` beside the files (file, date, outlet, title, url) wins over what they say
    themselves. `outlet` names the outlet of articles that name none; `columns` tells the column of
    a field where a table calls it by no usual name, as in `{"text": "Artikel"}`; no date is taken
    that lies after `today`, by default the day it is.

    Columns: `article_id` stands for the text and stays while that stays. `date` is a day, NaT where
    none is certain, and `date_basis` says what told it: metadata (a field of the file, or
    metadata.csv), header (a line at its top or end, its dateline, or the end of its title, then
    taken off where it is no part of it), url, file name, text (a date with its right weekday in the
    first two paragraphs), inferred (the report says from what) or none. `text` is the title, a
    blank line and the body; without a headline the first sentence stands as `title` too. `path` is
    seen from the folder, with the line behind a colon in a file of many articles. Copies are kept:
    `duplicate_of` names the earliest article that says the same. Left out is what is no text, not
    English, under 5 words or over 200,000 characters.

    What was guessed, left out and joined is printed in short unless `quiet`; `reading_report` tells
    it file by file. Raises FileNotFoundError or ValueError where there is no file to read.
    """
    path = Path(path).expanduser()
    if unknown := sorted(set(columns or {}) - set(FIELDS)):
        raise ValueError(
            f"`columns` names the fields {', '.join(map(repr, unknown))}; "
            f"there are {', '.join(map(repr, FIELDS))}: columns={{'text': 'your column'}}"
        )
    found = _find(path)
    metadata, report = _read_metadata(path, found)
    drafts: list[_Draft] = []
    for name, place in tqdm(found, desc="Reading", unit=" files", delay=2, disable=quiet):
        if isinstance(place, str):
            report.append(report_line(name, "left out", 0, place))
        elif place.name != METADATA:
            read = list(_drafts(place, name, columns or {}, metadata))
            drafts += [item for item in read if isinstance(item, _Draft)]
            report += file_lines(name, read)
    _tell_dates(drafts, date.today() if today is None else pd.Timestamp(today).date())
    _tell_outlets(drafts, outlet or "")
    articles = _table(drafts)
    report += [
        report_line(draft.record.path, "read", 1, "; ".join(draft.notes))
        for draft in drafts
        if draft.alone or draft.notes
    ]
    position = {name: number for number, (name, _) in enumerate(found)}
    report.sort(key=lambda line: position.get(re.sub(r":\d+$", "", line["file"]), -1))
    articles.attrs["report"] = json.dumps(report, ensure_ascii=False)
    if not quiet:
        print(summary(articles, report, whole(str(path))))
    return articles


def reading_report(articles: pd.DataFrame) -> pd.DataFrame:
    """Return what became of each file that `read_articles` found, and of each article with a note.

    A row is a file, or one article or line of a file of many: `file`, `outcome` (read, partly read
    or left out), `articles` (how many it gave) and `why`, in the order of the files. It is kept as
    JSON in `articles.attrs["report"]`, which Parquet keeps too.
    """
    if "report" not in articles.attrs:
        raise ValueError(
            "this table carries no report, which joining and grouping lose; "
            "pass the table as `read_articles` returned it"
        )
    return pd.DataFrame(json.loads(articles.attrs["report"]), columns=list(COLUMNS))


@dataclass
class _Draft:
    """An article on its way into the table."""

    record: Record
    laid: Layout
    clues: list[dates.Clue]
    notes: list[str]
    alone: bool
    siblings: str
    ending: TitleDate | None = None
    day: date | None = None
    basis: str = "none"


def _find(path: Path) -> list[tuple[str, Path | str]]:
    """Return the files to read, by name; raise where there is none."""
    if not path.exists():
        raise FileNotFoundError(
            f"there is nothing at '{path}'; name the file or folder where the articles are"
        )
    found = [(whole(path.name), path)] if path.is_file() else list(find_files(path))
    if not any(isinstance(place, Path) and place.name != METADATA for _, place in found):
        seen = "; ".join(f"{name} is {why}" for name, why in found if isinstance(why, str))
        raise ValueError(
            f"there are no articles in '{path}'{f' ({seen})' * bool(seen)}; put some there "
            "as .txt, .html, .jsonl, .json, .csv, .tsv or .parquet"
        )
    return found


def _read_metadata(
    path: Path, found: list[tuple[str, Path | str]]
) -> tuple[dict[str, dict[str, str]], list[dict]]:
    """Return what each metadata.csv says of the files, and its line of the report."""
    places = {name: place for name, place in found if Path(name).name == METADATA}
    if path.is_file() and (path.parent / METADATA).is_file():
        places = {METADATA: path.parent / METADATA}
    said, report = {}, []
    names = {name for name, _ in found}
    for name, place in places.items():
        try:
            told = read_metadata(Path(place), name.removesuffix(METADATA))
        except (OSError, UnreadableError) as error:
            report.append(report_line(name, "left out", 0, str(error)))
            continue
        said |= told
        lost = [file for file in told if not names & {file, re.sub(r":\d+$", "", file)}]
        absent = f"; not there: {', '.join(lost[:5])}" if lost and path.is_dir() else ""
        report.append(
            report_line(name, "read", 0, f"tells of {counted(len(told), 'file')}{absent}")
        )
    return said, report


def _drafts(
    path: Path, name: str, columns: Mapping[str, str], metadata: Mapping[str, dict[str, str]]
) -> Iterator["_Draft | Refusal"]:
    """Yield the articles of a file taken apart, with the clues to their date; and what is none."""
    for item in read_records(path, name, columns=columns):
        if isinstance(item, Refusal):
            yield item
            continue
        alone = item.path == name
        told = dict(metadata.get(item.path, {}))
        if not alone:  # of a whole file of articles, metadata.csv can tell only these two
            of_file = metadata.get(name, {})
            told = {key: of_file[key] for key in ("date", "outlet") if key in of_file} | told
        if why := too_long(item.text):
            yield Refusal(item.path, why)
            continue
        laid = lay_out(item.text, title=item.title)
        if title := told.get("title"):
            laid = laid if laid.headline else lay_out(item.text, title=title)
            laid.title = title
        if why := unfit(laid.text):
            yield Refusal(item.path, why)
            continue
        item.outlet = told.get("outlet") or item.outlet or laid.outlet
        item.url = told.get("url") or item.url or laid.url
        ending = dated_title(laid.title) if laid.headline else None
        if ending and told.get("title"):  # her own words stay as they are
            ending = TitleDate(ending.words, laid.title)
        clues = [_clue("metadata", words) for words in (told.get("date"), item.date) if words]
        clues += [_clue("header", words) for words in laid.stamps]
        if days := dates.day_in_url(item.url):
            clues.append(dates.Clue("url", item.url, days))
        if alone and (days := dates.day_in_name(path.name)):
            clues.append(dates.Clue("file name", name, days))
        leading = [] if clues else dates.dates_in("\n".join(laid.body[:2]))
        clues += [_clue("header", ending.words)] if ending else []
        clues += [clue for clue, fits in leading if fits]
        siblings = str(Path(name).parent) if alone else name
        yield _Draft(item, laid, clues, item.notes + laid.notes, alone, siblings, ending)


def _clue(basis: str, words: str) -> dates.Clue:
    return dates.Clue(basis, words, dates.possible_days(words))


def _tell_dates(drafts: list[_Draft], today: date) -> None:
    """Fill in day and basis of each draft from its clues and those of its siblings."""
    written = defaultdict(list)
    for draft in drafts:
        written[draft.siblings] += [clue.words for clue in draft.clues]
    first = {siblings: dates.day_first(words) for siblings, words in written.items()}
    for draft in drafts:
        year = dates.year_in(draft.record.url, draft.record.path)
        choice = dates.choose(draft.clues, today=today, first=first[draft.siblings], year=year)
        draft.day, draft.basis = choice.day, choice.basis
        draft.notes += choice.notes
        if draft.ending and draft.day in dates.possible_days(draft.ending.words):
            if draft.laid.title != draft.ending.title:
                draft.notes.append(f"left out (date in the title): {draft.ending.words}")
            draft.laid.title = draft.ending.title
        if draft.day and draft.alone and draft.basis != "inferred":
            draft.notes.insert(0, f"date by {draft.basis}")
        elif not draft.day:
            vague = dates.vague_dates(draft.laid.text)[:4]
            draft.notes.insert(0, f"no date (its text has {', '.join(vague) or 'none'})")


def _tell_outlets(drafts: list[_Draft], outlet: str) -> None:
    """Fill in the outlet of each draft whose file tells none."""
    for draft in drafts:
        if draft.record.outlet:
            continue
        host = _host(draft)
        draft.record.outlet = draft.laid.agency or outlet or host
        if draft.laid.agency or (host and not outlet):
            place = "dateline" if draft.laid.agency else "URL"
            draft.notes.append(f"outlet '{draft.record.outlet}' by its {place}")


def _host(draft: _Draft) -> str:
    """Return the host of a draft's URL, "" where it has none."""
    try:
        return (urlsplit(draft.record.url).hostname or "").removeprefix("www.")
    except ValueError as error:
        draft.notes.append(f"no outlet by its URL ({error})")
        return ""


def _table(drafts: list[_Draft]) -> pd.DataFrame:
    """Return the table of articles, and note the copies among the drafts."""
    order = sorted(range(len(drafts)), key=lambda n: (drafts[n].day or date.max, n))
    ids, copy_of, seen = {}, {}, Counter()
    alike = originals([drafts[number].laid.text for number in order])
    for number, (nearest, likeness) in zip(order, alike, strict=True):
        words = " ".join(drafts[number].laid.text.casefold().split())
        digest = hashlib.sha256(words.encode()).hexdigest()[:12]
        seen[digest] += 1
        ids[number] = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        if (original := order[nearest]) != number:
            copy_of[number] = ids[original]
            kind = "copy" if likeness == 1 else f"near copy ({likeness:.0%} shared)"
            drafts[number].notes.append(f"{kind} of {drafts[original].record.path}")
    rows = [
        {
            "article_id": ids[number],
            "date": draft.day,
            "date_basis": draft.basis,
            "outlet": draft.record.outlet,
            "title": draft.laid.title,
            "text": draft.laid.text,
            "path": draft.record.path,
            "url": draft.record.url,
            "duplicate_of": copy_of.get(number, ""),
        }
        for number, draft in enumerate(drafts)
    ]
    return tables.table("articles", rows)
