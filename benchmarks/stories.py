"""Stories as a monitoring desk gets them: a third on the topic, the rest world news, a tenth of all near-copies.

On the topic are paragraphs of the sample stories; world news are the articles of the development data, where that is
present, else the sample stories with made-up names. There are more stories than texts: after the first turn each is
told with other numbers, names and words, and with sentences of its neighbours, so that none is like another. The same
seed gives the same stories.
"""

from __future__ import annotations

import functools
import gzip
import json
import os
import random
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator import pipeline
from generator.model import Article

_SETS = ("neus50", "bbc", "inshorts60", "gumrank")  # of the development data
_COPIES, _TOPIC = 0.1, 1 / 3  # shares of all stories
_RECENT = 200  # originals of which the next copy may be one
_PARAGRAPHS = (5, 9)  # of a story on the topic
_OTHER = 0.3  # of the longer words
_FOREIGN = 0.2  # of the sentences of a story told anew
_OUTLETS = 40
_NAMED = ("Russia", "Ukrain")  # what makes a sample story one on the topic
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][A-Za-z]{3,}\b")
_NUMBER = re.compile(r"\b(?!(?:19|20)\d\d\b)[1-9]\d{0,9}")  # years stay
_LONG = re.compile(r"\b[a-z]{7,}\b")
_ENDING = 3  # letters that two words must share to stand for each other
_SYLLABLES = ("ka", "lo", "mi", "ren", "tas", "vor", "bel", "dun", "sha", "ner", "gol", "pim", "ost", "ve", "ruk")


@dataclass(frozen=True, slots=True)
class Story:
    """A story of the stream."""

    number: int
    kind: Literal["topic", "world", "copy"]
    title: str
    outlet: str
    published: str
    text: str
    copy_of: int | None = None
    """The number of the story that a copy repeats."""

    def article(self) -> Article:
        """The story as it is read."""
        return Article(f"{self.number:06}", self.title, self.text, self.outlet, published=self.published)

    def file(self) -> str:
        """The story as a text file with its head."""
        return f"---\ntitle: {self.title}\nsource: {self.outlet}\npublished: {self.published}\n---\n{self.text}\n"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Texts of one kind, and the words by which they are told anew."""

    stories: tuple[tuple[str, str], ...]
    """Title and text of each."""
    names: tuple[str, ...]
    """Capitalised words, as often as they occur."""
    words: dict[str, tuple[str, ...]]
    """Longer words by their endings, as often as they occur."""

    @classmethod
    def of(cls, stories: Sequence[tuple[str, str]]) -> Shelf:
        """A shelf of `stories`."""
        words: dict[str, list[str]] = {}
        for _, text in stories:
            for word in _LONG.findall(text):
                words.setdefault(word[-_ENDING:], []).append(word)
        names = tuple(name for _, text in stories for name in _NAME.findall(text))
        return cls(tuple(stories), names, {ending: tuple(alike) for ending, alike in words.items()})


def shared() -> Path | None:
    """The development data beside the checkout (or at $BRIEF_SHARED), None where there is none."""
    folder = Path(os.environ.get("BRIEF_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    return folder if (folder / "data" / "summaries").is_dir() else None


def stream(seed: int = 1, *, data: Path | None = None) -> Iterator[Story]:
    """Stories without end; world news from the development data at `data`, None for the sample stories alone."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    topic, world = _topic(), _world(chance, data)
    recent: deque[Story] = deque(maxlen=_RECENT)
    seen: set[int] = set()
    number = 0
    while True:
        outlet = f"Outlet {chance.randrange(_OUTLETS)}"
        published = f"2025-08-{14 + number % 6}T{chance.randrange(24):02}:{chance.randrange(60):02}:00+00:00"
        if recent and chance.random() < _COPIES:
            story = _copy(chance.choice(recent), number, f"{outlet} Online", published, chance)
        else:
            on_topic = chance.random() < _TOPIC
            title, text = _on_topic(topic, chance) if on_topic else next(world)
            story = Story(number, "topic" if on_topic else "world", title, outlet, published, text)
        if hash(story.text) in seen:
            continue
        seen.add(hash(story.text))
        if story.copy_of is None:
            recent.append(story)
        yield story
        number += 1


def write(stories: Iterable[Story], folder: Path) -> None:
    """Put each story into a file of its own in `folder`, one after another."""
    folder.mkdir(parents=True, exist_ok=True)
    for story in stories:
        (folder / f"{story.number:06}.txt").write_text(story.file(), encoding="utf-8")


def _copy(of: Story, number: int, outlet: str, published: str, chance: random.Random) -> Story:
    """Nearly word for word what another outlet has printed: often without its end, with a line of credit."""
    paragraphs = of.text.split("\n\n")
    if len(paragraphs) > 2 and chance.random() < 0.5:
        paragraphs.pop()
    text = "\n\n".join([*paragraphs, f"This report appeared first in {of.outlet}."])
    return Story(number, "copy", of.title, outlet, published, text, of.number)


@functools.cache
def _topic() -> Shelf:
    """The sample stories on the topic."""
    articles = pipeline.read([]).articles
    return Shelf.of([(a.title, a.text) for a in articles if any(name in a.text for name in _NAMED)])


def _on_topic(shelf: Shelf, chance: random.Random) -> tuple[str, str]:
    """Title and paragraphs of the shelf's stories, with other numbers and words; names stay, for they are the topic."""
    paragraphs = [line for _, text in shelf.stories for line in text.split("\n") if len(line.split()) > 12]
    title, _ = chance.choice(shelf.stories)
    drawn = chance.sample(paragraphs, chance.randint(*_PARAGRAPHS))
    return _other_words(title, shelf, chance), "\n\n".join(_other_words(text, shelf, chance) for text in drawn)


def _world(chance: random.Random, data: Path | None) -> Iterator[tuple[str, str]]:
    """World news: first each as it is, in any order, then told anew."""
    shelves = [Shelf.of(stories) for stories in (_developed(data) if data else [_elsewhere()])]
    whole = [story for shelf in shelves for story in shelf.stories]
    yield from chance.sample(whole, len(whole))
    while True:
        (shelf,) = chance.choices(shelves, [len(shelf.stories) for shelf in shelves])
        yield _anew(shelf, chance)


def _developed(data: Path) -> list[list[tuple[str, str]]]:
    """Title and text of each article of the development data, set by set."""
    sets = []
    for name in _SETS:
        with gzip.open(data / "data" / "summaries" / f"{name}.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
            documents = [document for line in lines for document in json.loads(line)["documents"]]
        sets.append([(" ".join(d["title"].split()) or "Untitled", d["text"]) for d in documents])
    return sets


def _elsewhere() -> list[tuple[str, str]]:
    """The sample stories with made-up names, so that they are about other places."""
    stories = [(article.title, article.text) for article in pipeline.read([]).articles]
    names = sorted({name for _, text in stories for name in _NAME.findall(text)})
    places = {name: _made_up(name) for name in names}
    pattern = re.compile(rf"\b({'|'.join(names)})")
    return [
        (pattern.sub(lambda m: places[m[0]], title), pattern.sub(lambda m: places[m[0]], text))
        for title, text in stories
    ]


def _made_up(name: str) -> str:
    return "".join(random.Random(name).choices(_SYLLABLES, k=3)).capitalize()  # noqa: S311


def _anew(shelf: Shelf, chance: random.Random) -> tuple[str, str]:
    """A story of the shelf with sentences of others, other names, numbers and words."""
    title, text = chance.choice(shelf.stories)
    foreign = [s for _, other in chance.choices(shelf.stories, k=3) for s in _SENTENCE.split(other.replace("\n", " "))]
    names = {name: chance.choice(shelf.names) for name in sorted(set(_NAME.findall(text)))}

    def told(sentence: str) -> str:
        sentence = chance.choice(foreign) if chance.random() < _FOREIGN else sentence
        return _other_words(_NAME.sub(lambda match: names.get(match[0], match[0]), sentence), shelf, chance)

    paragraphs = [" ".join(map(told, _SENTENCE.split(line))) for line in text.split("\n") if line.strip()]
    return _other_words(title, shelf, chance), "\n\n".join(paragraphs)


def _other_words(text: str, shelf: Shelf, chance: random.Random) -> str:
    """`text` with other numbers, and some of its longer words replaced by words with the same ending."""

    def other(match: re.Match[str]) -> str:
        alike = shelf.words.get(match[0][-_ENDING:])
        return chance.choice(alike) if alike and chance.random() < _OTHER else match[0]

    return _LONG.sub(other, _NUMBER.sub(lambda match: str(_like(int(match[0]), chance)), text))


def _like(number: int, chance: random.Random) -> int:
    """Another number: a day of any month for what may be a day, else one with as many digits."""
    digits = len(str(number))
    return chance.randint(1, 28) if number <= 31 else chance.randint(10 ** (digits - 1), 10**digits - 1)
