"""Which of its candidate sources a cue gets: the likeliest, corrected by rules of grammar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.analysis.attribution.english.context import source_columns
from generator.analysis.attribution.english.decision import BY_LAYOUT, Decision
from generator.analysis.attribution.english.phrases import aside_verbs
from generator.analysis.attribution.english.sources import SourceCandidate, described_by
from generator.analysis.attribution.english.weigh import source_features
from generator.analysis.attribution.english.weights import AttributionModels, probability
from generator.analysis.attribution.frame import MARKS, Frame, Tokens

_PERSONS = frozenset({"i", "we", "he", "she", "they", "who"})
_TELLING = frozenset({"tell", "inform", "remind", "assure", "warn", "ask"})
_SEEMING = frozenset({"seem", "appear", "look", "sound", "turn", "become", "feel", "take", "be", "happen"})


def with_sources(
    found: Sequence[tuple[Decision, list[SourceCandidate]]], models: AttributionModels
) -> Iterator[Decision]:
    """The decisions, each with the best of its candidate sources."""
    rows: list[list[float]] = []
    for decision, candidates in found:
        frame, cue, pieces = decision.frame, decision.cue, decision.pieces
        linear = [models.score("source", source_features(frame, cue, source, pieces)) for source in candidates]
        rows += source_columns(frame, cue, candidates, linear, pieces)
    trusted = iter(models.forests["source"].scores(rows).tolist())
    for decision, candidates in found:
        yield _with_source(decision, candidates, [probability(next(trusted)) for _ in candidates])


def _with_source(decision: Decision, candidates: Sequence[SourceCandidate], right: Sequence[float]) -> Decision:
    """The decision with a source, given the probability of each candidate."""
    frame, cue = decision.frame, decision.cue
    best = _likeliest(range(len(right)), right)
    chosen = _by_rule(decision, candidates, right)
    chance = max(right[best], right[chosen])
    phrase = _name_after(frame, cue) if candidates[chosen].head < 0 else None
    if candidates[best].head > cue:
        phrase = phrase or _name_before(frame, cue)
    if phrase:
        return replace(decision, source_probability=max(chance, BY_LAYOUT), phrase=phrase)
    return replace(decision, source=candidates[chosen].head, source_probability=chance)


def _likeliest(numbers: Iterable[int], right: Sequence[float]) -> int:
    """The candidate with the highest probability."""
    return max(numbers, key=right.__getitem__)


def _by_rule(decision: Decision, candidates: Sequence[SourceCandidate], right: Sequence[float]) -> int:
    """The source that the grammar determines, otherwise the likeliest."""
    frame, cue = decision.frame, decision.cue
    best = _likeliest(range(len(right)), right)
    named = next((i for i, source in enumerate(candidates) if _is_person_saying(decision, source)), best)
    if candidates[best].head < 0 or _is_own_pronoun(frame, cue, candidates[named].head):
        best = named
    if _is_told(candidates[best]):
        best = _before_cue(candidates, right, cue, best)
    described = described_by(frame, cue, candidates[best].head)
    if described < 0:
        return best
    return next((i for i, source in enumerate(candidates) if source.head == described), best)


def _is_told(source: SourceCandidate) -> bool:
    """Whether a source is the object of the cue ("told NBC"), so that the speaker stands before it."""
    return any(way.startswith(("obj", "iobj")) for way in source.ways)


def _before_cue(candidates: Sequence[SourceCandidate], right: Sequence[float], cue: int, best: int) -> int:
    """The likeliest subject before the cue, otherwise any other candidate there, otherwise the best."""
    before = [i for i, source in enumerate(candidates) if 0 <= source.head < cue]
    subjects = [i for i in before if "nsubj" in candidates[i].ways]
    return _likeliest(subjects or before or [best], right)


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
    """The capitalized words between a verb of saying after a quotation and the next mark ("…,” said Aldous.")."""
    if cue == 0 or frame.words[cue - 1] not in MARKS or frame.lemmas[cue] not in aside_verbs():
        return None
    stop = cue + 1
    while stop < len(frame.words) and frame.words[stop][:1].isupper():
        stop += 1
    ends = stop < len(frame.words) and frame.words[stop] in (",", ".")
    return (cue + 1, stop) if ends and stop > cue + 1 else None


def _is_person_saying(decision: Decision, source: SourceCandidate) -> bool:
    """Whether the source is a pronoun or a name and the subject of the cue, which rules out "no source given"."""
    frame, head = decision.frame, source.head
    if "nsubj" not in source.ways:
        return False
    if frame.pos[head] == "PROPN" and frame.lemmas[decision.cue] in aside_verbs():
        return True
    return frame.lower[head] in _PERSONS or (frame.lower[head] == "it" and frame.lemmas[decision.cue] not in _SEEMING)


def _is_own_pronoun(frame: Frame, cue: int, head: int) -> bool:
    """Whether `head` is "he" or the like and the cue is active: nobody else can then be its source."""
    passive = any(frame.relations[kid] == "aux:pass" for kid in frame.children[cue])
    return frame.lower[head] in _PERSONS and not passive
