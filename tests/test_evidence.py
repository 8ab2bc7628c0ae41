import pytest

import workbench as wb


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        ({"actor": "Cordia"}, [("a3", 0), ("a3", 1), ("a1", 1)]),
        ({"actor": "Arvia", "outlet": "Harbour Post"}, [("a3", 0), ("a4", 0)]),
        ({"actor": "Arvia", "period": "2023-09-01"}, [("a3", 0), ("a2", 0)]),
        ({"left": "Arvia", "right": "Cordia"}, [("a3", 0), ("a1", 1)]),
        ({"source": "Arvia", "target": "Borland"}, [("a1", 0), ("a4", 0)]),
        ({"source": "Borland", "target": "Arvia"}, [("a2", 0)]),
        ({"source": "Arvia", "target": "Borland", "outlet": "Harbour Post"}, [("a4", 0)]),
        ({"actor": "Freedonia"}, []),
    ],
)
def test_a_mark_leads_to_its_sentences_newest_first_undated_last(corpus, mark, found):
    rows = wb.evidence_for(corpus, mark)
    assert list(zip(rows["article_id"], rows["sentence"], strict=True)) == found


def test_two_actors_of_one_article_are_together_in_a_wider_window(corpus):
    mark = {"left": "Borland", "right": "Cordia"}
    assert wb.evidence_for(corpus, mark).empty
    rows = wb.evidence_for(corpus, mark, window="article")
    assert rows["text"].tolist() == [
        "Arvia condemned Borland.",
        "Minister Tal of Arvia met Cordia.",
    ]


def test_a_row_of_a_measure_is_a_mark(corpus):
    balance = wb.stance_balance(corpus.stances, corpus.articles)
    rows = wb.evidence_for(corpus, balance.iloc[0])
    assert rows["cue"].tolist() == ["condemned", "condemned"]


def test_spans_say_where_actors_and_cue_stand(corpus):
    rows = wb.evidence_for(corpus, {"source": "Borland", "target": "Arvia"})
    assert rows["spans"].tolist() == [[(0, 7, "source"), (8, 18, "cue"), (19, 24, "target")]]


def test_an_actor_of_two_titles_in_one_sentence_gives_one_row_by_country(corpus):
    rows = wb.evidence_for(wb.by_country(corpus), {"source": "Arvia", "target": "Cordia"})
    assert rows["article_id"].tolist() == ["a3", "a1"]
