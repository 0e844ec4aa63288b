"""The Merkle tree over the paragraphs of a source, which ties each of them to the whole text (RFC 6962, 2.1).

A leaf is a paragraph with the line ends after it, so that the leaves joined together are the text. All hashes are
SHA-256, in hexadecimal:

- of a leaf: the byte 0, the offset of its first code point as eight bytes (big-endian), its text in UTF-8;
- of a node: the byte 1, the two hashes below it;
- of the root: the byte 2, the number of leaves as eight bytes, the hash of the whole text, the top of the tree.

The top of a tree without leaves is the hash of no bytes. The top over n > 1 leaves is a node over the first k and the
others, where k is the largest power of two below n.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from generator.model import Span

_LEAF = re.compile(r"\n*[^\n]+\n*|\n+")
_HASH = re.compile("[0-9a-f]{64}")


def leaves(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text` with the line ends after them; line ends at its start belong to the first one."""
    return tuple(Span(*match.span()) for match in _LEAF.finditer(text))


def text_hash(text: str) -> str:
    """The SHA-256 of a whole text in UTF-8, as `sha256sum` gives it for a file."""
    return hashlib.sha256(_utf8(text)).hexdigest()


def leaf_hash(start: int, text: str) -> bytes:
    """The hash of a leaf whose first code point is at `start`."""
    return hashlib.sha256(b"\x00" + start.to_bytes(8, "big") + _utf8(text)).digest()


def root_hash(size: int, whole: str, top: bytes) -> str:
    """The hash of a root over `size` leaves; `whole` is the hash of the whole text.

    Raises:
        ValueError: `whole` is not a hash.
    """
    return hashlib.sha256(b"\x02" + size.to_bytes(8, "big") + _bytes(whole) + top).hexdigest()


def root_of(text: str) -> str:
    """The root of the tree over `text`."""
    hashes = hashes_of(text)
    return root_hash(len(hashes), text_hash(text), top_of(hashes))


def hashes_of(text: str) -> tuple[bytes, ...]:
    """The hashes of the leaves of `text`."""
    return tuple(leaf_hash(span.start, span.of(text)) for span in leaves(text))


def top_of(hashes: Sequence[bytes]) -> bytes:
    """The top of the tree over leaves with these hashes."""
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256().digest()
    middle = _half(len(hashes))
    return _node(top_of(hashes[:middle]), top_of(hashes[middle:]))


def path_of(index: int, hashes: Sequence[bytes]) -> tuple[str, ...]:
    """The proof path of the leaf `index`: the hashes beside its way to the top, the lowest first."""
    if len(hashes) < 2:
        return ()
    middle = _half(len(hashes))
    if index < middle:
        return (*path_of(index, hashes[:middle]), top_of(hashes[middle:]).hex())
    return (*path_of(index - middle, hashes[middle:]), top_of(hashes[:middle]).hex())


def climb(leaf: bytes, index: int, size: int, path: Sequence[str]) -> bytes:
    """The top of a tree of `size` leaves, computed from the hash `leaf` of the one at `index` and its proof path.

    Raises:
        ValueError: the path is too long, too short or not made of hashes, or there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no paragraph {index + 1} of {size}")
    if size == 1:
        if path:
            raise ValueError("its proof path is too long")
        return leaf
    if not path:
        raise ValueError("its proof path is too short")
    middle, beside = _half(size), _bytes(path[-1])
    if index < middle:
        return _node(climb(leaf, index, middle, path[:-1]), beside)
    return _node(beside, climb(leaf, index - middle, size - middle, path[:-1]))


def _half(size: int) -> int:
    """The largest power of two that is less than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _bytes(hexadecimal: str) -> bytes:
    if not _HASH.fullmatch(hexadecimal):
        raise ValueError(f"“{hexadecimal[:64]}” is not a SHA-256 hash")
    return bytes.fromhex(hexadecimal)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
