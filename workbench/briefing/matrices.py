"""Matrices as PowerPoint's own tables: who with whom, and who stands how towards whom."""

from collections.abc import Collection

import pandas as pd
from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from workbench.briefing.native import LONGEST_NAME, rgb
from workbench.briefing.template import Box
from workbench.charts.look import INK, LINE, MIST, SOFT, readable, shortened, signed
from workbench.charts.pairs import beyond_chance, cell_colours, most_paired, together_colour


def stance_table(slide: Slide, box: Box, table: pd.DataFrame, *, most: int = 10) -> object:
    """Put a table on the slide: a cell an ordered pair, its balance and n, coloured if clear."""
    rows = table[table["n"] > 0]
    chosen = most_paired(rows, ("source", "target"), "n").index[:most]
    rows = rows[rows["source"].isin(chosen) & rows["target"].isin(chosen)]
    down = [name for name in chosen if (rows["source"] == name).any()]
    across = [name for name in chosen if (rows["target"] == name).any()]
    cells = {}
    for row in rows.to_dict("records"):
        words = f"{signed(row['balance'])}  (n {row['n']:,})"
        cells[row["source"], row["target"]] = (words, *cell_colours(row))
    return _matrix(
        slide,
        box,
        down,
        across,
        cells,
        corner="how ↓ stands towards →",
        blank={(name, name) for name in down},
    )


def pair_table(slide: Slide, box: Box, table: pd.DataFrame, *, most: int = 10) -> object:
    """Put a table on the slide: a cell a pair, the windows with both, shaded if beyond chance.

    Bold is what is so by its interval.
    """
    names = most_paired(table, ("left", "right"), "count").index[:most].tolist()
    place = {name: number for number, name in enumerate(names)}
    rows = table[table["left"].isin(names) & table["right"].isin(names)]
    strongest = max(float(rows["npmi"].max()), 0.2) if len(rows) else 1.0
    cells = {}
    for row in rows.to_dict("records"):
        one, other = sorted((row["left"], row["right"]), key=place.get)
        colour = together_colour(row["npmi"], strongest)
        words = f"{row['count']:,}"
        cells[other, one] = (words, colour, readable(colour), beyond_chance(row))
    mirrored = {(one, other) for one in names for other in names if place[one] <= place[other]}
    return _matrix(
        slide, box, names[1:], names[:-1], cells, corner="named together", blank=mirrored
    )


def _matrix(
    slide: Slide,
    box: Box,
    down: list[str],
    across: list[str],
    cells: dict[tuple[str, str], tuple[str, str, str, bool]],
    *,
    corner: str,
    blank: Collection[tuple[str, str]],
) -> object:
    """A table with names at the left and above; a cell is words, colour, ink and bold.

    Those in `blank` say nothing, of the others without words it is said that there is nothing.
    """
    first = min(Inches(2.3), box.width // 4)
    each = min((box.width - first) // max(len(across), 1), Inches(1.7))
    tall = min(box.height // (len(down) + 1), Inches(0.62))
    place = Box(box.left, box.top, first + each * len(across), tall * (len(down) + 1))
    frame = slide.shapes.add_table(len(down) + 1, len(across) + 1, *map(Emu, place))
    table = frame.table
    _plain(table)
    size = 12 if each > Inches(1.15) else 11 if each > Inches(0.85) else 9
    size = min(size, 12 if tall > Inches(0.36) else 9)
    for number, column in enumerate(table.columns):
        column.width = Emu(first if number == 0 else each)
    for row in table.rows:
        row.height = Emu(tall)
    wide = max(int(each / Pt(size * 0.52)), 6)
    _cell(table.cell(0, 0), corner, size=10, ink=SOFT, align=PP_ALIGN.RIGHT)
    for number, name in enumerate(across, start=1):
        _cell(table.cell(0, number), shortened(name, wide * 2), size=size, bold=True)
    for number, name in enumerate(down, start=1):
        words = shortened(name, LONGEST_NAME)
        _cell(table.cell(number, 0), words, size=size, bold=True, align=PP_ALIGN.RIGHT)
        for place, other in enumerate(across, start=1):
            words, colour, ink, bold = cells.get((name, other), ("", "", INK, False))
            if not words:
                words, ink = ("", INK) if (name, other) in blank else ("·", SOFT)
                colour = MIST if name == other else ""
            cell = table.cell(number, place)
            _cell(cell, words, size=size, ink=ink, bold=bold, colour=colour)
    return frame


def _plain(table: object) -> None:
    """Take PowerPoint's stripes and style away."""
    properties = table._tbl.tblPr
    for name in ("firstRow", "bandRow"):
        properties.set(name, "0")
    properties.find(qn("a:tableStyleId")).text = "{5940675A-B579-460E-94D1-54222C63F5DA}"


def _cell(
    cell: object,
    words: str,
    *,
    size: int,
    ink: str = INK,
    bold: bool = False,
    colour: str = "",
    align: object = PP_ALIGN.CENTER,
) -> None:
    cell.margin_left = cell.margin_right = Inches(0.05)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = rgb(ink)
    properties = cell._tc.get_or_add_tcPr()
    for side in ("lnL", "lnR", "lnT", "lnB"):
        properties.append(
            etree.fromstring(
                f'<a:{side} {nsdecls("a")} w="12700"><a:solidFill><a:srgbClr val="{LINE[1:]}"/>'
                f"</a:solidFill></a:{side}>"
            )
        )
    if colour:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(colour)
    else:
        cell.fill.background()
