from dataclasses import replace

import pytest
from corpora import small_corpus

from workbench.corpus import revise
from workbench.measures.selection import by_country, select
from workbench.review.corrections import correct
from workbench.review.desk import Change, Desk, desk_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "corrections.csv"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder for the analyst's files, in which a corpus finds them by itself."""
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)


def test_correction_reaches_whoever_looks_at_the_desk_and_undo_takes_it_back(path):
    desk, seen = Desk(small_corpus(), path=path), []
    desk.observe(lambda change: seen.append(len(change["new"].stances)), "corpus")
    desk.correct([Change("stances", [1], "stance", "none")])
    desk.correct([Change("stances", [0, 2], "stance", "none")])
    desk.undo()
    desk.undo()
    assert seen == [4, 2, 4, 5]
    with pytest.raises(ValueError, match="nothing was corrected in this session"):
        desk.undo()


def test_correction_of_another_notebook_is_seen_at_the_next_refresh(path):
    desk = Desk(small_corpus(), path=path)
    correct(small_corpus(), "stances", [1], field="stance", value="none", path=path)
    assert len(desk.corpus.stances) == 5
    desk.refresh()
    assert len(desk.corpus.stances) == 4


def test_file_that_has_not_changed_is_not_read_again(path):
    desk, seen = Desk(small_corpus(), path=path), []
    desk.observe(seen.append, "corpus")
    desk.refresh()
    assert seen == []


def test_a_corpus_and_its_parts_are_worked_on_at_one_desk(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    corpus = small_corpus()
    desk = desk_of(corpus)
    desk.correct([Change("stances", [1], "stance", "none")])
    part = select(desk.corpus, outlets=["Harbour Post"])
    assert desk_of(part) is desk
    assert desk_of(corpus) is desk
    assert desk_of(small_corpus()) is not desk
    assert desk.part(part.articles).stances["source"].tolist() == ["United States"]


@pytest.mark.parametrize(
    ("part", "remedy"),
    [
        (lambda corpus: by_country(corpus), "and by_country=True to the panel"),
        (lambda corpus: select(corpus, kinds=["person"]), r"and kinds=\['person'\] to the panel"),
        (
            lambda corpus: select(by_country(corpus), kinds=["country"], outlets=["Red Banner"]),
            r"and by_country=True, kinds=\['country'\] to the panel",
        ),
    ],
)
def test_corpus_read_otherwise_than_annotated_is_refused_with_what_would_do(part, remedy):
    with pytest.raises(ValueError, match=remedy):
        desk_of(part(revise(small_corpus())))


def test_list_of_actors_takes_effect_at_the_next_refresh(path):
    desk = Desk(small_corpus(), path=path)
    desk.correct([Change("stances", [1], "stance", "friendly")])
    path.with_name("actors.csv").write_text("do,name,actor\nrename,Georgia,Sakartvelo\n")
    desk.refresh()
    assert "Georgia" not in set(desk.corpus.mentions["actor"])
    assert desk.corpus.stances.loc[1, ["source", "stance"]].tolist() == ["Sakartvelo", "friendly"]
    assert desk.problems == []


def test_changes_made_together_are_written_all_or_none(path):
    desk = Desk(small_corpus(), path=path)
    wrong = Change("stances", [1], "target", " ")
    with pytest.raises(ValueError, match="the target must name an actor"):
        desk.correct([Change("stances", [1], "stance", "friendly"), wrong])
    assert not path.exists()
    assert desk.done == []


def test_one_of_three_taken_back_leaves_the_other_two_to_undo(path):
    desk = Desk(small_corpus(), path=path)
    ids = desk.correct([Change("stances", [0, 1, 2], "stance", "none")])
    desk.undo(ids[:1])
    assert len(desk.corpus.stances) == 3
    desk.undo()
    assert len(desk.corpus.stances) == 5


def test_file_that_cannot_be_used_is_named_and_the_rest_goes_on(path):
    desk = Desk(small_corpus(), path=path)
    path.with_name("actors.csv").write_text("do,name,actor\nbefriend,Georgia,x\n")
    desk.correct([Change("stances", [1], "stance", "none")])
    assert len(desk.corpus.stances) == 4
    assert "line 2: 'do' must be one of" in desk.problems[0]


@pytest.mark.parametrize("name", ["stances", "mentions", "quotes"])
def test_a_table_narrowed_by_hand_is_refused_by_a_panel_with_what_would_do(here, name):
    corpus = revise(small_corpus())
    table = getattr(corpus, name)
    narrowed = replace(corpus, **{name: table[table["article_id"] != "a2"]})
    with pytest.raises(ValueError, match=f"^{name} were left out of the corpus by hand") as error:
        desk_of(narrowed)
    assert "use its filters" in str(error.value)
    part = replace(narrowed, articles=corpus.articles[corpus.articles["article_id"] != "a2"])
    assert desk_of(part) is desk_of(corpus), "there all is as it was"


def test_a_corpus_corrected_since_is_not_taken_for_a_narrowed_one(here):
    before = revise(small_corpus())
    desk = desk_of(before)
    desk.correct([Change("stances", [1], "stance", "none")])
    assert desk_of(before) is desk_of(desk.corpus) is desk
    again = revise(before)
    assert len(again.stances) == 4
    assert desk_of(again) is desk
