"""Read the roles beside a French name: before it, after it between commas, or after "est"."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.attribution.french.nouns import stops
from generator.analysis.lexicon import french
from generator.analysis.speakers.french.roles import OF, read_role, role_start
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.names import Name
from generator.analysis.speakers.roles import Role

_PREPOSITIONAL = frozenset({"avec", "contre", "entre"})
_NOMINAL = frozenset({"NOUN", "ADJ", "PROPN", "DET", "NUM"})
_PARTICIPLES = ("é", "ée", "és", "ées")
_CLOSES = frozenset({",", ".", ")", "»", ";", ":", "…", "—", "–", '"', "”"})
_LONGEST = 18  # the most words of a role
_LEADING = 4  # the most words between a comma and the noun of office


def roles_of(line: Line, name: Name) -> Iterator[Role]:
    """The roles that the words around a name give: before it, after it, and after "est"."""
    for role in (_before(line, name), _after(line, name), _copula(line, name)):
        if role is not None and (role.noun or role.expert) and not role.plural:
            yield role


def _before(line: Line, name: Name) -> Role | None:
    """A role before the name: "le premier ministre Mark Carney", "la ministre des Finances, Ann Roy,"."""
    end = name.start - bool(name.title)
    comma = line.low(end - 1) == ","
    stop = end - comma
    if line.pos(stop - 1) in {"ADP", "DET", "CCONJ"} or line.low(stop - 1) in OF:
        return None  # the name belongs to the phrase: "le conseiller de Vladimir Poutine"
    start = _phrase_start(line, stop)
    heads = _heads(line, start, stop)
    if not heads or (comma and not _is_apposition(line, name, start, heads[0])):
        return None
    return read_role(line, role_start(line, start, heads[0] if comma else heads[-1]), stop)


def _heads(line: Line, start: int, stop: int) -> list[int]:
    """The nouns of office of persons; in "sénateur républicain" the second is an adjective."""
    persons = (at for at, _, office in line.offices_in(start, stop) if not office.collective)
    return [at for at in persons if at not in line.office_ends]


def _is_apposition(line: Line, name: Name, start: int, head: int) -> bool:
    """Whether a role before a comma belongs to the name after it."""
    if line.low(start - 1) in _PREPOSITIONAL:
        return False
    return name.end >= len(line.words) or line.low(name.end) in _CLOSES or _opens(line, start, head)


def _opens(line: Line, start: int, head: int) -> bool:
    """Whether a role opens the sentence without an article: "Ancien ambassadeur à Kiev, Paul Roy craint …"."""
    former = french.words("roles", "markers", "former")
    return line.words[start].opens and all(line.pos(at) == "ADJ" or line.low(at) in former for at in range(start, head))


def _phrase_start(line: Line, end: int) -> int:
    """The start of the noun phrase that ends at `end`."""
    at = end
    while at > max(0, end - _LONGEST):
        if not _may_be_inside(line, at - 1):
            break
        at -= 1
        if line.words[at].opens:
            break
    return at


def _may_be_inside(line: Line, at: int) -> bool:
    """Whether a word can be part of a role before a name."""
    word = line.words[at]
    if word.low in stops():
        return False
    nominal = word.pos in _NOMINAL or word.low in french.grammar("inside_role")
    return nominal or at in line.offices or bool(line.covered(line.places, at))


def _after(line: Line, name: Name) -> Role | None:
    """A role after the name: ", professeure à l’Université …", ", du Centre …", ", qui dirige …"."""
    at = name.end
    if line.low(at) in OF and line.low(at) != "des":
        return _body(line, at)
    if line.low(at) == "(":
        return _within_brackets(line, at)
    if line.low(at) != "," or at + 1 >= len(line.words):
        return None
    at = _past_age(line, at + 1)
    if line.low(at) in OF:
        return _body(line, at)
    if line.low(at) == "qui":
        return _relative(line, at + 1)
    return _noun_phrase(line, at)


def _past_age(line: Line, at: int) -> int:
    """The word after an age between commas (", 62 ans, retraitée"); `at` without one."""
    is_age = line.words[at].text.isdigit() and line.low(at + 1) == "ans" and line.low(at + 2) == ","
    return at + 3 if is_age and at + 3 < len(line.words) else at


def _noun_phrase(line: Line, at: int) -> Role | None:
    """A role that starts at a word, with its article, adjectives and noun of office."""
    start = at + 1 if line.low(at) in french.grammar("determiners") else at
    head = next((i for i in range(start, min(start + _LEADING, len(line.words))) if i in line.offices), None)
    if head is None or line.words[start].opens:
        return None
    if any(not _may_lead(line, i) for i in range(start, head)) or line.offices[head][1].plural:
        return None
    end = role_end(line, line.offices[head][0])
    if _names_another(line, line.offices[head][0], end):
        return None
    return read_role(line, start, end)


def _may_lead(line: Line, at: int) -> bool:
    return line.pos(at) in {"ADJ", "NUM", "NOUN"} or line.low(at) in french.words("roles", "markers", "former")


def _names_another(line: Line, after: int, end: int) -> bool:
    """Whether the name of a person directly follows an office, which is then that person's."""
    return after < end and line.words[after].entity == "PER" and after not in line.places


def role_end(line: Line, at: int) -> int:
    """The end of a role: a mark, a relative clause or a finite verb."""
    start, stop = at, min(len(line.words), at + _LONGEST)
    while at < stop and not _ends_role(line, at):
        at += 1
    while at > start and (line.low(at - 1) in OF or line.pos(at - 1) in {"DET", "CCONJ", "PRON"}):
        at -= 1
    return at


def _ends_role(line: Line, at: int) -> bool:
    """Whether a role ends before a word."""
    word = line.words[at]
    if word.low in stops() or word.opens or _is_finite(line, at):
        return True
    return word.low == "et" and line.pos(at + 1) in {"PRON", "VERB", "AUX", "ADV"}


def _is_finite(line: Line, at: int) -> bool:
    """Whether a word is a finite verb, not a participle or a name that is tagged as a verb."""
    word = line.words[at]
    if word.pos not in {"VERB", "AUX"} or word.low.endswith(_PARTICIPLES):
        return False
    return not (word.text[0].isupper() or line.covered(line.places, at))


def _body(line: Line, at: int) -> Role | None:
    """An affiliation: "de l’Université Laval", "du Centre d’études …"; only those that show an expert count."""
    start = at + 1
    while line.low(start) in {"l'", "la", "le"}:
        start += 1
    if start >= len(line.words) or not line.words[start].text[0].isupper():
        return None
    role = read_role(line, start, role_end(line, start))
    return role if role.expert else None


def _within_brackets(line: Line, at: int) -> Role | None:
    end = next((i for i in range(at + 1, min(at + _LONGEST, len(line.words))) if line.low(i) == ")"), None)
    if end is None:
        return None
    start = at + 2 if line.low(at + 1) in french.grammar("determiners") else at + 1
    return read_role(line, start, end) if start in line.offices else None


def _relative(line: Line, at: int) -> Role | None:
    """The role in "qui est professeur à …", "qui enseigne à l’Université …", "qui dirige l’Institut …"."""
    low = line.low(at)
    if low in {"est", "fut"} or (low == "a" and line.low(at + 1) == "été"):
        return _noun_phrase(line, at + 1 + (low == "a"))
    if low in {"enseigne", "dirige", "préside"}:
        role = read_role(line, at, role_end(line, at + 1))
        return role if role.expert else None
    return None


def _copula(line: Line, name: Name) -> Role | None:
    """The role in "X est un ancien ambassadeur"; only the present tense is certain."""
    return _noun_phrase(line, name.end + 1) if line.low(name.end) == "est" and name.end + 1 < len(line.words) else None
