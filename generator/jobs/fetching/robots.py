"""What a server's robots.txt allows (Koster et al. 2022, RFC 9309: Robots Exclusion Protocol).

Protego reads the file. The text is normalized first where Protego departs from the standard: it applies a group for
"briefing" to "briefing-note-generator", misses one for "briefing-note-generator/2", and ends a group of user agents at
a record that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from protego import Protego

MAX_BYTES = 512_000  # RFC 9309, 2.5: read at least 500 KiB
_LONGEST_DELAY = 10.0  # seconds; some files ask for an hour
_RECORD = re.compile(r"\s*(user[- ]?agent|allow|d[isal]+[oa]w|crawl[- ]delay)\s*:\s*([^#]*)", re.IGNORECASE)
"""The records that count, including common misspellings of "disallow"."""
_TOKEN = re.compile(r"[A-Za-z_-]+|\*(?!\S)")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one robots.txt for one crawler."""

    file: Protego
    agent: str
    """The name of the crawler's group: its own, or "*"."""

    def allows(self, url: str) -> bool:
        """Whether `url` may be fetched."""
        return self.file.can_fetch(url, self.agent)

    @property
    def delay(self) -> float:
        """Seconds between requests that the file asks for ("Crawl-delay", common though not in the standard)."""
        return min(self.file.crawl_delay(self.agent) or 0.0, _LONGEST_DELAY)


def parse(text: str, product: str) -> Robots:
    """The rules of a robots.txt for the crawler `product`: those of all groups that name it, else those for "*"."""
    records = list(_records(text))
    is_named = ("user-agent", product.lower()) in records
    plain = "\n".join(f"{field}: {value}" for field, value in records)
    return Robots(Protego.parse(plain), product if is_named else "*")


def _records(text: str) -> Iterator[tuple[str, str]]:
    """Each record that counts, as field and value; a crawler is named by its product token, in lower case."""
    for line in text.removeprefix("\ufeff").splitlines():
        if not (found := _RECORD.match(line)):
            continue
        field, value = found[1].lower(), found[2].strip()
        if field.startswith("user"):
            token = _TOKEN.match(value)
            yield "user-agent", token[0].lower() if token else value
        else:
            yield field, value
