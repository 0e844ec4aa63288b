"""One person across articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.speakers.across import unify
from generator.model import Article, Attribution, Document, Span, Speaker


def _story(name: str, *speakers: Speaker, language: str = "en") -> Document:
    """A story in which each of the speakers says something."""
    article = Article(id=name, text="x" * 10, title=name, source="test", language=language)
    said = tuple(Attribution((), (), (Span(0, 1),), "indirect", speaker=speaker) for speaker in speakers)
    return Document(article, paragraphs=(), sentences=(), attributions=said, speakers=speakers)


def _names(*documents: Document) -> list[str]:
    return [a.speaker.name for d in unify(documents) for a in d.attributions if a.speaker]


def test_spellings_of_one_name_are_one_person() -> None:
    """Claim: transliterations of a name count as one, under the spelling that most stories use."""
    found = _names(
        _story("a", Speaker("Volodymyr Zelenskyy", group="Ukraine")),
        _story("b", Speaker("Volodymyr Zelenskyy", group="Ukraine")),
        _story("c", Speaker("Volodymyr Zelensky", group="Ukraine")),
    )
    assert set(found) == {"Volodymyr Zelenskyy"}


def test_a_bare_surname_gets_the_role_that_another_story_gives() -> None:
    """Claim: "Anand" of one story is the minister of another."""
    minister = Speaker("Anita Anand", "Foreign Affairs Minister", "Canada", official=True)
    documents = unify([_story("a", minister), _story("b", Speaker("Anand"))])
    assert documents[1].attributions[0].speaker == minister


def test_two_people_of_one_surname_stay_two() -> None:
    """Claim: a bare surname that two people bear is given to neither."""
    pair = _story("a", Speaker("Shehbaz Sharif", group="Pakistan"), Speaker("Ahmed Sharif", group="Pakistan"))
    assert _names(pair, _story("b", Speaker("Sharif"))) == ["Shehbaz Sharif", "Ahmed Sharif", "Sharif"]


def test_people_of_two_sides_stay_two() -> None:
    """Claim: an equal name on the other side is somebody else."""
    found = unify(
        [_story("a", Speaker("Ann Smith", "senator", "United States")), _story("b", Speaker("Smith", group="Canada"))]
    )
    assert found[1].speakers == (Speaker("Smith", group="Canada"),)


def test_a_role_comes_from_a_story_of_the_same_language() -> None:
    """Claim: an English story is not given a French title."""
    french = _story("a", Speaker("Donald Trump", "président américain", "United States"), language="fr")
    assert unify([french, _story("b", Speaker("Donald Trump"))])[1].speakers == (Speaker("Donald Trump"),)


@given(st.lists(st.sampled_from(["Ann Lee", "Bo Lee", "Lee", "A. Lee", "Mia Ek", "Ek"]), max_size=6))
def test_unifying_again_changes_nothing(names: list[str]) -> None:
    """Claim: the result is stable, and no statement loses its speaker."""
    documents = [_story(str(i), Speaker(name)) for i, name in enumerate(names)]
    once = unify(documents)
    assert unify(once) == once
    assert [len(d.attributions) for d in once] == [1] * len(names)
