"""Briefs to render: one as a reader would get it, one full of what breaks pages. All stories are invented."""

# ruff: noqa: E501 - a paragraph of a story is one line, as readers give it
from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from generator.documents.display import apply
from generator.model import (
    Brief,
    Certainty,
    Conflict,
    Excerpt,
    Generator,
    Identity,
    Insert,
    LeftOut,
    Occurrence,
    Section,
    Source,
    Speaker,
)

CARNEY = Speaker("Mark Carney", "Prime Minister", "Canada", official=True)
ANAND = Speaker("Anita Anand", "foreign affairs minister", "Canada", official=True)
TRUMP = Speaker("Donald Trump", "U.S. President", "United States", official=True)
USHAKOV = Speaker("Yuri Ushakov", "a foreign policy aide to the Kremlin", "Russia", official=True)
LEAVITT = Speaker("White House", "", "United States", kind="organization", official=True)
OKAFOR = Speaker("Ngozi Okafor", "a fellow at the Rideau Policy Forum", "", expert=True)
LINDQVIST = Speaker(
    "Per Lindqvist", "a former ambassador who teaches at Laurentide University", "", former=True, expert=True
)
ZELENSKYY = Speaker("Volodymyr Zelenskyy", "Ukrainian President", "Ukraine", official=True)
OFFICIALS = Speaker("two European officials", "", "European Union", kind="unnamed", official=True)

CAPITAL = """OTTAWA — Canada will judge the talks in Anchorage by whether Ukraine is heard, the prime minister said on Friday.

Prime Minister Mark Carney said that no decision about Ukraine's borders can be taken without Ukraine. “Peace that is imposed is not peace,” he told reporters on Parliament Hill. “We will keep standing with Ukraine for as long as it takes.”

Canada plans to send another $200 million in military equipment this autumn, he said, though the shipments might be delayed by a shortage of shells.

Anita Anand, the foreign affairs minister, said Ottawa had not been told in advance what would be on the table. She stopped short of criticising Washington. “We expect our allies to brief us, and they have promised to do so,” Anand said.

The Conservatives accused the government of watching from the sidelines."""

WIRE = """ANCHORAGE, Alaska — The presidents of the United States and Russia are to meet on Friday at a military base outside Anchorage, their first meeting in person since 2019.

The talks are due to begin at 11 a.m. local time with a conversation between the two leaders and their interpreters, followed by a working breakfast of the two delegations, said Yuri Ushakov, a foreign policy aide to the Kremlin. A joint news conference is planned for the end of the day, but no documents are planned to be signed, he added.

Donald Trump warned on Wednesday of “very severe consequences” if Moscow does not agree to stop the war. He has not said what they would be.

The White House said that the president would call Zelenskyy and European leaders after the meeting.

Ushakov said five members of each delegation would take part, among them the foreign and defence ministers."""

DISPATCH = """Three presidents, two seats: what the experts expect from Alaska

“A summit without an agreed text usually produces a photograph,” said Ngozi Okafor, a fellow at the Rideau Policy Forum. “The risk is that the photograph is all that one side wanted.”

Okafor warned that a ceasefire without monitors could collapse within weeks.

Per Lindqvist, a former ambassador who teaches at Laurentide University, is less gloomy. He argues that the meeting may at least show where the limits are. “You cannot negotiate with someone you never meet,” he said.

Neither expects a breakthrough. Markets were calm on Thursday."""

MERIDIAN = """Le Canada veut que l’Ukraine soit à la table

OTTAWA — Le premier ministre Mark Carney a répété jeudi que l’Ukraine doit participer à toute négociation. « Rien sur l’Ukraine sans l’Ukraine », a-t-il déclaré.

Le Bloc québécois demande un débat à la Chambre des communes."""

KYIV = """KYIV — Volodymyr Zelenskyy said on Thursday that Ukraine would not give up land that it has not lost on the battlefield. “Our constitution does not allow it, and our people would not forgive it,” the Ukrainian President said in an evening address.

Fighting went on in the Donetsk region, where about 6,000 people have left their homes since the beginning of August, local authorities said.

Two European officials said that leaders from six countries plan to travel to Washington if the summit ends without a ceasefire."""

LEDGER = """Talks are to begin at 11:30 a.m. in Anchorage, according to the White House. Seven members of each delegation are expected at the table.

About 4,000 people have left the Donetsk region since the beginning of August, according to an aid group."""

WIRE_COPY = WIRE.replace("ANCHORAGE, Alaska — The", "The")


def source(id_: str, title: str, outlet: str, text: str, published: str | None, **more: Any) -> Source:
    """A source with its hash."""
    values: dict[str, Any] = {"url": f"https://example.org/{id_}", "language": "en", "copy_of": None, **more}
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(id_, title, outlet, published=published, sha256=sha, text=text, **values)


SOURCES = (
    source(
        "capital", "Carney sets out Canada’s terms for Alaska", "Capital Dispatch", CAPITAL, "2025-08-15T11:15:00-04:00"
    ),
    source("wire", "Five and five at the table: the programme in Anchorage", "Harbour Wire", WIRE, "2025-08-14"),
    source(
        "dispatch",
        "Three presidents, two seats: what the experts expect from Alaska",
        "Morning Meridian",
        DISPATCH,
        "2025-08-14",
    ),
    source(
        "meridian", "Le Canada veut que l’Ukraine soit à la table", "Le Méridien", MERIDIAN, "2025-08-14", language="fr"
    ),
    source("kyiv", "Zelenskyy rules out giving up land", "Eastern Standard", KYIV, "2025-08-14"),
    source("ledger", "Anchorage: the hour and the seats", "Northern Ledger", LEDGER, None),
    source(
        "copy",
        "Presidents to meet at base outside Anchorage",
        "Lakeshore Post",
        WIRE_COPY,
        "2025-08-14",
        copy_of="wire",
    ),
)
_TEXTS = {item.id: item.text for item in SOURCES}


def excerpt(id_: str, source_id: str, first: str, last: str, **more: Any) -> Excerpt:
    """The passage of a source from the words `first` to the words `last`; `inserts` as (before, replaced, text, why)."""
    whole = _TEXTS[source_id]
    start = whole.index(first)
    end = whole.index(last, start) + len(last)
    text = whole[start:end]
    inserts = tuple(_insert(text, *parts) for parts in more.pop("inserts", ()))
    values: dict[str, Any] = {"salience": 0.5, "kind": "indirect", "certainty": Certainty(), **more}
    return Excerpt(id_, source_id, start, end, text, apply(text, inserts), inserts, **values)


def _insert(text: str, before: str, replaced: str, shown: str, why: str) -> Insert:
    return Insert(text.index(before), shown, why, len(replaced))


def place(source_id: str, words: str) -> Occurrence:
    """Where `words` stand in a source."""
    start = _TEXTS[source_id].index(words)
    return Occurrence(source_id, start, start + len(words))


def left_out(id_: str, source_id: str, words: str, section: str | None, why: str) -> LeftOut:
    """A passage that is only listed."""
    found = place(source_id, words)
    return LeftOut(id_, source_id, found.start, found.end, section, why)


SECTIONS = (
    Section(
        "canada",
        "Canada’s position",
        (
            excerpt(
                "capital:2",
                "capital",
                "Prime Minister Mark Carney said",
                "as long as it takes.”",
                speaker=CARNEY,
                cue="said",
                kind="mixed",
                salience=0.91,
                reason="The speaker is the prime minister of Canada.",
                also_in=(
                    place(
                        "meridian",
                        "Le premier ministre Mark Carney a répété jeudi que l’Ukraine doit participer à toute négociation.",
                    ),
                ),
            ),
            excerpt(
                "capital:5",
                "capital",
                "Canada plans to send",
                "shortage of shells.",
                speaker=CARNEY,
                cue="said",
                salience=0.7,
                certainty=Certainty("plan", "might", time="future"),
                reason="The Government of Canada plans it.",
                inserts=(
                    ("he said", "he", "[Prime Minister Mark Carney]", "“he” is the speaker of the sentence before."),
                    ("this autumn", "", "[in 2025] ", "The year of publication."),
                ),
            ),
            excerpt(
                "capital:8",
                "capital",
                "“We expect our allies",
                "Anand said.",
                speaker=ANAND,
                cue="said",
                kind="direct",
                salience=0.62,
                reason="The speaker is the foreign affairs minister of Canada.",
            ),
            excerpt(
                "meridian:2",
                "meridian",
                "« Rien sur",
                "a-t-il déclaré.",
                speaker=CARNEY,
                cue="déclaré",
                kind="direct",
                salience=0.4,
                reason="The speaker is the prime minister of Canada.",
                inserts=(("a-t-il déclaré", "", "[Mark Carney] ", "“il” is the prime minister."),),
            ),
        ),
    ),
    Section(
        "agenda",
        "The US–Russia agenda",
        (
            excerpt(
                "wire:2",
                "wire",
                "The talks are due to begin",
                "aide to the Kremlin.",
                speaker=USHAKOV,
                cue="said",
                salience=0.95,
                reason="An official of one side states the schedule of the talks.",
                also_in=(place("copy", "The talks are due to begin at 11 a.m. local time"),),
            ),
            excerpt(
                "wire:3",
                "wire",
                "A joint news conference",
                "he added.",
                speaker=USHAKOV,
                cue="added",
                salience=0.8,
                certainty=Certainty("say", negated=False, time="future"),
                reason="An official of one side on the format of the talks.",
                inserts=(("he added", "he", "[Ushakov]", "“he” is the speaker of the sentence before."),),
            ),
            excerpt(
                "wire:4",
                "wire",
                "Donald Trump warned",
                "would be.",
                speaker=TRUMP,
                cue="warned",
                kind="mixed",
                salience=0.77,
                certainty=Certainty("warn"),
                reason="One side warns the other about the talks.",
            ),
            excerpt(
                "wire:6",
                "wire",
                "The White House said",
                "after the meeting.",
                speaker=LEAVITT,
                cue="said",
                salience=0.55,
                certainty=Certainty("say", "would", time="future"),
                reason="One side on what follows the talks.",
            ),
            excerpt(
                "ledger:1",
                "ledger",
                "Talks are to begin",
                "the White House.",
                speaker=LEAVITT,
                cue="according to",
                salience=0.5,
                reason="One side states the schedule of the talks.",
            ),
        ),
    ),
    Section(
        "analysts",
        "Analyst views",
        (
            excerpt(
                "dispatch:2",
                "dispatch",
                "“A summit without",
                "one side wanted.”",
                speaker=OKAFOR,
                cue="said",
                kind="direct",
                salience=0.73,
                certainty=Certainty("say", time="present"),
                reason="The speaker is a fellow of a think tank.",
            ),
            excerpt(
                "dispatch:4",
                "dispatch",
                "Okafor warned",
                "within weeks.",
                speaker=OKAFOR,
                cue="warned",
                salience=0.6,
                certainty=Certainty("warn", "could"),
                reason="The speaker is a fellow of a think tank.",
                inserts=(("Okafor", "Okafor", "[Ngozi Okafor]", "The full name at first mention."),),
            ),
            excerpt(
                "dispatch:5",
                "dispatch",
                "He argues that",
                "he said.",
                speaker=LINDQVIST,
                cue="argues",
                kind="mixed",
                salience=0.51,
                reason="A former official speaks as an expert.",
                inserts=(("He", "He", "[Per Lindqvist]", "“He” is the expert named before."),),
            ),
        ),
    ),
    Section(
        "context",
        "Background",
        (
            excerpt(
                "kyiv:1",
                "kyiv",
                "Volodymyr Zelenskyy said",
                "evening address.",
                speaker=ZELENSKYY,
                cue="said",
                kind="mixed",
                salience=0.83,
                reason="Another government on the subject of the talks.",
            ),
            excerpt(
                "kyiv:3",
                "kyiv",
                "Fighting went on",
                "local authorities said.",
                cue="said",
                kind="indirect",
                salience=0.45,
                reason="Background to the talks.",
                inserts=(
                    (
                        " in the Donetsk region",
                        " in the Donetsk region",
                        " […]",
                        "Left out: a place that is named later.",
                    ),
                ),
            ),
            excerpt(
                "kyiv:4",
                "kyiv",
                "Two European officials",
                "without a ceasefire.",
                speaker=OFFICIALS,
                cue="said",
                salience=0.44,
                certainty=Certainty("plan", time="future"),
                reason="Another actor on what follows the talks.",
            ),
            excerpt(
                "wire:1",
                "wire",
                "The presidents of the United States",
                "since 2019.",
                salience=0.4,
                kind=None,
                certainty=None,
                reason="What the reader needs to follow the rest.",
            ),
        ),
    ),
)

SAMPLE = Brief(
    title="Talks between the United States and Russia: Canada’s position and what is on the table",
    profile="canada-us-russia",
    dated=dt.date(2025, 8, 15),
    language="en",
    generator=Generator("briefing-note-generator", "0.1.0", "en_brief 1.0.0"),
    identity=Identity(
        addressee="Deputy Minister of Foreign Affairs", purpose="For information", classification="Unclassified"
    ),
    sources=SOURCES,
    sections=SECTIONS,
    key_points=("capital:2", "wire:2", "wire:3", "dispatch:2"),
    unplaced=(
        left_out(
            "dispatch:9", "dispatch", "Markets were calm on Thursday.", None, "Nothing in it belongs to a section."
        ),
    ),
    conflicts=(
        Conflict(
            "The talks begin at 11 a.m. (Harbour Wire) or at 11:30 a.m. (Northern Ledger).", ("wire:2", "ledger:1")
        ),
    ),
    gaps=("What Canada is ready to contribute or impose beyond equipment.", "When the sides meet again."),
    cut=(
        left_out(
            "ledger:2",
            "ledger",
            "Seven members of each delegation are expected at the table.",
            "agenda",
            "No room: less salient than what is printed.",
        ),
        left_out(
            "meridian:4",
            "meridian",
            "Le Bloc québécois demande un débat à la Chambre des communes.",
            "canada",
            "A party speaks, not the government.",
        ),
    ),
    warnings=(
        "“Northern Ledger: Anchorage: the hour and the seats” has no date.",
        "One source could not be read: feeds/atlantic.xml is empty.",
    ),
    blanks=("Considerations", "Recommendation or next steps"),
)
"""Sixteen excerpts from seven sources: a copy, a story in French, one without a date, a conflict, inserts of all kinds."""

_TRAPS = (
    "<script>alert(1)</script> & {{ 7*7 }} {% raw %} said \u201cI agree\u201d <b>loudly</b>.",
    'He wrote </script><!-- and ]]> --> in the margin; "><img src=x onerror=alert(1)> stood below.',
    "\u202eevorppa I\u202c said the a\u200bide, and the \u0440resident\u2069 nodded.",
    "\u05e9\u05dc\u05d5\u05dd \u05dc\u05db\u05d5\u05dc\u05dd, \u05d0\u05de\u05e8 \u05e8\u05d0\u05e9 \u05d4\u05de\u05de\u05e9\u05dc\u05d4 (2025).",
    "The word " + "supercali" * 40 + " does not fit on a line.",
    "# Not a heading\x07 * nor _emphasis_ nor [a link](https://example.org/x) nor `code` | \\ 1. ~~x~~",
    "Caf\u00e9 and Cafe\u0301, \u201cna\u00efve\u201d \u2014 \u2026 10\u00a0000 \u00bd \u00b5 \u03bc \u2011 \u2012 ﬁne \u0141\u00f3d\u017a \u041c\u043e\u0441\u043a\u0432\u0430 \u0391\u03b8\u03ae\u03bd\u03b1.",
)
_TRAP = source(
    'a" b<c',
    '"><img src=x onerror=alert(1)> \u202egpj.exe',
    "<b>Outlet</b> & {{ config }}",
    "\n\n".join(_TRAPS),
    "not a date",
    url="javascript:alert(1)",
    language='x"><script>',
)
_DATA_URL = source(
    "data", "A story in <i>Hebrew</i>", "", _TRAPS[3], None, url="data:text/html,<script>", language="he"
)
_TEXTS |= {item.id: item.text for item in (_TRAP, _DATA_URL)}


_TRAP_EXCERPTS = tuple(
    excerpt(
        f"trap {number}\"'<&",
        _TRAP.id,
        text[:5],
        text[-5:],
        reason=f"Because <b>{number}</b> & so.",
        cue="<said>",
        speaker=Speaker("<i>Speaker</i> & \u202eSon", 'of "the" {{ role }}', "<u>Group</u>"),
    )
    for number, text in enumerate(_TRAPS, 1)
)

HOSTILE = Brief(
    title='A & B <x> "title" {{ 7*7 }} </title><script>alert(1)</script> \u202e',
    profile="traps",
    dated=dt.date(2025, 1, 1),
    language="en",
    generator=Generator("briefing-note-generator", "0.1.0", "<pipeline>"),
    identity=Identity(addressee="<b>M</b> & Co", classification="PROTECTED <B>"),
    sources=(_TRAP, _DATA_URL),
    sections=(
        Section("one", "Section <one> & more", _TRAP_EXCERPTS[:4]),
        Section("two", "Empty"),
        Section(
            "three",
            "Overlaps",
            (
                *_TRAP_EXCERPTS[4:],
                excerpt("overlap", _TRAP.id, "I agree", "in the margin", also_in=(place(_DATA_URL.id, "2025"),)),
                excerpt("short", _DATA_URL.id, "2025", "2025"),
            ),
        ),
    ),
    key_points=(_TRAP_EXCERPTS[0].id, "short"),
    conflicts=(Conflict("<b>A</b> & B", ("short", "overlap")),),
    gaps=("<b>gap</b>",),
    warnings=("<b>warning</b> \u202e",),
    blanks=("<b>Blank</b>",),
    cut=(LeftOut("x<y", _TRAP.id, 0, 200, None, "<b>cut</b>"),),
)
"""Everything that could break out of a page or off it."""
