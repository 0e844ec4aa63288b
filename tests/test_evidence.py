"""Evidence: taken out of every format, it proves an untouched document and finds every change of another."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from briefs import HOSTILE, SAMPLE
from briefs import source as source_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.codec.json import digest, dumps
from generator.documents.display import apply, pieces
from generator.documents.renderers import Press, render, to_json
from generator.documents.renderers.gate import kids
from generator.errors import EvidenceError
from generator.model import Brief, Excerpt, Insert, Section, Speaker
from generator.proof import VerificationReport, extract, verify
from generator.proof.inside import format_of
from generator.proof.merkle import text_hash

FORMATS = ("json", "html", "pdf")


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One child for all tests of this module."""
    with Press() as one:
        yield one


@pytest.fixture(scope="module")
def documents(press: Press) -> dict[tuple[str, str], bytes]:
    """Both briefs in all formats that carry evidence."""
    named = {"sample": SAMPLE, "hostile": HOSTILE}
    return {(n, form): render(brief, form, press=press).data for n, brief in named.items() for form in FORMATS}


def first(report: VerificationReport) -> str:
    """The first difference as the user sees it."""
    return str(report.differences[0])


# --- untouched documents


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["sample", "hostile"])
def test_an_untouched_document_holds(documents: dict[tuple[str, str], bytes], name: str, form: str) -> None:
    """What was rendered proves itself, and its evidence is the brief."""
    data = documents[name, form]
    report = verify(data, f"x.{form}")
    assert report.differences == ()
    assert report.ok
    assert report.checked > 50
    assert extract(data, f"x.{form}") == to_json(SAMPLE if name == "sample" else HOSTILE)


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip)


@st.composite
def any_brief(draw: st.DrawFn) -> Brief:
    """A sound brief of arbitrary text."""
    text = draw(words)
    source = source_of("s", draw(words), draw(words), text, draw(st.sampled_from([None, "2025-01-02"])))
    start = draw(st.integers(0, len(text) - 1))
    chosen = text[start : draw(st.integers(start + 1, len(text)))]
    inserts = (Insert(draw(st.integers(0, len(chosen))), "[…]", "why"),)
    speaker = Speaker(draw(words), draw(st.just("") | words), "")
    one = Excerpt("e", "s", start, start + len(chosen), chosen, apply(chosen, inserts), inserts, speaker)
    sections = (Section("a", draw(words), (one,)),)
    return dataclasses.replace(
        SAMPLE, title=draw(words), sources=(source,), sections=sections, key_points=("e",), gaps=(draw(words),),
        warnings=(), cut=(), unplaced=(), conflicts=(),
    )  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_brief())
def test_no_false_alarm_on_pages_of_any_text(brief: Brief) -> None:
    """Whatever characters stories hold, an untouched page and untouched data prove themselves."""
    for form in ("json", "html"):
        assert verify(render(brief, form).data, form).differences == ()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(brief=any_brief())
def test_no_false_alarm_on_prints_of_any_text(press: Press, brief: Brief) -> None:
    """The same in print, where letters become glyphs."""
    assert verify(render(brief, "pdf", press=press).data, "pdf").differences == ()


@pytest.mark.parametrize("title", ["Café talks " * 30, "שלום (2025) עולם", "One line\u2028and another", "x" * 200])
def test_no_false_alarm_on_titles_that_fill_the_footer(title: str, press: Press) -> None:
    """The running title may take several lines, or run to the left; other words in its place are found."""
    brief = dataclasses.replace(SAMPLE, title=title)
    data = render(brief, "pdf", press=press).data
    assert verify(data, "pdf").differences == ()
    assert "it has text that does not belong there" in " ".join(
        map(str, verify(edited(data, overlay), "pdf").differences)
    )


def test_a_pdf_saved_anew_by_another_program_still_holds(documents: dict[tuple[str, str], bytes]) -> None:
    """Other compression and another order of objects are no change of what is shown."""
    with pikepdf.open(io.BytesIO(documents["sample", "pdf"])) as pdf:
        out = io.BytesIO()
        pdf.save(out, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert verify(out.getvalue(), "pdf").ok


def test_line_ends_of_another_system_are_no_change(documents: dict[tuple[str, str], bytes]) -> None:
    """A page or data saved with CRLF, or with a byte order mark, still holds."""
    for form in ("json", "html"):
        data = documents["sample", form]
        assert verify(data.replace(b"\n", b"\r\n"), form).ok
        assert verify(b"\xef\xbb\xbf" + data, form).ok


# --- other templates


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_document_of_other_templates_holds_with_a_note(form: str, tmp_path: Path, press: Press) -> None:
    """Without the user's templates excerpts and speakers are compared; with them, everything is."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "imprint.html.j2").write_text("<p>Another imprint of {{ check }}</p>", "utf-8")
    data = render(SAMPLE, form, templates=tmp_path, press=press).data
    report = verify(data, form)
    assert report.ok
    assert "different templates" in report.notes[0]
    whole = verify(data, form, templates=tmp_path)
    assert (whole.ok, whole.notes) == (True, ())
    assert whole.checked > report.checked


def test_changed_excerpts_of_other_templates_are_found(tmp_path: Path) -> None:
    """Words, speakers and order that differ are found in a page whose templates are not ours."""
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "screen.css").write_text("", "utf-8")
    page = render(SAMPLE, "html", templates=tmp_path).data.decode()
    changes = [
        ("no documents are planned", "documents are planned"),
        (">Yuri Ushakov<", ">Yuri Ushakow<"),
        ('data-excerpt="wire:2"', 'data-excerpt="wire:3"'),
        ("a fellow at", "a former fellow at"),
    ]
    for old, new in changes:
        head, body = page.split("<main", 1)
        assert old in body
        assert not verify((head + "<main" + body.replace(old, new, 1)).encode(), "html").ok


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_the_seal_shows_a_changed_label_of_other_templates(form: str, tmp_path: Path, press: Press) -> None:
    """What the templates of others say between the excerpts cannot be compared, but any change of it shows."""
    (tmp_path / "locale").mkdir()
    entry = 'msgctxt "issue"\nmsgid "Issue"\nmsgstr "What it is about"\n'
    (tmp_path / "locale" / "en.po").write_text(entry, "utf-8")
    data = render(SAMPLE, form, templates=tmp_path, press=press).data
    assert verify(data, form).ok
    if form == "html":
        assert not verify(data.replace(b"What it is about", b"What it is not about"), form).ok
    else:
        assert not verify(edited(data, cover), form).ok


# --- the evidence itself


def changed(change: Callable[[dict[str, Any]], object], *, rehash: bool = True) -> bytes:
    """The sample's JSON after a change, by default with its own hash made anew."""
    data = json.loads(dumps(SAMPLE))
    change(data)
    if rehash:
        data["sha256"] = digest(data)
    return json.dumps(data, ensure_ascii=False).encode()


def excerpt_of(data: dict[str, Any], section: int = 0, number: int = 0) -> dict[str, Any]:
    """An excerpt in the JSON."""
    found: dict[str, Any] = data["sections"][section]["excerpts"][number]
    return found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d.update(title="Other"), "hash"),
        (lambda d: excerpt_of(d).update(text="x"), "its text differs from that of its source"),
        (lambda d: excerpt_of(d).update(start=excerpt_of(d)["start"] + 1), "its text differs from that of its source"),
        (lambda d: excerpt_of(d).update(start=-5), "its text differs from that of its source"),
        (
            lambda d: excerpt_of(d).update(display=excerpt_of(d)["display"] + "!"),
            "not the text of its source with the inserts",
        ),
        (lambda d: excerpt_of(d, 0, 1)["inserts"][0].update(text="Carney"), "without brackets"),
        (lambda d: excerpt_of(d, 0, 1)["inserts"][0].update(why=""), "without a reason"),
        (lambda d: excerpt_of(d, 0, 1)["inserts"][0].update(at=9999), "outside the text"),
        (lambda d: excerpt_of(d).update(source="none"), "there is no source none"),
        (lambda d: excerpt_of(d)["also_in"][0].update(end=999999), "has no text from"),
        (lambda d: excerpt_of(d).update(id="wire:2"), "its id is used 2 times"),
        (lambda d: excerpt_of(d).update(salience=1.5), "not between 0 and 1"),
        (lambda d: d["sources"][0].update(text="Other words"), "does not match its recorded hash"),
        (lambda d: d["sources"][0].update(copy_of="none"), "there is no source none"),
        (lambda d: d["key_points"].append("none"), "there is no excerpt none"),
        (lambda d: d["conflicts"][0]["ids"].append("none"), "there is no passage none"),
        (lambda d: d["cut"][0].update(end=10**6), "not in its source"),
        (lambda d: d.update(dated="tomorrow"), "is not a date"),
        (lambda d: d.pop("gaps"), "'gaps' is missing"),
        (lambda d: d.update(surprise=1), "not a key of a brief"),
        (lambda d: d.update(schema="urn:other"), "not a brief"),
        (lambda d: excerpt_of(d)["speaker"].update(kind="robot"), "not allowed here"),
    ],
)
def test_evidence_that_does_not_hold_is_found(change: Callable[[dict[str, Any]], object], says: str) -> None:
    """Each fault of the evidence is named in plain words, even with hashes made anew where that can be."""
    report = verify(changed(change, rehash="hash" not in says or "does not" in says), "brief.json")
    assert not report.ok
    assert says in " ".join(map(str, report.differences))
    assert "excerpt 1" in first(report) or "(" not in first(report) or "excerpt" in first(report)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 broken", "cannot be read"),
        (b"<html></html>", "no evidence"),
        (b'<html><script id="evidence">{}</script><script id="evidence">{}</script>', "more than once"),
        (b"Once upon a time", "no evidence"),
        (b"", "no evidence"),
        (b"{", "not readable JSON"),
        (b'{"a": 1, "a": 2}', "a key stands twice"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b"<html><script id=evidence>[]</script>", "not a brief"),
    ],
)
def test_what_carries_no_evidence_does_not_hold(data: bytes, says: str) -> None:
    """Foreign, broken and ambiguous files are differences with a reason, never a crash."""
    report = verify(data, "file")
    assert not report.ok
    assert says in first(report)
    with pytest.raises(EvidenceError):
        extract(data, "file")


def test_formats_are_known_by_their_first_bytes() -> None:
    """The name of a file does not matter."""
    assert [format_of(start, "x") for start in (b"%PDF-1.7", b" <!DOCTYPE HTML>", b'\n{"a"')] == ["pdf", "html", "json"]


# --- changes of what is shown


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("no documents are planned", "documents are planned", "key point wire:3"),
        ('data-speaker="5"><bdi>Yuri Ushakov<', 'data-speaker="5"><bdi>Yuri Ushakow<', "excerpt 5"),
        ("11 a.m.", "12 a.m.", "key point wire:2"),
        ("August 14, 2025", "August 15, 2025", "the part “issue”"),
        ("<h1 data-title>Talks", "<h1 data-title>Talk", "the title"),
        ("could collapse", "will collapse", "excerpt 11"),
        ("Deputy Minister", "Minister", "the part “identity”"),
        ("Markets were calm", "Markets were not calm", "the part “left-out”"),
        ("The Conservatives accused", "The Liberals accused", "the text of source capital"),
        ('href="https://example.org/wire"', 'href="https://example.com/wire"', "the text of source wire"),
        ("copy of source 3", "copy of source 2", "the list of sources, copy"),
        ("</main>", "<p>One more thing.</p></main>", "the text of source copy"),
        ("dialog.showModal();", "dialog.remove();", "evidence"),
        ("<style>", "<style>.excerpt { display: none }", "the head of the page"),
    ],
)
def test_a_change_of_the_page_is_found_and_placed(
    documents: dict[tuple[str, str], bytes], old: str, new: str, where: str
) -> None:
    """A number, a name, a hedge, a date, a link, a style or a script: the first difference says where."""
    page = documents["sample", "html"].decode()
    head, script, evidence = page.partition('<script type="application/json"')
    target = head if old in head else evidence
    assert old in target
    parts = (
        (head.replace(old, new, 1), script, evidence) if target is head else (head, script, evidence.replace(old, new))
    )
    report = verify("".join(parts).encode(), "html")
    assert not report.ok
    assert where in first(report)


def test_swapped_excerpts_are_found(documents: dict[tuple[str, str], bytes]) -> None:
    """Two excerpts that change places are a difference."""
    page = documents["sample", "html"].decode()
    one, other = re.findall(r"  <article class=\"excerpt\".*?</article>\n", page, re.DOTALL)[5:7]
    swapped = page.replace(one, "@").replace(other, one).replace("@", other)
    assert "excerpt" in first(verify(swapped.encode(), "html"))


# --- print


def edited(data: bytes, edit: Callable[[pikepdf.Pdf], object]) -> bytes:
    """A PDF after `edit`."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def attach(pdf: pikepdf.Pdf, name: str, data: bytes) -> None:
    """Attach a file."""
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)


def overwrite(pdf: pikepdf.Pdf, name: str, data: bytes) -> None:
    """Change the bytes of an attached file."""
    pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)[name].EF.F.write(data)


def overlay(pdf: pikepdf.Pdf) -> None:
    """Print words over the first page that no tag knows."""
    page = pdf.pages[0]
    name = next(iter(page.Resources.Font.keys()))
    page.contents_add(f"BT {name} 12 Tf 100 100 Td <0015001c> Tj ET".encode())


def annotate(pdf: pikepdf.Pdf) -> None:
    """Lay a comment on the first page."""
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 99, 99], Contents="No"
    )
    pdf.pages[0].Annots.append(pdf.make_indirect(note))


def swap_kids(pdf: pikepdf.Pdf) -> None:
    """Change the order of two parts of the structure."""
    document = pdf.Root.StructTreeRoot.K[0]
    document.K[7], document.K[8] = document.K[8], document.K[7]


def relink(pdf: pikepdf.Pdf) -> None:
    """Let a source's link lead elsewhere."""
    links = [note for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
    links[0].A.URI = "https://example.net/"


def rename_heading(pdf: pikepdf.Pdf) -> None:
    """Change a bookmark."""
    with pdf.open_outline() as outline:
        outline.root[0].children[2].title = "Another heading"


def speak_otherwise(pdf: pikepdf.Pdf) -> None:
    """Let screen readers say something else."""
    pdf.Root.StructTreeRoot.K[0].K[1].ActualText = "Other words"


def cover(pdf: pikepdf.Pdf) -> None:
    """Paint a white box over the text; no letter changes."""
    pdf.pages[0].contents_add(b"/Artifact BMC 1 g 100 400 300 100 re f EMC")


def redraw(pdf: pikepdf.Pdf) -> None:
    """Change the outlines of letters; no character code changes."""
    font = next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0].FontDescriptor.FontFile2
    font.write(font.read_bytes().replace(b"\x01", b"\x02", 50))


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda pdf: pdf.docinfo.__setitem__("/Title", "Other"), "the title of the file"),
        (lambda pdf: overwrite(pdf, "source-0001.txt", b"Other"), "the attached file source-0001.txt"),
        (lambda pdf: pdf.attachments.__delitem__("source-0002.txt"), "the attached files"),
        (lambda pdf: attach(pdf, "more.txt", b"more"), "the attached files"),
        (lambda pdf: pdf.attachments.__delitem__("brief.json"), "no evidence"),
        (overlay, "it has text that does not belong there"),
        (annotate, "an annotation that is not a link"),
        (swap_kids, "does not show what its evidence says"),
        (relink, "it has a link that the brief does not have"),
        (rename_heading, "the bookmarks"),
        (speak_otherwise, "screen readers read other text than is shown"),
        (cover, "the pages as a whole"),
        (redraw, "the pages as a whole"),
        (lambda pdf: pdf.pages.__delitem__(1), "page"),
    ],
)
def test_a_change_of_the_pdf_is_found(
    documents: dict[tuple[str, str], bytes], edit: Callable[[pikepdf.Pdf], object], says: str
) -> None:
    """Title, attachments, words laid over, comments, order, links, pages: each change is named."""
    report = verify(edited(documents["sample", "pdf"], edit), "pdf")
    assert not report.ok
    assert says in " ".join(map(str, report.differences))


# --- Markdown


def test_markdown_says_that_it_cannot_be_proved() -> None:
    """A brief in Markdown does not hold, and what to verify instead is said."""
    report = verify(render(SAMPLE, "md").data, "output/2025-08-15-brief.md")
    assert not report.ok
    assert first(report) == (
        "output/2025-08-15-brief.md: a Markdown file contains no evidence, so it cannot be verified. "
        "Verify the PDF, Word, HTML, e-mail or JSON file of the same brief."
    )


# --- display


def test_display_lays_inserts_in() -> None:
    """Pure inserts and replacements appear in place, and the pieces tell words from inserts."""
    inserts = (Insert(8, " […]", "left out", 5), Insert(0, "[Ann]", "who", 3))
    assert apply("She said well, no.", inserts) == "[Ann] said […], no."
    assert [(p.text, p.replaced) for p in pieces("She x", inserts[1:])] == [("[Ann]", "She"), (" x", "")]
    assert apply("ab", (Insert(1, "[x]", "w"), Insert(1, "[y]", "w"))) == "a[x][y]b"


@pytest.mark.parametrize("inserts", [
    (Insert(0, "[a]", "w", 3), Insert(2, "[b]", "w")), (Insert(99, "[a]", "w"),), (Insert(1, "[a]", "w", -1),),
])  # fmt: skip
def test_display_refuses_inserts_that_collide(inserts: tuple[Insert, ...]) -> None:
    """Overlapping inserts and such outside the text have no display."""
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        apply("She said", inserts)


@given(st.text(max_size=30), st.data())
def test_display_without_inserts_is_the_text(text: str, data: st.DataObject) -> None:
    """Nothing differs from the text but the inserts: taking them out gives it back."""
    at = data.draw(st.integers(0, len(text)))
    shown = apply(text, (Insert(at, "[x]", "w"),))
    assert shown[:at] + shown[at + 3 :] == text == apply(text, ())


def test_hashes_are_of_utf8() -> None:
    """A source's hash is that of `sha256sum` on its attached text."""
    assert text_hash("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    assert kids(pikepdf.Dictionary()) == []
