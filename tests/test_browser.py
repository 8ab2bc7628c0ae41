"""Journeys of an analyst in a real JupyterLab, in a real browser."""

import shutil
from pathlib import Path

import pytest
from lab import BROWSER_FLAGS, find_browser, open_notebook, running_lab

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).parents[1]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no Chromium or Chrome is installed"),
]


# What has the focus: its name, whether that can be seen, and whether it stands in the panel.
STOP = """() => {
  const at = document.activeElement, look = getComputedStyle(at);
  const named = at.getAttribute("aria-label") || at.labels?.[0]?.textContent || at.textContent;
  const ringed = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
  return [named.trim(), ringed || at.matches("polygon"), !!at.closest(".wb-panel")];
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The notebooks beside the data, as an analyst has them."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    shutil.copytree(ROOT / "data" / "articles", folder / "data" / "articles")
    return folder


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=find_browser(), args=BROWSER_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def page(browser, desk, tmp_path_factory):
    """The notebook on stance, run from top to bottom in JupyterLab."""
    with running_lab(desk, tmp_path_factory.mktemp("jupyter")) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        open_notebook(page, address, "notebooks/4-stance.ipynb")
        page.locator(".wb-picture img").wait_for()
        yield page


def picture(page) -> str:
    return page.locator(".wb-picture img").get_attribute("src")


def another_picture(page, before: str) -> str:
    page.wait_for_function(
        "(before) => document.querySelector('.wb-picture img').src !== before", arg=before
    )
    return picture(page)


def settled(page) -> None:
    """Wait until no new picture comes for a second."""
    before = ""
    while before != (before := picture(page)):
        page.wait_for_timeout(1000)
    page.locator(".wb-picture polygon").first.wait_for()


def test_no_cell_of_the_notebook_fails(page):
    assert page.locator(".jp-OutputArea [data-mime-type$='stderr']").all_inner_texts() == []
    assert page.locator(".jp-OutputArea [data-mime-type$='error']").count() == 0
    assert page.locator(".wb-message").count() == 0


def test_a_filter_changes_picture_and_count(page):
    before, count = picture(page), page.locator(".wb-panel [role=status]").first.inner_text()
    page.get_by_label("Voice", exact=True).select_option("the outlet's own")
    another_picture(page, before)
    page.wait_for_function(  # the count follows the picture
        "before => document.querySelector('.wb-panel [role=status]').innerText !== before",
        arg=count,
    )
    assert "Who is friendly or hostile" in page.locator(".wb-picture img").get_attribute("alt")
    narrated = picture(page)
    page.get_by_label("Voice", exact=True).select_option("any")
    another_picture(page, narrated)


def test_a_click_on_a_cell_opens_its_sentences_and_a_second_closes_them(page):
    cell = page.locator(".wb-picture polygon").first
    cell.click()
    page.locator(".wb-sentences li").first.wait_for()
    assert page.locator(".wb-sentences mark.wb-cue").count() >= 1
    assert cell.get_attribute("aria-pressed") == "true"
    cell.click()
    page.locator(".wb-sentences li").first.wait_for(state="detached")


def test_the_keyboard_alone_picks_an_actor_and_opens_sentences(page):
    before = picture(page)
    page.get_by_label("Actors", exact=True).focus()
    page.keyboard.type("Russia")
    page.keyboard.press("Enter")
    before = another_picture(page, before)
    page.locator(".wb-picture polygon[tabindex='0']").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.locator(".wb-sentences li").first.wait_for()
    page.get_by_role("button", name="Russia ✕").press("Enter")
    another_picture(page, before)


def test_the_tab_key_meets_each_control_once_sees_where_it_is_and_comes_out(page):
    page.get_by_label("Show", exact=True).focus()
    met = []
    for _ in range(60):
        name, seen, inside = page.evaluate(STOP)
        if not inside:
            break
        if not met or met[-1][0] != name:  # a day is three stops: day, month, year
            met.append((name, seen))
        page.keyboard.press("Tab")
    names = [name for name, _ in met]
    assert names[:5] == ["Show", "From", "Until", "Outlets", "Kinds"]
    assert names[-3:-1] == [
        "Views",
        page.locator("polygon[tabindex='0']").get_attribute("aria-label"),
    ]
    assert len(set(names)) == len(names)
    assert [name for name, seen in met if not seen] == []
    assert not inside


def test_the_slider_has_a_name_and_obeys_the_arrow_keys(page):
    before = picture(page)
    slider = page.get_by_role("slider", name="Confidence")
    slider.focus()
    for _ in range(18):
        slider.press("ArrowRight")
    before = another_picture(page, before)
    for _ in range(18):
        slider.press("ArrowLeft")
    settled(page)


def test_the_export_button_writes_picture_print_and_data(page, desk):
    page.get_by_role("button", name="Export").click()
    page.locator(".wb-saved").wait_for()
    stem = "who-is-friendly-or-hostile-towards-whom"
    names = sorted(path.name for path in (desk / "exports").iterdir())
    assert names == [f"{stem}.{kind}" for kind in ("csv", "pdf", "png", "svg", "txt")]
    page.get_by_role("button", name="Export").click()
    page.get_by_text(f"{stem}-2.png").wait_for()
    assert (desk / "exports" / f"{stem}.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_half_a_screen_needs_no_sideways_scrolling(page):
    page.set_viewport_size({"width": 640, "height": 720})
    page.wait_for_timeout(500)
    wide = "e => e.scrollWidth - e.clientWidth"
    assert page.locator(".wb-panel").evaluate(wide) <= 1
    page.set_viewport_size({"width": 1280, "height": 720})


def test_the_plain_copy_stays_hidden_while_the_panel_lives_and_shows_without_a_kernel(
    page, browser, desk
):
    assert not page.locator(".wb-still").is_visible()
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Shut Down Kernel", exact=True).click()
    page.wait_for_timeout(1000)
    page.reload()
    still = page.locator(".wb-still img")
    still.wait_for()
    assert still.is_visible()
    assert not page.get_by_text("model not found").is_visible()
