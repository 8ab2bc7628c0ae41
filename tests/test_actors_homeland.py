"""Whose country, army or republic is meant by "our", "this", "your" and "his"."""

import pytest

from workbench.pipeline import actors


def pairs(nlp, text):
    return [(one.span.text, one.actor) for one in actors.mentions(nlp(text))]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("We Kenyans work. Our country has come far.", "Our country", "Kenya"),
        ("My fellow Kenyans, the Republic is yours.", "Republic", "Kenya"),
        ("My fellow Kenyans, China is far. The Republic will pay.", "Republic", "Kenya"),
        ("My fellow Kenyans, I thank our brave army.", "our brave army", "Kenya Defence Forces"),
        ("My fellow Kenyans, we honour our troops.", "our troops", "Kenya Defence Forces"),
        ("We Germans know it. The Federal Republic will help.", "Federal Republic", "Germany"),
        ("Q: Will your country join?\nMs. SOTO (Peru): I hope so.", "your country", "Peru"),
        ('"Our country waits," said Anna Berg, the Danish minister.', "Our country", "Denmark"),
        ("Danish minister Anna Berg said her country would pay.", "her country", "Denmark"),
        ("Danish minister Anna Berg told her own government.", "her own government", "Denmark"),
    ],
)
def test_what_is_somebodys_own_is_of_his_country(nlp, text, words, actor):
    assert (words, actor) in pairs(nlp, text)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("We Danes like Peru. Our two countries are friends.", ["Peru", "Denmark"]),
        ("We Danes like Peru. Both our nations are free.", ["Peru", "Denmark"]),
        ("Fiji met Tonga. He spoke of our two countries.", ["Fiji", "Tonga"]),
        ("We Danes like Peru and Chile. Our two countries are friends.", []),
    ],
)
def test_our_two_countries_are_the_speakers_and_the_one_named(nlp, text, members):
    found = [one for one in actors.mentions(nlp(text)) if one.via == "group"]
    assert sorted(one.actor for one in found) == sorted(members)


@pytest.mark.parametrize(
    "text",
    [
        "Danish minister Anna Berg met Oman's Ali Sabri. His country waits.",
        '"Our country waits," said Anna Berg and Ola Dahl, two Danish ministers.',
        '"We Danes are glad," one of them said. Our country waits.',
        "Our army waits, and your country knows it.",
        "The Nation wrote of Chile. The Nation was wrong.",
    ],
)
def test_nobody_is_meant_where_nothing_tells_whose(nlp, text):
    assert not [
        one
        for one in pairs(nlp, text)
        if one[0].split()[-1].lower() in ("country", "army", "nation")
    ]
