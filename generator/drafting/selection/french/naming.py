"""Bracketed names in a French passage, for pronouns, surnames and descriptions.

A pronoun that opens a sentence is replaced. Any other stays and is followed by the name, since "a-t-il" and "selon
elle" cannot be changed. A passage with an unresolved pronoun is not used.
"""

from __future__ import annotations

import re

from generator.drafting.passages.form import outside_quotations
from generator.drafting.selection.naming import PassageNames, mentions_in, surname
from generator.model import Attribution, Document, Mention, Span, Speaker

_SOURCES = frozenset({"lui", "eux", "elle", "ce dernier", "cette dernière", "celui-ci", "celle-ci"})
_OWN = re.compile(r"(?:son|sa|ses|leur|leurs)\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:MM?\.|Mmes?|Mlle|Me|Dre?)\s$")
_FIRST_PERSON = re.compile(r"\b(?:je\b|j['’](?=\w))", re.IGNORECASE)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:pour|contre|avec|chez|sans|envers|selon|après|entre)\s(lui|elle|eux|elles)\b", re.IGNORECASE
)
_CONTRACTS = re.compile(r"(?:\b(?:de|à|du|des|au|aux)\s|\bd['’])$", re.IGNORECASE)
_ARTICLE = r"(?:[Ll]e\s|[Ll]a\s|[Ll]['’]\s?)"
_LONGEST_ROLE = 70  # code points; a longer one does not fit in brackets
_NEAR = 90  # code points around a name in which its role is looked for
_LEAST_BEFORE = 4  # words of a sentence before a pronoun, enough to hold its noun


class FrenchNaming(PassageNames):
    """The names that a French passage needs."""

    __slots__ = ()

    def read(self) -> None:
        """Fill `inserts`, or set `refusal` if it is uncertain who somebody is."""
        sources = self._open_sources()
        places: list[tuple[Span, Mention | Attribution]] = [
            (m.span, m) for m in mentions_in(self.passage, self.document)
        ]
        places += [(one.source[0], one) for one in sources if not any(span == one.source[0] for span, _ in places)]
        for _, one in sorted(places, key=lambda pair: pair[0]):
            if self.refusal:
                return
            if isinstance(one, Attribution):
                self._source(one)
            elif one.form == "pronoun":
                self._pronoun(one)
            elif one.speaker is not None:
                self._named(one, one.speaker)
        self._check_unnoticed()

    def _check_unnoticed(self) -> None:
        """Refuse "je" in the reporter's own words, and "contre lui" in a passage that names nobody."""
        outside = outside_quotations(self.text)
        if _FIRST_PERSON.search(outside):
            self._refuse("je")
        alone = _AFTER_PREPOSITION.search(outside)
        if alone and not self._here:
            self._refuse(alone[1])

    def _open_sources(self) -> list[Attribution]:
        """The statements of the passage whose source is a pronoun or a possessive: "selon lui", "son bureau"."""
        found: list[Attribution] = []
        for one in self.passage.attributions:
            words = one.source[0].of(self.document.article.text).lower() if one.source else ""
            inside = bool(one.source) and self.passage.span.holds(one.source[0])
            if inside and (words in _SOURCES or _OWN.match(words)) and all(o.source != one.source for o in found):
                found.append(one)
        return found

    def _source(self, one: Attribution) -> None:
        span, speaker = one.source[0], one.speaker
        if speaker is None:
            self._refuse(span.of(self.document.article.text))
            return
        owner = speaker.kind != "person"
        if speaker.name in self._here or (owner and any(name in speaker.name for name in self._here)):
            return
        at = max(span.end, *(cue.end for cue in one.cue if cue.holds(span)), span.end)
        self._insert(at, f" [{self._shown(speaker, contracts=False)}]", f"{speaker.name}, named earlier in the story.")
        self._here.add(speaker.name)

    def _pronoun(self, mention: Mention) -> None:
        word, speaker = mention.span.of(self.document.article.text), mention.speaker
        if speaker is None:
            if not self._stands_within(mention.span, word):
                self._refuse(word)
            return
        if speaker.name in self._here or speaker.kind == "organization":
            if speaker.name not in self._here and not self._words_before(mention.span):
                self._refuse(word)
            return
        why = f"“{word}” is {speaker.name}, named earlier in the story."
        if not self._words_before(mention.span) and word[:1].isupper():
            shown = self._shown(speaker, contracts=False)
            shown += "," if "," in shown else ""
            self._insert(mention.span.start, f"[{shown[:1].upper()}{shown[1:]}]", why, len(word))
        else:
            self._insert(mention.span.end, f" [{self._shown(speaker, contracts=False)}]", why)
        self._here.add(speaker.name)

    def _stands_within(self, span: Span, word: str) -> bool:
        """Whether an unresolved pronoun refers within its own sentence: it neither opens the sentence nor speaks."""
        says = any(part.overlap(span) for one in self.passage.attributions for part in (*one.source, *one.cue))
        return not says and not word[:1].isupper() and self._words_before(span) >= _LEAST_BEFORE

    def _words_before(self, span: Span) -> int:
        """The number of words of its sentence before a span."""
        spans = (self.document.sentences[index].span for index in self.passage.sentences)
        start = next((one.start for one in spans if one.holds(span)), self.passage.span.start)
        start = max(start, self.passage.span.start)
        return len(re.findall(r"\w+", self.document.article.text[start : span.start]))

    def _named(self, mention: Mention, speaker: Speaker) -> None:
        """Complete a name, a surname or a description at first mention."""
        if speaker.kind != "person" or speaker.name in self._here or speaker.name in self.known:
            self._here.add(speaker.name)
            return
        words = mention.span.of(self.document.article.text)
        self._here.add(speaker.name)
        if self._is_quoted(mention.span):
            return
        if speaker.name.split()[-1].lower() not in words.lower():
            self._insert(mention.span.end, f" [{speaker.name}]", f"“{words}” is {speaker.name}.")
            return
        self._introduce(mention.span, speaker, words)

    def _introduce(self, span: Span, speaker: Speaker, words: str) -> None:
        """Insert the full name and the role at first mention, if the passage does not give them."""
        article = self.document.article.text
        before = article[self.passage.span.start : span.start]
        title = _TITLE.search(before)
        start = span.start - len(title.group()) if title else span.start
        near = self._role_is_near(span, speaker)
        contracts = bool(_CONTRACTS.search(article[self.passage.span.start : start]))
        shown = speaker.name if near else self._shown(speaker, contracts=contracts)
        if shown == words:
            return
        if not article[self.passage.span.start : start].strip(' "“«') and shown[:1].islower():
            shown = shown[:1].upper() + shown[1:]
        after = article[span.end : span.end + 1]
        shown += "," if "," in shown and after == " " else ""
        self._insert(
            start, f"[{shown}]", "Full name, with the role if the story gives one, at first mention.", span.end - start
        )

    def _role_is_near(self, span: Span, speaker: Speaker) -> bool:
        """Whether words of the role stand just before a name, or in an apposition just after it."""
        article = self.document.article.text
        before = article[max(self.passage.span.start, span.start - _NEAR) : span.start]
        after = article[span.end : min(self.passage.span.end, span.end + _NEAR)]
        beside = " ".join(before.split()[-8:]) + (after if re.match(r",|\s?\(", after) else "")
        return not _heads(speaker.role).isdisjoint(_heads(beside))

    def _shown(self, speaker: Speaker, *, contracts: bool) -> str:
        """A name as it is introduced; `contracts`: without an article before it."""
        if speaker.name in self.known:
            return speaker.name.split()[-1] if speaker.kind == "person" else speaker.name
        return full_name(speaker, self.document, article=not contracts)

    def _refuse(self, word: str) -> None:
        if not self.follows:
            PassageNames._refuse(self, word)


def _heads(role: str) -> set[str]:
    """The words of a role that distinguish it from others, in the singular."""
    return {word.rstrip("s") for word in re.findall(r"\w{4,}", role.lower())}


def full_name(speaker: Speaker, document: Document, *, article: bool = True) -> str:
    """The name with its role: "le premier ministre Mark Carney", "Léa Marcoux, professeure à l’Université …".

    Without `article`, a role that would precede the name is left out: "de" or "à" would contract with its article.
    """
    role = speaker.role
    if speaker.kind != "person" or not role or len(role) > _LONGEST_ROLE:
        return speaker.name
    beside = re.search(rf"({_ARTICLE}){re.escape(role)} {re.escape(speaker.name)}", document.article.text)
    if beside:
        return f"{beside[1].lower()}{role} {speaker.name}" if article else speaker.name
    return f"{speaker.name}, {role}"


def short_name(speaker: Speaker, _: Document) -> str:
    """The surname of a person, the whole name of anybody else."""
    return surname(speaker) if speaker.kind == "person" else speaker.name
