"""Whether a clause is asserted, or negated, denied, refused or only supposed."""

from spacy.tokens import Token

from workbench.pipeline.stance.predicates import Entry, lexicon

NONE = {"no", "neither"}
CLAUSES = {"ccomp", "xcomp", "advcl", "conj", "pcomp", "acl", "relcl", "parataxis", "dep"}
MODALS = {"would", "could", "might", "may", "should"}
NEGATIVES = {"never", "hardly", "neither", "nor", "without", "no", "barely"}
CONDITIONS = {"if", "unless", "whether", "lest"}
INVERTED = {"had", "should", "were"}
CANCELLED_BY = ("of", "from", "in", "against")  # stopped short of, cautioned against
CERTAIN = {"doubt", "question", "secret", "surprise", "wonder", "accident", "coincidence"}
TOLD = {"VBZ", "VBD"}  # told them that X is a friend, which asks nothing
MERELY = {"only", "just", "merely", "simply"}  # not only, which denies nothing
HEIGHT = 8


def force_of(token: Token) -> float:
    """1 where the clause is asserted, 0 where it is negated, denied, refused or only supposed."""
    below, force = None, 1.0
    for _ in range(HEIGHT):
        if _denies(token, below):
            return 0.0
        if below is None and any(c.dep_ == "aux" and c.lower_ in MODALS for c in token.children):
            force = 0.3
        head = token.head
        if head is not token and below is not None and token.dep_ in ("dobj", "pobj"):
            return 0.0 if _refused(token) else force
        if head is token or (token.dep_ not in CLAUSES and token.dep_ != "prep"):
            break
        kinds = lexicon().get(head.lemma_.lower(), {})
        if _cancels(head, kinds) and _hangs(token, below):
            if token.dep_ != "xcomp" or not any(map(_is_not, head.children)):
                return 0.0
            token = head  # did not hesitate to
            if head.dep_ not in CLAUSES:
                break
        if "deny" in kinds and token.tag_ == "VB":  # abstained in the vote to condemn
            return 0.0
        if "ask" in kinds and token.dep_ in ("xcomp", "ccomp") and token.tag_ not in TOLD:
            force *= 0.5
        if token.dep_ in ("advcl", "relcl", "parataxis") and head.lower_ != "were":
            break
        below, token = token, head
    return force


def supposed(token: Token) -> bool:
    """Whether a token stands in a clause after if, unless or whether."""
    for _ in range(HEIGHT):
        if any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in token.children):
            return True
        if token.head is token:
            return False
        token = token.head
    return False


def none_of(noun: Token) -> bool:
    """Whether "no" or "neither" stands before a noun."""
    return any(
        child.dep_ in ("det", "neg", "preconj", "cc") and child.lower_ in NONE and child.i < noun.i
        for child in noun.children
    )


def _is_not(token: Token) -> bool:
    """Whether a token is a "not" that denies."""
    if token.dep_ != "neg":
        return False
    return token.doc[token.i + 1 : token.i + 2].text.lower() not in MERELY


def _cancels(head: Token, kinds: dict[str, Entry]) -> bool:
    """Whether a word puts out of force what hangs on it; some only with a particle: rule out."""
    cancel = kinds.get("cancel")
    return (
        cancel is not None
        and not none_of(head)
        and (not cancel.targets or any(child.lower_ in cancel.targets for child in head.children))
    )


def _refused(noun: Token) -> bool:
    """Whether a noun is refused or denied: rejected reports that, abstained from a vote to."""
    verb = noun.head.head if noun.head.dep_ == "prep" else noun.head
    return "deny" in lexicon().get(verb.lemma_.lower(), {})


def _denies(token: Token, below: Token | None) -> bool:
    """Whether a word at this token negates or supposes it, or the clause that hangs `below`."""
    if (
        token.lower_ == "were"
        and below is not None
        and below.tag_ == "VB"
        and any(child.dep_ == "nsubj" and child.i > token.i for child in token.children)
    ):
        return True
    reaches = below is None or below.dep_ != "conj"
    for child in token.children:
        negates = _is_not(child) or (
            child.lower_ in NEGATIVES and child.dep_ in ("advmod", "preconj", "cc", "prep", "nsubj")
        )
        if negates and reaches and (below is None or child.i < below.i):
            return True
        if (
            (child.dep_ == "mark" and child.lower_ in CONDITIONS)
            or (child.dep_ == "det" and child.lower_ == "no" and token.lower_ not in CERTAIN)
            or (child.dep_ == "aux" and _inverted(token, child) and _opens(child))
            or (child.dep_ in ("nsubj", "nsubjpass") and reaches and none_of(child))
        ):
            return True
    return False


def _hangs(token: Token, below: Token | None) -> bool:
    """Whether a clause stands where its head can put it out of force: refused to, short of …ing."""
    if token.dep_ == "prep":
        return below is not None and below.dep_ == "pcomp" and token.lower_ in CANCELLED_BY
    return token.dep_ in ("xcomp", "ccomp", "pcomp", "acl")


def _opens(auxiliary: Token) -> bool:
    """Whether an auxiliary before its subject supposes or asks: "had they …", "will they …?"."""
    return auxiliary.lower_ in INVERTED or auxiliary.sent[-1].text == "?"


def _inverted(verb: Token, auxiliary: Token) -> bool:
    """Whether an auxiliary stands before its subject, as in "had they attacked, …"."""
    subjects = ("nsubj", "nsubjpass")
    return any(c.dep_ in subjects and auxiliary.i < c.i < verb.i for c in verb.children)
