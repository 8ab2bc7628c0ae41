"""Who did what a sentence calls "the move" or "the strikes": who did it in the sentence before."""

from collections.abc import Iterator

from spacy.strings import get_string_id
from spacy.tokens import Span, Token

from workbench.pipeline.actors import Mention
from workbench.pipeline.quotes import Quotation
from workbench.pipeline.stance.grammar import readings
from workbench.pipeline.stance.judgement import Judgement
from workbench.pipeline.stance.predicates import Reading, deeds, lexicon
from workbench.pipeline.stance.pronouns import PRONOUNS, sentence_before, subject, within
from workbench.pipeline.stance.roles import names

POINTING = {"the", "this", "that", "these", "those", "such"}
JUDGING = {"verb", "call", "draw"}
DOERS = {"of", "by", "from", "between"}
WORDS = {1: {"friendly"}, -1: {"hostile"}, 0: {"friendly", "hostile"}}
SURE, TOLD = 0.5, 0.6
THAT = frozenset(map(get_string_id, ("it", "this", "that")))
JUDGED = {"dobj", "nsubjpass"}
UNSAID = {"deny", "doubt", "question"}
Stances = dict[tuple[str, str], Judgement]


def deeds_before(
    sentence: Span, stances: Stances, found: list[Reading] | None, every: list[Mention]
) -> Iterator[tuple[Span, list[str]]]:
    """The words of a sentence for what was done in the one before, and who did it there.

    `stances` are those of the sentence before, `found` its readings where these are known, `every`
    the actors of the text.
    """
    for word, sign in _deeds(sentence, bool(stances)):
        before = sentence_before(sentence)
        if before is not None and (did := _doers(stances, sign, before, found, every)):
            yield sentence.doc[word.i : word.i + 1], did


def _deeds(sentence: Span, pronouns: bool) -> Iterator[tuple[Token, int]]:
    """The words for what was done before, and 1 for a friendly deed, -1 for a hostile, or 0.

    Nouns stand with an article, and nothing beside them says whose they are; with `pronouns` also
    "condemned it", "called this murder".
    """
    known = deeds()
    for token in sentence:
        if token.lemma in known:
            named = token.tag_ in ("NN", "NNS")
            if named and _is_judged(token) and _points_back(token):
                yield token, known[token.lemma]
        elif pronouns and token.lower in THAT and token.dep_ in JUDGED and _is_judged(token):
            yield token, 0


def _is_judged(noun: Token) -> bool:
    """Whether a noun stands at a verb that may judge it: condemned the move, it was called one."""
    verb = noun.head
    if verb.pos_ == "ADP":
        verb = verb.head
    if verb.pos_ == "AUX":
        return noun.dep_ == "nsubj"
    return verb.pos_ == "VERB" and not JUDGING.isdisjoint(lexicon().get(verb.lemma_, ()))


def _points_back(noun: Token) -> bool:
    pointed = False
    for child in noun.children:
        if child.dep_ == "det" or (child.i < noun.i and child.lower_ == "such"):
            pointed = child.lower_ in POINTING
        elif child.dep_ in ("poss", "relcl") or child.ent_type_ or child.lower_ in DOERS:
            return False
    return pointed


def _doers(
    stances: Stances, sign: int, before: Span, found: list[Reading] | None, every: list[Mention]
) -> list[str]:
    """Who did something of a sign in the sentence before: one actor, or two to each other.

    Where no stance tells, who did such a thing to whomsoever, or if the noun says nothing of what
    it was, the sentence's subject.
    """
    fitting = {pair for pair, one in stances.items() if one.stance in WORDS[sign]}
    if any(stances[pair].mode == "material" for pair in fitting):
        fitting = {pair for pair in fitting if stances[pair].mode == "material"}
    elif any(stances[pair].stance == "hostile" for pair in fitting):
        return []  # what is said against one is no such thing
    if fitting:
        mutual = len(fitting) == 2 and all(pair[::-1] in fitting for pair in fitting)
        sources = {source for source, _ in fitting}
        return sorted(sources) if mutual or len(sources) == 1 else []
    if sign:
        read = readings(before) if found is None else found
        done = [one for one in read if one.sign == sign and one.strength > SURE]
        places = frozenset().union(*(one.sources for one in done))
    else:
        about = subject(before)
        places = names(about, acting=True) if about is not None and _acts(about) else frozenset()
    sources = {one.actor for one in within(before, every) if one.span.root.i in places}
    return list(sources) if len(sources) == 1 else []


def _acts(about: Token) -> bool:
    """Whether a subject does something, or says that itself does: Peru said it would leave."""
    said = [child for child in about.head.children if child.dep_ == "ccomp"]
    itself = any(
        child.dep_ == "nsubj" and child.lower_ in PRONOUNS
        for clause in said
        for child in clause.children
    )
    return about.dep_ == "nsubj" and (itself or not said)


def accused(
    stances: Stances, every: list[Mention], quotes: list[Quotation]
) -> Iterator[tuple[tuple[str, str], Judgement]]:
    """Who accuses another of a deed, as he says himself that it was done to him or his country."""
    done = [
        (pair, one)
        for pair, one in stances.items()
        if one.stance == "hostile" and one.mode == "material" and one.read
    ]
    country = {one.actor: one.country or one.actor for one in every} if done and quotes else {}
    for (doer, victim), one in done:
        for quote in quotes:
            by, says = quote.actor, quote.content.start <= one.cue[0] < quote.content.end
            if not says or quote.negated or quote.attitude in UNSAID or by not in country:
                continue
            if victim in (by, country[by]) and country[by] != country.get(doer):
                yield (by, doer), Judgement("hostile", -TOLD, TOLD, "verbal", one.cue, True)
