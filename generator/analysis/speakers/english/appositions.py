"""Find the role of a named person: before the name, in apposition, in a relative clause, or after "is"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from generator.analysis.lexicon import markers, name_words, portfolio
from generator.analysis.speakers.english.affiliations import has_party
from generator.analysis.speakers.english.clauses import first_office, office_within, relative
from generator.analysis.speakers.english.lines import NOMINAL, OWN, POSSESSIVES
from generator.analysis.speakers.english.roles import read_role
from generator.analysis.speakers.english.titles import is_of_name, role_start, title_role
from generator.analysis.speakers.lines import Line, Word
from generator.analysis.speakers.names import Name
from generator.analysis.speakers.roles import Role

_COMMAS = frozenset({",", "(", "—", "–", "--", "-"})
_ENDS = frozenset({",", ")", "—", "–", "--", ";", ":", ".", "!", "?", '"', "“", "”", "("})
_LONGEST = 34  # words of a role; a longer chunk is not an apposition


def roles_of(line: Line, name: Name) -> Iterator[Role]:
    """The roles that the text around `name` gives, strongest evidence first."""
    before = role_start(line, name)
    if before < name.start:
        role = title_role(line, before, name.start)
        if role:
            yield role
    for found in (_party_mark(line, name), _after(line, name), _ahead(line, name), _copula(line, name)):
        if found:
            yield found


def _party_mark(line: Line, name: Name) -> Role | None:
    """The party and state after the name of a member of the U.S. Congress: "(D-Conn.)", ", R-Texas,"."""
    at = name.end
    if line.low(at) not in {",", "("} or at + 1 >= len(line.words):
        return None
    mark = line.words[at + 1].text
    letter, _, rest = mark.partition("-")
    if letter in {"D", "R", "I"} and (bool(rest) or line.low(at + 2) == "-"):
        end = next((i for i in range(at + 1, min(len(line.words), at + 7)) if line.low(i) in {")", ","}), at + 2)
        text = line.slice(at + 1, end)
        return Role(line.number, at + 1, end, text, "mark", "", group="United States", party=True, official=True)
    return None


def _after(line: Line, name: Name) -> Role | None:
    """The role after the name: in apposition, in a relative clause, or as an affiliation."""
    at = name.end
    if line.low(at) in {"of", "from", "at", "with"}:
        return _affiliated(line, at)
    if line.low(at) not in _COMMAS or at + 1 >= len(line.words):
        return None
    at = _past_age(line, at + 1)
    end = _chunk_end(line, at)
    if not 0 < end - at <= _LONGEST:
        return None
    if line.low(at) in {"who", "that"}:
        return relative(line, at, end)
    if line.low(at) in {"of", "from", "at", "with"}:
        return _affiliated(line, at)
    follows = not line.words[at].opens and _is_apposition(line, at, end)
    return read_role(line, at, end) if follows else None


def _past_age(line: Line, at: int) -> int:
    """The first word after an age between commas ("…, 62, a retired teacher")."""
    number = line.words[at].text.isdigit() and line.low(at + 1) in {",", "-"}
    return min(at + 2, len(line.words) - 1) if number and line.low(at + 1) == "," else at


def _chunk_end(line: Line, start: int) -> int:
    """The end of the phrase that starts at `start`: the next mark outside it, or the end of the sentence."""
    for at in range(start, min(len(line.words), start + _LONGEST + 1)):
        word = line.words[at]
        if at > start and word.opens:
            return at
        if word.low == "," and _goes_on(line, at):
            continue
        if word.low in _ENDS:
            return at
    return min(len(line.words), start + _LONGEST + 1)


def _goes_on(line: Line, comma: int) -> bool:
    """Whether a role goes on after a comma: a list of portfolios, or a town ("University of California, Berkeley")."""
    after = line.low(comma + 1)
    if line.low(comma - 1) in portfolio() and (after in portfolio() or line.low(comma + 2) in portfolio()):
        return line.pos(comma + 1) not in {"DET", "PRON"}
    return line.low(comma - 1) in {"california", "texas"} and line.pos(comma + 1) == "PROPN"


def _is_apposition(line: Line, start: int, end: int) -> bool:
    """Whether the words are a noun phrase headed by an office, not another person or a clause."""
    office = first_office(line, start, end)
    if office is None or line.offices[office][1].plural or not _opens_phrase(line.words[start]):
        return False
    if not all(_may_modify(line, at, first=at == start) for at in range(start, office)):
        return False
    if any(_names_another(line, stop, end) for _, stop, o in line.offices_in(start, end) if not o.collective):
        return False
    return not _runs_on(line, line.offices[office][0], end)


def _opens_phrase(word: Word) -> bool:
    """Whether a word may open a noun phrase headed by an office."""
    if word.low in name_words("never"):
        return False
    nominal = word.pos in NOMINAL or word.pos == "DET" or word.dep == "amod"
    return nominal or word.low in OWN | markers("held") | markers("past") | {"ex"}


def _may_modify(line: Line, at: int, *, first: bool) -> bool:
    """Whether the word may precede the head of a noun phrase."""
    word = line.words[at]
    if word.low in {"said", "says"}:
        return False
    if word.low in markers("held") | markers("past"):
        return True
    if word.pos == "VERB":
        return word.low.endswith(("ed", "ing")) and word.dep in {"", "amod", "compound", "acl"}
    if word.pos in {"AUX", "SCONJ", "PRON"}:
        return word.low in OWN
    if word.pos == "ADV":
        return False
    return word.pos != "ADP" or first or word.low == "of"


def _runs_on(line: Line, start: int, end: int) -> bool:
    """Whether a finite verb outside a relative clause follows, so that the words are a clause."""
    for at in range(start, end):
        word = line.words[at]
        if word.low in {"who", "that", "which", "whose", "whom", "where"}:
            return False
        if word.pos == "AUX" or (word.pos == "VERB" and not word.low.endswith(("ed", "ing", "en", "n"))):
            return line.low(at - 1) != "to"
    return False


def _names_another(line: Line, after: int, end: int) -> bool:
    """Whether a person's name directly follows the office ("…, President Vladimir Putin")."""
    if after >= end or after in line.offices or line.covered(line.places, after):
        return False
    word = line.words[after]
    return word.pos == "PROPN" and word.text[0].isupper() and word.low not in portfolio()


_JOINTS = frozenset({"the", "of", "for", "and", "a", "an", "on", "in"})


def _affiliated(line: Line, at: int) -> Role | None:
    """From "of the University of Ottawa", "with the Atlantic Council": only bodies, no towns or countries."""
    end = _body_end(line, at + 1)
    if not any(line.words[i].text[0].isupper() for i in range(at + 1, end)):
        return None
    role = read_role(line, at, end)
    if not role.expert and (role.noun or not role.group or not _is_member(line, at)):
        return None
    text = line.slice(at + 1, end)
    group = "" if role.expert else role.group
    return Role(line.number, at + 1, end, text, group=group, expert=role.expert, official=role.official)


def _body_end(line: Line, start: int) -> int:
    """The end of the noun phrase that starts at `start`, including what "of" and "and" add to it."""
    end = start
    while end < min(len(line.words), start + 13) and (
        line.pos(end) in NOMINAL or line.low(end) in _JOINTS or line.low(end) in POSSESSIVES
    ):
        end += 1
    while end > start and line.low(end - 1) in _JOINTS:
        end -= 1
    return end


def _is_member(line: Line, at: int) -> bool:
    """Whether "of" or "with" at `at` introduces a public body ("of the European Commission")."""
    first = at + 2 if line.low(at + 1) == "the" else at + 1
    body = first in line.places and line.places[first][1].form in {"seat", "body"}
    return body and line.low(at) in {"of", "with"}


def _ahead(line: Line, name: Name) -> Role | None:
    """The role in apposition before the name: "Putin’s foreign policy adviser, Yuri Ushakov,"."""
    comma = role_start(line, name) - 1
    if line.low(comma) != ",":
        return None
    start = _phrase_start(line, comma)
    if start is None or not _is_apposition(line, start, comma) or _is_place_of_scene(line, start):
        return None
    after = line.low(name.end)
    closes = after in _ENDS or line.pos(name.end) in {"VERB", "AUX"} or name.end >= len(line.words)
    return read_role(line, start, comma) if closes else None


def _is_place_of_scene(line: Line, start: int) -> bool:
    """Whether a preposition that opens the sentence governs the phrase ("In the Oval Office, Trump said")."""
    return start > 0 and line.pos(start - 1) == "ADP" and line.words[start - 1].opens


def _phrase_start(line: Line, end: int) -> int | None:
    """The first determiner or owner of the noun phrase that ends at `end`."""
    best: int | None = None
    for at in range(end - 1, max(-1, end - 18), -1):
        word = line.words[at]
        if not _is_in_phrase(line, at):
            break
        if word.low in POSSESSIVES and at > 0:
            best = _owner_start(line, at)
        elif word.pos == "DET" or word.low in OWN:
            best = at
        if word.opens:
            return at if best is None and word.pos in NOMINAL else best
    return best


def _is_in_phrase(line: Line, at: int) -> bool:
    """Whether the word may be part of a noun phrase, including a preposition or "and"."""
    word = line.words[at]
    if word.low in _ENDS or (word.pos == "CCONJ" and word.low != "and"):
        return False
    return word.pos == "ADP" or _may_modify(line, at, first=False)


def _owner_start(line: Line, at: int) -> int:
    while at > 0 and not line.words[at].opens and is_of_name(line, at - 1):
        at -= 1
    return at


def held(line: Line, name: Name) -> Role | None:
    """The past office in "X was a deputy minister", in a text that introduces X as its speaker."""
    role = _copula(line, name, verbs=frozenset({"was"}))
    return replace(role, former=True, official=False) if role else None


def _copula(line: Line, name: Name, *, verbs: Collection[str] = frozenset({"is", "remains"})) -> Role | None:
    """The role in "X is a former ambassador"; only the present tense, since "was" may say anything."""
    at = name.end
    if line.low(at) not in verbs:
        return None
    while line.pos(at + 1) == "ADV":
        at += 1
    end = _chunk_end(line, at + 1)
    if line.pos(at + 1) not in {"DET", "PROPN", "NOUN", "ADJ"} or not office_within(line, at + 1, end):
        return None
    role = read_role(line, at + 1, end)
    return role if role.noun and not role.plural and not has_party(line, at + 1) else None
