"""The lexicon as data: complete, and refused where it is wrong."""

import csv
import shutil

import pytest

from workbench.pipeline.actors import members
from workbench.pipeline.lexicon import FOLDER, LexiconError, fold, load_lexicon, parts


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


@pytest.fixture
def folder(tmp_path):
    """A copy of the lexicon to spoil."""
    return shutil.copytree(FOLDER, tmp_path / "lexicon", dirs_exist_ok=True)


def test_every_iso_country_has_one_row():
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["iso2"]]
    formerly = {"SU", "YU", "DD", "CS", "XK"}
    assert len({row["iso2"] for row in rows} - formerly) == 249
    assert len(rows) == len({row["iso2"] for row in rows}) == len({row["iso3"] for row in rows})


@pytest.mark.parametrize(
    "name",
    [
        "Kosovo",
        "Taiwan",
        "Palestine",
        "Western Sahara",
        "Northern Cyprus",
        "Somaliland",
        "Abkhazia",
    ],
)
def test_disputed_entities_are_countries(lexicon, name):
    assert [actor.kind for actor in lexicon.actors if actor.name == name] == ["country"]


@pytest.mark.parametrize(
    ("text", "name", "via"),
    [
        ("DPRK", "North Korea", "acronym"),
        ("South Koreans", "South Korea", "demonym"),
        ("Kyiv", "Ukraine", "capital"),
        ("His Majesty's Government", "United Kingdom", "alias"),
        ("Jewish state", "Israel", "description"),
        ("Kremlin", "Russia", "capital"),
        ("Fumio Kishida", "Fumio Kishida", "name"),
        ("Kishida Fumio", "Fumio Kishida", "alias"),
        ("Jinping Xi", "Xi Jinping", "alias"),
        ("UN Population Fund", "United Nations Population Fund", "alias"),
        ("U.S. Army", "United States Army", "alias"),
        ("UN's refugee agency", "United Nations High Commissioner for Refugees", "description"),
        ("Labour party", "Labour Party", "alias"),
        ("Metropolitan police", "Metropolitan Police", "alias"),
    ],
)
def test_words_mean_their_actor(lexicon, text, name, via):
    found = [(a.actor.name, a.via) for a in lexicon.aliases if a.text == text and a.actor]
    assert (name, via) in found


def test_only_the_last_word_of_a_party_is_written_small(lexicon):
    texts = {alias.text for alias in lexicon.aliases}
    assert {"Your party", "labour party", "Israel police"}.isdisjoint(texts)
    assert "Liberal Democratic party" in texts


def test_no_body_of_a_country_stands_twice():
    with (FOLDER / "organisations.csv").open(encoding="utf-8", newline="") as file:
        rows = [(*parts(row["name"]), row["country"]) for row in csv.DictReader(file)]
    assert len(rows) == len(set(rows))


def test_no_canonical_name_has_brackets_of_disambiguation(lexicon):
    clashing = ("(country)", "(organization)", "(militant group)", "(politician)", "(state)")
    assert [a.name for a in lexicon.actors if a.name.endswith(clashing)] == []


def test_every_member_and_organisation_is_known(lexicon):
    names = {actor.name for actor in lexicon.actors}
    assert set(lexicon.members) <= names
    assert {row[0] for rows in lexicon.members.values() for row in rows} <= names


@pytest.mark.parametrize(
    ("organisation", "year", "country", "is_member"),
    [
        ("NATO", None, "Finland", True),
        ("NATO", 2022, "Finland", False),
        ("European Union", 2019, "United Kingdom", True),
        ("European Union", 2023, "United Kingdom", False),
    ],
)
def test_members_are_those_of_the_year(organisation, year, country, is_member):
    assert (country in members(organisation, year=year)) is is_member


def test_nato_had_31_members_in_2023():
    assert len(members("NATO", year=2023)) == 31


def test_folding_joins_two_spellings():
    assert fold("Recep Tayyip Erdoğan’s") == fold("recep tayyip erdogan's")


def test_the_lexicon_is_read_once(lexicon):
    assert load_lexicon() is lexicon


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("persons.csv", "Ann Other,Atlantis,president,2020,,", "country 'Atlantis' has no row"),
        ("persons.csv", "Ann Other,France", "6 cells wanted"),
        ("persons.csv", ",France,president,,,", "name is empty"),
        ("ambiguous.csv", "Paris,whenever,Hilton", "condition must be one of"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(folder, file, line, message):
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, line]) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=message) as error:
        load_lexicon(folder)
    assert f"{file}, line {len(lines) + 1}" in str(error.value)


def test_what_settles_an_alias_comes_first_wherever_its_row_stands(folder):
    with (folder / "ambiguous.csv").open("a", encoding="utf-8") as file:
        file.write("Amman,unless article,amman street\nAmman,sure article,jordan\n")
    conditions = [one.condition for one in load_lexicon(folder).conditions["amman"]]
    assert conditions == ["sure article", "unless article"]


def test_an_unknown_column_is_refused(folder):
    path = folder / "groups.csv"
    path.write_text("words,members,colour\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="columns must be words, members; not words, members, c"):
        load_lexicon(folder)


def test_a_foreign_encoding_is_refused(folder):
    (folder / "groups.csv").write_bytes("words,members\nÉlysée,France\n".encode("latin-1"))
    with pytest.raises(LexiconError, match="not UTF-8"):
        load_lexicon(folder)


def test_a_missing_file_is_named(folder):
    (folder / "groups.csv").unlink()
    with pytest.raises(LexiconError, match=r"groups\.csv is missing"):
        load_lexicon(folder)


def test_bodies_that_stand_in_for_each_other_are_of_known_types(lexicon):
    """A body's first type is its own, and no other row has it."""
    own = [body.types[0] for body in lexicon.bodies]
    assert len(own) == len(set(own))
    assert {kind for body in lexicon.bodies for kind in body.types} == set(own)
