"""How fast the panels are on 1,000 stored articles, in a real JupyterLab and Chromium.

    .venv/bin/python tests/quality_panels.py

For each panel six medians, all from the event in the browser to what is shown there:

- the bare round trip: a date is set, its callback in the kernel sends an image that lies ready, and
  the browser shows it. The date field, the image widget, the number of bytes and the way of waiting
  are the panel's own; nothing is counted or drawn;
- a step: the panel's first day moved on to the next day, as by the arrow key of the date field,
  over and over with a second's rest after each picture. None of these days was shown before. The
  panel has most of them ready, as it draws the likely next ones while the kernel rests;
- a first move: of a control not touched before, on which the pointer rested for a second: a box
  ticked, another choice of a menu;
- a jump: the first day set to one that was neither shown nor is a likely next one, so that
  filtering, counting, drawing and sending are all in it, and perhaps the rest of a picture that was
  being drawn ahead;
- the way back to a day set before;
- from a click on a mark to its sentences.

The articles are copies of the sample corpus, annotated once, each copy a day later, so that another
day is always another picture. The bare trip is measured between the others, while nothing is drawn.
"""

import shutil
import statistics
import tempfile
from datetime import date, timedelta
from pathlib import Path

import nbformat
from lab import BROWSER_FLAGS, find_browser, open_notebook, running_lab
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
CORPUS = """
from dataclasses import replace
import ipywidgets as widgets, pandas as pd, workbench as wb
from workbench.panels.picture import Picture
one = wb.annotate(wb.read_articles(wb.articles_folder()), progress=False).annotated
names = ("articles", "sentences", "mentions", "quotes", "stances")
parts = {name: [] for name in names}
for number in range(-(-1000 // len(one.articles))):
    for name in names:
        table = getattr(one, name)
        table = table.assign(article_id=table["article_id"] + f"-{number}")
        if name == "articles":
            table["date"] += pd.Timedelta(days=number)
        parts[name].append(table)
corpus = replace(one, **{name: pd.concat(rows, ignore_index=True) for name, rows in parts.items()})

def bare(panel):
    png, *_ = panel._picture(1.0)
    day, picture = widgets.DatePicker(description="From"), Picture()
    ready = [png + bytes([number]) for number in range(2)]  # a byte past its end: another image

    def send(change):
        picture.put(ready[0], [], "", 760)
        ready.reverse()

    send(None)
    day.observe(send, "value")
    return widgets.VBox([day, picture]).add_class("bare")
"""
START = date(2023, 9, 1)
STEPS = [START + timedelta(days=number) for number in range(12)]
JUMPS = [START + timedelta(days=n) for n in (40, 23, 64, 31, 77, 19, 55, 28, 90, 47, 70, 36)]
REST = 1000  # ms between a picture and the next step
PANELS = {"FrequencyPanel": "show='trend'", "CooccurrencePanel": "", "StancePanel": ""}
CHANGE = """([field, image, day]) => new Promise((done) => {
  const from = performance.now();
  setTimeout(() => done(NaN), 15000);  // what never comes is told as nan
  new MutationObserver((_, observer) => { observer.disconnect(); done(performance.now() - from) })
    .observe(image, {attributeFilter: ["src"]});
  if (field.type === "checkbox") return field.click();
  if (field.options) field.selectedIndex = (field.selectedIndex + 1) % field.length;
  else field.value = day;
  field.dispatchEvent(new Event("change", {bubbles: true}));
})"""
CLICK = """([mark, watched]) => new Promise((done) => {
  const from = performance.now();
  setTimeout(() => done(NaN), 15000);  // what never comes is told as nan
  new MutationObserver((_, observer) => {
    if (watched.querySelector("li")) { observer.disconnect(); done(performance.now() - from) }
  }).observe(watched, {childList: true, subtree: true});
  mark.dispatchEvent(new MouseEvent("click", {bubbles: true}));
})"""


def parts_of(box) -> list:
    return [
        box.locator("input[type=date]").first.element_handle(),
        box.locator(".wb-picture img").element_handle(),
    ]


def times(page, box: list, days: list[date], *, rest: int = REST) -> list[float]:
    """The milliseconds of each change."""
    found = []
    for day in days:
        found.append(page.evaluate(CHANGE, [*box, day.isoformat()]))
        page.wait_for_timeout(rest)
    page.wait_for_timeout(4000)  # until all is drawn
    return found


def first_moves(page, panel, image) -> list[float]:
    """The milliseconds of the first change of a box and of a menu that were pointed at."""
    found = []
    for field in ("By country", "Show"):
        control = panel.get_by_label(field, exact=True)
        control.hover()
        page.wait_for_timeout(REST)
        found.append(page.evaluate(CHANGE, [control.element_handle(), image, ""]))
        page.wait_for_timeout(4000)
    return found


def clicks(page, panel) -> list[float]:
    found, sentences = [], panel.locator(".wb-sentences").element_handle()
    for number in range(min(6, panel.locator("polygon").count())):
        mark = panel.locator("polygon").nth(number).element_handle()
        found.append(page.evaluate(CLICK, [mark, sentences]))
        page.wait_for_timeout(300)
    return found


def told(found: list[float], trip: float) -> str:
    middle = statistics.median(found)
    return f"{middle:.0f} ms ({middle / trip:.1f} times; slowest {max(found):.0f})"


def main() -> None:
    desk = Path(tempfile.mkdtemp())
    shutil.copytree(ROOT / "data" / "articles", desk / "data" / "articles")
    (desk / "notebooks").mkdir()
    cells = [CORPUS]
    for name, settings in PANELS.items():
        cells += [f"panel = wb.{name}(corpus, {settings})\npanel", "bare(panel)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, desk / "notebooks" / "speed.ipynb")
    with sync_playwright() as driver, running_lab(desk, Path(tempfile.mkdtemp())) as address:
        chromium = driver.chromium.launch(executable_path=find_browser(), args=BROWSER_FLAGS)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        open_notebook(page, address, "notebooks/speed.ipynb")
        page.locator(".bare .wb-picture img[src]").nth(2).wait_for()
        page.wait_for_timeout(3000)
        for place, name in enumerate(PANELS):
            panel = page.locator(".wb-panel").nth(place)
            panel.scroll_into_view_if_needed()
            page.wait_for_timeout(1000)
            bare, box = parts_of(page.locator(".bare").nth(place)), parts_of(panel)
            trips = times(page, bare, JUMPS[:7])[2:]  # the first ones warm up
            jumps = times(page, box, JUMPS)[3:]
            trips += times(page, bare, STEPS[:5])
            steps = times(page, box, STEPS)[2:]  # a jump, and the first step tells which way
            trips += times(page, bare, JUMPS[:5])
            back = times(page, box, JUMPS[3:10])
            moves = first_moves(page, panel, box[1])
            clicked = clicks(page, panel)
            trip = statistics.median(trips)
            print(
                f"{name}: bare round trip {trip:.0f} ms; to a new picture by a step "
                f"{told(steps, trip)}, by a first move {told(moves, trip)}, by a jump "
                f"{told(jumps, trip)}; back to one seen before "
                f"{told(back, trip)}; click to sentences {statistics.median(clicked):.0f} ms "
                f"(slowest {max(clicked):.0f})",
                flush=True,
            )
        chromium.close()


if __name__ == "__main__":
    main()
