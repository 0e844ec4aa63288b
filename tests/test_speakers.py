"""Speakers end to end: people, bodies, pronouns and descriptions in parsed stories."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from generator.analysis import speakers
from generator.analysis.language import Paragraph, Parse, parse
from generator.analysis.speakers import Resolution, resolve
from generator.model import Attribution, Span, Speaker

if TYPE_CHECKING:
    from spacy.language import Language

Read = Callable[..., Resolution]


def attribution_of(text: str, source: str, after: str, kind: str = "indirect") -> Attribution:
    """The attribution whose source `source` is followed by the words `after`."""
    start = text.index(f"{source} {after}")
    cue = Span(start + len(source) + 1, start + len(source) + 1 + len(after))
    content = Span(cue.end, min(len(text), cue.end + 5))
    return Attribution((Span(start, start + len(source)),), (cue,), (content,), kind)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def read(pipeline: Language) -> Read:
    """`read(story, ("He", "said"), …)`: the story resolved, with an attribution for each pair of source and cue."""
    assert pipeline.has_pipe("parser")

    def run(story: str, *sources: tuple[str, str], day: dt.date | None = None) -> Resolution:
        (parsed,) = parse([story])
        return resolve(parsed, tuple(attribution_of(story, *pair) for pair in sources), day=day)

    return run


def speaker_of(resolution: Resolution, index: int = -1) -> Speaker:
    """The speaker of one of the attributions, by default the last."""
    speaker = resolution.attributions[index].speaker
    assert speaker is not None, resolution.attributions[index].unresolved
    return speaker


def test_a_surname_finds_the_full_name_and_the_role(read: Read) -> None:
    """A later surname is the person with the role and the country of the first mention."""
    story = "Russian President Vladimir Putin arrived on Friday.\nPutin said that the talks would be short."
    speaker = speaker_of(read(story, ("Putin", "said")))
    assert (speaker.name, speaker.role, speaker.group) == ("Vladimir Putin", "Russian President", "Russia")
    assert speaker.official


def test_he_is_the_subject_of_the_sentence_before(read: Read) -> None:
    """A subject pronoun goes on with the subject."""
    story = (
        "Prime Minister Mark Carney spoke with Volodymyr Zelenskyy on Monday. He said that borders are not for sale."
    )
    assert speaker_of(read(story, ("He", "said"))).name == "Mark Carney"


def test_gender_decides_between_two(read: Read) -> None:
    """A woman is no "he"."""
    story = "Anita Anand met Dmitry Peskov in Geneva on Tuesday. He said that the talks were difficult."
    assert speaker_of(read(story, ("He", "said"))).name == "Dmitry Peskov"


def test_he_added_goes_on_with_the_last_speaker(read: Read) -> None:
    """Who spoke last goes on speaking."""
    story = (
        "Eitan Wells, a fellow at the Harbour Institute, said that the ceasefire would not hold.\n"
        "“Nobody believes in it,” Wells said. “Nobody should.”\n"
        "He added that winter would decide."
    )
    resolution = read(story, ("Wells", "said"), ("He", "added"))
    assert speaker_of(resolution).name == "Eitan Wells"
    assert speaker_of(resolution).expert


def test_a_pronoun_that_fits_two_people_stays_open(read: Read) -> None:
    """Nobody is guessed, and the reason names both."""
    story = "Peter Hall and John West met the press on Friday. He said that it was simple."
    resolution = read(story, ("He", "said"))
    assert resolution.attributions[0].speaker is None
    why = resolution.attributions[0].unresolved
    assert why in {"“He” may be Peter Hall or John West", "“He” may be John West or Peter Hall"}


def test_without_a_source_nobody_speaks(read: Read) -> None:
    """An attribution without a source says so."""
    story = "It was said that the talks would fail."
    (parsed,) = parse([story])
    (found,) = resolve(parsed, (Attribution((), (Span(3, 11),), (Span(17, 37),), "indirect"),)).attributions
    assert (found.speaker, found.unresolved) == (None, "no source is named")


@pytest.mark.parametrize(
    ("source", "name", "group"),
    [
        ("Ottawa", "Government of Canada", "Canada"),
        ("Canada’s government", "Government of Canada", "Canada"),
        ("The Kremlin", "Kremlin", "Russia"),
        ("Downing Street", "Downing Street", "United Kingdom"),
        ("The European Commission", "European Commission", "European Union"),
        ("The United States", "Government of the United States", "United States"),
        ("The Russian Foreign Ministry", "Russian Foreign Ministry", "Russia"),
    ],
)
def test_seats_and_governments_speak_for_their_countries(read: Read, source: str, name: str, group: str) -> None:
    """A capital or a country is its government; a seat keeps its own name."""
    speaker = speaker_of(read(f"{source} said on Friday that the talks would go on.", (source, "said")))
    assert (speaker.name, speaker.group, speaker.kind, speaker.official) == (name, group, "organization", True)


def test_the_federal_government_is_the_one_at_home(read: Read) -> None:
    """A dateline tells whose government it is."""
    story = "OTTAWA — The federal government said on Friday that it would send more aid."
    assert speaker_of(read(story, ("The federal government", "said"))).name == "Government of Canada"


def test_an_administration_speaks_for_the_country_of_its_head(read: Read) -> None:
    """The country comes from the person after whom it is called."""
    story = "U.S. President Donald Trump left on Friday. The Trump administration said that the plan stood."
    speaker = speaker_of(read(story, ("The Trump administration", "said")))
    assert (speaker.name, speaker.group) == ("Trump administration", "United States")


@pytest.mark.parametrize(
    ("source", "group", "expert", "official"),
    [
        ("Canadian officials", "Canada", False, True),
        ("Analysts", "", True, False),
        ("European leaders", "", False, True),
        ("Many Russian analysts", "Russia", True, False),
    ],
)
def test_groups_keep_their_words(read: Read, source: str, group: str, *, expert: bool, official: bool) -> None:
    """A group is named by the words of the text; its country is the one that the words name."""
    speaker = speaker_of(read(f"{source} said on Friday that the plan was weak.", (source, "said")))
    assert speaker.name.lower() == source.lower()
    assert (speaker.kind, speaker.group) == ("group", group)
    assert (speaker.expert, speaker.official) == (expert, official)


@pytest.mark.parametrize("source", ["Many Western governments", "Foreign governments", "Countries in the coalition"])
def test_others_do_not_speak_for_the_country_at_home(read: Read, source: str) -> None:
    """A dateline gives no country to groups from several countries."""
    story = f"OTTAWA — Prime Minister Mark Carney flew home. {source} said on Friday that the plan was weak."
    assert speaker_of(read(story, (source, "said"))).group == ""


def test_a_premier_in_canada_does_not_speak_for_canada(read: Read) -> None:
    """Without a country a premier is not taken for the head of the government at home."""
    story = "OTTAWA — Premier Joan Tremblay said on Friday that the province was ready."
    assert speaker_of(read(story, ("Premier Joan Tremblay", "said"))).group == ""


def test_the_opposition_speaks_for_a_party(read: Read) -> None:
    """A leader of a party is of the country, but not of its government."""
    story = "OTTAWA — Canada’s Conservative leader, Paul Roy, said on Friday that the plan had failed."
    speaker = speaker_of(read(story, ("Canada’s Conservative leader, Paul Roy,", "said")))
    assert (speaker.name, speaker.group) == ("Paul Roy", "Canada")
    assert (speaker.party, speaker.official) == (True, False)


def test_an_apposition_as_source_is_the_person_beside_it(read: Read) -> None:
    """Where only the role was taken for the source, its bearer speaks."""
    story = "“No,” Ann Reid, a former Canadian ambassador to Kyiv, said on Friday."
    assert speaker_of(read(story, ("a former Canadian ambassador to Kyiv,", "said"))).name == "Ann Reid"


def test_a_thing_is_no_he(read: Read) -> None:
    """A report may speak, but is nobody's "he"."""
    story = "Paul Roy read the report. The report said that money was short. He said that he was sorry."
    resolution = read(story, ("The report", "said"), ("He", "said"))
    assert speaker_of(resolution).name == "Paul Roy"


def test_an_unnamed_official_is_found_again(read: Read) -> None:
    """In the next sentence "the official" is the one before."""
    story = "A senior Canadian official said that the plan was ready. The official said that money was there."
    resolution = read(story, ("A senior Canadian official", "said"), ("The official", "said"))
    assert speaker_of(resolution, 0) == speaker_of(resolution, 1)
    assert (speaker_of(resolution).kind, speaker_of(resolution).group) == ("unnamed", "Canada")


@pytest.mark.parametrize("description", ["The Russian leader", "The Russian president"])
def test_a_description_finds_the_person(read: Read, description: str) -> None:
    """An office and a country that only one person of the story has."""
    story = (
        "U.S. President Donald Trump met Russian President Vladimir Putin in Alaska on Friday. "
        f"{description} said that he was pleased."
    )
    assert speaker_of(read(story, (description, "said"))).name == "Vladimir Putin"


def test_the_prime_minister_without_more_is_the_one_at_home(read: Read) -> None:
    """Two prime ministers; the one without a country before the title is meant."""
    story = (
        "OTTAWA — Prime Minister Mark Carney spoke with British Prime Minister Keir Starmer on Friday. "
        "The prime minister said that Canada would help."
    )
    assert speaker_of(read(story, ("The prime minister", "said"))).name == "Mark Carney"


def test_two_who_speak_together_are_joined(read: Read) -> None:
    """A joint source has both names, and no group where they differ."""
    story = (
        "Ukrainian President Volodymyr Zelenskyy flew home. "
        "Zelenskyy and European leaders warned that the deal was dangerous."
    )
    speaker = speaker_of(read(story, ("Zelenskyy and European leaders", "warned")))
    assert (speaker.name, speaker.group, speaker.kind) == ("Volodymyr Zelenskyy and European leaders", "", "group")


def test_an_adviser_speaks_for_the_country_of_whom_he_advises(read: Read) -> None:
    """The side goes from owner to owned."""
    story = (
        "Russian President Vladimir Putin will travel on Friday. According to Yuri Ushakov, Putin’s foreign policy "
        "adviser, the talks start at noon. Ushakov said that lunch is planned."
    )
    speaker = speaker_of(read(story, ("Ushakov", "said")))
    assert (speaker.name, speaker.role) == ("Yuri Ushakov", "Putin’s foreign policy adviser")
    assert (speaker.group, speaker.official) == ("Russia", True)


def test_a_minister_without_a_country_is_of_the_dateline(read: Read) -> None:
    """A title without a country belongs to the country at home."""
    story = "OTTAWA — Defence Minister Jane Rowe said on Friday that Canada would train more soldiers."
    assert speaker_of(read(story, ("Defence Minister Jane Rowe", "said"))).group == "Canada"


def test_spellings_of_one_name_are_one_person(read: Read) -> None:
    """Zelensky is Zelenskyy."""
    story = "Ukrainian President Volodymyr Zelenskyy arrived in Berlin. Mr. Zelensky said that he was grateful."
    assert speaker_of(read(story, ("Mr. Zelensky", "said"))).name == "Volodymyr Zelenskyy"


def test_a_title_chooses_between_namesakes(read: Read) -> None:
    """Mrs. is not Mr."""
    story = "Laura Moss and Peter Moss run the farm. Mrs. Moss said that the harvest was poor."
    assert speaker_of(read(story, ("Mrs. Moss", "said"))).name == "Laura Moss"


def test_a_well_known_name_without_a_role_is_weak_evidence(read: Read) -> None:
    """The table of holders gives the country, and the office only in its years."""
    story = "Justin Trudeau said on Friday that the river was high."
    in_office = speaker_of(read(story, ("Justin Trudeau", "said"), day=dt.date(2019, 5, 1)))
    later = speaker_of(read(story, ("Justin Trudeau", "said"), day=dt.date(2026, 5, 1)))
    assert (in_office.group, in_office.official, in_office.former) == ("Canada", True, False)
    assert (later.group, later.official, later.former) == ("Canada", False, True)


def test_the_text_wins_over_the_table(read: Read) -> None:
    """A namesake with a role of his own is not the holder of office."""
    story = "Mark Carney, a retired teacher from Halifax, said on Friday that the river was high."
    speaker = speaker_of(read(story, ("Mark Carney, a retired teacher from Halifax,", "said")))
    assert (speaker.group, speaker.official) == ("", False)


def test_mentions_come_in_order_and_lie_in_the_text(read: Read) -> None:
    """Every mention is a slice; a pronoun that is resolved has the person."""
    story = "Anita Anand spoke on Friday. She said that Ottawa would help.\nAnand left at noon."
    mentions = read(story, ("She", "said")).mentions
    spans = [mention.span for mention in mentions]
    assert spans == sorted(spans)
    words = {mention.span.of(story): mention.speaker for mention in mentions}
    assert words["She"] is words["Anand"] is not None


_PIECES = [
    "“",
    "”",
    '"',
    "He said.",
    "Ann Lee",
    "Prime Minister",
    ",",
    "the U.S. president",
    "said",
    "\n",
    "and",
    "who",
]
_ODD = ["(D-", "Kremlin", "’s", "—", "она", "\u200b", "12", "They", "However"]
STORY = st.lists(st.sampled_from([*_PIECES, *_ODD]), max_size=30).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STORY, st.lists(st.tuples(st.integers(0, 200), st.integers(1, 40)), max_size=4))
def test_any_text_is_resolved_and_every_attribution_comes_back(
    pipeline: Language, story: str, places: list[tuple[int, int]]
) -> None:
    """No text breaks it; attributions keep their order and have a speaker or a reason."""
    assert pipeline.has_pipe("parser")
    (parsed,) = parse([story])
    given_ = tuple(
        Attribution((Span(start, start + length),), (), (Span(0, 1),), "indirect")
        for start, length in places
        if start + length <= len(story)
    )
    found = resolve(parsed, given_)
    assert [a.source for a in found.attributions] == [a.source for a in given_]
    assert all((a.speaker is None) == bool(a.unresolved) for a in found.attributions)
    assert all(mention.span.of(story).strip() for mention in found.mentions)
    assert resolve(parsed, given_) == found


def test_the_founding_story_has_its_speakers(pipeline: Language, shared: Path) -> None:
    """All labelled speakers of the story that the project grew from are found from their first words."""
    assert pipeline.has_pipe("parser")
    text = (shared / "data/seed/anchorage-talks.txt").read_text("utf-8")
    (parsed,) = parse([text])
    labels = [json.loads(row) for row in (shared / "data/seed/labels.jsonl").read_text("utf-8").splitlines()]
    spoken = [(label, words) for label in labels if label["speaker"] and (words := _first_words(label, text))]
    given_ = tuple(
        Attribution((words,), (), (Span(label["end"] - 1, label["end"]),), "indirect") for label, words in spoken
    )
    found = resolve(parsed, given_).attributions
    wanted = [label["speaker"].partition(";")[0].removesuffix(" (unnamed)").lower() for label, _ in spoken]
    got = [a.speaker.name.lower() if a.speaker else a.unresolved for a in found]
    assert len(wanted) == 23
    assert [(w, g) for w, g in zip(wanted, got, strict=True) if w not in g] == []


def _first_words(label: dict[str, object], text: str) -> Span | None:
    """The source that a labelled unit opens with: up to its verb, by the words of the label."""
    start, name = int(str(label["start"])), str(label["speaker"]).partition(";")[0]
    sentence = text[start : int(str(label["end"]))]
    for words in ("He ", "She ", "Analysts ", "Kyiv ", "The Kremlin ", "Canada’s government", name, name.split()[-1]):
        at = sentence.find(words)
        if at >= 0:
            return Span(start + at, start + at + len(words.strip()))
    return None


@pytest.mark.parametrize(("word", "pos"), [("he", "PRON"), ("Ann", "PROPN"), ("president", "NOUN"), ("“", "PUNCT")])
def test_a_sentence_without_end_is_read(pipeline: Language, word: str, pos: str) -> None:
    """Five thousand times the same word in one sentence: neither a crash nor a hang."""
    doc = Doc(pipeline.vocab, words=[word] * 5000, pos=[pos] * 5000)
    parsed = Parse(doc.text, (Paragraph(Span(0, len(doc.text)), doc),))
    assert resolve(parsed, ()).attributions == ()


@pytest.mark.parametrize(("language", "other"), [("english", "french"), ("french", "english")])
def test_the_rules_of_one_language_use_none_of_another(language: str, other: str) -> None:
    """Claim: what languages share is in the modules above them, so that either can change, or be left out, alone."""
    modules = sorted((Path(speakers.__file__).parent / language).glob("*.py"))
    assert modules
    wrong = [path.name for path in modules if f"speakers.{other}" in path.read_text(encoding="utf-8")]
    assert wrong == []
