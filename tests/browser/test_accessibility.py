"""axe-core finds nothing against WCAG 2.1 AA, however the page is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def violations(page: Any) -> list[str]:
    """What axe-core objects to, each with the first element it is about."""
    axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed: run `tox run -e browser`")
    (script,) = Path(axe.__file__).parent.glob("axe.min.js")
    page.evaluate(script.read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", _RULES)
    assert found["passes"], "axe-core looked at nothing"
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


@pytest.mark.parametrize("name", ["brief", "french", "analysis"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390])
def test_no_violation_in_light_dark_and_on_a_phone(
    page: Any, pages: dict[str, str], name: str, scheme: str, width: int
) -> None:
    """Colours, names, structure and landmarks hold in both schemes and at both widths."""
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.goto(pages[name])
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_with_everything_open(page: Any, pages: dict[str, str], scheme: str) -> None:
    """The tables behind the figures, the reasons of the excerpts and what was left out may be open."""
    page.emulate_media(color_scheme=scheme)
    page.goto(pages["brief"])
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert violations(page) == []


def test_no_violation_while_the_filter_is_in_use(page: Any, pages: dict[str, str]) -> None:
    """With a section and a speaker chosen, and with a choice that leaves nothing."""
    page.goto(pages["brief"])
    page.locator("#by-section").select_option(label="The US–Russia agenda")
    assert violations(page) == []
    page.locator("#by-voice").select_option(label="Ngozi Okafor")
    assert page.get_by_role("status").inner_text().startswith("Excerpts shown: 0 of")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_in_the_dialog(page: Any, pages: dict[str, str], scheme: str) -> None:
    """A passage that is open in context hides nothing that a reader needs."""
    page.emulate_media(color_scheme=scheme)
    page.goto(pages["brief"])
    page.locator("#e4 .context").click()
    assert page.locator("#passage").is_visible()
    assert violations(page) == []


def test_nothing_is_wider_than_a_phone(page: Any, pages: dict[str, str]) -> None:
    """At 320 pixels, which is 400 % of 1280, nobody scrolls sideways (WCAG 2.1, 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 700})
    for name, address in pages.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_words_of_figures_stay_within_them(page: Any, pages: dict[str, str]) -> None:
    """No line of text in a drawing runs out of it, in the face that the page carries."""
    page.goto(pages["brief"])
    page.evaluate("document.fonts.ready")
    outside = page.evaluate(
        "[...document.querySelectorAll('.drawing text')].filter((text) => {"
        "  const inner = text.getBBox(), outer = text.ownerSVGElement.viewBox.baseVal;"
        "  return inner.x < -1 || inner.x + inner.width > outer.width + 1 || inner.y + inner.height > outer.height + 1;"
        "}).map((text) => text.textContent)"
    )
    assert page.locator(".drawing").count() == 2
    assert outside == []
