"""Names with hyphens and small words, labels of who speaks, bodies that go by each other's name."""

import pytest

from workbench.pipeline import actors


def found(nlp, text):
    """The words of `text` that are taken for actors, with the actor."""
    return [(one.span.text, one.actor) for one in actors.mentions(nlp(text))]


def test_a_label_in_capitals_is_the_surname_of_somebody_named(nlp):
    text = "Ms. Nam-gung Hye-rin of the port spoke first.\nNAM-GUNG: I saw it.\nQ: And you?"
    assert ("NAM-GUNG", "Nam-gung Hye-rin") in found(nlp, text)
    assert "Non-Aligned Movement" not in [actor for _, actor in found(nlp, text)]


def test_a_label_with_a_rank_is_a_name_and_one_with_a_part_is_none(nlp):
    text = (
        "INTERVIEWER: Is it lost?\nGEN. KEITA-BERG: No.\nINTERVIEWER: Why?\nGEN. KEITA-BERG: I won."
    )
    assert {actor for _, actor in found(nlp, text)} == {"Keita-Berg"}


def test_a_surname_of_several_words_is_one_mention(nlp):
    text = "Minister Pieter van der Linde-Sow spoke. Later van der Linde-Sow left the room."
    name = "Pieter van der Linde-Sow"
    assert found(nlp, text) == [(name, name), ("van der Linde-Sow", name)]


@pytest.mark.parametrize("words", ["my bad Turkish", "her Turkish"])
def test_what_somebody_speaks_is_a_language(nlp, words):
    assert found(nlp, f"They laughed at {words}, and so did the guests.") == []


def test_who_is_spoken_to_gives_no_name_to_what_stands_before(nlp):
    doc = nlp("It is slower than the Cabinet Office, Mr. Chairman, and I yield the floor.")
    assert "person" not in [one.kind for one in actors.mentions(doc)]


def test_a_society_is_of_the_country_before_it(nlp):
    text = "Palestine sent a letter. The convoy was late, the Egyptian Red Crescent said."
    assert ("Egyptian Red Crescent", "Egyptian Red Crescent") in found(nlp, text)


def test_a_ministry_is_that_of_the_country_that_calls_it_so(nlp):
    text = "India and Canada quarrelled. The Ministry of External Affairs gave no answer."
    owners = [one.country for one in actors.mentions(nlp(text)) if one.kind == "organisation"]
    assert owners == ["India"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Josephat Omwamba-Ruto of Kenya spoke.", "Josephat Omwamba-Ruto"),
        ("A lawyer, U Thein Maung Lwin, spoke.", "Thein Maung Lwin"),
        ("Kovács-Tóth Péter, deputy chair of the party, spoke.", "Kovács-Tóth Péter"),
        ('"They left," said Gatluak Deng Biel, who was there.', "Gatluak Deng Biel"),
    ],
)
def test_a_name_is_whole(nlp, text, name):
    people = [one for one in actors.mentions(nlp(text)) if one.kind == "person"]
    assert [(one.span.text, one.actor) for one in people] == [(name, name)]


def test_two_office_holders_with_a_hyphen_are_two(nlp):
    assert [actor for _, actor in found(nlp, "The Merkel-Macron plan failed.")] == [
        "Angela Merkel",
        "Emmanuel Macron",
    ]


@pytest.mark.parametrize("words", ["FOREIGN POLICY", "DEFENCE SPENDING"])
def test_a_heading_in_capitals_is_nobody(nlp, words):
    assert found(nlp, f"{words}: He spoke at length of what it costs.") == []


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("ECLAC", "United Nations Economic Commission for Latin America and the Caribbean"),
        ("The Lebanese Red Cross", "Lebanese Red Cross"),
        ("Cotonou", "Benin"),
        ("The Germans", "Germany"),
    ],
)
def test_bodies_capitals_and_peoples_by_what_they_are_called(nlp, words, actor):
    assert actor in [name for _, name in found(nlp, f"{words} said on Monday it would help.")]
