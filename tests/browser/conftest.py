"""A Chromium without a window, and the pages that it opens as files."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from dated import DATED

from generator.documents.renderers import render
from generator.model import Article, Generator

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser; without one, or without what drives it, the tests are skipped and say why."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: run `tox run -e browser`"
    )
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium on the path")
    with playwright.sync_playwright() as driver:
        one = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of a brief, of one with a French frame, and of the page of an analysis."""
    folder = tmp_path_factory.mktemp("pages")
    french = dataclasses.replace(DATED, language="fr")
    made = {"brief": render(DATED, "html").data, "french": render(french, "html").data, "analysis": _analysis()}
    for name, data in made.items():
        (folder / f"{name}.html").write_bytes(data)
    return {name: (folder / f"{name}.html").as_uri() for name in made}


def _analysis() -> bytes:
    from generator import profile  # heavy, and only this page needs them
    from generator.analysis.article import analyse
    from generator.documents.renderers.analysis_marks import Analysed
    from generator.documents.renderers.analysis_page import render_analyses
    from generator.drafting.sections import arrange

    chosen = profile.load("canada-us-russia")
    articles = [Article(s.id, s.title, s.text, s.source, s.url, published=s.published) for s in DATED.sources[:3]]
    return render_analyses(
        (Analysed(document, arrange([document], chosen)[0]) for document in analyse(articles)),
        sections={rule.id: rule.title.en for rule in chosen.sections},
        profile=chosen.name,
        generator=Generator("briefing-note-generator", "0", "test"),
        failures=(),
        language="en",
    )


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A new page, 1200 by 900, on which nothing may fail or reach out."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    one = context.new_page()
    troubles: list[str] = []
    one.on("pageerror", lambda error: troubles.append(str(error)))
    one.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
    one.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else troubles.append(asked.url))
    yield one
    context.close()
    assert troubles == []
