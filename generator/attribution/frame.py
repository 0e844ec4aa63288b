"""A parsed paragraph as plain lists, which cost less to look into than spaCy's tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from spacy import attrs

from generator.attribution.quotes import Quotation
from generator.language import Paragraph
from generator.model import Span

Columns = np.ndarray[tuple[int, int], np.dtype[np.uint64]]
Tokens = tuple[int, int]
"""A half-open range of tokens of one paragraph."""
Pieces = tuple[Tokens, ...]
"""Ranges of tokens in order, none touching the next."""

_COLUMNS = [attrs.ORTH, attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.DEP, attrs.TAG]
_COLUMNS += [attrs.HEAD, attrs.SENT_START, attrs.IDX, attrs.LENGTH]
OPEN_MARKS = frozenset("“‘„«‹([{")
CLOSE_MARKS = frozenset("”’»›)]}")
MARKS = frozenset({"“", "”", "„", '"', "``", "''", "«", "»", "‹", "›", "‘", "’", "'", "`"})
_NEVER_LAST = frozenset({",", ";", "Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Gov.", "Rep.", "Gen.", "Prof.", "Lt.", "St."})


@dataclass(frozen=True, slots=True)
class Frame:
    """The tokens of one paragraph, one list per property; heads and edges are token indices."""

    index: int
    """The paragraph's place in the article."""
    span: Span
    words: list[str]
    lower: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    """Penn Treebank tags, where the pipeline gives them."""
    deps: list[str]
    """Relations without subtype ("obl")."""
    relations: list[str]
    """Relations with subtype ("obl:agent")."""
    heads: list[int]
    children: list[list[int]]
    left: list[int]
    """First token of the subtree."""
    right: list[int]
    """Last token of the subtree, included."""
    sentence: list[int]
    """Index into `sentences`."""
    sentences: list[Tokens]
    starts: list[int]
    """Offsets in the article."""
    ends: list[int]
    quote: list[int]
    """Index into `quotes` of the quotation that holds the token, -1 where none does."""
    quotes: list[Tokens]
    quotations: list[Quotation]
    quoted: int
    """Bit i is set where token i stands in a quotation."""
    verbs: int
    """Bit i is set where token i is a verb."""
    commas: int
    """Bit i is set where token i is a comma."""

    def span_of(self, tokens: Tokens) -> Span:
        """The article's span of a range of tokens."""
        return Span(self.starts[tokens[0]], self.ends[tokens[1] - 1])


def frame(index: int, paragraph: Paragraph, quotations: Sequence[Quotation]) -> Frame:
    """The frame of a paragraph whose quotations are known."""
    doc = paragraph.doc
    columns: Columns = np.asarray(doc.to_array(_COLUMNS), dtype=np.uint64)
    strings = doc.vocab.strings
    words, lower, lemmas, pos, relations, tags = ([strings[key] for key in columns[:, i].tolist()] for i in range(6))
    numbers = columns[:, 6:].astype(np.int64)
    heads = (np.arange(len(lower)) + numbers[:, 0]).tolist()
    sentences = _sentences(words, np.flatnonzero(numbers[:, 1] == 1).tolist())
    starts = numbers[:, 2] + paragraph.span.start
    ends = (starts + numbers[:, 3]).tolist()
    children, left, right = _edges(heads)
    quotes, quote = _quote_tokens(starts.tolist(), ends, quotations)
    return Frame(
        index=index,
        span=paragraph.span,
        words=words,
        lower=lower,
        lemmas=[lemma.lower() for lemma in lemmas],
        pos=pos,
        tags=tags,
        deps=[relation.partition(":")[0] for relation in relations],
        relations=relations,
        heads=heads,
        children=children,
        left=left,
        right=right,
        sentence=[number for number, (start, end) in enumerate(sentences) for _ in range(start, end)],
        sentences=sentences,
        starts=starts.tolist(),
        ends=ends,
        quote=quote,
        quotes=quotes,
        quotations=list(quotations),
        quoted=bits(i for i, number in enumerate(quote) if number >= 0),
        verbs=bits(i for i, name in enumerate(pos) if name == "VERB"),
        commas=bits(i for i, word in enumerate(words) if word == ","),
    )


def bits(tokens: Iterable[int]) -> int:
    """A number whose bits are the tokens: sets that are counted and intersected fast."""
    flags = bytearray(b"0")
    for token in tokens:
        if token >= len(flags):
            flags.extend(b"0" * (token + 1 - len(flags)))
        flags[token] = 49
    return int(flags[::-1], 2)


def bits_of(pieces: Pieces) -> int:
    """The bits of all tokens in `pieces`."""
    mask = 0
    for start, end in pieces:
        mask |= ((1 << (end - start)) - 1) << start
    return mask


def _sentences(words: list[str], begins: list[int]) -> list[Tokens]:
    """Sentences from the places where the parser begins one, those that cannot be beginnings left out."""
    places = [0, *(i for i in begins if i > 0 and _may_begin(words, i)), len(words)]
    return [(start, end) for start, end in pairwise(places) if start < end]


def _may_begin(words: list[str], token: int) -> bool:
    """Whether a sentence may begin at a token: not after a comma, not with a small letter or a closing mark."""
    last = token - 1
    while last > 0 and (words[last] in MARKS or words[last].isspace()):
        last -= 1
    return not (words[last] in _NEVER_LAST or words[token][0].islower() or words[token][0] in "”’»›,;)")


def _edges(heads: list[int]) -> tuple[list[list[int]], list[int], list[int]]:
    """Children, first and last tokens of all subtrees, from the leaves up."""
    size = len(heads)
    children: list[list[int]] = [[] for _ in range(size)]
    left, right = list(range(size)), list(range(size))
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    waiting = [len(below) for below in children]
    leaves = [token for token in range(size) if not waiting[token]]
    while leaves:
        token = leaves.pop()
        head = heads[token]
        if head == token:
            continue
        left[head] = min(left[head], left[token])
        right[head] = max(right[head], right[token])
        waiting[head] -= 1
        if not waiting[head]:
            leaves.append(head)
    return children, left, right


def _quote_tokens(
    starts: list[int], ends: list[int], quotations: Sequence[Quotation]
) -> tuple[list[Tokens], list[int]]:
    """Each quotation as a range of tokens, and each token's quotation."""
    ranges: list[Tokens] = []
    quote = [-1] * len(starts)
    token = 0
    for number, quotation in enumerate(quotations):
        while token < len(starts) and ends[token] <= quotation.span.start:
            token += 1
        first = token
        while token < len(starts) and starts[token] < quotation.span.end:
            quote[token] = number
            token += 1
        ranges.append((first, token))
    return ranges, quote
