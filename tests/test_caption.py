import pandas as pd
import pytest

from workbench.caption import caption, counted, period, sources


def test_a_caption_tells_period_sources_n_and_filters(corpus):
    assert caption(corpus.articles, ["12 mentions"], ["by country", "kinds: person"]) == (
        "Period: 7 August 2023 to 12 September 2023. Sources: North Star, Harbour Post. "
        "n = 4 articles (1 undated), 12 mentions. Filters: by country; kinds: person."
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["2023-10-02"], "2 October 2023"),
        (["2023-10-02", None, "2023-08-31"], "31 August 2023 to 2 October 2023"),
        ([None], "no dated article"),
        ([], "no dated article"),
    ],
)
def test_a_period_is_its_first_and_last_day(days, words):
    assert period(pd.Series(days, dtype="datetime64[ns]")) == words


def test_sources_stand_by_number_of_articles_and_past_the_sixth_are_counted():
    assert sources(pd.Series(["B", "A", "A", ""])) == "A, B, unnamed outlet"
    assert sources(pd.Series(list("ABCDEFGH"))).endswith("and 2 more")
    assert sources(pd.Series([], dtype="str")) == "none"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 article"), (0, "0 articles"), (1200, "1,200 articles")]
)
def test_a_number_takes_its_noun(number, words):
    assert counted(number, "article") == words
