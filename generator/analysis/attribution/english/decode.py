"""From a parsed text to decided attributions in tokens: which cues, then which content and source each has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.analysis.attribution.english.contents import Content, contents
from generator.analysis.attribution.english.context import content_columns, cue_columns, source_columns
from generator.analysis.attribution.english.continuing import continued
from generator.analysis.attribution.english.cues import candidate_cues, cue_features
from generator.analysis.attribution.english.decision import Decision
from generator.analysis.attribution.english.phrases import aside_verbs, asides, phrases
from generator.analysis.attribution.english.sources import SourceCandidate, described_by, sources
from generator.analysis.attribution.english.weigh import content_features, source_features
from generator.analysis.attribution.english.weights import AttributionModels, probability
from generator.analysis.attribution.frame import MARKS, Frame, Pieces, Tokens, bits
from generator.analysis.attribution.labels import labels

WAITING = -2.0
"""Linear score above which a token counts as a likely cue when contents are weighed."""
_PERSONS = frozenset({"i", "we", "he", "she", "they", "who"})
_TELLING = frozenset({"tell", "inform", "remind", "assure", "warn", "ask"})
_SEEMING = frozenset({"seem", "appear", "look", "sound", "turn", "become", "feel", "take", "be", "happen"})
_BY_LAYOUT = 0.9
"""Probability of what layout says."""
_MOST_PARAGRAPHS = 8
"""Paragraphs that a quotation announced by a colon may fill."""


def decide(frames: Sequence[Frame], text: str, weights: AttributionModels, *, threshold: float) -> list[Decision]:
    """The best readings, no less likely than `threshold`, of cues, and what layout and set phrases say."""
    named = [
        Decision(label.frame, label.cue, (), -1, _BY_LAYOUT, 1.0, 1.0, label.content, label.source)
        for label in labels(frames, [frame.span.of(text) for frame in frames])
    ]
    named += phrases(frames)
    taken = {(decision.frame.index, decision.cue) for decision in named}
    others = _by_grammar(frames, weights, threshold)
    kept = [d for d in others if d.probability >= threshold and (d.frame.index, d.cue) not in taken]
    kept += asides(frames, taken | {(d.frame.index, d.cue) for d in kept})
    return continued(frames, named + kept)


def _by_grammar(frames: Sequence[Frame], weights: AttributionModels, threshold: float) -> list[Decision]:
    """The best reading of each cue that is no less likely than `threshold`."""
    scores = [linear_cue_scores(frame, weights) for frame in frames]
    cues = list(_likely(frames, scores, weights, threshold))
    choices = [(at, cue, p, contents(frames[at], cue)) for at, cue, p in cues]
    choices = [choice for choice in choices if choice[3]]
    seen = [waiting(found) for found in scores]
    linear = [
        [weights.score("content", content_features(frames[at], cue, candidate, seen[at])) for candidate in candidates]
        for at, cue, _, candidates in choices
    ]
    rows = [
        row
        for (at, cue, _, candidates), values in zip(choices, linear, strict=True)
        for row in content_columns(frames[at], cue, candidates, values, scores[at])
    ]
    trusted = iter(weights.forests["content"].scores(rows).tolist())
    right = [[probability(next(trusted)) for _ in candidates] for *_, candidates in choices]
    picked = _picked([(frames[at], cue, candidates) for at, cue, _, candidates in choices], right)
    found: list[tuple[Decision, list[SourceCandidate]]] = []
    for (at, cue, chance, candidates), values, best in zip(choices, right, picked, strict=True):
        following = _announced(frames, at, cue)
        pieces: Pieces = () if following else candidates[best].pieces
        decision = Decision(frames[at], cue, pieces, -1, chance, values[best], 1.0, following)
        if decision.probability >= threshold:
            found.append((decision, sources(frames[at], cue)))
    return list(_with_sources(found, weights))


def _picked(choices: Sequence[tuple[Frame, int, list[Content]]], right: Sequence[list[float]]) -> list[int]:
    """The best candidate of each choice; of two cues of a sentence that want the same, the less sure takes another.

    Coordinated cues ("praised and endorsed the plan") share theirs.
    """
    picked = [max(range(len(values)), key=values.__getitem__) for values in right]
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for number in sorted(range(len(choices)), key=lambda n: (-right[n][picked[n]], n)):
        frame, cue, candidates = choices[number]
        place = (frame.index, frame.sentence[cue])
        rivals = [mask for other, mask in taken.get(place, ()) if not _are_coordinated(frame, cue, other)]
        free = [i for i, c in enumerate(candidates) if not any(_are_alike(c.mask, mask) for mask in rivals)]
        if free:
            picked[number] = max(free, key=right[number].__getitem__)
        taken.setdefault(place, []).append((cue, candidates[picked[number]].mask))
    return picked


def _are_coordinated(frame: Frame, cue: int, other: int) -> bool:
    late, early = max(cue, other), min(cue, other)
    return frame.deps[late] == "conj" and frame.heads[late] == early


def _are_alike(one: int, other: int) -> bool:
    """Whether two sets of tokens are nearly the same."""
    return (one & other).bit_count() >= 0.8 * (one | other).bit_count()


def _with_sources(
    found: Sequence[tuple[Decision, list[SourceCandidate]]], weights: AttributionModels
) -> Iterator[Decision]:
    """The decisions with the best of their candidate sources."""
    rows: list[list[float]] = []
    for decision, heads in found:
        frame, cue, pieces = decision.frame, decision.cue, decision.pieces
        linear = [weights.score("source", source_features(frame, cue, source, pieces)) for source in heads]
        rows += source_columns(frame, cue, heads, linear, pieces)
    trusted = iter(weights.forests["source"].scores(rows).tolist())
    for decision, heads in found:
        right = [probability(next(trusted)) for _ in heads]
        best = max(range(len(right)), key=right.__getitem__)
        chosen = _by_rule(decision, heads, right)
        chance = max(right[best], right[chosen])
        phrase = _name_after(decision.frame, decision.cue) if heads[chosen].head < 0 else None
        if heads[best].head > decision.cue:
            phrase = phrase or _name_before(decision.frame, decision.cue)
        if phrase:
            yield replace(decision, source_probability=max(chance, _BY_LAYOUT), phrase=phrase)
        else:
            yield replace(decision, source=heads[chosen].head, source_probability=chance)


def _by_rule(decision: Decision, heads: Sequence[SourceCandidate], right: Sequence[float]) -> int:
    """The source that grammar leaves no choice about, else the likeliest."""
    frame, cue = decision.frame, decision.cue
    best = max(range(len(right)), key=right.__getitem__)
    named = next((i for i, source in enumerate(heads) if _is_person_saying(decision, source)), best)
    if heads[best].head < 0 or _is_own_pronoun(frame, cue, heads[named].head):
        best = named
    if any(way.startswith(("obj", "iobj")) for way in heads[best].ways):  # "told NBC": whoever speaks stands before
        before = [i for i, source in enumerate(heads) if 0 <= source.head < cue]
        subject = [i for i in before if "nsubj" in heads[i].ways]
        best = max(subject or before or [best], key=right.__getitem__)
    described = described_by(frame, cue, heads[best].head)
    return next((i for i, source in enumerate(heads) if described >= 0 and source.head == described), best)


def _name_before(frame: Frame, cue: int) -> Tokens | None:
    """The name between commas before a verb of telling ("the foreign minister, Sergey Lavrov, told NBC")."""
    end = cue - 1
    if end < 1 or frame.words[end] != "," or frame.lemmas[cue] not in _TELLING:
        return None
    start = end
    while start > 0 and frame.words[start - 1][:1].isupper() and frame.pos[start - 1] == "PROPN":
        start -= 1
    return (start, end) if end - start > 1 and frame.words[start - 1] == "," else None


def _name_after(frame: Frame, cue: int) -> Tokens | None:
    """The capitalised words between a verb of saying after a quotation and the next mark ("…,” said Aldous.")."""
    if cue == 0 or frame.words[cue - 1] not in MARKS or frame.lemmas[cue] not in aside_verbs():
        return None
    stop = cue + 1
    while stop < len(frame.words) and frame.words[stop][:1].isupper():
        stop += 1
    ends = stop < len(frame.words) and frame.words[stop] in (",", ".")
    return (cue + 1, stop) if ends and stop > cue + 1 else None


def _is_person_saying(decision: Decision, source: SourceCandidate) -> bool:
    """Whether the source is a pronoun or a name as the subject of the cue, which leaves no room for "none given"."""
    frame, head = decision.frame, source.head
    if "nsubj" not in source.ways:
        return False
    if frame.pos[head] == "PROPN" and frame.lemmas[decision.cue] in aside_verbs():
        return True
    return frame.lower[head] in _PERSONS or (frame.lower[head] == "it" and frame.lemmas[decision.cue] not in _SEEMING)


def _is_own_pronoun(frame: Frame, cue: int, head: int) -> bool:
    """Whether "he" or the like is the subject of an active cue: nobody else can be its source."""
    passive = any(frame.relations[kid] == "aux:pass" for kid in frame.children[cue])
    return frame.lower[head] in _PERSONS and not passive


def linear_cue_scores(frame: Frame, weights: AttributionModels) -> dict[int, float]:
    """The linear score of each candidate cue."""
    return {i: weights.score("cue", cue_features(frame, i)) for i in candidate_cues(frame, weights.rates)}


def waiting(scores: Mapping[int, float]) -> int:
    """The bits of tokens that look like cues at first sight."""
    return bits(i for i, score in scores.items() if score > WAITING)


def _likely(
    frames: Sequence[Frame], scores: Sequence[Mapping[int, float]], weights: AttributionModels, threshold: float
) -> Iterator[tuple[int, int, float]]:
    """Paragraph, token and probability of each likely cue."""

    def rate(key: str) -> tuple[int, int]:
        return weights.rates.get(key, (0, 0))

    places = [(at, cue) for at, found in enumerate(scores) for cue in found]
    rows = [cue_columns(frames[at], cue, scores[at], rate) for at, cue in places]
    for (at, cue), score in zip(places, weights.forests["cue"].scores(rows).tolist(), strict=True):
        if probability(score) >= threshold:
            yield at, cue, probability(score)


def _announced(frames: Sequence[Frame], at: int, cue: int) -> tuple[tuple[Frame, Tokens], ...]:
    """The quotations in the next paragraphs that a cue before a colon at the end of its own paragraph announces."""
    words = frames[at].words
    last = len(words) - 1
    while last > 0 and words[last].isspace():
        last -= 1
    if words[last] not in (":", ",") or frames[at].sentence[cue] != frames[at].sentence[last]:
        return ()
    found: list[tuple[Frame, Tokens]] = []
    for following in frames[at + 1 : at + 1 + _MOST_PARAGRAPHS]:
        if not following.quotes or following.quotes[0][0] != 0 or (found and not following.quotations[0].continues):
            break
        found.append((following, following.quotes[0]))
        if following.quotations[0].closed:
            break
    return tuple(found)
