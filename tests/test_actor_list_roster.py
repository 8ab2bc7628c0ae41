"""Every actor of a corpus in a row, pairs that are likely one, and what the list's rows touch."""

import time

import pandas as pd

from workbench.review.actor_list import kept_apart, read_actor_list
from workbench.review.roster import effects, roster, suggest_merges


def named(*rows) -> pd.DataFrame:
    """Mentions from (article, words, actor, kind, country, via)."""
    return pd.DataFrame(
        rows, columns=["article_id", "text", "actor", "kind", "country", "via"], dtype="str"
    )


def persons(*names) -> pd.DataFrame:
    return named(*(("a", name, name, "person", "", "tagger") for name in names))


def test_a_row_an_actor_with_its_words_the_most_frequent_first():
    table = roster(
        named(
            ("a", "Ruranian", "Rurania", "country", "Rurania", "demonym"),
            ("a", "Rurania", "Rurania", "country", "Rurania", "name"),
            ("b", "RURANIA", "Rurania", "country", "Rurania", "name"),
            ("b", "Ruranian", "Rurania", "country", "Rurania", "demonym"),
            ("b", "it", "Rurania", "country", "Rurania", "coreference"),
            ("b", "Blok", "Anton Blok", "person", "", "surname"),
        )
    )
    assert table.to_dict("records") == [
        {
            "name": "Rurania",
            "kind": "country",
            "country": "Rurania",
            "mentions": 5,
            "articles": 2,
            "aliases": ["Ruranian", "Rurania"],
        },
        {
            "name": "Anton Blok",
            "kind": "person",
            "country": "",
            "mentions": 1,
            "articles": 1,
            "aliases": ["Blok"],
        },
    ]


def test_merges_are_suggested_and_not_made():
    mentions = persons("Anton Blok", "Anton Blok", "Anton Block", "Eva Stern")
    before = mentions.copy()
    suggested = suggest_merges(mentions)
    assert suggested[["name", "actor"]].to_numpy().tolist() == [["Anton Block", "Anton Blok"]]
    assert suggested[["mentions_of_name", "mentions_of_actor"]].to_numpy().tolist() == [[1, 2]]
    pd.testing.assert_frame_equal(mentions, before)


def test_a_name_in_the_other_order_and_a_lone_surname_are_suggested():
    pairs = suggest_merges(persons("Eva Stern", "Eva Stern", "Stern Eva", "Stern", "Anton Blok"))
    assert set(zip(pairs["name"], pairs["actor"], strict=True)) == {
        ("Stern Eva", "Eva Stern"),
    }
    pairs = suggest_merges(persons("Eva Stern", "Stern", "Stern", "Anton Blok"))
    assert pairs[["name", "actor"]].to_numpy().tolist() == [["Stern", "Eva Stern"]]


def test_numbers_countries_and_the_lexicon_keep_names_apart():
    mentions = named(
        ("a", "48th Guard Brigade", "48th Guard Brigade", "organisation", "", "tagger"),
        ("a", "58th Guard Brigade", "58th Guard Brigade", "organisation", "", "tagger"),
        ("a", "Board of Harvests", "Board of Harvests", "organisation", "Chad", "tagger"),
        ("a", "Board of Harvest", "Board of Harvest", "organisation", "Peru", "tagger"),
        ("a", "Niger", "Niger", "country", "Niger", "name"),
        ("a", "Nigeria", "Nigeria", "country", "Nigeria", "name"),
    )
    assert suggest_merges(mentions).empty


def test_what_the_list_keeps_apart_is_not_suggested_by_whatever_name(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text(
        "do,name,actor\napart,Block,Anton Blok\nrename,Block,Anton Block\napart,Eva,Eva Stern\n"
    )
    apart = kept_apart(read_actor_list(path))
    assert apart == {frozenset(["Anton Block", "Anton Blok"]), frozenset(["Eva", "Eva Stern"])}
    mentions = persons("Anton Blok", "Anton Block", "Anton Bloch")
    pairs = suggest_merges(mentions, at_least=80, apart=apart)[["name", "actor"]].to_numpy()
    assert {frozenset(pair) for pair in pairs} == {
        frozenset(["Anton Bloch", "Anton Blok"]),
        frozenset(["Anton Bloch", "Anton Block"]),
    }


def test_five_thousand_names_are_compared_in_seconds():
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [
        f"{a}{b}no {c}{d}rk".title() for a in letters[:9] for b in letters for c in letters
        for d in letters[:1]
    ]  # fmt: skip
    began = time.process_time()
    suggest_merges(persons(*names[:5000]))
    assert time.process_time() - began < 10


def test_each_row_of_the_list_says_how_many_mentions_it_is_about(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text(
        "do,name,actor,of\n"
        "merge,Block,Blok,\n"
        "rename,Blok,Anton Blok,\n"
        "add,Marshal,Anton Blok,\n"
        "split,Blok,Eva Blok,Anton Blok\n"
        "drop,Nobody,,\n"
        "add,Blok's Guard,Guard,\n"
    )
    before = named(
        ("a", "Block", "Block", "person", "", "tagger"),
        ("a", "Blok", "Blok", "person", "", "tagger"),
        ("b", "Blok", "Blok", "person", "", "tagger"),
    )
    added = named(
        ("b", "Marshal", "Anton Blok", "person", "", "alias"),
        ("b", "Blok’s Guard", "Guard", "armed group", "", "alias"),
        ("c", "Blok's\u00a0Guard", "Guard", "armed group", "", "alias"),
    )
    after = pd.concat([before, added], ignore_index=True)
    assert effects(read_actor_list(path), before, after) == {2: 1, 3: 3, 4: 1, 5: 2, 6: 0, 7: 2}
