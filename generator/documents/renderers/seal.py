"""A seal over a whole rendition, which reveals any change, whatever templates it was made with.

A seal is not a signature: whoever changes a document can seal it again. Readers do not see it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

BLANK = "0" * 64
_META = re.compile(r'(<meta name="brief-seal" content=")([0-9a-f]{64})(">)')


def of_page(page: str) -> str:
    """The seal of an HTML page: SHA-256 of its UTF-8 form, with the seal itself blank and LF as line ends."""
    blank = _META.sub(rf"\g<1>{BLANK}\g<3>", page).replace("\r\n", "\n")
    return hashlib.sha256(blank.encode("utf-8", "surrogatepass")).hexdigest()


def seal_page(page: str) -> str:
    """`page` with its seal in the place that its template reserves for it, if any."""
    return _META.sub(rf"\g<1>{of_page(page)}\g<3>", page)


def in_page(page: str) -> str | None:
    """The seal in an HTML page; None if there is none."""
    found = _META.search(page)
    return found.group(2) if found else None


def of_print(pages: Iterable[bytes], fonts: Iterable[bytes]) -> str:
    """The seal of a PDF: SHA-256 over the content of each page in order, then over font programs and their maps."""
    whole = hashlib.sha256()
    for content in pages:
        whole.update(hashlib.sha256(content).digest())
    for part in sorted(hashlib.sha256(font).digest() for font in fonts):
        whole.update(part)
    return whole.hexdigest()


def of_parts(templates: str, parts: Mapping[str, bytes]) -> str:
    """The seal of a package: SHA-256 over the hash of its templates, then over the name and content of each part."""
    whole = hashlib.sha256(templates.encode())
    for name in sorted(parts):
        whole.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(parts[name]).digest())
    return whole.hexdigest()


def is_font(data: bytes, has_length: bool, subtype: str) -> bool:
    """Whether a stream of a PDF is a font program or a map from glyphs to characters."""
    return has_length or subtype in ("/CIDFontType0C", "/OpenType", "/Type1C") or data.startswith(b"/CIDInit")
