"""What read_articles makes of files: good ones, bad ones, and folders of both."""

import json
import os
import time
from pathlib import Path

import pandas as pd
import pytest

from workbench.articles import read_articles, reading_report

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "articles"
STORY = (
    "The envoy of the northern republic arrived in the capital and said that her country was "
    "ready for talks. The host thanked her for coming, but he did not hide his doubts."
)
OTHER = (
    "Fishermen along the coast have asked for more money from the government because the new "
    "harbour is too shallow for the larger boats which they were told to buy last spring."
)


def read(path, **options):
    return read_articles(path, quiet=True, **options)


def why(articles):
    """What the report says of each file."""
    report = reading_report(articles)
    return dict(zip(report["file"], report["why"], strict=True))


def outcome(articles):
    report = reading_report(articles)
    return dict(zip(report["file"], report["outcome"], strict=True))


def test_text_file_gives_title_body_date_and_path(tmp_path):
    file = tmp_path / "talks.txt"
    file.write_text(f"Envoy arrives\n\nBy Jo Doe\n\nPublished: 2 October 2023\n\n{STORY}\n")
    (article,) = read(file).to_dict("records")
    assert article["title"] == "Envoy arrives"
    assert article["text"] == f"Envoy arrives\n\n{STORY}"
    assert article["date"] == pd.Timestamp("2023-10-02")
    assert article["date_basis"] == "header"
    assert article["path"] == "talks.txt"
    assert article["duplicate_of"] == ""


def test_html_page_gives_the_article_without_what_stands_around_it(tmp_path):
    (tmp_path / "page.html").write_text(
        f"""<html><head><title>Envoy arrives | Harbour Wire</title>
        <meta property="og:title" content="Envoy arrives">
        <meta property="og:site_name" content="Harbour Wire">
        <meta property="article:published_time" content="2023-10-02T09:00:00Z"></head>
        <body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Envoy arrives</h1>
        <p>{STORY}</p><p>{OTHER}</p></article><footer>Imprint and privacy</footer></body></html>"""
    )
    (article,) = read(tmp_path).to_dict("records")
    assert article["text"] == f"Envoy arrives\n\n{STORY}\n\n{OTHER}"
    assert article["outlet"] == "Harbour Wire"
    assert (str(article["date"].date()), article["date_basis"]) == ("2023-10-02", "metadata")


def test_html_date_that_can_be_read_in_two_ways_is_not_taken(tmp_path):
    (tmp_path / "page.html").write_text(
        f"<html><head><meta name='date' content='02/10/2023'></head><body><article>"
        f"<h1>Envoy arrives</h1><p>{STORY}</p><p>{OTHER}</p></article></body></html>"
    )
    articles = read(tmp_path)
    assert articles["date_basis"].tolist() == ["none"]
    assert articles["date"].isna().all()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps({"headline": "Envoy arrives", "body": STORY, "source": "Wire"})),
        (
            "a.json",
            json.dumps([{"title": "Envoy arrives", "text": STORY, "source": {"name": "Wire"}}]),
        ),
        (
            "a.json",
            json.dumps(
                {"articles": [{"title": "Envoy arrives", "content": STORY, "outlet": "Wire"}]}
            ),
        ),
        ("a.csv", f'Headline,Full Text,Publication\nEnvoy arrives,"{STORY}",Wire\n'),
        ("a.csv", f'Headline;Body;Publisher\nEnvoy arrives;"{STORY}";Wire\n'),
        ("a.tsv", f"title\tbody\toutlet\nEnvoy arrives\t{STORY}\tWire\n"),
    ],
)
def test_tables_are_read_by_the_usual_names_of_their_columns(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    (article,) = read(tmp_path).to_dict("records")
    assert (article["title"], article["outlet"]) == ("Envoy arrives", "Wire")
    assert article["text"] == f"Envoy arrives\n\n{STORY}"


def test_parquet_file_is_read_with_its_dates(tmp_path):
    rows = {"title": ["Envoy arrives"], "body": [STORY], "published": [pd.Timestamp("2023-10-02")]}
    pd.DataFrame(rows).to_parquet(tmp_path / "a.parquet")
    articles = read(tmp_path)
    assert articles["date"].tolist() == [pd.Timestamp("2023-10-02")]
    assert articles["path"].tolist() == ["a.parquet:1"]


def test_columns_can_be_told_where_they_have_no_usual_name(tmp_path):
    (tmp_path / "a.csv").write_text(f'Kopf,Artikel\nEnvoy arrives,"{STORY}"\n')
    articles = read(tmp_path, columns={"text": "Artikel", "title": "Kopf"})
    assert articles["text"].tolist() == [f"Envoy arrives\n\n{STORY}"]


def test_told_columns_name_fields_that_exist(tmp_path):
    with pytest.raises(ValueError, match="'author'"):
        read(tmp_path, columns={"author": "By"})


def test_metadata_wins_over_what_a_file_says(tmp_path):
    (tmp_path / "a.txt").write_text(f"date 2023-10-02 Envoy arrives\n\n{STORY}")
    (tmp_path / "metadata.csv").write_text(
        "file,date,outlet,title,url\na.txt,2023-10-05,Ledger,Talks begin,https://x.example/a\n"
        "gone.txt,,,,\n"
    )
    articles = read(tmp_path)
    (article,) = articles.to_dict("records")
    assert (str(article["date"].date()), article["date_basis"]) == ("2023-10-05", "metadata")
    assert (article["outlet"], article["title"]) == ("Ledger", "Talks begin")
    assert article["text"] == f"Talks begin\n\n{STORY}"
    assert "not there: gone.txt" in why(articles)["metadata.csv"]


@pytest.mark.parametrize(
    ("name", "head", "url", "date", "basis"),
    [
        ("a.txt", "date 2023-10-02 ", "", "2023-10-02", "header"),
        ("a.txt", "Monday, October 2, 2023\n\n", "", "2023-10-02", "header"),
        ("a.txt", "SEOUL, Oct. 2, 2023 (Wire) -- ", "", "2023-10-02", "header"),
        ("a.txt", "", "https://x.example/2023/10/02/envoy", "2023-10-02", "url"),
        ("a.txt", "Press briefing, 2 October 2023\n\n", "", "2023-10-02", "header"),
        ("a.txt", "Press briefing\n\n2 October 2023\n\n", "", "2023-10-02", "header"),
        ("a.txt", "Talks fail 2 October 2023\n\n", "", "2023-10-02", "header"),
        ("2023-10-03.txt", "Talks fail, 2 October 2023\n\n", "", "2023-10-03", "file name"),
        ("a.txt", "How the truce of 2 October 2023 fell\n\n", "", None, "none"),
        ("a.txt", "The truce since 2 October 2023\n\n", "", None, "none"),
        ("a.txt", "Press briefing, 02/10/2023\n\n", "", None, "none"),
        ("a.txt", "Press briefing, 2 October 2031\n\n", "", None, "none"),
        ("wire_2023-10-02.txt", "", "", "2023-10-02", "file name"),
        ("20231002-envoy.txt", "", "", "2023-10-02", "file name"),
        ("a.txt", "On Monday, October 2, 2023, all was quiet. ", "", "2023-10-02", "text"),
        ("wire-2023.txt", "SEOUL, Oct. 2 (Wire) -- ", "", "2023-10-02", "inferred"),
        ("a.txt", "SEOUL, Oct. 2 (Wire) -- ", "", None, "none"),
        ("a.txt", "On 7 October 2023 the war began. ", "", None, "none"),
        ("a.txt", "On Tuesday, as in August, all was quiet. ", "", None, "none"),
        ("a.txt", "date 2031-10-02 ", "", None, "none"),
        ("a.txt", "Published: 02/10/2023\n\n", "", None, "none"),
        ("a.txt", "Published: 25/10/2023\n\n", "", "2023-10-25", "header"),
        ("a.txt", "Published: 31/02/2023\n\n", "", None, "none"),
    ],
)
def test_date_is_told_by_evidence_and_never_invented(tmp_path, name, head, url, date, basis):
    (tmp_path / name).write_text(head + STORY)
    (tmp_path / "metadata.csv").write_text(f"file,url\n{name},{url}\n")
    articles = read(tmp_path, today="2024-01-01")
    assert articles["date_basis"].tolist() == [basis]
    assert articles["date"].tolist() == [pd.Timestamp(date) if date else pd.NaT]
    assert articles["text"].tolist()[0].endswith(STORY)


@pytest.mark.parametrize(
    ("head", "told", "title"),
    [
        ("Press briefing, 2 October 2023", "", "Press briefing"),
        ("Press briefing (2 October 2023)", "", "Press briefing"),
        ("Press briefing, 2 October 2023", "2023-10-02", "Press briefing"),
        ("Attack, 2 October 2023", "2023-10-05", "Attack, 2 October 2023"),
        ("Talks fail 2 October 2023", "", "Talks fail 2 October 2023"),
        ("The truce of 2 October 2023", "", "The truce of 2 October 2023"),
    ],
)
def test_a_title_loses_the_articles_own_date_and_no_other(tmp_path, head, told, title):
    (tmp_path / "a.txt").write_text(f"{head}\n\n{STORY}")
    (tmp_path / "metadata.csv").write_text(f"file,date\na.txt,{told}\n")
    (article,) = read(tmp_path).to_dict("records")
    assert article["title"] == title
    assert article["text"] == f"{title}\n\n{STORY}"


def test_a_title_told_in_metadata_stays_and_its_date_is_taken(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "metadata.csv").write_text('file,title\na.txt,"Press briefing, 2 October 2023"\n')
    (article,) = read(tmp_path).to_dict("records")
    assert article["title"] == "Press briefing, 2 October 2023"
    assert (str(article["date"].date()), article["date_basis"]) == ("2023-10-02", "header")


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("date 2031-10-02 ", "2031-10-02 (header) lies in the future"),
        ("Published: 02/10/2023\n\n", "may be 2 October or 10 February"),
        ("On Tuesday, as in August, all was quiet. ", "no date (its text has Tuesday, August)"),
    ],
)
def test_report_says_why_a_date_is_missing(tmp_path, head, said):
    (tmp_path / "a.txt").write_text(head + STORY)
    assert said in why(read(tmp_path, today="2024-01-01"))["a.txt"]


def test_day_first_is_learned_from_other_rows_and_called_inferred(tmp_path):
    (tmp_path / "a.csv").write_text(f'date,text\n02/10/2023,"{STORY}"\n25/10/2023,"{OTHER}"\n')
    articles = read(tmp_path)
    assert articles["date"].tolist() == [pd.Timestamp("2023-10-02"), pd.Timestamp("2023-10-25")]
    assert articles["date_basis"].tolist() == ["inferred", "metadata"]
    assert "read day first" in why(articles)["a.csv:2"]


def test_rows_that_contradict_each_other_settle_nothing(tmp_path):
    (tmp_path / "a.csv").write_text(
        f'date,text\n02/10/2023,"{STORY}"\n25/10/2023,"{OTHER}"\n10/25/2023,"Later, {OTHER}"\n'
    )
    assert read(tmp_path)["date_basis"].tolist() == ["none", "metadata", "metadata"]


def test_near_copy_points_to_the_earliest_and_is_kept(tmp_path):
    text = f"{STORY} {OTHER}"
    (tmp_path / "a.txt").write_text(f"2023-10-04\n\n{text.replace('ready', 'prepared')}")
    (tmp_path / "b.txt").write_text(f"2023-10-02\n\n{text}")
    (tmp_path / "c.txt").write_text(f"2023-10-03\n\n{OTHER[::-1]} the of and to that was said")
    articles = read(tmp_path).set_index("path")
    assert articles.loc["a.txt", "duplicate_of"] == articles.loc["b.txt", "article_id"]
    assert articles["duplicate_of"].tolist() == [articles.loc["b.txt", "article_id"], "", ""]


def test_exact_copies_have_ids_of_their_own(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(STORY)
    articles = read(tmp_path)
    first = articles["article_id"][0]
    assert articles["article_id"].tolist() == [first, f"{first}-2", f"{first}-3"]
    assert articles["duplicate_of"].tolist() == ["", first, first]


def test_article_id_stays_when_the_file_moves(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    before = read(tmp_path)["article_id"][0]
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.txt").rename(tmp_path / "deep" / "b.txt")
    assert read(tmp_path)["article_id"].tolist() == [before]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
    ],
)
def test_encoding_is_found_out_and_reported(tmp_path, encoding, said):
    text = f"The minister said “no” – again. {STORY}"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    articles = read(tmp_path)
    assert articles["text"].tolist() == [text]
    assert (
        f"read as {said}" in why(articles)["a.txt"]
        if said
        else "read as" not in why(articles)["a.txt"]
    )


def bad_files(folder):
    """Write a file of each bad kind, and a good one; return what the report must say of each."""
    (folder / "good.txt").write_text(f"date 2023-10-02 {STORY}")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "scan.txt").write_bytes(b"%PDF-1.7 " + b"stream of things " * 40)
    (folder / "paper.docx").write_bytes(b"PK\x03\x04")
    (folder / "void.txt").write_bytes(b"")
    (folder / "one.txt").write_text("Hello")
    (folder / "long.txt").write_text("The minister said that he was there. " * 57_000)
    (folder / "spaces.txt").write_text(" \n\n \t \n")
    (folder / "german.txt").write_text(
        "Die Gesandte der nördlichen Republik ist gestern in der Hauptstadt eingetroffen und hat "
        "erklärt, ihr Land sei zu Gesprächen bereit, doch ihr Gastgeber blieb bei seinen Zweifeln."
    )
    (folder / "korean.txt").write_text(
        "대사는 수도에 도착하여 회담할 준비가 되어 있다고 말했다. 외무장관은 환영했다."
    )
    (folder / "table.csv").write_text("country,score\nNorway,3\n")
    (folder / "broken.json").write_text('{"title": "Envoy')
    (folder / "bare.html").write_text("<html><body></body></html>")
    (folder / "fake.parquet").write_text("not a table")
    (folder / "lines.jsonl").write_text(f'{json.dumps({"text": OTHER})}\n{{"text": \n[1, 2]\n')
    (folder / "ragged.csv").write_text(f'date,text\n2023-10-03,"Later {OTHER}"\n2023-10-04,a,b,c\n')
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    (folder / "lost.txt").symlink_to(folder / "nowhere.txt")
    return {
        "noise.txt": "not text",
        "scan.txt": "a PDF",
        "paper.docx": "'.docx' is no format that is read",
        "void.txt": "an empty file (0 bytes)",
        "one.txt": "only 1 word",
        "long.txt": "2,109,000 characters, too long",
        "spaces.txt": "no words in it",
        "german.txt": "not English",
        "korean.txt": "not English",
        "table.csv": "no text column among 'country', 'score'",
        "broken.json": "broken JSON",
        "bare.html": "an HTML page without any text",
        "fake.parquet": "no Parquet file",
        "lines.jsonl:2": "broken JSON on line 2",
        "lines.jsonl:3": "line 3 is no JSON object but a list",
        "ragged.csv:3": "line 3 has more fields than the header",
        "circle": "a link to what is read already",
        "lost.txt": "a link that leads nowhere",
    }


def test_each_bad_file_has_its_line_and_the_others_are_read(tmp_path):
    expected = bad_files(tmp_path)
    articles = read(tmp_path)
    assert articles["path"].tolist() == ["good.txt", "lines.jsonl:1", "ragged.csv:2"]
    said, outcomes = why(articles), outcome(articles)
    for name, words in expected.items():
        assert words in said[name], name
        assert outcomes[name] == "left out", name
    assert outcomes["lines.jsonl"] == outcomes["ragged.csv"] == "partly read"


def put(path, content):
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    except OSError:
        pytest.skip("this file system has no names outside Unicode")


def lines(*rows):
    return "\n".join(json.dumps(row) for row in rows).encode()


@pytest.mark.parametrize(
    ("name", "content", "place", "said"),
    [
        ("b.json", b'[{"text": ' + b"7" * 5000 + b"}]", "b.json", "a number of too many digits"),
        ("b.jsonl", b'{"text": ' + b"7" * 5000 + b"}", "b.jsonl:1", "a number of too many digits"),
        ("b.jsonl", b'{"text": ' + b"[" * 700 + b"]" * 700 + b"}", "b.jsonl:1", "nested too deep"),
        (b"\xff.doc", b"", "\ufffd.doc", "'.doc' is no format that is read"),
        (b"\xff/b.txt", b"", "\ufffd/b.txt", "an empty file"),
        (b"b.\xff", b"", "b.\ufffd", "is no format that is read"),
        ("metadata.csv", b"file\n" + b"a" * 20_000_001, "metadata.csv", "broken CSV"),
    ],
)
def test_a_bad_record_is_refused_alone(tmp_path, name, content, place, said):
    (tmp_path / "ok.txt").write_text(STORY)
    put(tmp_path / os.fsdecode(name), content)
    articles = read(tmp_path)
    assert articles["path"].tolist() == ["ok.txt"]
    assert said in why(articles)[place]
    assert outcome(articles)[place] == "left out"


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        (b"\xff 2023-10-02.txt", STORY.encode(), STORY),
        ("b.json", lines({"text": f"{STORY} \ud800", "url": "\udfff"}), f"{STORY} \ufffd"),
        ("b.jsonl", lines({"text": STORY, "url": "http://[x"}), STORY),
        ("b.jsonl", lines({"text": STORY, "title": "\ud800", "date": "\ud800"}), STORY),
    ],
)
def test_an_article_with_half_a_character_or_a_broken_address_is_read(
    tmp_path, capsys, name, content, text
):
    (tmp_path / "ok.txt").write_text(OTHER)
    put(tmp_path / os.fsdecode(name), content)
    articles = read_articles(tmp_path)
    assert [words.endswith(text) for words in articles["text"]].count(True) == 1
    assert len(articles) == 2
    assert articles.to_csv().encode()  # no half is left in any column
    assert articles.attrs["report"].encode()


def test_a_broken_address_is_reported(tmp_path):
    (tmp_path / "b.jsonl").write_bytes(lines({"text": STORY, "url": "http://[x"}))
    assert why(read(tmp_path))["b.jsonl:1"].endswith("no outlet by its URL (Invalid IPv6 URL)")


@pytest.mark.parametrize(
    "content",
    [
        "file;outlet\nok.txt;Tide Desk\n",
        "outlet\tfile\nTide Desk\tok.txt\n",
        "outlet,date,file\n2023-10-02\nTide Desk,2023-10-02,ok.txt\n",
        "file,outlet\n,\n ,Harbour Wire\n ok.txt , Tide Desk\n",
    ],
    ids=["semicolons", "tabs", "a short row", "rows without a file"],
)
def test_metadata_tells_what_it_can_whatever_its_shape(tmp_path, content):
    (tmp_path / "ok.txt").write_text(STORY)
    (tmp_path / "metadata.csv").write_text(content)
    articles = read(tmp_path)
    assert articles["outlet"].tolist() == ["Tide Desk"]
    assert why(articles)["metadata.csv"] == "tells of 1 file"


def test_summary_is_printed_and_names_what_was_left_out(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text("Hello")
    read_articles(tmp_path)
    printed = capsys.readouterr().out
    assert "1 article read" in printed
    assert "left out b.txt: only 1 word" in printed


def test_file_without_permission_is_reported(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(OTHER)
    open_it = Path.read_bytes

    def refuse(path):
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return open_it(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    articles = read(tmp_path)
    assert articles["path"].tolist() == ["a.txt"]
    assert "no permission to read it" in why(articles)["b.txt"]


def test_missing_path_is_named_with_the_remedy(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nothing at '.*nowhere'; name the file or folder"):
        read(tmp_path / "nowhere")


def test_empty_folder_is_named_with_the_remedy(tmp_path):
    with pytest.raises(ValueError, match=r"no articles in '.*'; put some there"):
        read(tmp_path)


def test_folder_of_bad_files_only_gives_an_empty_table_of_the_right_columns(tmp_path):
    (tmp_path / "a.txt").write_text("Hello")
    articles = read(tmp_path)
    assert articles.empty
    assert {"article_id", "date", "date_basis", "text", "duplicate_of"} <= set(articles.columns)


def test_report_survives_filtering_and_parquet(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    articles = read(tmp_path)
    articles[articles["outlet"] == ""].to_parquet(tmp_path / "kept.parquet")
    kept = pd.read_parquet(tmp_path / "kept.parquet")
    assert reading_report(kept)["file"].tolist() == ["a.txt"]


def test_report_of_a_joined_table_says_what_to_do():
    with pytest.raises(ValueError, match="as `read_articles` returned it"):
        reading_report(pd.DataFrame({"text": []}))


def test_ten_thousand_articles_are_read_in_seconds(tmp_path):
    words = f"{STORY} {OTHER}".split()
    with (tmp_path / "a.jsonl").open("w") as lines:
        for n in range(10_000):
            text = " ".join(f"{word}{n + at if at % 2 else ''}" for at, word in enumerate(words))
            lines.write(json.dumps({"text": f"{text} {STORY[: n % 50]}"}) + "\n")
    start = time.perf_counter()
    articles = read(tmp_path)
    assert len(articles) == 10_000
    assert (articles["duplicate_of"] == "").sum() > 9_900
    assert time.perf_counter() - start < 60


def test_sample_corpus_is_read_whole_with_its_one_copy_and_one_undated():
    before = {path: path.stat().st_mtime_ns for path in SAMPLE.rglob("*") if path.is_file()}
    articles = read(SAMPLE)
    assert len(articles) == 39
    assert articles["outlet"].value_counts().to_dict() == {
        "Meridian Harbour Wire": 15,
        "Juniper Peak Bulletin": 12,
        "Lantern Strait Ledger": 12,
    }
    assert articles.loc[articles["date"].isna(), "path"].tolist() == [
        "bulletin/bulletin_shells_rumour.txt"
    ]
    copies = articles.set_index("article_id")["duplicate_of"].loc[lambda of: of != ""]
    paths = articles.set_index("article_id")["path"]
    assert [(paths[copy], paths[of]) for copy, of in copies.items()] == [
        ("ledger/sanctions_wire_copy.txt", "wire/harbour_wire.jsonl:13")
    ]
    assert articles["date"].min() == pd.Timestamp("2023-08-18")
    assert articles["date"].max() == pd.Timestamp("2023-12-19")
    assert not articles["text"].str.contains("Sample text|Bulletin's .* desk|Edited by").any()
    assert articles["text"].str.split().str.len().between(120, 400).all()
    assert all(
        text.startswith(title)
        for title, text in zip(articles["title"], articles["text"], strict=True)
    )
    after = {path: path.stat().st_mtime_ns for path in SAMPLE.rglob("*") if path.is_file()}
    assert after == before


def test_the_two_articles_are_told_apart(shared):
    first, second = read(shared / "articles").to_dict("records")
    assert (str(first["date"].date()), first["date_basis"]) == ("2023-10-02", "header")
    assert first["title"].startswith("The alliance between")
    assert first["text"].startswith(first["title"] + "\n\n")
    assert first["text"].count(first["title"]) == 1
    assert first["text"].endswith("about establishing an office.")
    assert any(p.startswith("'No right to accuse") for p in first["text"].split("\n\n"))
    assert second["date"] is pd.NaT
    assert second["date_basis"] == "none"
    assert second["title"].startswith("US, allies confront")
    assert second["title"].endswith("Hamas")
    assert second["text"].startswith(second["title"] + "\n\nThe United States")
    assert second["text"].endswith("cooperation with Washington.")


def test_wikinews_lines_are_read_with_the_dates_they_give(shared):
    file = shared / "articles-wikinews" / "wikinews_2019.jsonl"
    given = [json.loads(line)["date"] for line in file.read_text(encoding="utf-8").splitlines()]
    articles = read(file)
    assert articles["date"].dt.strftime("%Y-%m-%d").tolist() == given
    assert not articles["text"].str.contains(r"(?m)^\w+day, \w+ \d+, 2019\s*$").any()


def test_link_to_a_file_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    articles = read(tmp_path)
    assert articles["path"].tolist() == ["a.txt"]
    assert "a link to what is read already" in why(articles)["b.txt"]
