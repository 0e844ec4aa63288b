"""Sources become articles, whether files, folders, globs or standard input; what fails is named, the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import reading as readers
from generator.errors import UnknownNameError
from generator.model import Article
from generator.reading import naming

STORY = (
    "Carney calls for unity\n\nOTTAWA — The prime minister said on Friday that Canada would not recognize the change.\n"
)


def only(path: Path) -> Article:
    """The one article of a file that must be read without failure."""
    reading = readers.read([str(path)])
    assert reading.failures == ()
    (article,) = reading.articles
    return article


def test_a_folder_is_read_in_order_of_paths_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    """Walking a folder sorts by path and skips hidden files, README, LICENSE and unknown suffixes without a word."""
    for name in (
        "b.txt",
        "a/z.md",
        "a/.hidden.txt",
        "README.md",
        "LICENSE.txt",
        "notes.docx",
        ".git/x.txt",
        "c.html.gz",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(f"<p>{STORY}</p>".encode()) if name.endswith(".gz") else STORY.encode())
    reading = readers.read([str(tmp_path)])
    assert [article.id for article in reading.articles] == ["z", "b", "c"]
    assert reading.failures == ()


def test_names_keep_their_order_and_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """Order is as named; naming a file and its folder gives one article."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    reading = readers.read([str(tmp_path / "b.txt"), str(tmp_path), str(tmp_path / "*.txt")])
    assert [article.id for article in reading.articles] == ["b", "a"]


def test_ids_are_unique(tmp_path: Path) -> None:
    """Two files of one name get different ids."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Über Talks!.txt").write_text(STORY, encoding="utf-8")
    assert [article.id for article in readers.read([str(tmp_path)]).articles] == ["uber-talks", "uber-talks-2"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("absent.txt", "there is no such file"),
        ("*.nothing", "no file matches"),
        ("empty-folder", "no story in this folder"),
        ("story.docx", "files of type '.docx' cannot be read"),
        ("empty.txt", "this is empty"),
        ("picture.txt", "this is a picture, not text"),
        ("noise.txt", "binary data"),
        ("broken.json", "not valid JSON"),
        ("broken.html.gz", "this gzip file is damaged"),
        ("only-noise.txt", "no text besides boilerplate"),
    ],
)
def test_what_cannot_be_read_is_a_failure_with_a_reason(tmp_path: Path, name: str, why: str) -> None:
    """Each kind of unreadable source says why, and the readable one beside it is read."""
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "story.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "broken.json").write_text('{"text": ', encoding="utf-8")
    (tmp_path / "broken.html.gz").write_bytes(gzip.compress(b"<p>x</p>" * 99)[:30])
    (tmp_path / "only-noise.txt").write_text("Advertisement\n\nRead more: Other news", encoding="utf-8")
    good = tmp_path / "good.txt"
    good.write_text(STORY, encoding="utf-8")
    reading = readers.read([str(tmp_path / name), str(good)])
    assert [article.id for article in reading.articles] == ["good"]
    (failure,) = reading.failures
    assert failure.where == str(tmp_path / name)
    assert why in failure.why


def test_web_addresses_are_not_opened_and_show_no_password() -> None:
    """Web addresses, and stores reached through other protocols, are refused with a remedy and not fetched."""
    for name in (
        "https://ann:secret@example.org/feed.rss",
        "ftp://example.org/x.txt",
        "simplecache::memory://x.txt",
        "memory://a.txt::http://example.org/x.txt",
        "file:///etc/passwd::http://example.org/x.txt",
        "gopher://example.org",
    ):
        reading = readers.read([name])
        assert reading.articles == ()
        (failure,) = reading.failures
        assert "web address" in failure.why
        assert "secret" not in failure.where + failure.why


def test_a_file_address_is_its_path(tmp_path: Path) -> None:
    """file:// with spaces written as %20 leads to the file, and naming its path too reads it once."""
    path = tmp_path / "a story.txt"
    path.write_text(STORY, encoding="utf-8")
    reading = readers.read([path.as_uri(), str(path), tmp_path.as_uri()])
    (article,) = reading.articles
    assert article.path == str(path)


@pytest.fixture
def store() -> Iterator[Any]:
    """An object store within this process."""
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install fsspec")
    memory = fsspec.filesystem("memory")
    for name in ("b.txt", "a/z.md", "e[1]/e.text", "a/.hidden.txt", ".git/x.txt", "README.md", "notes.docx"):
        memory.pipe(f"/desk/{name}", STORY.encode())
    memory.pipe("/desk/c.html.gz", gzip.compress(f"<p>{STORY}</p>".encode()))
    yield memory
    memory.rm("/desk", recursive=True)


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("memory://desk", ["desk/a/z.md", "desk/b.txt", "desk/c.html.gz", "desk/e[1]/e.text"]),
        ("memory://desk/", ["desk/a/z.md", "desk/b.txt", "desk/c.html.gz", "desk/e[1]/e.text"]),
        ("memory://desk/*.txt", ["desk/b.txt"]),
        ("memory://desk/**/*.md", ["desk/a/z.md"]),
        ("memory://desk/e[1]/e.text", ["desk/e[1]/e.text"]),
        ("MEMORY://desk/README.md", ["desk/README.md"]),
    ],
)
def test_stores_are_read_as_folders_are(store: Any, name: str, paths: list[str]) -> None:
    """An object, all stories under an address or a glob, by the rules of folders; articles say their addresses."""
    reading = readers.read([name])
    assert reading.failures == ()
    assert [article.path for article in reading.articles] == [f"memory://{path}" for path in paths]


def test_what_a_store_cannot_give_is_a_failure(store: Any) -> None:
    """Nothing there, an unknown kind, too much and a password in the address: each is named, none ends the reading."""
    store.pipe("/desk/huge/big.txt", bytes(20_000_001))
    names = {
        "memory://desk/absent.txt": "there is no story",
        "memory://desk/*.nothing": "no story matches",
        "memory://desk/notes.docx": "'.docx' cannot be read",
        "memory://desk/huge": "larger than 20 MB",
        "s3://ann:secret@desk/b.txt": "must not contain a user name or password",
    }
    reading = readers.read([*names, "memory://desk/b.txt"])
    assert [article.path for article in reading.articles] == ["memory://desk/b.txt"]
    for failure, why in zip(reading.failures, names.values(), strict=True):
        assert why in failure.why
        assert "secret" not in failure.where + failure.why


def test_no_more_than_the_cap_is_asked_of_a_store(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An object that is larger than the cap is not read to its end."""
    asked: list[int] = []

    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(size or 0)
            return bytes(size or 0)

    monkeypatch.setattr(type(store), "open", lambda *_, **__: Endless())
    assert "larger than 20 MB" in readers.read(["memory://desk/b.txt"]).failures[0].why
    assert asked == [20_000_001]


def test_a_store_without_its_library_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where fsspec or the library of a store is missing, the failure names the extra."""
    for scheme, library in (("s3", "s3fs"), ("gs", "gcsfs"), ("az", "adlfs")):
        monkeypatch.setitem(sys.modules, library, None)
        (failure,) = readers.read([f"{scheme}://desk/b.txt"]).failures
        assert f"pip install 'briefing-note-generator[{scheme}]'" in failure.why
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    assert "[gs]" in readers.read(["gs://desk/b.txt"]).failures[0].why


def test_no_file_larger_than_the_cap_is_read(tmp_path: Path) -> None:
    """More than 20 MB, also once unpacked, is refused before any parsing."""
    bomb = tmp_path / "bomb.txt.gz"
    bomb.write_bytes(gzip.compress(bytes(21_000_000), compresslevel=1))
    assert "larger than 20 MB" in readers.read([str(bomb)]).failures[0].why


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (STORY, "Carney calls for unity"),
        (json.dumps({"title": "From JSON", "text": STORY}), "From JSON"),
        (json.dumps({"title": "One", "text": STORY}) + "\n" + json.dumps({"title": "Two", "text": STORY}), "One"),
        (f"<!doctype html><title>From HTML</title><p>{STORY * 4}</p>", "From HTML"),
        (f"<?xml version='1.0'?><rss><channel><item><title>From RSS</title><description>{STORY}</description>"
         "</item></channel></rss>", "From RSS"),
        ("{not json} The prime minister said so on Friday.", "{not json} The prime minister said so on Friday."),
    ],
)  # fmt: skip
def test_standard_input_is_recognized_by_its_content(data: str, title: str) -> None:
    """Text, JSON, JSON Lines, HTML and feeds on standard input are told apart."""
    reading = readers.read(["-"], stdin=io.BytesIO(data.encode()))
    assert reading.failures == ()
    assert reading.articles[0].title == title
    assert reading.articles[0].id.startswith("stdin")
    assert reading.articles[0].path == ""


def test_a_title_repeated_at_the_start_is_dropped_and_counted(tmp_path: Path) -> None:
    """The title is not part of the text; the lines left out are counted."""
    path = tmp_path / "a.txt"
    path.write_text(STORY + "\nAdvertisement\n\nRead more: Other news\n", encoding="utf-8")
    article = only(path)
    assert article.title == "Carney calls for unity"
    assert article.text.startswith("OTTAWA — The prime minister")
    assert article.dropped == 3


def test_a_file_without_headline_is_called_after_its_name(tmp_path: Path) -> None:
    """A title is never empty: without a headline, the file's name is made readable."""
    path = tmp_path / "2025-08-15-anchorage_talks.txt"
    path.write_text("OTTAWA — The prime minister said on Friday that Canada would not.\n\nHe left.", encoding="utf-8")
    assert only(path).title == "Anchorage talks"


def test_date_and_names_are_taken_from_the_lines_left_out(tmp_path: Path) -> None:
    """A printed date and byline serve where the file states none."""
    path = tmp_path / "a.txt"
    path.write_text(
        STORY.replace("\n\n", "\n\nBy Ann Lee and Bo Roy\n\nPublished Aug. 15, 2025\n\n", 1), encoding="utf-8"
    )
    article = only(path)
    assert (article.published, article.authors, article.dropped) == ("2025-08-15", ("Ann Lee", "Bo Roy"), 3)


def test_an_unknown_reader_says_which_are_known() -> None:
    """The table of readers names the nearest known suffix."""
    with pytest.raises(UnknownNameError, match=r"\.html"):
        readers.READERS[".htlm"]


def test_a_bug_in_a_parser_costs_one_source_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error of a parser becomes a failure that names the source."""

    def breaks(data: bytes, where: str) -> list[readers.Story]:
        raise RuntimeError("the parser fell over")

    monkeypatch.setattr(readers, "_reader_for", lambda path, data: breaks)
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (failure,) = readers.read([str(tmp_path / "a.txt")]).failures
    assert "the parser fell over" in failure.why


@given(st.text(max_size=200))
def test_slugs_are_safe_names(text: str) -> None:
    """A slug holds nothing but lower-case letters, digits and single hyphens, and is never empty."""
    slug = naming.slug(text)
    assert slug
    assert len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert naming.slug(slug) == slug


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html", ".rss", ".json", ".jsonl", ".xml"]))
def test_no_bytes_make_reading_crash(tmp_path: Path, data: bytes, suffix: str) -> None:
    """Whatever the bytes, reading ends in articles or in failures, with text that UTF-8 can hold."""
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(data)
    reading = readers.read([str(path)])
    assert reading.articles or reading.failures
    for article in reading.articles:
        article.text.encode("utf-8")
        assert article.title
        assert article.text.strip()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), min_size=1)
)
def test_reading_keeps_every_character_of_a_paragraph(tmp_path: Path, words: list[str]) -> None:
    """A paragraph that is kept is kept code point for code point, apart from runs of plain spaces."""
    sentence = "He said on Friday that " + " ".join(words) + " was the word that he had used in the chamber."
    path = tmp_path / "kept.txt"
    path.write_bytes(b"\xef\xbb\xbf" + sentence.encode())
    lines = " ".join(" ".join(sentence.split("\u2028")).split("\u2029")).split(" ")
    assert [word for word in only(path).text.replace("\n", " ").split(" ") if word] == [word for word in lines if word]


def test_libraries_do_not_print(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A page that trafilatura complains about leaves standard output and error empty."""
    (tmp_path / "a.html").write_text("<html><body></body></html>", encoding="utf-8")
    readers.read([str(tmp_path / "a.html")])
    assert capfd.readouterr() == ("", "")
