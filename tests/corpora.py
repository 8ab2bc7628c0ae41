"""Two corpora made by hand, without a language model, each small enough to count by eye."""

import re
from collections.abc import Sequence

import pandas as pd

from workbench.corpus import Corpus
from workbench.tables import table

# --- four articles of two invented outlets about invented countries ---

INVENTED = {  # article_id: (day, outlet, title, sentences)
    "a1": (
        "2023-08-07",
        "North Star",
        "Arvia scolds Borland",
        ["Arvia condemned Borland.", "Minister Tal of Arvia met Cordia."],
    ),
    "a2": ("2023-09-11", "North Star", "Borland answers", ["Borland threatened Arvia again."]),
    "a3": ("2023-09-12", "Harbour Post", "Friends", ["Arvia praised Cordia.", "Cordia smiled."]),
    "a4": (None, "Harbour Post", "<b>Undated</b>", ["Arvia condemned Borland <script>x</script>."]),
}
ACTORS = {  # words: (kind, country)
    "Arvia": ("country", "Arvia"),
    "Borland": ("country", "Borland"),
    "Cordia": ("country", "Cordia"),
    "Tal": ("person", "Arvia"),
}
TOWARDS = [  # article, sentence, source, target, stance, confidence, mode, voice, cue
    ("a1", 0, "Arvia", "Borland", "hostile", 0.9, "verbal", "narrated", "condemned"),
    ("a1", 1, "Tal", "Cordia", "friendly", 0.4, "material", "narrated", "met"),
    ("a2", 0, "Borland", "Arvia", "hostile", 0.8, "verbal", "quoted", "threatened"),
    ("a3", 0, "Arvia", "Cordia", "friendly", 0.9, "verbal", "narrated", "praised"),
    ("a4", 0, "Arvia", "Borland", "hostile", 0.7, "verbal", "narrated", "condemned"),
]

# --- three articles about real countries, with a group, a capital and a quotation ---

TEXTS = {  # article_id: (day, outlet, sentences, the first of them the title)
    "a1": (
        "2023-10-01",
        "Harbour Post",
        ["Talks in Tokyo", "Washington praised Japan.", "Georgia condemned Russia."],
    ),
    "a2": (
        "2023-10-02",
        "Red Banner",
        ["A warning", "“Russia threatens Japan,”", "Mr Ito said.", "The allies praised Georgia."],
    ),
    "a3": ("2023-10-03", "Harbour Post", ["Weather", "It rained in Geneva."]),
}
NAMED = [  # article, sentence, words, actor
    ("a1", 1, "Japan", "Japan"),
    ("a1", 1, "Washington", "United States"),
    ("a1", 2, "Georgia", "Georgia"),
    ("a1", 2, "Russia", "Russia"),
    ("a2", 1, "Japan", "Japan"),
    ("a2", 1, "Russia", "Russia"),
    ("a2", 2, "Ito", "Ito"),
    ("a2", 3, "Georgia", "Georgia"),
    ("a2", 3, "The allies", "Japan"),
    ("a2", 3, "The allies", "United States"),
]
STANCES = [  # article, sentence, source, target, stance, voice, speaker, cue
    ("a1", 1, "United States", "Japan", "friendly", "narrated", "", "praised"),
    ("a1", 2, "Georgia", "Russia", "hostile", "narrated", "", "condemned"),
    ("a2", 1, "Russia", "Japan", "hostile", "quoted", "Ito", "threatens"),
    ("a2", 3, "Japan", "Georgia", "friendly", "narrated", "", "praised"),
    ("a2", 3, "United States", "Georgia", "friendly", "narrated", "", "praised"),
]


def invented_corpus() -> Corpus:
    """The corpus of `INVENTED`, with each name in its sentences a mention."""
    articles = [
        (name, day, outlet, title, f"{title}\n\n" + " ".join(sentences))
        for name, (day, outlet, title, sentences) in INVENTED.items()
    ]
    texts = {name: sentences for name, (*_, sentences) in INVENTED.items()}
    named = [
        (name, number, words, words, *facts)
        for name, sentences in texts.items()
        for number, sentence in enumerate(sentences)
        for words, facts in ACTORS.items()
        if words in sentence
    ]
    stances = [
        (*row[:5], 1.0 if row[4] == "friendly" else -1.0, *row[5:8], "", row[8]) for row in TOWARDS
    ]
    return _corpus(articles, texts, named, [], stances, pipeline="small")


def small_corpus(*, without: Sequence[str] = ()) -> Corpus:
    """The corpus of `TEXTS`; `without` names articles to leave out."""
    kept = {name: one for name, one in TEXTS.items() if name not in without}
    articles = [
        (name, day, outlet, title, f"{title}\n\n" + " ".join(sentences))
        for name, (day, outlet, (title, *sentences)) in kept.items()
    ]
    named = [
        (*row, *(("person", "") if row[3] == "Ito" else ("country", row[3])))
        for row in NAMED
        if row[0] in kept
    ]
    quotes = []
    if "a2" in kept:
        text = articles[list(kept).index("a2")][-1]
        content = re.search("“(.+),”", text)
        speaker = text.index("Ito")
        where = ("a2", 1, content.start(1), content.end(1), content[1])
        said = ("said", "direct", "", "say", "neutral", False)
        quotes.append((*where, "Ito", speaker, speaker + 3, *said))
    stances = [
        (*row[:5], 0.8 if row[4] == "friendly" else -0.8, 0.9, "verbal", *row[5:])
        for row in STANCES
        if row[0] in kept
    ]
    texts = {name: sentences for name, (*_, sentences) in kept.items()}
    return _corpus(articles, texts, named, quotes, stances, pipeline="by hand")


def _corpus(articles, texts, named, quotes, stances, *, pipeline: str) -> Corpus:
    """The tables: sentences are looked up in the articles, mentions in the sentences."""
    rows, sentences, mentions = [], {}, []
    for name, day, outlet, title, text in articles:
        date, basis = (pd.Timestamp(day), "header") if day else (pd.NaT, "none")
        rows.append((name, date, basis, outlet, title, text, f"{name}.txt", "", ""))
        at = 0
        for number, sentence in enumerate(texts[name]):
            at = text.index(sentence, at)
            paragraph = int(at > len(title))
            sentences[name, number] = (name, number, paragraph, at, at + len(sentence), sentence)
            at += len(sentence)
    for name, number, words, *actor in named:
        _, _, paragraph, start, _, sentence = sentences[name, number]
        at = start + sentence.index(words)
        mentions.append((name, number, paragraph, at, at + len(words), words, *actor, "name"))
    return Corpus(
        articles=table("articles", rows),
        sentences=table("sentences", list(sentences.values())),
        mentions=table("mentions", mentions),
        quotes=table("quotes", quotes),
        stances=table("stances", stances),
        pipeline=pipeline,
    )
