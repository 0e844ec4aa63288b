"""The tokens of a parsed paragraph as plain lists, read from spaCy all at once.

Reading the properties of spaCy's tokens one by one would cost more than most of the work done with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NAMES = ["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"]
_NUMBERS = ["HEAD", "IDX", "LENGTH", "SENT_START", "IS_SPACE", "IS_PUNCT", "IS_STOP"]


@dataclass(frozen=True, slots=True)
class Table:
    """The tokens of one paragraph, one list per property; heads are token indices, offsets those of the paragraph."""

    words: list[str]
    lower: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    """Penn Treebank tags, if the pipeline gives them."""
    relations: list[str]
    """Relations with subtype ("obl:agent")."""
    entities: list[str]
    """The label of the named entity that holds the token, "" if none does."""
    heads: list[int]
    starts: list[int]
    ends: list[int]
    begins: list[bool]
    """Whether the parser begins a sentence at the token."""
    is_space: list[bool]
    is_punct: list[bool]
    is_stop: list[bool]


def table_of(doc: Doc) -> Table:
    """The tokens of a parsed `doc`."""
    cells = doc.to_array([*_NAMES, *_NUMBERS])
    keys = cells[:, : len(_NAMES)].T.tolist()
    strings = doc.vocab.strings
    spelt = {key: strings[key] for column in keys for key in set(column)}
    words, lower, lemmas, pos, tags, relations, entities = ([spelt[key] for key in column] for column in keys)
    numbers = cells[:, len(_NAMES) :].astype("int64").T  # heads are distances, those to the left negative
    heads, starts, lengths, begins, is_space, is_punct, is_stop = numbers
    return Table(
        words=words,
        lower=lower,
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        relations=relations,
        entities=entities,
        heads=[at + distance for at, distance in enumerate(heads.tolist())],
        starts=starts.tolist(),
        ends=(starts + lengths).tolist(),
        begins=(begins == 1).tolist(),
        is_space=(is_space > 0).tolist(),
        is_punct=(is_punct > 0).tolist(),
        is_stop=(is_stop > 0).tolist(),
    )
