from dataclasses import replace

import pytest

import workbench as wb


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        ({}, ["a1", "a2", "a3", "a4"]),
        ({"start": "2023-09-11"}, ["a2", "a3"]),
        ({"end": "2023-09-11"}, ["a1", "a2"]),
        ({"start": "2023-09-12", "end": "2023-09-12"}, ["a3"]),
        ({"outlets": ["Harbour Post"]}, ["a3", "a4"]),
        ({"outlets": []}, []),
    ],
)
def test_dates_and_outlets_choose_articles_and_all_tables_follow(corpus, filters, articles):
    part = wb.select(corpus, **filters)
    assert part.articles["article_id"].tolist() == articles
    for name in ("sentences", "mentions", "stances"):
        assert set(getattr(part, name)["article_id"]) == set(articles)


def test_copies_can_be_left_out(corpus):
    articles = corpus.articles.assign(duplicate_of=["", "a1", "", ""])
    part = wb.select(replace(corpus, articles=articles), duplicates=False)
    assert part.articles["article_id"].tolist() == ["a1", "a3", "a4"]
    assert "a2" not in set(part.mentions["article_id"])


def test_kinds_choose_mentions_and_stances_between_them_but_no_articles(corpus):
    part = wb.select(corpus, kinds=["country"])
    assert "Tal" not in set(part.mentions["actor"])
    assert "Tal" not in set(part.stances["source"])
    assert len(part.articles) == 4


def test_by_country_reads_a_person_as_the_country_in_every_table(corpus):
    part = wb.by_country(corpus)
    assert set(part.mentions["kind"]) == {"country"}
    assert part.stances["source"].tolist() == ["Arvia", "Arvia", "Borland", "Arvia", "Arvia"]


def test_a_country_has_no_stance_towards_itself(corpus):
    own = corpus.stances.assign(target=["Borland", "Arvia", "Arvia", "Cordia", "Borland"])
    part = wb.by_country(replace(corpus, stances=own))
    assert part.stances["article_id"].tolist() == ["a1", "a2", "a3", "a4"]


def test_what_is_no_day_is_refused(corpus):
    with pytest.raises(
        ValueError, match="`start` must be a day such as '2023-10-31'; not 'May-ish'"
    ):
        wb.select(corpus, start="May-ish")


@pytest.mark.parametrize("kind", ["armed group", "alliance"])
def test_by_country_leaves_those_who_speak_for_no_country(corpus, kind):
    own = corpus.mentions.assign(kind=corpus.mentions["kind"].replace("person", kind))
    assert "Tal" in set(wb.by_country(replace(corpus, mentions=own)).mentions["actor"])
