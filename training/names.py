"""Read the data sets of names into texts with labelled spans.

A span labelled ``UNKNOWN`` covers words whose label the data set does not tell (a type it does not annotate, or
annotates in another way); training neither rewards nor punishes what the pipeline says about them.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.detokenise import spaces_after

UNKNOWN = "UNKNOWN"
LABELS = ("PERSON", "ORG", "LOC", "NORP", "DATE")

NEWSWIRE = {"Person": "PERSON", "Organization": "ORG", "Location": "LOC", "NORP": "NORP", "Date": "DATE"}
UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "OTH": UNKNOWN}
WIKIGOLD = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": UNKNOWN}
CROSSNER = {
    "politician": "PERSON", "person": "PERSON", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC",
    "location": "LOC", "misc": UNKNOWN, "event": UNKNOWN, "election": UNKNOWN,
}  # fmt: skip
RE3D = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}

_DATE_WORD = re.compile(
    r"^(?:\d[\d,.:/-]*(?:st|nd|rd|th|s)?|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)$"
)

Tagged = list[tuple[str, str]]
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text and its labelled character spans ``(start, end, label)``, in order, disjoint."""

    text: str
    spans: tuple[Span, ...]
    source: str


def read_newswire(path: Path, loose: float = 0.0, rng: random.Random | None = None) -> Iterator[NamedText]:
    """Paragraphs of English Worldwide Newswire; a share ``loose`` of them with a blank between all tokens."""
    rng = rng or random.Random(0)  # noqa: S311 - variants of text, no secrets
    for rows in _blocks(path, word=0, tag=1):
        tagged = _mapped([(word, tag) for word, tag in rows if word.strip()], NEWSWIRE, default="O")
        if tagged:
            yield _text(tagged, "newswire", loose=rng.random() < loose)


def read_uner_ewt(path: Path, norp: frozenset[str], run: int = 4) -> Iterator[NamedText]:
    """UNER EWT, up to ``run`` sentences of a document at a time, with the spacing of its ``# text`` comments."""
    tagged: Tagged = []
    spaces: list[bool] = []
    sentences = 0
    for comments, rows in _commented_blocks(path):
        if sentences == run or (any(c.startswith("# newdoc") for c in comments) and tagged):
            yield _text(_with_unknown(_mapped(tagged, UNER, default="O"), norp), "uner_ewt", spaces=spaces)
            tagged, spaces, sentences = [], [], 0
        text = next((c.partition("=")[2] for c in comments if c.startswith("# text =")), "")
        tagged += [(row[1], row[2]) for row in rows]
        spaces += _spaces_of([row[1] for row in rows], text.strip())
        sentences += 1
    if tagged:
        yield _text(_with_unknown(_mapped(tagged, UNER, default="O"), norp), "uner_ewt", spaces=spaces)


def read_wikigold(path: Path, norp: frozenset[str]) -> Iterator[NamedText]:
    """Sentences of Wikigold (IO tags)."""
    for rows in _blocks(path, word=0, tag=1, separator=" "):
        tagged = _mapped([r for r in rows if r[0] != "-DOCSTART-"], WIKIGOLD, default=UNKNOWN)
        if tagged:
            yield _text(_with_unknown(tagged, norp), "wikigold")


def read_crossner(folder: Path, norp: frozenset[str]) -> Iterator[NamedText]:
    """Sentences of CrossNER politics, all three parts."""
    for part in ("train", "dev", "test"):
        for rows in _blocks(folder / f"{part}.txt", word=0, tag=1):
            yield _text(_with_unknown(_mapped(rows, CROSSNER, default=UNKNOWN), norp), "crossner_politics")


def read_re3d(folder: Path, norp: frozenset[str]) -> Iterator[NamedText]:
    """Documents of re3d; only spans that look like names count, other marked spans are unknown."""
    for part in sorted(p for p in folder.iterdir() if p.is_dir()):
        entities: dict[str, list[dict]] = {}
        for entity in map(json.loads, _lines(part / "entities.json")):
            if float(entity["confidence"]) > 0.5:
                entities.setdefault(entity["documentId"], []).append(entity)
        for document in map(json.loads, _lines(part / "documents.json")):
            text = document["text"]
            marked = [_re3d_span(text, e) for e in entities.get(document["_id"], [])]
            spans = _disjoint([span for span in marked if span[2] != UNKNOWN])
            spans += _unknown_words(text, spans, norp, [span for span in marked if span[2] == UNKNOWN])
            yield NamedText(text, tuple(sorted(spans)), "re3d")


def _spaces_of(words: list[str], text: str) -> list[bool]:
    """For each word whether a space follows it in ``text``."""
    spaces, end = [], 0
    for word in words:
        start = text.find(word, end)
        end = start + len(word) if start >= 0 else end
        spaces.append(end >= len(text) or text[end].isspace())
    return spaces


def _commented_blocks(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Comments and columns of each sentence."""
    comments: list[str] = []
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if line.startswith("# ") and len(columns) == 1:
                comments.append(columns[0])
            elif len(columns) > 2:
                rows.append(columns)
            elif rows:
                yield comments, rows
                comments, rows = [], []
    if rows:
        yield comments, rows


def norp_words(texts: Iterable[NamedText]) -> frozenset[str]:
    """Words that some text labels NORP."""
    return frozenset(
        word for t in texts for start, end, label in t.spans if label == "NORP" for word in t.text[start:end].split()
        if word[:1].isupper()
    )  # fmt: skip


def _re3d_span(text: str, entity: dict) -> Span:
    """Start, end and label; a bare role, a common noun or a type of no interest is unknown."""
    start, end = entity["begin"], entity["end"]
    surface = text[start:end]
    label = RE3D.get(entity["type"], UNKNOWN)
    words = surface.split()
    is_name = bool(words) and words[0][:1].isupper() and words[0] not in ("The", "A", "An")
    is_person = len(words) in (2, 3) and all(w[:1].isupper() for w in words) and not _ROLE.search(surface)
    if not is_name or (label == "PERSON" and not is_person):
        label = UNKNOWN
    return start, end, label


_ROLE = re.compile(
    r"\b(?:Minister|Secretary|President|Ambassador|Envoy|Representative|Foreign|Commander|General|Gen|Col|Lt|Chief|"
    r"Chairman|Prime|Special|Director|Spokes\w+|Army|Air|Maj|Mr|Mrs|Ms|Dr|Prince|King|Sir|Lord|Deputy|Under)\b"
)


def _unknown_words(text: str, spans: list[Span], norp: frozenset[str], marked: list[Span]) -> list[Span]:
    """Words outside ``spans`` that may be dates or nationalities, or are capitalised inside a ``marked`` span."""
    taken = {i for start, end, _ in spans for i in range(start, end)}
    doubtful = {i for start, end, _ in marked for i in range(start, end)}
    found = []
    for match in re.finditer(r"\w[\w.,:/-]*\w|\w", text):
        place = set(range(match.start(), match.end()))
        is_doubtful = bool(doubtful & place) and match[0][:1].isupper()
        if not taken & place and (is_doubtful or _DATE_WORD.match(match[0]) or match[0] in norp):
            found.append((match.start(), match.end(), UNKNOWN))
    return found


def _disjoint(spans: list[Span]) -> list[Span]:
    """Longest spans first; shorter ones that overlap them are dropped."""
    kept: list[Span] = []
    for start, end, label in sorted(set(spans), key=lambda s: (s[0] - s[1], s[0], s[2])):
        if all(end <= s or start >= e for s, e, _ in kept):
            kept.append((start, end, label))
    return sorted(kept)


def _lines(path: Path) -> list[str]:
    """Non-empty lines of a text file, compressed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [line for line in lines if line.strip()]


def _blocks(path: Path, word: int, tag: int, separator: str = "\t") -> Iterator[Tagged]:
    """Runs of ``(word, tag)`` between empty lines; a missing tag is ``O``."""
    opener = gzip.open if path.suffix == ".gz" else open
    rows: Tagged = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split(separator)
            if len(columns) > word and columns[word]:
                rows.append((columns[word], columns[tag] if len(columns) > tag else "O"))
            elif rows:
                yield rows
                rows = []
    if rows:
        yield rows


def _mapped(rows: Tagged, labels: dict[str, str], default: str) -> Tagged:
    """Rows with tags ``B-``/``I-`` of our labels; a type not in ``labels`` becomes ``default``."""
    mapped = []
    for word, tag in rows:
        prefix, _, kind = tag.partition("-")
        label = labels.get(kind, default if kind and kind != "O" else "O")
        mapped.append((word, "O" if prefix not in "BIES" or label == "O" else f"{prefix}-{label}"))
    return mapped


def _with_unknown(rows: Tagged, norp: frozenset[str]) -> Tagged:
    """Unlabelled words that may be dates or nationalities marked unknown."""
    return [
        (word, f"B-{UNKNOWN}" if tag == "O" and (_DATE_WORD.match(word) or word in norp) else tag) for word, tag in rows
    ]


def _text(rows: Tagged, source: str, spaces: list[bool] | None = None, loose: bool = False) -> NamedText:
    """Running text of tagged tokens, with spans."""
    words = [word for word, _ in rows]
    spaces = spaces or ([True] * len(words) if loose else spaces_after(words))
    text, spans = "", []
    previous = ""
    for (word, tag), space in zip(rows, spaces, strict=True):
        start = len(text)
        text += word
        label = tag[2:]
        if label and tag[0] == "I" and label == previous:
            spans[-1] = (spans[-1][0], len(text), label)
        elif label:
            spans.append((start, len(text), label))
        previous = label
        text += " " if space else ""
    return NamedText(text.rstrip(), tuple(spans), source)
