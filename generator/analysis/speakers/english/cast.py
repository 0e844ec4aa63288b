"""The people and bodies of an article while it is being read, and how a name finds the one it belongs to."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.analysis.lexicon import Gender, gender_of, holders, name_key, same_given, titles
from generator.analysis.speakers.english.appositions import roles_of
from generator.analysis.speakers.english.lines import Line
from generator.analysis.speakers.english.names import PARTICLES, Name, find_names
from generator.analysis.speakers.english.roles import Role
from generator.model import SpeakerKind


@dataclass(slots=True, eq=False)
class Figure:
    """One person or body as far as it is known; `roles` in the order of the text."""

    text: str
    kind: SpeakerKind
    parts: tuple[str, ...] = ()
    gender: Gender = ""
    plural: bool = False
    thing: bool = False
    """What speaks is no person: a report, a poll."""
    roles: list[Role] = field(default_factory=list)
    group: str = ""
    official: bool = False
    expert: bool = False
    former: bool = False
    party: bool = False
    held: str = ""
    """For a person without a role in the text: the class of the office that the table of holders knows."""
    words: str = ""
    """For a body: the words of the text that name it."""
    count: int = 0
    full_count: int = 0

    @property
    def role(self) -> Role | None:
        """The first role that says more than kinship."""
        return next((r for r in self.roles if r.group_of not in {"kin", "mark"}), self.roles[0] if self.roles else None)


@dataclass(slots=True)
class Cast:
    """All figures; those of names by line and first word, people also by the keys of their last and first names."""

    figures: list[Figure] = field(default_factory=list)
    by_place: dict[tuple[int, int], Figure] = field(default_factory=dict)
    name_at: dict[tuple[int, int], Name] = field(default_factory=dict)
    _in_line: dict[int, list[tuple[Name, Figure]]] = field(default_factory=dict)
    _by_last: dict[str, list[Figure]] = field(default_factory=dict)
    _by_first: dict[str, list[Figure]] = field(default_factory=dict)
    _by_start: dict[tuple[str, ...], list[Figure]] = field(default_factory=dict)
    _by_role: dict[int, list[tuple[Role, Figure]]] = field(default_factory=dict)

    def people(self) -> Iterator[Figure]:
        """The figures that are named persons."""
        return (figure for figure in self.figures if figure.kind == "person")

    def add(self, figure: Figure) -> Figure:
        """Take `figure` in."""
        self.figures.append(figure)
        return figure

    def put(self, name: Name, figure: Figure, roles: Iterable[Role] = ()) -> None:
        """Put a name, with the roles beside it, down to its figure."""
        self.by_place[name.line, name.start] = figure
        self.name_at[name.line, name.start] = name
        bisect.insort(self._in_line.setdefault(name.line, []), (name, figure), key=lambda pair: pair[0].start)
        if not any(known is figure for known in self.by_last(name.surname)):
            self._by_last.setdefault(name_key(name.surname), []).append(figure)
        if len(name.parts) > 1 and not any(known is figure for known in self.by_start(name.parts)):
            self._by_start.setdefault(tuple(map(name_key, name.parts[:2])), []).append(figure)
            self._by_first.setdefault(name_key(name.parts[0]), []).append(figure)
        for role in roles:
            figure.roles.append(role)
            self._by_role.setdefault(role.line, []).append((role, figure))

    def names_in(self, line: int, start: int, end: int) -> list[tuple[Name, Figure]]:
        """The names of known people among the words from `start` up to `end`, in order."""
        found = self._in_line.get(line, [])
        first = bisect.bisect_left(found, start, key=lambda pair: pair[0].end - 1)
        last = bisect.bisect_left(found, end, key=lambda pair: pair[0].start)
        return found[first:last]

    def all_names(self) -> Iterator[tuple[Name, Figure]]:
        """All names of known people, line by line."""
        return (pair for number in sorted(self._in_line) for pair in self._in_line[number])

    def roles_in(self, line: int) -> list[tuple[Role, Figure]]:
        """The roles of people that a line gives."""
        return self._by_role.get(line, [])

    def by_last(self, word: str) -> list[Figure]:
        """The people whose last name is `word` in any spelling."""
        return self._by_last.get(name_key(word), [])

    def by_start(self, parts: tuple[str, ...]) -> list[Figure]:
        """The people whose full name begins with the first two of `parts`."""
        return self._by_start.get(tuple(map(name_key, parts[:2])), [])

    def by_first(self, word: str) -> list[Figure]:
        """The people whose name begins with `word` in any spelling."""
        return self._by_first.get(name_key(word), [])


def gather(lines: tuple[Line, ...]) -> Cast:
    """The people whom the text names: full names first, so that a surname in a lead finds its person further down."""
    cast = Cast()
    found = [name for line in lines for name in find_names(line)]
    counts = Counter(name.parts for name in found)
    names = [_pruned(name, counts) if len(name.parts) > 1 else name for name in found]
    for name in names:
        if len(name.parts) > 1:
            roles = list(roles_of(lines[name.line], name))
            if name.sure or roles:
                _enter(cast, lines[name.line], name, roles)
    for name in names:
        if (name.line, name.start) not in cast.by_place:
            _enter_short(cast, lines[name.line], name)
    _enter_openings(cast, lines)
    for figure in cast.figures:
        figure.roles.sort(key=lambda role: (role.line, role.start))
    return cast


def _enter_openings(cast: Cast, lines: tuple[Line, ...]) -> None:
    """Take in surnames of the cast that open a sentence, where the tagger may not have seen a name."""
    surnames = {name.surname for name, _ in cast.all_names() if len(name.parts) > 1}
    for line in lines:
        for at, word in enumerate(line.words):
            if word.opens and word.text in surnames and (line.number, at) not in cast.name_at:
                name = Name(line.number, at, at + 1, (word.text,))
                figure = find(cast, name)
                if figure is not None:
                    _enter(cast, line, name, [])


def _pruned(name: Name, counts: Counter[tuple[str, ...]]) -> Name:
    """The name without a first word that is none of it ("Crooked …", "Injecting …"), where the rest occurs alone."""
    tail = _headline_tail(name, counts)
    if tail:
        return replace(name, end=name.end - tail, parts=name.parts[:2])
    if gender_of(name.parts[0]) or len(name.parts[0]) < 3 or (name.titled and not gender_of(name.parts[1])):
        return name
    rest = name.parts[1:]
    alone = counts[rest]
    if not alone or counts[name.parts] > 1 or (len(rest) == 1 and alone < 3):
        return name
    start = name.start + len(name.parts[0].split("-")) * 2 - 1
    return replace(name, start=start, parts=rest)


def _headline_tail(name: Name, counts: Counter[tuple[str, ...]]) -> int:
    """How many words of a headline in capitals run on after a name of two words that stands alone elsewhere."""
    if len(name.parts) < 3 or name.end - name.start != len(name.parts) or len(name.parts[1]) < 3:
        return 0
    return len(name.parts) - 2 if counts[name.parts[:2]] >= counts[name.parts] else 0


def _enter_short(cast: Cast, line: Line, name: Name) -> None:
    """Put a name down that is one word, or that only its roles could show to be a person's."""
    short = len(name.parts) == 1
    figure = find(cast, name)
    roles = list(roles_of(line, name)) if figure or short else []
    if figure is not None and short and _is_namesake(figure, name, roles):
        figure = cast.add(Figure(name.parts[0], "person", name.parts))
        cast.put(name, figure, roles)
    elif figure or (short and (name.titled or name.sure or roles) and name.parts[0].lower() not in PARTICLES):
        _enter(cast, line, name, roles)
    else:
        cast.name_at[name.line, name.start] = name


def _is_namesake(figure: Figure, name: Name, roles: list[Role]) -> bool:
    """Whether "President Obama" is not the Michelle Obama of the article: another of that name held the office."""
    if len(figure.parts) < 2 or any(role.official for role in figure.roles):
        return False
    classes = {role.group_of for role in roles if role.official}
    known = [h for h in holders().get(name_key(name.surname), ()) if h.office.replace(" ", "_") in classes]
    return bool(known) and not any(same_given(h.name.split()[0], figure.parts[0]) for h in known)


def _enter(cast: Cast, line: Line, name: Name, roles: list[Role]) -> None:
    """Put a name down to its figure, a new one where none fits."""
    figure = find(cast, name)
    text = line.slice(name.start, name.end).rstrip("’'")
    if figure is None:
        figure = cast.add(Figure(text, "person", name.parts))
    elif len(name.parts) > len(figure.parts):
        figure.text, figure.parts = text, name.parts
    told = name.gender if len(name.parts) > 1 or name.title or len(figure.parts) == 1 else ""
    figure.gender = figure.gender or told or next((r.gender for r in roles if r.gender), "")
    figure.count += 1
    figure.full_count += len(name.parts) > 1
    cast.put(name, figure, roles)


def find(cast: Cast, name: Name) -> Figure | None:
    """The figure that a name belongs to: of several with one surname, the one who is named in full most often."""
    if len(name.parts) > 1:
        near = (*cast.by_last(name.surname), *cast.by_start(name.parts))
        return next((f for f in near if is_same(f.parts, name.parts)), None)
    fitting = [f for f in cast.by_last(name.surname) if not _of_other_gender(f, name)]
    if fitting:
        return max(fitting, key=lambda f: (f.full_count, f.count))
    alike = [f for f in cast.by_first(name.surname) if len(f.parts) > 1]
    return alike[0] if len(alike) == 1 else None  # "Xi", or a given name alone


def _of_other_gender(figure: Figure, name: Name) -> bool:
    """Whether the title before a surname is for the other gender; a surname that is also a given name tells nothing."""
    title = titles().get(name.title)
    return bool(figure.gender and title and title.gender and figure.gender != title.gender)


def is_same(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two full names may be one person's: the same surname, and given names that do not differ."""
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
    """Whether the shorter of two names, of at least two words, begins the longer ("Hun Sen", "Hun Sen Bunna")."""
    short, long = sorted((one, two), key=len)
    return len(short) > 1 and tuple(map(name_key, long[: len(short)])) == tuple(map(name_key, short))


def _bare(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in parts if part.rstrip(".").lower() not in {"jr", "sr", "ii", "iii", "iv"})
