"""The figures as a deck: a title slide, and a slide a figure with its words, source and notes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pandas as pd
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Emu, Pt

from workbench.briefing import bars, lines, matrices
from workbench.briefing.figures import Figure, articles_behind
from workbench.briefing.native import rgb
from workbench.briefing.pictures import chart_png
from workbench.briefing.sentences import strongest
from workbench.briefing.template import FOOT, Box, Template, open_template, room
from workbench.caption import counted, day_words
from workbench.charts.look import INK, SOFT
from workbench.exports import DPI
from workbench.plain import plain_xml
from workbench.review.evidence import stance_words
from workbench.review.views import put_in_presentation

ZOOM = 1.25  # of a picture, so that its letters can be read from the back of a room
SIDES = ("actor", "left", "right", "source", "target")
LONGEST_SENTENCE = 600  # characters of a sentence in the speaker notes


def write_slides(
    figures: Sequence[Figure],
    path: Path,
    *,
    title: str,
    template: str | Path | None = None,
    made_with: str = "",
) -> None:
    """Write the deck: bars, lines and matrices as PowerPoint's own, networks as pictures.

    Each slide has the figure's headline, takeaway and source line; its notes say how it was made
    and give its three strongest sentences. Raises ValueError for a template that does not serve.
    """
    opened = open_template(template)
    _title_slide(opened, figures, title, made_with)
    for figure in figures:
        _figure_slide(opened, figure)
        put_in_presentation(figure.view, opened.deck)
    properties = opened.deck.core_properties
    properties.title, properties.author, properties.subject = plain_xml(title), "", made_with
    properties.last_modified_by, properties.keywords = "", ""
    opened.deck.save(path)


def notes_of(figure: Figure) -> str:
    """What the speaker can say of a figure: finding, method, and three sentences with sources."""
    parts = [figure.finding.words]
    if figure.takeaway not in figure.finding.words:
        parts.insert(0, figure.takeaway)
    parts += [f"How it was made. {figure.method}", figure.exhibit.caption]
    quoted = [quoted_words(row) for row in strongest(figure).to_dict("records")]
    if quoted:
        parts.append("The strongest sentences behind it:\n" + "\n".join(quoted))
    return plain_xml("\n\n".join(part for part in parts if part))


def quoted_words(row: dict) -> str:
    """A sentence or quotation of the evidence with its source, in one line."""
    text = " ".join((row["quotation"] or row["text"]).split())
    if len(text) > LONGEST_SENTENCE:
        text = text[: LONGEST_SENTENCE - 1] + "…"
    if row["quotation"]:
        way = "" if row["kind"] == "direct" else ", in the outlet's words"
        text = f"“{text}”" if row["kind"] == "direct" else text
        text = f"{row['speaker']} ({row['cue'] or 'quoted'}{way}): {text}"
    where = ", ".join(filter(None, [row["outlet"], day_words(row["date"]), row["title"]]))
    said = f" [{'; '.join(stance_words(row))}]" if row["stance"] else ""
    return f"– {text}{said} ({where}; article {row['article_id']})"


def _title_slide(template: Template, figures: Sequence[Figure], title: str, made: str) -> None:
    slide = template.deck.slides.add_slide(template.title)
    slide.shapes.title.text = plain_xml(title)
    subtitle = next(place for place in slide.placeholders if place.placeholder_format.idx != 0)
    lines = [
        *articles_behind(figures),
        "The figures show how these outlets tell it, as read by a machine; each leads to its "
        "sentences in report.html.",
        made,
    ]
    subtitle.text = plain_xml("\n".join(line for line in lines if line))
    if template.own:
        small = subtitle.text_frame.paragraphs[2:]
        for paragraph in small:
            paragraph.font.size = Pt(13)
        small[0].space_before = Pt(12)


def _figure_slide(template: Template, figure: Figure) -> None:
    takeaway, middle, source = room(template)
    slide = template.deck.slides.add_slide(template.figure)
    slide.shapes.title.text = plain_xml(figure.headline)
    size = _fitting(slide.shapes.title, figure.headline, most=26 if template.own else 32)
    slide.shapes.title.text_frame.paragraphs[0].font.size = Pt(size)
    said = [(figure.takeaway, 16, INK), (figure.caution, 13, SOFT)]
    _text(slide, takeaway, said, name="Takeaway")
    frame = _drawing(figure)(slide, middle)
    _describe(frame, figure.exhibit.title, f"{figure.exhibit.alt} {figure.finding.words}")
    drawn = frame.shape_type == MSO_SHAPE_TYPE.PICTURE  # says itself how it is read
    reading = "" if drawn else f"{figure.reading}{_more(figure)}"
    told = [(reading, 11, INK), (figure.exhibit.caption, 10, SOFT)]
    _text(slide, source, told, name="Source", at_foot=True)
    _number(slide, template)
    slide.notes_slide.notes_text_frame.text = notes_of(figure)


def _drawing(figure: Figure) -> Callable[[Slide, Box], object]:
    """How to put the figure on a slide: as PowerPoint's own, or as a picture."""
    most = {"most": figure.settings["most"]} if "most" in figure.settings else {}
    every = {"every": figure.settings["every"]} if "every" in figure.settings else {}
    ways = {
        "actors": partial(bars.actor_bars, **most),
        "trend": partial(lines.actor_lines, **most, **every),
        "pairs": partial(matrices.pair_table, **most),
        "stances": partial(matrices.stance_table, **most),
        "stance-trend": partial(lines.stance_line, **every),
        "stance-outlets": bars.stance_bars,
        "speakers": partial(bars.speaker_bars, **most),
        "speaker-outlets": partial(bars.outlet_bars, **most),
        "comparison": partial(bars.side_bars, names=figure.settings.get("names"), **most),
    }
    if figure.kind in ways and len(figure.table):
        return lambda slide, box: ways[figure.kind](slide, box, figure.table)
    return partial(_picture, figure)


def _more(figure: Figure) -> str:
    """How many more actors the table has than are drawn, in words."""
    sides = [name for name in SIDES if name in figure.table]
    if not sides or figure.kind == "comparison":
        return ""
    named = pd.concat([figure.table[name] for name in sides]).nunique()
    more = named - figure.settings.get("most", named)
    return f" {counted(more, 'more actor')} in the data." if more > 0 else ""


def _picture(figure: Figure, slide: Slide, box: Box) -> object:
    size = (Emu(box.width).inches / ZOOM, Emu(box.height).inches / ZOOM)
    image = BytesIO(chart_png(replace(figure.exhibit, size=size), dpi=round(DPI * ZOOM)))
    return slide.shapes.add_picture(image, Emu(box.left), Emu(box.top), width=Emu(box.width))


def _text(
    slide: Slide,
    box: Box,
    paragraphs: Sequence[tuple[str, int, str]],
    *,
    name: str,
    at_foot: bool = False,
) -> None:
    """Put paragraphs (words, points, colour) on the slide, smaller where they are long."""
    shape = slide.shapes.add_textbox(*map(Emu, box))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if at_foot else MSO_ANCHOR.TOP
    said = [(words, size, colour) for words, size, colour in paragraphs if words]
    for number, (words, size, colour) in enumerate(said):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = plain_xml(words).replace(" %", "\N{NO-BREAK SPACE}%")
        line = Emu(box.width).pt / size * 2  # about as many characters as a line holds
        run.font.size = Pt(size - (len(words) > line) - (len(words) > 1.8 * line))
        run.font.color.rgb = rgb(colour)


def _fitting(shape: object, words: str, *, most: int) -> int:
    """The points, at most so many, in which the words find room in the shape."""
    wide, high = Emu(shape.width or 0).pt, Emu(shape.height or 0).pt
    for size in range(most, 14, -2):
        lines = max(int(high / (size * 1.2)), 1)
        if len(words) * size * 0.53 <= wide * lines:
            return size
    return 14


def _describe(frame: object, title: str, words: str) -> None:
    """Give a chart, table or picture the description that a screen reader says."""
    properties = frame._element.find(f".//{qn('p:cNvPr')}")
    properties.set("name", plain_xml(title)[:120])
    properties.set("descr", plain_xml(" ".join(words.split())))


def _number(slide: Slide, template: Template) -> None:
    """Put the slide's number where the layout has room for one."""
    for place in template.figure.placeholders:
        if place.placeholder_format.type == FOOT[2]:
            index = place.placeholder_format.idx
            shape = parse_xml(
                f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
                f'<p:cNvPr id="{max(s.shape_id for s in slide.shapes) + 1}" name="Slide number"/>'
                '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
                f'<p:ph type="sldNum" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/>'
                "<p:txBody><a:bodyPr/><a:lstStyle/><a:p>"
                '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
                f"<a:rPr/><a:t>{len(template.deck.slides)}</a:t></a:fld></a:p></p:txBody></p:sp>"
            )
            slide.shapes._spTree.append(shape)
