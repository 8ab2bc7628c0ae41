import time

import pytest
from spacy.tokens import Doc, DocBin

from workbench.pipeline.marks import stretches
from workbench.pipeline.quotes import add_quotations, quotations
from workbench.pipeline.quotes.cues import read_cues


def said(nlp, text):
    return [
        (quote.content.text, quote.speaker.text if quote.speaker else "", quote.kind)
        for quote in quotations(nlp(text))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We left," she said.', ['"We left,"']),
        ("“We left,” she said.", ["“We left,”"]),
        ("'We left,' she said.", ["'We left,'"]),
        ("‘We left,’ she said.", ["‘We left,’"]),
        ("''We left,'' she said.", ["''We left,''"]),
        ("The allies' plan and Lind's don't match.", []),
        ("'The allies' plan failed,' Lind said.", ["'The allies' plan failed,'"]),
        ("He is 5'10\" tall.", []),
        ('An odd " mark stands here. "We left," she said.', ['"We left,"']),
        ('"We left, she said. Then nothing.', []),
        ("“First we left. “Then we came,” he said.", ["“First we left.", "“Then we came,”"]),
    ],
)
def test_marks_are_paired_and_apostrophes_left_alone(text, found):
    assert [text[one.start : one.end] for one in stretches(text)] == found


def test_a_quotation_over_paragraphs_gives_one_stretch_a_paragraph():
    text = "“One.\n\n“Two.\n\n“Three,” Lind said."
    assert [(text[one.start : one.end], one.closed, one.continues) for one in stretches(text)] == [
        ("“One.", False, False),
        ("“Two.", False, True),
        ("“Three,”", True, True),
    ]


def test_a_mark_inside_another_is_nested():
    text = "\"He told me 'never' and left,\" she said."
    assert [(text[one.start : one.end], one.depth) for one in stretches(text)] == [
        ("\"He told me 'never' and left,\"", 0),
        ("'never'", 1),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('"We left," said Marta Lind.', [('"We left,"', "Marta Lind", "direct")]),
        (
            '"We left," Marta Lind said. "Nobody stayed."',
            [
                ('"We left,"', "Marta Lind", "direct"),
                ('"Nobody stayed."', "Marta Lind", "direct"),
            ],
        ),
        (
            '"We will stay," said Marta Lind, "until the last ship leaves."',
            [
                ('"We will stay,"', "Marta Lind", "direct"),
                ('"until the last ship leaves."', "Marta Lind", "direct"),
            ],
        ),
        (
            'Marta Lind told reporters: "We left. Nobody stayed."',
            [('"We left. Nobody stayed."', "Marta Lind", "direct")],
        ),
        ('Lind: "Nobody asked us."', [('"Nobody asked us."', "Lind", "direct")]),
        ("'No time to lose': Dutch minister", [("'No time to lose'", "Dutch minister", "direct")]),
        (
            'Lind said the plan was "a joke" that nobody wanted.',
            [('the plan was "a joke" that nobody wanted', "Lind", "mixed")],
        ),
        (
            'The minister called the plan "a joke" and left.',
            [('the plan "a joke"', "The minister", "mixed")],
        ),
        ('The so-called "peace plan" was signed in Geneva.', []),
        ('She starred in "The Long Night" before the war.', []),
        (
            "Norway warned that the talks would fail.",
            [("that the talks would fail", "Norway", "indirect")],
        ),
        (
            "The talks would fail, the minister said.",
            [("The talks would fail", "the minister", "indirect")],
        ),
        (
            "The talks, Lind said, were over before they began.",
            [
                ("The talks", "Lind", "indirect"),
                ("were over before they began", "Lind", "indirect"),
            ],
        ),
        (
            "According to the ministry, two ships entered the bay.",
            [("two ships entered the bay", "the ministry", "indirect")],
        ),
        (
            "Two ships entered the bay, according to the ministry.",
            [("Two ships entered the bay", "the ministry", "indirect")],
        ),
        (
            "The ministry's claim that Norway fired first was dismissed.",
            [("that Norway fired first", "The ministry", "indirect")],
        ),
        (
            "The council issued a statement saying the strikes broke the law.",
            [("the strikes broke the law", "The council", "indirect")],
        ),
        (
            '"We want a say," said Coun. Marta Lind, who brought the motion.',
            [('"We want a say,"', "Coun. Marta Lind", "direct")],
        ),
        (
            "Her lawyer, Ola Berg, said that she would appeal.",
            [("that she would appeal", "Her lawyer, Ola Berg", "indirect")],
        ),
        (
            "OSLO -- Two ships left the bay, the minister said.",
            [("Two ships left the bay", "the minister", "indirect")],
        ),
        (
            'Lind hinted that aid is on the way, telling the council, "We will not fail you."',
            [
                ("that aid is on the way", "Lind", "indirect"),
                ('"We will not fail you."', "Lind", "direct"),
            ],
        ),
        (
            "Lind said two ships left, according to a report of the council.",
            [("two ships left", "Lind", "indirect")],
        ),
        ("The ships left the bay on Monday.", []),
    ],
)
def test_a_quotation_is_its_content_with_the_words_for_its_speaker(nlp, text, rows):
    assert said(nlp, text) == rows


def test_a_quotation_over_paragraphs_belongs_to_the_speaker_named_last(nlp):
    text = "“First we warned them.\n\n“Then we waited.\n\n“Now we act,” Marta Lind said."
    assert [speaker for _, speaker, _ in said(nlp, text)] == ["Marta Lind"] * 3


def test_a_floating_quotation_belongs_to_the_person_the_sentence_before_is_about(nlp):
    text = 'Prime Minister Marta Lind spoke after the vote. "It is over for all of us."'
    [quote] = quotations(nlp(text))
    assert quote.actor == "Marta Lind"
    assert quote.cue is None


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Anna Lind met Ola Berg. She said the talks went well.", ["Anna Lind"]),
        ("Marta Lind said Norway left. She added that Oslo agreed.", ["Marta Lind"] * 2),
        ("A spokesman for NATO said the ships had left.", ["NATO"]),
        ('NATO issued a statement. "We condemn this attack," the statement said.', ["NATO"]),
    ],
)
def test_a_speaker_is_resolved_to_an_actor(nlp, text, actors):
    assert [quote.actor for quote in quotations(nlp(text))] == actors


@pytest.mark.parametrize(
    "text",
    [
        "The agency quoted Lind as saying that the talks were over.",
        "Lind was quoted by the agency as saying that the talks were over.",
        '"The talks are over," Lind said, as quoted by the agency.',
        "The talks were over, Lind said, according to the agency.",
    ],
)
def test_a_chain_gives_the_innermost_speaker_and_keeps_the_outer(nlp, text):
    [quote] = quotations(nlp(text))
    assert quote.speaker.text == "Lind"
    assert quote.outer.lower() == "the agency"


@pytest.mark.parametrize(
    ("text", "form", "attitude", "negated"),
    [
        ("Norway said that it had left.", "say", "neutral", False),
        ("Norway did not say whether it had left.", "say", "neutral", True),
        ("Norway denied that it had fired.", "say", "deny", False),
        ("Analysts believe the talks will fail.", "believe", "claim", False),
        ("Norway vowed to defend the bay.", "say", "commit", False),
        ("Norway plans to leave the pact.", "intend", "commit", False),
    ],
)
def test_a_cue_tells_form_attitude_and_negation(nlp, text, form, attitude, negated):
    [quote] = quotations(nlp(text))
    assert (quote.form, quote.attitude, quote.negated) == (form, attitude, negated)


def test_quotations_travel_in_a_docbin(nlp):
    doc = nlp('"We left," Marta Lind said. Norway denied that it had fired.')
    [copy] = DocBin(docs=[doc]).get_docs(nlp.vocab)
    assert [str(quote) for quote in quotations(copy)] == [str(quote) for quote in quotations(doc)]
    assert len(quotations(copy)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        '"' * 2000,
        "“" * 2000,
        "' \" ” " * 500,
        '"a\n\n' * 800,
        "said " * 2000,
        "“we” «go», 'now\" and ”then“ he said. " * 100,
        "THE MINISTER SAID: “WE WILL WIN,” HE SAID. " * 100,
        "\u00a0\u2028“\u00a0” said\u00a0😀 " * 200,
    ],
)
def test_odd_text_is_read_without_an_error(nlp, text):
    assert isinstance(quotations(nlp(text)), list)


def test_time_grows_with_the_text_and_not_faster(nlp):
    def seconds(times):
        words = ["the", "minister", "said", "armies", "think", '"', "we", "won", "'", "and"] * times
        places = range(len(words))
        doc = Doc(
            nlp.vocab,
            words=words,
            lemmas=["say"] * len(words),
            pos=["VERB"] * len(words),
            tags=["VBD"] * len(words),
            deps=["ROOT", *["ccomp"] * (len(words) - 1)],
            heads=[max(place - 1, 0) for place in places],
        )
        begun = time.perf_counter()
        add_quotations(doc)
        return time.perf_counter() - begun

    seconds(10)
    assert seconds(400) < 40 * max(seconds(50), 0.005)


def test_each_cue_has_a_known_form_and_at_least_one_complement():
    allowed = {"quote", "clause", "infinitive", "object", "relay", "addressee"}
    for cue in read_cues().values():
        assert cue.form in {"say", "believe", "intend"}, cue
        assert cue.takes, cue
        assert cue.takes <= allowed, cue


def test_the_two_articles_give_their_speakers(nlp, shared):
    first, second = sorted((shared / "articles").glob("*.txt"))
    speakers = {quote.actor for quote in quotations(nlp(first.read_text(encoding="utf-8")))}
    assert {"Joe Biden", "Lloyd Austin", "NATO", "Fumio Kishida"} <= speakers
    rows = quotations(nlp(second.read_text(encoding="utf-8")))
    assert {"Human Rights Watch", "Radio Free Asia"} <= {quote.actor for quote in rows}
    [outer] = [quote.outer for quote in rows if "serious threat" in quote.content.text]
    assert outer


TALK = """Hearing on the straits

MS. SOTO: Peru has no navy there. We condemn its note.

MR. VELL: I thank Chile for the map.

It was late.

Q: Why?"""
SPEECH = """Address by Foreign Minister Ana Soto to the assembly

We thank Peru, my neighbour.

I condemn the raids of our enemies."""


def test_a_transcript_is_what_its_speakers_say_each_paragraph_a_quotation(nlp):
    found = [(one.actor, one.content.text, one.kind) for one in quotations(nlp(TALK))]
    assert found == [
        ("Soto", "Peru has no navy there. We condemn its note.", "direct"),
        ("Vell", "I thank Chile for the map.", "direct"),
        ("Vell", "It was late.", "direct"),
    ]


def test_the_answers_of_an_interview_are_those_of_whom_its_title_names(nlp):
    text = "Interview with the Chilean minister Ana Soto\n\nQ: Why?\n\nA: We like Peru.\n\n"
    found = quotations(nlp(text + "Q: And Mali?\n\nA: It is far."))
    assert [(one.actor, one.content.text) for one in found] == [
        ("Ana Soto", "We like Peru."),
        ("Ana Soto", "It is far."),
    ]


def test_a_speech_is_told_by_its_title_and_by_the_speaker_being_i_in_it(nlp):
    assert [one.actor for one in quotations(nlp(SPEECH))] == ["Ana Soto", "Ana Soto"]
    spoken_of = SPEECH.replace("We thank", "Ana Soto said that we thank")
    assert not any(one.kind == "direct" for one in quotations(nlp(spoken_of)))


def test_one_line_that_begins_with_a_colon_makes_no_transcript(nlp):
    assert quotations(nlp("Trade\n\nAna Soto: Peru is late.\n\nNothing else stood there.")) == []
