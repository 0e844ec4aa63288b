"""Which tokens of a parsed text are cues, and which content and source each has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.analysis.attribution.english.content_columns import content_columns
from generator.analysis.attribution.english.contents import Content, contents
from generator.analysis.attribution.english.context import cue_columns
from generator.analysis.attribution.english.continuing import continued
from generator.analysis.attribution.english.cues import candidate_cues, cue_features
from generator.analysis.attribution.english.decision import BY_LAYOUT, Decision
from generator.analysis.attribution.english.phrases import asides, phrases
from generator.analysis.attribution.english.sources import SourceCandidate, sources
from generator.analysis.attribution.english.speaking import with_sources
from generator.analysis.attribution.english.weigh import content_features
from generator.analysis.attribution.english.weights import AttributionModels, probability
from generator.analysis.attribution.frame import Frame, Pieces, Tokens, bits
from generator.analysis.attribution.labels import labels

WAITING = -2.0
"""Linear score above which a token counts as a likely cue in the features of contents."""
_MOST_PARAGRAPHS = 8
"""Paragraphs that an announced quotation can fill."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A likely cue with its candidate contents."""

    frame: Frame
    cue: int
    chance: float
    """The probability that it is a cue."""
    candidates: list[Content]


def decide(frames: Sequence[Frame], text: str, models: AttributionModels, *, threshold: float) -> list[Decision]:
    """The best readings of cues, none less likely than `threshold`, and what layout and set phrases say."""
    named = [
        Decision(label.frame, label.cue, (), -1, BY_LAYOUT, 1.0, 1.0, label.content, label.source)
        for label in labels(frames, [frame.span.of(text) for frame in frames])
    ]
    named += phrases(frames)
    taken = {(decision.frame.index, decision.cue) for decision in named}
    others = _by_grammar(frames, models, threshold)
    kept = [d for d in others if d.probability >= threshold and (d.frame.index, d.cue) not in taken]
    kept += asides(frames, taken | {(d.frame.index, d.cue) for d in kept})
    return continued(frames, named + kept)


def _by_grammar(frames: Sequence[Frame], models: AttributionModels, threshold: float) -> list[Decision]:
    """The best reading of each likely cue; those whose content falls below `threshold` are left out."""
    scores = [linear_cue_scores(frame, models) for frame in frames]
    cues = _likely(frames, scores, models, threshold)
    rivals = [_Choice(frame, cue, chance, contents(frame, cue)) for frame, cue, chance in cues]
    choices = [choice for choice in rivals if choice.candidates]
    right = _content_chances(choices, scores, models)
    found: list[tuple[Decision, list[SourceCandidate]]] = []
    for choice, chances, best in zip(choices, right, _picked(choices, right), strict=True):
        decision = _decision(frames, choice, best, chances[best])
        if decision.probability >= threshold:
            found.append((decision, sources(choice.frame, choice.cue)))
    return list(with_sources(found, models))


def _content_chances(
    choices: Sequence[_Choice], scores: Sequence[Mapping[int, float]], models: AttributionModels
) -> list[list[float]]:
    """The probability of each candidate content of each choice; `scores` are those of the cues by paragraph."""
    seen = [waiting(found) for found in scores]
    rows: list[list[float]] = []
    for choice in choices:
        frame, cue, candidates = choice.frame, choice.cue, choice.candidates
        features = (content_features(frame, cue, candidate, seen[frame.index]) for candidate in candidates)
        linear = [models.score("content", names) for names in features]
        rows += content_columns(frame, cue, candidates, linear, scores[frame.index])
    trusted = iter(models.forests["content"].scores(rows).tolist())
    return [[probability(next(trusted)) for _ in choice.candidates] for choice in choices]


def _decision(frames: Sequence[Frame], choice: _Choice, best: int, chance: float) -> Decision:
    """The decision for a choice's best candidate, or for the quotations that its cue announces."""
    following = _announced(frames, choice.frame, choice.cue)
    pieces: Pieces = () if following else choice.candidates[best].pieces
    return Decision(choice.frame, choice.cue, pieces, -1, choice.chance, chance, 1.0, following)


def _picked(choices: Sequence[_Choice], right: Sequence[Sequence[float]]) -> list[int]:
    """The best candidate of each choice; if two cues of a sentence want the same, the less likely one takes another.

    Coordinated cues ("praised and endorsed the plan") share theirs.
    """
    picked = [max(range(len(chances)), key=chances.__getitem__) for chances in right]
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for number in sorted(range(len(choices)), key=lambda n: (-right[n][picked[n]], n)):
        frame, cue, candidates = choices[number].frame, choices[number].cue, choices[number].candidates
        place = (frame.index, frame.sentence[cue])
        rivals = [mask for other, mask in taken.get(place, ()) if not _are_coordinated(frame, cue, other)]
        free = [i for i, c in enumerate(candidates) if not any(_are_alike(c.mask, mask) for mask in rivals)]
        if free:
            picked[number] = max(free, key=right[number].__getitem__)
        taken.setdefault(place, []).append((cue, candidates[picked[number]].mask))
    return picked


def _are_coordinated(frame: Frame, cue: int, other: int) -> bool:
    """Whether one of two cues is joined to the other by a conjunction."""
    late, early = max(cue, other), min(cue, other)
    return frame.deps[late] == "conj" and frame.heads[late] == early


def _are_alike(one: int, other: int) -> bool:
    """Whether two sets of tokens, as bits, are nearly the same."""
    return (one & other).bit_count() >= 0.8 * (one | other).bit_count()


def linear_cue_scores(frame: Frame, models: AttributionModels) -> dict[int, float]:
    """The linear score of each candidate cue."""
    return {i: models.score("cue", cue_features(frame, i)) for i in candidate_cues(frame, models.rates)}


def waiting(scores: Mapping[int, float]) -> int:
    """The tokens that look like cues by their linear scores alone, as bits."""
    return bits(i for i, score in scores.items() if score > WAITING)


def _likely(
    frames: Sequence[Frame], scores: Sequence[Mapping[int, float]], models: AttributionModels, threshold: float
) -> Iterator[tuple[Frame, int, float]]:
    """Paragraph, token and probability of each likely cue."""

    def rate(key: str) -> tuple[int, int]:
        return models.rates.get(key, (0, 0))

    places = [(frame, cue) for frame, found in zip(frames, scores, strict=True) for cue in found]
    rows = [cue_columns(frame, cue, scores[frame.index], rate) for frame, cue in places]
    for (frame, cue), score in zip(places, models.forests["cue"].scores(rows).tolist(), strict=True):
        if probability(score) >= threshold:
            yield frame, cue, probability(score)


def _announced(frames: Sequence[Frame], frame: Frame, cue: int) -> tuple[tuple[Frame, Tokens], ...]:
    """The quotations in the next paragraphs that a cue announces before a colon at the end of its own paragraph."""
    if not _ends_announcing(frame, cue):
        return ()
    found: list[tuple[Frame, Tokens]] = []
    for following in frames[frame.index + 1 : frame.index + 1 + _MOST_PARAGRAPHS]:
        if not _opens_quoting(following) or (found and not following.quotations[0].continues):
            break
        found.append((following, following.quotes[0]))
        if following.quotations[0].closed:
            break
    return tuple(found)


def _ends_announcing(frame: Frame, cue: int) -> bool:
    """Whether a paragraph ends with a colon or comma, in the sentence of the cue."""
    last = len(frame.words) - 1
    while last > 0 and frame.words[last].isspace():
        last -= 1
    return frame.words[last] in (":", ",") and frame.sentence[cue] == frame.sentence[last]


def _opens_quoting(frame: Frame) -> bool:
    """Whether a paragraph begins with a quotation."""
    return bool(frame.quotes) and frame.quotes[0][0] == 0
