"""Briefs of varied scripts and shapes, by seed."""

from __future__ import annotations

import dataclasses
import random

from briefs import HOSTILE, SAMPLE, source

from generator.documents.display import apply
from generator.model import Brief, Excerpt, Identity, Insert, LeftOut, Occurrence, Section, Source, Speaker

_WORDS = (
    "The minister said that talks may begin on 15 August, if both sides agree.",
    "« Rien n’est décidé », a-t-elle répété ; près de 1 000 personnes l’ont écoutée.",
    "Łódź, Kraków i Gdańsk czekają na decyzję; naïve façade, Ærø, Ďáblice, Şişli, İstanbul.",
    "Переговоры могут начаться в пятницу, сообщил представитель министерства.",
    "Україна не віддасть своєї землі, — сказав президент увечері.",
    "Οι συνομιλίες ίσως αρχίσουν την Παρασκευή, είπε η υπουργός.",
    "ראש הממשלה אמר ביום שישי כי (אולי) תהיה החלטה.",
    "قال رئيس الوزراء يوم الجمعة إن المحادثات قد تبدأ قريباً.",
    "वार्ता शुक्रवार को शुरू हो सकती है, मंत्री ने कहा।",
    "การเจรจาอาจเริ่มในวันศุกร์",
    "Ẹgbẹ́ ọmọ ilẹ̀ Yorùbá ní Èkó sọ̀rọ̀ ní ọjọ́ Ẹtì.",
    "部长周五表示，会谈可能很快开始。",
    "首相は金曜日、協議が始まるかもしれないと述べた。",
    "총리는 금요일에 회담이 시작될 수 있다고 말했다.",
    "<b>Not a tag</b> & {{ 7*7 }} \\u003c ]]> --> %s $& \\1 _x_ `y` # z",
    "Zero\u200bwidth, \u202eturned\u202c, \u2066isolated\u2069, soft\u00adhyphen, no\u00a0break, p\u0430ypal.",
    "Cafe\u0301 Café, ﬁ ﬂ, ½ µ μ Ω Ω, 👩‍🚀 🇨🇦 ✔️, \ufeff mark.",
    "a\tb  c \u2028 d \u2003 e\x07f\x0bg.",
)


def varied(seed: int) -> Brief:
    """A sound brief: at times the sample or the hostile one in part, mostly one of words of many scripts."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    if seed % 5 == 0:
        return _part(chance, (SAMPLE, HOSTILE)[seed % 2])
    sources = tuple(_source(chance, f"s{number}") for number in range(chance.randint(1, 4)))
    sections = tuple(_section(chance, f"section {number}", sources) for number in range(chance.randint(1, 3)))
    excerpts = [excerpt for section in sections for excerpt in section.excerpts]
    return dataclasses.replace(
        SAMPLE,
        title=_line(chance),
        language=chance.choice(["en", "fr"]),
        identity=Identity(_line(chance), classification=chance.choice(["", "Protégé B", "<Secret>"])),
        sources=sources,
        sections=sections,
        key_points=tuple(excerpt.id for excerpt in excerpts if chance.random() < 0.5),
        conflicts=(),
        gaps=tuple(_line(chance) for _ in range(chance.randrange(3))),
        warnings=(_line(chance),),
        cut=tuple(_left_out(chance, f"c{number}", sources) for number in range(chance.randrange(3))),
        unplaced=tuple(_left_out(chance, f"u{number}", sources) for number in range(chance.randrange(3))),
    )


def _part(chance: random.Random, brief: Brief) -> Brief:
    """`brief` with some of its sections, in one of the two languages."""
    sections = tuple(section for section in brief.sections if chance.random() < 0.7)
    ids = {excerpt.id for section in sections for excerpt in section.excerpts}
    return dataclasses.replace(
        brief,
        language=chance.choice(["en", "fr"]),
        sections=sections,
        key_points=tuple(id_ for id_ in brief.key_points if id_ in ids),
        conflicts=tuple(conflict for conflict in brief.conflicts if ids.issuperset(conflict.ids)),
        gaps=brief.gaps[: chance.randrange(3)],
    )


def _line(chance: random.Random) -> str:
    return chance.choice(_WORDS)


def _source(chance: random.Random, id_: str) -> Source:
    breaks = ("\n", "\n\n", "\n \n", " ", "\r\n")
    text = "".join(_line(chance) + chance.choice(breaks) for _ in range(chance.randint(1, 9)))
    day = chance.choice([None, "2025-08-14", "2025-08-15T11:15:00-04:00"])
    return source(
        id_, _line(chance), chance.choice(["", _line(chance)]), text, day, language=chance.choice(["en", "ru"])
    )


def _span(chance: random.Random, text: str) -> tuple[int, int]:
    """A place in `text` that holds more than white space."""
    while True:
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.randint(1, 160))
        if text[start:end].strip():
            return start, end


def _section(chance: random.Random, id_: str, sources: tuple[Source, ...]) -> Section:
    made = (_excerpt(chance, f"{id_} {number}", sources) for number in range(chance.randint(0, 4)))
    return Section(id_, _line(chance), tuple(made))


def _excerpt(chance: random.Random, id_: str, sources: tuple[Source, ...]) -> Excerpt:
    from_, other = chance.choice(sources), chance.choice(sources)
    start, end = _span(chance, from_.text)
    text = from_.text[start:end]
    at = chance.randrange(len(text))
    insert = Insert(at, chance.choice(["[…]", " [Ann]", "[né] "]), "why", chance.randint(0, len(text) - at))
    inserts = (insert,) if chance.random() < 0.5 else ()
    speaker = Speaker(_line(chance), chance.choice(["", _line(chance)])) if chance.random() < 0.7 else None
    also = (Occurrence(other.id, *_span(chance, other.text)),) if chance.random() < 0.3 else ()
    shown = apply(text, inserts)
    return Excerpt(id_, from_.id, start, end, text, shown, inserts, speaker, reason=_line(chance), also_in=also)


def _left_out(chance: random.Random, id_: str, sources: tuple[Source, ...]) -> LeftOut:
    from_ = chance.choice(sources)
    return LeftOut(id_, from_.id, *_span(chance, from_.text), None, _line(chance))
