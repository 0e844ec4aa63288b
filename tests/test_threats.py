"""Threats 11 to 15: what the tests of the single rooms leave open. Each test names its threat by number.

Elsewhere: the gate on foreign and mutilated files in `test_renderers_pdf` (11), reference documents that swell in
`test_renderers_docx` (12), names and links in `test_delivery` (13), the code points of notes in `test_renderers` (14),
encodings one by one in `test_reading_decoding` (15).
"""

from __future__ import annotations

import codecs
import dataclasses
import datetime as dt
import hashlib
import io
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pytest
from briefs import HOSTILE, SAMPLE

from generator import pipeline, profile
from generator import reading as readers
from generator.codec.json import dumps
from generator.delivery import file_name
from generator.documents.renderers import Press, render
from generator.errors import RenderError
from generator.model import Brief, Excerpt, Section
from generator.pipeline import Built
from generator.proof import extract, verify
from generator.proof.archive import parts_of
from generator.proof.glyphs import words_of
from generator.resources import TEMPLATES


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One child for all tests of this module."""
    with Press() as one:
        yield one


# --- 11: a badly tagged PDF that claims to be accessible


PICTURE = "<img src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=='>"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"<h1>": f"{PICTURE}<h1>"}, "alternative text"),
        ({"<h2>": "<h4>", "</h2>": "</h4>"}, "a heading of level 4 follows one of level 1"),
        ({"<title>": "<!--", "</title>": "-->"}, "no title"),
        ({' lang="{{ language }}"': ""}, "no language"),
    ],
    ids=["alt", "heading", "title", "lang"],
)
def test_11_a_users_template_cannot_publish_what_is_not_accessible(
    changes: dict[str, str], fault: str, tmp_path: Path, press: Press
) -> None:
    """The PDF is refused with the fault in words, and the other formats are made all the same."""
    mine = (TEMPLATES / "print.html.j2").read_text("utf-8")
    for old, new in changes.items():
        assert old in mine
        mine = mine.replace(old, new)
    (tmp_path / "print.html.j2").write_text(mine, "utf-8")
    with pytest.raises(RenderError, match=fault):
        render(SAMPLE, "pdf", templates=tmp_path, press=press)
    assert verify(render(SAMPLE, "html", templates=tmp_path, press=press).data, "html", templates=tmp_path).ok


# --- 12: loss in DOCX, zip bombs


def test_12_a_word_document_loses_nothing_after_signs_of_markup() -> None:
    """With `A & B <x>` in title, sections, words, speakers and notes, every paragraph is there as it was."""
    sign = "A & B <x>"
    excerpts = tuple(
        dataclasses.replace(e, speaker=dataclasses.replace(e.speaker, name=f"{sign} {e.speaker.name}"))
        for e in SAMPLE.excerpts()
        if e.speaker
    )
    sections = tuple(Section(f"s{i}", f"{sign} {i}", excerpts[i : i + 4]) for i in range(0, len(excerpts), 4))
    brief = dataclasses.replace(
        SAMPLE, title=f"{sign} first", sections=sections, gaps=(f"{sign} gap",), key_points=(), conflicts=()
    )
    data, plain = render(brief, "docx").data, render(_plain(brief, sign), "docx").data
    lines = paragraphs(data)
    assert [line.replace(sign, "A") for line in lines] == paragraphs(plain)
    assert sum(sign in line for line in lines) == 2 + len(sections) + len(excerpts)
    assert verify(data, "docx").ok


def paragraphs(data: bytes) -> list[str]:
    """The paragraphs of a Word document; the line with the hash of the evidence is left out."""
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    return [line for line in lines if "SHA-256" not in line]


def _plain(brief: Brief, sign: str) -> Brief:
    """`brief` with a plain letter for the signs of markup."""
    sections = tuple(
        dataclasses.replace(
            section,
            title=section.title.replace(sign, "A"),
            excerpts=tuple(
                dataclasses.replace(e, speaker=dataclasses.replace(e.speaker, name=e.speaker.name.replace(sign, "A")))
                for e in section.excerpts
                if e.speaker
            ),
        )
        for section in brief.sections
    )
    return dataclasses.replace(brief, title=brief.title.replace(sign, "A"), sections=sections, gaps=("A gap",))


def bomb(megabytes: int) -> bytes:
    """A small package that unpacks to so many megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("customXml/item1.xml", "w") as part:
        for _ in range(megabytes):
            part.write(bytes(1_000_000))
    return out.getvalue()


def test_12_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    """400 kB that unpack to 400 MB: the sizes are read from the directory, and nothing is unpacked."""
    data = bomb(400)
    assert len(data) < 444_000
    tracemalloc.start()
    report = verify(data, "x.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "too large when unpacked" in str(report.differences[0])
    assert peak < 20_000_000


def test_12_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    """Where the directory names a small size, no more than that is unpacked, and the damage is told."""
    data = bytearray(bomb(120))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 1000)
    tracemalloc.start()
    report = verify(bytes(data), "x.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "cannot be read" in str(report.differences[0])
    assert peak < 20_000_000


def test_12_a_part_that_is_packed_otherwise_is_refused() -> None:
    """Word packs with deflate; of other ways, which cannot be unpacked piece by piece, none is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xml", bytes(1000))
    assert "compression that Word does not support" in str(verify(out.getvalue(), "x.docx").differences[0])


# --- 13: path traversal and odd names

ODD_NAMES = (
    "../../etc/passwd", "/etc/passwd", "C:\\x", "a\0b", "CON", "nul.profile", "Ж" * 300, "-rf", ".hidden", "..", "",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_13_a_brief_is_written_into_its_folder_whatever_its_profile_is_called(name: str, tmp_path: Path) -> None:
    """One file, directly in the folder, under a name that every system takes; nothing beside the folder."""
    brief = dataclasses.replace(SAMPLE, profile=name, dated=dt.date(2025, 8, 15))
    folder = tmp_path / "house" / "output"
    (path,) = pipeline.deliver(Built(brief, {"json": dumps(brief)}), folder)
    assert path.parent == folder
    assert [entry.name for entry in folder.iterdir()] == [path.name]
    assert [entry for entry in tmp_path.rglob("*") if entry.is_file()] == [path]
    assert re.fullmatch(r"[\w.-]+\.json", path.name)
    assert len(path.name.encode()) <= 140
    assert path.name == file_name(brief.dated.isoformat(), name, "json")


def test_13_nothing_is_written_through_a_link_under_the_name_of_a_brief(tmp_path: Path) -> None:
    """A symbolic link that waits in the output folder is replaced; what it points to stays."""
    secret, folder = tmp_path / "secret", tmp_path / "output"
    secret.write_bytes(b"keep me")
    folder.mkdir()
    link = folder / file_name(SAMPLE.dated.isoformat(), SAMPLE.profile, "json")
    link.symlink_to(secret)
    pipeline.deliver(Built(SAMPLE, {"json": dumps(SAMPLE)}), folder)
    assert secret.read_bytes() == b"keep me"
    assert not link.is_symlink()
    assert verify(link.read_bytes(), link.name).ok


def test_13_ids_that_are_paths_name_no_file(tmp_path: Path, press: Press) -> None:
    """What a story calls itself becomes a plain id, and attached files are named by number."""
    story = '{"id": "../../etc/cron.d/x", "title": "T", "text": "“We will go,” the minister said on Friday in Ottawa."}'
    (tmp_path / "-a.jsonl").write_text(story, "utf-8")
    (article,) = readers.read([str(tmp_path)]).articles
    assert re.fullmatch(r"[a-z0-9-]+", article.id)
    odd = dataclasses.replace(HOSTILE.sources[0], id="../../x")
    excerpt = dataclasses.replace(HOSTILE.excerpts()[0], source=odd.id)
    brief = dataclasses.replace(
        HOSTILE, sources=(odd,), sections=(Section("a", "A", (excerpt,)),), key_points=(), conflicts=(), cut=()
    )
    with pikepdf.open(io.BytesIO(render(brief, "pdf", press=press).data)) as pdf:
        assert sorted(pdf.attachments) == ["brief.json", "source-0001.txt"]


# --- 14: bidi, zero-width and look-alike letters in quotations

TURNED = "The \u202egnisol\u202c side, \u2066they\u2069 said, is \u200bours, and p\u0430ypal agrees."
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")


def turned() -> Brief:
    """The sample with a quotation that would turn, hide and imitate."""
    source = SAMPLE.sources[0]
    text = f"{TURNED}\n\n{source.text}"
    shift = len(TURNED) + 2
    moved = tuple(
        dataclasses.replace(e, start=e.start + shift, end=e.end + shift, also_in=())
        for e in SAMPLE.sections[0].excerpts
        if e.source == source.id
    )
    one = Excerpt("turned", source.id, 0, len(TURNED), TURNED, TURNED)
    whole = dataclasses.replace(source, text=text, sha256=_sha(text))
    return dataclasses.replace(
        SAMPLE, sources=(whole,), sections=(Section("a", "A", (one, *moved)),), key_points=("turned",), cut=(),
        unplaced=(), conflicts=(), warnings=(),
    )  # fmt: skip


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("form", ["json", "html", "pdf", "docx"])
def test_14_odd_characters_are_verbatim_in_the_evidence(form: str, press: Press) -> None:
    """Whatever is shown, the evidence has every code point, and the document proves itself."""
    data = render(turned(), form, press=press).data
    assert extract(data, form)["sections"][0]["excerpts"][0]["text"] == TURNED
    assert verify(data, form).ok


def test_14_odd_characters_are_shown_isolated_and_told(press: Press) -> None:
    """Controls are notes on every page, words of sources are isolated, and a warning names all code points."""
    brief = turned()
    page = render(brief, "html").data.decode().partition('<script type="application/json"')[0]
    parts = parts_of(render(brief, "docx").data)
    word = "".join(part.decode() for name, part in parts.items() if name.startswith("word/"))
    with pikepdf.open(io.BytesIO(render(brief, "pdf", press=press).data)) as pdf:
        printed = " ".join(words_of(pdf).runs)
    for shown in (page, word, printed, render(brief, "md").data.decode()):
        assert not HIDDEN.search(shown)
        assert "‹U+202E›gnisol‹U+202C›" in shown
        for note in ("has invisible characters", "U+2066", "U+200B", "mixes alphabets", "U+0430"):
            assert note in shown
    assert re.search(r"<blockquote[^>]*><p><bdi>The ‹U\+202E›", page)


# --- 15: mojibake, wrong character set, byte order marks, line ends, NUL

WORDS = (
    "“Borders cannot be changed by force,” Prime Minister Mark Carney said in Montréal on Friday.",
    "The talks in Anchorage — the first since 2019 — may begin at 11 a.m., the Kremlin said.",
)
STORY = "\n\n".join(WORDS)


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode("cp1252"),
        STORY.encode("utf-16"),
        codecs.BOM_UTF8 + STORY.replace("\n", "\r\n").encode(),
        STORY.replace("\n", "\r").encode("utf-16-be"),
        STORY.encode() + "“".encode()[:2],
        STORY.replace("Friday", "Fri\0day").encode(),
    ],
    ids=["cp1252", "utf-16", "mark and crlf", "cr in utf-16", "cut utf-8", "nul"],
)
def test_15_any_encoding_gives_a_brief_whose_offsets_index_what_is_stored(data: bytes, tmp_path: Path) -> None:
    """From bytes to evidence: the words are right, and the brief holds, also against the file read again."""
    (tmp_path / "story.txt").write_bytes(data)
    reading = pipeline.read([str(tmp_path)])
    text = reading.articles[0].text
    assert all(words in text for words in WORDS)
    assert not set(text) & set("\r\ufeff\0\ufffd")
    order = pipeline.Order(profile=profile.load("generic"), formats=("json",), ranker="lead", evidence="passages")
    built = pipeline.build(pipeline.analyse_all(reading.articles), reading, order)
    assert built.brief.excerpts()
    found = extract(built.renditions["json"], "json")
    for excerpt in found["sections"][0]["excerpts"]:
        assert found["sources"][0]["text"][excerpt["start"] : excerpt["end"]] == excerpt["text"]
    assert verify(built.renditions["json"], "json", originals=reading.articles).differences == ()


def test_15_what_is_not_text_is_refused_with_a_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    """NULs all over, and a picture under the name of a text, are failures; the story beside them is read."""
    (tmp_path / "a.txt").write_bytes(bytes(1000))
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (tmp_path / "c.txt").write_text(STORY, "utf-8")
    reading = pipeline.read([str(tmp_path)])
    assert [Path(failure.where).name for failure in reading.failures] == ["a.txt", "b.txt"]
    assert all(failure.why for failure in reading.failures)
    assert [article.id for article in reading.articles] == ["c"]
