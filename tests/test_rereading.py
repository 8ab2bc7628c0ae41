"""Stances of names that the analyst added: read once more, only where they stand."""

import pandas as pd
import pytest

from workbench.corpus import annotate, revise

TEXT = "Talks\n\nthe ridge people condemned Japan on Monday. Japan then warned the ridge people."
OTHER = "Weather\n\nIt rained in Geneva, and Japan praised Peru for its help."
LIST = "do,name,actor,kind\nadd,the ridge people,Ridge People,armed group\n"


@pytest.fixture
def data(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def articles() -> pd.DataFrame:
    texts = {"a": TEXT, "b": OTHER}
    same = {
        "date": pd.Timestamp("2023-09-01"),
        **dict.fromkeys(("date_basis", "outlet", "path", "url", "duplicate_of"), ""),
    }
    rows = [
        {"article_id": id_, "title": text.partition("\n")[0], "text": text, **same}
        for id_, text in texts.items()
    ]
    return pd.DataFrame(rows)


def pairs(corpus) -> set[tuple[str, str, str]]:
    found = corpus.stances[["source", "target", "stance"]]
    return set(found.itertuples(index=False, name=None))


class Counted:
    """A pipeline that counts the texts it reads."""

    def __init__(self, nlp, monkeypatch):
        self.texts = []
        call, pipe = type(nlp).__call__, type(nlp).pipe

        def calling(nlp_, text, **more):
            self.texts.append(text)
            return call(nlp_, text, **more)

        def piping(nlp_, texts, **more):
            texts = list(texts)
            self.texts += texts
            return pipe(nlp_, texts, **more)

        monkeypatch.setattr(type(nlp), "__call__", calling)
        monkeypatch.setattr(type(nlp), "pipe", piping)


def test_an_added_name_gets_its_stances_when_annotated_again(nlp, data, monkeypatch):
    given = articles()
    first = annotate(given, pipeline=nlp, progress=False)
    assert not any("Ridge People" in pair for pair in pairs(first))
    (data / "actors.csv").write_text(LIST)
    assert pairs(revise(first)) == pairs(first)
    seen = Counted(nlp, monkeypatch)
    again = annotate(given, pipeline=nlp, progress=False)
    assert seen.texts == [TEXT]
    assert {
        ("Ridge People", "Japan", "hostile"),
        ("Japan", "Ridge People", "hostile"),
    } <= pairs(again)
    assert ("Japan", "Peru", "friendly") in pairs(again)
    assert set(again.mentions.loc[again.mentions["actor"] == "Ridge People", "via"]) == {"alias"}
    annotate(given, pipeline=nlp, progress=False)
    assert seen.texts == [TEXT]


def test_its_stances_follow_the_list_without_annotating_again(nlp, data):
    (data / "actors.csv").write_text(LIST)
    corpus = annotate(articles(), pipeline=nlp, progress=False)
    (data / "actors.csv").write_text(LIST + "rename,Ridge People,Highlanders,\n")
    assert ("Highlanders", "Japan", "hostile") in pairs(revise(corpus))
    (data / "actors.csv").unlink()
    assert pairs(revise(corpus)) == {("Japan", "Peru", "friendly")}


def test_a_list_with_a_mistake_does_not_stop_annotating(nlp, data):
    (data / "actors.csv").write_text("do,name\njoin,A\n")
    with pytest.warns(UserWarning, match="line 2"):
        corpus = annotate(articles(), pipeline=nlp, progress=False)
    assert ("Japan", "Peru", "friendly") in pairs(corpus)
