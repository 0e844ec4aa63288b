"""Sections: who speaks, in what role, about what decides where a passage belongs."""

from __future__ import annotations

from typing import Any

import pytest

from generator import profile as profiles
from generator.model import Article, Attribution, Certainty, Document, Passage, Placement, Sentence, Span, Speaker
from generator.sections import arrange, standing
from generator.sections.subject import found

PROFILE = profiles.load("canada-us-russia")
TITLE = "Trump and Putin meet for peace talks in Alaska"

CARNEY = Speaker("Mark Carney", "Prime Minister", "Canada", official=True)
TRUMP = Speaker("Donald Trump", "U.S. President", "United States", official=True)
PESKOV = Speaker("Dmitry Peskov", "Kremlin spokesperson", "Russia", official=True)
MACRON = Speaker("Emmanuel Macron", "French President", "France", official=True)
ENVOY = Speaker("Ann Roe", "a former Canadian ambassador to Russia", "Canada", former=True)
FELLOW = Speaker("Jo Lind", "a fellow at a think tank in Kyiv", "", expert=True)
CRITIC = Speaker("Max Poe", "Conservative foreign affairs critic", "Canada", party=True)
OTTAWA = Speaker("Government of Canada", "", "Canada", kind="organization", official=True)


def build(
    *said: tuple[str, Speaker | None] | tuple[str, Speaker | None, dict[str, Any]], title: str = TITLE
) -> Document:
    """A story of one sentence a paragraph, each with the speaker (or, with `actor`, the doer) that is given."""
    text, passages, sentences = "", [], []
    for number, (words, speaker, *more) in enumerate(said):
        options: dict[str, Any] = dict(more[0]) if more else {}
        span = Span(len(text), len(text) + len(words))
        text += words + "\n\n"
        sentences.append(Sentence(span, options.get("paragraph", number)))
        certainty = Certainty(act=options.get("act", "say"))
        unresolved = options.get("unresolved", "")
        told = Attribution((), (span,), (span,), options.get("kind", "indirect"), certainty, speaker, unresolved)
        passages.append(
            Passage(
                span=span,
                sentences=(number,),
                attributions=(told,) if speaker or unresolved else (),
                speaker=speaker,
                actor=options.get("actor"),
            )
        )
    article = Article("story", title, text)
    return Document(article, tuple(s.span for s in sentences), tuple(sentences), passages=tuple(passages))


def place(words: str, speaker: Speaker | None = None, **options: Any) -> Placement:
    """The placement of one sentence in a story about the talks."""
    return arrange([build((words, speaker, options))], PROFILE)[0][0]


@pytest.mark.parametrize(
    ("words", "speaker", "section"),
    [
        ("Borders must not be changed by force, Carney said.", CARNEY, "canada"),
        ("Ottawa said that it will send more aid.", OTTAWA, "canada"),
        ("Trump warned of severe consequences if there is no ceasefire.", TRUMP, "agenda"),
        ("No documents are planned to be signed, Peskov said.", PESKOV, "agenda"),
        ("Trump said that Canada should pay more for its defence.", TRUMP, "context"),
        ("A deal without Europe cannot hold, Macron said.", MACRON, "context"),
        ("Canada has more influence than it thinks, Roe said.", ENVOY, "analysts"),
        ("“Putin told us that he wants peace talks,” Lind said.", FELLOW, "analysts"),
        ("The government is late, Poe said.", CRITIC, "context"),
    ],
)
def test_the_speaker_decides(words: str, speaker: Speaker, section: str) -> None:
    """A statement goes where its speaker belongs, whatever it is about."""
    assert place(words, speaker).section == section


def test_reason_names_speaker_role_and_group() -> None:
    """The reason is one plain sentence about the one who speaks."""
    assert place("Carney said no.", CARNEY).reason == "Mark Carney, Prime Minister, speaks for Canada."


def test_reporters_words_go_by_the_doer() -> None:
    """What the prime minister does is Canada's position even where nobody speaks."""
    assert place("Carney spoke with European leaders this week.", actor=CARNEY).section == "canada"


def test_reporters_words_about_the_talks_are_agenda() -> None:
    """The reporter's own words about the section's subject belong to it."""
    placed = place("The meeting will start with a one-on-one session, followed by talks of the delegations.")
    assert placed.section == "agenda"
    assert "report" in placed.reason


def test_unknown_mouth_stays_unplaced() -> None:
    """Somebody's own words are not printed where it is unclear whose they are."""
    placed = place("“It is a mistake,” he said.", unresolved="“he” may be Trump or Putin", kind="direct")
    assert placed.section is None
    assert "Trump or Putin" in placed.reason


@pytest.mark.parametrize("words", ["Putin and Trump meet in Alaska", "Carney was to meet Prime Minister Don"])
def test_headings_and_torsos_stay_out(words: str) -> None:
    """What does not end as a sentence does is a heading, a caption or cut off."""
    assert place(words, actor=CARNEY).section is None


def test_story_off_topic_stays_out() -> None:
    """A story about something else has no place, even with a fitting speaker."""
    document = build(("The bus lanes will open in May, Carney said.", CARNEY), title="City opens bus lanes")
    assert arrange([document], PROFILE)[0][0].section is None


def test_second_section_is_named() -> None:
    """A passage that fits two sections goes to the stronger and names the other."""
    placed = place("Carney attended the talks with both delegations about a ceasefire.", actor=CARNEY)
    assert placed.section == "canada"
    assert placed.other == "agenda"


def test_threshold_abstains() -> None:
    """With a threshold of 1 nothing is placed."""
    strict = PROFILE.model_copy(update={"threshold": 1.0})
    assert arrange([build(("Carney said no.", CARNEY))], strict)[0][0].section is None


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        (CARNEY, "government"),
        (ENVOY, "analyst"),
        (FELLOW, "analyst"),
        (CRITIC, "party"),
        (Speaker("Dan Wu", "chief executive of a steel maker"), "business"),
        (Speaker("Ola Berg", "a resident of Nome"), "civil"),
        (Speaker("a person close to the talks", kind="unnamed"), "unnamed"),
        (Speaker("Chamber of Commerce", kind="organization"), "business"),
        (Speaker("Sam Hill"), "other"),
    ],
)
def test_standing(speaker: Speaker, expected: str) -> None:
    """In what capacity somebody speaks follows from role, kind and the time of the office."""
    assert standing(speaker) == expected


def test_terms_match_inflections_only() -> None:
    """A term matches its regular inflections, not longer words that begin alike."""
    assert found("They negotiated; negotiators met.", ["negotiate", "negotiator"]) == ("negotiated", "negotiators")
    assert found("a meetinghouse", ["meeting"]) == ()
