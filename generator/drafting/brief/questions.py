"""Questions of the profile that the sources do not answer, and sections for which they have nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.analysis.language.tongues import ENGLISH, FRENCH
from generator.analysis.lexicon import denials
from generator.drafting.brief.notes import say
from generator.drafting.sections.subject import found
from generator.profile import Profile, Question

# A denial with the words that it governs, or a word in capitals, which is a name ("New START").
_DENIED = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(re.escape(word) for word in denials())})(?!\w)|\w+n['’]t\b)(?:[^\S\n]+[\w’'-]+){{1,4}}"
    r"|\b[A-ZÀ-Ý]{3,}\b",
)
_SENTENCE = re.compile(r"(?<=[.!?”»\"])\s+(?=[\W]?[A-ZÀ-Ý])")
_MONTHS = "|".join(
    (*(month for month in ENGLISH.months if month != "May"), *(month[:3] + r"\." for month in ENGLISH.months))
)
# What tells a day or a time, and what tells a figure, by language; a story may quote either.
_DAYS = {
    "en": rf"\b(?:{'|'.join(ENGLISH.weekdays)})s?\b|\b(?-i:{_MONTHS}|May\s+\d|\d\s+May)"
    r"|\b(?:today|tonight|tomorrow|(?:this|next|coming)\s+(?:week|weekend|month|year|spring|summer|autumn|fall|winter))\b"
    r"|\b\d{1,2}(?::\d\d)?\s*[ap]\.?m\b|\b(?:noon|midnight)\b"
    r"|\b(?:in|within|for)\s+(?:\d+|[a-z]+)\s+(?:hours|days|weeks|months)\b",
    "fr": rf"\b(?:{'|'.join(FRENCH.weekdays)})s?\b|\b(?:{'|'.join(FRENCH.months)})"
    r"|\b(?:demain|aujourd[’']hui|midi|minuit)\b|\b\d{1,2}\s?h\b|\b(?:semaine|mois|année|an)\s+prochaine?\b"
    r"|\b(?:dans|d[’']ici)\s+(?:\d+|[a-z]+)\s+(?:jours|mois|semaines)\b",
}
_NUMBERS = {
    "en": "two|three|four|five|six|seven|eight|nine|ten|dozen|half|third|quarter"
    "|hundreds?|thousands?|millions?|billions?",
    "fr": r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|moitié|tiers|quart|cent|mille|milliers?|millions?|milliards?",
}
_DAY = re.compile("|".join(_DAYS.values()), re.IGNORECASE)
_FIGURE = re.compile(rf"\d|\b(?:{'|'.join(_NUMBERS.values())})\b", re.IGNORECASE)
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
