"""For the tests of the briefing: articles of envoys, made by hand, and what is off a slide."""

import pandas as pd
from pptx.presentation import Presentation

from workbench.corpus import Corpus
from workbench.tables import table

MONTHS = ["2023-08-07", "2023-09-11", "2023-10-02", "2023-10-30"]
OUTLETS = ("North Star", "Harbour Post")


def corpus_of(
    names=("Arvia", "Borland", "Cordia"), *, articles=8, stances=True, title="Envoys", dates=MONTHS
):
    """Articles of two outlets in turn: a sentence names all `names`, the next one only the first.

    The third is a quotation: of the first name in North Star, of the second in Harbour Post. The
    first is hostile to the second and friendly to the third.
    """
    rows = {"articles": [], "sentences": [], "mentions": [], "quotes": [], "stances": []}
    for number in range(articles):
        key, outlet = f"a{number}", OUTLETS[number % 2]
        words = ("We came in peace", "We left")[number % 2]
        texts = [
            f"{', '.join(names)} met.",
            f"{names[0]} spoke again on day {number}.",
            f"“{words},” the envoy said.",
        ]
        text = f"{title}\n\n{' '.join(texts)}"
        day = pd.Timestamp(dates[number % len(dates)]) if dates else pd.NaT
        rows["articles"].append((key, day, "header", outlet, title, text, f"{key}.txt", "", ""))
        for place, sentence in enumerate(texts):
            start = text.index(sentence)
            rows["sentences"].append((key, place, 1, start, start + len(sentence), sentence))
            for name in names:
                at = sentence.find(name)
                if at >= 0:
                    span = (start + at, start + at + len(name))
                    where = (key, place, 1, *span, name, name, "country", name, "name")
                    rows["mentions"].append(where)
        at, speaker = text.index(words), names[number % 2 % len(names)]
        said = (speaker, -1, -1, "said", "direct", "", "say", "neutral", False)
        rows["quotes"].append((key, 2, at, at + len(words), words, *said))
        if stances and len(names) > 1:
            for other in names[1:3]:
                stance = ("hostile", -1.0) if other == names[1] else ("friendly", 1.0)
                told = (0.5 + number / 20, "verbal", "narrated", "", "met")
                rows["stances"].append((key, 0, names[0], other, *stance, *told))
    return Corpus(
        **{name: table(name, found) for name, found in rows.items()},
        pipeline="by hand",
    )


def off_slide(deck: Presentation) -> list[str]:
    """The names of the shapes that reach beyond their slide."""
    return [
        shape.name
        for slide in deck.slides
        for shape in slide.shapes
        if min(shape.left, shape.top) < 0
        or shape.left + shape.width > deck.slide_width
        or shape.top + shape.height > deck.slide_height
    ]
