"""Nouns that stand for a body or a country named before, and those that may mean another."""

import pytest

from workbench.pipeline import actors


def described(nlp, text):
    """The descriptions in `text` with whom they are taken to mean."""
    found = actors.mentions(nlp(text))
    return [(one.span.text, one.actor) for one in found if one.via == "description"]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("The M23 took the town. It rained. The movement taxes the mines.", "movement", "M23"),
        ("ECOWAS met in the hall. The regional bloc will shut the border.", "regional bloc", "ECO"),
        ("The International Atomic Energy Agency met. The agency left.", "agency", "Internat"),
        ("UNRWA ran a school. The agency has closed it.", "agency", "UNRWA"),
        ("The UN Security Council met. The council rose at noon.", "council", "United Nations S"),
        ("Hezbollah fired a rocket. The militants then hid it.", "militants", "Hezbollah"),
        ("The Knesset sat late. I thank this chamber for that.", "chamber", "Knesset"),
        ("Al-Shabaab took a hill. A road was cut. A bus burned. The group fled.", "group", "Al-Sh"),
        ("Taipei will pay for it. The jets have not reached the island.", "island", "Taiwan"),
        ("Togo and France met. The West African nation was glad.", "West African nation", "Togo"),
        ("Lithuania opened an office. The Baltic state will keep it.", "Baltic state", "Lithuania"),
    ],
)  # fmt: skip
def test_a_noun_stands_for_the_only_one_of_its_sort(nlp, text, words, actor):
    short = {"M23": "March 23", "ECO": "Economic Community of West"}.get(actor, actor)
    assert [one.startswith(short) for found, one in described(nlp, text) if found == words] == [
        True
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Supreme Court of Norway sat. Then a court in the city met. The court was full.",
        "The Knesset sat late. A light was on in the house.",
        "Fidesz and Jobbik spoke first. Later it rained. The party was late.",
        "The Labour Party lost. Now the party with most seats will govern.",
        "Cuba and Cyprus signed it. Milk came from Turkey. The island is green.",
        "Taiwan and France met. The Central American nation was glad.",
        "Togo won the match. The state pays for it.",
        'The Taliban fled. "The group is tired of it," a nurse said of the choir.',
    ],
)
def test_a_noun_is_left_alone_where_it_may_mean_another(nlp, text):
    assert described(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Iran said no. Nobody left the country.", "country", "Iran"),
        ("Iranian troops rested. It was warm. Nobody left the country.", "country", "Iran"),
        ("Peru's minister resigned. The army guarded the bridge.", "army", "Peruvian Armed Forces"),
        ("Niger shut its border. The junta gave no reason.", "junta", "National Council for the"),
        ("UNICEF met. Save the Children came to Chad. The charity left.", "charity", "Save the"),
        ("The Arakan Army and Hamas met. Hamas left. Then it rained. The group fled.", "group", ""),
    ],
)
def test_what_a_passage_speaks_of_is_meant(nlp, text, words, actor):
    found = [name for span, name in described(nlp, text) if span == words]
    assert [name[: len(actor)] for name in found] == [actor] * bool(actor)


@pytest.mark.parametrize(
    "text",
    [
        "Iran and Oman met. Nobody left the country.",
        "Hong Kong shut its schools. Nobody left the country.",
        "Iran said no. Nobody came from the country that he loves.",
        "Iran said no. He drove to the military base.",
        "France sold it. Iran said no. Oman was silent. He saw the army.",
    ],
)
def test_what_a_passage_speaks_of_is_left_open_between_two(nlp, text):
    nouns = {"country", "army", "military", "court", "military base"}
    assert nouns.isdisjoint(span for span, _ in described(nlp, text))
