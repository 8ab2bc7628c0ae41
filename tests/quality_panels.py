"""How fast the panels are on 1,000 stored articles, in a real JupyterLab and Chromium.

    .venv/bin/python tests/quality_panels.py

For each panel: the median time from a widget's change to the new picture, beside the bare round
trip of a widget in the same run, and from a click on a mark to its sentences. The articles are
copies of the sample corpus, annotated once.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

import nbformat
from lab import BROWSER_FLAGS, find_browser, open_notebook, running_lab
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
CORPUS = """
from dataclasses import replace
import ipywidgets as widgets, pandas as pd, workbench as wb
one = wb.annotate(wb.read_articles(wb.articles_folder()), progress=False).annotated
names = ("articles", "sentences", "mentions", "quotes", "stances")
parts = {name: [] for name in names}
for number in range(-(-1000 // len(one.articles))):
    for name in names:
        table = getattr(one, name)
        parts[name].append(table.assign(article_id=table["article_id"] + f"-{number}"))
corpus = replace(one, **{name: pd.concat(rows, ignore_index=True) for name, rows in parts.items()})
"""
BARE = """
bare, said = widgets.Dropdown(options=["a", "b"]), widgets.HTML("a")
bare.observe(lambda change: setattr(said, "value", change["new"]), "value")
widgets.VBox([bare.add_class("bare"), said.add_class("said")])
"""
PANELS = {
    "FrequencyPanel": ("Every", ["week", "month"]),
    "CooccurrencePanel": ("Within a", ["paragraph", "sentence"]),
    "StancePanel": ("Voice", ["the outlet's own", "any"]),
}
SETTINGS = {"FrequencyPanel": ", show='trend'", "CooccurrencePanel": "", "StancePanel": ""}
CHANGE = """([select, watched, words]) => new Promise((done) => {
  const from = performance.now();
  setTimeout(() => done(NaN), 15000);  // what never comes is told as nan
  new MutationObserver((_, observer) => { observer.disconnect(); done(performance.now() - from) })
    .observe(watched, {attributes: true, childList: true, characterData: true, subtree: true});
  select.selectedIndex = [...select.options].findIndex((one) => one.text === words);
  select.dispatchEvent(new Event("change", {bubbles: true}));
})"""
CLICK = """([mark, watched]) => new Promise((done) => {
  const from = performance.now();
  setTimeout(() => done(NaN), 15000);  // what never comes is told as nan
  new MutationObserver((_, observer) => {
    if (watched.querySelector("li")) { observer.disconnect(); done(performance.now() - from) }
  }).observe(watched, {childList: true, subtree: true});
  mark.dispatchEvent(new MouseEvent("click", {bubbles: true}));
})"""


def times(page, select, watched, words, n=9) -> list[float]:
    found = []
    for turn in range(n + 1):  # back and forth; the first is for warming up
        found.append(page.evaluate(CHANGE, [select, watched, words[turn % len(words)]]))
        page.wait_for_timeout(400)
    return found[1:]


def main() -> None:
    desk = Path(tempfile.mkdtemp())
    shutil.copytree(ROOT / "data" / "articles", desk / "data" / "articles")
    (desk / "notebooks").mkdir()
    cells = [CORPUS, BARE, *(f"wb.{name}(corpus{SETTINGS[name]})" for name in PANELS)]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, desk / "notebooks" / "speed.ipynb")
    with sync_playwright() as driver, running_lab(desk, Path(tempfile.mkdtemp())) as address:
        chromium = driver.chromium.launch(executable_path=find_browser(), args=BROWSER_FLAGS)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        open_notebook(page, address, "notebooks/speed.ipynb")
        page.locator(".wb-picture img[src]").nth(2).wait_for()
        page.wait_for_timeout(2000)
        for place, (name, (label, words)) in enumerate(PANELS.items()):
            select = page.locator(".bare select").element_handle()
            said = page.locator(".said").element_handle()
            trip = statistics.median(times(page, select, said, ["b", "a"]))
            panel = page.locator(".wb-panel").nth(place)
            select = panel.get_by_label(label, exact=True).element_handle()
            image = panel.locator(".wb-picture img").element_handle()
            drawn = statistics.median(times(page, select, image, words))
            clicks, list_ = [], panel.locator(".wb-sentences").element_handle()
            for number in range(min(6, panel.locator("polygon").count())):
                mark = panel.locator("polygon").nth(number).element_handle()
                clicks.append(page.evaluate(CLICK, [mark, list_]))
                page.wait_for_timeout(300)
            print(
                f"{name}: bare round trip {trip:.0f} ms, change to picture {drawn:.0f} ms "
                f"({drawn / trip:.1f} times), click to sentences "
                f"{statistics.median(clicks):.0f} ms (slowest {max(clicks):.0f})",
                flush=True,
            )
        chromium.close()


if __name__ == "__main__":
    main()
