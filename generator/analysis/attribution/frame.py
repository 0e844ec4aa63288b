"""A parsed paragraph as plain lists, which are faster to read than spaCy's tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.analysis.attribution.quotes import Quotation, quotations
from generator.analysis.language import Paragraph, Parse
from generator.model import Span

Tokens = tuple[int, int]
"""A half-open range of tokens of one paragraph."""
Pieces = tuple[Tokens, ...]
"""Ranges of tokens in order, none touching the next."""

_CLASSES = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "J", "ADV": "R", "ADP": "P", "SCONJ": "P"}
_SIGNS = frozenset({"PUNCT", "SYM"})
DASHES = frozenset({"—", "–", "―", "--", "-"})
CLOSE_MARKS = frozenset("”’»›)]}")
MARKS = frozenset({"“", "”", "„", '"', "``", "''", "«", "»", "‹", "›", "‘", "’", "'", "`"})
_NEVER_LAST = frozenset({",", ";", "Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Gov.", "Rep.", "Gen.", "Prof.", "Lt.", "St."})


@dataclass(frozen=True, slots=True)
class Frame:
    """The tokens of one paragraph, one list per property; heads, children and edges are token indices."""

    index: int
    """The paragraph's place in the article."""
    span: Span
    words: list[str]
    lower: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    """Penn Treebank tags, if the pipeline gives them."""
    deps: list[str]
    """Relations without subtype ("obl")."""
    relations: list[str]
    """Relations with subtype ("obl:agent")."""
    keys: list[str]
    """Lemma and word class, as in the table of cues ("say|V"); a punctuation mark is its own key."""
    heads: list[int]
    children: list[list[int]]
    left: list[int]
    """First token of the subtree."""
    right: list[int]
    """Last token of the subtree, inclusive."""
    sentence: list[int]
    """Index into `sentences`."""
    sentences: list[Tokens]
    starts: list[int]
    """Offsets in the article, as are `ends`."""
    ends: list[int]
    quote: list[int]
    """Index into `quotes` of the quotation that holds the token; -1 outside quotations."""
    quotes: list[Tokens]
    quotations: list[Quotation]
    quoted: int
    """Bit i is set if token i is inside a quotation."""
    verbs: int
    """Bit i is set if token i is a verb."""
    commas: int
    """Bit i is set if token i is a comma."""

    def span_of(self, tokens: Tokens) -> Span:
        """The span of a range of tokens in the article."""
        return Span(self.starts[tokens[0]], self.ends[tokens[1] - 1])


def frames(parse: Parse) -> list[Frame]:
    """The paragraphs of a parsed text as frames."""
    found: list[Frame] = []
    waiting = list(reversed(quotations(parse.text, [p.span for p in parse.paragraphs])))
    for index, paragraph in enumerate(parse.paragraphs):
        inside: list[Quotation] = []
        while waiting and waiting[-1].span.start < paragraph.span.end:
            inside.append(waiting.pop())
        found.append(_frame(index, paragraph, inside))
    return found


def _frame(index: int, paragraph: Paragraph, inside: list[Quotation]) -> Frame:
    """The frame of a paragraph with the quotations `inside` it."""
    table, base = paragraph.table, paragraph.span.start
    lemmas = [lemma.lower() for lemma in table.lemmas]
    sentences = _sentences(table.words, table.begins)
    starts, ends = [base + at for at in table.starts], [base + at for at in table.ends]
    children, left, right = _edges(table.heads)
    quotes, quote = _quote_tokens(starts, ends, inside)
    return Frame(
        index=index,
        span=paragraph.span,
        words=table.words,
        lower=table.lower,
        lemmas=lemmas,
        pos=table.pos,
        tags=table.tags,
        deps=[relation.partition(":")[0] for relation in table.relations],
        relations=table.relations,
        keys=_keys(table.words, lemmas, table.pos),
        heads=table.heads,
        children=children,
        left=left,
        right=right,
        sentence=[number for number, (start, end) in enumerate(sentences) for _ in range(start, end)],
        sentences=sentences,
        starts=starts,
        ends=ends,
        quote=quote,
        quotes=quotes,
        quotations=inside,
        quoted=bits(i for i, number in enumerate(quote) if number >= 0),
        verbs=_bits_where(table.pos, "VERB"),
        commas=_bits_where(table.words, ","),
    )


def _bits_where(values: Sequence[str], wanted: str) -> int:
    """The bits of the tokens whose value is the `wanted` one."""
    return bits(i for i, value in enumerate(values) if value == wanted)


def bits(tokens: Iterable[int]) -> int:
    """A set of tokens as the bits of a number, which is fast to count and intersect."""
    flags = bytearray(b"0")
    for token in tokens:
        if token >= len(flags):
            flags.extend(b"0" * (token + 1 - len(flags)))
        flags[token] = 49
    return int(flags[::-1], 2)


def bits_of(pieces: Pieces) -> int:
    """The tokens of `pieces` as bits."""
    mask = 0
    for start, end in pieces:
        mask |= ((1 << (end - start)) - 1) << start
    return mask


def _keys(words: list[str], lemmas: list[str], pos: list[str]) -> list[str]:
    """The key of each word."""
    return [
        word if name in _SIGNS or word in DASHES else f"{lemma}|{_CLASSES.get(name, 'X')}"
        for word, lemma, name in zip(words, lemmas, pos, strict=True)
    ]


def _sentences(words: list[str], begins: list[bool]) -> list[Tokens]:
    """The parser's sentences, joined where a sentence cannot begin."""
    inner = (i for i, is_first in enumerate(begins) if is_first and i > 0 and _may_begin(words, i))
    return [(start, end) for start, end in pairwise([0, *inner, len(words)]) if start < end]


def _may_begin(words: list[str], token: int) -> bool:
    """Whether a sentence may begin at a token: not after a comma or title, not with a small letter or closing mark."""
    last = token - 1
    while last > 0 and (words[last] in MARKS or words[last].isspace()):
        last -= 1
    return not (words[last] in _NEVER_LAST or words[token][0].islower() or words[token][0] in "”’»›,;)")


def _edges(heads: list[int]) -> tuple[list[list[int]], list[int], list[int]]:
    """The children of each token, and the first and last tokens of its subtree, computed from the leaves up."""
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


def _quote_tokens(starts: list[int], ends: list[int], inside: Sequence[Quotation]) -> tuple[list[Tokens], list[int]]:
    """Each quotation as a range of tokens, and each token's quotation."""
    ranges: list[Tokens] = []
    quote = [-1] * len(starts)
    token = 0
    for number, quotation in enumerate(inside):
        while token < len(starts) and ends[token] <= quotation.span.start:
            token += 1
        first = token
        while token < len(starts) and starts[token] < quotation.span.end:
            quote[token] = number
            token += 1
        ranges.append((first, token))
    return ranges, quote
