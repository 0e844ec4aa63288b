"""Analysis: passages hold whole statements, and nothing of a text is lost."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analysis.article import analyse
from generator.model import Article, Document

BuildDocument = Callable[..., Document]

PIECES = st.sampled_from(
    [
        "“We will go. ",
        "They know it.” ",
        "Ann Lee said. ",
        "He left. ",
        "\n\n",
        '"No," he said. ',
        "” ",
        "According to Bo, ",
        "1. ",
    ]
)


def texts(document: Document) -> list[str]:
    """The passages as strings."""
    return [passage.span.of(document.article.text) for passage in document.passages]


def test_quotation_over_sentences_is_one_passage(build_document: BuildDocument) -> None:
    """A quotation of three sentences and its attribution stand or fall together."""
    story = "The hall was full. “It is late. We are tired. Nobody will sign,” Olga Berg said. The lights went out."
    assert texts(build_document(story))[1].startswith("“It is late.")
    assert texts(build_document(story))[1].endswith("Olga Berg said.")


def test_quotation_over_paragraphs_is_one_passage(build_document: BuildDocument) -> None:
    """A quotation that opens every paragraph and closes the last one is not cut."""
    story = "“It is late,” Olga Berg said. “We are tired.\n“Nobody will sign.”\nThe lights went out."
    assert texts(build_document(story))[0].endswith("“Nobody will sign.”")


def test_passage_names_its_speaker(build_document: BuildDocument) -> None:
    """The passage's speaker is the one who says most of it, by full name."""
    document = build_document("Olga Berg, a minister, spoke.\n“Nobody will sign anything here tonight,” Berg said.")
    assert document.passages[-1].speaker is not None
    assert document.passages[-1].speaker.name == "Olga Berg"


def test_documents_keep_order(build_article: Callable[..., Article]) -> None:
    """One document for every article, in order, also for an empty one."""
    articles = [build_article("Ann spoke.", id="a"), build_article("", id="b"), build_article("Bo left.", id="c")]
    assert [document.article.id for document in analyse(articles)] == ["a", "b", "c"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=14))
def test_every_sentence_is_in_one_passage(build_document: BuildDocument, pieces: list[str]) -> None:
    """Sentences are ordered and disjoint, each is in exactly one passage, and no letter is lost."""
    document = build_document("".join(pieces))
    inside = [index for passage in document.passages for index in passage.sentences]
    assert inside == list(range(len(document.sentences)))
    assert all(a.span.end <= b.span.start for a, b in pairwise(document.sentences))
    kept = "".join(sentence.span.of(document.article.text) for sentence in document.sentences)
    assert [c for c in kept if not c.isspace()] == [c for c in document.article.text if not c.isspace()]
