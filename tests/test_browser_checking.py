"""Journeys of an analyst who checks and corrects, in a real JupyterLab and a real browser."""

import shutil
from pathlib import Path

import pytest
from lab import FAINT, find_browser, page_of, soon

from workbench.review.corrections import read_corrections
from workbench.review.views import view_in

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).parents[1]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no Chromium or Chrome is installed"),
]
CELLS = [
    "import workbench as wb\ncorpus = wb.annotate(wb.read_articles(wb.articles_folder()))",
    "bars = wb.FrequencyPanel(corpus)\nkept = [*globals().get('kept', ()), bars]\nbars",
    "matrix = wb.StancePanel(corpus, by_country=True)\nmatrix",
    "wb.SearchPanel(corpus)",
    "wb.ComparePanel(corpus, minimum=1)",
    "wb.AuditPanel(corpus)",
    "corpus.sentences[corpus.sentences['text'].str.contains('x^2', regex=False)][['text']]",
    "[one._gone for one in kept]",
    "from pathlib import Path\n"
    "for path in Path('../exports').glob('*.png'):\n"
    "    display(wb.read_view(path, corpus))",
]
HOSTILE = (
    "2023-11-05\nOf <script>document.title = 'taken'</script> and <img src=x onerror=alert(1)>\n\n"
    "Japan paid $x^2$ and $y^2$ dollars to Peru \x1b[31min red\x1b[0m, said \u202eodd\u202c words. "
    "Peru thanked \\(Japan\\) & <b>bold</b> Chile.\n\n"
    + "and the sardines were sold " * 3_800
    + ".\n"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """The sample articles and a hostile one."""
    folder = tmp_path_factory.mktemp("checking")
    shutil.copytree(ROOT / "data" / "articles", folder / "data" / "articles")
    (folder / "data" / "articles" / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page(desk, tmp_path_factory):
    with page_of(desk, CELLS, tmp_path_factory.mktemp("jupyter"), seconds=20) as page:
        page.locator(".wb-picture img[alt*='friendly or hostile']").wait_for()
        yield page


def panel(page, number: int):
    found = page.locator(".wb-panel").nth(number)
    found.scroll_into_view_if_needed()
    return found


def until(page, condition: str, *given) -> None:
    page.wait_for_function(condition, arg=list(given))


def mark(panel, words: str):
    return panel.locator(f"polygon[aria-label^='{words}']").first


def first_row(panel) -> str:
    return panel.locator(".wb-table tbody tr").first.inner_text()


def test_a_click_on_a_bar_opens_its_sentences_newest_first(page):
    bars = panel(page, 0)
    bars.locator("polygon").first.click()
    bars.locator(".wb-sentences li").first.wait_for()
    assert bars.locator(".wb-sentences mark.wb-actor").count() > 3
    assert "newest first" in bars.locator(".wb-sentences").inner_text()
    bars.get_by_text("Paragraph").first.click()
    assert bars.locator(".wb-sentences details p b").first.is_visible()


def test_a_corrected_stance_changes_the_balance_and_undo_restores_it(page, desk):
    matrix = panel(page, 1)
    before = first_row(matrix)
    source, target = before.split("\t")[:2]
    mark(matrix, f"{source} towards {target}").click()
    row = matrix.locator(".wb-sentences li").first
    row.get_by_text("Correct").click()
    row.get_by_label("Stance").select_option("none")
    row.get_by_label("Reason").fill("only a forecast")
    row.get_by_role("button", name="Save").click()
    matrix.get_by_text("1 correction saved.").wait_for()
    assert soon(page, lambda: first_row(matrix) != before)
    assert "1 correction applied" in matrix.locator(".wb-count").first.inner_text()
    kept = read_corrections(desk / "data" / "corrections.csv")
    assert kept[["field", "value", "reason"]].to_numpy().tolist() == [
        ["stance", "none", "only a forecast"]
    ]
    matrix.get_by_role("button", name="Undo").click()
    matrix.get_by_text("Taken back.").wait_for()
    assert soon(page, lambda: first_row(matrix) == before)


def test_all_sentences_shown_are_corrected_at_once_in_every_panel(page):
    bars, matrix = panel(page, 0), panel(page, 1)
    numbers = matrix.locator(".wb-count").first.inner_text()
    name = bars.locator("polygon").last.get_attribute("aria-label").partition(":")[0]
    mark(bars, name).click()
    bars.locator(".wb-sentences h4", has_text=name).wait_for()
    bars.get_by_text("Correct all").click()
    form = bars.locator(".wb-sentences > details form")
    form.get_by_label("Not an actor").check()
    form.get_by_role("button", name="Save for all").click()
    bars.get_by_text("corrections saved.").wait_for()
    assert soon(page, lambda: mark(bars, name).count() == 0)
    assert soon(page, lambda: matrix.locator(".wb-count").first.inner_text() != numbers)
    bars.get_by_role("button", name="Undo").click()
    bars.get_by_text("Taken back.").wait_for()
    assert soon(page, lambda: mark(bars, name).count() == 1)
    assert soon(page, lambda: matrix.locator(".wb-count").first.inner_text() == numbers)


def test_the_keyboard_alone_opens_corrects_and_undoes(page):
    matrix = panel(page, 1)
    before = first_row(matrix)
    label = matrix.locator("polygon").last.get_attribute("aria-label")
    matrix.locator("polygon[tabindex='0']").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    matrix.locator(".wb-sentences h4", has_text=label).wait_for()
    matrix.locator(".wb-sentences li summary").nth(1).focus()
    page.keyboard.press("Enter")
    matrix.locator(".wb-sentences li form").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type("none")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    matrix.get_by_text("1 correction saved.").wait_for()
    assert soon(page, lambda: page.evaluate("document.activeElement.tagName") == "H4")
    matrix.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    matrix.get_by_text("Taken back.").wait_for()
    assert soon(page, lambda: first_row(matrix) == before)


def test_a_view_is_saved_and_opened_again(page):
    bars = panel(page, 0)
    bars.get_by_label("Shown at most").fill("4")
    bars.get_by_label("Shown at most").press("Enter")
    bars.get_by_role("button", name="Views").click()
    bars.get_by_label("Name", exact=True).fill("Four bars")
    bars.get_by_label("Name", exact=True).press("Tab")
    bars.get_by_role("button", name="Save", exact=True).click()
    bars.locator(".wb-shelf .wb-saved").wait_for()
    assert soon(page, lambda: bars.locator("polygon").count() == 4)
    bars.get_by_label("Shown at most").fill("9")
    bars.get_by_label("Shown at most").press("Enter")
    assert soon(page, lambda: bars.locator("polygon").count() == 9)
    bars.get_by_role("button", name="Open", exact=True).click()
    bars.get_by_text("Opened.").wait_for()
    assert soon(page, lambda: bars.locator("polygon").count() == 4)


def test_an_exported_picture_gives_its_panel_back(page, desk):
    bars = panel(page, 0)
    bars.get_by_role("button", name="Export").click()
    bars.locator(".wb-shown .wb-saved").wait_for()
    (png,) = (desk / "exports").glob("*.png")
    assert view_in(png).filters == {"most": 4}
    page.locator(".jp-CodeCell .cm-content").last.click()
    page.keyboard.press("Control+Enter")
    again = page.locator(".wb-panel").nth(5)
    again.locator("polygon").first.wait_for()
    assert again.locator("polygon").count() == 4


def test_a_panel_follows_the_choice_of_another_when_asked(page):
    bars, matrix = panel(page, 0), panel(page, 1)
    matrix.get_by_label("Follow other panels").check()
    count = matrix.locator(".wb-count").first.inner_text()
    bars.get_by_label("Outlets", exact=True).fill("Lantern Strait Ledger")
    bars.get_by_label("Outlets", exact=True).press("Enter")
    matrix.get_by_role("button", name="Lantern Strait Ledger ✕").wait_for()
    matrix.get_by_text(count).wait_for(state="detached")
    bars.get_by_role("button", name="Lantern Strait Ledger ✕").click()
    matrix.get_by_role("button", name="Lantern Strait Ledger ✕").wait_for(state="detached")
    matrix.get_by_label("Follow other panels").uncheck()


def test_two_periods_are_compared_and_either_side_opens_its_sentences(page):
    compare = panel(page, 3)
    before = compare.locator("img").get_attribute("src")
    compare.get_by_label("Compare").select_option("two periods")
    until(
        page,
        "([old]) => [...document.querySelectorAll('.wb-picture img')].every((i) => i.src !== old)",
        before,
    )
    compare.locator("polygon").first.click()
    compare.locator(".wb-sentences li").first.wait_for()
    assert "before" in compare.locator("img").get_attribute("alt")


def test_a_search_opens_the_article_of_a_hit_and_shows_hostile_text_as_text(page):
    search = panel(page, 2)
    search.get_by_label("Words").fill("dollar*")
    search.get_by_label("Words").press("Enter")
    search.get_by_text("1 hit in 1 article").wait_for()
    search.locator(".wb-lines button").press("Enter")
    article = search.locator(".wb-article")
    article.wait_for()
    words = article.inner_text()
    for shown in ("<script>", "onerror=alert(1)", "$x^2$ and $y^2$", "[31min red", "<b>bold</b>"):
        assert shown in words
    assert page.title() != "taken"
    assert page.locator("mjx-container, .MathJax").count() == 0
    assert article.locator("script, img, b").count() == 0


def test_a_table_of_pandas_shows_dollar_signs_as_they_are(page):
    cells = page.locator(".jp-RenderedHTMLCommon td", has_text="Japan paid").all_inner_texts()
    assert cells
    assert [cell for cell in cells if "$x^2$ and $y^2$" not in cell] == []
    assert page.locator("mjx-container, .MathJax").count() == 0


def test_a_row_is_judged_and_the_precision_is_told(page):
    sample = panel(page, 4)
    sample.get_by_role("button", name="Right").click()
    sample.get_by_text("1 of 1 row judged is right").wait_for()
    sample.get_by_text("2 of").first.wait_for()


def test_words_on_the_dark_theme_can_be_read(page):
    assert page.evaluate(FAINT) == []


def test_after_an_error_no_picture_stands_there(page):
    matrix = panel(page, 1)
    matrix.get_by_label("Allow for mistakes").check()
    matrix.locator(".wb-message").get_by_text("stance was judged yet").wait_for()
    assert soon(page, lambda: matrix.locator("img[src]").count() == 0)
    assert matrix.locator("polygon").count() == 0
    matrix.get_by_label("Allow for mistakes").uncheck()
    matrix.locator("img[src]").wait_for()
    matrix.locator("polygon").first.wait_for()


def test_a_cell_run_again_leaves_no_panel_behind_that_goes_on_drawing(page):
    cells = page.locator(".jp-CodeCell .cm-content")
    cells.nth(1).click()
    page.keyboard.press("Control+Enter")
    prompt = page.locator(".jp-CodeCell").nth(1).locator(".jp-InputArea-prompt")
    before = prompt.inner_text()
    assert soon(page, lambda: prompt.inner_text() not in (before, "[*]:"))
    panel(page, 0).locator("polygon").first.wait_for()
    cells.nth(len(CELLS) - 2).click()
    page.keyboard.press("Control+Enter")
    page.get_by_text("[True, False]", exact=True).wait_for()
