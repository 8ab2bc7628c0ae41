"""The analyst's own actors: data/actors.csv read, checked, applied to the tables, written."""

import csv
import os
import re
import tempfile
import warnings
from collections import defaultdict
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from workbench.pipeline.lexicon import fold, load_lexicon
from workbench.tables import check_columns

COLUMNS = ("do", "name", "actor", "of", "kind", "country", "note")
ACTIONS = ("add", "merge", "rename", "split", "drop")
KINDS = ("", "country", "organisation", "alliance", "armed group", "person")
WORD = re.compile(r"\w+")


class ActorListError(ValueError):
    """An actor list that cannot be applied as it stands; the message names the line."""


class ActorListWarning(UserWarning):
    """A row of the actor list that is left out."""


def read_actor_list(path: str | Path) -> pd.DataFrame:
    """The analyst's list at `path`, one row an instruction, indexed by its line in the file.

    Columns: do, name, actor, of, kind, country, note; a column may be missing but for the first
    two. What `do` says:

    - add: the words `name` mean `actor` (of `kind` and `country`) wherever they stand
    - merge: all that is `name` is `actor` too; rename: the same, for a name not yet in use
    - split: where the words `name` were taken for the actor `of`, they mean `actor`
    - drop: the actor `name` is none; with `of`, only where the words `name` were taken for it

    No file, no rows. Raises ActorListError naming the line and the remedy.
    """
    path = Path(path)
    if not path.exists():
        return _frame([], [])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ActorListError(
            f"{path}, line {line}: not UTF-8 (byte 0x{error.object[error.start]:02x}); "
            "save the file as 'CSV UTF-8'"
        ) from error
    reader = csv.reader(text.splitlines(keepends=True))
    rows, lines = [], []
    header: list[str] = []
    for cells in reader:
        if not header:
            header = [cell.strip() for cell in cells]
            _check_header(path, header)
        elif any(cell.strip() for cell in cells):
            if len(cells) > len(header):
                raise ActorListError(
                    f"{path}, line {reader.line_num}: {len(cells)} cells under {len(header)} "
                    "columns; put a cell that contains a comma in double quotes"
                )
            rows.append(dict(zip(header, (cell.strip() for cell in cells), strict=False)))
            lines.append(reader.line_num)
    frame = _frame(rows, lines)
    check_actor_list(frame, where=str(path))
    return frame


def write_actor_list(actor_list: pd.DataFrame, path: str | Path) -> None:
    """Write the list to `path` in one stroke: a reader, or a crash, sees the old file or the new.

    Raises ActorListError, and writes nothing, where the list cannot be applied.
    """
    path = Path(path)
    frame = actor_list.reindex(columns=list(COLUMNS), fill_value="").fillna("")
    frame.index = range(2, len(frame) + 2)
    check_actor_list(frame, where=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            frame.to_csv(file, index=False, lineterminator="\n")
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def check_actor_list(actor_list: pd.DataFrame, *, where: str = "actor list") -> None:
    """Raise ActorListError for the first row that cannot be applied; `where` names the file."""

    def fail(line: int, what: str) -> None:
        raise ActorListError(f"{where}, line {line}: {what}")

    claimed: dict[tuple[str, str], tuple[str, int]] = {}
    for row in actor_list.itertuples():
        if row.do not in ACTIONS:
            fail(row.Index, f"'do' must be one of {', '.join(map(repr, ACTIONS))}; not {row.do!r}")
        if not row.name:
            fail(row.Index, "'name' is empty; write the words or the actor that the row is about")
        if row.do != "drop" and not row.actor:
            fail(row.Index, f"'actor' is empty; write whom {row.name!r} means")
        if row.do == "split" and not row.of:
            fail(row.Index, f"'of' is empty; write the actor that {row.name!r} was taken for")
        if row.kind not in KINDS:
            fail(row.Index, f"'kind' must be one of {', '.join(KINDS[1:])}; not {row.kind!r}")
        key = (fold(row.name), row.of)
        other = claimed.setdefault(key, (row.actor, row.Index))
        if other[0] != row.actor:
            fail(
                row.Index,
                f"{row.name!r} means {row.actor!r} here and {other[0]!r} in line {other[1]}; "
                "keep one of the two",
            )
    _goals(actor_list, where)


def apply_actor_list(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    stances: pd.DataFrame,
    actor_list: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """`mentions`, `quotes` and `stances` as the analyst's list wants them; new tables.

    Nothing is annotated again. Words that the list adds are looked up in the stored sentences, as
    written and as whole words; they win over mentions that they cover, not over longer ones around
    them. Speakers, sources and targets follow the mentions of their sentence, then of their
    article. What an actor that nobody had found does to others is known after annotating again.
    """
    check_columns(sentences, "article_id", "sentence", "start", "text", name="sentences")
    check_columns(mentions, "article_id", "start", "end", "actor", "via", name="mentions")
    if actor_list.empty:
        return mentions.copy(), quotes.copy(), stances.copy()
    check_actor_list(actor_list)
    old = mentions.copy()
    old["was"] = old["actor"]
    new = _added(sentences, old, actor_list)
    for row in actor_list.itertuples():
        if row.do == "split" or (row.do == "drop" and row.of):
            new.loc[(new["actor"] == row.of) & (new["text"] == row.name), "actor"] = row.actor
        elif row.do == "drop":
            new.loc[new["actor"] == row.name, "actor"] = ""
    goals = _goals(actor_list)
    new["actor"] = new["actor"].map(lambda actor: goals.get(actor, actor))
    new = _described(new, actor_list)
    changes = _changes(new, goals)
    kept = new[new["actor"] != ""].drop(columns="was")
    kept = kept.drop_duplicates(["article_id", "start", "end", "actor"])
    order = ["article_id", "start", "end"]
    positions = {article: n for n, article in enumerate(dict.fromkeys(sentences["article_id"]))}
    kept = kept.sort_values(
        order, key=lambda c: c.map(positions) if c.name == "article_id" else c, kind="stable"
    )
    return (
        kept.reset_index(drop=True)[list(mentions.columns)],
        _follow_quotes(quotes, new, changes),
        _follow_stances(stances, changes),
    )


def suggest_merges(
    mentions: pd.DataFrame, *, at_least: float = 88, limit: int = 50
) -> pd.DataFrame:
    """Pairs of actors of one kind whose names are alike: to be looked at, never merged by itself.

    Columns: name, actor (the more frequent of the two), kind, likeness (rapidfuzz token sort ratio,
    0 to 100), mentions_of_name, mentions_of_actor; the likest first. Countries, and pairs that the
    lexicon knows as two actors, are not suggested.
    """
    check_columns(mentions, "actor", "kind", name="mentions")
    known = {actor.name for actor in load_lexicon().actors}
    rows = []
    for kind, group in mentions[mentions["kind"] != "country"].groupby("kind"):
        counts = group["actor"].value_counts()
        names = list(counts.index)
        folded = [fold(name) for name in names]
        likeness = process.cdist(
            folded, folded, scorer=fuzz.token_sort_ratio, score_cutoff=at_least
        )
        for i, j in zip(*likeness.nonzero(), strict=True):
            if i < j and not (names[i] in known and names[j] in known):
                rows.append(
                    (
                        names[j],
                        names[i],
                        kind,
                        float(likeness[i, j]),
                        counts.iloc[j],
                        counts.iloc[i],
                    )
                )
    columns = ["name", "actor", "kind", "likeness", "mentions_of_name", "mentions_of_actor"]
    frame = pd.DataFrame(rows, columns=columns)
    return (
        frame.sort_values("likeness", ascending=False, kind="stable")
        .head(limit)
        .reset_index(drop=True)
    )


def _frame(rows: list[dict[str, str]], lines: list[int]) -> pd.DataFrame:
    cells = [{name: row.get(name) or "" for name in COLUMNS} for row in rows]
    index = pd.Index(lines, name="line", dtype="int64")
    return pd.DataFrame(cells, index=index, columns=list(COLUMNS)).astype(str)


def _check_header(path: Path, header: list[str]) -> None:
    unknown = [name for name in header if name not in COLUMNS]
    missing = [name for name in COLUMNS[:2] if name not in header]
    if unknown or missing:
        what = f"unknown column {unknown[0]!r}" if unknown else f"column {missing[0]!r} is missing"
        raise ActorListError(f"{path}, line 1: {what}; columns are {', '.join(COLUMNS)}")


def _goals(actor_list: pd.DataFrame, where: str = "actor list") -> dict[str, str]:
    """Where each merged or renamed actor ends; raises ActorListError for a circle."""
    step = {}
    for row in actor_list.itertuples():
        if row.do in ("merge", "rename"):
            step[row.name] = (row.actor, row.Index)
    goals = {}
    for name in step:
        way, at = [name], name
        while at in step:
            at, line = step[at]
            if at in way:
                circle = " → ".join([*way[way.index(at) :], at])
                raise ActorListError(
                    f"{where}, line {line}: the merges go round in a circle ({circle}); remove one"
                )
            way.append(at)
        goals[name] = at
    return goals


def _added(sentences: pd.DataFrame, old: pd.DataFrame, actor_list: pd.DataFrame) -> pd.DataFrame:
    """`old` with mentions of the added words; those that they cover carry the new actor."""
    common = load_lexicon().words["common words"]
    by_word: dict[str, list] = defaultdict(list)
    for row in actor_list[actor_list["do"] == "add"].itertuples():
        if fold(row.name) in common:
            warnings.warn(
                f"actor list, line {row.Index}: {row.name!r} is a common word and would be found "
                "everywhere; the row is left out. Add a longer name instead",
                ActorListWarning,
                stacklevel=3,
            )
            continue
        first = WORD.search(row.name)
        if first is None:
            continue
        by_word[first.group()].append((row.name, first.start(), row))
    if not by_word:
        return old
    spans = defaultdict(list)
    for n, one in enumerate(old[["article_id", "start", "end"]].itertuples(index=False)):
        spans[one.article_id].append((one.start, one.end, n))
    gone: set[int] = set()
    fresh = []
    for sentence in sentences.itertuples():
        reach = -1
        for match in WORD.finditer(sentence.text):
            if match.start() < reach or match.group() not in by_word:
                continue
            hits = [
                (len(name), row)
                for name, lead, row in by_word[match.group()]
                if _stands(sentence.text, match.start() - lead, name)
            ]
            if not hits:
                continue
            size, row = max(hits, key=lambda hit: hit[0])
            lead = WORD.search(row.name).start()
            start = int(sentence.start) + match.start() - lead
            end = start + size
            reach = match.start() - lead + size
            here = [one for one in spans[sentence.article_id] if one[0] < end and one[1] > start]
            if any(one[0] <= start and one[1] >= end and one[1] - one[0] > size for one in here):
                continue
            gone |= {one[2] for one in here}
            was = {old["actor"].iat[one[2]] for one in here if one[:2] == (start, end)}
            fresh.append(
                {
                    "article_id": sentence.article_id,
                    "sentence": sentence.sentence,
                    "paragraph": getattr(sentence, "paragraph", 0),
                    "start": start,
                    "end": end,
                    "text": row.name,
                    "actor": row.actor,
                    "kind": row.kind,
                    "country": row.country,
                    "via": "alias",
                    "was": was.pop() if len(was) == 1 else "",
                }
            )
    kept = old[[n not in gone for n in range(len(old))]]
    if not fresh:
        return kept
    added = pd.DataFrame(fresh).reindex(columns=old.columns).astype(old.dtypes.to_dict())
    return pd.concat([kept, added], ignore_index=True)


def _stands(text: str, start: int, name: str) -> bool:
    end = start + len(name)
    if start < 0 or not text.startswith(name, start):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and name[0].isalnum()) and not (
        after.isalnum() and name[-1].isalnum()
    )


def _described(new: pd.DataFrame, actor_list: pd.DataFrame) -> pd.DataFrame:
    """`new` with kind and country of changed actors: the list's, else the actor's own."""
    known = {actor.name: (actor.kind, actor.country) for actor in load_lexicon().actors}
    own = (
        new[new["actor"] == new["was"]]
        .groupby("actor")[["kind", "country"]]
        .agg(lambda c: c.mode().iat[0])
    )
    facts = {name: tuple(row) for name, row in zip(own.index, own.to_numpy(), strict=True)}
    facts = {**known, **facts}
    for row in actor_list.itertuples():
        if row.actor and (row.kind or row.country):
            kind, country = facts.get(row.actor, ("", ""))
            facts[row.actor] = (row.kind or kind, row.country or country)
    touched = (new["actor"] != new["was"]) | new["actor"].isin(set(actor_list["actor"]))
    for n in new.index[touched & new["actor"].isin(set(facts))]:
        kind, country = facts[new.at[n, "actor"]]
        new.at[n, "kind"] = kind or new.at[n, "kind"] or "organisation"
        new.at[n, "country"] = country or new.at[n, "country"]
    new.loc[(new["kind"] == "") & (new["actor"] != ""), "kind"] = "organisation"
    return new


def _changes(new: pd.DataFrame, goals: dict[str, str]) -> dict:
    """What an actor's name becomes: by sentence, by article and everywhere, where that is plain."""
    named = new[new["was"] != ""]
    changes: dict = dict(goals)
    for keys in (["was"], ["article_id", "was"], ["article_id", "sentence", "was"]):
        grouped = named.groupby(keys)["actor"].agg(["nunique", "first"])
        plain = grouped[grouped["nunique"] == 1]["first"]
        for key, actor in plain.items():
            changes[key if isinstance(key, tuple) else (key,)] = actor
    return changes


def _changed(name: str, article: str, sentence: int, changes: dict) -> str:
    for key in ((article, sentence, name), (article, name), (name,)):
        if key in changes:
            return changes[key]
    return changes.get(name, name)


def _follow_quotes(quotes: pd.DataFrame, new: pd.DataFrame, changes: dict) -> pd.DataFrame:
    quotes = quotes.copy()
    added = defaultdict(list)
    for one in new[(new["was"] == "") & (new["actor"] != "")].itertuples():
        added[one.article_id].append((one.start, one.end, one.actor))
    rows = zip(
        quotes["article_id"], quotes["sentence"], quotes["speaker"],
        quotes["speaker_start"], quotes["speaker_end"], strict=True,
    )  # fmt: skip
    speakers = []
    for article, sentence, speaker, start, end in rows:
        inside = [actor for s, e, actor in added[article] if start <= s and e <= end]
        changed = _changed(speaker, article, sentence, changes)
        speakers.append(inside[0] if inside and changed == speaker else changed or speaker)
    quotes["speaker"] = speakers
    if "outer" in quotes:
        rows = zip(quotes["article_id"], quotes["sentence"], quotes["outer"], strict=True)
        quotes["outer"] = [_changed(name, article, n, changes) for article, n, name in rows]
    return quotes


def _follow_stances(stances: pd.DataFrame, changes: dict) -> pd.DataFrame:
    stances = stances.copy()
    for column in ("source", "target", "speaker"):
        rows = zip(stances["article_id"], stances["sentence"], stances[column], strict=True)
        stances[column] = [_changed(name, article, n, changes) for article, n, name in rows]
    stances = stances[(stances["source"] != "") & (stances["target"] != "")]
    stances = stances[stances["source"] != stances["target"]]
    keys = [
        c
        for c in ("article_id", "sentence", "source", "target", "voice", "speaker")
        if c in stances
    ]
    best = stances.sort_values("confidence", ascending=False, kind="stable").drop_duplicates(keys)
    return best.sort_index().reset_index(drop=True)
