"""The numbers and the sentences behind the figures, as files for a spreadsheet or for Gephi."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import networkx as nx
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from workbench.briefing.figures import Figure
from workbench.exports import plain_cell, write_csv
from workbench.plain import plain_xml

LONGEST_CELL = 32_767  # characters, Excel's limit
MOST_ROWS = 1_048_575  # rows of a sheet below its heading, Excel's limit
CUT = " … [cut here: Excel holds no more; the CSV has all]"
WIDTHS = {
    "text": 90,
    "title": 45,
    "actors": 40,
    "cue": 24,
    "quotation": 60,
    "period": 12,
    "date": 12,
}


def write_tables(figures: Sequence[Figure], names: Sequence[str], folder: Path) -> None:
    """Write each figure's table as CSV and Parquet, all rows."""
    for figure, name in zip(figures, names, strict=True):
        write_csv(figure.table, folder / f"{name}.csv")
        figure.table.to_parquet(folder / f"{name}.parquet", index=False)


def write_workbook(
    figures: Sequence[Figure], names: Sequence[str], evidence: pd.DataFrame, path: Path
) -> None:
    """Write a sheet of contents, a sheet a figure and the evidence: no row is left out.

    Evidence longer than a sheet goes on in the next one. No cell runs as a formula.
    """
    workbook = Workbook(write_only=True)
    contents = pd.DataFrame(
        {
            "sheet": [_sheet_name(name) for name in names],
            "headline": [figure.headline for figure in figures],
            "finding": [figure.finding.words for figure in figures],
            "source": [figure.exhibit.caption for figure in figures],
            "method": [figure.method for figure in figures],
            "rows": [len(figure.table) for figure in figures],
        }
    )
    _add_sheet(workbook, "contents", contents)
    for figure, name in zip(figures, names, strict=True):
        _add_sheet(workbook, _sheet_name(name), figure.table)
    for number, first in enumerate(range(0, max(len(evidence), 1), MOST_ROWS), start=1):
        part = evidence.iloc[first : first + MOST_ROWS]
        _add_sheet(workbook, "evidence" if number == 1 else f"evidence {number}", part)
    workbook.save(path)


def write_networks(figures: Sequence[Figure], names: Sequence[str], folder: Path) -> None:
    """Write who appears with whom, and who stands how towards whom, as GraphML and GEXF.

    A matrix of the same table as a network before it has no files of its own.
    """
    done: list[pd.DataFrame] = []
    for figure, name in zip(figures, names, strict=True):
        if figure.kind not in ("network", "pairs", "stances") or any(
            figure.table.equals(table) for table in done
        ):
            continue
        done.append(figure.table)
        graph = network_of(figure)
        nx.write_graphml(graph, folder / f"{name}.graphml", named_key_ids=True)
        nx.write_gexf(graph, folder / f"{name}.gexf")
        _without_today(folder / f"{name}.gexf")


def network_of(figure: Figure) -> nx.Graph:
    """Return the figure's table as a graph that Gephi opens: all of its rows are edges.

    A node is an actor with label, kind, country, mentions, articles, first and last (days as
    text). An edge has a weight (windows with both, or sentences), the row's numbers, and the first
    and last day of an article with both. Who stands how towards whom is a directed graph. What is
    unknown is left out, as neither format can hold it.
    """
    directed = "source" in figure.table
    graph = nx.DiGraph() if directed else nx.Graph()
    sides = ("source", "target") if directed else ("left", "right")
    rows = figure.table[figure.table["n"] > 0] if directed else figure.table
    days = {
        row.article_id: f"{row.date:%Y-%m-%d}"
        for row in figure.part.articles.itertuples()
        if pd.notna(row.date)
    }
    groups = dict(iter(figure.part.mentions.groupby("actor")))
    articles = {name: set(known["article_id"]) for name, known in groups.items()}
    for name in pd.unique(rows[list(sides)].to_numpy().ravel()):
        known = groups.get(name, figure.part.mentions.iloc[:0])
        kinds = known["kind"].value_counts().index
        countries = known.loc[known["country"].fillna("") != "", "country"].value_counts().index
        node = {
            "label": name,
            "kind": kinds[0] if len(kinds) else "",
            "country": countries[0] if len(countries) else "",
            "mentions": len(known),
            "articles": len(articles.get(name, ())),
        }
        graph.add_node(plain_xml(name), **_plain(node | _span(articles.get(name, set()), days)))
    for row in rows.to_dict("records"):
        one, other = (row.pop(side) for side in sides)
        both = articles.get(one, set()) & articles.get(other, set())
        row["weight"] = row["n"] if directed else row["count"]
        if directed:
            side = "hostile" if row["balance"] < 0 else "friendly"
            row["label"] = side if row["balance"] else "even"
        graph.add_edge(plain_xml(one), plain_xml(other), **_plain(row | _span(both, days)))
    return graph


def _span(articles: set[str], days: Mapping[str, str]) -> dict[str, str]:
    """The first and the last day of these articles, where any has one."""
    known = [days[one] for one in articles if one in days]
    return {"first": min(known), "last": max(known)} if known else {}


def _plain(attributes: dict) -> dict[str, object]:
    """The attributes as text, whole numbers and decimals; unknown ones left out."""
    plain = {}
    for key, value in attributes.items():
        value = value.item() if hasattr(value, "item") else value
        if value is None or value is pd.NaT or value != value:
            continue
        if isinstance(value, pd.Timestamp):
            value = f"{value:%Y-%m-%d}"
        elif isinstance(value, bool):
            value = int(value)
        plain[key] = value if isinstance(value, (int, float)) else plain_xml(str(value))
    return plain


def _without_today(path: Path) -> None:
    """Take out the day of writing: the same figure gives the same bytes."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1), encoding="utf-8")


def _add_sheet(workbook: Workbook, name: str, table: pd.DataFrame) -> None:
    sheet = workbook.create_sheet(name)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(table.columns, start=1):
        longest = max([len(str(column)), *(len(str(v)) for v in table[column].head(50))])
        width = WIDTHS.get(str(column), min(max(longest + 2, 9), 60))
        sheet.column_dimensions[get_column_letter(place)].width = width
    if len(table.columns):
        last = get_column_letter(len(table.columns))
        sheet.auto_filter.ref = f"A1:{last}{len(table) + 1}"
    head = []
    for column in table.columns:
        cell = WriteOnlyCell(sheet, plain_cell(str(column)))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="DFE4E8")
        cell.alignment = Alignment(vertical="top")
        head.append(cell)
    sheet.append(head)
    for row in table.itertuples(index=False, name=None):
        sheet.append([_cell(value) for value in row])


def _cell(value: object) -> object:
    """The value as a sheet can hold it: a number, a day, or text that does not run."""
    if isinstance(value, str):
        text = plain_cell(plain_xml(value))
        return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
    if value is None or value is pd.NaT or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.tz_localize(None).to_pydatetime().date()
    return value.item() if hasattr(value, "item") else value


def _sheet_name(name: str) -> str:
    return name.replace("-", " ")[:31]
