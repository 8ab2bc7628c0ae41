"""Capitals: where one is the government there, and where it is a city."""

import pytest

from workbench.pipeline import actors


def governments(nlp, text):
    """The capitals of `text` that are read as governments."""
    return [one.span.text for one in actors.mentions(nlp(text)) if one.via == "capital"]


@pytest.mark.parametrize(
    "text",
    [
        "Harare was furious about the note.",
        "Harare is behind the smuggling, the minister said.",
        "Harare is to buy forty lorries.",
        "Harare came under pressure from its neighbours.",
        "Harare shut its embassy on Monday.",
        "Harare went along with the plan.",
        "Harare suffered a setback on Monday.",
        "For Harare, the deal is a gift.",
        "As for Harare, it has promised nothing.",
        "The minister sent a note to Harare.",
        "The minister will send two hundred drones to Harare.",
        "He put the blame on Harare.",
        "Nobody should excuse Harare.",
        "I say the same to Harare, a good friend.",
        "They regret the decision of Harare to close the bridge.",
        "The expulsion of the envoy by Harare was a mistake.",
        "The regime in Harare has jailed its critics.",
        "Our friends in Harare sent the trains.",
        "Harare is with us.",
        "He spoke of Zambia. And Harare?",
        "He will honour its debts to Harare.",
    ],
)
def test_a_capital_that_is_dealt_with_is_its_government(nlp, text):
    assert governments(nlp, text) == ["Harare"]


@pytest.mark.parametrize(
    "text",
    [
        "Harare woke to rain on Monday.",
        "Harare is calm this morning.",
        "Harare is one of the largest cities of Africa.",
        "Harare is under the control of the rebels.",
        "Harare erupted in cheers when the match ended.",
        "Harare has two million inhabitants.",
        "Harare has no electricity.",
        "The Harare summit ended late.",
        "Business leaders in Harare fear a strike.",
        "US officials in Harare said so.",
        "They moved the talks to Harare.",
        "The road between Harare and Maputo is shut.",
    ],
)
def test_a_capital_that_only_lives_is_a_city(nlp, text):
    assert governments(nlp, text) == []


def test_partners_that_are_listed_are_governments(nlp):
    text = "They will receive every partner, Harare and Maputo alike."
    assert governments(nlp, text) == ["Harare", "Maputo"]


def test_two_cities_before_a_report_only_say_where_it_was_written(nlp):
    text = "Tape at the bridge\n\nHarare/Maputo – For the second night police guarded the bridge."
    assert governments(nlp, text) == []


def test_a_headline_s_verb_is_one_though_it_is_read_as_a_noun(nlp):
    assert governments(nlp, "Makers shiver as Harare readies copper probe") == ["Harare"]
