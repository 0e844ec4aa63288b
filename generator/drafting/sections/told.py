"""Passages without a known speaker that are someone's words all the same: better unplaced than misplaced."""

from __future__ import annotations

import re

from generator.drafting.sections.patterns import any_of

_QUOTED = re.compile(r"[\"“«]([^\"“”«»]+)[\"”»]")
_QUOTED_WORDS = 4
_ANSWER = re.compile(rf"(?:{any_of('sections', 'told', 'answers')})\s*[:.–—]\s")  # of an interview
_FRAME = re.compile(any_of("sections", "told", "frames"))


def is_told(text: str, *, paragraph: str, before: str = "") -> bool:
    """Whether `text` is someone's words: mostly quoted, after a colon, an answer, or with words like "in her view".

    `paragraph` is the paragraph it is in, `before` the text just before it.
    """
    quoted = sum(len(words.split()) for words in _QUOTED.findall(text))
    if quoted >= _QUOTED_WORDS and 2 * quoted >= len(text.split()):
        return True
    return bool(before.rstrip().endswith(":") or _ANSWER.match(paragraph.lstrip("*_ ")) or _FRAME.search(text))
