"""The output of `brief analyze --format html`: one self-contained page on which a reader can check the analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.documents.renderers.analysis_marks import Analysed
from generator.documents.renderers.analysis_view import article_view
from generator.documents.renderers.templates import fill_ours
from generator.documents.words import Labels
from generator.model import Failure, Generator

TEMPLATE = "analysis.html.j2"


def render_analyses(
    analysed: Iterable[Analysed],
    *,
    sections: Mapping[str, str],
    generator: Generator,
    profile: str = "",
    failures: Iterable[Failure] = (),
    language: str = "en",
) -> bytes:
    """The page in UTF-8; `sections` maps section ids to titles, `language` is that of headings and labels.

    Raises:
        TemplateError: the template fails.
    """

    def values(labels: Labels) -> Mapping[str, Any]:
        return {
            "articles": tuple(article_view(item, number, sections, labels) for number, item in enumerate(analysed, 1)),
            "failures": tuple(failures),
            "generator": generator,
            "profile": profile,
        }

    return fill_ours(TEMPLATE, values, language=language).encode("utf-8")
