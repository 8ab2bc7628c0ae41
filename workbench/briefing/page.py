"""The report: one HTML file that needs nothing else, each figure with its sentences unfolded."""

import base64
import hashlib
import io
from collections.abc import Sequence
from html import escape
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure as Canvas

from workbench.briefing.figures import Figure, articles_behind
from workbench.caption import counted
from workbench.charts.look import marks, style
from workbench.panels.still import table_html
from workbench.review.evidence import sentences_html

HERE = Path(__file__).parent
SIZE = (9.2, 4.8)  # inches of the charts
MOST_SENTENCES = 12  # of a mark; the workbook has all


def write_report(
    figures: Sequence[Figure], path: Path, *, title: str, left_out: Sequence[str] = (), made: str
) -> None:
    """Write the report; nothing in it refers to another file, and all text is shown as text."""
    script = (HERE / "page.js").read_text(encoding="utf-8")
    contents = "".join(
        f'<li><a href="#figure-{number}">{escape(figure.headline)}</a></li>'
        for number, figure in enumerate(figures, start=1)
    )
    bodies = "".join(_section(number, figure) for number, figure in enumerate(figures, start=1))
    without = "".join(f"<li>{escape(line)}</li>" for line in left_out)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    policy += f"script-src 'sha256-{digest}'"
    when, where = articles_behind(figures)
    path.write_text(
        f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<style>{(HERE / "page.css").read_text(encoding="utf-8")}</style>
</head>
<body>
<header><h1>{escape(title)}</h1>
<p class="soft">{escape(when)}<br>{escape(where)}</p>
<p>A machine has read these articles. The figures show how the outlets tell it, not how the world
is. Each bar, point, cell and line leads to the sentences behind it: read them before you rely on
a number.</p></header>
<nav aria-label="Figures"><ol>{contents}</ol></nav>
<div class="search" role="search"><label for="search">Search the sentences</label>
<input id="search" type="search"><span id="found" role="status"></span></div>
<main>{bodies}</main>
{f"<section><h2>Left out</h2><ul>{without}</ul></section>" if without else ""}
<footer><section><p class="source">{escape(made)}</p></section></footer>
<script>{script}</script>
</body>
</html>
""",
        encoding="utf-8",
    )


def _section(number: int, figure: Figure) -> str:
    svg, found = _drawn(figure)
    source = base64.b64encode(svg).decode("ascii")
    areas = "".join(
        f'<a href="#f{number}-m{place}" aria-label="{escape(mark["label"])}">'
        f'<polygon points="{" ".join(f"{x:.4f},{y:.4f}" for x, y in mark["points"])}">'
        f"<title>{escape(mark['label'])}</title></polygon></a>"
        for place, mark in enumerate(found)
        if len(mark["points"]) > 2
    )
    said = escape(figure.takeaway)
    if figure.caution:
        said += f' <span class="soft">{escape(figure.caution)}</span>'
    computed = ""
    if figure.takeaway not in figure.finding.words:
        computed = f"<p>Computed from the numbers: {escape(figure.finding.words)}</p>"
    data = table_html(figure.table, most=60)
    return f"""<section id="figure-{number}">
<h2>{number}. {escape(figure.headline)}</h2>
<p class="lead">{said.replace(" %", "&nbsp;%")}</p>{computed}
<figure><img alt="{escape(figure.exhibit.alt)}" src="data:image/svg+xml;base64,{source}">
<svg viewBox="0 0 1 1" preserveAspectRatio="none">{areas}</svg></figure>
<p class="source">{escape(figure.exhibit.title)}. {escape(figure.reading)}
{escape(figure.exhibit.caption)}</p>
<details><summary>Sentences behind each mark ({len(found):,})</summary>
{"".join(_evidence(number, place, mark, figure) for place, mark in enumerate(found))}</details>
<details><summary>Data ({counted(len(figure.table), "row")})</summary>{data}</details>
<details><summary>How it was made</summary><p>{escape(figure.method)}</p></details>
</section>
"""


def _drawn(figure: Figure) -> tuple[bytes, list[dict]]:
    """The chart as an SVG whose letters are shapes, and its marks."""
    target = io.BytesIO()
    with style(), mpl.rc_context({"svg.hashsalt": "workbench"}):
        canvas = Canvas(figsize=SIZE, layout="constrained")
        found = marks(figure.exhibit.draw(canvas.subplots()))
        canvas.savefig(target, format="svg", metadata={"Date": None})
    return target.getvalue(), found


def _evidence(number: int, place: int, mark: dict, figure: Figure) -> str:
    rows = figure.sentences_of(mark["keys"])
    shown = sentences_html(rows, heading=mark["label"], level=3, most=MOST_SENTENCES)
    return (
        f'<details id="f{number}-m{place}"><summary>{escape(mark["label"])}</summary>{shown}'
        "</details>"
    )
