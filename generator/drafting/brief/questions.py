"""Questions of the profile that the sources do not answer, and sections for which they have nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.analysis.language.tongues import ENGLISH, FRENCH, TONGUES
from generator.drafting.brief.notes import say
from generator.drafting.sections.patterns import any_of
from generator.drafting.sections.subject import found
from generator.profile import Profile, Question

# A denial with the words that it governs, or a word in capitals, which is a name ("New START").
_DENIED = re.compile(
    rf"(?<!\w)(?:(?:{any_of('questions', 'denials', 'words')})(?!\w)|\w+n['’]t\b)(?:[^\S\n]+[\w’'-]+){{1,4}}"
    r"|\b[A-ZÀ-Ý]{3,}\b",
)
_SENTENCE = re.compile(r"(?<=[.!?”»\"])\s+(?=[\W]?[A-ZÀ-Ý])")
_ENGLISH_MONTHS = "|".join(
    (*(month for month in ENGLISH.months if month != "May"), *(month[:3] + r"\." for month in ENGLISH.months))
)
_MONTHS = {"en": rf"(?-i:{_ENGLISH_MONTHS}|May\s+\d|\d\s+May)", "fr": rf"(?:{'|'.join(FRENCH.months)})\b"}
"""By language: English months only with their capitals, because "may" and "march" are also words."""
_WEEKDAYS = "|".join(day for tongue in TONGUES.values() for day in tongue.weekdays)
_DAY = re.compile(
    rf"\b(?:{_WEEKDAYS})s?\b|\b(?:{'|'.join(_MONTHS.values())})|\b(?:{any_of('questions', 'day', 'words')})\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(rf"\d|\b(?:{any_of('questions', 'figure', 'words')})\b", re.IGNORECASE)
_NEEDED = {"": re.compile(""), "day": _DAY, "figure": _FIGURE}


def gaps(profile: Profile, said: Mapping[str, Sequence[str]], language: str) -> tuple[str, ...]:
    """Notes on sections for which there is nothing, and the profile's questions that nothing answers.

    `said` holds, by section, every passage of the sources that belongs there, printed or not. A question is answered
    in its own section, or in the one that takes what fits nowhere else.
    """
    empty = [
        say("empty", language, title=rule.title.of(language)) for rule in profile.sections if not said.get(rule.id)
    ]
    rest = [text for rule in profile.sections if rule.rest for text in said.get(rule.id, ())]
    open_ = [
        question.text.of(language)
        for question in profile.questions
        if said.get(question.section) and not any(_answers(text, question) for text in [*said[question.section], *rest])
    ]
    return tuple(empty + open_)


def _answers(text: str, question: Question) -> bool:
    """Whether a sentence has one of the terms, other than in a denial ("no agreement"), and what else is needed."""
    return any(
        _NEEDED[question.needs].search(sentence) and found(_DENIED.sub(" ", sentence), question.terms)
        for sentence in _SENTENCE.split(text)
    )
