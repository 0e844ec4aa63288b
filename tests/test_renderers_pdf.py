"""The PDF: what it claims, what it carries, and that nothing can make it reach out, hang or lie."""

from __future__ import annotations

import dataclasses
import hashlib
import http.server
import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from briefs import HOSTILE, SAMPLE

from generator.codec.json import dumps
from generator.documents.renderers import Press, Rendition, gate, pages, render
from generator.documents.renderers import press as press_module
from generator.documents.renderers.templates import fill
from generator.errors import RenderError, TemplateError

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One child for all tests of this module."""
    with Press() as one:
        yield one


@pytest.fixture(scope="module")
def sample(press: Press) -> Rendition:
    """The sample brief in print."""
    return render(SAMPLE, "pdf", press=press)


def opened(data: bytes) -> pikepdf.Pdf:
    """A PDF in memory."""
    return pikepdf.open(io.BytesIO(data))


def template(folder: Path, text: str) -> Path:
    """A folder whose print template is `text`."""
    (folder / "print.html.j2").write_text(text, "utf-8")
    return folder


def test_claims_of_the_file(sample: Rendition) -> None:
    """It declares PDF/A-3a and PDF/UA-1 in one block of metadata, has title, language and tags, and passes the gate."""
    with opened(sample.data) as pdf:
        with pdf.open_metadata() as metadata:
            claims = [metadata[f"{{http://www.aiim.org/{name}}}part"] for name in ("pdfa/ns/id/", "pdfua/ns/id/")]
            level = metadata["{http://www.aiim.org/pdfa/ns/id/}conformance"]
        assert (*claims, level) == ("3", "1", "A")
        assert bytes(pdf.Root.Metadata.read_bytes()).count(b"<rdf:RDF") == 1
        assert str(pdf.docinfo.Title) == SAMPLE.title
        assert str(pdf.Root.Lang) == "en"
    assert gate.faults(sample.data) == ()


def test_structure_is_that_of_a_note(sample: Rendition) -> None:
    """One title, a heading for each part, tables with header cells, links with words that say where they lead."""
    with opened(sample.data) as pdf:
        kinds = [str(element.S) for element in gate.elements(pdf)]
        words = {str(note.Contents) for page in pdf.pages for note in page.get("/Annots", [])}
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 2 + len(SAMPLE.sections) + len(SAMPLE.blanks) + 4
    assert kinds.count("/Table") >= 2
    assert "Excerpt 5" in words
    assert "source 3" in words
    assert not any(word.startswith("#") for word in words)


def test_quotations_in_another_language_say_so(sample: Rendition) -> None:
    """A French quotation is read out in French, and the others in the language of the note."""
    with opened(sample.data) as pdf:
        quotations = [element for element in gate.elements(pdf) if str(element.S) == "/BlockQuote"]
    assert [str(element.get("/Lang", "en")) for element in quotations] == ["en"] * 3 + ["fr"] + ["en"] * 12


def test_all_words_in_another_language_say_so(sample: Rendition, press: Press) -> None:
    """Names, titles and outlets of a French story too; in a French note it is the English ones that say so."""
    with opened(sample.data) as pdf:
        told = [(str(element.S), str(element.Lang)) for element in gate.elements(pdf) if "/Lang" in element]
    assert {language for _, language in told} == {"fr"}
    assert [kind for kind, _ in told].count("/TD") == 2
    assert [kind for kind, _ in told].count("/Span") >= 2
    french = render(dataclasses.replace(SAMPLE, language="fr"), "pdf", press=press)
    with opened(french.data) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        quotations = [element for element in gate.elements(pdf) if str(element.S) == "/BlockQuote"]
        key_points = [element for element in gate.elements(pdf) if str(element.get("/Lang", "")) == "en"]
    assert [str(element.get("/Lang", "fr")) for element in quotations].count("fr") == 1
    assert len(key_points) > len(quotations)


def test_the_gate_misses_the_language_of_words(sample: Rendition) -> None:
    """A language that the pages use but the structure does not tell is a fault, and so is what is no language."""
    with opened(sample.data) as pdf:
        told = [element for element in gate.elements(pdf) if "/Lang" in element]
        told[0].Lang = "no language"
        for element in told[1:]:
            del element["/Lang"]
        out = io.BytesIO()
        pdf.save(out)
    faults = gate.faults(out.getvalue(), languages=["fr"])
    assert faults == ("text in the language “fr” is not marked as such", "“no language” is not a language tag")
    assert gate.faults(sample.data, languages=["fr"]) == ()


def test_carries_brief_and_sources(sample: Rendition) -> None:
    """The evidence comes out byte for byte, each source under its number, with relationships and the brief's date."""
    with opened(sample.data) as pdf:
        files = dict(pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles).items())
        assert files["brief.json"].EF.F.read_bytes() == dumps(SAMPLE)
        assert files["source-0001.txt"].EF.F.read_bytes() == SAMPLE.sources[0].text.encode()
        assert len(files) == 1 + len(SAMPLE.sources)
        assert {str(file.AFRelationship) for file in files.values()} == {"/Data", "/Source"}
        assert len(pdf.Root.AF) == len(files)
        assert all(str(file.EF.F.Params.CreationDate).startswith("D:20250815") for file in files.values())


def test_pages_are_counted_without_printing(sample: Rendition, press: Press) -> None:
    """`pages` gives the number that the PDF has, and fewer words give fewer pages."""
    with opened(sample.data) as pdf:
        assert sample.pages == len(pdf.pages) == pages(SAMPLE, press=press)
    short = dataclasses.replace(SAMPLE, sections=SAMPLE.sections[:1], key_points=(), conflicts=())
    assert pages(short) < pages(SAMPLE, press=press)


def test_same_bytes_whatever_surrounds_it(sample: Rendition, tmp_path: Path) -> None:
    """Another hash seed, locale, time zone and folder give the same bytes in every format."""
    script = (
        "import hashlib, runpy, sys; from generator.documents.renderers import render;"
        f"sample = runpy.run_path({str(ROOT / 'tests' / 'briefs.py')!r})['SAMPLE'];"
        "print(*(hashlib.sha256(render(sample, name).data).hexdigest() for name in ('pdf', 'html', 'json', 'md')))"
    )
    outcomes = set()
    for seed, locale, zone in (("1", "C", "Asia/Tokyo"), ("2", "fr_CA.UTF-8", "America/St_Johns")):
        surroundings = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "LANG": locale, "TZ": zone, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, env=os.environ | surroundings, capture_output=True, check=True
        )
        outcomes.add(done.stdout.decode().strip())
    (outcome,) = outcomes
    assert outcome.split()[0] == hashlib.sha256(sample.data).hexdigest()


def test_how_far_pages_are_filled_is_told(press: Press) -> None:
    """Each page has its part, less where there is less to print, and a layout that is kept prints the same bytes."""
    less = dataclasses.replace(SAMPLE, sections=SAMPLE.sections[:1], key_points=(), conflicts=())
    short, whole = press.filled(less), press.filled(SAMPLE, most=9)
    assert all(0 < part <= 1 for part in (*whole, *short))
    assert sum(short) < sum(whole)
    with Press() as fresh:
        assert press.print(SAMPLE) == fresh.print(SAMPLE)


def test_a_press_that_is_warm_prints_the_same(sample: Rendition) -> None:
    """Getting ready, once or twice, changes no byte of what is printed."""
    with Press() as one:
        one.warm()
        one.warm()
        assert one.print(SAMPLE) == sample


def test_threads_may_share_a_press(sample: Rendition, press: Press) -> None:
    """Jobs that are given at once are done one after another, and each has its own answer."""
    with ThreadPoolExecutor(3) as threads:
        printed = threads.submit(render, SAMPLE, "pdf", press=press)
        counted = [threads.submit(pages, brief, press=press) for brief in (SAMPLE, HOSTILE)]
        filled = threads.submit(press.fill, SAMPLE, "brief.html.j2")
        assert printed.result() == sample
        assert counted[0].result() == sample.pages != counted[1].result()
        assert filled.result().decode() == fill(SAMPLE, "brief.html.j2")


def test_what_goes_wrong_while_warming_is_told_by_the_first_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that dies before it has a job is no error until there is one; then it says how the child ended."""
    die = "import os, signal, sys; sys.stdin.readline(); os.kill(os.getpid(), signal.SIGSEGV)"
    monkeypatch.setattr(press_module, "_start", lambda memory: child(die))
    with Press() as one:
        one.warm()
        one._child.wait(10)  # type: ignore[union-attr]
        one.warm()
        with pytest.raises(RenderError, match="SIGSEGV"):
            render(SAMPLE, "pdf", press=one)


def test_hostile_text_is_printed_and_closed(press: Press) -> None:
    """Markup, odd names and endless words end in a file that passes the gate."""
    done = render(HOSTILE, "pdf", press=press)
    assert gate.faults(done.data) == ()
    with opened(done.data) as pdf:
        assert b"alert(1)" not in b"".join(page.Contents.read_bytes() for page in pdf.pages)
        assert "/OpenAction" not in pdf.Root
        uris = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
    assert uris == []


def test_characters_without_a_glyph_are_told(press: Press) -> None:
    """A character that no font has is named in a warning, for the text alone would not show it."""
    # of the last private plane: symbol fonts that come with other programs fill the first one
    odd_one = dataclasses.replace(SAMPLE, title="Talks \U0001fbf0\U00101234")
    done = render(odd_one, "pdf", press=press)
    assert any("U+101234" in warning for warning in done.warnings)
    assert render(SAMPLE, "pdf", press=press).warnings == ()


# --- what may not be fetched


class Counter(http.server.BaseHTTPRequestHandler):
    """Counts every request."""

    hits = 0

    def do_GET(self) -> None:
        """Count."""
        Counter.hits += 1
        self.send_response(404)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Be quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a local server that should never hear from us."""
    Counter.hits = 0
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counter) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_address[1]}"
        found.shutdown()


def test_nothing_is_fetched_and_no_file_is_read(server: str, tmp_path: Path, press: Press) -> None:
    """Images, styles, fonts, imports and attachments from the net or the disk are refused, wherever they stand."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the-secret-words", "utf-8")
    payloads = "".join(
        f'<link rel="attachment" href="{url}"><link rel="stylesheet" href="{url}"><img alt="x" src="{url}">'
        f'<object data="{url}"></object><p style="background: url({url})">x</p>'
        f"<style>@import url({url}); @font-face {{ font-family: x; src: url({url}) }}</style>"
        for url in (f"{server}/a", secret.as_uri(), "file:///etc/passwd", "../secret.txt", "fonts/../../secret.txt")
    )
    mine = f'{{% extends "house/print.html.j2" %}}{{% block issue %}}{payloads}{{% endblock %}}'
    traps = dataclasses.replace(SAMPLE, title=f'<img src="{server}/t">', gaps=(f"<img src={server}/g> url({server})",))
    done = render(traps, "pdf", templates=template(tmp_path, mine), press=press)
    assert Counter.hits == 0
    with opened(done.data) as pdf:
        assert len(pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)) == 1 + len(SAMPLE.sources)
        streams = [thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    assert not any(b"the-secret-words" in stream or b"root:" in stream for stream in streams)
    assert any("Failed to load" in warning for warning in done.warnings)


# --- what may not take us down


def test_a_child_that_dies_is_an_error_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash (no font at all: SIGSEGV) is a RenderError that says so; the press can be used again."""
    dying = "import os, signal, sys; sys.stdin.buffer.readline(); os.kill(os.getpid(), signal.SIGSEGV)"
    real = press_module._start
    with Press() as one:
        monkeypatch.setattr(press_module, "_start", lambda memory: child(dying))
        with pytest.raises(RenderError, match="SIGSEGV"):
            one.pages(SAMPLE)
        monkeypatch.setattr(press_module, "_start", real)
        assert one.pages(SAMPLE) > 1


def test_a_child_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time that a job may take, the child is ended and the reason given."""
    monkeypatch.setattr(press_module, "_start", lambda memory: child("import time; time.sleep(60)"))
    with Press(timeout=0.5) as one, pytest.raises(RenderError, match="longer than"):
        one.pages(SAMPLE)


def child(script: str) -> subprocess.Popen[bytes]:
    """A child that behaves badly."""
    return subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.mark.parametrize("name", ["html", "pdf"])
def test_a_runaway_template_is_stopped_and_named(name: str, tmp_path: Path) -> None:
    """A loop without end in a user's template costs the time limit, not the machine."""
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(9) %}" + "{% endfor %}" * 3
    for file in ("brief.html.j2", "print.html.j2", "brief.md.j2"):
        (tmp_path / file).write_text(loop, "utf-8")
    with Press(timeout=2) as one, pytest.raises(TemplateError, match="longer than 2 seconds"):
        render(SAMPLE, name, templates=tmp_path, press=one)


def test_a_template_that_swells_is_stopped_and_named(tmp_path: Path) -> None:
    """Gigabytes of text in a user's template hit the child's limit."""
    template(tmp_path, "{% for i in range(9) %}{{ 'a' * 900000000 }}{% endfor %}")
    with Press(memory=1 << 29) as one, pytest.raises((TemplateError, RenderError)) as caught:
        render(SAMPLE, "pdf", templates=tmp_path, press=one)
    assert "print.html.j2" in str(caught.value) or str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("megabytes", [60, 100])
@pytest.mark.parametrize("is_warm", [False, True])
def test_too_little_memory_is_an_error_not_a_crash(megabytes: int, is_warm: bool) -> None:
    """Where the engine does not fit into memory, the reason is given, the template is not blamed, nothing else suffers.

    What a library makes of an allocation that fails is its own affair, down to a lock that nobody lets go of.
    """
    with Press(memory=megabytes << 20, timeout=20) as one:
        if is_warm:
            one.warm()
        with pytest.raises(RenderError, match=r"PDF engine|rendering|process that renders"):
            render(SAMPLE, "pdf", press=one)
        assert render(SAMPLE, "html", press=one)


# --- the gate


GOOD = '<html lang="en"><head><title>T</title></head><body><h1>A</h1><p>x <a href="#a" id="a">y</a></p>{}</body></html>'


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (GOOD.replace("<title>T</title>", "").format(""), "no title"),
        (GOOD.replace(' lang="en"', "").format(""), "no language"),
        (GOOD.format("<h3>B</h3>"), "a heading of level 3 follows one of level 1"),
        (GOOD.replace("h1", "p").format(""), "no heading"),
        (
            GOOD.format("<svg width='9' height='9' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>"),
            "alternative text",
        ),
        (GOOD.format("<table><tr><td>1</td></tr></table>"), "a table has no header"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_the_gate_refuses_what_is_not_accessible(html: str, fault: str, caplog: pytest.LogCaptureFixture) -> None:
    """A file that claims to be accessible but lacks something is refused, and the error says what."""
    data = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/a-3a")
    assert any(fault in found for found in gate.faults(data))
    with pytest.raises(RenderError, match=fault):
        gate.require(data)


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("/StructTreeRoot", "no structure"),
        ("/MarkInfo", "not marked as tagged"),
        ("/ViewerPreferences", "show its title"),
        ("/Metadata", "declare PDF/UA"),
        ("/Lang", "no language"),
    ],
)
def test_the_gate_misses_nothing_that_is_taken_away(sample: Rendition, key: str, fault: str) -> None:
    """Each part of a good file that is removed is missed."""
    with opened(sample.data) as pdf:
        del pdf.Root[key]
        out = io.BytesIO()
        pdf.save(out)
    assert any(fault in found for found in gate.faults(out.getvalue()))


def test_the_gate_misses_fonts_and_words_of_links(sample: Rendition) -> None:
    """Fonts that are not embedded, text that cannot be read out and links without words are faults."""
    with opened(sample.data) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            del font.ToUnicode
            del font.DescendantFonts[0].FontDescriptor["/FontFile2"]
        del pdf.pages[0].Annots[0]["/Contents"]
        out = io.BytesIO()
        pdf.save(out)
    found = " ".join(gate.faults(out.getvalue()))
    for fault in ("not embedded", "cannot be read out", "a link has no text"):
        assert fault in found
    assert gate.faults(b"%PDF-1.7 nonsense")[0].startswith("the file cannot be read")
