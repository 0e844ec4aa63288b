"""The JSON Lines of `--batch` are read as they are, and a bad line is named."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import reading as readers
from generator.errors import SourceError


def lines(*records: object) -> bytes:
    """Records as JSON Lines."""
    return "".join(json.dumps(record) + "\n" for record in records).encode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_the_text_of_a_batch_is_untouched(text: str) -> None:
    """Offsets must index the text as given, so not one character of it changes."""
    (article,) = readers.read_batch("-", stdin=io.BytesIO(lines({"id": "../x", "text": text})))
    assert article.text == text
    assert article.id == "../x"


def test_what_a_batch_line_says_is_kept(tmp_path: Path) -> None:
    """Title, outlet, address, date and language of a line are those of the article; .gz is unpacked."""
    record = {
        "id": 3,
        "text": "T",
        "title": "A",
        "source": "S",
        "url": "u",
        "published": "15 Aug 2025",
        "language": "fr-CA",
    }
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" + lines(record)))
    (article,) = readers.read_batch(str(path))
    assert (article.id, article.title, article.source, article.url) == ("3", "A", "S", "u")
    assert (article.published, article.language, article.path) == ("2025-08-15", "fr", str(path))


@pytest.mark.parametrize("line", [b"{", b"[1]", b'{"id":"a"}', b'{"text":"t"}', b'{"id":"a","text":3}', b"\xff\xfe{}"])
def test_a_bad_line_is_named(tmp_path: Path, line: bytes) -> None:
    """A line that is no article stops the batch with an error that says file and line."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"id": "ok", "text": "t"}) + line + b"\n")
    with pytest.raises(SourceError) as caught:
        readers.read_batch(str(path))
    assert caught.value.where == f"{path}, line 2"


def test_a_missing_batch_is_an_error() -> None:
    """A file that is not there is an error that names it."""
    with pytest.raises(SourceError, match="cannot be read"):
        readers.read_batch("nowhere.jsonl")


def test_clusters_are_read_with_their_budget() -> None:
    """Documents of a cluster become articles in order; the budget counts words or sentences."""
    documents = [
        {"id": "d1", "title": "T", "text": " a\r\n", "source": "S", "date": "2025-08-15"},
        {"id": "d2", "text": "b"},
    ]
    data = lines({"id": "c", "documents": documents, "budget_words": 50}, {"id": "e", "documents": documents[:1]})
    first, second = readers.read_clusters("-", stdin=io.BytesIO(data))
    assert (first.id, first.words, first.sentences) == ("c", 50, None)
    assert [article.text for article in first.articles] == [" a\r\n", "b"]
    assert first.articles[0].published == "2025-08-15"
    assert (second.words, second.sentences) == (None, None)


@pytest.mark.parametrize(
    "record",
    [
        {"id": "c"},
        {"id": "c", "documents": []},
        {"id": "c", "documents": ["x"]},
        {"id": "c", "documents": [{"id": "d", "text": "t"}], "budget_words": 0},
        {"id": "c", "documents": [{"id": "d", "text": "t"}], "budget_sentences": "3"},
    ],
)
def test_a_bad_cluster_is_named(record: object) -> None:
    """A cluster without documents or with a budget that is no number stops with its line."""
    with pytest.raises(SourceError) as caught:
        readers.read_clusters("-", stdin=io.BytesIO(lines(record)))
    assert caught.value.where == "standard input, line 1"


def test_shared_batches_are_read_whole(shared: Path) -> None:
    """The development batches are read line for line, texts untouched."""
    path = shared / "data" / "polnear" / "dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    assert [article.text for article in readers.read_batch(str(path))] == texts
    assert all(cluster.words for cluster in readers.read_clusters(str(shared / "data/summaries/neus50.dev.jsonl.gz")))
