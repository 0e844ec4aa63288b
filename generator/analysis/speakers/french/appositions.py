"""The roles that stand beside a French name: before it, after it between commas, after "est"."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.attribution.french.nouns import stops
from generator.analysis.lexicon import french_grammar, french_words
from generator.analysis.speakers.french.roles import OF, read_role
from generator.analysis.speakers.lines import Line
from generator.analysis.speakers.names import Name
from generator.analysis.speakers.roles import Role

_CLOSES = frozenset({",", ".", ")", "»", ";", ":", "…", "—", "–", '"', "”"})
_LONGEST = 18  # words of a role
_LEADING = 4  # words between a comma and the noun of office


def roles_of(line: Line, name: Name) -> Iterator[Role]:
    """The roles that the words around a name give, nearest first."""
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
    closes = line.low(name.end) in _CLOSES or name.end >= len(line.words)
    found = [(at, office) for at, _, office in line.offices_in(start, stop) if not office.collective]
    heads = [
        at for at, _ in found if at not in line.office_ends
    ]  # in "sénateur républicain" the second is an adjective
    if not heads or (comma and not closes and not _opens(line, start, heads[0])):
        return None
    head = heads[0] if comma else heads[-1]
    if comma and line.low(start - 1) in _PREPOSITIONAL:
        return None
    first = head
    while first > start and (
        line.pos(first - 1) == "ADJ" or line.low(first - 1) in french_words("roles", "markers", "former")
    ):
        first -= 1
    return read_role(line, first, stop)


_PREPOSITIONAL = frozenset({"avec", "contre", "entre"})


def _opens(line: Line, start: int, head: int) -> bool:
    """Whether a role opens the sentence without an article: "Ancien ambassadeur à Kiev, Paul Roy craint …"."""
    former = french_words("roles", "markers", "former")
    return line.words[start].opens and all(line.pos(at) == "ADJ" or line.low(at) in former for at in range(start, head))


def _phrase_start(line: Line, end: int) -> int:
    """Where the noun phrase that ends at `end` starts."""
    at = end
    while at > max(0, end - _LONGEST):
        word = line.words[at - 1]
        inside = word.pos in {"NOUN", "ADJ", "PROPN", "DET", "NUM"} or word.low in french_grammar("inside_role")
        inside = inside or (at - 1) in line.offices or bool(line.covered(line.places, at - 1))
        if not inside or word.low in stops():
            break
        at -= 1
        if word.opens:
            break
    return at


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
    """After an age between commas (", 62 ans, retraitée")."""
    if (
        line.words[at].text.isdigit()
        and line.low(at + 1) == "ans"
        and line.low(at + 2) == ","
        and at + 3 < len(line.words)
    ):
        return at + 3
    return at


def _noun_phrase(line: Line, at: int) -> Role | None:
    """A role that starts at a word with its article, adjectives and noun of office."""
    start = at + 1 if line.low(at) in french_grammar("determiners") else at
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
    return line.pos(at) in {"ADJ", "NUM", "NOUN"} or line.low(at) in french_words("roles", "markers", "former")


def _names_another(line: Line, after: int, end: int) -> bool:
    """Whether a person's name follows the office at once: it is that person's."""
    return after < end and line.words[after].entity == "PER" and after not in line.places


def role_end(line: Line, at: int) -> int:
    """Where a role ends: at a mark, a relative clause or a finite verb."""
    start = at
    while at < min(len(line.words), start + _LONGEST):
        word = line.words[at]
        verb = word.pos in {"VERB", "AUX"} and not (word.text[0].isupper() or bool(line.covered(line.places, at)))
        if word.low in stops() or word.opens or (verb and not word.low.endswith(("é", "ée", "és", "ées"))):
            break
        if word.low == "et" and line.pos(at + 1) in {"PRON", "VERB", "AUX", "ADV"}:
            break
        at += 1
    while at > start and (line.low(at - 1) in OF or line.pos(at - 1) in {"DET", "CCONJ", "PRON"}):
        at -= 1
    return at


def _body(line: Line, at: int) -> Role | None:
    """An affiliation: "de l’Université Laval", "du Centre d’études …"; only places of study say in what capacity."""
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
    start = at + 2 if line.low(at + 1) in french_grammar("determiners") else at + 1
    return read_role(line, start, end) if start in line.offices else None


def _relative(line: Line, at: int) -> Role | None:
    """From "qui est professeur à …", "qui enseigne à l’Université …", "qui dirige l’Institut …"."""
    low = line.low(at)
    if low in {"est", "fut"} or (low == "a" and line.low(at + 1) == "été"):
        return _noun_phrase(line, at + 1 + (low == "a"))
    if low in {"enseigne", "dirige", "préside"}:
        role = read_role(line, at, role_end(line, at + 1))
        return role if role.expert else None
    return None


def _copula(line: Line, name: Name) -> Role | None:
    """From "X est un ancien ambassadeur": only the present tense, since the past may tell anything."""
    return _noun_phrase(line, name.end + 1) if line.low(name.end) == "est" and name.end + 1 < len(line.words) else None
