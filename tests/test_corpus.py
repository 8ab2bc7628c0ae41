from pathlib import Path

import pandas as pd
import pytest
from spacy.language import Language

from workbench import tables
from workbench.corpus import DECISIVE, annotate, fingerprint
from workbench.pipeline import load_pipeline

LINES = {
    "a": "Envoys meet\n\nJapan praised South Korea. Russia condemned NATO.",
    "b": "The weather was fine in Geneva.",
}


def articles(texts=None, **columns):
    texts = LINES if texts is None else texts
    rows = [
        {"article_id": id_, "date": pd.NaT, "date_basis": "none", "text": text}
        for id_, text in texts.items()
    ]
    blank = {"outlet": "", "title": "", "path": "", "url": "", "duplicate_of": ""}
    return tables.table("articles", [blank | row for row in rows])


def test_corpus_has_the_columns_of_the_contract(nlp, tmp_path):
    corpus = annotate(articles(), pipeline=nlp, store=tmp_path, progress=False)
    for name, contract in tables.CONTRACTS.items():
        assert set(contract) <= set(getattr(corpus, name).columns)


def test_offsets_point_into_the_text_of_the_article(nlp, tmp_path):
    corpus = annotate(articles(), pipeline=nlp, store=tmp_path, progress=False)
    for row in [*corpus.sentences.itertuples(), *corpus.mentions.itertuples()]:
        assert LINES[row.article_id][row.start : row.end] == row.text


def test_paragraphs_are_counted_from_the_title(nlp, tmp_path):
    corpus = annotate(articles(), pipeline=nlp, store=tmp_path, progress=False)
    assert corpus.sentences.query("article_id == 'a'")["paragraph"].tolist() == [0, 1, 1]


def test_second_run_reads_what_the_first_one_kept(nlp, tmp_path, monkeypatch):
    first = annotate(articles(), pipeline=nlp, store=tmp_path, progress=False)
    monkeypatch.setattr(nlp, "pipe", None)
    again = annotate(articles(), pipeline=nlp, store=tmp_path, progress=False)
    for name in tables.CONTRACTS:
        pd.testing.assert_frame_equal(getattr(first, name), getattr(again, name))


def test_no_bar_is_shown_where_nothing_is_left_to_annotate(tmp_path, nlp, capfd):
    annotate(articles(), pipeline=nlp, store=tmp_path)
    assert "Annotating: 100%" in capfd.readouterr().err
    annotate(articles(), pipeline=nlp, store=tmp_path)
    assert capfd.readouterr().err == ""


def test_interrupted_run_goes_on_where_it_stopped(nlp, tmp_path, monkeypatch):
    annotate(articles({"a": LINES["a"]}), pipeline=nlp, store=tmp_path, progress=False)
    seen, pipe = [], nlp.pipe

    def watched(batch, **options):
        if options.get("as_tuples"):
            seen.extend(batch)
        return pipe(batch, **options)

    monkeypatch.setattr(nlp, "pipe", watched)
    corpus = annotate(articles(), pipeline=nlp, store=tmp_path, progress=False)
    assert [id_ for _, id_ in seen] == ["b"]
    assert set(corpus.sentences["article_id"]) == {"a", "b"}


def test_article_that_fails_is_named_and_the_others_go_on(tmp_path):
    @Language.component("failing")
    def failing(doc):
        if "weather" in doc.text:
            raise RuntimeError("no weather")
        return doc

    pipeline = load_pipeline()
    pipeline.add_pipe("failing")
    with pytest.warns(UserWarning, match="article b could not be annotated .*no weather"):
        corpus = annotate(articles(), pipeline=pipeline, store=tmp_path, progress=False)
    assert set(corpus.sentences["article_id"]) == {"a"}


def test_article_too_long_for_the_pipeline_is_named(nlp, tmp_path, monkeypatch):
    monkeypatch.setattr(nlp, "max_length", 40)
    with pytest.warns(UserWarning, match="article a is left out: it has 62 characters"):
        corpus = annotate(articles(), pipeline=nlp, store=tmp_path, progress=False)
    assert set(corpus.sentences["article_id"]) == {"b"}


def test_damaged_store_is_named_and_made_again(nlp, tmp_path):
    annotate(articles(), pipeline=nlp, store=tmp_path, progress=False)
    (kept,) = tmp_path.glob("*/part-*/mentions.parquet")
    kept.write_bytes(b"half")
    with pytest.warns(UserWarning, match="annotated again"):
        corpus = annotate(articles(), pipeline=nlp, store=tmp_path, progress=False)
    assert set(corpus.sentences["article_id"]) == {"a", "b"}


def test_store_that_cannot_be_written_is_named(nlp, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.warns(UserWarning, match="cannot be kept"):
        corpus = annotate(articles(), pipeline=nlp, store=tmp_path / "file", progress=False)
    assert len(corpus.sentences) == 4


def test_no_articles_give_five_empty_tables(nlp, tmp_path):
    corpus = annotate(articles({}), pipeline=nlp, store=tmp_path, progress=False)
    assert [len(getattr(corpus, name)) for name in tables.CONTRACTS] == [0] * 5


def test_missing_column_is_named(nlp, tmp_path):
    with pytest.raises(ValueError, match="the articles table lacks 'outlet'"):
        annotate(articles().drop(columns="outlet"), pipeline=nlp, store=tmp_path)


def test_fingerprint_is_of_all_the_code_that_finds_something():
    package = Path(tables.__file__).parent
    decisive = {file for part in DECISIVE for file in package.glob(part)}
    assert decisive.issuperset((package / "pipeline").rglob("*.py"))


def test_fingerprint_follows_the_settings_of_the_components(nlp):
    other = load_pipeline()
    assert fingerprint(other) == fingerprint(nlp)
    other.remove_pipe("workbench/stance")
    assert fingerprint(other) != fingerprint(nlp)
