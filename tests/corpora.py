"""A corpus made by hand, without a language model: three short articles and what stands in them."""

import re

import pandas as pd

from workbench import tables
from workbench.corpus import Corpus

TEXTS = {
    "a1": ("Talks in Tokyo", "Washington praised Japan. Georgia condemned Russia."),
    "a2": ("A warning", "“Russia threatens Japan,” Mr Ito said. The allies praised Georgia."),
    "a3": ("Weather", "It rained in Geneva."),
}
OUTLETS = {"a1": "Harbour Post", "a2": "Red Banner", "a3": "Harbour Post"}
KINDS = {"United States": "country", "Japan": "country", "Georgia": "country", "Russia": "country"}
NAMED = {  # article, sentence, words, actor
    ("a1", 1, "Washington", "United States"),
    ("a1", 1, "Japan", "Japan"),
    ("a1", 2, "Georgia", "Georgia"),
    ("a1", 2, "Russia", "Russia"),
    ("a2", 1, "Russia", "Russia"),
    ("a2", 1, "Japan", "Japan"),
    ("a2", 2, "Ito", "Ito"),
    ("a2", 3, "The allies", "Japan"),
    ("a2", 3, "The allies", "United States"),
    ("a2", 3, "Georgia", "Georgia"),
}
SENTENCES = {
    "a1": ["Talks in Tokyo", "Washington praised Japan.", "Georgia condemned Russia."],
    "a2": ["A warning", "“Russia threatens Japan,”", "Mr Ito said.", "The allies praised Georgia."],
    "a3": ["Weather", "It rained in Geneva."],
}
STANCES = [  # article, sentence, source, target, stance, voice, speaker, cue
    ("a1", 1, "United States", "Japan", "friendly", "narrated", "", "praised"),
    ("a1", 2, "Georgia", "Russia", "hostile", "narrated", "", "condemned"),
    ("a2", 1, "Russia", "Japan", "hostile", "quoted", "Ito", "threatens"),
    ("a2", 3, "Japan", "Georgia", "friendly", "narrated", "", "praised"),
    ("a2", 3, "United States", "Georgia", "friendly", "narrated", "", "praised"),
]


def small_corpus(*, without=()) -> Corpus:
    """The corpus; `without` names articles to leave out."""
    ids = [id_ for id_ in TEXTS if id_ not in without]
    texts = {id_: f"{title}\n\n{body}" for id_, (title, body) in TEXTS.items()}
    articles = [
        {
            "article_id": id_,
            "date": pd.Timestamp(2023, 10, 1 + number),
            "date_basis": "header",
            "outlet": OUTLETS[id_],
            "title": TEXTS[id_][0],
            "text": texts[id_],
            **dict.fromkeys(("path", "url", "duplicate_of"), ""),
        }
        for number, id_ in enumerate(ids)
    ]
    sentences = {}
    for id_ in ids:
        at = 0
        for number, text in enumerate(SENTENCES[id_]):
            at = texts[id_].index(text, at)
            sentences[id_, number] = (id_, number, min(number, 1), at, at + len(text), text)
            at += len(text)
    mentions = []
    for id_, number, words, actor in sorted(NAMED):
        if id_ in ids:
            *_, start, _, text = sentences[id_, number]
            at = start + text.index(words)
            where = (id_, number, 1, at, at + len(words), words)
            kind = KINDS.get(actor, "person")
            country = actor if kind == "country" else ""
            mentions.append((*where, actor, kind, country, "name"))
    quotes = []
    if "a2" in ids:
        content = re.search("“(.+),”", texts["a2"])
        speaker = texts["a2"].index("Ito")
        where = ("a2", 1, content.start(1), content.end(1), content[1])
        said = ("said", "direct", "", "say", "neutral", False)
        quotes.append((*where, "Ito", speaker, speaker + 3, *said))
    stances = [
        (
            *(id_, number, source, target, stance, 0.8 if stance == "friendly" else -0.8, 0.9),
            *("verbal", voice, speaker, cue),
        )
        for id_, number, source, target, stance, voice, speaker, cue in STANCES
        if id_ in ids
    ]
    return Corpus(
        articles=tables.table("articles", articles),
        sentences=tables.table("sentences", list(sentences.values())),
        mentions=tables.table("mentions", mentions),
        quotes=tables.table("quotes", quotes),
        stances=tables.table("stances", stances),
        pipeline="by hand",
    )
