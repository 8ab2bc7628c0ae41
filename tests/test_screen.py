"""A picture for the screen is drawn by short cuts, and looks as it does in a file."""

import io

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from workbench.charts.look import style
from workbench.charts.screen import _Canvas, screen_png
from workbench.charts.words import Word, points_of


def pixels(canvas) -> np.ndarray:
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).astype(int)


def written(kind, canvas, words: str, **look) -> np.ndarray:
    with style():
        figure = Figure(figsize=(3, 1), dpi=100)
        canvas = canvas(figure)
        figure.add_artist(kind(0.5, 0.5, words, transform=figure.transFigure, **look))
        return pixels(canvas)


@pytest.mark.parametrize("canvas", [FigureCanvasAgg, _Canvas])
@pytest.mark.parametrize("words", ["−0.9", "Gangjin, “Qx”", "Россия"])
def test_a_word_looks_as_a_text_does(canvas, words):
    centred = {"ha": "center", "va": "center", "parse_math": False}
    text = written(Text, FigureCanvasAgg, words, fontsize=12, **centred)
    word = written(Word, canvas, words, fontsize=12)
    assert (word < 128).any()
    places = [np.argwhere(image[..., 0] < 128) for image in (text, word)]
    assert all(np.abs(p.min(axis=0) - places[0].min(axis=0)).max() <= 1 for p in places)
    assert all(np.abs(p.max(axis=0) - places[0].max(axis=0)).max() <= 1 for p in places)


@pytest.mark.parametrize("canvas", [FigureCanvasAgg, _Canvas])
def test_a_word_with_a_halo_stands_out_from_what_is_behind_it(canvas):
    with style():
        figure = Figure(figsize=(3, 1), dpi=100, facecolor="#808080")
        canvas = canvas(figure)
        word = Word(0.5, 0.5, "Iran", halo=1.3, transform=figure.transFigure, color="black")
        figure.add_artist(word)
        shown = pixels(canvas)[..., 0]
    assert (shown > 230).sum() > 100
    assert (shown < 40).any()


def test_words_of_a_drawing_stay_words_in_an_svg():
    with style():
        figure = Figure(figsize=(3, 1))
        figure.add_artist(Word(0.5, 0.5, "Iran", halo=1.3, transform=figure.transFigure))
        svg = io.StringIO()
        with mpl.rc_context({"svg.fonttype": "none"}):
            figure.savefig(svg, format="svg")
    assert ">Iran</text>" in svg.getvalue()


def test_the_size_of_words_is_the_one_they_are_drawn_at():
    word = Word(0, 0, "Papua New Guinea", fontsize=9.5)
    wide, high = points_of(word.get_text(), word.get_fontproperties())
    figure = Figure(dpi=144)
    renderer = FigureCanvasAgg(figure).get_renderer()
    face = word.get_fontproperties()
    drawn = renderer.get_text_width_height_descent(word.get_text(), face, False)
    assert abs(drawn[0] / 2 - wide) < 1.5
    assert abs(drawn[1] / 2 - high) < 1.5


def test_text_is_laid_out_as_in_a_file():
    def box(canvas):
        figure = Figure(figsize=(3, 2), dpi=100)
        canvas = canvas(figure)
        with style():
            text = figure.text(0.5, 0.5, "two\nlines", fontweight="bold")
        return text.get_window_extent(canvas.get_renderer()).bounds

    assert box(_Canvas) == box(FigureCanvasAgg)


def test_a_picture_for_the_screen_has_the_size_asked_for():
    png, marks = screen_png(lambda ax: ax, size=(4, 2), dpi=150)
    assert Image.open(io.BytesIO(png)).size == (600, 300)
    assert marks == []
