"""The panel of the analyst's list: what it shows, what it writes, and who follows."""

import pandas as pd
import pytest
from corpora import small_corpus

import workbench as wb
from workbench import tables
from workbench.review.corrections import correct
from workbench.review.desk import Change

TITLE, BODY = "Talks", "Anton Blok met Eva Stern. Anton Block praised Eva Stern. Mr Ito smiled."


def corpus():
    """The small corpus and an article in which one man is spelled in two ways."""
    from dataclasses import replace

    small = small_corpus()
    text = f"{TITLE}\n\n{BODY}"
    article = small.articles.iloc[:1].assign(article_id="b1", title=TITLE, text=text)
    parts = ["Anton Blok met Eva Stern.", "Anton Block praised Eva Stern.", "Mr Ito smiled."]
    sentences, mentions = [], []
    for number, part in enumerate(parts):
        start = text.index(part)
        sentences.append(("b1", number, 1, start, start + len(part), part))
        for name in ("Anton Blok ", "Anton Block", "Eva Stern"):
            if name in part:
                at, name = start + part.index(name), name.strip()
                where = ("b1", number, 1, at, at + len(name), name)
                mentions.append((*where, name, "person", "", "tagger"))
    praise = ("b1", 1, "Anton Block", "Eva Stern", "friendly", 0.9, 0.9)
    new = {
        "articles": article,
        "sentences": tables.table("sentences", sentences),
        "mentions": tables.table("mentions", mentions),
        "stances": tables.table("stances", [(*praise, "verbal", "narrated", "", "praised")]),
    }
    both = {
        name: pd.concat([getattr(small, name), table], ignore_index=True)
        for name, table in new.items()
    }
    return replace(small, **both)


@pytest.fixture
def path(monkeypatch, tmp_path):
    """Where the list lies, in a folder with nothing in it."""
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data" / "actors.csv"


@pytest.fixture
def panel(path):
    return wb.ActorListPanel(corpus())


def asked(panel, **request):
    """What the panel says to a request from the browser."""
    panel.names.request = request | {"turn": panel.names.request.get("turn", 0) + 1}
    return panel.names.note


def rows(path):
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    return table[["do", "name", "actor", "of"]].to_numpy().tolist()


def test_each_actor_is_shown_with_kind_country_counts_and_names(panel):
    assert panel.names.count == "8 actors"
    shown = {row["name"]: row for row in panel.names.rows}
    assert shown["United States"] == {
        "name": "United States",
        "kind": "country",
        "country": "United States",
        "mentions": 2,
        "articles": 2,
        "aliases": ["Washington", "The allies"],
    }
    assert panel.result["name"].tolist()[0] == "Japan"
    assert panel._message.value == ""


def test_a_likely_merge_is_suggested_and_nothing_is_written(panel, path):
    assert panel.names.pairs == [{"name": "Anton Blok", "actor": "Anton Block", "n": 1, "m": 1}]
    assert not path.exists()
    panel.controls["likeness"].value = 99
    assert panel.names.pairs == []


def test_a_pair_that_is_kept_apart_is_suggested_no_more_until_that_is_undone(panel, path):
    named = panel.desk.corpus.mentions["actor"].tolist()
    note = asked(panel, do="apart", actor="Anton Blok", to="Anton Block")
    assert note == {
        "text": "Saved. Anton Blok is not Anton Block: not suggested any more.",
        "kind": "done",
        "undo": True,
    }
    assert rows(path) == [["apart", "Anton Blok", "Anton Block", ""]]
    assert panel.names.pairs == []
    assert panel.suggestions.empty
    assert panel.desk.corpus.mentions["actor"].tolist() == named
    assert wb.ActorListPanel(panel.desk.corpus).names.pairs == []
    path.write_text(path.read_text() + "join,A,B\n")
    asked(panel, do="read")
    assert panel.names.pairs == [], "a mistake elsewhere in the file forgets nothing"
    path.write_text(path.read_text().replace("join,A,B\n", ""))
    asked(panel, do="read")
    asked(panel, do="remove", line=2)
    assert len(panel.names.pairs) == 1


def test_what_is_kept_apart_is_not_merged_by_accident(panel, path):
    asked(panel, do="apart", actor="Anton Blok", to="Anton Block")
    note = asked(panel, do="merge", names=["Anton Blok", "Anton Block"], name="Anton Blok")
    assert note["kind"] == "error"
    assert "line 2: 'Anton Blok' and 'Anton Block' are two here" in note["text"]
    assert rows(path) == [["apart", "Anton Blok", "Anton Block", ""]]


def test_after_an_error_the_list_says_what_is_wrong_and_the_panel_lives_on(panel, path):
    asked(panel, do="drop", actor="Japan", words="")
    path.unlink()
    path.mkdir()
    note = asked(panel, do="undo")
    assert note["kind"] == "error"
    assert "cannot be read" in note["text"]
    assert "cannot be read" in panel.names.file["error"]
    path.rmdir()
    assert asked(panel, do="read")["text"] == "Read again."
    assert "Japan" in panel.result["name"].tolist()


def test_a_merge_is_written_and_every_panel_follows(panel, path):
    whole = corpus()
    panel = wb.ActorListPanel(whole)
    bars, quotes = wb.FrequencyPanel(whole), wb.SearchPanel(whole)
    note = asked(panel, do="merge", names=["Anton Blok", "Anton Block"], name="Anton Blok")
    assert note == {
        "text": "Saved. Anton Block is Anton Blok: 1 mention. All panels follow.",
        "kind": "done",
        "undo": True,
    }
    assert rows(path) == [["merge", "Anton Block", "Anton Blok", ""]]
    assert "Anton Block" not in bars.result["actor"].tolist()
    assert bars.result.set_index("actor").loc["Anton Blok", "mentions"] == 2
    assert "Anton Block" not in quotes.controls["actors"].options
    assert panel.corpus.stances["source"].tolist()[-1] == "Anton Blok"
    assert panel.names.pairs == []
    assert panel.names.listed == [
        {"line": 2, "words": "Anton Block is Anton Blok", "said": "1 mention"}
    ]
    note = asked(panel, do="undo")
    assert note["text"] == "Undone. All panels follow."
    assert not path.exists()
    assert "Anton Block" in bars.result["actor"].tolist()
    assert len(panel.names.pairs) == 1


def test_the_other_name_or_a_new_one_can_stay(panel, path):
    asked(panel, do="merge", names=["Anton Blok", "Anton Block"], name="Anton Block")
    assert rows(path) == [["merge", "Anton Blok", "Anton Block", ""]]
    asked(panel, do="undo")
    asked(panel, do="merge", names=["Anton Blok", "Anton Block"], name="A. Blok")
    assert rows(path) == [
        ["merge", "Anton Blok", "A. Blok", ""],
        ["merge", "Anton Block", "A. Blok", ""],
    ]
    found = panel.result.set_index("name").loc["A. Blok"]
    assert (found["kind"], found["mentions"]) == ("person", 2)


def test_a_renamed_country_takes_its_people_along(panel, path):
    asked(panel, do="rename", actor="Georgia", to="Sakartvelo")
    assert rows(path) == [["rename", "Georgia", "Sakartvelo", ""]]
    found = panel.result.set_index("name").loc["Sakartvelo"]
    assert (found["kind"], found["country"]) == ("country", "Sakartvelo")
    assert set(wb.by_country(panel.corpus).mentions["actor"]) >= {"Sakartvelo"}
    assert "Georgia" not in set(panel.corpus.stances["source"])


def test_words_are_split_off_and_dropped_and_an_actor_is_dropped(panel, path):
    asked(panel, do="split", actor="United States", words="Washington", to="Washington State")
    assert panel.result.set_index("name")["mentions"][
        ["United States", "Washington State"]
    ].tolist() == [1, 1]
    asked(panel, do="drop", actor="Japan", words="The allies")
    asked(panel, do="drop", actor="Eva Stern", words="")
    assert rows(path) == [
        ["split", "Washington", "Washington State", "United States"],
        ["drop", "The allies", "", "Japan"],
        ["drop", "Eva Stern", "", ""],
    ]
    names = panel.result.set_index("name")["mentions"]
    assert names["Japan"] == 2
    assert "Eva Stern" not in names


def test_added_words_are_found_and_it_is_told_what_gives_their_stances(panel):
    note = asked(panel, do="add", actor="Russia", to="Mr Ito", kind="", country="")
    assert note["text"] == (
        "Saved. “Mr Ito” means Russia: 2 mentions. 2 new; run the notebook again for their "
        "stances. All panels follow."
    )


def test_a_word_that_stands_everywhere_is_left_out_and_that_is_told(panel):
    note = asked(panel, do="add", actor="Theresa May", to="may", kind="person", country="")
    assert "'may' is a common word" in note["text"]
    assert "Theresa May" not in panel.result["name"].tolist()
    assert "the row is left out" in panel.names.listed[0]["said"]


def test_of_ten_thousand_rows_the_last_and_those_left_out_are_shown(panel, path):
    rows = [f"add,Name{n} of Many,Actor {n}" for n in range(10_000)]
    path.write_text("\n".join(["do,name,actor", "add,may,Theresa May", *rows, "drop,Japan,"]))
    asked(panel, do="read")
    assert panel.names.file["rows"] == 10_002
    assert [panel.names.listed[place]["line"] for place in (0, 1, -1)] == [2, 9_904, 10_003]
    note = asked(panel, do="drop", actor="Russia", words="")
    assert note["text"] == "Saved. Russia is no actor: 2 mentions. All panels follow."


def test_a_line_is_taken_back_and_that_can_be_undone(panel, path):
    asked(panel, do="drop", actor="Japan", words="")
    asked(panel, do="drop", actor="Russia", words="")
    note = asked(panel, do="remove", line=2)
    assert (note["text"], note["undo"]) == ("Taken back. All panels follow.", True)
    assert rows(path) == [["drop", "Russia", "", ""]]
    asked(panel, do="undo")
    assert rows(path) == [["drop", "Japan", "", ""], ["drop", "Russia", "", ""]]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"do": "rename", "actor": "Japan", "to": ""}, "the field is empty"),
        ({"do": "rename", "actor": "Japan", "to": "Japan"}, "the name of another actor"),
        ({"do": "merge", "actor": "Japan", "to": ""}, "the name of another actor"),
        ({"do": "add", "actor": "Japan", "to": "Ito", "kind": "king"}, "'kind' must be one of"),
        ({"do": "remove", "line": 9}, "line 9: no row begins there"),
        ({"do": "undo"}, "nothing was changed here"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(panel, path, request_, words):
    note = asked(panel, **request_)
    assert note["kind"] == "error"
    assert words in note["text"]
    assert not path.exists()


def test_a_circle_is_not_written(panel, path):
    asked(panel, do="rename", actor="Japan", to="Nippon")
    before = path.read_bytes()
    note = asked(panel, do="rename", actor="Nippon", to="Japan")
    assert "circle (Japan → Nippon → Japan)" in note["text"]
    assert path.read_bytes() == before


def test_a_mistake_in_the_file_is_shown_with_its_line_and_not_overwritten(panel, path):
    path.write_text("do,name,actor\njoin,Japan,Nippon\n")
    note = asked(panel, do="read")
    assert "line 2: 'do' must be one of" in panel.names.file["error"]
    note = asked(panel, do="drop", actor="Japan", words="")
    assert note["kind"] == "error"
    assert path.read_text() == "do,name,actor\njoin,Japan,Nippon\n"
    path.write_text("do,name,actor\nrename,Japan,Nippon\n")
    assert asked(panel, do="read")["text"] == "Read again."
    assert panel.names.file["error"] == ""
    assert "Nippon" in panel.result["name"].tolist()


def test_a_file_changed_elsewhere_is_shown_before_it_is_written(panel, path):
    path.write_text("# mine\ndo,name,actor\nrename,Japan,Nippon\n")
    note = asked(panel, do="drop", actor="Russia", words="")
    assert "changed elsewhere meanwhile" in note["text"]
    assert path.read_text().startswith("# mine\n")
    assert panel.names.listed[0]["words"] == "Japan is called Nippon"
    assert asked(panel, do="drop", actor="Russia", words="")["kind"] == "done"
    assert path.read_text() == "# mine\ndo,name,actor\nrename,Japan,Nippon\ndrop,Russia,\n"


def test_the_filters_find_names_seen_and_build_the_same_panel_again(panel):
    panel.controls["find"].value = "washing"
    assert panel.result["name"].tolist() == ["United States"]
    panel.controls["find"].value = ""
    panel.controls["kinds"].value = ("person",)
    assert panel.names.count == "4 actors"
    assert panel.view == {"kinds": ["person"]}
    again = wb.ActorListPanel(panel.desk.corpus, **panel.view)
    assert again.result["name"].tolist() == panel.result["name"].tolist()
    with pytest.raises(ValueError, match="has no filter 'colour'"):
        wb.ActorListPanel(panel.desk.corpus, colour="red")


def test_a_name_opens_its_sentences_and_closes_them(panel):
    asked(panel, do="show", name="Eva Stern")
    assert panel.sentences.heading == "Eva Stern"
    assert len(panel.sentences.rows) == 2
    asked(panel, do="show", name="Eva Stern")
    assert panel.sentences.rows == []


def test_a_correction_follows_the_name_that_the_list_gives(panel, path):
    (label,) = panel.desk.corpus.mentions.query("actor == 'Anton Block'").index
    panel.desk.correct([Change("mentions", [label], "actor", "Colonel Block")])
    assert "Colonel Block" in panel.result["name"].tolist()
    asked(panel, do="rename", actor="Colonel Block", to="General Block")
    assert "General Block" in panel.result["name"].tolist()
    assert "Colonel Block" not in panel.result["name"].tolist()


def test_correction_of_another_notebook_stays_when_the_list_changes(panel, path):
    mentions = panel.desk.corpus.mentions
    label = mentions.index[mentions["actor"] == "Ito"][0]
    correct(panel.desk.corpus, "mentions", [label], field="actor", value="")
    asked(panel, do="drop", actor="Japan", words="")
    assert not {"Ito", "Japan"} & set(panel.result["name"])
