"""The people and bodies of an article while it is being read, and which of them a name refers to."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.analysis.lexicon import Gender, government_of, name_key, same_given, titles
from generator.analysis.speakers.names import Name
from generator.analysis.speakers.roles import Role
from generator.model import SpeakerKind


@dataclass(slots=True, eq=False)
class Participant:
    """What is known so far about one person or body; `roles` are in the order of the text."""

    text: str
    kind: SpeakerKind
    parts: tuple[str, ...] = ()
    gender: Gender = ""
    plural: bool = False
    thing: bool = False
    """It is not a person but a report, a poll or the like."""
    roles: list[Role] = field(default_factory=list)
    group: str = ""
    official: bool = False
    expert: bool = False
    former: bool = False
    party: bool = False
    held: str = ""
    """The class of a person's office according to the table of office holders, if the text gives no role."""
    words: str = ""
    """The words in the text that name a body."""
    count: int = 0
    full_count: int = 0

    @property
    def role(self) -> Role | None:
        """The first role that is more than kinship or a mark of affiliation; else the first one."""
        return next((r for r in self.roles if r.group_of not in {"kin", "mark"}), self.roles[0] if self.roles else None)


@dataclass(slots=True)
class Cast:
    """All participants; those with a name are indexed by position, people also by last and first name."""

    participants: list[Participant] = field(default_factory=list)
    by_place: dict[tuple[int, int], Participant] = field(default_factory=dict)
    name_at: dict[tuple[int, int], Name] = field(default_factory=dict)
    _in_line: dict[int, list[tuple[Name, Participant]]] = field(default_factory=dict)
    _by_last: dict[str, list[Participant]] = field(default_factory=dict)
    _by_first: dict[str, list[Participant]] = field(default_factory=dict)
    _by_start: dict[tuple[str, ...], list[Participant]] = field(default_factory=dict)
    _by_role: dict[int, list[tuple[Role, Participant]]] = field(default_factory=dict)

    def people(self) -> Iterator[Participant]:
        """The participants who are people with a name."""
        return (one for one in self.participants if one.kind == "person")

    def add(self, participant: Participant) -> Participant:
        """Add `participant` and return it."""
        self.participants.append(participant)
        return participant

    def put(self, name: Name, participant: Participant, roles: Iterable[Role] = ()) -> None:
        """Record that a name, with the roles beside it, refers to `participant`."""
        self.by_place[name.line, name.start] = participant
        self.name_at[name.line, name.start] = name
        bisect.insort(self._in_line.setdefault(name.line, []), (name, participant), key=lambda pair: pair[0].start)
        if not any(known is participant for known in self.by_last(name.surname)):
            self._by_last.setdefault(name_key(name.surname), []).append(participant)
        if len(name.parts) > 1 and not any(known is participant for known in self.by_start(name.parts)):
            self._by_start.setdefault(tuple(map(name_key, name.parts[:2])), []).append(participant)
            self._by_first.setdefault(name_key(name.parts[0]), []).append(participant)
        for role in roles:
            participant.roles.append(role)
            self._by_role.setdefault(role.line, []).append((role, participant))

    def names_in(self, line: int, start: int, end: int) -> list[tuple[Name, Participant]]:
        """The names of known people in the words from `start` up to `end`, in order."""
        found = self._in_line.get(line, [])
        first = bisect.bisect_left(found, start, key=lambda pair: pair[0].end - 1)
        last = bisect.bisect_left(found, end, key=lambda pair: pair[0].start)
        return found[first:last]

    def all_names(self) -> Iterator[tuple[Name, Participant]]:
        """All names of known people, line by line."""
        return (pair for number in sorted(self._in_line) for pair in self._in_line[number])

    def roles_in(self, line: int) -> list[tuple[Role, Participant]]:
        """The roles that a line gives, and whose they are."""
        return self._by_role.get(line, [])

    def by_last(self, word: str) -> list[Participant]:
        """The people whose last name is `word`, in any spelling."""
        return self._by_last.get(name_key(word), [])

    def by_start(self, parts: tuple[str, ...]) -> list[Participant]:
        """The people whose full name begins with the first two of `parts`."""
        return self._by_start.get(tuple(map(name_key, parts[:2])), [])

    def by_first(self, word: str) -> list[Participant]:
        """The people whose first name is `word`, in any spelling."""
        return self._by_first.get(name_key(word), [])


def government(group: str, words: str) -> Participant:
    """The government of `group` as a speaker, named by `words`."""
    return Participant(government_of(group), "organization", group=group, official=True, words=words)


def find(cast: Cast, name: Name) -> Participant | None:
    """The participant a name refers to; if several share the surname, the one most often named in full."""
    if len(name.parts) > 1:
        near = (*cast.by_last(name.surname), *cast.by_start(name.parts))
        return next((f for f in near if is_same(f.parts, name.parts)), None)
    fitting = [f for f in cast.by_last(name.surname) if not _of_other_gender(f, name)]
    if fitting:
        return max(fitting, key=lambda f: (f.full_count, f.count))
    alike = [f for f in cast.by_first(name.surname) if len(f.parts) > 1]
    return alike[0] if len(alike) == 1 else None  # "Xi", or a given name alone


def _of_other_gender(participant: Participant, name: Name) -> bool:
    """Whether the title before a surname contradicts the gender of the participant."""
    title = titles().get(name.title)
    return bool(participant.gender and title and title.gender and participant.gender != title.gender)


def is_same(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two full names may belong to one person: same surname, compatible given names."""
    one, two = _bare(first), _bare(second)
    if not one or not two:
        return False
    if name_key(" ".join(one)) == name_key(" ".join(two)):
        return True
    if name_key(one[-1]) != name_key(two[-1]):
        return len(one) != len(two) and _starts_alike(one, two)
    if len(one) == 1 or len(two) == 1:
        return True
    return same_given(one[0], two[0]) or (len(two) > 2 and same_given(one[0], two[1]))


def _starts_alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether the longer name starts with the shorter, which has at least two words ("Hun Sen", "Hun Sen Bunna")."""
    short, long = sorted((one, two), key=len)
    return len(short) > 1 and tuple(map(name_key, long[: len(short)])) == tuple(map(name_key, short))


def _bare(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in parts if part.rstrip(".").lower() not in {"jr", "sr", "ii", "iii", "iv"})
