import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from corpora import small_corpus

from workbench.plain import plain_html
from workbench.review.concordance import article_html, concordance


@pytest.fixture
def corpus():
    return small_corpus()


def with_text(corpus, text):
    """The corpus with one article of one sentence."""
    articles = corpus.articles[:1].assign(text=text)
    sentences = corpus.sentences[:1].assign(text=text, start=0, end=len(text))
    empty = {name: getattr(corpus, name)[:0] for name in ("mentions", "quotes", "stances")}
    return replace(corpus, articles=articles, sentences=sentences, **empty)


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("praised", ["praised", "praised"]),
        ("PRAISED  japan", ["praised Japan"]),
        ("prais*", ["praised", "praised"]),
        ("*ened | threat*", ["threatens"]),
        ("Japan", ["Japan", "Japan"]),
        ("Jap", []),
        ("Mr *", ["Mr Ito"]),
        ("“Russia", ["“Russia"]),
        ('"russia', ["“Russia"]),
        ("(", []),
        (".*", ["."] * 5),
        ("rained | Ito", ["rained", "Ito"]),
    ],
)
def test_words_are_found_as_words(corpus, words, hits):
    found = concordance(corpus, words)["hit"].tolist()
    assert sorted(found) == sorted(hits)


def test_row_is_a_hit_with_its_context_newest_first(corpus):
    first, second = concordance(corpus, "praised").to_dict("records")
    assert (first["left"], first["hit"], first["right"]) == ("The allies ", "praised", " Georgia.")
    assert (first["outlet"], first["title"]) == ("Red Banner", "A warning")
    assert (second["article_id"], second["sentence"]) == ("a1", 1)


def test_context_is_cut_with_a_sign(corpus):
    row = concordance(corpus, "condemned", width=4).loc[0]
    assert (row["left"], row["right"]) == ("…gia ", " Rus…")


def test_actors_and_outlets_narrow_the_search(corpus):
    assert len(concordance(corpus, "praised", actors=["Georgia"])) == 1
    assert len(concordance(corpus, "praised", outlets=["Harbour Post"])) == 1
    assert len(concordance(corpus, "praised", actors=["Georgia"], outlets=["Harbour Post"])) == 0


def test_actor_alone_shows_every_mention_whatever_its_words(corpus):
    hits = concordance(corpus, actors=["United States"])["hit"].tolist()
    assert hits == ["The allies", "Washington"]


@pytest.mark.parametrize("words", ["", "  ", "|", "*"])
def test_nothing_to_look_for_is_refused(corpus, words):
    with pytest.raises(ValueError, match="nothing to look for"):
        concordance(corpus, words)


@pytest.mark.parametrize("words", ["(a+)+$", "*a*", "a* a* a* a* b", "*nation* | *n*"])
def test_no_search_runs_for_ever(corpus, words):
    long = with_text(corpus, "a" * 50_000 + " nation" * 8_000)
    started = time.perf_counter()
    concordance(long, words)
    assert time.perf_counter() - started < 5


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.open, self.wrong, self.tags = "", [], [], set()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        self.text += data


def read(html):
    reader = Reader()
    reader.feed(html)
    assert (reader.open, reader.wrong) == ([], [])
    return reader


def test_article_marks_mentions_quotations_and_cues_that_overlap(corpus):
    html = article_html(corpus, "a2", sentence=1)
    assert read(html).text.endswith(
        "“Russia threatens Japan,” Mr Ito said. The allies praised Georgia."
    )
    assert (
        '<mark class="wb-actor wb-here wb-quote" title="said by Ito; Russia">Russia</mark>' in html
    )
    assert 'title="Japan friendly to Georgia; United States friendly to Georgia">praised' in html


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a $x^2$ and $$y$$ and \\(z\\)",
    "\x1b[31mred\x1b[0m",
    "\u202eevil\u202c and \u2066more",
    "& &amp; \" '",
    "x" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(corpus, text):
    hostile = with_text(corpus, text)
    hostile = replace(hostile, articles=hostile.articles.assign(outlet=text[:80], title=text[:80]))
    reader = read(article_html(hostile, "a1", sentence=0))
    assert reader.tags <= {"article", "div", "p", "bdi", "mark", "span"}
    shown = reader.text.replace("␛", "\x1b")
    assert text in shown or "\u202e" in text
    assert "$x" not in article_html(hostile, "a1")


def test_marks_of_direction_are_shown_and_do_nothing():
    assert plain_html("\u202eevil\u202c") == "⸱evil⸱"


def test_missing_article_is_named(corpus):
    with pytest.raises(KeyError, match="no article 'zz'"):
        article_html(corpus, "zz")
