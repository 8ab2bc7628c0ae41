import time
from dataclasses import replace

import pandas as pd
import pytest
from corpora import small_corpus

from workbench import tables
from workbench.corpus import Corpus, revise
from workbench.review.corrections import COLUMNS, correct, read_corrections, undo
from workbench.review.revision import apply_corrections, corrections_in


@pytest.fixture
def corpus():
    return small_corpus()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "corrections.csv"


@pytest.fixture
def revised(path):
    """A corpus revised by the file as it now stands."""
    actors = path.with_name("actors.csv")
    return lambda corpus: revise(corpus, actors=actors, corrections=path)


def row(table, **wanted):
    for column, value in wanted.items():
        table = table[table[column] == value]
    (label,) = table.index
    return label


def status(corpus):
    return corpus.corrections["status"].tolist()


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("stance", "friendly", ("Georgia", "Russia", "friendly", 1.0)),
        ("source", "Armenia", ("Armenia", "Russia", "hostile", -0.8)),
        ("target", "Wagner Group", ("Georgia", "Wagner Group", "hostile", -0.8)),
    ],
)
def test_stance_is_set_and_its_row_names_the_correction(
    corpus, revised, path, field, value, expected
):
    label = row(corpus.stances, source="Georgia")
    (id_,) = correct(corpus, "stances", [label], field=field, value=value, path=path)
    now = revised(corpus)
    columns = ["source", "target", "stance", "score"]
    assert tuple(now.stances.loc[label, columns]) == expected
    assert now.stances["corrections"].tolist() == ["", id_, "", "", ""]
    assert status(now) == ["applies"]
    assert corpus.stances.loc[label, "stance"] == "hostile"


def test_stance_set_to_none_is_gone_and_comes_back_with_undo(corpus, revised, path):
    label = row(corpus.stances, source="Georgia")
    ids = correct(corpus, "stances", [label], field="stance", value="none", path=path)
    assert "Georgia" not in set(revised(corpus).stances["source"])
    undo(ids, path=path)
    assert revised(corpus).stances["source"].tolist() == corpus.stances["source"].tolist()
    assert read_corrections(path)["in_force"].tolist() == [False, False]


def test_rows_in_bulk_are_one_correction_each(corpus, revised, path):
    labels = corpus.stances.index[corpus.stances["target"] == "Georgia"]
    ids = correct(corpus, "stances", labels, field="stance", value="hostile", path=path)
    assert len(set(ids)) == 2
    assert revised(corpus).stances["stance"].tolist().count("hostile") == 4


def test_mention_is_linked_anew_with_the_stance_that_hangs_on_it(corpus, revised, path):
    label = row(corpus.mentions, article_id="a1", actor="Georgia")
    correct(corpus, "mentions", [label], field="actor", value="Peru", path=path)
    now = revised(corpus)
    assert now.mentions.loc[label, ["actor", "kind", "country"]].tolist() == [
        *("Peru", "country", "Peru")
    ]
    assert row(now.stances, source="Peru", target="Russia", stance="hostile") == 1
    assert row(now.stances, source="Japan", target="Georgia") == 3  # another article's Georgia


def test_mention_dropped_takes_its_stance_along(corpus, revised, path):
    label = row(corpus.mentions, article_id="a1", actor="Georgia")
    correct(corpus, "mentions", [label], field="actor", value="", path=path)
    now = revised(corpus)
    assert len(now.mentions) == 9
    assert "Georgia" not in set(now.stances["source"])


def test_one_member_of_a_group_is_dropped_and_the_other_stays(corpus, revised, path):
    label = row(corpus.mentions, text="The allies", actor="Japan")
    correct(corpus, "mentions", [label], field="actor", value="", path=path)
    now = revised(corpus)
    assert now.mentions.loc[now.mentions["text"] == "The allies", "actor"].tolist() == [
        "United States"
    ]
    assert now.stances.query("target == 'Georgia'")["source"].tolist() == ["United States"]


def test_speaker_of_a_quotation_follows_to_the_stances_in_it(corpus, revised, path):
    correct(corpus, "quotes", [0], field="speaker", value="Ito Ken", path=path)
    now = revised(corpus)
    assert now.quotes["speaker"].tolist() == ["Ito Ken"]
    assert now.stances["speaker"].tolist() == ["", "", "Ito Ken", "", ""]


def test_mention_of_the_speaker_linked_anew_changes_who_speaks(corpus, revised, path):
    label = row(corpus.mentions, actor="Ito")
    correct(corpus, "mentions", [label], field="actor", value="Ito Ken", path=path)
    now = revised(corpus)
    assert now.quotes["speaker"].tolist() == ["Ito Ken"]
    assert now.stances["speaker"].tolist()[2] == "Ito Ken"


def test_second_correction_of_a_row_stands_when_the_first_is_undone(corpus, revised, path):
    label = row(corpus.stances, source="Georgia")
    first = correct(corpus, "stances", [label], field="source", value="Armenia", path=path)
    now = revised(corpus)
    correct(now, "stances", [label], field="stance", value="friendly", path=path)
    now = revised(now)
    assert now.stances.loc[label, ["source", "stance"]].tolist() == ["Armenia", "friendly"]
    undo(first, path=path)
    now = revised(now)
    assert now.stances.loc[label, ["source", "stance"]].tolist() == ["Georgia", "friendly"]


def with_cells(corpus, table, label, **values):
    changed = getattr(corpus, table).copy()
    for column, value in values.items():
        changed.loc[label, column] = value
    return replace(corpus, **{table: changed})


def test_correction_survives_offsets_that_moved(corpus, revised, path):
    label = row(corpus.mentions, article_id="a1", actor="Georgia")
    correct(corpus, "mentions", [label], field="actor", value="Peru", path=path)
    moved = replace(
        corpus,
        sentences=corpus.sentences.assign(
            sentence=corpus.sentences["sentence"] + 4,
            start=corpus.sentences["start"] + 9,
            end=corpus.sentences["end"] + 9,
        ),
        mentions=corpus.mentions.assign(
            sentence=corpus.mentions["sentence"] + 4,
            start=corpus.mentions["start"] + 9,
            end=corpus.mentions["end"] + 9,
        ),
    )
    assert revised(moved).mentions.loc[label, "actor"] == "Peru"


def test_correction_survives_sentences_cut_anew(corpus, revised, path):
    label = row(corpus.stances, source="Georgia")
    correct(corpus, "stances", [label], field="stance", value="friendly", path=path)
    joined = "Washington praised Japan. Georgia condemned Russia."
    sentences = corpus.sentences.drop(index=2)
    sentences.loc[1, ["end", "text"]] = [sentences.loc[1, "start"] + len(joined), joined]
    cut = replace(with_cells(corpus, "stances", label, sentence=1), sentences=sentences)
    now = revised(cut)
    assert row(now.stances, source="Georgia", stance="friendly") == label


def test_correction_survives_an_edited_list_of_actors(corpus, revised, path):
    label = row(corpus.stances, target="Japan", source="United States")
    correct(corpus, "stances", [label], field="stance", value="hostile", path=path)
    names = {"United States": "USA"}
    listed = replace(
        corpus,
        mentions=corpus.mentions.replace({"actor": names}),
        stances=corpus.stances.replace({"source": names}),
        annotated=corpus,
    )
    now = apply_corrections(listed, read_corrections(path))
    assert now.stances.loc[label, ["source", "stance"]].tolist() == ["USA", "hostile"]


def test_correction_made_under_a_list_of_actors_stands_without_it(corpus, revised, path):
    names = {"United States": "USA"}
    listed = replace(
        corpus,
        mentions=corpus.mentions.replace({"actor": names}),
        stances=corpus.stances.replace({"source": names}),
        annotated=corpus,
    )
    label = row(corpus.stances, target="Japan", source="United States")
    correct(listed, "stances", [label], field="stance", value="hostile", path=path)
    assert revised(corpus).stances.loc[label, "stance"] == "hostile"


def test_stance_that_the_annotation_no_longer_reads_is_still_said(corpus, revised, path):
    label = row(corpus.stances, source="Georgia")
    correct(corpus, "stances", [label], field="stance", value="friendly", path=path)
    now = revised(replace(corpus, stances=corpus.stances.drop(index=label)))
    assert row(now.stances, source="Georgia", target="Russia", stance="friendly") == 4
    assert now.stances["article_id"].tolist() == ["a1", "a1", "a2", "a2", "a2"]
    assert status(now) == ["applies"]
    assert now.stances.dtypes.equals(revised(corpus).stances.dtypes)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"table": "stances", "label": 1, "stance": "friendly"}, "already so"),
        ({"table": "stances", "label": 1, "source": "Peru"}, "applies"),
        ({"table": "sentences", "label": 2, "text": "Georgia thanked Russia."}, "does not fit"),
    ],
)
def test_correction_that_changes_nothing_or_fits_no_more_is_listed(
    corpus, revised, path, change, expected
):
    correct(corpus, "stances", [1], field="stance", value="friendly", path=path)
    table, label = change.pop("table"), change.pop("label")
    now = revised(with_cells(corpus, table, label, **change))
    assert status(now) == [expected]


def test_edited_article_is_named_and_nothing_misapplied(corpus, revised, path):
    label = row(corpus.mentions, article_id="a1", actor="Georgia")
    correct(corpus, "mentions", [label], field="actor", value="Peru", path=path)
    ids = {"a1": "a9"}
    edited = replace(
        corpus,
        **{
            name: getattr(corpus, name).replace({"article_id": ids})
            for name in ("articles", "sentences", "mentions", "quotes", "stances")
        },
    )
    now = revised(edited)
    assert status(now) == ["does not fit"]
    assert "the same sentence stands in article a9" in now.corrections["why"][0]
    assert "Peru" not in set(now.mentions["actor"])


def test_correction_of_other_articles_is_kept_apart(corpus, revised, path):
    correct(corpus, "stances", [1], field="stance", value="none", path=path)
    assert status(revised(small_corpus(without=["a1"]))) == ["other articles"]


def test_hundreds_of_corrections_of_other_articles_cost_no_second(path):
    words = [f"Envoy {n} of Georgia met the minister of port {n} on day {n}." for n in range(9_000)]
    texts = [" ".join(words[n : n + 15]) for n in range(0, 9_000, 15)]
    head = pd.NaT, "none", "Wire", "Envoys"
    articles = [(f"a{n}", *head, text, *("", "", "")) for n, text in enumerate(texts)]
    sentences = [(f"a{n // 15}", n % 15, 0, 0, len(text), text) for n, text in enumerate(words)]
    empty = {name: tables.table(name, []) for name in ("mentions", "quotes", "stances")}
    corpus = Corpus(
        tables.table("articles", articles), tables.table("sentences", sentences), **empty
    )
    known = pd.DataFrame("", index=range(300), columns=["id", *COLUMNS])
    known["in_force"], known["table"] = True, "stances"
    known["article_id"] = [f"x{n}" for n in range(300)]
    known["sentence"] = [f"The harbour of port {n} was closed for all envoys." for n in range(300)]
    began = time.process_time()
    now = apply_corrections(corpus, known)
    assert set(status(now)) == {"other articles"}
    assert time.process_time() - began < 1


def test_corrections_are_counted_for_a_part_and_for_actors(corpus, revised, path):
    correct(corpus, "stances", [1, 3], field="stance", value="none", path=path)
    now = revised(corpus)
    assert len(corrections_in(now)) == 2
    assert len(corrections_in(now, actors=["Russia"])) == 1
    part = replace(now, articles=now.articles[now.articles["article_id"] == "a3"])
    assert len(corrections_in(part)) == 0
    assert len(corrections_in(corpus)) == 0


@pytest.mark.parametrize(
    ("table", "field", "value", "message"),
    [
        ("stances", "stance", "warm", "must be one of friendly, hostile, none; not 'warm'"),
        ("stances", "actor", "x", "`field` of stances must be one of stance, source, target"),
        ("articles", "title", "x", "`table` must be one of mentions, quotes, stances"),
        ("stances", "source", " ", "the source must name an actor"),
    ],
)
def test_what_cannot_be_corrected_is_refused(corpus, path, table, field, value, message):
    with pytest.raises(ValueError, match=message):
        correct(corpus, table, [0], field=field, value=value, path=path)
    assert not path.exists()


def test_row_and_correction_that_are_not_there_are_named(corpus, path):
    with pytest.raises(KeyError, match="the stances table has no row 99"):
        correct(corpus, "stances", [99], field="stance", value="none", path=path)
    with pytest.raises(KeyError, match="no correction 'x'"):
        undo(["x"], path=path)


def test_row_cut_off_or_senseless_is_named_and_the_others_count(corpus, revised, path):
    correct(corpus, "stances", [1, 3], field="stance", value="none", path=path)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(
        2, lines[1].replace('"none"', '"warm"').replace('"' + lines[1][1:13], '"' + "0" * 12)
    )
    path.write_text("\n".join(lines)[:-8], encoding="utf-8")
    before = path.read_bytes()
    with pytest.warns(UserWarning, match=r"line 3: a stance must be one of .* not 'warm'"):
        now = revised(corpus)
    assert status(now) == ["applies"]
    assert path.read_bytes() == before


def test_words_that_stand_twice_are_told_apart(corpus, revised, path):
    text = "Georgia met Georgia."
    first = int(corpus.sentences.loc[1, "start"])
    sentences = corpus.sentences.copy()
    sentences.loc[1, ["end", "text"]] = [first + len(text), text]
    mentions = corpus.mentions[:2].assign(text="Georgia", actor="Georgia")
    mentions["start"] = [first, first + 12]
    mentions["end"] = mentions["start"] + 7
    twice = replace(corpus, sentences=sentences, mentions=mentions, stances=corpus.stances[:0])
    correct(twice, "mentions", [1], field="actor", value="Georgia (U.S. state)", path=path)
    assert revised(twice).mentions["actor"].tolist() == ["Georgia", "Georgia (U.S. state)"]
