"""A brief whose excerpts name days before the note, its own day and days ahead. The story is invented."""

# ruff: noqa: E501 - a paragraph of a story is one line, as readers give it
from __future__ import annotations

import dataclasses

from briefs import ANAND, SAMPLE, USHAKOV, source

from generator.documents.display import apply
from generator.model import Certainty, Excerpt, Insert, Section, Speaker

CALENDAR = """The two sides agreed on August 6 that their presidents would meet. The Kremlin denied that a date in July 2025 had ever been discussed.

Ushakov said the delegations would travel on Thursday, with five members each, and that nothing else had been settled. He added that a second round could follow on August 22 in Moscow, if the first goes well.

Foreign ministers of the G7 are to speak on Sept. 3, 2025, Anita Anand said. “We will hold a call with our allies on 17 August,” she said, “and another one after the talks.”

Le premier ministre se rendra à Kyiv le 24 août, selon son bureau."""

_SOURCE = source("calendar", "What comes when", "Harbour Wire", CALENDAR, "2025-08-13")


def _excerpt(id_: str, first: str, last: str, *inserts: Insert, **more: object) -> Excerpt:
    start = CALENDAR.index(first)
    text = CALENDAR[start : CALENDAR.index(last, start) + len(last)]
    values: dict[str, object] = {"kind": "indirect", "certainty": Certainty(), "reason": "It names a date.", **more}
    return Excerpt(id_, "calendar", start, start + len(text), text, apply(text, inserts), inserts, **values)  # type: ignore[arg-type]


_THURSDAY = Insert(
    len("Ushakov said the delegations would travel on Thursday"),
    " [August 14, 2025]",
    "The article was published on August 13, 2025.",
)
DATES = (
    _excerpt("calendar:1", "The two sides", "would meet.", certainty=None, kind=None),
    _excerpt(
        "calendar:3", "Ushakov said", "goes well.", _THURSDAY, speaker=USHAKOV, certainty=Certainty("say", "would")
    ),
    _excerpt("calendar:5", "Foreign ministers", "Anand said.", speaker=ANAND),
    _excerpt("calendar:6", "“We will hold", "after the talks.”", speaker=ANAND, kind="direct"),
)
DATED = dataclasses.replace(
    SAMPLE,
    sources=(*SAMPLE.sources, _SOURCE),
    sections=(*SAMPLE.sections[:-1], Section("context", "Background", SAMPLE.sections[-1].excerpts + DATES)),
)
"""`SAMPLE` with a story of six days: August 6, 14, 17, 22 and September 3."""

SHORT = dataclasses.replace(
    DATED,
    sources=(_SOURCE,),
    sections=(Section("context", "Background", DATES),),
    key_points=("calendar:3",),
    conflicts=(),
    cut=(),
    unplaced=(),
)
"""Only the days: a brief that leaves room on its page."""

PARTY = Speaker("Jean Roy", "critic", "Canada", party=True)
