"""The outlet of an article in the tables: no actor, and a speaker under one name."""

import pandas as pd
import pytest

from workbench import tables
from workbench.outlets import without_outlets


def found(outlet="The Bay Post"):
    rows = {
        "mentions": [
            ("a", 0, 0, 0, 12, "Bay Post", "Bay Post", "organisation", "", "tagger"),
            ("a", 0, 0, 18, 22, "Peru", "Peru", "country", "Peru", "name"),
            ("b", 0, 0, 4, 12, "Bay Post", "Bay Post", "organisation", "", "tagger"),
        ],
        "quotes": [
            ("a", 0, 18, 35, "Peru blamed Chile", "the Bay Post", 0, 12, "said", "indirect"),
            ("b", 0, 18, 35, "Peru blamed Chile", "the Bay Post", 0, 12, "said", "indirect"),
        ],
        "stances": [
            ("a", 0, "Bay Post", "Chile", "hostile", -0.9, 0.9, "verbal", "narrated", "", "x"),
            ("a", 0, "Peru", "Chile", "hostile", -0.9, 0.9, "verbal", "quoted", "Bay Post", "x"),
        ],
    }
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": [outlet, "Hill Sun"]})
    frames = {
        name: pd.DataFrame(values, columns=list(tables.CONTRACTS[name])[: len(values[0])])
        for name, values in rows.items()
    }
    frames["mentions"].columns = [
        *("article_id", "sentence", "paragraph", "start", "end"),
        *("text", "actor", "kind", "country", "via"),
    ]
    frames["quotes"].columns = [
        *("article_id", "sentence", "start", "end", "content", "speaker"),
        *("speaker_start", "speaker_end", "cue", "kind"),
    ]
    frames["quotes"]["outer"] = ""
    frames["stances"].columns = [
        *("article_id", "sentence", "source", "target", "stance", "score"),
        *("confidence", "mode", "voice", "speaker", "cue"),
    ]
    return without_outlets(articles, frames)


@pytest.mark.parametrize(
    "outlet", ["The Bay Post", "BAY POST", "Daily Bay Post", "www.baypost.com"]
)
def test_an_outlet_is_an_actor_in_other_outlets_only(outlet):
    mentions = found(outlet)["mentions"]
    assert list(zip(mentions["article_id"], mentions["actor"], strict=True)) == [
        ("a", "Peru"),
        ("b", "Bay Post"),
    ]


def test_what_an_outlet_says_is_said_under_its_name_in_the_articles_table():
    tables_now = found()
    assert tables_now["quotes"]["speaker"].tolist() == ["The Bay Post", "the Bay Post"]
    assert tables_now["stances"]["speaker"].tolist() == ["The Bay Post"]


def test_an_outlet_has_no_stance_in_its_own_story():
    assert found()["stances"]["source"].tolist() == ["Peru"]


@pytest.mark.parametrize("outlet", ["", "Peru", "Post Office News"])
def test_no_other_actor_is_taken_for_the_outlet(outlet):
    kept = found(outlet)["mentions"]["actor"].tolist()
    assert kept == ["Bay Post", "Peru", "Bay Post"]
