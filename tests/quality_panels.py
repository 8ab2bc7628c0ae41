"""How fast the panels are on 1,000 stored articles, in a real JupyterLab and Chromium.

    .venv/bin/python tests/quality_panels.py

For each panel three medians, all from the event in the browser to what is shown there:

- the bare round trip: a date is set, its callback in the kernel sends an image that lies ready, and
  the browser shows it. The date field, the image widget, the number of bytes and the way of waiting
  are the panel's own; nothing is counted or drawn;
- from a change of the panel's first day to its new picture, each day set for the first time, so
  that filtering, counting, drawing and sending are all in it; and back to days set before;
- from a click on a mark to its sentences.

The articles are copies of the sample corpus, annotated once. The two kinds of change take turns, so
that what else the machine does weighs on both alike.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

import nbformat
from lab import BROWSER_FLAGS, find_browser, open_notebook, running_lab
from playwright.sync_api import sync_playwright

import workbench as wb

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
        parts[name].append(table.assign(article_id=table["article_id"] + f"-{number}"))
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
PANELS = {"FrequencyPanel": "show='trend'", "CooccurrencePanel": "", "StancePanel": ""}
CHANGE = """([field, image, day]) => new Promise((done) => {
  const from = performance.now();
  setTimeout(() => done(NaN), 15000);  // what never comes is told as nan
  new MutationObserver((_, observer) => { observer.disconnect(); done(performance.now() - from) })
    .observe(image, {attributeFilter: ["src"]});
  field.value = day;
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


def times(page, boxes: dict, days: list[str]) -> dict[str, list[float]]:
    """The milliseconds of each change of each box, which take turns."""
    found = {name: [] for name in boxes}
    for day in days:
        for name, box in boxes.items():
            found[name].append(page.evaluate(CHANGE, [*box, day]))
            page.wait_for_timeout(600)
    return found


def clicks(page, panel) -> list[float]:
    found, sentences = [], panel.locator(".wb-sentences").element_handle()
    for number in range(min(6, panel.locator("polygon").count())):
        mark = panel.locator("polygon").nth(number).element_handle()
        found.append(page.evaluate(CLICK, [mark, sentences]))
        page.wait_for_timeout(300)
    return found


def days_of_articles() -> list[str]:
    articles = wb.read_articles(ROOT / "data" / "articles")
    days = articles["date"].dropna().dt.strftime("%Y-%m-%d").drop_duplicates().sort_values()
    return days.tolist()


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
    days = days_of_articles()[1:14]
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
            boxes = {"bare": parts_of(page.locator(".bare").nth(place)), "panel": parts_of(panel)}
            first = times(page, boxes, days)
            again = times(page, boxes, days[-6:-1])
            trip = statistics.median(first["bare"][3:])  # the first ones warm up
            drawn, back = statistics.median(first["panel"][3:]), statistics.median(again["panel"])
            clicked = clicks(page, panel)
            print(
                f"{name}: bare round trip {trip:.0f} ms; change to a new picture {drawn:.0f} ms "
                f"({drawn / trip:.1f} times), back to one seen before {back:.0f} ms "
                f"({back / trip:.1f} times); click to sentences {statistics.median(clicked):.0f} "
                f"ms (slowest {max(clicked):.0f})",
                flush=True,
            )
        chromium.close()


if __name__ == "__main__":
    main()
