"""The briefing at the desk: figures picked, ordered and worded, seen as slides, and exported."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

import ipywidgets as widgets
from IPython.display import display

from workbench.briefing.figures import Figure, figure_from
from workbench.briefing.pack import TITLE, brief
from workbench.briefing.pictures import chart_png
from workbench.caption import counted
from workbench.folders import data_folder
from workbench.panels.controls import Message
from workbench.panels.opening import panel_of
from workbench.panels.panel import Panel
from workbench.panels.picture import Picture
from workbench.review.views import saved_view, saved_views

PREVIEW = (9.6, 4.2)  # inches of a previewed chart, at 80 dots


class BriefingPanel(widgets.VBox):
    """Pick figures, put them in order, write a headline and a takeaway for each, and export.

    `panels` are the panels whose charts may go into the pack, as they then stand; views that were
    saved can be added. `figures` are those picked, in order. `parameters` (the articles' folder
    among them) and `left_out` are kept in the pack. An error is shown in the panel.
    """

    def __init__(
        self,
        panels: Sequence[Panel],
        *,
        out: str | Path | None = None,
        title: str = TITLE,
        template: str | Path | None = None,
        views: str | Path | None = None,
        replace: bool = False,
        parameters: Mapping[str, object] | None = None,
        left_out: Sequence[str] = (),
    ) -> None:
        if not panels:
            raise ValueError("a briefing needs a panel at least, such as FrequencyPanel(corpus).")
        self.corpus = panels[0].corpus
        self.parameters = dict(parameters or {})
        self.left_out = list(left_out)
        self._views = views
        wide = widgets.Layout(width="99%")
        self.title = widgets.Text(title, description="Title", layout=wide)
        self.out = widgets.Text(
            str(out or data_folder().parent / "briefing"), description="Folder", layout=wide
        )
        self.template = widgets.Text(
            str(template or ""), description="Template", placeholder="none: our own", layout=wide
        )
        self.replace = widgets.Checkbox(
            replace, description="Replace a pack that was worked on", indent=False
        )
        self._message = Message()
        self.saved = widgets.Dropdown(description="Saved view", options=self._saved())
        add = widgets.Button(description="Add", tooltip="Add the figure of the saved view")
        write = widgets.Button(
            description="Export the pack", icon="download", tooltip="Slides, report, data, pictures"
        )
        add.on_click(self._message.told(lambda: self.add_view(self.saved.value)))
        write.on_click(self._message.told(self.export))
        self.rows = [Row(panel, self) for panel in panels]
        self._list = widgets.VBox()
        self._preview = widgets.HTML()
        super().__init__(
            [
                *(self.title, self._list, widgets.HBox([self.saved, add])),
                *(self.out, self.template, self.replace, write, self._message, self._preview),
                Picture().add_class("wb-only-style"),  # the panels' style sheet comes with it
            ]
        )
        self.add_class("wb-briefing")
        self._lay_out()

    @property
    def figures(self) -> list[Figure]:
        """The figures picked, in order, each as its panel now stands."""
        return [row.figure for row in self.rows if row.picked.value]

    def add_view(self, name: str) -> None:
        """Add the figure of a saved view, at the end."""
        if not name:
            raise ValueError("no view is saved yet; save one in a panel first.")
        view = replace(saved_view(name, folder=self._views), corpus="")
        self.rows.append(Row(panel_of(view, self.corpus), self))
        self._lay_out()

    def move(self, row: "Row", places: int) -> None:
        """Move a figure up (-1) or down (1)."""
        at = self.rows.index(row)
        to = min(max(at + places, 0), len(self.rows) - 1)
        self.rows.insert(to, self.rows.pop(at))
        self._lay_out()

    def preview(self, row: "Row") -> None:
        """Show the figure nearly as its slide will be."""
        figure = row.figure
        image = base64.b64encode(chart_png(replace(figure.exhibit, size=PREVIEW), dpi=80))
        self._preview.value = (
            '<div style="background:#fff;color:#22303c;padding:14px 18px;border:1px solid #dfe4e8">'
            f'<div style="font-size:20px;font-weight:bold">{escape(figure.headline)}</div>'
            f"<div>{escape(figure.takeaway)} <span style='color:#5d6a75'>"
            f"{escape(figure.caution)}</span></div>"
            f'<img style="max-width:100%" alt="{escape(figure.exhibit.alt)}" '
            f'src="data:image/png;base64,{image.decode("ascii")}">'
            '<div style="color:#5d6a75;font-size:11px">'
            f"{escape(figure.exhibit.caption)}</div></div>"
        )

    def export(self) -> Path:
        """Write the pack of the figures picked, and return its folder."""
        figures = self.figures
        if not figures:
            raise ValueError("no figure is picked; tick at least one.")
        self._message.say(f"Writing {counted(len(figures), 'figure')} …")
        pack = brief(
            self.corpus,
            figures,
            out=self.out.value,
            title=self.title.value,
            template=self.template.value.strip() or None,
            replace=self.replace.value,
            folder=self.parameters.get("folder"),
            parameters=self.parameters,
            left_out=self.left_out,
        )
        files = sum(1 for path in pack.rglob("*") if path.is_file())
        self._message.say(f"Written: {pack} ({counted(files, 'file')}).")
        return pack

    def _lay_out(self) -> None:
        self._list.children = [row.box for row in self.rows]

    def _saved(self) -> list[str]:
        return saved_views(folder=self._views)["name"].tolist() or [""]

    def _ipython_display_(self) -> None:
        display(self._repr_mimebundle_(), raw=True)


class Row:
    """A figure that may go into the pack: its panel and the words that the analyst gives it."""

    def __init__(self, panel: Panel, briefing: BriefingPanel) -> None:
        self.panel = panel
        found = figure_from(panel)
        wide = widgets.Layout(width="99%")
        self.picked = widgets.Checkbox(True, description=panel.title(), indent=False, layout=wide)
        self.headline = widgets.Text(
            "", placeholder=found.headline, description="Headline", layout=wide
        )
        self.takeaway = widgets.Textarea(
            "", placeholder=found.finding.words, description="Takeaway", rows=3, layout=wide
        )
        buttons = [
            widgets.Button(description=words, tooltip=f"{hint}: {panel.title()}")
            for words, hint in (("↑", "Move up"), ("↓", "Move down"), ("Preview", "Preview"))
        ]
        for button, layout in zip(buttons, ("3em", "3em", "8em"), strict=True):
            button.layout.width = layout
        buttons[0].on_click(briefing._message.told(lambda: briefing.move(self, -1)))
        buttons[1].on_click(briefing._message.told(lambda: briefing.move(self, 1)))
        buttons[2].on_click(briefing._message.told(lambda: briefing.preview(self)))
        head = widgets.HBox([self.picked, *buttons])
        self.box = widgets.VBox([head, self.headline, self.takeaway]).add_class("wb-row")

    @property
    def figure(self) -> Figure:
        """The figure as the panel now stands, with the analyst's words where she gave any."""
        return figure_from(self.panel, headline=self.headline.value, takeaway=self.takeaway.value)
