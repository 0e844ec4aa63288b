"""Evidence with the cited paragraphs only, tied to the whole by a Merkle tree; and evidence against the stories."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pytest
from briefs import SAMPLE, left_out
from briefs import source as source_of
from hypothesis import given
from hypothesis import strategies as st

from generator.codec.json import digest, dumps
from generator.documents.renderers import Press, from_json, render
from generator.model import Article, Brief, Conflict, Span
from generator.proof import VerificationReport, merkle, only_cited, passages, verify
from generator.proof.archive import parts_of
from generator.proof.inside import attachments
from generator.resources import SCHEMA

CITED = only_cited(SAMPLE)
UNCITED = "The Conservatives accused the government of watching from the sidelines."
HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One child for all tests of this module."""
    with Press() as one:
        yield one


def first(report: VerificationReport) -> str:
    """The first difference as the user sees it."""
    return str(report.differences[0])


@given(st.text(st.sampled_from("ab \n\u00e9\U0001f600"), max_size=40))
def test_leaves_are_the_text_and_lead_to_its_root(text: str) -> None:
    """One after the other they are the text; the path of each leads to the root, and from another place none does."""
    spans, hashes = merkle.leaves(text), merkle.hashes_of(text)
    assert "".join(span.of(text) for span in spans) == text
    top, size = merkle.top_of(hashes), len(hashes)
    for index, own in enumerate(hashes):
        path = merkle.path_of(index, hashes)
        assert len(path) <= max(0, size - 1).bit_length()
        assert merkle.climb(own, index, size, path) == top
        for other in range(size):
            with contextlib.suppress(ValueError):
                assert (merkle.climb(own, other, size, path) == top) == (other == index)


@given(st.text(st.sampled_from("ab \n\u00e9\U0001f600"), min_size=1, max_size=40), st.data())
def test_a_source_keeps_whole_paragraphs_at_their_places(text: str, data: st.DataObject) -> None:
    """Each span that is asked for is there with the words it had, whole paragraphs only, spaces for all before them."""
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=3))
    spans = [Span(start, data.draw(st.integers(start + 1, len(text)))) for start in starts]
    whole = source_of("s", "T", "O", text, None)
    kept = passages.keep(whole, spans)
    assert kept.kept is not None
    assert all(kept.holds(span.start, span.end) and span.of(kept.text) == span.of(text) for span in spans)
    inside = {place for run in kept.runs() for place in range(run.start, run.end)}
    assert all(kept.text[place] == (text[place] if place in inside else " ") for place in range(len(kept.text)))
    assert {leaf.span for leaf in kept.kept.leaves} <= set(merkle.leaves(text))
    assert kept.kept.root == merkle.root_of(text)
    assert whole.runs() == (Span(0, len(text)),)


def test_the_tree_is_that_of_rfc_6962() -> None:
    """A worked example: three leaves, split after the second, with the bytes 0, 1 and 2 before leaf, node and root."""

    def sha(*parts: bytes) -> bytes:
        return hashlib.sha256(b"".join(parts)).digest()

    text = "One.\n\nTwo é.\nThree"
    starts, words = (0, 6, 13), ("One.\n\n", "Two é.\n", "Three")
    one, two, three = (sha(b"\x00", s.to_bytes(8, "big"), w.encode()) for s, w in zip(starts, words, strict=True))
    top = sha(b"\x01", sha(b"\x01", one, two), three)
    assert merkle.root_of(text) == sha(b"\x02", (3).to_bytes(8, "big"), sha(text.encode()), top).hex()
    assert merkle.path_of(0, merkle.hashes_of(text)) == (two.hex(), three.hex())
    assert merkle.path_of(2, merkle.hashes_of(text)) == (sha(b"\x01", one, two).hex(),)
    assert merkle.top_of(()).hex() == HASH_OF_NOTHING


@pytest.mark.parametrize("path", [(), ("0" * 64,), ("0" * 64,) * 3, ("A" * 64, "0" * 64), ("", "")])
def test_a_path_that_cannot_be_one_is_refused(path: tuple[str, ...]) -> None:
    """Too short, too long, or not made of hashes: an error says so."""
    hashes = merkle.hashes_of("a\nb\nc\nd")
    with pytest.raises(ValueError, match=r"too short|too long|not a SHA-256 hash"):
        merkle.climb(hashes[0], 0, 4, path)


def test_offsets_index_the_kept_paragraphs_as_they_did_the_whole() -> None:
    """Every excerpt and every place that says the same is the slice that it was; nothing else is left of the texts."""
    whole = {source.id: source.text for source in SAMPLE.sources}
    kept = {source.id: source for source in CITED.sources}
    assert CITED.sections == SAMPLE.sections
    for excerpt in SAMPLE.excerpts():
        assert kept[excerpt.source].text[excerpt.start : excerpt.end] == excerpt.text
        for place in excerpt.also_in:
            assert kept[place.source].text[place.start : place.end] == whole[place.source][place.start : place.end]
    for source in CITED.sources:
        inside = "".join(run.of(source.text) for run in source.runs())
        assert len(inside.replace(" ", "")) == len(source.text.replace(" ", ""))
    assert not CITED.is_whole


def test_kept_paragraphs_hold_to_the_published_schema() -> None:
    """What is written validates, and comes back as it was."""
    jsonschema.validate(json.loads(dumps(CITED)), json.loads(SCHEMA.read_text("utf-8")))
    assert from_json(json.loads(dumps(CITED))) == CITED


@pytest.mark.parametrize("form", ["json", "html", "pdf", "docx", "md"])
def test_what_is_not_cited_stays_in_the_house(form: str, press: Press) -> None:
    """No words of another paragraph are in a brief with cited paragraphs only, also not inside its files."""
    data = render(CITED, form, press=press).data
    if form == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            data = b"".join(thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream))
        assert list(attachments(render(CITED, form, press=press).data)) == ["brief.json"]
    elif form == "docx":
        data = b"".join(parts_of(data).values())
    words = data.decode("utf-8", "replace")
    assert UNCITED.rsplit(maxsplit=1)[-1] not in words
    assert "Le Bloc québécois" not in words
    assert "a fellow at the Rideau Policy Forum" in words or form == "pdf"


def test_a_page_with_cited_paragraphs_shows_where_others_are_missing() -> None:
    """Each gap is labelled, the lead says why, and passages are listed only where their words are here."""
    page = render(CITED, "html").data.decode()
    assert page.count('<p class="gap"') == 10
    assert "This file has only the paragraphs that the note cites" in page
    assert "Cited paragraphs</h2>" in page
    assert re.findall(r'data-left-out="([^"]+)"', page) == [
        "ledger:2"
    ]  # the others stand in paragraphs that are not cited
    assert 'class="gap"' not in render(SAMPLE, "html").data.decode()


def kept_change(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The JSON of the brief with cited paragraphs after a change of its first source, its own hash made anew."""
    data = json.loads(dumps(CITED))
    change(data["sources"][0])
    data["sha256"] = digest(data)
    return json.dumps(data, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda s: s["kept"]["leaves"][0].update(index=0), "does not belong to the text"),
        (lambda s: s["kept"]["leaves"][0].update(index=2), "out of place"),
        (lambda s: s["kept"]["leaves"][0].update(start=5), "does not belong to the text"),
        (lambda s: s["kept"]["leaves"][-1].update(end=10**6), "out of place"),
        (lambda s: s["kept"]["leaves"].reverse(), "out of place"),
        (lambda s: s["kept"]["leaves"].pop(1), "text outside its paragraphs"),
        (lambda s: s["kept"]["leaves"][0]["path"].pop(), "path is too short"),
        (lambda s: s["kept"]["leaves"][0]["path"].insert(0, "0" * 64), "proof path is too long"),
        (lambda s: s["kept"]["leaves"][0]["path"].__setitem__(0, "0" * 64), "does not belong to the text"),
        (lambda s: s["kept"]["leaves"][0]["path"].__setitem__(0, "Z"), "not a SHA-256 hash"),
        (lambda s: s["kept"].update(size=6), "does not belong to the text"),
        (lambda s: s["kept"].update(size=1), "there is no paragraph"),
        (lambda s: s["kept"].update(root="0" * 64), "does not belong to the text"),
        (lambda s: s.update(sha256="0" * 64), "does not belong to the text"),
        (lambda s: s.update(text="x" + s["text"][1:]), "text outside its paragraphs"),
        (lambda s: s.update(text=s["text"] + " "), "text outside its paragraphs"),
        (lambda s: s.update(text=s["text"].replace("Ottawa", "Ottowa")), "does not belong to the text"),
        (lambda s: s.update(kept=None), "does not match its recorded hash"),
    ],
)
def test_a_paragraph_that_is_not_of_its_text_is_found(change: Callable[[dict[str, Any]], object], says: str) -> None:
    """Places, paths, sizes, hashes, words between: each fault is named though the hash of the whole was made anew."""
    report = verify(kept_change(change), "brief.json")
    assert not report.ok
    assert says in " ".join(map(str, report.differences))


def test_an_excerpt_outside_the_kept_paragraphs_is_found() -> None:
    """The blanks between paragraphs prove nothing."""
    data = json.loads(dumps(CITED))
    data["sections"][0]["excerpts"][0].update(start=0, end=3, text="   ", display="   ", inserts=[])
    data["sha256"] = digest(data)
    report = verify(json.dumps(data).encode(), "brief.json")
    assert "its text differs from that of its source" in first(report)


def test_what_contradicts_an_excerpt_is_kept_too() -> None:
    """A passage that is not printed but named in a conflict can be proved; without its paragraph it cannot."""
    named = Conflict("Five or seven members.", ("wire:3", "ledger:2"))
    cut = left_out("ledger:2", "ledger", "About 4,000 people have left", "context", "No room.")
    brief = dataclasses.replace(SAMPLE, conflicts=(named,), cut=(cut,))
    cited = only_cited(brief)
    kept = {source.id: source for source in cited.sources}
    assert kept["ledger"].holds(cut.start, cut.end)
    assert verify(dumps(cited), "x").ok
    unkept = dataclasses.replace(CITED, conflicts=(named,), cut=(cut,))
    assert "passage ledger:2: it is not in its source" in first(verify(dumps(unkept), "x"))


# --- against the stories themselves


STORIES = tuple(Article(source.id, source.title, source.text, path=f"{source.id}.txt") for source in SAMPLE.sources)


@pytest.mark.parametrize("brief", [SAMPLE, CITED], ids=["full", "passages"])
def test_a_brief_of_these_stories_holds_against_them(brief: Brief) -> None:
    """With the stories at hand each source is looked for; their names do not matter, their texts do."""
    data = dumps(brief)
    assert verify(data, "x", originals=STORIES).ok
    renamed = tuple(dataclasses.replace(story, id=f"other {story.id}") for story in reversed(STORIES))
    assert verify(data, "x", originals=renamed).ok
    assert verify(data, "x", originals=STORIES).checked == verify(data, "x").checked + len(SAMPLE.sources)


@pytest.mark.parametrize("brief", [SAMPLE, CITED], ids=["full", "passages"])
def test_stories_that_are_missing_or_differ_are_named(brief: Brief) -> None:
    """Which source was not found, and which differs from the story of its name, by place in the folder."""
    changed_story = dataclasses.replace(STORIES[1], text=STORIES[1].text.replace("11 a.m.", "12 a.m."))
    report = verify(dumps(brief), "x", originals=(STORIES[0], changed_story, *STORIES[3:]))
    said = [str(difference) for difference in report.differences]
    assert len(said) == 2
    assert said[0].startswith("source wire (“Five and five at the table: the programme in Anchorage”): its ")
    assert "wire.txt" in said[0]
    assert said[1].startswith("source dispatch (")
    assert "no story has its text" in said[1]


def test_a_root_of_other_paragraphs_is_found_with_the_stories() -> None:
    """Evidence that was made consistent around a paragraph of nobody's holds in itself, but not against the stories."""
    source = CITED.sources[0]
    assert source.kept is not None
    forged = passages.keep(
        dataclasses.replace(SAMPLE.sources[0], text=SAMPLE.sources[0].text.replace("$200", "$900")),
        [leaf.span for leaf in source.kept.leaves],
    )
    excerpts = tuple(
        dataclasses.replace(e, text=e.text.replace("$200", "$900"), display=e.display.replace("$200", "$900"))
        for e in CITED.sections[0].excerpts
    )
    sections = (dataclasses.replace(CITED.sections[0], excerpts=excerpts), *CITED.sections[1:])
    brief = dataclasses.replace(CITED, sources=(forged, *CITED.sources[1:]), sections=sections)
    assert verify(dumps(brief), "x").ok
    report = verify(dumps(brief), "x", originals=STORIES)
    assert "its paragraphs are not from capital.txt" in first(report)


def test_a_built_brief_is_proved_against_its_stories(tmp_path: Path) -> None:
    """The command builds with cited paragraphs only; `verify` proves all formats, and names the story that changed."""

    def brief(*arguments: str) -> subprocess.CompletedProcess[str]:
        order = [sys.executable, "-m", "generator", *arguments]
        return subprocess.run(order, cwd=tmp_path, capture_output=True, text=True, check=False)

    stories = tmp_path / "stories"
    stories.mkdir()
    for source in SAMPLE.sources[:3]:
        head = f"---\ntitle: {source.title}\nsource: {source.source}\npublished: {source.published}\n---\n"
        (stories / f"{source.id}.txt").write_text(head + source.text, "utf-8")
    built = brief("build", "stories", "--ranker", "lead", "-f", "pdf,html,json,docx,md", "--evidence", "passages")
    assert built.returncode == 0, built.stderr
    names = [str(path) for path in sorted((tmp_path / "output").iterdir()) if path.suffix != ".md"]
    holds = brief("verify", "--sources", "stories", *names)
    assert (holds.returncode, holds.stdout.count("and the stories in stories")) == (0, 4), holds.stdout
    text = (stories / "wire.txt").read_text("utf-8").replace("11 a.m.", "10 a.m.")
    (stories / "wire.txt").write_text(text, "utf-8")
    assert brief("verify", *names).returncode == 0
    differs = brief("verify", "--sources", "stories", names[0])
    assert differs.returncode == 5
    assert "stories/wire.txt" in differs.stdout
    (plain,) = (tmp_path / "output").glob("*.md")
    unproved = brief("verify", str(plain))
    assert (unproved.returncode, "cannot be verified. Verify the PDF" in unproved.stdout) == (5, True)
