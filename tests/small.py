"""A corpus small enough to count by eye: four articles of two invented outlets."""

import pandas as pd

from workbench.corpus import Corpus
from workbench.tables import table

ARTICLES = {  # article_id: (day, outlet, title, sentences)
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
PEOPLE = {"Tal": ("person", "Arvia")}
COUNTRIES = ("Arvia", "Borland", "Cordia")
STANCES = [  # article, sentence, source, target, stance, confidence, mode, voice, cue
    ("a1", 0, "Arvia", "Borland", "hostile", 0.9, "verbal", "narrated", "condemned"),
    ("a1", 1, "Tal", "Cordia", "friendly", 0.4, "material", "narrated", "met"),
    ("a2", 0, "Borland", "Arvia", "hostile", 0.8, "verbal", "quoted", "threatened"),
    ("a3", 0, "Arvia", "Cordia", "friendly", 0.9, "verbal", "narrated", "praised"),
    ("a4", 0, "Arvia", "Borland", "hostile", 0.7, "verbal", "narrated", "condemned"),
]


def small_corpus() -> Corpus:
    """The corpus of `ARTICLES`, with each name in its sentences a mention."""
    articles, sentences, mentions = [], [], []
    for name, (day, outlet, title, texts) in ARTICLES.items():
        text = f"{title}\n\n" + " ".join(texts)
        basis = "header" if day else "none"
        date = pd.Timestamp(day) if day else pd.NaT
        articles.append((name, date, basis, outlet, title, text, f"{name}.txt", "", ""))
        for number, sentence in enumerate(texts):
            start = text.index(sentence)
            sentences.append((name, number, 1, start, start + len(sentence), sentence))
            for actor in (*COUNTRIES, *PEOPLE):
                if (at := sentence.find(actor)) < 0:
                    continue
                kind, country = PEOPLE.get(actor, ("country", actor))
                where = (name, number, 1, start + at, start + at + len(actor))
                mentions.append((*where, actor, actor, kind, country, "name"))
    stances = [
        (*row[:5], 1.0 if row[4] == "friendly" else -1.0, *row[5:8], "", row[8]) for row in STANCES
    ]
    return Corpus(
        articles=table("articles", articles),
        sentences=table("sentences", sentences),
        mentions=table("mentions", mentions),
        quotes=table("quotes", []),
        stances=table("stances", stances),
        pipeline="small",
    )
