"""French word lists as frozen values, with the same groups, classes and kinds as the English ones."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from generator.analysis.lexicon.offices import Office
from generator.analysis.lexicon.places import Place, PlaceForm, government_of
from generator.analysis.lexicon.spelling import Gender, fold, gender_of
from generator.analysis.lexicon.tables import table

_SPACE = re.compile(r"\s+")
_STAYS = re.compile(r"[ ](?:d'|de |du |des |en |à |au |aux |délégué$)")
_INVARIABLE = frozenset({"porte-parole", "fellow", "haut-commissaire"})
_MASCULINE, _FEMININE = 0, 1


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a verb that introduces words."""

    verb: str
    """The infinitive."""
    act: str
    tense: str
    """ "present", "participle", "past" or "future"."""


def key(text: str) -> str:
    """How French words are looked up: straight apostrophes, single blanks."""
    return _SPACE.sub(" ", text.replace("’", "'").replace("‑", "-")).strip()


@functools.cache
def places() -> Mapping[str, Place]:
    """All French names of places, peoples and bodies by their key; where none is given the English one serves."""
    known: dict[str, Place] = {}
    for section in ("countries", "bodies", "regions"):
        entries = table("fr/places")[section]
        for group, english in table("countries")[section].items():
            region = section == "regions"
            country = english.get("of", group)
            for form, name in _forms(section, entries.get(group, {"names": [group]})):
                known.setdefault(key(name), _place(group, country, form, name, region=region))
    return MappingProxyType(known)


def _place(group: str, country: str, form: PlaceForm, name: str, *, region: bool) -> Place:
    named = name if form in {"seat", "body"} else government_of(group)
    return Place(group, country, form, named, form in {"adjective", "seat", "body"}, region)


def _forms(section: str, entry: Mapping[str, Any]) -> Iterator[tuple[PlaceForm, str]]:
    for name in entry["names"]:
        yield "body" if section == "bodies" else "name", name
    for adjective in entry.get("adjectives", []):
        for form in _inflected(adjective):
            yield "adjective", form
            yield "people", form[:1].upper() + form[1:]
    for capital in entry.get("capitals", []):
        yield "capital", capital
    for seat in entry.get("seats", []):
        yield "seat", seat


def _inflected(adjective: str) -> tuple[str, ...]:
    """Masculine and feminine, singular and plural of an adjective."""
    masculine, _, given = adjective.partition("/")
    feminine = given or _feminine(masculine)
    return tuple(dict.fromkeys((masculine, feminine, _plural(masculine), _plural(feminine))))


def _feminine(word: str) -> str:
    if word.endswith("e"):
        return word
    return word + ("ne" if word.endswith(("ien", "éen", "on", "yen")) else "e")


def _plural(phrase: str) -> str:
    """The plural of a noun phrase: every word before a preposition."""
    cut = _STAYS.search(phrase)
    head, rest = (phrase[: cut.start()], phrase[cut.start() :]) if cut else (phrase, "")
    return " ".join(map(_plural_word, head.split(" "))) + rest


def _plural_word(word: str) -> str:
    if word in _INVARIABLE or word.endswith(("s", "x", "z")):
        return word
    if word.startswith(("vice-", "sous-", "néo-")):
        return word[:5] + _plural_word(word[5:]) if "-" in word[:5] else word
    return f"{word[:-2]}aux" if word.endswith("al") else f"{word}s"


@functools.cache
def offices() -> Mapping[str, Office]:
    """French nouns of office and trade by their lower-case form, singular and plural, both genders."""
    known: dict[str, Office] = {}
    for group, entry in table("fr/roles")["classes"].items():
        for pair in entry["nouns"]:
            for at, noun in enumerate(pair.split("/")):
                gender: Gender = "" if "/" not in pair else "f" if at == _FEMININE else "m"
                office = Office(pair.split("/")[_MASCULINE].lower(), group, entry["kind"], gender)
                _enter(known, noun.lower(), office)
        for noun in entry.get("bodies", []):
            _enter(known, noun, Office(noun, group, entry["kind"], collective=True))
    return MappingProxyType(known)


def _enter(known: dict[str, Office], noun: str, office: Office) -> None:
    known.setdefault(noun, office)
    known.setdefault(
        _plural(noun), Office(office.noun, office.group, office.kind, office.gender, True, office.collective)
    )


@functools.cache
def parties() -> Mapping[str, str]:
    """Parties by name, each with its country, "" where several have one of that name."""
    return MappingProxyType({key(name): country for name, country in table("fr/roles")["parties"].items()})


@functools.cache
def only() -> Mapping[str, str]:
    """Offices that only one country or body has, by their masculine noun."""
    return MappingProxyType(dict(table("fr/roles")["only"]))


@functools.cache
def party_words() -> Mapping[str, str]:
    """Adjectives of parties, singular and plural, with their country as in `parties`."""
    words = table("fr/roles")["party_words"]
    return MappingProxyType({form: words[word] for word in words for form in (word, _plural(word))})


@functools.cache
def titles() -> Mapping[str, Gender]:
    """Titles before a name in lower case, and the gender that they tell."""
    return MappingProxyType(dict(table("fr/roles")["titles"]))


@functools.cache
def words(file: str, part: str, key: str) -> frozenset[str]:
    """A list of words of one of the French tables."""
    words = table(f"fr/{file}")[part][key]
    return frozenset(words.split() if isinstance(words, str) else words)


def grammar(key: str) -> frozenset[str]:
    """Function words of a kind ("have", "prepositions", "relatives")."""
    return words("cues", "grammar", key)


def english_spelling(word: str) -> str:
    """A part of a name as English news spells it ("Poutine" → "Putin")."""
    return str(table("fr/names")["same"].get(word, word))


def gender(given: str) -> Gender:
    """The gender that a given name tells to a French reader, "" where it may be either or is not known."""
    return _given().get(fold(given)) or gender_of(given)


@functools.cache
def _given() -> Mapping[str, Gender]:
    names = table("fr/names")["given"]
    genders: tuple[Gender, ...] = ("m", "f")
    return MappingProxyType({fold(name): gender for gender in genders for name in names[gender].split()})


@functools.cache
def cues() -> Mapping[str, tuple[Cue, ...]]:
    """The forms of all verbs that introduce words, lower case; those of reflexive verbs without "se"."""
    found: dict[str, list[Cue]] = {}
    for act, verbs in table("fr/cues")["acts"].items():
        for verb in _verbs(verbs):
            for tense, forms in _conjugated(verb).items():
                for form in forms:
                    cues = found.setdefault(form, [])
                    if not any(cue.verb == verb for cue in cues):
                        cues.append(Cue(verb, act, tense))
    return MappingProxyType({form: tuple(cues) for form, cues in found.items()})


def _verbs(words: str) -> list[str]:
    return words.replace("se ", "se_").split()


@functools.cache
def phrases() -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """The forms of the first word of each cue of several words, each with the rest, its class and the tense."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for phrase, act in table("fr/cues")["phrases"].items():
        reflexive = phrase.startswith("se ")
        first, _, rest = phrase.removeprefix("se ").partition(" ")
        for tense, forms in _conjugated(first).items():
            for form in forms:
                known = found.setdefault(("se " if reflexive else "") + form, [])
                if all(other[0] != rest for other in known):
                    known.append((rest, act, tense))
    return MappingProxyType({form: tuple(rests) for form, rests in found.items()})


def _conjugated(verb: str) -> Mapping[str, tuple[str, ...]]:
    """Forms by tense: the third person, and the past participle in all genders and numbers."""
    irregular = table("fr/cues")["irregular"]
    plain = verb.removeprefix("s'").removeprefix("se_")
    given = irregular.get(verb) or irregular.get(plain)
    if given:
        present, participle, imperfect, simple, future, conditional = (part.split() for part in given.split("|"))
        participles = participle if len(participle) > 1 else _participles(participle[0])
        ahead = [f"{future[0][:-1]}ont", *future, *conditional]
        return {
            "present": tuple(present),
            "participle": tuple(participles),
            "past": (*imperfect, *simple),
            "future": tuple(ahead),
        }
    stem = plain[:-2]
    soft = stem + ("e" if stem.endswith("g") else "")
    if stem.endswith("c"):
        soft = stem[:-1] + "ç"
    return {
        "present": (f"{_opened(stem)}e", f"{_opened(stem)}ent"),
        "participle": tuple(_participles(f"{stem}é")),
        "past": (f"{soft}ait", f"{soft}aient", f"{soft}a", f"{stem}èrent"),
        "future": (f"{stem}era", f"{stem}eront", f"{stem}erait", f"{stem}eraient"),
    }


def _opened(stem: str) -> str:
    """The stem before a mute e: "inquiét" → "inquièt", "envoy" → "envoi"."""
    if stem.endswith("y"):
        return stem[:-1] + "i"
    return re.sub(r"é([^aeiouyéè]{1,2})$", r"è\1", stem)


def _participles(masculine: str) -> tuple[str, ...]:
    return masculine, f"{masculine}e", f"{masculine}s", f"{masculine}es"
