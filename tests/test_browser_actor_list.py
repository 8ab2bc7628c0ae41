"""An analyst puts the names right in a real JupyterLab, in a real browser."""

import shutil
from pathlib import Path

import pytest
from lab import FAINT, find_browser, page_of

from workbench.review.actor_list import read_actor_list

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).parents[1]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no Chromium or Chrome is installed"),
]
CELLS = [
    "import workbench as wb\ncorpus = wb.annotate(wb.read_articles(wb.articles_folder()))",
    "wb.FrequencyPanel(corpus, kinds=['person'])",
    "wb.ActorListPanel(corpus)",
]
TWICE = (
    "2023-11-05\nTalks in Lima\n\n"
    "Victor Orlando met the envoy of Japan in Lima on Sunday, and he said that it was a good day "
    "for all of them. Viktor Orlando praised Peru for what it had done in the past, and Peru "
    "thanked Victor Orlando and Chile for the talks that they had held in the city.\n"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Articles that spell one man in two ways."""
    folder = tmp_path_factory.mktemp("names")
    shutil.copytree(ROOT / "data" / "articles" / "ledger", folder / "data" / "articles")
    (folder / "data" / "articles" / "twice.txt").write_text(TWICE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page(desk, tmp_path_factory):
    with page_of(desk, CELLS, tmp_path_factory.mktemp("jupyter")) as page:
        page.locator(".wb-names table").wait_for()
        yield page


@pytest.fixture
def names(page):
    found = page.locator(".wb-panel").nth(1)
    found.scroll_into_view_if_needed()
    return found


def words(desk) -> list[list[str]]:
    return read_actor_list(desk / "data" / "actors.csv")[["do", "name", "actor"]].values.tolist()


def wait_for_bars(page, *, with_viktor: bool) -> None:
    """Wait until the chart's table shows the second spelling, or shows it no more."""
    page.wait_for_function(
        "(wanted) => wanted === document.querySelector('.wb-panel .wb-table')"
        ".innerText.includes('Viktor Orlando')",
        arg=with_viktor,
    )


def test_a_likely_merge_takes_two_clicks_and_the_chart_follows(page, names, desk):
    wait_for_bars(page, with_viktor=True)
    names.get_by_role("button", name="Merge Viktor Orlando into Victor Orlando").click()
    form = names.locator("form")
    assert form.get_by_role("radio", name="Victor Orlando").is_checked()
    assert not (desk / "data" / "actors.csv").exists()
    form.get_by_role("button", name="Save").click()
    names.get_by_text("Saved. Viktor Orlando is Victor Orlando: 1 mention.").wait_for()
    assert words(desk) == [["merge", "Viktor Orlando", "Victor Orlando"]]
    wait_for_bars(page, with_viktor=False)
    assert page.evaluate("document.activeElement.className").startswith("wb-note")
    names.get_by_role("button", name="Undo", exact=True).first.click()
    names.get_by_text("Undone.").wait_for()
    wait_for_bars(page, with_viktor=True)


def test_the_keyboard_alone_merges_under_the_other_name(page, names, desk):
    names.get_by_role("button", name="Merge Viktor Orlando into Victor Orlando").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Save"
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("V. Orlando")
    page.keyboard.press("Enter")
    names.get_by_text("Saved.").wait_for()
    assert words(desk) == [
        ["merge", "Victor Orlando", "V. Orlando"],
        ["merge", "Viktor Orlando", "V. Orlando"],
    ]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    names.get_by_text("Undone.").wait_for()


def test_a_pair_kept_apart_is_suggested_no_more_until_the_line_is_taken_back(page, names, desk):
    names.get_by_role("button", name="Keep Viktor Orlando and Victor Orlando apart").focus()
    page.keyboard.press("Enter")
    names.get_by_text("Saved. Viktor Orlando is not Victor Orlando").wait_for()
    assert words(desk) == [["apart", "Viktor Orlando", "Victor Orlando"]]
    merge = names.get_by_role("button", name="Merge Viktor Orlando into Victor Orlando")
    assert merge.count() == 0
    names.get_by_role("button", name="Take back line 2").click()
    names.get_by_text("Taken back.").wait_for()
    merge.wait_for()
    assert words(desk) == []


def test_words_on_the_dark_theme_can_be_read(page, names):
    names.get_by_role("button", name="Merge Viktor Orlando into Victor Orlando").click()
    names.get_by_role("button", name="Change Japan").click()
    assert names.locator("form").count() == 2
    assert page.evaluate(FAINT) == []
    for _ in range(2):
        names.get_by_role("button", name="Cancel").first.click()


def test_an_actor_is_found_renamed_and_the_line_taken_back(page, names, desk):
    names.get_by_label("Find", exact=True).fill("orland")
    names.get_by_text("2 actors", exact=True).wait_for()
    names.get_by_role("button", name="Change Victor Orlando").click()
    names.get_by_label("New name").fill("Victor Orlando Paz")
    names.get_by_label("New name").press("Enter")
    names.get_by_role("button", name="Sentences of Victor Orlando Paz").wait_for()
    assert words(desk) == [["rename", "Victor Orlando", "Victor Orlando Paz"]]
    names.get_by_role("button", name="Take back line 2").click()
    names.get_by_text("Taken back.").wait_for()
    assert words(desk) == []
    names.get_by_label("Find", exact=True).fill("")


def test_two_chosen_actors_are_merged_and_one_is_dropped(page, names, desk):
    names.get_by_label("Find", exact=True).fill("orland")
    names.get_by_text("2 actors", exact=True).wait_for()
    names.get_by_label("Choose Victor Orlando").check()
    names.get_by_label("Choose Viktor Orlando").check()
    names.get_by_role("button", name="Merge 2 chosen").click()
    names.get_by_role("radio", name="Viktor Orlando").check()
    names.locator("form").get_by_role("button", name="Save").click()
    names.get_by_text("1 actor", exact=True).wait_for()
    names.get_by_role("button", name="Change Viktor Orlando").click()
    names.get_by_role("combobox", name="Do", exact=True).select_option("drop")
    names.locator("form").get_by_role("button", name="Save").click()
    names.get_by_text("0 actors", exact=True).wait_for()
    assert words(desk) == [
        ["merge", "Victor Orlando", "Viktor Orlando"],
        ["drop", "Viktor Orlando", ""],
    ]
    for _ in range(2):
        names.get_by_role("button", name="Undo the last change of the list").click()
    names.get_by_text("2 actors", exact=True).wait_for()
    names.get_by_label("Find", exact=True).fill("")


def test_a_mistake_in_the_file_is_shown_with_its_line(page, names, desk):
    file = desk / "data" / "actors.csv"
    file.write_text("do,name,actor\njoin,Peru,Chile\n")
    names.get_by_role("button", name="again").click()
    names.get_by_text("line 2: 'do' must be one of").first.wait_for()
    names.get_by_role("button", name="Change Japan").click()
    names.locator("form").get_by_role("button", name="Save").click()
    names.get_by_text("Not saved").wait_for()
    assert file.read_text() == "do,name,actor\njoin,Peru,Chile\n"
    names.get_by_role("button", name="Cancel").click()
    file.unlink()
    names.get_by_role("button", name="again").click()
    names.get_by_text("Read again.").wait_for()
    names.get_by_text("Your list: 0 rows").wait_for()


def test_a_name_opens_its_sentences(names):
    names.get_by_role("button", name="Sentences of Viktor Orlando").first.click()
    names.locator(".wb-sentences mark.wb-actor", has_text="Viktor Orlando").wait_for()


def test_half_a_screen_needs_no_sideways_scrolling(page, names):
    page.set_viewport_size({"width": 640, "height": 720})
    page.wait_for_timeout(500)
    wide = "e => e.scrollWidth - e.clientWidth"
    assert names.evaluate(wide) <= 1
    assert names.locator(".wb-scroll").evaluate(wide) <= 1
    page.set_viewport_size({"width": 1280, "height": 720})
