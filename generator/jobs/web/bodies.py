"""The body of a response, decompressed, and never larger than allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from generator.jobs.web.failing import FetchError

_GZIP_OR_ZLIB = 47  # zlib's window bits: 15, plus 32 to tell the two apart by their first bytes


def whole(chunks: Iterable[bytes], packing: str, most: int) -> bytes:
    """The body that arrives in `chunks`, decompressed according to its `Content-Encoding`.

    Raises:
        FetchError: it is larger than `most` bytes, compressed or not, damaged, or in an unknown encoding.
    """
    if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise FetchError("the server compressed its response in a way that was not asked for")
    counted = _counted(chunks, most)
    return b"".join(counted if packing in {"", "identity"} else _counted(_unpacked(counted, most), most))


def _counted(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """`chunks`, up to `most` bytes in all."""
    room = most
    for chunk in chunks:
        room -= len(chunk)
        if room < 0:
            raise FetchError(f"this is larger than {most:,} bytes", remedy="Raise max_bytes for this source")
        yield chunk


def _unpacked(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The content of a gzip or zlib stream; no chunk yields more than `most` + 1 bytes."""
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        for chunk in chunks:
            yield unpacker.decompress(chunk, most + 1)
    except zlib.error as error:
        raise FetchError("the response is damaged (it cannot be decompressed)", passes=True) from error
    if not unpacker.eof:
        raise FetchError("the response is incomplete", passes=True)
