"""Where slides begin: the workbench's own 16:9 template, or the analyst's."""

import io
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Emu, Inches

from workbench.charts.look import BAR, FRIENDLY, HOSTILE, INK, LINE, MAIN, SERIES, SOFT

WIDE, HIGH = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
FOOT = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
POTX, PPTX = "presentationml.template.main+xml", "presentationml.presentation.main+xml"


class Box(NamedTuple):
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


class Template(NamedTuple):
    """A presentation without slides, and its layouts for the title and for a figure."""

    deck: Deck
    title: SlideLayout
    figure: SlideLayout
    own: bool
    """Whether it is the workbench's: then text is set in its sizes and colours."""


def open_template(path: str | Path | None = None) -> Template:
    """Return the analyst's template without its slides, or the workbench's own.

    A figure's layout is the one that has a title and, but for date, footer and number, nothing
    else ("Title Only"); the title's has a title and a subtitle. Raises ValueError where the file
    is no presentation or lacks them, naming the layouts that it has.
    """
    if path is None:
        deck = _own()
        return Template(deck, deck.slide_layouts[0], deck.slide_layouts[1], own=True)
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"there is no template {path}; name a .pptx or .potx file.")
    try:
        deck = Presentation(io.BytesIO(_as_presentation(path.read_bytes())))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, etree.Error) as error:
        raise ValueError(
            f"the template {path} is no PowerPoint file ({error}); save it as .pptx or .potx."
        ) from error
    _remove_slides(deck)
    figure = _layout(deck, lambda kinds: kinds == ["title"])
    title = _layout(deck, lambda kinds: sorted(kinds) == ["subtitle", "title"])
    if figure is None or title is None:
        wanted = [
            *(["a title and a subtitle (as PowerPoint's 'Title Slide')"] if title is None else []),
            *(["a title alone (as PowerPoint's 'Title Only')"] if figure is None else []),
        ]
        names = ", ".join(repr(layout.name) for layout in deck.slide_layouts) or "none"
        raise ValueError(
            f"the template {path} lacks a layout with {' and one with '.join(wanted)}; its layouts "
            f"are {names}. Add what is missing in the slide master, or do without the template."
        )
    return Template(deck, title, figure, own=False)


def room(template: Template) -> tuple[Box, Box, Box]:
    """Return the places of takeaway, chart and source line on the layout of a figure."""
    deck, layout = template.deck, template.figure
    wide, high = deck.slide_width, deck.slide_height
    title = next(place for place in layout.placeholders if _kind(place) == "title")
    left = max(title.left or 0, Emu(wide // 40))
    width = min(title.width or wide, wide - 2 * left)
    feet = [
        place.top
        for place in layout.placeholders
        if place.placeholder_format.type in FOOT and place.top and place.top > high // 2
    ]
    bottom = min([*feet, high - Inches(0.3)])
    top = (title.top or 0) + (title.height or 0)
    if not high // 20 < top < high // 2:
        top = high // 5
    line = high // 75  # a seventy-fifth of 7.5 inches is a tenth
    takeaway = Box(left, top + line // 2, width, line * 8)
    source = Box(left, bottom - line * 6, width, line * 6)
    if template.own:
        source = Box(left, Inches(6.68), wide - 2 * left - Inches(0.6), Inches(0.58))
    chart_top = takeaway.top + takeaway.height + line
    return takeaway, Box(left, chart_top, width, source.top - line - chart_top), source


def _as_presentation(content: bytes) -> bytes:
    """A .potx as the .pptx that it is but for its content type."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml").decode("utf-8")
        if POTX not in types:
            return content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in archive.namelist():
                part = archive.read(name)
                if name == "[Content_Types].xml":
                    part = types.replace(POTX, PPTX).encode("utf-8")
                copy.writestr(name, part)
    return target.getvalue()


def _remove_slides(deck: Deck) -> None:
    slides = deck.slides._sldIdLst
    for slide in list(slides):
        deck.part.drop_rel(slide.get(qn("r:id")))
        slides.remove(slide)


def _layout(deck: Deck, fits: object) -> SlideLayout | None:
    """The first layout whose placeholders fit, but for date, footer and slide number."""
    for layout in deck.slide_layouts:
        kinds = [
            _kind(place)
            for place in layout.placeholders
            if place.placeholder_format.type not in FOOT
        ]
        if fits(kinds):
            return layout
    return None


def _kind(place: object) -> str:
    kind = place.placeholder_format.type
    if kind in TITLES:
        return "title"
    return "subtitle" if kind == PP_PLACEHOLDER.SUBTITLE else "other"


def _own() -> Deck:
    """The workbench's template: ink on white, headline above, room for a chart below."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    layouts = deck.slide_layouts
    for layout in [one for one in layouts if one.name not in ("Title Slide", "Title Only")]:
        layouts.remove(layout)
    master = deck.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _coloured(theme.blob.decode("utf-8")).encode("utf-8")
    _style(master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}"), 26, bold=True)
    wide = WIDE - 2 * MARGIN
    for slide in (master, *layouts):
        for place in slide.placeholders:
            kind = place.placeholder_format.type
            if kind == PP_PLACEHOLDER.SLIDE_NUMBER:
                _put(place, WIDE - MARGIN - Inches(0.6), Inches(6.95), Inches(0.6), Inches(0.3))
            elif kind in FOOT:
                place._element.getparent().remove(place._element)
            elif kind in TITLES and slide is layouts[0]:
                _put(place, MARGIN, Inches(2.2), wide, Inches(1.5))
            elif kind in TITLES:
                _put(place, MARGIN, Inches(0.36), wide, Inches(0.62))
                _anchor(place, "b")
            elif kind == PP_PLACEHOLDER.SUBTITLE:
                _put(place, MARGIN, Inches(3.95), wide, Inches(2.2))
                _anchor(place, "t")
                _style(place._element.find(f".//{qn('a:lvl1pPr')}"), 18, colour=SOFT)
            else:
                _put(place, MARGIN, Inches(1.7), wide, Inches(5))
    title = layouts[0].placeholders[0]
    _anchor(title, "b")
    bodyless = title._element.find(f".//{qn('a:lstStyle')}")
    bodyless.append(etree.fromstring(_LARGE))
    for layout, at in ((layouts[0], Inches(3.78)), (layouts[1], Inches(6.6))):
        tree = layout._element.find(f".//{qn('p:spTree')}")
        tree.append(etree.fromstring(_RULE.format(left=MARGIN, top=at, width=wide, line=LINE[1:])))
    return deck


def _coloured(theme: str) -> str:
    """The theme with the workbench's colours, so that charts made by hand fit."""
    theme = re.sub(
        r"<a:dk1>.*?</a:dk1>", f'<a:dk1><a:srgbClr val="{INK[1:].upper()}"/></a:dk1>', theme
    )
    colours = {
        "dk2": MAIN,
        "lt2": LINE,
        "accent1": BAR,
        "accent2": HOSTILE,
        "accent3": FRIENDLY,
        "accent4": SERIES[3],
        "accent5": SERIES[4],
        "accent6": SERIES[5],
    }
    for name, colour in colours.items():
        theme = re.sub(
            rf'(<a:{name}><a:srgbClr val=")[0-9A-F]{{6}}', rf"\g<1>{colour[1:].upper()}", theme
        )
    return theme


def _put(place: object, left: int, top: int, width: int, height: int) -> None:
    place.left, place.top, place.width, place.height = map(Emu, (left, top, width, height))


def _anchor(place: object, side: str) -> None:
    body = place._element.find(f".//{qn('a:bodyPr')}")
    body.set("anchor", side)
    for margin in ("lIns", "rIns"):
        body.set(margin, "0")
    for child in list(body):
        body.remove(child)
    etree.SubElement(body, qn("a:normAutofit"))


def _style(level: object, size: int, *, bold: bool = False, colour: str = INK) -> None:
    """Set a paragraph level of a list style flush left, in this size and colour."""
    level.set("algn", "l")
    run = level.find(qn("a:defRPr"))
    run.set("sz", str(size * 100))
    run.set("b", str(int(bold)))
    for fill in run.findall(qn("a:solidFill")):
        run.remove(fill)
    run.insert(0, etree.fromstring(_FILL.format(colour=colour[1:])))


_FILL = f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{{colour}}"/></a:solidFill>'
_LARGE = f'<a:lvl1pPr {nsdecls("a")} algn="l"><a:defRPr sz="3600" b="1"/></a:lvl1pPr>'
_RULE = f"""<p:cxnSp {nsdecls("a", "p")}><p:nvCxnSpPr><p:cNvPr id="90" name="Rule"/><p:cNvCxnSpPr/>
<p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{{left}}" y="{{top}}"/>
<a:ext cx="{{width}}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>
<a:ln w="9525"><a:solidFill><a:srgbClr val="{{line}}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>"""
