"""Names in doubt: what the tagger takes for an actor and is none, and whose surname it is."""

import pytest

from workbench.pipeline import actors


def found(nlp, text):
    """The words of `text` that are taken for actors, with the actor."""
    return [(one.span.text, one.actor) for one in actors.mentions(nlp(text))]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Hurricane Odette hit the coast. Odette killed two people in the port.", "Odette"),
        ("The crew left the MV Clara Berg. Clara Berg sank on Monday.", "Berg"),
        ("Elena Kroll filmed the port. Image: Tomas Vega.", "Vega"),
        ("The Dwight Hale telescope was switched on.", "Hale"),
        ("Troops took Maran province. Maran has been empty since.", "Maran"),
        ("The Harbour Tracking System (HBTS) failed. HBTS is old.", "HBTS"),
        ("Le ministre Paul Renaud a dit que les bateaux ne partiraient pas lundi matin.", "Renaud"),
        ("Скажем прямо, это новый мост, и он уже открыт для всех жителей.", "Скажем"),
        ("The Congress met. Each Member of Parliament has one vote.", "Member of Parliament"),
    ],
)
def test_what_is_no_actor_is_left_out(nlp, text, word):
    assert not [words for words, _ in found(nlp, text) if word in words]


@pytest.mark.parametrize(
    "text",
    [
        "Jasna Kolar, a spokeswoman for the port, told reporters that it is shut.",
        "Spokesperson Jasna Kolar said that the port is shut.",
        "Assemblywoman Jasna Kolar said that the port is shut.",
    ],
)
def test_a_name_with_a_title_is_a_persons(nlp, text):
    kinds = {one.actor: one.kind for one in actors.mentions(nlp(text))}
    assert kinds["Jasna Kolar"] == "person"


def test_a_surname_stays_with_him_who_was_called_so(nlp):
    text = (
        "Peter Holm drove the truck. Police arrested Holm on Monday. They praised the mayor, "
        "Anders Holm, for his calm. Nobody was hurt in the square. Holm was jailed for a year."
    )
    owners = [actor for words, actor in found(nlp, text) if words == "Holm"]
    assert owners == ["Peter Holm", "Peter Holm"]


def test_a_namesake_who_has_just_spoken_takes_the_surname(nlp):
    text = "Peter Holm drove. Holm was hurt. Anders Holm spoke to the court. Holm wept."
    owners = [actor for words, actor in found(nlp, text) if words == "Holm"]
    assert owners == ["Peter Holm", "Anders Holm"]


def test_a_relative_does_not_take_the_surname(nlp):
    text = "Peter Holm died on Monday. It was confirmed by his daughter Lena Holm. Holm was 80."
    assert found(nlp, text)[-1] == ("Holm", "Peter Holm")


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Mr. Kim", "Kim Jong Un"),
        ("Chairman Kim", "Kim Jong Un"),
        ("Jong Un", "Kim Jong Un"),
    ],
)
def test_a_korean_name_is_shortened_in_front(nlp, words, actor):
    text = f"Kim Jong Un spoke in Wonsan. North Korea needs ships, {words} said."
    assert found(nlp, text)[-1][1] == actor


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Wang Yi", "Wang"),
        ("Viktor Orbán", "Orban"),
        ("Orbán Viktor", "Orbán"),
        ("Ishiba Shigeru", "Ishiba"),
        ("Yoko Kamikawa", "Kamikawa"),
    ],
)
def test_surnames_of_all_orders_lead_back(nlp, full, short):
    pairs = found(nlp, f"The talks with {full} began at noon. They will go on, {short} said.")
    assert pairs[0][1] == pairs[-1][1]
    assert len(pairs) == 2


def test_an_office_and_a_surname_name_the_holder_from_then_on(nlp):
    text = "I met Secretary Clinton. I think that Clinton knows what we want."
    assert [actor for _, actor in found(nlp, text)] == ["Hillary Clinton", "Hillary Clinton"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Social Democratic Party won. Austria will have a coalition.", "Austria"),
        ("The Social Democratic Party won the vote in Austria.", "Austria"),
    ],
)
def test_a_shared_name_is_read_by_the_country_after_it(nlp, text, actor):
    assert found(nlp, text)[0] == ("Social Democratic Party", f"Social Democratic Party of {actor}")


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "Serbia's Progressive Party won.",
            "Serbia's Progressive Party",
            "Serbian Progressive Party",
        ),
        ("The Serbian Parliament met.", "Serbian Parliament", "National Assembly"),
        ("The Guatemalan Army left.", "Guatemalan Army", "Armed Forces of Guatemala"),
        ("The Indonesian Army left.", "Indonesian Army", "Indonesian Army"),
        (
            "The Bahraini interior ministry spoke.",
            "Bahraini interior ministry",
            "Ministry of Interior",
        ),
        ("The Jamaica Defense Force left.", "Jamaica Defense Force", "Jamaica Defence Force"),
        ("The British police left.", "British police", "British police"),
    ],
)
def test_a_states_body_has_its_own_name(nlp, text, words, actor):
    assert (words, actor) in found(nlp, text)


def test_a_party_is_of_the_country_of_whoever_leads_it(nlp):
    text = "Conservative Party leader Pierre Poilievre spoke at noon."
    assert found(nlp, text)[0] == ("Conservative Party", "Conservative Party of Canada")


def test_a_party_of_another_country_is_not_the_usual_one(nlp):
    text = "The Democratic Party of Fiji has three members."
    assert "Democratic Party" not in [actor for _, actor in found(nlp, text)]


def test_an_article_does_not_hide_a_longer_name(nlp):
    names = [actor for _, actor in found(nlp, "The Independent High Electoral Commission met.")]
    assert "The Independent" not in names


def test_a_demonym_before_a_body_names_the_country_too(nlp):
    pairs = found(nlp, "The Ukrainian Armed Forces left at noon.")
    assert [actor for _, actor in pairs] == ["Armed Forces of Ukraine", "Ukraine"]


def test_a_body_named_with_its_country_behind_it_is_found(nlp):
    text = "The House of Representatives of Thailand met at noon."
    assert [actor for _, actor in found(nlp, text)] == ["House of Representatives", "Thailand"]


def test_what_is_made_in_a_country_does_not_place_a_ministry(nlp):
    text = "Kenya bought US-built trucks. The Interior Ministry said that they had come."
    country = [one.country for one in actors.mentions(nlp(text)) if "Ministry" in one.actor]
    assert country == ["Kenya"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Beijing stands with Tehran in this war.", "Beijing"),
        ("Neither Moscow nor Washington wants it, but Moscow threatens us.", "Moscow"),
        ("The Kremlin has lied to you, my friends.", "Kremlin"),
        ("We will not let Pyongyang threaten our allies.", "Pyongyang"),
    ],
)
def test_governments_are_named_by_their_seats_in_speeches_too(nlp, text, words):
    assert words in [one.span.text for one in actors.mentions(nlp(text)) if one.kind == "country"]


def test_the_first_word_of_a_company_stands_for_it_untagged(nlp):
    text = (
        "Ford Motor Company closed a plant. Ford paid the workers, and in its letter Ford "
        "thanked them."
    )
    assert [actor for words, actor in found(nlp, text)] == ["Ford Motor Company"] * 3


def test_the_half_that_the_tagger_cuts_off_belongs_to_the_name(nlp):
    text = "In April, the Senate Harbour and Shipping Committee asked for the letters."
    names = [actor for words, actor in found(nlp, text)]
    assert "Shipping Committee" not in names


def test_where_no_country_is_named_the_capital_tells_whose_ministry_speaks(nlp):
    text = "A mast fell in Kabul at noon. The Interior Ministry said that nobody was hurt."
    assert [one.country for one in actors.mentions(nlp(text))] == ["Afghanistan"]
