"""Articles in, a Corpus of five tables out; nothing is annotated twice."""

import hashlib
import re
import time
import warnings
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch
from tqdm.auto import tqdm

from workbench import store as kept
from workbench import tables
from workbench.folders import data_folder
from workbench.outlets import without_outlets
from workbench.pipeline import load_pipeline
from workbench.pipeline.actors import mentions
from workbench.pipeline.quotes import quotations
from workbench.pipeline.stance import stances
from workbench.rereading import stances_of_added, still_named
from workbench.review.actor_list import ActorListError, final_names, read_actor_list
from workbench.review.corrections import read_corrections
from workbench.review.naming import apply_actor_list
from workbench.review.revision import apply_corrections

ARTICLES_AT_ONCE = 16
SECONDS_BETWEEN_SAVES = 20
DECISIVE = ("pipeline/**/*.py", "lexicon/*.csv", "model/*.npz", "model/*.onnx", "model/*.toml")
BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Corpus:
    """The articles and what was found in them; `workbench.tables` names the columns.

    The tables are as the analyst has revised them: `annotated` is the corpus before that, `added`
    has the stances of actors that her list adds, and `corrections` says of each of her corrections
    whether it applies.
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame
    stances: pd.DataFrame
    pipeline: str = ""
    added: pd.DataFrame | None = field(default=None, repr=False)
    annotated: "Corpus | None" = field(default=None, repr=False)
    corrections: pd.DataFrame | None = field(default=None, repr=False)
    revised: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    """The tables as they were revised, of all articles: others were narrowed since."""
    reading: tuple[str, ...] = ()
    """What was done to the tables beside choosing articles, as a panel's filters say it."""

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that stand for these articles and this pipeline."""
        return kept.digest([self.pipeline, *sorted(self.articles["article_id"])])


def annotate(
    articles: pd.DataFrame,
    *,
    pipeline: Language | None = None,
    store: str | Path | None = None,
    progress: bool = True,
) -> Corpus:
    """Return the Corpus of `articles`: their sentences, mentions, quotes and stances.

    `pipeline` is what `load_pipeline` gives; without it that is loaded. What it finds is kept
    under `store` (by default `annotations` in the data folder), by article text and by pipeline:
    a second run reads it, an interrupted one goes on where it stopped. The outlet of an article is
    no actor in it, as `articles` names it today. An article that cannot be annotated is named in
    a warning, and the others go on. The analyst's own files are applied, as by `revise`.
    """
    tables.check_columns(articles, *tables.ARTICLES, name="articles")
    pipeline = pipeline or load_pipeline()
    key = fingerprint(pipeline)
    shelf = Path(store or data_folder() / "annotations") / key
    done, found = kept.read(shelf)
    texts = articles.drop_duplicates("article_id").set_index("article_id")["text"]
    todo = texts[~texts.index.isin(done)]
    parts = [found]
    for ids, more in _annotated(_short_enough(todo, pipeline), pipeline, progress):
        kept.write(shelf, ids, more)
        parts.append(more)
    every = {name: pd.concat([part[name] for part in parts]) for name in kept.KEPT}
    found = {name: _in_order(table, texts.index) for name, table in every.items()}
    found = without_outlets(articles, found)
    try:
        listed = read_actor_list(data_folder() / "actors.csv")
    except ActorListError:  # revise says so
        added = None
    else:
        added = stances_of_added(texts, found, listed, pipeline, shelf, progress=progress)
    return revise(Corpus(articles=articles, **found, pipeline=key, added=added))


def revise(
    corpus: Corpus, *, actors: str | Path | None = None, corrections: str | Path | None = None
) -> Corpus:
    """Return the whole corpus as the analyst's list of actors and her corrections now have it.

    These are `actors.csv` and `corrections.csv` of the data folder, unless told. Nothing is
    annotated again. What cannot be used in either file is named in a warning.
    """
    annotated = corpus.annotated or corpus
    names = ("mentions", "quotes", "stances")
    found = [getattr(annotated, name) for name in names]
    called: dict[str, str] = {}
    try:
        listed = read_actor_list(actors or data_folder() / "actors.csv")
        if annotated.added is not None:
            added = still_named(annotated.added, annotated.mentions, listed)
            found[2] = pd.concat([found[2], added], ignore_index=True)
        found = apply_actor_list(annotated.sentences, *found, listed)
        called = final_names(listed)
    except ActorListError as error:
        warnings.warn(f"{error}. The list of actors is not applied.", stacklevel=3)
    known = read_corrections(corrections)
    for problem in known.attrs["problems"]:
        warnings.warn(problem, stacklevel=3)
    revised = replace(annotated, **dict(zip(names, found, strict=True)), annotated=annotated)
    revised = apply_corrections(revised, known, names=called)
    return replace(revised, revised={name: getattr(revised, name) for name in names})


def fingerprint(pipeline: Language) -> str:
    """Twelve hexadecimal digits of all that decides what `pipeline` finds in a text.

    That is the model and its version, spaCy's version, the components' settings, whether the
    extra `[accurate]` is there, and the workbench's own code, lexicons and weights.
    """
    package = Path(__file__).parent
    files = [file for part in DECISIVE for file in sorted(package.glob(part))]
    extra = [str(find_spec(name) is not None) for name in ("onnxruntime", "tokenizers")]
    contents = (hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    model = (str(pipeline.meta.get(name)) for name in ("lang", "name", "version"))
    return kept.digest([*model, spacy.__version__, pipeline.config.to_str(), *extra, *contents])


def _in_order(table: pd.DataFrame, article_ids: pd.Index) -> pd.DataFrame:
    """The rows of these articles, in the articles' order; inside one as they stood."""
    place = pd.Series(article_ids.get_indexer(table["article_id"]))
    order = place[place >= 0].sort_values(kind="stable").index
    return table.iloc[order].reset_index(drop=True)


def _short_enough(texts: pd.Series, pipeline: Language) -> pd.Series:
    fits = texts.str.len() <= pipeline.max_length
    for article_id, text in texts[~fits].items():
        warnings.warn(
            f"article {article_id} is left out: it has {len(text):,} characters, "
            f"and the pipeline reads at most {pipeline.max_length:,}. Split it into articles.",
            stacklevel=3,
        )
    return texts[fits]


def _annotated(
    texts: pd.Series, pipeline: Language, progress: bool
) -> Iterator[tuple[list[str], dict[str, pd.DataFrame]]]:
    """Yield article ids with their four tables, every so many seconds and at the end."""
    ids, rows, saved = [], {name: [] for name in kept.KEPT}, time.monotonic()
    silent = not progress or texts.empty
    with tqdm(total=len(texts), desc="Annotating", unit=" articles", disable=silent) as bar:
        for batch in minibatch(((text, id_) for id_, text in texts.items()), ARTICLES_AT_ONCE):
            with pipeline.memory_zone():
                for doc, article_id in _documents(batch, pipeline):
                    ids.append(article_id)
                    for name, found in _rows(doc, article_id).items():
                        rows[name] += found
            bar.update(len(batch))
            if time.monotonic() - saved > SECONDS_BETWEEN_SAVES:
                yield ids, {name: tables.table(name, rows[name]) for name in rows}
                ids, rows, saved = [], {name: [] for name in kept.KEPT}, time.monotonic()
    if ids:
        yield ids, {name: tables.table(name, rows[name]) for name in rows}


def _documents(batch: list[tuple[str, str]], pipeline: Language) -> list[tuple[Doc, str]]:
    """The documents of these texts; one that fails is named in a warning, without the others."""
    try:
        return list(pipeline.pipe(batch, as_tuples=True))
    except Exception as error:  # any component's, on any text
        if len(batch) > 1:
            return [pair for one in batch for pair in _documents([one], pipeline)]
        warnings.warn(
            f"article {batch[0][1]} could not be annotated ({error!r}) and is left out.",
            stacklevel=2,
        )
        return []


def _rows(doc: Doc, article_id: str) -> dict[str, list[tuple]]:
    """The rows of the four tables that one document gives."""
    blank_lines = [gap.end() for gap in BLANK_LINE.finditer(doc.text)]
    sentences = list(doc.sents)
    starts = [sentence.start for sentence in sentences]

    def number(span: Span) -> int:
        return bisect_right(starts, span.start) - 1

    def paragraph(span: Span) -> int:
        return bisect_right(blank_lines, span.start_char)

    return {
        "sentences": [
            (article_id, i, paragraph(sentence), *_offsets(sentence), sentence.text.strip())
            for i, sentence in enumerate(sentences)
        ],
        "mentions": [
            (
                *(article_id, number(m.span), paragraph(m.span), m.span.start_char),
                *(m.span.end_char, m.span.text, m.actor, m.kind, m.country, m.via),
            )
            for m in mentions(doc)
        ],
        "quotes": [
            (
                *(article_id, number(q.content), q.content.start_char, q.content.end_char),
                *(q.content.text, q.actor),
                *((q.speaker.start_char, q.speaker.end_char) if q.speaker else (-1, -1)),
                *(q.cue.text if q.cue else "", q.kind, q.outer, q.form, q.attitude, q.negated),
            )
            for q in quotations(doc)
        ],
        "stances": [(article_id, *stance) for stance in stances(doc)],
    }


def _offsets(sentence: Span) -> tuple[int, int]:
    """Start and end of the sentence in the text, without the space around it."""
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return start, start + len(text.strip())
