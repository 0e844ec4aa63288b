"""Decodes bytes: by byte order mark, declared character set or UTF-8, and only then by a guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from generator.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # starts with the UTF-16 mark, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4096  # HTML asks for the declaration in the first 1,024 bytes; real pages are later
_WESTERN = frozenset("“”‘’–—…•€™«»°·£§©®¡¿\u00a0ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽžŸ")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_STRAY = "stray-byte"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without byte order mark, and warnings about what was guessed or repaired."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of `data`.

    Raises:
        SourceError: it is not text.
    """
    _refuse_magic(data)
    decoded = _marked(data) or _wide(data) or _declared(data) or _utf8(data) or _guessed(data)
    _refuse_junk(decoded.text)
    return decoded


def _marked(data: bytes) -> Decoded | None:
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _repaired(data[len(mark) :], charset)
    return None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark, in which nearly every other byte of Latin text is zero."""
    head = data[:2000]
    if len(head) < 4 or b"\0" not in head:
        return None
    half = len(head) / 2
    for first, charset in ((0, "utf-16-be"), (1, "utf-16-le")):
        if head[first::2].count(0) > 0.6 * half and head[1 - first :: 2].count(0) < 0.1 * half:
            return _repaired(data, charset)
    return None


def _declared(data: bytes) -> Decoded | None:
    """The declared character set, read as browsers do: Latin-1 means Windows-1252."""
    match = _DECLARED.search(data[:_HEAD])
    if not match:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
        if name.startswith(("utf-16", "utf-32")) or not getattr(codecs.lookup(name), "_is_text_encoding", True):
            return None  # a declaration that is readable here is not in UTF-16
        if (
            name.startswith(("utf", "ascii", "iso8859-1", "cp125", "latin"))
            and (text := _strict(data, "utf-8")) is not None
        ):
            return Decoded(
                text
            )  # pages often declare Latin-1 and send UTF-8; other text is hardly ever valid UTF-8 by chance
        text = _strict(data, "cp1252" if name in {"ascii", "iso8859-1"} else name)
    except (LookupError, UnicodeError):
        return None
    return Decoded(text) if text is not None else None


def _strict(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, valid or with few bad bytes among many valid sequences."""
    text = _strict(data, "utf-8")
    if text is not None:
        return Decoded(text)
    repaired = _repaired(data, "utf-8")
    wide = sum(char > "\x7f" for char in repaired.text)
    strays = len(data) - len(repaired.text.encode("utf-8", "ignore"))
    is_cut = _strict(data[:-1], "utf-8") or _strict(data[:-2], "utf-8") or _strict(data[:-3], "utf-8")
    return repaired if is_cut or abs(strays) * 4 < wide else None


def _repaired(data: bytes, charset: str) -> Decoded:
    """Decode as far as possible, with a warning: an incomplete end is dropped, a bad byte is read as Windows-1252."""
    if (text := _strict(data, charset)) is not None:
        return Decoded(text)
    decoder = codecs.getincrementaldecoder(charset)(_STRAY if charset == "utf-8" else "replace")
    text = decoder.decode(data, final=False)
    if len(decoder.getstate()[0]):
        warning = "the file ends in the middle of a character, which was dropped"
    else:
        warning = f"some bytes are not valid {charset.upper()} and were read as well as possible"
    return Decoded(text, (warning,))


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    """Error handler: decode the bad bytes as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_STRAY, _stray_byte)


def _guessed(data: bytes) -> Decoded:
    """Windows-1252 if that gives western letters and quotation marks, else the best guess of charset-normalizer."""
    _refuse_junk(data.decode("latin-1"))
    text = data.decode("cp1252", "replace")
    wide = [char for char in text if char > "\x7f"]
    if wide and sum(char in _WESTERN for char in wide) > 0.95 * len(wide):
        return Decoded(text, ("no character set was declared; read as Windows-1252",))
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise SourceError("no character set gives readable text", remedy="Save it as UTF-8.")
    text = data.decode(best.encoding, "replace").removeprefix("\ufeff")
    return Decoded(text, (f"no character set was declared; read as {best.encoding}",))


def _refuse_magic(data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise SourceError(f"this is {what}, not text", remedy="Save the story as text, HTML or Markdown.")


def _refuse_junk(text: str) -> None:
    """Refuse binary data: more than one control or replacement character in twenty."""
    if len(_CONTROL.findall(text)) > len(text) / 20:
        raise SourceError("this is not text but binary data", remedy="Save the story as text, HTML or Markdown.")
