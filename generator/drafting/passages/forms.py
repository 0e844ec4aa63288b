"""The words that tell the form of a passage, by language."""

from __future__ import annotations

from generator.analysis.language.tongues import tongue_of
from generator.drafting.passages import english, french
from generator.drafting.passages.form import Form

FORMS: dict[str, Form] = {"en": english.FORM, "fr": french.FORM}
"""By the code of the language."""
_UNKNOWN = Form()


def form_of(language: str) -> Form:
    """The row for stories in `language`; one that knows no words where the language has none."""
    return FORMS.get(tongue_of(language).code, _UNKNOWN)
