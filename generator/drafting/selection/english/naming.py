"""Who is meant: the name in brackets for pronouns, bare surnames and descriptions at first mention."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import partial

from generator.analysis import lexicon
from generator.analysis.lexicon import parties, place_key, places
from generator.drafting.selection.naming import PassageNames, mentions_in, surname
from generator.model import Document, Mention, Span, Speaker

_phrases = partial(lexicon.of("en").phrases, "openings")

_PLURAL = frozenset({"they", "them", "their"})
_OWN = frozenset({"his", "their", "its"})
_REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself", "hers", "theirs"})
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers)\b(?!['’]s\s+own)", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:he or she|she or he|his or her|her or his|him or her)\b", re.IGNORECASE)
_BODY = re.compile(r"the(?:\s(?:[A-Z][\w’'-]*|of|for|and|in|on|at|the))+")
_PARTY_MARK = re.compile(r"[RDI]-")
_NOT_OWNED = _phrases("her", "not_owned")
_ANYWHERE = frozenset({"the", "and", "for", "with", "from", "who", "has", "had", "was", "his", "her", "their"})
_ARTICLES = frozenset({"the", "a", "an", "The", "A", "An"})
_COURTESY = frozenset({"Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Mrs", "Ms", "Dr", "Sir"})
_APPOSITION = re.compile(r",|\s*\(|\s(?:of|at|from|with)\s")
_LONGEST_ROLE = 60  # code points; a longer one is a sentence of its own
_NEAR = 90  # code points after a name within which its apposition gives the role
_TITLE_WORDS = 4
_AHEAD = 8  # mentions after a pronoun among which the one that it anticipates is looked for


class EnglishNaming(PassageNames):
    """The inserts that the names of an English passage need."""

    __slots__ = ()

    def read(self) -> None:
        """Fill `inserts`, or `refusal` where somebody cannot be named for certain."""
        mentions = mentions_in(self.passage, self.document)
        for index, mention in enumerate(mentions):
            if self.refusal:
                return
            if self._is_cut(mention.span):
                continue
            if mention.form == "pronoun":
                self._pronoun(mention, mentions[index + 1 : index + 1 + _AHEAD])
            elif mention.speaker is not None:
                self._named(mention, mention.speaker)
        self._check_unnoticed(mentions)

    def _pronoun(self, mention: Mention, later: Sequence[Mention]) -> None:
        word = mention.span.of(self.document.article.text)
        speaker = mention.speaker
        if word.lower() in _REFLEXIVE or self.follows or self._is_either(mention.span):
            return
        aside = word.lower() in _PLURAL and not self._says(mention.span)
        if speaker is None:
            if not (aside or self._is_explained(mention.span, later)):
                self._refuse(word)
        elif speaker.name not in self._here and not self._named_soon(speaker, mention.span, later):
            self._name(mention.span, word, speaker, aside=aside)

    def _is_explained(self, span: Span, later: Sequence[Mention]) -> bool:
        """Whether a reader knows who an unexplained pronoun means, from the names before or after it."""
        return self._somebody_before(span) or self._points_ahead(span, later)

    def _name(self, span: Span, word: str, speaker: Speaker, *, aside: bool) -> None:
        """Put a name in place of a pronoun, or refuse where a reader would think of someone else."""
        if aside and span.start > self.passage.span.start:
            return  # it nearly always refers to a common noun in the same sentence
        if not self._says(span) and self._somebody_before(span):
            self._refuse(word)  # a reader thinks of the person just named
            return
        self._replace(span, self._shown(speaker, span), f"“{word}” is {speaker.name}, named earlier in the story.")
        self._here.add(speaker.name)

    def _shown(self, speaker: Speaker, span: Span) -> str:
        """The name in place of a pronoun: in full where the reader does not know the person."""
        if speaker.name in self.known:
            return short_name(speaker, self.document)
        return speaker.name if self._is_quoted(span) else full_name(speaker, self.document)

    def _named(self, mention: Mention, speaker: Speaker) -> None:
        """A name, a surname, a title with a surname, or a description."""
        if speaker.kind == "person" and speaker.name not in self._here and speaker.name not in self.known:
            words = mention.span.of(self.document.article.text)
            if short_name(speaker, self.document).lower() not in words.lower():
                self._insert(mention.span.end, f" [{speaker.name}]", f"“{words}” is {speaker.name}.")
            else:
                self._introduce(mention, speaker, words)
        self._here.add(speaker.name)

    def _introduce(self, mention: Mention, speaker: Speaker, words: str) -> None:
        """Give full name and role at first mention, as far as the passage does not give them."""
        before = next(iter(self.document.article.text[self.passage.span.start : mention.span.start].split()[-1:]), "")
        if before == speaker.name.split()[0] and words != speaker.name:
            return  # the given name stands there, outside the mention
        if before in _ARTICLES:
            return  # "the Ruiz plan"
        span = mention.span
        polite = before in _COURTESY
        shown = (
            speaker.name if self._needs_no_role(mention, speaker, polite=polite) else full_name(speaker, self.document)
        )
        if polite and shown != speaker.name:
            span = Span(self.document.article.text.rindex(before, 0, span.start), span.end)
        if shown != words:
            self._replace(span, shown, "Full name, with the role if the story gives one, at first mention.")

    def _needs_no_role(self, mention: Mention, speaker: Speaker, *, polite: bool) -> bool:
        """Whether the role stands beside a name already, or would be out of place; "Mr." is no role."""
        if (mention.form == "title" and not polite) or self._is_quoted(mention.span):
            return True
        return self._role_is_near(mention.span, speaker)

    def _replace(self, span: Span, shown: str, why: str) -> None:
        text, at = self.text, span.start - self.passage.span.start
        length = span.end - span.start
        word, after = text[at : at + length], text[at + length :]
        if "," in shown:
            shown = shown.partition(",")[0] if after[:1] in "'’" else shown
            shown += "," if after[:1] == " " and "," in shown else ""
        if is_possessive(word, after):
            shown = shown.partition(",")[0] + "’s"
        if not text[:at].strip("\"“'‘ ") and shown[:1].islower():
            shown = shown[:1].upper() + shown[1:]
        self._insert(at + self.passage.span.start, f"[{shown}]", why, length)

    def _says(self, span: Span) -> bool:
        """Whether a pronoun is the source of a statement."""
        return any(part.holds(span) for one in self.passage.attributions for part in one.source)

    def _is_either(self, span: Span) -> bool:
        """Whether a pronoun is half of "his or her", which means no one in particular."""
        article = self.document.article.text
        around = article[max(self.passage.span.start, span.start - 10) : min(self.passage.span.end, span.end + 10)]
        return bool(_EITHER.search(around))

    def _is_cut(self, span: Span) -> bool:
        start = span.start - self.passage.span.start
        return any(first <= start < last for first, last in self.cut)

    def _somebody_before(self, span: Span) -> bool:
        """Whether the passage names a person before `span`, of whom a reader will think."""
        entities = self.document.entities
        first = bisect.bisect_left(entities, self.passage.span.start, key=lambda e: e.span.start)
        last = bisect.bisect_left(entities, span.start, key=lambda e: e.span.start)
        if any(entity.label == "PERSON" for entity in entities[first:last]):
            return True
        named = (m for m in mentions_in(self.passage, self.document) if m.form in {"name", "surname", "title"})
        return any(m.span.end <= span.start for m in named)

    def _named_soon(self, speaker: Speaker, span: Span, later: Sequence[Mention]) -> bool:
        """Whether the same sentence goes on to name the speaker ("In his speech, Carney said")."""
        spans = (self.document.sentences[index].span for index in self.passage.sentences)
        inside = next((one for one in spans if one.holds(span)), self.passage.span)
        return any(
            m.speaker is not None and m.speaker.name == speaker.name and m.form in {"name", "surname", "title"}
            for m in later
            if inside.holds(m.span)
        )

    def _points_ahead(self, span: Span, later: Sequence[Mention]) -> bool:
        """Whether an unexplained pronoun stands in a clause before the one it can only mean ("In his book, Ruiz …")."""
        start = self.passage.span.start
        names = (m.span for m in later if m.form in {"name", "surname", "title"})
        article = self.document.article.text
        between = next((article[span.end : one.start] for one in names), "")
        return (
            not self._is_quoted(span) and span.start > start and "," in between and not re.search(r"[.!?]\s", between)
        )

    def _role_is_near(self, span: Span, speaker: Speaker) -> bool:
        """Whether words of the role are right before a name, or in an apposition right after it."""
        article = self.document.article.text
        before = article[self.passage.span.start : span.start].split()[-_TITLE_WORDS:]
        after = article[span.end : min(self.passage.span.end, span.end + _NEAR)]
        beside = " ".join(before) + (f" {after}" if _APPOSITION.match(after) else "")
        return not _heads(speaker.role).isdisjoint(_heads(beside))

    def _check_unnoticed(self, mentions: Sequence[Mention]) -> None:
        """Refuse a "he" that the analysis missed, where no one is named before it."""
        seen = {mention.span.start for mention in mentions}
        start = self.passage.span.start
        for match in _PERSONAL.finditer(self.text):
            span = Span(start + match.start(), start + match.end())
            noticed = span.start in seen or self.follows or self._is_cut(span) or self._is_either(span)
            if not noticed and not self._somebody_before(span):
                self._refuse(match.group())
                return


def _heads(role: str) -> set[str]:
    """The words of a role that distinguish it from others."""
    return {word.lower() for word in re.findall(r"[A-Za-z]{3,}", role)} - _ANYWHERE


def full_name(speaker: Speaker, document: Document) -> str:
    """The name with the role in its usual place: "Prime Minister Mark Carney", "Olga Tokariuk, a fellow in Kyiv"."""
    if speaker.kind != "person":
        return short_name(speaker, document)
    role = _within_sentence(speaker.role, document)
    if not role or len(role) > _LONGEST_ROLE or _PARTY_MARK.match(role):
        return speaker.name
    if speaker.former and not re.search(r"\b(?:former|ex|retired|late)\b", role, re.IGNORECASE):
        role = f"former {role}"
    if f"{speaker.role} {speaker.name}" in document.article.text or _is_title(role):
        return f"{role} {speaker.name}"
    return f"{speaker.name} of {role}" if _BODY.fullmatch(role) else f"{speaker.name}, {role}"


def _is_title(role: str) -> bool:
    """Whether a role is short and capitalised as titles before a name are."""
    return role[:1].isupper() and not re.search(r"['’]s?\b|,|\b(?:at|with|for|who)\b", role)


def _within_sentence(role: str, document: Document) -> str:
    """A role as written within a sentence: "political scientist", which has a capital only at the start."""
    first, _, rest = role.partition(" ")
    if not rest or (first != "The" and (rest != rest.lower() or _is_proper(first, document))):
        return role
    return role[:1].lower() + role[1:]


def _is_proper(word: str, document: Document) -> bool:
    """Whether a word is a name or made from one: "American", "Conservative", "Kremlin", "Harvard"."""
    text = document.article.text
    named = (entity.span.of(text).split() for entity in document.entities)
    owner = word.endswith(("’s", "'s", "s’", "s'"))
    return owner or place_key(word) in places() or word.lower() in parties() or any(word in words for words in named)


def short_name(speaker: Speaker, document: Document) -> str:
    """The surname of a person, otherwise the whole name, with "the" where the article has it."""
    if speaker.kind == "person":
        return surname(speaker)
    with_article = re.search(rf"\b[Tt]he {re.escape(speaker.name)}", document.article.text)
    return f"the {speaker.name}" if with_article else speaker.name


def is_possessive(word: str, after: str) -> bool:
    """Whether a pronoun owns what follows: "his", "their", and "her" before a noun."""
    low = word.lower()
    if low in _OWN:
        return True
    following = re.match(r"\s+([A-Za-z’'-]+)", after)
    return low == "her" and following is not None and following[1].lower() not in _NOT_OWNED
