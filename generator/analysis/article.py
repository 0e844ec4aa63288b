"""`Article` → `Document`: sentences, who says what, and passages, whose sentences stay together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, tee
from typing import TypeVar

from generator.analysis import language
from generator.analysis.attribution import attribute
from generator.analysis.attribution.quotes import quotations
from generator.analysis.lexicon import texts as carriers
from generator.analysis.speakers import resolve
from generator.model import Article, Attribution, Document, Mention, Passage, Sentence, Span, Speaker

T = TypeVar("T")

_MOST_SENTENCES = 8  # a longer quotation is split between sentences
_FAR_LESS = 0.4
_WORD = re.compile(r"\w+")


def analyse(articles: Iterable[Article], *, pipeline: str = "") -> Iterator[Document]:
    """The documents of `articles`, in order, streaming; each run of one language goes through its pipeline."""
    for code, run in groupby(articles, key=lambda article: language.tongue_of(article.language).code):
        for_text, for_value = tee(run)
        texts = (article.text for article in for_text)
        parses = language.parse(texts, path=pipeline, tongue=language.TONGUES[code])
        for article, parsed in zip(for_value, parses, strict=True):
            yield _document(article, parsed)


def _document(article: Article, parsed: language.Parse) -> Document:
    sentences = language.sentences(parsed)
    resolution = resolve(parsed, attribute(parsed), title=article.title, day=article.day)
    return Document(
        article=article,
        paragraphs=tuple(paragraph.span for paragraph in parsed.paragraphs),
        sentences=sentences,
        entities=language.entities(parsed),
        attributions=resolution.attributions,
        speakers=resolution.speakers,
        mentions=resolution.mentions,
        passages=passages(sentences, resolution.attributions, resolution.mentions, article.text, tongue=parsed.tongue),
        warnings=article.warnings,
    )


def passages(
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    mentions: Sequence[Mention],
    text: str,
    *,
    tongue: language.Tongue = language.ENGLISH,
) -> tuple[Passage, ...]:
    """The passages of a text, in order; every sentence is in exactly one.

    Sentences joined by a quotation, or by a quoted statement with its "he said", stay together.
    """
    groups = _groups(sentences, _joined(sentences, attributions, text))
    members = [[sentences[i] for i in group] for group in groups]
    spans = [_without_dateline(inside, text, tongue) for inside in members]
    told = _by_span(spans, attributions, [attribution.content + attribution.cue for attribution in attributions])
    named = [mention for mention in mentions if mention.speaker]
    openings = _by_span([inside[0].span for inside in members], named, [(mention.span,) for mention in named])
    return tuple(
        _passage(spans[at], group, members[at], inside=told[at], mentions=openings[at], text=text)
        for at, group in enumerate(groups)
    )


def _without_dateline(members: Sequence[Sentence], text: str, tongue: language.Tongue) -> Span:
    """The span of a passage without its dateline, which says nothing that the source's name and date do not."""
    return Span(language.after_dateline(text, members[0].span, tongue), members[-1].span.end)


def _groups(sentences: Sequence[Sentence], joined: Collection[int]) -> list[list[int]]:
    """Indices of sentences by passage; those in `joined` go with the sentence before, as long as there is room."""
    groups: list[list[int]] = []
    for index in range(len(sentences)):
        if index in joined and groups and len(groups[-1]) < _MOST_SENTENCES:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _by_span(spans: Sequence[Span], items: Sequence[T], parts: Sequence[Sequence[Span]]) -> list[list[T]]:
    """For each of `spans` (in order and disjoint), the `items` with at least one of their `parts` in it."""
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    found: list[list[T]] = [[] for _ in spans]
    for item, own in zip(items, parts, strict=True):
        touched = {at for part in own for at in range(bisect_right(ends, part.start), bisect_left(starts, part.end))}
        for at in touched:
            found[at].append(item)
    return found


def _joined(sentences: Sequence[Sentence], attributions: Sequence[Attribution], text: str) -> set[int]:
    """Indices of sentences that a quotation, or a quoted statement, joins to the sentence before."""
    whole = [attribution.span for attribution in attributions if attribution.kind != "indirect"]
    opened: Span | None = None
    for quotation in quotations(text, _paragraphs(sentences)):
        opened = Span(opened.start, quotation.span.end) if quotation.continues and opened else quotation.span
        whole.append(opened)
    starts = [sentence.span.start for sentence in sentences]
    ends = [sentence.span.end for sentence in sentences]
    return {i for span in whole for i in range(bisect_right(ends, span.start) + 1, bisect_left(starts, span.end))}


def _paragraphs(sentences: Sequence[Sentence]) -> list[Span]:
    """The paragraphs of the sentences, each from its first sentence to its last."""
    groups = [list(group) for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph)]
    return [Span(group[0].span.start, group[-1].span.end) for group in groups]


def _passage(
    span: Span,
    indices: Sequence[int],
    members: Sequence[Sentence],
    *,
    inside: Sequence[Attribution],
    mentions: Sequence[Mention],
    text: str,
) -> Passage:
    """The passage of `members`, with the attributions `inside` and the `mentions` in its first sentence."""
    weights = {a: _weight(a, span, text) for a in inside}
    most = max(weights.values(), default=0.0)
    # the first voice is the sentence's own ("X said …, although Y denied it") unless it says far less than another
    found = sorted(inside, key=lambda a: (_is_nested(a, inside), weights[a] < most * _FAR_LESS, a.span))
    first = found[0] if found and _is_voice(found[0], weights[found[0]], members) else None
    return Passage(
        span=span,
        sentences=tuple(indices),
        attributions=tuple(found),
        speaker=first.speaker if first else None,
        kind=first.kind if first else None,
        actor=_actor(members, mentions),
    )


def _is_voice(attribution: Attribution, weight: float, members: Sequence[Sentence]) -> bool:
    """Whether a passage is in a source's voice: the source is a subject in it, or says more than a word."""
    speaks = any(s.subject and s.subject.overlap(source) for s in members for source in attribution.source)
    return speaks or weight > 1


def _is_nested(attribution: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether an attribution stands within another source's words; the outer source is then the one that speaks."""
    return any(
        content.holds(cue)
        for other in others
        if other is not attribution and not _is_carrier(other.speaker)
        for content in other.content
        for cue in attribution.cue
    )


def _is_carrier(speaker: Speaker | None) -> bool:
    """Whether a speaker is only a text in which somebody else speaks ("he said, according to a transcript")."""
    if speaker is None or speaker.kind != "unnamed" or speaker.group or speaker.role:
        return False
    return speaker.name.lower().split(" of ")[0].rpartition(" ")[2] in carriers()


def _weight(attribution: Attribution, span: Span, text: str) -> float:
    """The words of a passage that an attribution accounts for, halved if they are indirect and its cue is elsewhere."""
    content = sum(len(_WORD.findall(text, max(c.start, span.start), min(c.end, span.end))) for c in attribution.content)
    has_cue = any(span.overlap(cue) for cue in attribution.cue)
    return content * (1.0 if has_cue or attribution.kind != "indirect" else 0.5)


def _actor(members: Sequence[Sentence], mentions: Sequence[Mention]) -> Speaker | None:
    """The speaker who is the subject of the first main clause, None if the subject is not a speaker."""
    subject = members[0].subject
    if subject is None:
        return None
    inside = [m for m in mentions if subject.overlap(m.span)]
    return min(inside, key=lambda m: (m.span.start, -m.span.end)).speaker if inside else None
