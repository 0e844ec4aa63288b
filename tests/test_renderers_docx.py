"""Word: a document that opens clean, looks like the house that it is for, and proves itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from briefs import HOSTILE, SAMPLE
from briefs import source as source_of
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]
from mutations import zipped

from generator.documents.display import apply
from generator.documents.renderers import render
from generator.documents.renderers.docx.text import proofing_tag, web_target
from generator.errors import EvidenceError, TemplateError
from generator.model import Brief, Excerpt, Insert, Section, Speaker
from generator.proof import VerificationReport, extract, verify
from generator.proof.archive import parts_of

BODY, NOTES, HEADER = "word/document.xml", "word/footnotes.xml", "word/header1.xml"
EVIDENCE, APP, CORE = "customXml/item1.xml", "docProps/app.xml", "docProps/core.xml"
FRENCH = dataclasses.replace(SAMPLE, language="fr")
MAIN = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
HOUSE_GREEN = RGBColor(0, 0x80, 0)

Edit = Callable[[str], str]


def made(brief: Brief, templates: Path | None = None) -> bytes:
    """The brief as a Word document."""
    return render(brief, "docx", templates=templates).data


def opened(data: bytes) -> Document:
    """The document as python-docx reads it."""
    return docx.Document(io.BytesIO(data))


def edited(data: bytes, edits: Mapping[str, Edit]) -> bytes:
    """The document with some of its parts changed; an edit that changes nothing is a fault of the test."""
    parts = parts_of(data)
    for name, edit in edits.items():
        old = parts[name].decode()
        assert edit(old) != old
        parts[name] = edit(old).encode()
    return zipped(parts)


def swap(old: str, new: str) -> Edit:
    """Replace the first occurrence."""
    return lambda text: text.replace(old, new, 1)


def styled(document: Document, name: str) -> list[str]:
    """The texts of the paragraphs of a style."""
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == name]


def part_of(data: bytes, name: str) -> etree._Element:
    """A part as a tree."""
    return etree.fromstring(parts_of(data)[name])


@pytest.fixture(scope="module")
def sample() -> bytes:
    """The sample brief."""
    return made(SAMPLE)


# --- the document


@pytest.mark.parametrize("brief", [SAMPLE, HOSTILE, FRENCH], ids=["sample", "hostile", "french"])
def test_every_part_is_well_formed_and_the_same_each_time(brief: Brief) -> None:
    """Same brief, same bytes; no part fails to parse; no time of day stands in the archive."""
    data = made(brief)
    assert data == made(brief)
    for name, part in parts_of(data).items():
        etree.fromstring(part)
        assert name.endswith((".xml", ".rels"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


@pytest.mark.parametrize("brief", [SAMPLE, HOSTILE], ids=["sample", "hostile"])
def test_nothing_leads_outside_but_links_to_the_web(brief: Brief) -> None:
    """External relations are hyperlinks to http or https, whatever addresses the sources give."""
    outside = []
    for name, part in parts_of(made(brief)).items():
        if name.endswith(".rels"):
            outside += [r for r in etree.fromstring(part) if r.get("TargetMode") == "External"]
    assert all(relation.get("Type").endswith("/hyperlink") for relation in outside)
    assert all(relation.get("Target").startswith("https://example.org/") for relation in outside)
    assert bool(outside) == (brief is SAMPLE)


def test_the_parts_of_the_note_stand_in_order_in_real_styles(sample: bytes) -> None:
    """Title, headings, key points, excerpts and speakers are paragraphs of the styles of their names."""
    document = opened(sample)
    assert styled(document, "Title") == [SAMPLE.title]
    assert styled(document, "Heading 1") == [
        "Issue", "Key points", *(section.title for section in SAMPLE.sections), *SAMPLE.blanks,
        "Where the sources disagree", "What the sources do not say", "Limitations of this note", "Sources",
    ]  # fmt: skip
    quotes = [text.partition("\t")[2] for text in styled(document, "Quote")]
    assert quotes == [excerpt.display for excerpt in SAMPLE.excerpts()]
    speakers = styled(document, "Brief Speaker")
    assert speakers[4] == "Yuri Ushakov, a foreign policy aide to the Kremlin · Harbour Wire, August 14, 2025"
    assert speakers[-1] == "Reported by Harbour Wire, August 14, 2025"
    points = styled(document, "List Bullet")[: len(SAMPLE.key_points)]
    assert [point.rpartition("\u00a0")[2] for point in points] == ["(1)", "(5)", "(6)", "(10)"]


def test_inserts_stand_out_from_the_words_of_the_source(sample: bytes) -> None:
    """Bracketed inserts have a character style of their own, the words of the source have none."""
    quote = next(p for p in opened(sample).paragraphs if "[Ushakov]" in p.text and p.text.startswith("6"))
    styles = {run.text: run.style.name for run in quote.runs}
    assert styles["[Ushakov]"] == "Emphasis"
    assert styles[" added."] == "Default Paragraph Font"


def test_each_excerpt_has_a_footnote_to_its_sources(sample: bytes) -> None:
    """A footnote names outlet, title and date, links the title, and names the sources that say the same."""
    notes = part_of(sample, NOTES).findall("w:footnote", MAIN)
    texts = ["".join(note.itertext()).strip() for note in notes if note.get(qn("w:type")) is None]
    assert len(texts) == len(SAMPLE.excerpts())
    assert texts[4] == (
        "Harbour Wire, Five and five at the table: the programme in Anchorage, August 14, 2025 [3]. "
        "Also in: Lakeshore Post, Presidents to meet at base outside Anchorage, August 14, 2025 [7]."
    )
    referred = part_of(sample, BODY).findall(".//w:footnoteReference", MAIN)
    assert [r.get(qn("w:id")) for r in referred] == [n.get(qn("w:id")) for n in notes[2:]]
    assert len(notes[6].findall(".//w:hyperlink", MAIN)) == 2


def test_tables_have_headers_and_say_what_they_are(sample: bytes) -> None:
    """The list of sources repeats its header row; both tables have a description; no row breaks."""
    identity, sources = opened(sample).tables
    heads = [row._tr.find("w:trPr/w:tblHeader", MAIN) is not None for row in sources.rows]
    assert heads == [True, *[False] * len(SAMPLE.sources)]
    assert [cell.text for cell in sources.rows[0].cells] == ["No.", "Outlet", "Title", "Published", "Remarks"]
    assert sources.rows[7].cells[4].text == "copy of source 3"
    assert [row.cells[1].text for row in identity.rows][:4] == [
        "Deputy Minister of Foreign Affairs", "For information", "Unclassified", "To be completed",
    ]  # fmt: skip
    for table in (identity, sources):
        assert table._tbl.tblPr.find("w:tblDescription", MAIN) is not None
        assert all(row._tr.find("w:trPr/w:cantSplit", MAIN) is not None for row in table.rows)


def test_languages_are_named_for_the_whole_and_for_passages(sample: bytes) -> None:
    """The document has a language, French words are marked as French, and the reverse with French labels."""
    default = part_of(sample, "word/styles.xml").find(".//w:docDefaults//w:lang", MAIN)
    assert default.get(qn("w:val")) == "en-CA"
    run = next(r for r in part_of(sample, BODY).iter(qn("w:r")) if "« Rien sur" in "".join(r.itertext()))
    assert run.find("w:rPr/w:lang", MAIN).get(qn("w:val")) == "fr-CA"
    run = next(r for r in part_of(made(FRENCH), BODY).iter(qn("w:r")) if "no decision" in "".join(r.itertext()))
    assert run.find("w:rPr/w:lang", MAIN).get(qn("w:val")) == "en-CA"
    assert [proofing_tag(tag) for tag in ("fr", "fr-FR", "de", "zh-Hant")] == ["fr-CA", "fr-FR", "de", "zh-TW"]


def test_scripts_that_run_to_the_left_are_marked() -> None:
    """Runs that begin in Hebrew are set from right to left, in the languages of that script."""
    hello = "\u05e9\u05dc\u05d5\u05dd"
    runs = [run for run in part_of(made(HOSTILE), BODY).iter(qn("w:r")) if hello in "".join(run.itertext())]
    assert runs
    assert all(run.find("w:rPr/w:rtl", MAIN) is not None for run in runs)


def test_properties_bear_the_date_of_the_brief_and_no_machine(sample: bytes) -> None:
    """Title, fixed dates and the program's name; nothing of whoever made it."""
    core = opened(sample).core_properties
    assert (core.title, core.subject, core.language) == (SAMPLE.title, "Briefing note", "en-CA")
    assert core.created == core.modified == dt.datetime(2025, 8, 15, tzinfo=dt.UTC)
    assert core.author == core.last_modified_by == "briefing-note-generator"


def test_header_and_footer(sample: bytes) -> None:
    """Every page bears the classification, its number and the number of pages."""
    section = opened(sample).sections[0]
    assert section.header.paragraphs[0].text == "Unclassified · Briefing note, August 15, 2025"
    footer = section.footer.paragraphs[0]._p
    fields = [field.get(qn("w:instr")).strip() for field in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "".join(t.text for t in footer.iter(qn("w:t"))) == "Page 1 of 1"


def test_links_within_lead_to_excerpts(sample: bytes) -> None:
    """Every inner link has its bookmark, and bookmarks have names and ids of their own."""
    body = part_of(sample, BODY)
    marks = [(mark.get(qn("w:name")), mark.get(qn("w:id"))) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len({name for name, _ in marks}) == len({id_ for _, id_ in marks}) == len(marks) == 16
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    assert anchors == {"excerpt_1", "excerpt_5", "excerpt_6", "excerpt_9", "excerpt_10"}


def test_labels_are_french_in_a_french_document() -> None:
    """Headings, dates and the way to check are French."""
    document = opened(made(FRENCH))
    assert styled(document, "Heading 1")[:2] == ["Enjeu", "Points saillants"]
    assert styled(document, "Subtitle") == ["Note d’information · 15 août 2025"]
    assert "brief verify FICHIER" in " ".join(styled(document, "Brief Imprint"))


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/é x", "https://example.org/%C3%A9%20x"),
        ("https://example.org/\ud800", "https://example.org/?"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("mailto:a@example.org", ""),
        ("file:///etc/passwd", ""),
        ("https://[broken/", ""),
        ("https:///nowhere", ""),
    ],
)
def test_addresses_become_links_only_if_they_lead_to_the_web(url: str, target: str) -> None:
    """What is no address of http or https is not followed; the rest is escaped as a relationship needs."""
    assert web_target(url) == target


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    """LibreOffice makes a PDF of it, with every excerpt of the hostile brief as text."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.docx").write_bytes(made(HOSTILE))
    order = [office, f"-env:UserInstallation=file://{tmp_path}/p", "--headless", "--convert-to", "txt:Text", "a.docx"]
    subprocess.run(order, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "a.txt").read_text("utf-8-sig")
    assert "<script>alert(1)</script> & {{ 7*7 }}" in text
    assert "Section <one> & more" in text


# --- a reference document


def house(folder: Path, change: Callable[[Document], object] = lambda document: None) -> Path:
    """A folder with a reference document: green headings, no bullets, no quotes, and content of its own."""
    document = docx.Document()
    document.styles["Heading 1"].font.color.rgb = HOUSE_GREEN
    for name in ("List Bullet", "Quote", "Table Grid"):
        element = document.styles[name].element
        element.getparent().remove(element)
    document.add_paragraph("Words of the reference")
    document.sections[0].header.paragraphs[0].text = "Letterhead"
    document.core_properties.author = "Someone"
    change(document)
    document.save(str(folder / "reference.docx"))
    return folder


def test_a_reference_document_gives_its_styles_and_nothing_else(tmp_path: Path) -> None:
    """Its styles stay as they are, what it lacks is ours, its text and names stay outside."""
    data = made(SAMPLE, house(tmp_path))
    document = opened(data)
    assert document.styles["Heading 1"].font.color.rgb == HOUSE_GREEN
    assert opened(made(SAMPLE)).styles["Heading 1"].font.color.rgb != HOUSE_GREEN
    whole = b"".join(parts_of(data).values())
    assert not any(words in whole for words in (b"Words of the reference", b"Letterhead", b"Someone"))
    bullet = document.styles["List Bullet"].element.find(".//w:numPr/w:numId", MAIN).get(qn("w:val"))
    numbers = part_of(data, "word/numbering.xml").findall("w:num", MAIN)
    assert bullet in {number.get(qn("w:numId")) for number in numbers}
    assert data == made(SAMPLE, tmp_path)
    assert verify(data, "x").differences == ()


def test_styles_are_found_by_name_where_ids_are_translated(tmp_path: Path) -> None:
    """A French Word keeps “heading 1” under the id Titre1."""

    def translate(document: Document) -> None:
        document.styles["Heading 1"].element.set(qn("w:styleId"), "Titre1")

    data = made(SAMPLE, house(tmp_path, translate))
    assert styled(opened(data), "Heading 1")[0] == "Issue"
    assert b'<w:pStyle w:val="Titre1"/>' in parts_of(data)[BODY]


@pytest.mark.parametrize("content", [b"", b"no archive", zipped({"a.txt": b"x"})])
def test_a_reference_that_cannot_be_used_is_named(tmp_path: Path, content: bytes) -> None:
    """A damaged file is an error with a remedy, not a crash."""
    (tmp_path / "reference.docx").write_bytes(content)
    with pytest.raises(TemplateError, match=r"reference\.docx"):
        made(SAMPLE, tmp_path)


def test_a_reference_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    """Sizes are looked at before anything is unpacked."""
    (tmp_path / "reference.docx").write_bytes(zipped({"word/document.xml": bytes(60_000_000)}))
    with pytest.raises(TemplateError, match="too large"):
        made(SAMPLE, tmp_path)


def test_a_reference_with_linked_files_is_refused(tmp_path: Path) -> None:
    """Styles may not fetch anything from outside."""

    def link(document: Document) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE as RT

        numbering = document.part.part_related_by(RT.NUMBERING)
        numbering.relate_to("https://example.org/bullet.png", RT.IMAGE, is_external=True)

    with pytest.raises(TemplateError, match="link to an external file"):
        made(SAMPLE, house(tmp_path, link))


# --- proof


def first(report: VerificationReport) -> str:
    """The first difference as the user sees it, "" if there is none."""
    return str(report.differences[0]) if report.differences else ""


words = st.text(st.characters(codec=None), min_size=1, max_size=60).filter(str.strip)


@st.composite
def any_brief(draw: st.DrawFn) -> Brief:
    """A sound brief of arbitrary text, lone surrogates included."""
    text = draw(words)
    url = "https://example.org/" + draw(words)
    source = source_of("s", draw(words), draw(words), text, draw(st.sampled_from([None, "2025-01-02"])), url=url)
    start = draw(st.integers(0, len(text) - 1))
    chosen = text[start : draw(st.integers(start + 1, len(text)))]
    inserts = (Insert(draw(st.integers(0, len(chosen))), "[…]", "why"),)
    speaker = Speaker(draw(words), draw(st.just("") | words), "")
    one = Excerpt("e", "s", start, start + len(chosen), chosen, apply(chosen, inserts), inserts, speaker)
    return dataclasses.replace(
        SAMPLE, title=draw(words), sources=(source,), sections=(Section("a", draw(words), (one,)),), key_points=("e",),
        gaps=(draw(words),), warnings=(), cut=(), unplaced=(), conflicts=(),
    )  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_brief())
def test_any_text_makes_a_sound_document_that_holds(brief: Brief) -> None:
    """Control characters, surrogates, emoji, bidi: the document opens, and there is no false alarm."""
    data = made(brief)
    assert len(styled(opened(data), "Quote")) == 1
    assert verify(data, "x.docx").differences == ()


RUN = "<w:r><w:t>not</w:t></w:r>"


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        (BODY, "no documents are planned", "documents are planned", "the part “Key points”"),
        (BODY, ">Yuri Ushakov<", ">Yuri Ushakow<", "excerpt 5"),
        (NOTES, ">Capital Dispatch<", ">Capital Despatch<", "excerpt 1"),
        (HEADER, ">Unclassified<", ">Secret<", "the header"),
        ("word/footer1.xml", " PAGE ", " DATE ", "the footer"),
        ("word/footer1.xml", "<w:t>1<", "<w:t>one<", "the footer"),
        (BODY, '<w:footnoteReference w:id="2"/>', '<w:footnoteReference w:id="4"/>', "excerpt 1"),
        (BODY, 'w:anchor="excerpt_5"', 'w:anchor="excerpt_6"', "Key points"),
        (BODY, "</w:p>", f'<w:ins w:id="1" w:author="x">{RUN}</w:ins></w:p>', "‹ins›"),
        (BODY, "</w:p>", f"<w:r><w:rPr><w:vanish/></w:rPr></w:r>{RUN}</w:p>", "vanish"),
        (BODY, "<w:t ", "<w:rPr><w:vanish/></w:rPr><w:t ", "vanish"),
        (BODY, "</w:p>", "<w:r><w:drawing/></w:r></w:p>", "‹drawing›"),
        (BODY, "<w:tbl>", '<w:altChunk r:id="rId9" xmlns:r="urn:x"/><w:tbl>', "‹altChunk›"),
        (BODY, "<w:tbl>", f"<w:p>{RUN}</w:p><w:tbl>", "the title"),
        (BODY, "<w:body>", "<w:background><w:drawing/></w:background><w:body>", "‹background›"),
        (CORE, "Talks between", "Talk between", "the title of the file"),
        ("word/_rels/footnotes.xml.rels", "example.org/capital", "example.net/capital", "excerpt 1"),
        ("word/_rels/document.xml.rels", "example.org/capital", "example.net/capital", "the part “Sources”"),
        ("word/styles.xml", 'w:val="16314F"', 'w:val="FFFFFF"', "the document as a whole"),
        (EVIDENCE, 'seal="', 'was="', "the document as a whole"),
    ],
)
def test_a_change_is_found_where_it_stands(sample: bytes, part: str, old: str, new: str, says: str) -> None:
    """Words, speakers, notes, links, fields, hidden and inserted text, looks: each change is named."""
    report = verify(edited(sample, {part: swap(old, new)}), "x.docx")
    assert not report.ok
    assert says in " ".join(map(str, report.differences))


def test_blanks_that_were_filled_are_told(sample: bytes) -> None:
    """A document that an officer has completed is no longer what the evidence makes, and says so where."""
    filled = edited(sample, {BODY: swap("Left to the officer; the program makes no suggestion.", "We agree.")})
    assert "Considerations" in first(verify(filled, "x"))


def test_a_document_saved_by_another_program_holds_with_a_note(sample: bytes) -> None:
    """Other bytes with the same words are no change; that the looks were not compared is said."""
    other = edited(sample, {
        APP: swap("briefing-note-generator", "Another Office"),
        "word/styles.xml": swap('w:val="16314F"', 'w:val="000000"'),
        BODY: lambda text: re.sub(r"(<w:t [^>]*>[^<]*) ([^<]*</w:t>)", r'\1 </w:t><w:t xml:space="preserve">\2', text),
    })  # fmt: skip
    report = verify(other, "x")
    assert report.differences == ()
    assert "saved by another program" in report.notes[0]
    assert not verify(edited(other, {BODY: swap("Ushakov", "Ushakow")}), "x").ok


def test_a_document_with_other_labels_holds_with_a_note(tmp_path: Path) -> None:
    """Without the user's templates title, excerpts and speakers are compared; with them, everything is."""
    (tmp_path / "locale").mkdir()
    entry = 'msgctxt "issue"\nmsgid "Issue"\nmsgstr "What it is about"\n'
    (tmp_path / "locale" / "en.po").write_text(entry, "utf-8")
    data = made(SAMPLE, tmp_path)
    assert "What it is about" in styled(opened(data), "Heading 1")
    report = verify(data, "x")
    assert (report.ok, "different templates" in report.notes[0]) == (True, True)
    whole = verify(data, "x", templates=tmp_path)
    assert (whole.ok, whole.notes) == (True, ())
    for old, new in (("Yuri Ushakov", "Yuri Ushakow"), ("What it is about", "What it is not about")):
        assert not verify(edited(data, {BODY: swap(old, new)}), "x").ok


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"a.txt": b"x"}, "contains no evidence"),
        ({EVIDENCE: b"<a"}, "not well-formed"),
        ({EVIDENCE: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "declares a document type"),
        ({EVIDENCE: b'<evidence xmlns="urn:briefing-note-generator:evidence:1">{</evidence>'}, "not readable JSON"),
        ({"A.txt": b"x", "a.txt": b"y"}, "two parts with the same name"),
    ],
)
def test_what_carries_no_evidence_does_not_hold(parts: dict[str, bytes], says: str) -> None:
    """Foreign, damaged and hostile packages are differences with a reason, never a crash."""
    assert says in first(verify(zipped(parts), "x.docx"))
    with pytest.raises(EvidenceError):
        extract(zipped(parts), "x.docx")


def test_evidence_that_stands_twice_is_refused(sample: bytes) -> None:
    """Of two pieces of evidence none is believed."""
    parts = parts_of(sample)
    parts["customXml/item2.xml"] = parts[EVIDENCE]
    assert "more than once" in first(verify(zipped(parts), "x.docx"))


def test_broken_packages_are_reported(sample: bytes) -> None:
    """A cut or scrambled file, or one without its text, does not hold and does not crash."""
    parts = parts_of(sample)
    del parts[BODY]
    assert "missing" in first(verify(zipped(parts), "x"))
    assert "cannot be read" in first(verify(sample[: len(sample) // 2], "x"))
    assert not verify(sample[:5000] + bytes(200) + sample[5200:], "x").ok
