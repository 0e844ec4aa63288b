"""Bytes of any character set become the right text, and dates of any form become ISO 8601."""

from __future__ import annotations

import codecs
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.reading import dates
from generator.reading.decoding import decode

QUOTED = "“Borders,” he said — it’s clear — “cannot be changed by force.” Café, à bientôt. "


@pytest.mark.parametrize(
    "data",
    [
        QUOTED.encode("utf-8"),
        QUOTED.encode("utf-8-sig"),
        QUOTED.encode("cp1252"),
        QUOTED.encode("utf-16"),
        codecs.BOM_UTF16_BE + QUOTED.encode("utf-16-be"),
        QUOTED.encode("utf-16-le"),
        QUOTED.encode("utf-16-be"),
        QUOTED.encode("utf-32"),
    ],
    ids=["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be mark", "utf-16-le bare", "utf-16-be bare", "utf-32"],
)
def test_quotation_marks_survive_every_encoding(data: bytes) -> None:
    """Curly quotes, dashes and accents are right, with and without a byte order mark."""
    assert decode(data).text == QUOTED


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
        ('<html><head><meta charset="shift_jis">', "shift_jis"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ('<meta charset="iso-8859-1">', "utf-8"),
    ],
)
def test_the_declared_character_set_is_used(head: str, charset: str) -> None:
    """XML and HTML declarations are followed; "Latin-1" means Windows-1252, unless the bytes are UTF-8."""
    words = {"cp1251": "Привет", "shift_jis": "日本語"}.get(charset, "“café”")
    assert decode((head + words).encode(charset)).text == head + words


def test_an_unknown_or_false_declaration_does_no_harm() -> None:
    """A declared set that does not exist, is no text encoding, or does not fit is passed over."""
    for declared in ("x-unknown", "rot13", "base64", "utf-16"):
        text = f'<meta charset="{declared}">{QUOTED}'
        assert decode(text.encode()).text == text


@pytest.mark.parametrize("cut", [1, 2])
def test_a_cut_end_is_left_off_with_a_warning(cut: int) -> None:
    """A file that ends inside a character keeps all before it."""
    decoded = decode((QUOTED + "€").encode()[:-cut])
    assert decoded.text == QUOTED
    assert decoded.warnings == ("the file ends in the middle of a character, which was dropped",)


def test_stray_bytes_in_utf_8_are_read_as_windows_1252() -> None:
    """One Windows-1252 apostrophe in a UTF-8 text does not spoil the rest, and is warned of."""
    decoded = decode((QUOTED * 3).encode() + b"It\x92s so.")
    assert decoded.text == QUOTED * 3 + "It’s so."
    assert "not valid UTF-8" in decoded.warnings[0]


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04rest", bytes(500), bytes(range(256)) * 10])
def test_what_is_not_text_is_refused(data: bytes) -> None:
    """Known file types and junk are refused with a reason instead of being read as mojibake."""
    with pytest.raises(SourceError, match="not text"):
        decode(data)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_utf_8_is_always_itself(text: str) -> None:
    """Text in UTF-8 without declaration is decoded exactly."""
    bare = text.removeprefix("\ufeff")
    if bare.encode().startswith((b"%PDF", b"PK\x03\x04", b"{\\rtf", b"GIF8")) or bare.count("\ufffd") * 20 > len(bare):
        return
    assert decode(bare.encode()).text == bare


@pytest.mark.parametrize(
    ("given_date", "wanted"),
    [
        ("2025-08-15", "2025-08-15"),
        ("20250815", "2025-08-15"),
        ("2025/8/15", "2025-08-15"),
        ("2025-08-15T07:30:00-04:00", "2025-08-15T07:30:00-04:00"),
        ("2025-08-15T07:30:00-0400", "2025-08-15T07:30:00-04:00"),
        ("2025-08-15T07:30:00.123Z", "2025-08-15T07:30:00+00:00"),
        ("2025-08-15 16:00:34 +02:00", "2025-08-15T16:00:34+02:00"),
        ("2025-08-15 07:30", "2025-08-15T07:30:00"),
        ("Fri, 15 Aug 2025 07:30:00 EDT", "2025-08-15T07:30:00-04:00"),
        ("Fri, 15 Aug 2025 07:30:00 +0000", "2025-08-15T07:30:00+00:00"),
        ("15 Aug 2025 07:30:00 GMT", "2025-08-15T07:30:00+00:00"),
        ("August 15, 2025", "2025-08-15"),
        ("Aug. 15, 2025, 7:30 a.m. EDT", "2025-08-15T07:30:00-04:00"),
        ("Published Aug 15th, 2025 at 12:05 am", "2025-08-15T00:05:00"),
        ("15 août 2025", "2025-08-15"),
        ("Publié le 1er février 2025 à 14 h 05", "2025-02-01T14:05:00"),
        ("vendredi 15 août 2025 à 7h30", "2025-08-15T07:30:00"),
        (1755257400, "2025-08-15T11:30:00+00:00"),
        (1755257400000, "2025-08-15T11:30:00+00:00"),
        ("04/05/2025", None),
        ("2025-13-45", None),
        ("August 32, 2025", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        (float("nan"), None),
        ({"a": 1}, None),
    ],
)
def test_dates_become_iso(given_date: object, wanted: str | None) -> None:
    """Dates as news gives them become ISO 8601 with the offset they state; what is ambiguous or wrong is None."""
    assert dates.iso(given_date) == wanted


@given(st.datetimes(min_value=dt.datetime(1990, 1, 1), max_value=dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC)))
def test_iso_dates_are_read_back(moment: dt.datetime) -> None:
    """Every ISO date-time is itself, without fractions of a second."""
    whole = moment.replace(microsecond=0)
    assert dates.iso(moment.isoformat()) == whole.isoformat()


@given(st.text())
def test_no_date_crashes(text: str) -> None:
    """Any string gives None or a string whose first ten characters are a date."""
    found = dates.iso(text)
    assert found is None or dt.date.fromisoformat(found[:10])
