"""The page in use: by keyboard alone, by pointer, with the filter, without the script, on paper."""

from __future__ import annotations

from typing import Any

from dated import DATED

COUNT = len(DATED.excerpts())


def focused(page: Any, what: str) -> Any:
    """A value of the element that has the focus."""
    return page.evaluate(f"(() => {{ const it = document.activeElement; return {what}; }})()")


def tab_to(page: Any, what: str, most: int = 60) -> None:
    """Press Tab until `what` is true of the element that has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page, what):
            return
    raise AssertionError(f"no Tab leads to {what}")


def test_a_walk_with_the_keyboard_alone(page: Any, pages: dict[str, str]) -> None:
    """Skip link, filter, an excerpt's context: Enter opens the dialog, the focus is in it, Escape gives it back."""
    page.goto(pages["brief"])
    page.keyboard.press("Tab")
    assert focused(page, "it.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert focused(page, "it.id") == "note"
    tab_to(page, "it.dataset.by === 'section'")
    page.keyboard.press("ArrowDown")
    tab_to(page, "it.matches('.filter button')")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text() == f"Excerpts shown: {COUNT} of {COUNT}."
    assert focused(page, "it.dataset.by") == "section"
    tab_to(page, "it.dataset.context === '2'")
    assert focused(page, "getComputedStyle(it).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator("#passage").is_visible()
    for _ in range(6):
        assert focused(page, "it.closest('dialog') !== null || it === document.body")
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator("#passage").is_hidden()
    assert focused(page, "it.dataset.context") == "2"


def test_the_dialog_shows_the_passage_marked_and_around_it(page: Any, pages: dict[str, str]) -> None:
    """The words of the excerpt are marked, with a paragraph on either side, in the language of the source."""
    page.goto(pages["brief"])
    page.locator("#e4 .context").click()
    assert page.locator("#passage mark").all_inner_texts() == [DATED.excerpts()[3].text]
    assert page.locator("#passage .passage-text").get_attribute("lang") == "fr"
    assert page.locator("#passage .passage-text p").count() >= 2
    page.locator("#passage .whole").click()
    page.wait_for_url("**/brief.html#s2")
    assert page.locator("#passage").is_hidden()


def test_a_tap_on_the_words_opens_their_passage(page: Any, pages: dict[str, str]) -> None:
    """The quotation itself leads there; with words selected it does not."""
    page.goto(pages["brief"])
    page.locator("#e2 blockquote").click()
    assert page.locator("#passage").is_visible()
    page.keyboard.press("Escape")
    page.locator("#passage").wait_for(state="hidden")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#e2 blockquote'))")
    page.evaluate("document.querySelector('#e2 blockquote').click()")
    assert page.locator("#passage").is_hidden()


def test_a_pointer_that_rests_shows_the_passage(page: Any, pages: dict[str, str]) -> None:
    """It appears beside the excerpt, stays while the pointer is on it, and Escape or leaving takes it away."""
    page.goto(pages["brief"])
    page.locator("#e2 blockquote").hover()
    page.locator(".peek").wait_for(state="visible", timeout=3000)
    assert DATED.excerpts()[1].text in page.locator(".peek").inner_text().replace("\n", " ")
    page.locator(".peek").hover()
    assert page.locator(".peek").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".peek").count() == 0
    page.locator("#e3 blockquote").hover()
    page.locator(".peek").wait_for(state="visible", timeout=3000)
    page.locator("h1").hover()
    assert page.locator(".peek").count() == 0


def test_the_filter_counts_hides_and_shows_again(page: Any, pages: dict[str, str]) -> None:
    """By section, by speaker, by both; the live region says how many; a link to what is hidden shows all."""
    page.goto(pages["brief"])
    spoken = sum(1 for excerpt in DATED.excerpts() if excerpt.speaker and excerpt.speaker.name == "Yuri Ushakov")
    page.locator("#by-voice").select_option(label="Yuri Ushakov")
    assert page.locator(".excerpt:visible").count() == spoken
    assert page.get_by_role("status").inner_text() == f"Excerpts shown: {spoken} of {COUNT}."
    page.locator("#by-section").select_option(label="The US–Russia agenda")
    assert page.locator(".excerpt:visible").count() == 2
    assert page.locator(".topic:visible").count() == 1
    page.locator(".key-points a.to").first.click()
    page.wait_for_function("!document.querySelector('.excerpt[hidden]')")
    assert page.locator(".excerpt:visible").count() == COUNT
    assert page.locator("#e1").is_visible()
    page.locator("#by-voice").select_option(label="no known speaker")
    assert page.locator(".excerpt:visible").count() == sum(1 for excerpt in DATED.excerpts() if not excerpt.speaker)
    page.get_by_role("button", name="Show all").click()
    assert page.locator(".excerpt:visible").count() == COUNT


def test_without_the_script_nothing_is_missing(browser: Any, pages: dict[str, str]) -> None:
    """No filter is offered, all excerpts are there, and the link to the context leads to the marked words."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["brief"])
    assert page.locator(".filter").is_hidden()
    assert page.locator(".excerpt:visible").count() == COUNT
    page.locator("#e2 .context").click()
    page.wait_for_url("**/brief.html#m2")
    context.close()


def test_on_paper_all_excerpts_are_there_whatever_is_filtered(page: Any, pages: dict[str, str]) -> None:
    """Print hides what only a screen can use, and shows what a filter had hidden."""
    page.goto(pages["brief"])
    page.locator("#by-voice").select_option(label="Yuri Ushakov")
    page.emulate_media(media="print")
    assert page.locator(".excerpt:visible").count() == COUNT
    assert page.locator(".filter").is_hidden()
    assert page.locator(".actions:visible").count() == 0
