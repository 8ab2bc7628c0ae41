import io

from matplotlib.figure import Figure
from PIL import Image

from workbench import charts
from workbench.measures import frequency
from workbench.panels.picture import Picture, drawn
from workbench.panels.still import in_words, png_of


def shown(corpus) -> Picture:
    picture = Picture()
    table = frequency(corpus.mentions, corpus.articles)
    put(picture, lambda ax: charts.actor_bars(table, ax=ax), title="Actors")
    return picture


def put(picture: Picture, chart, *, title: str) -> None:
    picture.put(*drawn(chart, size=(6, 3), title=title, ratio=picture.ratio), 600)


def test_a_picture_has_an_image_of_one_and_a_half_dots_a_pixel_for_fine_screens(corpus):
    picture = shown(corpus)
    assert Image.open(io.BytesIO(picture.png)).size == (900, 450)


def test_a_picture_says_its_title_and_first_marks(corpus):
    assert shown(corpus).alt.startswith("Actors. Arvia: named in 4 of 4 articles")
    assert shown(corpus).alt.endswith("and 1 more.")


def test_each_bar_is_a_mark_inside_the_image(corpus):
    marks = shown(corpus).marks
    assert [mark["keys"] for mark in marks] == [
        {"actor": "Arvia"},
        {"actor": "Borland"},
        {"actor": "Cordia"},
        {"actor": "Tal"},
    ]
    assert all(0 <= share <= 1 for mark in marks for point in mark["points"] for share in point)
    tops = [min(y for _, y in mark["points"]) for mark in marks]
    assert tops == sorted(tops)


def test_the_mark_chosen_is_given_and_forgotten_with_the_next_picture(corpus):
    picture = shown(corpus)
    assert picture.mark is None
    picture.selected = 1
    assert picture.mark["keys"] == {"actor": "Borland"}
    put(picture, lambda ax: ax, title="Empty")
    assert picture.mark is None
    assert picture.alt == "Empty. nothing to show."


def test_a_place_past_the_marks_is_no_mark(corpus):
    picture = shown(corpus)
    picture.selected = 99
    assert picture.mark is None


def test_an_image_is_drawn_at_150_dots_an_inch():
    assert Image.open(io.BytesIO(png_of(Figure(figsize=(2, 1))))).size == (300, 150)


def test_words_name_three_marks_and_count_the_rest():
    marks = [{"label": letter} for letter in "abcde"]
    assert in_words(marks, title="T") == "T. a; b; c; and 2 more."
    assert in_words(marks[:1], title="T") == "T. a."
