"""Who speaks in transcripts, statements and interviews, and whose country is his."""

import pytest

from workbench.pipeline.actors import mentions
from workbench.pipeline.labels import labels
from workbench.pipeline.quotes import quotations
from workbench.pipeline.stance import stances


def spoken(nlp, text):
    """Who says what as a whole paragraph, and not by a cue."""
    return [
        (one.actor, one.content.text)
        for one in quotations(nlp(text))
        if one.cue is None and one.content.text[0] not in "\"“'"
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Mr. Asante-Boadu (Ghana): My delegation regrets it.",
            [("Asante-Boadu", "My delegation regrets it.")],
        ),
        (
            "The President: I give the floor to Ghana.\n\nMr. Petrenkov (Russian Federation) "
            "(spoke in Russian): We reject it.\n\nThe representative of Cuba: Cuba condemns it.",
            [("Petrenkov", "We reject it."), ("Cuba", "Cuba condemns it.")],
        ),
        (
            "Dr Rosena Examplar (Tooting) (Lab): I condemn it.\n\n"
            "The Minister for Africa (Edwin Harrowgate): We condemn it too.\n\n(Applause.)",
            [("Rosena Examplar", "I condemn it."), ("Edwin Harrowgate", "We condemn it too.")],
        ),
        (
            "Mr. Abdelexample (Egypt), on behalf of the Group of Friends: We regret it.",
            [("Abdelexample", "We regret it.")],
        ),
        (
            "Mr. Vell (Minister of Finance): I agree.\n\nSome hon. members: Oh!",
            [("Vell", "I agree.")],
        ),
        (
            "Katarzyna Brzoza (European People's Party): I am sad.\n\n"
            "Joris Haag (The Greens): I am not.\n\nBrzoza: Why?",
            [
                ("Katarzyna Brzoza", "I am sad."),
                ("Joris Haag", "I am not."),
                ("Katarzyna Brzoza", "Why?"),
            ],
        ),
        (
            "QUESTION: Does it matter?\n\nMR. ROWE: We condemn\nthe launch.\n\nQ    And Mali?",
            [("Rowe", "We condemn\nthe launch.")],
        ),
        ("MS. VELL-SOTO:\nWe thank Chile.", [("Vell-Soto", "We thank Chile.")]),
        (
            "Mr. EXAMPLER. Madam President, I rise.\n\nThe SPEAKER. Order.",
            [("Exampler", "Madam President, I rise.")],
        ),
        (
            "Remarks by President Soto and Prime Minister Vell\n\nTHE PRESIDENT: We thank Peru.\n\n"
            "PRIME MINISTER VELL: So do we.\n\nMODERATOR: Last one.",
            [("Soto", "We thank Peru."), ("Vell", "So do we.")],
        ),
        (
            "Spokesperson Ana Soto's Regular Press Conference\n\nReuters: What of Japan?\n\n"
            "Spokesperson: We regret it.\n\nKyodo News: Why?\n\nSpokesperson: It is late.",
            [("Ana Soto", "We regret it."), ("Ana Soto", "It is late.")],
        ),
        (
            "KCNA: Statement of the DPRK Foreign Ministry\n\nThe DPRK rejects it. We wait.",
            [("Ministry of Foreign Affairs", "The DPRK rejects it. We wait.")],
        ),
        (
            "Lima: communiqué of the Government of Peru on the raids\n\nWe regret it. We wait.",
            [("Peru", "We regret it. We wait.")],
        ),
        ("G7 Leaders' Statement on Haiti\n\nWe act. We wait.", [("G7", "We act. We wait.")]),
        (
            "Press release: Embassy of Peru in Nairobi\n\nPeru condemns the raid.",
            [("Peru", "Peru condemns the raid.")],
        ),
        (
            "Statement on Mali by Ambassador Rosa Montes of Chile\n\nWe regret it. My people know.",
            [("Rosa Montes", "We regret it. My people know.")],
        ),
        (
            "The paper meets Annika Lindholm, Sweden's defence minister\n\nAre we safer?\n\n"
            "We are less alone.\n\nYou doubted it once.\n\nAnd the fleet?\n\nI have seen it.",
            [("Annika Lindholm", "We are less alone."), ("Annika Lindholm", "I have seen it.")],
        ),
    ],
)
def test_who_speaks_is_told_by_labels_and_titles(nlp, text, rows):
    assert spoken(nlp, text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "Bread\n\nIngredients: Flour, milk.\n\nMethod: Stir it for us.",
        "Trump: we will win\n\nThe president spoke in Ohio.",
        "Monday: The Senate meets.\n\nTuesday: President Soto: will she go? We ask.",
        "BEIJING: The minister was late.\n\nWASHINGTON (Reuters): We were told so.",
        "Kenya: The court met.\n\nEgypt: We hear of a trial.\n\nKenya: More of it.",
        "Parties\n\nFOREIGN POLICY: We will leave.\n\nGENERAL ELECTRIC: We like it.",
        "Finals\n\nMia Berg (Norway): Won in 2018.\n\nAna Soto (Chile): Lost in 2019.",
        "Peru rejects statement by Iran's foreign ministry\n\nIran waits. We wait. We see.",
        "Anger at statement by Iran\n\nIran condemns it. We wait. We see.",
        "Iran's response to Israel\n\nIran threatens Israel. We wait. We see.",
        "Statement by Iran\n\nThe ministry said on Monday that it was late. We asked. We wait.",
        "The EU statement on trade\n\nThe EU met in May. It left. We shall see.",
        "Joint statement by France and Germany on Mali\n\nWe regret it. We wait.",
        "The paper meets Ana Soto\n\nWho is she?\n\nAna Soto is late.\n\nWhy?\n\nI do not know.",
    ],
)
def test_what_only_looks_like_a_label_or_a_statement_is_nobodys(nlp, text):
    assert spoken(nlp, text) == []


def test_an_agency_that_asks_says_nothing(nlp):
    text = (
        "AFP: Will we see talks?\n\nAna Soto: We regret it.\n\nAFP: Why?\n\nAna Soto: It is late."
    )
    assert {actor for actor, _ in spoken(nlp, text)} == {"Ana Soto"}


def test_the_state_in_brackets_is_the_speakers_also_where_he_is_named_like_another(nlp):
    text = "Ms. Jordan (United States of America): My country regrets it. Our Senate agrees."
    found = [(one.span.text, one.actor, one.country) for one in mentions(nlp(text))]
    assert ("Jordan", "Jordan", "United States") in found
    assert ("My country", "United States", "United States") in found
    assert ("Senate", "United States Senate", "United States") in found


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("My fellow Kenyans, our country has come far.", "our country", "Kenya"),
        ("My fellow Kenyans, I am here. This nation waits.", "This nation", "Kenya"),
        ("Mr. Koller (Austria): My delegation waits.", "My delegation", "Austria"),
        (
            "Statement by the Government of Peru on Chile\n\nWe wait. Our country waits.",
            "Our country",
            "Peru",
        ),
    ],
)
def test_our_country_is_the_speakers(nlp, text, words, actor):
    assert (words, actor) in [(one.span.text, one.actor) for one in mentions(nlp(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr. Speaker, I rise to speak of Iraq. This country sent its sons.", "This country"),
        ("My fellow Kenyans, I was in Chad. This country is poor.", "This country"),
        ('"My fellow Kenyans," he said. Our country waits.', "Our country"),
        (
            'Letter from Iran worries ministers\n\n"Our country waits," said Ana Soto. They left.',
            "Our country",
        ),
        (
            'Speech on Iran\n\nI was told: "Our country waits," and we left.',
            "Our country",
        ),
    ],
)
def test_a_country_is_nobodys_where_nothing_tells_whose(nlp, text, words):
    assert words not in [one.span.text for one in mentions(nlp(text))]


def test_the_acronym_of_a_party_in_brackets_is_not_another_states(nlp):
    text = "Mrs. Dora Lind (Calgary Centre, CPC): Mr. Speaker, I wait.\n\nMr. Vell (Lab): So do I."
    assert {one.country for one in mentions(nlp(text)) if one.kind == "person"} == {""}


def test_a_body_of_one_state_is_that_states_whoever_speaks(nlp):
    text = "Mr. Petrenkov (Russian Federation): We met the Pentagon. I saw the Rada vote."
    assert {"United States Department of Defense", "Verkhovna Rada"} <= {
        one.actor for one in mentions(nlp(text))
    }


def test_labels_are_found_by_their_form_before_a_text_is_parsed(nlp):
    doc = nlp.make_doc("MR. ROWE: No.\n\nMr. Song (Peru): Yes.\n\nQ: Why?\n\nThe Chair: Order.")
    assert [(doc[one.start : one.end].text, one.form, one.sure) for one in labels(doc)] == [
        ("MR. ROWE:", "titled", True),
        ("Mr. Song (Peru):", "titled", True),
        ("Q:", "asks", True),
        ("The Chair:", "chairs", False),
    ]


def test_who_is_named_in_a_label_neither_acts_nor_suffers_in_what_follows(nlp):
    text = (
        "Katarzyna Brzoza (European People's Party): The knife was handed over by a Belarusian "
        "guard. I thank Lithuania.\n\nJoris Haag (The Greens): I condemn Mali."
    )
    assert {(row.source, row.target) for row in stances(nlp(text))} == {
        ("Katarzyna Brzoza", "Lithuania"),
        ("Joris Haag", "Mali"),
    }
