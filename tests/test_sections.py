"""Sections: who speaks, in what role, about what decides where a passage belongs."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import profile as profiles
from generator.analysis import lexicon
from generator.analysis.language import TONGUES
from generator.drafting.sections import arrange, standing
from generator.drafting.sections.furniture import is_caption
from generator.drafting.sections.patterns import any_of, listed
from generator.drafting.sections.subject import found, on_topic, places_in
from generator.drafting.sections.told import is_told
from generator.model import (
    Article,
    Attribution,
    Certainty,
    Document,
    Mention,
    Passage,
    Placement,
    Sentence,
    Span,
    Speaker,
)
from generator.profile import About, Profile

PROFILE = profiles.load("canada-us-russia")
TITLE = "Trump and Putin meet for peace talks in Alaska"

CARNEY = Speaker("Mark Carney", "Prime Minister", "Canada", official=True)
TRUMP = Speaker("Donald Trump", "U.S. President", "United States", official=True)
PESKOV = Speaker("Dmitry Peskov", "Kremlin spokesperson", "Russia", official=True)
MACRON = Speaker("Emmanuel Macron", "French President", "France", official=True)
ENVOY = Speaker("Ann Roe", "a former Canadian ambassador to Russia", "Canada", former=True)
FELLOW = Speaker("Jo Lind", "a fellow at a think tank in Kyiv", "", expert=True)
CRITIC = Speaker("Max Poe", "Conservative foreign affairs critic", "Canada", party=True)
PUTIN = Speaker("Vladimir Putin", "Russian President", "Russia", official=True)
BOTH = Speaker("Donald Trump and Vladimir Putin", "the two presidents", kind="group", official=True)
FRIENDS = Speaker("Mark Carney and Emmanuel Macron", "the two leaders", kind="group", official=True)
BRIEFED = Speaker("two officials briefed on the talks", kind="group", official=True)
MILL = Speaker("Dan Wu", "the owner of a sawmill near Vanderhoof")
OTTAWA = Speaker("Government of Canada", "", "Canada", kind="organization", official=True)


def build(
    *said: tuple[str, Speaker | None] | tuple[str, Speaker | None, dict[str, Any]],
    title: str = TITLE,
    language: str = "en",
) -> Document:
    """A story of one sentence a paragraph, each with the speaker (or, with `actor`, the doer) that is given."""
    text, passages, sentences = "", [], []
    for number, (words, speaker, *more) in enumerate(said):
        options: dict[str, Any] = dict(more[0]) if more else {}
        span = Span(len(text), len(text) + len(words))
        text += words + "\n\n"
        subject = Span(span.start, span.start + len(options["subject"])) if options.get("subject") else None
        sentences.append(Sentence(span, options.get("paragraph", number), subject=subject))
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
    article = Article("story", title, text, published="2025-08-15", language=language)
    return Document(
        article,
        tuple(s.span for s in sentences),
        tuple(sentences),
        speakers=(CARNEY, TRUMP, PUTIN, MACRON),
        mentions=tuple(mentions(text)),
        passages=tuple(passages),
    )


def mentions(text: str) -> Iterator[Mention]:
    """Where a text names Trump or Putin."""
    for speaker in (TRUMP, PUTIN):
        for match in re.finditer(speaker.name.split()[-1], text):
            yield Mention(Span(*match.span()), "surname", speaker)


def place(
    words: str,
    speaker: Speaker | None = None,
    *,
    profile: Profile = PROFILE,
    title: str = TITLE,
    language: str = "en",
    **options: Any,
) -> Placement:
    """The placement of the last sentence in a story about the talks whose lead names both sides."""
    lead = (f"{title} this week.", None)
    return arrange([build(lead, (words, speaker, options), title=title, language=language)], profile)[0][-1]


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


@pytest.mark.parametrize(
    ("words", "speaker", "section"),
    [
        ("The two agreed to return their ambassadors.", BOTH, "agenda"),
        ("The two called for calm in Kyiv.", FRIENDS, "canada"),
        ("Putin had told Trump that he would not stop, they said.", BRIEFED, "agenda"),
        ("The weather kept them from flying, they said.", BRIEFED, "context"),
    ],
)
def test_joint_and_unnamed_speakers(words: str, speaker: Speaker, section: str) -> None:
    """Those who speak together belong where their sides do; unnamed officials where they tell of both sides."""
    assert place(words, speaker).section == section


def test_statement_beyond_the_topic_must_be_about_the_subject() -> None:
    """In a story about the talks, what a side says of a third country is not on their agenda for that alone."""
    assert place("It will pay for its own defence, Trump said.", TRUMP).section == "agenda"
    assert place("Japan will pay for its own defence, Trump said.", TRUMP).section == "context"
    assert place("Japan will send Putin an invitation to talks, Trump said.", TRUMP).section == "agenda"


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


@pytest.mark.parametrize(
    ("words", "subject", "section"),
    [
        ("Canadian soldiers have trained Ukrainians for ten years.", "Canadian soldiers", "canada"),
        ("Ottawa’s own aid comes to C$20 billion.", "Ottawa’s own aid", "canada"),
        ("Canadian wheat exports rose in July.", "Canadian wheat exports", None),
        ("Canadian steel producers asked the ministry for help.", "Canadian steel producers", None),
        ("Help for soldiers from Canada arrived.", "Help for soldiers from Canada", None),
        ("Le Canada n’ira pas en Alaska.", "", "canada"),
    ],
)
def test_subject_of_the_sentence_may_be_the_states(words: str, subject: str, section: str | None) -> None:
    """What a state is, has or does counts as its own; what merely comes from the country does not."""
    assert place(words, subject=subject).section == section


def test_unknown_mouth_stays_unplaced() -> None:
    """Somebody's own words are not printed where it is unclear whose they are."""
    placed = place("“It is a mistake,” he said.", unresolved="“he” may be Trump or Putin", kind="direct")
    assert placed.section is None
    assert "Trump or Putin" in placed.reason


@pytest.mark.parametrize("words", ["Putin and Trump meet in Alaska", "Carney was to meet Prime Minister Don"])
def test_headings_and_torsos_stay_out(words: str) -> None:
    """What does not end as a sentence does is a heading, a caption or cut off."""
    assert place(words, actor=CARNEY).section is None


@pytest.mark.parametrize(
    "words",
    [
        "Will Canada be in the room?",
        "Q: Carney says that Canada is ready for talks. Is it?",
        "Sign up for our letter about the peace talks.",
        "This story has been updated to say when the summit begins.",
        "This is a developing story. It will be updated as more on the summit becomes known.",
        "Ann Marie Roe is a senior reporter who covers the peace talks for the Wire.",
        "The views expressed here on the summit are the author’s own.",
        "Note: The summit’s programme is available in Russian.",
        "Carney welcomes Putin to the summit. Ann Roe/Wire Pool",
        "Carney and Putin at the summit in Geneva on Friday. (Ann Roe/The Wire)",
    ],
)
def test_page_furniture_stays_out(words: str) -> None:
    """Questions, words to the reader and captions have no section, whoever they name."""
    assert place(words, actor=CARNEY).section is None


def test_signed_paragraph_is_a_caption_only_if_short() -> None:
    """Names where a sentence should end make a caption; a cut-off sentence or a long paragraph does not."""
    assert is_caption("A mural in Kyiv. Photograph by Ann Roe")
    assert not is_caption("Carney spoke in Kyiv. He will return when the war is over and the")
    assert not is_caption("Carney spoke in Kyiv. " * 20 + "Ann Roe/The Wire")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("“The summit will bring no peace and no deal.”", "en"),
        ("The summit, in his view, will bring no peace.", "en"),
        ("Selon un ministre, le sommet n’apportera pas la paix.", "fr"),
    ],
)
def test_words_of_nobody_are_not_the_reporters(words: str, language: str) -> None:
    """Words that are somebody's, without anybody found for them, are not taken for the report."""
    assert is_told(words, paragraph=words)
    assert place(words, language=language).section is None


def test_french_report_is_placed() -> None:
    """The report's own words in French go by their subject."""
    placed = place("La rencontre se tiendra à Anchorage et doit porter sur un cessez-le-feu.", language="fr")
    assert placed.section == "agenda"


def test_looking_back_weighs_less() -> None:
    """What the report tells of an earlier year speaks less for the agenda than the same told of today."""
    now = place("The delegations met for talks at the villa.")
    then = place("The delegations met for talks at the villa in 2021.")
    assert now.section == "agenda"
    assert then.confidence < now.confidence


def test_acts_only_keeps_other_statements_out() -> None:
    """In the general profile a decision is on the agenda; what the same speaker thinks of it is a position."""
    generic = profiles.load("generic")
    assert place("The summit was a success, Carney said.", CARNEY, profile=generic).section == "positions"
    assert place("They plan to meet again.", CARNEY, act="plan", profile=generic).section == "agenda"


def test_trade_profile_hears_business() -> None:
    """Another profile gives business a section; the default one does not."""
    trade = profiles.load("canada-us-trade")
    title = "U.S. tariffs on Canadian lumber rise"
    assert place("We have wood for nine days, Wu said.", MILL, profile=trade, title=title).section == "reactions"
    assert place("We have wood for nine days, Wu said.", MILL).section == "context"


def test_names_are_found_as_written() -> None:
    """A name is not a word that looks like it: "us" is not the US, "turkey" not the country."""
    assert places_in("They told us about turkey.") == frozenset()
    assert places_in("The US told TURKEY’s minister.") == {"United States", "Turkey"}


def test_story_off_topic_stays_out() -> None:
    """A story about something else has no place, even with a fitting speaker."""
    assert place("The bus lanes will open in May, Carney said.", CARNEY, title="City opens bus lanes").section is None


def test_second_section_is_named() -> None:
    """A passage that fits two sections goes to the stronger and names the other."""
    placed = place("Trump told me so before the talks, Roe said.", replace(ENVOY, group="United States"))
    assert placed.section == "analysts"
    both = place("Carney and Trump want a ceasefire, they said.", replace(FRIENDS, name="Mark Carney and Donald Trump"))
    assert {both.section, both.other} == {"canada", "agenda"}
    assert "It would also fit in “" in both.reason


def test_threshold_abstains() -> None:
    """With a threshold of 1 nothing is placed."""
    strict = PROFILE.model_copy(update={"threshold": 1.0})
    assert place("Carney said no.", CARNEY, profile=strict).section is None


@given(
    said=st.lists(
        st.tuples(
            st.text(alphabet="abC “”\"'?!.:;()\n/A", min_size=1, max_size=60).filter(str.strip),
            st.sampled_from([None, CARNEY, TRUMP, PESKOV, MACRON, ENVOY, FELLOW, CRITIC, BOTH, BRIEFED]),
        ),
        max_size=8,
    )
)
def test_every_passage_gets_one_placement(said: list[tuple[str, Speaker | None]]) -> None:
    """Whatever the text, each passage has a known section or none, a confidence, and a reason that is a sentence."""
    document = build((f"{TITLE} today.", None), *said)
    (placements,) = arrange([document], PROFILE)
    assert len(placements) == len(document.passages)
    for placed in placements:
        assert placed.section in {None, *(section.id for section in PROFILE.sections)}
        assert 0 <= placed.confidence <= 1
        assert (placed.section is None) or placed.confidence >= PROFILE.threshold
        assert placed.reason.endswith(".")
        assert placed.reason[0].isupper()
    assert arrange([document], PROFILE) == (placements,)


def test_hostile_text_takes_no_time() -> None:
    """Very long words, and thousands of brackets, quotes and frames, do not make the patterns run away."""
    hostile = (
        "a" * 100_000,
        "(/" * 50_000,
        "“" * 50_000,
        "this article by " * 5_000,
        "in Canada’s " * 5_000,
        ". " * 50_000,
    )
    document = build((f"{TITLE} today.", None), *((text + ".", None) for text in hostile))
    start = time.process_time()
    arrange([document], PROFILE)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("terms", "entities", "title", "expected"),
    [
        (("dairy",), (), "Dairy farmers wait", True),
        ((), ("Wellington",), "Wellington waits", True),
        (("dairy",), ("Wellington",), "Dairy farmers wait", False),
        (("dairy",), ("Wellington",), "Dairy farmers in Wellington wait", True),
        ((), (), "Somebody waits", True),
    ],
)
def test_topic_asks_for_what_the_profile_gives(
    terms: tuple[str, ...], entities: tuple[str, ...], title: str, expected: bool
) -> None:
    """A term and a name make a story fit, or one of them where the profile gives no others."""
    profile = PROFILE.model_copy(update={"topic": About(terms=terms, entities=entities)})
    assert on_topic(build((f"{title}.", None), ("They sit.", None), title=title), profile) is expected


def test_mention_in_passing_is_not_the_topic() -> None:
    """A story that names the topic once, at its head, and then never again is about something else."""
    passing = ("Putin wants peace talks, the mayor joked.", None), *[(f"Bus {n} is late.", None) for n in range(12)]
    assert not on_topic(build(*passing, title="City council meets"), PROFILE)


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
        (Speaker("Chambers of commerce on both sides", kind="organization"), "business"),
        (Speaker("Russian state television", group="Russia", kind="organization"), "other"),
        (Speaker("Ann Roe", "president of a parts maker", official=True), "business"),
        (Speaker("Ann Roe", "a constitutional lawyer at the University of the Darling"), "analyst"),
        (Speaker("Nearly 200 countries", kind="group"), "body"),
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


@pytest.mark.parametrize(("name", "part", "key"), [("sections", "subject", "backward"), ("questions", "day", "words")])
def test_patterns_are_those_of_all_languages(name: str, part: str, key: str) -> None:
    """Stories are read with the words of every language, each of which has a list of its own."""
    lists = [lexicon.of(code).table(name)[part][key] for code in TONGUES]
    assert all(lists)
    assert set(listed(name, part, key)) == {pattern for words in lists for pattern in words}
    assert re.fullmatch(any_of(name, part, key), lists[-1][0])


def test_a_list_that_no_language_has_matches_nothing() -> None:
    """A part that is missing from a language's table is empty."""
    assert listed("sections", "subject", "no such list") == ()
    assert re.search(any_of("sections", "no such part", "words"), "any text") is None
