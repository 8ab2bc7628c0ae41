import pytest
import spacy

from workbench.pipeline import load_pipeline


def test_pipeline_ends_with_the_workbench_components(nlp):
    assert nlp.pipe_names[-3:] == ["workbench/actors", "workbench/quotes", "workbench/stance"]


def test_blank_line_ends_a_sentence(nlp):
    doc = nlp("Two envoys meet in Busan\n\nThe talks lasted an hour.\nThey will go on.")
    assert next(doc.sents).text.strip() == "Two envoys meet in Busan"


@pytest.mark.parametrize("word", ["US", "U.S."])
def test_hyphen_after_initials_parts_words(nlp, word):
    assert [token.text for token in nlp(f"a {word}-led plan")] == ["a", word, "-", "led", "plan"]


@pytest.mark.parametrize(
    ("word", "tag", "lemma", "pos"),
    [
        ("warned", "VBD", "warn", "VERB"),
        ("talks", "NNS", "talk", "NOUN"),
        ("Busan", "NNP", "Busan", "PROPN"),
    ],
)
def test_words_have_lemma_and_part_of_speech(nlp, word, tag, lemma, pos):
    doc = nlp("She warned that the talks in Busan had failed.")
    token = next(token for token in doc if token.text == word)
    assert (token.tag_, token.lemma_, token.pos_) == (tag, lemma, pos)


def test_lemmas_outlive_the_memory_zone_they_were_found_in(nlp):
    for _ in range(2):
        with nlp.memory_zone():
            doc = nlp("The frobnicators were frobnicating.")
            assert doc[1].lemma_ == "frobnicator"


def test_missing_model_is_named_with_the_command_that_installs_it():
    with pytest.raises(OSError, match="python -m spacy download en_core_web_xl"):
        load_pipeline("en_core_web_xl")


def test_base_pipeline_of_another_language_is_refused():
    with pytest.raises(ValueError, match="the workbench reads English"):
        load_pipeline(spacy.blank("de"))


def test_base_pipeline_without_a_parser_is_refused():
    with pytest.raises(ValueError, match="no parser"):
        load_pipeline(spacy.blank("en"))


@pytest.mark.parametrize(
    "text",
    [
        "My fellow Chileans, Peru may condemn Cuba or not\n\nMs. Soto (Chile): We do not only "
        "thank Peru but condemn Bolivia in the court in Oslo, the envoy of the island said.",
        "Statement by the Ministry of Foreign Affairs of Iran\n\nThe ministry in Tehran did not "
        "hesitate to condemn Iraq.\n\nQ. And China?\n\nA. NAM-GUNG: Beijing sent Cuba four ships.",
        "Q: Will your army help our two countries?\n\nMs. Soto (Chile): Our national police and "
        "our armed forces condemn Peru. We Chileans thank both governments. The army said so.",
    ],
)
def test_a_text_may_break_off_anywhere(nlp, text):
    ends = [place for place, letter in enumerate(text) if letter.isspace() or letter in ".,:?)"]
    cut = [text[:end] for end in ends] + [text[end:] for end in ends]
    assert [doc.text for doc in nlp.pipe(cut)] == cut
