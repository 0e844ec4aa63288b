"""Put tokens of a data set without spacing back into running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?%)\]}…”]+|'s|'S|’s|’S|n't|n’t|N'T|['’](?:re|ve|ll|d|m|RE|VE|LL|D|M))$")
_NO_SPACE_AFTER = re.compile(r"^(?:[(\[{“‘$€£₡¥#]+|US\$|HK\$)$")
_TIGHT = frozenset({"-", "/", "‑"})


def spaces_after(tokens: Sequence[str]) -> list[bool]:
    """For each word whether a space follows it in running text."""
    spaces = [_has_space(tokens, i) for i in range(len(tokens) - 1)] + [False]
    _pair_quotes(tokens, spaces, '"')
    _pair_quotes(tokens, spaces, "'")
    return spaces


def _has_space(tokens: Sequence[str], i: int) -> bool:
    """Whether a space stands between word ``i`` and the next."""
    word, following = tokens[i], tokens[i + 1]
    if _NO_SPACE_BEFORE.match(following) or _NO_SPACE_AFTER.match(word):
        return False
    if following == "’" or (word == "’" and following in ("s", "t", "re", "ve", "ll", "d", "m")):
        return False
    if (word in _TIGHT and i) or (following in _TIGHT and i + 2 < len(tokens)):
        return _is_free_hyphen(tokens, i if word in _TIGHT else i + 1)
    # "U . S ." is how one data set writes "U.S."
    is_initial = word == "." and i and len(tokens[i - 1]) == 1 and tokens[i - 1].isupper()
    return not (is_initial and len(following) == 1 and following.isupper())


def _is_free_hyphen(tokens: Sequence[str], i: int) -> bool:
    """A hyphen used as a dash: what stands beside it is no plain word or figure, or it follows a closing mark."""
    before, after = tokens[i - 1], tokens[i + 1] if i + 1 < len(tokens) else ""
    return not (before[-1:].isalnum() and after[:1].isalnum()) or before == "News"


def _pair_quotes(tokens: Sequence[str], spaces: list[bool], mark: str) -> None:
    """Straight quotes hug what they enclose; a lone apostrophe hugs the word before it."""
    positions = [i for i, word in enumerate(tokens) if word == mark]
    paired = len(positions) - len(positions) % 2
    for n, i in enumerate(positions):
        if n < paired and n % 2 == 0:
            spaces[i] = False
        elif i:
            spaces[i - 1] = False
