"""Read an article once, from front to back: every mention gets its participant, every attribution its speaker."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Sequence

from generator.analysis.language import Parse
from generator.analysis.speakers.cast import Cast, Participant
from generator.analysis.speakers.english.bodies import describe, trimmed
from generator.analysis.speakers.english.cast import gather
from generator.analysis.speakers.english.epithets import find_described
from generator.analysis.speakers.english.grammar import function_of, head_of
from generator.analysis.speakers.english.heads import leading
from generator.analysis.speakers.english.lines import OWN, POSSESSIVES, read_lines
from generator.analysis.speakers.english.pronouns import FORMS, IT, Choice, PriorMention, choose
from generator.analysis.speakers.english.roles import read_role
from generator.analysis.speakers.english.sides import settle
from generator.analysis.speakers.english.sources import claim_owned, read_source
from generator.analysis.speakers.english.state import EnglishProgress, known_body, last_speaker, learn, note
from generator.analysis.speakers.english.things import heard
from generator.analysis.speakers.english.titles import role_start
from generator.analysis.speakers.findings import CastReading, Finding
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.told import is_told, united
from generator.model import Attribution, MentionForm, Span

_HEADS = frozenset({"head_of_state", "head_of_government", "deputy_head", "minister"})
_AIDES = frozenset({"minister", "spokesperson", "adviser", "diplomat", "deputy_head"})
_AHEAD = 40  # words after a pronoun to look for the subject of its clause
_SourcesAt = dict[int, list[tuple[int, int]]]
"""By the first word of a source: the attributions it belongs to, and its end."""


def read(parse: Parse, attributions: Sequence[Attribution], *, title: str, day: dt.date | None) -> CastReading:
    """Read a parsed English text with its attributions; `title` and `day` are as in `resolve`."""
    lines = read_lines(parse)
    cast = gather(lines)
    home = settle(cast, lines, day=day, title=title)
    told = united(span for a in attributions if a.source for span in a.content)
    state = EnglishProgress(cast, lines, home, told)
    findings = _read_lines(state, attributions)
    claim_owned(state)
    return CastReading(cast, state.mentions, {index: heard(found) for index, found in findings.items()})


def _read_lines(state: EnglishProgress, attributions: Sequence[Attribution]) -> dict[int, Finding]:
    """Read all lines in order; the findings are by index into `attributions`."""
    findings: dict[int, Finding] = {}
    sources = _sources(state.lines, attributions)
    for line in state.lines:
        here = sources.get(line.number, {})
        quoting = _quoting(state.cast, line, here, attributions)
        for at in range(len(line.words)):
            _read_word(state, line, at, quoting, is_source=at in here)
            for index, end in here.get(at, ()):
                findings[index] = read_source(state, line, at, end)
    return findings


def _sources(lines: tuple[Line, ...], attributions: Sequence[Attribution]) -> dict[int, _SourcesAt]:
    """The sources in each line, by line number."""
    found: dict[int, _SourcesAt] = {}
    filled = [line for line in lines if line.words]
    for index, attribution in enumerate(attributions):
        if not attribution.source or not filled:
            continue
        span = Span(attribution.source[0].start, attribution.source[-1].end)
        at = bisect.bisect_right(filled, span.start, key=lambda line: line.words[0].start)
        line = filled[max(0, at - 1)]
        start, end = trimmed(line, *line.within(span))
        if start < end:
            found.setdefault(line.number, {}).setdefault(start, []).append((index, end))
    return found


def _quoting(
    cast: Cast, line: Line, sources: _SourcesAt, attributions: Sequence[Attribution]
) -> list[tuple[Span, Participant]]:
    """The line's quotations with a named speaker, to whom no "he" or "she" inside them refers."""
    found: list[tuple[Span, Participant]] = []
    for start, heads in sources.items():
        for index, end in heads:
            named = leading(cast, line, start, end) if attributions[index].kind != "indirect" else None
            if named:
                found.extend((span, named[1]) for span in attributions[index].content)
    return found


def _read_word(
    state: EnglishProgress, line: Line, at: int, quoting: list[tuple[Span, Participant]], *, is_source: bool
) -> None:
    """Note the mention that starts at `at`, if there is one."""
    word = line.words[at]
    participant = state.cast.by_place.get((line.number, at))
    if participant is not None:
        _note_name(state, line, at, participant)
    elif word.low == "its" and _opens_office(line, at):
        state.pronouns[line.number, at] = Choice(_last_body(state, word.sentence))
    elif word.low in FORMS and FORMS[word.low] != IT:
        _note_pronoun(state, line, at, quoting, is_source=is_source)
    elif at in line.places and _is_actor(line, at):
        _note_place(state, line, at)
    elif word.low == "the" and not is_source:
        _note_description(state, line, at)


def _opens_office(line: Line, at: int) -> bool:
    """Whether the possessive pronoun at `at` opens the role of an aide ("its spokesman")."""
    return any(i in line.offices and line.offices[i][1].group in _AIDES for i in range(at + 1, at + 4))


def _last_body(state: EnglishProgress, sentence: int) -> Participant | None:
    """The country or body that was the latest subject, in this sentence or the one before."""
    for seen in reversed(state.read):
        if sentence - seen.sentence > 1:
            return None
        if seen.participant.kind == "organization" and seen.function == "subject":
            return seen.participant
    return None


def _note_name(state: EnglishProgress, line: Line, at: int, participant: Participant) -> None:
    name = state.cast.name_at[line.number, at]
    begin = role_start(line, name)
    form: MentionForm = "name" if len(name.parts) > 1 else "title" if begin < at else "surname"
    note(state, line, participant, (at, name.end), form, head=head_of(line, begin, name.end))


def _note_pronoun(
    state: EnglishProgress, line: Line, at: int, quoting: list[tuple[Span, Participant]], *, is_source: bool
) -> None:
    """Note who "he", "she" or "they" refers to."""
    choice = _meant(state, line, at, barred=_barred(state, line, at, quoting), is_source=is_source)
    state.pronouns[line.number, at] = choice
    if choice.participant is None:
        state.mentions.append((line.span(at, at + 1), "pronoun", None))
        return
    learn(choice, FORMS[line.words[at].low])
    note(state, line, choice.participant, (at, at + 1), "pronoun")


def _barred(state: EnglishProgress, line: Line, at: int, quoting: list[tuple[Span, Participant]]) -> Participant | None:
    """Who the pronoun cannot refer to: the speaker of its quotation, or the person whose role it opens."""
    word = line.words[at]
    speaker = next((one for span, one in quoting if word.quoted and span.start <= word.start < span.end), None)
    return speaker or next((one for role, one in state.cast.roles_in(line.number) if role.owner == (at, at + 1)), None)


def _meant(state: EnglishProgress, line: Line, at: int, *, barred: Participant | None, is_source: bool) -> Choice:
    """Who the pronoun refers to; as a subject, it may be the last speaker."""
    word = line.words[at]
    spoke = last_speaker(state) if is_source or function_of(line, at) == "subject" else None
    ahead = _subject_ahead(state, line, at)
    inside = word.quoted or is_told(state.told, word.start)
    choice = choose(line, at, state.read, spoke=spoke, not_=barred, ahead=ahead, inside=inside, speaks=is_source)
    if choice.participant is None and word.low in OWN and _opens_office(line, at):
        # only a head has ministers and aides
        return choose(line, at, _heads_in(state.read), spoke=spoke, not_=barred, inside=inside)
    return choice


def _heads_in(read: list[PriorMention]) -> list[PriorMention]:
    """The mentions of heads of state, heads of government and ministers."""
    return [seen for seen in read if seen.participant.role and seen.participant.role.group_of in _HEADS]


def _subject_ahead(state: EnglishProgress, line: Line, at: int) -> PriorMention | None:
    """The person named after the pronoun at `at` as the subject of a verb it depends on."""
    here = line.words[at].sentence
    above = _above(line, at)
    for start in range(at + 1, min(len(line.words), at + _AHEAD)):
        if line.words[start].sentence != here:
            break
        participant = state.cast.by_place.get((line.number, start))
        if participant is None:
            continue
        end = state.cast.name_at[line.number, start].end
        head = head_of(line, start, end)
        word = line.words[head]
        if word.dep.startswith("nsubj") and word.head in above and word.head > at:
            return PriorMention(
                participant, line.number, start, end, head, here, word.beat, "subject", word.quoted, False
            )
    return None


def _above(line: Line, at: int) -> set[int]:
    """The words that the one at `at` depends on, directly or through others."""
    above: set[int] = set()
    while len(above) < _AHEAD and line.words[at].head not in above | {at}:
        at = line.words[at].head
        above.add(at)
    return above


def _is_actor(line: Line, at: int) -> bool:
    """Whether a place is the subject of its clause."""
    end, place = line.places[at]
    head = head_of(line, at, end)
    actor = place.form in {"name", "capital", "seat", "body"} and not place.region
    return actor and line.words[head].dep.startswith("nsubj") and line.low(end) not in POSSESSIVES


def _note_place(state: EnglishProgress, line: Line, at: int) -> None:
    end = line.places[at][0]
    participant = describe(state.cast, line, at, end, home=state.home)
    if participant is not None:
        note(state, line, known_body(state, participant), (at, end), "seat")


def _note_description(state: EnglishProgress, line: Line, at: int) -> None:
    """Note "the prime minister" or "the Russian leader" if it clearly refers to somebody mentioned before."""
    office = next((i for i in range(at + 1, min(at + 5, len(line.words))) if i in line.offices), None)
    if office is None or not _heads_description(line, at, office):
        return
    end = line.offices[office][0]
    choice = find_described(line, read_role(line, at + 1, end), state.read, owner=None, home=state.home)
    if choice.participant is not None:
        note(state, line, choice.participant, (at, end), "title")


def _heads_description(line: Line, the: int, office: int) -> bool:
    """Whether the office is one person's and heads the phrase that opens with "the"."""
    end, noun = line.offices[office]
    if noun.plural or noun.collective or noun.kind == "other" or line.pos(end) in {"NOUN", "PROPN"}:
        return False
    return all(line.pos(at) in {"ADJ", "PROPN", "NOUN"} for at in range(the + 1, office))
