"""The analyst's list: what it changes in the tables, and what it says when it is wrong."""

import time

import pandas as pd
import pytest

from workbench import tables
from workbench.pipeline.lexicon import load_lexicon
from workbench.review.actor_list import ActorListError, read_actor_list
from workbench.review.naming import ActorListWarning, apply_actor_list

TEXT = "Rurania warned Zubrovka. Marshal Blok said Rurania would act."


def corpus():
    """Two sentences: Rurania twice, Zubrovka once, a marshal whom nobody has found."""
    second = TEXT.index("Marshal")
    sentences = tables.table(
        "sentences",
        [
            ("a", 0, 0, 0, second - 1, TEXT[: second - 1]),
            ("a", 1, 0, second, len(TEXT), TEXT[second:]),
        ],
    )
    rows = []
    for sentence, name, start in ((0, "Rurania", 0), (0, "Zubrovka", 15), (1, "Rurania", 43)):
        assert TEXT[start:].startswith(name)
        rows.append(
            ("a", sentence, 0, start, start + len(name), name, name, "country", name, "name")
        )
    mentions = tables.table("mentions", rows)
    quote = (
        "a",
        1,
        43,
        61,
        TEXT[43:61],
        "Marshal Blok",
        second,
        second + 12,
        "said",
        "indirect",
        "",
        "say",
        "neutral",
        False,
    )
    quotes = tables.table("quotes", [quote])
    stance = (
        "a",
        0,
        "Rurania",
        "Zubrovka",
        "hostile",
        -0.9,
        0.8,
        "verbal",
        "narrated",
        "",
        "warned",
    )
    return sentences, mentions, quotes, tables.table("stances", [stance])


def listed(tmp_path, text):
    path = tmp_path / "actors.csv"
    path.write_text(text, encoding="utf-8")
    return read_actor_list(path)


def test_a_missing_list_changes_nothing(tmp_path):
    empty = read_actor_list(tmp_path / "none.csv")
    mentions, quotes, stances = apply_actor_list(*corpus(), empty)
    pd.testing.assert_frame_equal(mentions, corpus()[1])
    pd.testing.assert_frame_equal(stances, corpus()[3])
    assert quotes["speaker"].tolist() == ["Marshal Blok"]


def test_a_merge_reaches_mentions_and_stances(tmp_path):
    rows = listed(tmp_path, "do,name,actor\nmerge,Rurania,Russia\n")
    mentions, _, stances = apply_actor_list(*corpus(), rows)
    assert mentions["actor"].tolist() == ["Russia", "Zubrovka", "Russia"]
    assert mentions["country"].tolist() == ["Russia", "Zubrovka", "Russia"]
    assert stances[["source", "target"]].to_numpy().tolist() == [["Russia", "Zubrovka"]]


def test_added_words_are_found_in_the_stored_sentences_and_speak(tmp_path):
    rows = listed(tmp_path, "do,name,actor,kind,country\nadd,Blok,Anton Blok,person,Russia\n")
    mentions, quotes, _ = apply_actor_list(*corpus(), rows)
    assert mentions["actor"].tolist() == ["Rurania", "Zubrovka", "Anton Blok", "Rurania"]
    found = mentions.iloc[2]
    assert (found["text"], found["via"], found["kind"]) == ("Blok", "alias", "person")
    assert TEXT[found["start"] : found["end"]] == "Blok"
    assert quotes["speaker"].tolist() == ["Anton Blok"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("People’s Front", "People's Front"),
        ("People's Front", "People’s Front"),
        ("Sha‘ab Front", "Sha'ab Front"),
        ("Red\u00a0Star", "Red Star"),
        ("Red\nStar", "Red Star"),
        ("Red Star", "Red\u00a0Star"),
    ],
)
def test_added_words_are_found_with_any_apostrophe_and_any_space(tmp_path, written, name):
    text = f"Yesterday the “{written}” warned Zubrovka."
    sentences = tables.table("sentences", [("a", 0, 0, 100, 100 + len(text), text)])
    none = [tables.table(one, []) for one in ("mentions", "quotes", "stances")]
    rows = listed(tmp_path, f"do,name,actor,kind\nadd,{name},The Front,armed group\n")
    (found,) = apply_actor_list(sentences, *none, rows)[0].to_dict("records")
    assert found["text"] == written == text[found["start"] - 100 : found["end"] - 100]
    assert (found["actor"], found["kind"], found["via"]) == ("The Front", "armed group", "alias")


def test_words_with_another_apostrophe_are_split_off(tmp_path):
    sentences, mentions, quotes, stances = corpus()
    mentions.loc[2, "text"] = "Rurania’s\u00a0army"
    rows = listed(tmp_path, "do,name,actor,of\nsplit,Rurania's army,Army of Rurania,Rurania\n")
    result, *_ = apply_actor_list(sentences, mentions, quotes, stances, rows)
    assert result["actor"].tolist() == ["Rurania", "Zubrovka", "Army of Rurania"]


@pytest.mark.parametrize(
    ("row", "actors"),
    [
        ("merge,Rurania,Russia", []),
        ("drop,Rurania,", []),
        ("add,Marshal Blok,Anton Blok", ["Anton Blok"]),
    ],
)
def test_a_list_is_applied_where_nobody_was_found(tmp_path, row, actors):
    sentences, *found = corpus()
    empty = [table.iloc[:0] for table in found]
    rows = listed(tmp_path, f"do,name,actor\n{row}\n")
    result = apply_actor_list(sentences, *empty, rows)
    assert result[0]["actor"].tolist() == actors
    assert [len(table) for table in result[1:]] == [0, 0]
    assert [table.dtypes.to_dict() for table in result] == [one.dtypes.to_dict() for one in found]


def test_added_words_are_found_where_a_sentence_begins_with_them(tmp_path):
    sentences, *found = corpus()
    text = "The ridge people met. Then the ridge people left."
    sentences.loc[0, "text"] = text
    rows = listed(tmp_path, "do,name,actor\nadd,the ridge people,Ridge People\n")
    mentions = apply_actor_list(sentences, *(table.iloc[:0] for table in found), rows)[0]
    assert mentions["text"].tolist() == ["The ridge people", "the ridge people"]


def test_added_words_are_whole_words(tmp_path):
    rows = listed(tmp_path, "do,name,actor\nadd,Rur,The Rur\n")
    assert len(apply_actor_list(*corpus(), rows)[0]) == 3


def test_a_split_takes_only_the_words_that_it_names(tmp_path):
    sentences, mentions, quotes, stances = corpus()
    mentions.loc[2, "text"] = "Rurania's army"
    rows = listed(tmp_path, "do,name,actor,of\nsplit,Rurania's army,Army of Rurania,Rurania\n")
    result, _, stances = apply_actor_list(sentences, mentions, quotes, stances, rows)
    assert result["actor"].tolist() == ["Rurania", "Zubrovka", "Army of Rurania"]
    assert stances["source"].tolist() == ["Rurania"]


def test_a_split_names_the_actor_as_it_was_or_as_it_is_now_called(tmp_path):
    text = "do,name,actor,of\nrename,Rurania,Ruritania,\nsplit,RURANIA,Elphberg,{}\n"
    for of in ("Rurania", "Ruritania"):
        mentions, _, stances = apply_actor_list(*corpus(), listed(tmp_path, text.format(of)))
        assert mentions["actor"].tolist() == ["Elphberg", "Zubrovka", "Elphberg"]
        assert stances["source"].tolist() == ["Elphberg"]


def test_a_renamed_actor_is_dropped_under_its_new_name(tmp_path):
    rows = listed(tmp_path, "do,name,actor\nrename,Zubrovka,Zubrowka\ndrop,Zubrowka\n")
    assert apply_actor_list(*corpus(), rows)[0]["actor"].tolist() == ["Rurania", "Rurania"]


def test_words_are_dropped_where_they_were_taken_for_one_actor(tmp_path):
    sentences, mentions, quotes, stances = corpus()
    mentions.loc[2, "text"] = "Ruranian"
    rows = listed(tmp_path, "do,name,of\ndrop,Ruranian,Rurania\n")
    result, _, stances = apply_actor_list(sentences, mentions, quotes, stances, rows)
    assert result["start"].tolist() == [0, 15]
    assert len(stances) == 1


def test_a_dropped_actor_leaves_mentions_and_stances(tmp_path):
    rows = listed(tmp_path, "do,name\ndrop,Zubrovka\n")
    mentions, _, stances = apply_actor_list(*corpus(), rows)
    assert mentions["actor"].tolist() == ["Rurania", "Rurania"]
    assert stances.empty


def test_a_stance_of_an_actor_to_itself_goes_when_two_are_merged(tmp_path):
    rows = listed(tmp_path, "do,name,actor\nmerge,Rurania,Zubrovka\n")
    assert apply_actor_list(*corpus(), rows)[2].empty


def test_the_tables_passed_in_stay_as_they_are(tmp_path):
    given = corpus()
    apply_actor_list(*given, listed(tmp_path, "do,name,actor\nmerge,Rurania,Russia\n"))
    for table, fresh in zip(given, corpus(), strict=True):
        pd.testing.assert_frame_equal(table, fresh)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("do,name,actor\nmerge,A,B\nmerge,B,A\n", 3, "circle (A → B → A)"),
        ("do,name,actor\nadd,Kim,Kim Jong Un\nadd,Kim,Kim Jong Il\n", 3, "'Kim Jong Un' in line 2"),
        ("do,name,colour\nadd,Kim,red\n", 1, "unknown column 'colour'"),
        ("do,actor\nadd,Kim\n", 1, "column 'name' is missing"),
        ("do,name,actor\njoin,A,B\n", 2, "'do' must be one of"),
        ("do,name,actor\nadd,Kim,\n", 2, "'actor' is empty"),
        ("do,name,actor\nsplit,Kim,Kim Jong Un\n", 2, "'of' is empty"),
        ("do,name,actor,kind\nadd,Kim,Kim Jong Un,king\n", 2, "'kind' must be one of"),
        ("do,name,actor\n\nadd,Kim,Kim, Jong\n", 3, "double quotes"),
        ("# mine\ndo,name,actor\n# A, B\n\njoin,A,B\n", 5, "'do' must be one of"),
        ('do,name,actor\nadd,"Kim\nJong",Kim\njoin,A,B\n', 4, "'do' must be one of"),
        ('do,name,actor\nadd,"Kim,Kim\nadd,A,B\n', 2, "quotation marks"),
        ("do,name,name\nadd,Kim,Kim\n", 1, "column 'name' stands twice"),
        ("do,name,actor\ndrop,Kim\nmerge,Kim,Kim Jong Un\n", 3, "no actor in line 2"),
        ("do,name,actor\nmerge,A,C\nmerge,B,C\napart,A,B\n", 4, "'A' and 'B' are two here"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path, text, line, words):
    with pytest.raises(ActorListError, match=f"line {line}") as error:
        listed(tmp_path, text)
    assert words in str(error.value)


def test_what_is_kept_apart_changes_no_table(tmp_path):
    rows = listed(tmp_path, "do,name,actor,kind\napart,Rurania,Zubrovka,armed group\n")
    for table, same in zip(apply_actor_list(*corpus(), rows), corpus()[1:], strict=True):
        pd.testing.assert_frame_equal(table, same)
    both = "do,name,actor\napart,Rurania,Zubrovka\nrename,Rurania,Ruranian Union\n"
    mentions, *_ = apply_actor_list(*corpus(), listed(tmp_path, both))
    assert mentions["actor"].tolist() == ["Ruranian Union", "Zubrovka", "Ruranian Union"]


def test_a_foreign_encoding_is_named_with_its_line(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_bytes("do,name,actor\nadd,Orban,Viktor Orb\xe1n\n".encode("latin-1"))
    with pytest.raises(ActorListError, match=r"line 2: not UTF-8"):
        read_actor_list(path)


def test_a_file_in_two_bytes_a_letter_is_named(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text("do,name,actor\nadd,Orban,Viktor Orban\n", encoding="utf-16")
    with pytest.raises(ActorListError, match="line 1: not UTF-8"):
        read_actor_list(path)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffdo,name,actor\nmerge,A,B\n",
        "do;name;actor;;\r\nmerge;A;B;;\r\n;;;;\r\n",
        "DO\tNAME\tACTOR\nMerge\tA\tB",
        "# these are mine\ndo,name,actor\n#add,C,D\nmerge,  A , B\n",
    ],
)
def test_what_a_spreadsheet_makes_of_the_file_is_read(tmp_path, text):
    rows = listed(tmp_path, text)
    assert rows[["do", "name", "actor"]].to_numpy().tolist() == [["merge", "A", "B"]]


@pytest.mark.parametrize("word", ["it", "may", "May"])
def test_a_common_word_is_left_out_with_a_warning(tmp_path, word):
    rows = listed(tmp_path, f"do,name,actor\nadd,{word},Theresa May\n")
    with pytest.warns(ActorListWarning, match="line 2"):
        mentions, _, _ = apply_actor_list(*corpus(), rows)
    assert len(mentions) == 3


def test_ten_thousand_rows_take_no_second_of_the_processor(tmp_path):
    lines = [f"add,Name{n} of Many,Actor {n}" for n in range(4_000)]
    lines += [f"add,General Number{n},Actor {n}" for n in range(4_000)]
    lines += [f"merge,Actor {n},Actor {n + 1}" for n in range(1_000)]
    lines += [f"drop,Nobody {n}" for n in range(1_000)]
    rows = listed(tmp_path, "do,name,actor\n" + "\n".join(lines) + "\n")
    load_lexicon()
    began = time.process_time()
    apply_actor_list(*corpus(), rows)
    assert time.process_time() - began < 2.5
