"""What the reading rooms tell of dates, of the layout of a dispatch, and of copies."""

import time
from datetime import date

import pytest

from workbench.reading import dates, lexicon_rows
from workbench.reading.duplicates import originals
from workbench.reading.layout import lay_out, paragraphs
from workbench.reading.records import find_columns
from workbench.reading.titles import dated_title

SECOND = [date(2023, 10, 2)]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2023-10-02", SECOND),
        ("2023-10-02T23:30:00+09:00", SECOND),
        ("2023/10/2", SECOND),
        ("20231002T101500Z", SECOND),
        ("October 2, 2023", SECOND),
        ("Oct. 2, 2023 10:15 a.m. KST", SECOND),
        ("Mon, 02 Oct 2023 10:15:00 GMT", SECOND),
        ("Oct 2, 2023 at 10:15 AM EDT", SECOND),
        ("2nd of October 2023", SECOND),
        ("1696204800", SECOND),
        ("25.10.2023", [date(2023, 10, 25)]),
        ("10/25/2023", [date(2023, 10, 25)]),
        ("02/10/2023", [date(2023, 10, 2), date(2023, 2, 10)]),
        ("10/10/2023", [date(2023, 10, 10)]),
        ("31/02/2023", []),
        ("October 2", []),
        ("may 2023", []),
        ("Tuesday", []),
        ("", []),
    ],
)
def test_possible_days_gives_every_reading_and_none_that_is_guessed(written, days):
    assert dates.possible_days(written) == days


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/2023/10/02/envoy",
        "https://x.example/world/2023-10-02-envoy.html",
        "https://x.example/2023/oct/02/envoy",
        "https://x.example/world/envoy-2023-10-02",
        "https://x.example/news/20231002/1",
    ],
)
def test_day_in_url_reads_the_path(url):
    assert dates.day_in_url(url) == SECOND


@pytest.mark.parametrize("url", ["", "https://2023-10-02.example/a", "https://x.example/1/2023/a"])
def test_day_in_url_finds_none_where_none_stands(url):
    assert dates.day_in_url(url) == []


@pytest.mark.parametrize(
    ("clues", "choice"),
    [
        ([("header", "x", SECOND), ("url", "y", [date(2023, 10, 3)])], (SECOND[0], "header")),
        ([("header", "x", [date(2031, 1, 1)]), ("url", "y", SECOND)], (SECOND[0], "url")),
        ([("metadata", "02/10/2023", [*SECOND, date(2023, 2, 10)])], (None, "none")),
        ([], (None, "none")),
    ],
)
def test_choose_takes_the_first_clue_that_is_certain(clues, choice):
    chosen = dates.choose([dates.Clue(*clue) for clue in clues], today=date(2024, 1, 1))
    assert (chosen.day, chosen.basis) == choice


def test_choose_calls_a_day_inferred_where_siblings_show_the_order():
    clue = dates.Clue("metadata", "02/10/2023", [date(2023, 10, 2), date(2023, 2, 10)])
    chosen = dates.choose([clue], today=date(2024, 1, 1), first=False)
    assert (chosen.day, chosen.basis) == (date(2023, 2, 10), "inferred")


@pytest.mark.parametrize(
    ("raw", "title", "body"),
    [
        ("Envoy arrives\n\nShe spoke.", "Envoy arrives", ["She spoke."]),
        ("Envoy arrives\nShe spoke.\nHe wept.", "Envoy arrives", ["She spoke.", "He wept."]),
        ("She spoke at noon. He wept.", "She spoke at noon.", ["She spoke at noon. He wept."]),
        ("Is war near?\n\nShe spoke.", "Is war near?", ["She spoke."]),
        ("Envoy flies to the U.S.\n\nShe spoke.", "Envoy flies to the U.S.", ["She spoke."]),
        ("date 2023-10-02 Envoy arrives\n\nShe spoke.", "Envoy arrives", ["She spoke."]),
        ("2023-10-02 10:30 UN envoy arrives\n\nShe spoke.", "UN envoy arrives", ["She spoke."]),
        (
            "Published: 2 October 2023 | Updated: 3 October 2023\n\nEnvoy arrives\n\nShe spoke.",
            "Envoy arrives",
            ["She spoke."],
        ),
        ("WORLD\nEnvoy arrives\nBy Jo Doe\n\nShe spoke.", "Envoy arrives", ["She spoke."]),
        ("Envoy arrives SEOUL, Oct. 2 (Wire) -- She spoke.", "Envoy arrives", ["She spoke."]),
        ("Title: Envoy arrives\nSource: Wire\n\nShe spoke.", "Envoy arrives", ["She spoke."]),
        (
            "A\n\nShe spoke.\n\n'No right': envoy\n\nHe wept.",
            "A",
            ["She spoke.", "'No right': envoy", "He wept."],
        ),
        ("A\n\nShe spoke.\n\nEdited by Jo Doe and Al Roe.", "A", ["She spoke."]),
        ("A\n\nShe spoke. Edited by Jo Doe.", "A", ["She spoke."]),
        ("A\n\nShe spoke.\n\n(Reporting by J. Doe; editing by A. Roe)", "A", ["She spoke."]),
        ("A\n\nShe spoke.\n\nSources\n\nThe Wire", "A", ["She spoke."]),
        ("A\n\nShe spoke.\n\nPhoto: Jo Doe\n\nHe wept.", "A", ["She spoke.", "He wept."]),
        ("A\n\nHe met:\n\n- Ann\n\n- Bea", "A", ["He met:", "- Ann", "- Bea"]),
        (
            "A\n\nSources\n\nThe long report goes on here.",
            "A",
            ["Sources", "The long report goes on here."],
        ),
        ("A\n\nShe spoke. (WIRE)", "A", ["She spoke."]),
        ("A\n\nMOSCOW, October 2. /WIRE/. She spoke.", "A", ["She spoke."]),
        ("A\n\nKim (North Korea) said no.", "A", ["Kim (North Korea) said no."]),
        (
            "A\n\nSources close to her spoke.\n\nHe wept.",
            "A",
            ["Sources close to her spoke.", "He wept."],
        ),
        (
            "A\n\nBy Monday she spoke to the other envoys.",
            "A",
            ["By Monday she spoke to the other envoys."],
        ),
    ],
)
def test_layout_tells_title_and_body_apart(raw, title, body):
    laid = lay_out(raw)
    assert (laid.title, laid.body) == (title, body)


@pytest.mark.parametrize(
    ("title", "words", "left"),
    [
        ("Press briefing, 4 October 2023", "4 October 2023", "Press briefing"),
        ("Remarks in the hall – October 4, 2023", "October 4, 2023", "Remarks in the hall"),
        ("Remarks - Wednesday, 4 October 2023", "Wednesday, 4 October 2023", "Remarks"),
        ("Statement (2023-10-04)", "2023-10-04", "Statement"),
        ("Statement [Oct. 4, 2023]", "Oct. 4, 2023", "Statement"),
        ("Talks fail 4 October 2023", "4 October 2023", "Talks fail 4 October 2023"),
        ("Report: 4 October 2023", "4 October 2023", "Report: 4 October 2023"),
    ],
)
def test_a_full_date_at_the_end_of_a_title_is_told_and_parted_where_it_stands_apart(
    title, words, left
):
    assert dated_title(title) == (words, left)


@pytest.mark.parametrize(
    "title",
    [
        "How the attack of 11 September 2001 changed the north",
        "The north after Tuesday, 11 September 2001",
        "How the truce began, 7 October 2023",
        "Envoy to visit the north 4 October 2023",
        "Meeting of ministers, 3–4 October 2023",
        "Meeting of ministers, 3 and 4 October 2023",
        "Diary, September 28 - October 4, 2023",
        "Meeting (Northtown, 4 October 2023)",
        "Press briefing, October 2023",
        "Agenda, 2030",
        "4 October 2023",
        *(row["example"] for row in lexicon_rows("title_dates.csv")),
    ],
)
def test_a_date_that_the_title_speaks_about_is_not_the_articles(title):
    assert dated_title(title) is None


def test_layout_does_not_repeat_a_title_that_is_given():
    assert (
        lay_out("Envoy arrives\n\nShe spoke.", title="Envoy Arrives ").text
        == "Envoy Arrives\n\nShe spoke."
    )


def test_layout_leaves_spaces_and_quotes_inside_a_paragraph_alone():
    assert lay_out("A\n\nShe\u00a0said “no”  twice.").text == "A\n\nShe\u00a0said “no”  twice."


def test_lines_broken_at_the_width_of_a_page_are_one_paragraph():
    assert paragraphs("The envoy of the north\nspoke to the press.\n\nHe wept.") == [
        "The envoy of the north spoke to the press.",
        "He wept.",
    ]


def test_originals_finds_touched_up_and_shortened_copies():
    story = " ".join(f"word{n}" for n in range(100))
    other = " ".join(f"thing{n}" for n in range(100))
    touched = story.replace("word50", "another")
    shortened = " ".join(story.split()[:60])
    found = originals([story, other, touched, shortened, ""])
    assert [position for position, _ in found] == [0, 1, 0, 0, 4]
    assert found[3][1] == 1.0
    assert 0.9 < found[2][1] < 1


def test_find_columns_prefers_what_is_told_and_the_first_usual_name():
    header = ["Published At", "Summary", "Body", "text", "Link"]
    assert find_columns(header, {"text": "Summary"}) == {
        "title": [],
        "text": ["Summary"],
        "date": ["Published At"],
        "outlet": [],
        "url": ["Link"],
    }
    assert find_columns(header, {})["text"] == ["text", "Body"]


@pytest.mark.parametrize(
    "raw", ["Aa-" * 50_000, "A" + " " * 50_000 + ",", "AB " * 50_000, "x\n" * 50_000]
)
def test_no_text_makes_a_pattern_run_away(raw):
    start = time.perf_counter()
    lay_out(raw)
    dated_title(raw)
    assert time.perf_counter() - start < 10
