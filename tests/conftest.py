"""What all tests share: a mini-language for documents, the language pipeline, the development data."""

from __future__ import annotations

import os
import textwrap
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator import cycles
from generator.model import Article, Document

if TYPE_CHECKING:
    from spacy.language import Language

CHECKOUT = Path(__file__).resolve().parent.parent
BuildArticle = Callable[..., Article]
BuildDocument = Callable[..., Document]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


def pytest_configure() -> None:
    """Spare the suite, which holds much, what the commands are spared."""
    cycles.look_seldom()


WANTED = {
    "Chromium on the path": "Chromium (Debian: chromium) and `tox run -e browser`",
    "tox run -e browser": "Chromium (Debian: chromium) and `tox run -e browser`",
    "LibreOffice": "LibreOffice (Debian: libreoffice-writer)",
    "initdb": "PostgreSQL (Debian: postgresql, its bin folder on the PATH)",
    "`cron": "cron (Debian: cron)",
    "`systemd-analyze`": "systemd (Debian: systemd)",
    "development data": "the development data (BRIEF_SHARED)",
    "pseudo-terminals": "pseudo-terminals (/dev/pts)",
    "root": "root, and leave to mount",
    "the checkout": "the checkout: `python -m pytest` there, not by tox",
}
"""What the reason of a skipped test holds, and what would have the test run."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once for each program how many tests were skipped for want of it."""
    wanted = Counter(map(wanted_by, terminalreporter.stats.get("skipped", ())))
    if wanted:
        terminalreporter.section("skipped for want of")
    for what, tests in sorted(wanted.items()):
        terminalreporter.write_line(f"{tests:>4}  {what}")


def wanted_by(report: pytest.TestReport) -> str:
    """What would have the skipped test run: by the table, else the test's own words."""
    _, _, reason = report.longrepr if isinstance(report.longrepr, tuple) else ("", 0, str(report.longrepr))
    return next((what for words, what in WANTED.items() if words in reason), reason.removeprefix("Skipped: "))


def article_of(story: str, **fields: Any) -> Article:
    """An article in the mini-language: an optional `# Title`, then one paragraph a line.

    `fields` are those of `Article` ("source", "published" …); indentation that all lines share is taken off.
    """
    first, _, rest = textwrap.dedent(story).strip("\n").partition("\n")
    title, text = (first[2:], rest) if first.startswith("# ") else ("", f"{first}\n{rest}")
    return replace(Article(id="story", title=title, text=text.strip("\n")), **fields)


@pytest.fixture(scope="session")
def build_article() -> BuildArticle:
    r"""The mini-language for articles: `build_article('# Title\nA paragraph.', source="The Post")`."""
    return article_of


@pytest.fixture(scope="session")
def build_document(pipeline: Language) -> BuildDocument:
    r"""The mini-language for analysed articles: `build_document('# Title\n"We will," said Ann.')`."""
    from generator.analysis.article import analyse

    def build(story: str, **fields: Any) -> Document:
        (document,) = analyse([article_of(story, **fields)])
        return document

    return build


@pytest.fixture(scope="session")
def pipeline() -> Language:
    """The shipped spaCy pipeline, loaded once."""
    from generator.analysis.language import load

    return load()


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of the checkout that the tests lie in; what they test is the installed package."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout (or at $BRIEF_SHARED); tests that need it skip where it is absent."""
    folder = Path(os.environ.get("BRIEF_SHARED", CHECKOUT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"the development data is not at {folder}; name its folder in BRIEF_SHARED")
    return folder


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))
