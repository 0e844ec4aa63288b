"""Offices held now or before, ranks, unnamed sources and those who speak together, in parsed stories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from spacy.language import Language

from generator.analysis.language import parse
from generator.analysis.speakers import resolve
from generator.model import Attribution, Span, Speaker

Say = Callable[..., Speaker | None]
DAY = dt.date(2025, 8, 20)


@pytest.fixture(scope="session")
def say(pipeline: Language) -> Say:
    """`say(story, ("He", "said"), …)`: the speaker of the last pair; what follows each cue is told by its source."""
    assert pipeline.has_pipe("parser")

    def run(story: str, *pairs: tuple[str, str], day: dt.date | None = DAY) -> Speaker | None:
        found = []
        for source, cue in pairs:
            start = story.index(f"{source} {cue}")
            at = start + len(source) + 1
            stop = story.index(".", at + len(cue))
            content = Span(at + len(cue) + 1, stop)
            found.append(
                Attribution((Span(start, start + len(source)),), (Span(at, at + len(cue)),), (content,), "indirect")
            )
        (parsed,) = parse([story])
        return resolve(parsed, tuple(found), day=day).attributions[-1].speaker

    return run


@pytest.mark.parametrize(
    ("source", "group"),
    [
        ("Dana Kessler, an assistant secretary of defense in the Obama administration,", "United States"),
        ("Dana Kessler, who served as deputy national security adviser under President Bill Clinton,", "United States"),
        ("Dana Kessler, ambassador to Russia under Barack Obama,", "United States"),
        ("Dana Kessler, a National Security Council official in Trump’s first term,", "United States"),
        ("Dana Kessler, who spent 30 years at the State Department,", "United States"),
        ("Dana Kessler, who used to head the CIA’s Russia desk,", "United States"),
        ("Dana Kessler, once Canada’s ambassador for women and peace,", "Canada"),
        ("Dana Kessler, a Canadian ambassador to NATO from 2008 to 2012,", "Canada"),
        ("Dana Kessler, Canada’s ambassador to Moscow until 2019,", "Canada"),
        ("Dana Kessler, a foreign minister in an earlier Liberal government,", "Canada"),
        ("Dana Kessler, who led NATO’s policy planning staff in the 1990s,", "NATO"),
        ("Ex-ambassador Dana Kessler", ""),
    ],
)
def test_an_office_that_is_over_is_former(say: Say, source: str, group: str) -> None:
    """A time or a government that is over makes the role a former one; its country is that of the government."""
    speaker = say(f"OTTAWA — The talks ended on Friday. {source} said that it was too late.", (source, "said"))
    assert speaker is not None
    assert (speaker.name, speaker.group, speaker.former) == ("Dana Kessler", group, True)
    assert not speaker.official


def test_an_office_in_the_government_of_the_day_is_held(say: Say) -> None:
    """The same words are a present office while that government lasts."""
    source = "Dana Kessler, an assistant secretary in the Trump administration,"
    speaker = say(f"The talks ended. {source} said that it was too late.", (source, "said"))
    assert speaker is not None
    assert (speaker.group, speaker.former, speaker.official) == ("United States", False, True)


@pytest.mark.parametrize(
    "source",
    [
        "Ingmar Stroud, who holds a chair in security studies at the University of Calgary,",
        "Ingmar Stroud, who lectures on Russia at McGill,",
        "Ingmar Stroud, who studies Russian politics,",
        "Ingmar Stroud of London’s Beacon Institute",
        "Ingmar Stroud, director of the Centre for Steppe Studies in Regina,",
    ],
)
def test_scholars_are_experts_without_a_side(say: Say, source: str) -> None:
    """A chair, a subject or an institute makes an expert; the town of an institute is no government."""
    speaker = say(f"{source} said that it was too late.", (source, "said"))
    assert speaker is not None
    assert (speaker.name, speaker.expert, speaker.official) == ("Ingmar Stroud", True, False)
    assert speaker.group == ""


def test_following_a_foreign_army_is_no_office(say: Say) -> None:
    """Who watches a country does not speak for it."""
    source = "Ingmar Stroud, who follows the Russian army,"
    speaker = say(f"{source} said that it was too late.", (source, "said"))
    assert speaker is not None
    assert (speaker.group, speaker.official) == ("", False)


@pytest.mark.parametrize("rank", ["Maj.-Gen.", "Lt.-Gen.", "Brig.-Gen.", "Gen.", "Major-General"])
def test_the_general_is_the_one_with_the_rank(say: Say, rank: str) -> None:
    """A rank with a hyphen is no part of the name; command gives the country; "the general" finds the person."""
    source = f"{rank} Louise Archambault, who commands Canada’s forces in the North,"
    story = f"{source} said that it was too late. The general said that the bombers were still flying."
    speaker = say(story, (source, "said"), ("The general", "said"))
    assert speaker is not None
    assert (speaker.name, speaker.group, speaker.official) == ("Louise Archambault", "Canada", True)


@pytest.mark.parametrize(
    ("source", "group"),
    [
        ("A senior government source", "Canada"),
        ("A federal source", "Canada"),
        ("One senior official in Ottawa", "Canada"),
        ("A senior government source in London", "United Kingdom"),
        ("A Kremlin source", "Russia"),
        ("A senior White House official", "United States"),
        ("Two officials briefed on the conversation", ""),
        ("The foreign ministry in Moscow", "Russia"),
    ],
)
def test_unnamed_officials_have_the_side_that_the_words_give(say: Say, source: str, group: str) -> None:
    """Words like "government", "federal" and "official" make a source official; place and dateline tell whose."""
    speaker = say(f"OTTAWA — The talks ended on Friday. {source} said that it was too late.", (source, "said"))
    assert speaker is not None
    assert (speaker.group, speaker.official) == (group, True)


@pytest.mark.parametrize("source", ["A person familiar with the talks", "A source close to the Kremlin"])
def test_who_only_knows_officials_is_none(say: Say, source: str) -> None:
    """Knowing about talks is no office."""
    speaker = say(f"OTTAWA — The talks ended on Friday. {source} said that it was too late.", (source, "said"))
    assert speaker is not None
    assert not speaker.official


def test_the_source_is_the_one_before(say: Say) -> None:
    """A definite source is the unnamed source met last."""
    story = "OTTAWA — A federal source said that it was late. The source said that nobody knew."
    speaker = say(story, ("A federal source", "said"), ("The source", "said"))
    assert speaker is not None
    assert (speaker.name, speaker.group) == ("A federal source", "Canada")


@pytest.mark.parametrize(
    ("story", "source", "group"),
    [
        ("The Kremlin refused. Its spokesman, Dmitry Orlov, said no.", "Its spokesman, Dmitry Orlov,", "Russia"),
        ("Donald Trump left, his press aide, Ann Reid, said.", "his press aide, Ann Reid,", "United States"),
        ("The Kremlin’s Pavel Orlov said no.", "The Kremlin’s Pavel Orlov", "Russia"),
        (
            "Prime Minister Stephen Harper sent jets. John Ferris, his foreign affairs minister, said no.",
            "John Ferris, his foreign affairs minister,",
            "Canada",
        ),
    ],
)  # fmt: skip
def test_aides_take_the_side_of_whose_they_are(say: Say, story: str, source: str, group: str) -> None:
    """A possessive pronoun or a seat before the name gives the side, never the person’s own name."""
    speaker = say(story, (source, "said"))
    assert speaker is not None
    assert (speaker.group, speaker.official) == (group, True)


def test_two_foreign_ministers_are_not_of_one_side(say: Say) -> None:
    """A companion's country is not taken over where that country has no such office."""
    source = "Secretary of State Ann Reid and Foreign Minister Pavel Orlov"
    story = f"{source} met. Orlov said that it was late."
    speaker = say(story, ("Orlov", "said"))
    assert speaker is not None
    assert speaker.group == ""


def test_home_is_where_the_prime_minister_needs_no_country(say: Say) -> None:
    """A dateline abroad does not move a critic of the government to that country."""
    story = (
        "HELSINKI — Prime Minister Justin Trudeau said little. "
        "The Conservative defence critic said that Trudeau should speak."
    )
    speaker = say(story, ("The Conservative defence critic", "said"), day=dt.date(2018, 7, 16))
    assert speaker is not None
    assert (speaker.group, speaker.party) == ("Canada", True)


def test_the_presidents_are_the_two_before(say: Say) -> None:
    """A plural description means two people where exactly two fit."""
    story = "U.S. President Joe Biden met Russian President Vladimir Putin. The presidents said that it was late."
    speaker = say(story, ("The presidents", "said"), day=dt.date(2021, 6, 16))
    assert speaker is not None
    assert (speaker.name, speaker.group) == ("Joe Biden and Vladimir Putin", "")


def test_the_ministers_after_a_joint_statement_are_of_no_neighbour(say: Say) -> None:
    """Several ministers do not get the country that the sentence before happens to name."""
    story = "Canada, Denmark and Norway signed a letter, and Russia objected. The ministers said that it was late."
    speaker = say(story, ("The ministers", "said"))
    assert speaker is not None
    assert speaker.group == ""


@pytest.mark.parametrize(
    ("setting", "name", "group"),
    [
        ("Italy’s Giorgia Meloni put forward a plan. It would bind them,", "Giorgia Meloni", "Italy"),
        ("In London,", "the prime minister", "United Kingdom"),
    ],
)
def test_the_prime_minister_of_the_paragraph_goes_before_the_one_at_home(
    say: Say, setting: str, name: str, group: str
) -> None:
    """Who acts in the paragraph, or where it is set, tells which prime minister is meant."""
    story = f"OTTAWA — Prime Minister Mark Carney spoke on Monday.\n{setting} the prime minister said that it was late."
    speaker = say(story, ("the prime minister", "said"))
    assert speaker is not None
    assert (speaker.name, speaker.group) == (name, group)


def test_a_sign_says_nothing(say: Say) -> None:
    """What shows words is no speaker."""
    story = "The lecterns are out, and the sign behind them says nothing new."
    assert say(story, ("the sign behind them", "says")) is None


def test_an_analyst_goes_on_though_others_are_talked_about(say: Say) -> None:
    """Those who only occur in an analyst's words are not the "he" who speaks."""
    story = (
        "Owen Trubshaw, a fellow at the Beacon Institute, said that Trump shouted and Zelenskyy shouted back.\n"
        "He said that a meeting of Putin and Zelenskyy might never happen. He added that nobody would mind."
    )
    first = "Owen Trubshaw, a fellow at the Beacon Institute,"
    speaker = say(story, (first, "said"), ("He", "said"), ("He", "added"))
    assert speaker is not None
    assert speaker.name == "Owen Trubshaw"


def test_a_known_surname_has_its_gender(say: Say) -> None:
    """A surname alone that everybody knows is no "she"."""
    story = "Putin may act, said Katya Semeniuk of the Waldhof Institute. Putin has written it, she warned. End."
    speaker = say(story, ("she", "warned"))
    assert speaker is not None
    assert speaker.name == "Katya Semeniuk"


def test_a_source_that_cuts_the_name_of_a_body_is_the_body(say: Say) -> None:
    """A source that is only the end of a ministry’s name means the ministry."""
    story = "A spokesperson for Global Affairs Canada said that the embassy was open."
    speaker = say(story, ("Canada", "said"))
    assert speaker is not None
    assert (speaker.name, speaker.group) == ("Global Affairs Canada", "Canada")
