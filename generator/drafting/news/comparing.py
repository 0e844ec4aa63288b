"""Two briefs side by side: what the later one adds, drops, changes and repeats."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from generator.drafting.news.likeness import Rarity, rarity, words
from generator.drafting.selection.facts import disagree, facts
from generator.drafting.selection.languages import rules_of
from generator.model import Brief, Excerpt, Source

_LIKE = 0.5  # cosine from which two passages of one speaker are the same statement
_LIKE_IN_STORY = 0.35  # the same within one story, which seldom says two things so alike
_COVERED = 0.65  # share of a passage's words, by rarity, that the earlier one has where it says nothing more
_LEAST_WORDS = 4  # shorter passages resemble each other by chance
_TRACKING = "utm_"


@dataclass(frozen=True, slots=True)
class Change:
    """One statement in two wordings."""

    before: Excerpt
    after: Excerpt


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the excerpts of two briefs; each is in exactly one list, in the order of print."""

    new: tuple[Excerpt, ...]
    """In the later brief, without a counterpart in the earlier one."""
    changed: tuple[Change, ...]
    """The same statement with another figure, certainty, denial or content, or reworded by its own outlet."""
    continued: tuple[Change, ...]
    """The same words, wherever they are, or the same content in the words of another story."""
    dropped: tuple[Excerpt, ...]
    """In the earlier brief, without a counterpart in the later one."""


def compare(before: Brief, after: Brief) -> Changes:
    """What `after` tells a reader who knows `before`.

    Passages are matched one to one: first those with the same words, then, by likeness, those of the same speaker.
    """
    pairs = dict(_same_words(before, after))
    pairs |= _alike(before, after, pairs)
    earlier = _Earlier(before, after)
    matched = [Change(pairs[excerpt.id], excerpt) for excerpt in after.excerpts() if excerpt.id in pairs]
    taken = {change.before.id for change in matched}
    return Changes(
        new=tuple(excerpt for excerpt in after.excerpts() if excerpt.id not in pairs),
        changed=tuple(filter(earlier.is_changed, matched)),
        continued=tuple(itertools.filterfalse(earlier.is_changed, matched)),
        dropped=tuple(excerpt for excerpt in before.excerpts() if excerpt.id not in taken),
    )


def address(url: str) -> str:
    """`url` without fragment, tracking parameters, capitals in the host name and a slash at the end."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    query = urlencode([pair for pair in parse_qsl(parts.query) if not pair[0].startswith(_TRACKING)])
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), query, ""))


def on_one_line(text: str) -> str:
    """`text` with each run of white space as one space."""
    return " ".join(text.split())


def _same_words(before: Brief, after: Brief) -> Iterator[tuple[str, Excerpt]]:
    """The id of a later excerpt → the earlier one with the same words and speaker."""
    earlier = {(on_one_line(excerpt.text), _voice(excerpt)): excerpt for excerpt in reversed(before.excerpts())}
    for excerpt in after.excerpts():
        found = earlier.pop((on_one_line(excerpt.text), _voice(excerpt)), None)
        if found is not None:
            yield excerpt.id, found


def _alike(before: Brief, after: Brief, pairs: dict[str, Excerpt]) -> dict[str, Excerpt]:
    """The same for excerpts in other words; the most alike are matched first."""
    known = _Earlier(before, after)
    taken = {excerpt.id for excerpt in pairs.values()}
    found = [
        (-likeness, row, place, earlier, later)
        for row, earlier in enumerate(before.excerpts())
        for place, later in enumerate(after.excerpts())
        if earlier.id not in taken and later.id not in pairs and (likeness := known.likeness(earlier, later))
    ]
    matched: dict[str, Excerpt] = {}
    for _, _, _, earlier, later in sorted(found, key=lambda one: one[:3]):
        if earlier.id not in taken and later.id not in matched:
            matched[later.id] = earlier
            taken.add(earlier.id)
    return matched


class _Earlier:
    """The earlier brief, by which excerpts of the later one are judged."""

    def __init__(self, before: Brief, after: Brief) -> None:
        self._rarity: Rarity = rarity(_cited(before) + _cited(after))
        self._before, self._after = _addresses(before.sources), _addresses(after.sources)
        self._languages = {source.id: source.language for source in (*before.sources, *after.sources)}

    def _words(self, excerpt: Excerpt) -> frozenset[str]:
        return words(excerpt.text, self._languages.get(excerpt.source, ""))

    def likeness(self, earlier: Excerpt, later: Excerpt) -> float:
        """The cosine of two excerpts of one speaker; 0 where they are not the same statement."""
        if _voice(earlier) != _voice(later) or min(len(self._words(e)) for e in (earlier, later)) < _LEAST_WORDS:
            return 0.0
        cosine = self._rarity.cosine(self._words(earlier), self._words(later))
        return cosine if cosine >= (_LIKE_IN_STORY if self._is_one_story(earlier, later) else _LIKE) else 0.0

    def _differs(self, earlier: Excerpt, later: Excerpt) -> bool:
        """Whether two wordings differ in a quantity, a denial or a certainty."""
        if _certainty(earlier) != _certainty(later):
            return True
        languages = {self._languages.get(excerpt.source, "") for excerpt in (earlier, later)}
        rules = rules_of(min(languages)).facts
        if len(languages) > 1 or rules is None:
            return earlier.text != later.text  # nothing in them can be compared but their words
        mine, its = facts(earlier.text, rules), facts(later.text, rules)
        if mine.denied != its.denied:
            return True
        left, right = mine.quantities - its.quantities, its.quantities - mine.quantities
        return any(disagree(a, b) for a in left for b in right if a.unit == b.unit)

    def is_changed(self, change: Change) -> bool:
        """Whether a reader of the earlier wording learns something from the later one."""
        earlier, later = change.before, change.after
        if self._words(earlier) == self._words(later) and not self._differs(earlier, later):
            return False
        if self._is_one_story(earlier, later) or self._differs(earlier, later):
            return True
        return self._rarity.covered(self._words(later), self._words(earlier)) < _COVERED

    def _is_one_story(self, earlier: Excerpt, later: Excerpt) -> bool:
        url = self._before.get(earlier.source, "")
        return bool(url) and url == self._after.get(later.source, "")


def _cited(brief: Brief) -> tuple[Source, ...]:
    """The sources of its excerpts: enough to tell rare words from common ones, however many stories were read."""
    cited = {excerpt.source for excerpt in brief.excerpts()}
    return tuple(source for source in brief.sources if source.id in cited)


def _addresses(sources: tuple[Source, ...]) -> dict[str, str]:
    return {source.id: address(source.url) for source in sources}


def _voice(excerpt: Excerpt) -> str:
    """Whose statement an excerpt is: the last word of the speaker's name, "" for the reporter."""
    return excerpt.speaker.name.split()[-1].casefold() if excerpt.speaker and excerpt.speaker.name.split() else ""


def _certainty(excerpt: Excerpt) -> tuple[str, bool]:
    return (excerpt.certainty.modality, excerpt.certainty.negated) if excerpt.certainty else ("", False)
