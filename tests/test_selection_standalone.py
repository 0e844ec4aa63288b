"""Passages that stand alone: names for pronouns, dates for "today", nothing that points to a sentence not printed."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rankers import story

from generator.analysis.article import analyse
from generator.documents.display import apply, pieces
from generator.drafting.selection import StandAlone, introduced, is_vague, stand_alone
from generator.drafting.selection.english import FACTS
from generator.drafting.selection.english.dates import dated
from generator.drafting.selection.english.leading import connective
from generator.drafting.selection.facts import facts
from generator.drafting.selection.relative import canadian
from generator.model import Article, Attribution, Certainty, Document, Mention, MentionForm, Passage, Span, Speaker

DAY = dt.date(2025, 8, 15)  # a Friday
RUIZ = Speaker("Ana Ruiz", "Fisheries Minister")
OKAFOR = Speaker("Ben Okafor", "a fellow at an institute in Accra")
BOARD = Speaker("harbour board", kind="organization")
Named = tuple[str, MentionForm, Speaker | None]


def told(text: str, *named: Named) -> Document:
    """A document whose mentions are given by their words, in the order of the text."""
    mentions, at = [], 0
    for words, form, speaker in named:
        at = text.index(words, at)
        mentions.append(Mention(Span(at, at + len(words)), form, speaker))
        at += len(words)
    return replace(story(text, published=DAY.isoformat()), mentions=tuple(mentions))


def last(document: Document, *, known: Sequence[str] = (), follows: bool = False) -> StandAlone:
    """How the last passage of a document stands."""
    return stand_alone(document.passages[-1], document, day=document.article.day, known=known, follows=follows)


def test_an_opening_pronoun_gets_title_and_name() -> None:
    """A subject pronoun is replaced by the full form, in brackets, with a reason."""
    document = told(
        "Fisheries Minister Ana Ruiz met the crews.\nShe emphasized that the fleet will sail.",
        ("Ana Ruiz", "name", RUIZ),
        ("She", "pronoun", RUIZ),
    )
    standing = last(document)
    assert standing.display == "[Fisheries Minister Ana Ruiz] emphasized that the fleet will sail."
    (insert,) = standing.inserts
    assert (insert.at, insert.length, insert.text) == (0, 3, "[Fisheries Minister Ana Ruiz]")
    assert "Ana Ruiz" in insert.why


def test_a_known_person_gets_the_surname_only() -> None:
    """Who was introduced before is named by surname where a pronoun stood, and left alone where the surname did."""
    document = told(
        "Ana Ruiz met the crews.\nShe said the fleet will sail.", ("Ana Ruiz", "name", RUIZ), ("She", "pronoun", RUIZ)
    )
    assert last(document, known=["Ana Ruiz"]).display == "[Ruiz] said the fleet will sail."
    document = told(
        "Ana Ruiz met the crews.\nRuiz said the fleet will sail.", ("Ana Ruiz", "name", RUIZ), ("Ruiz", "surname", RUIZ)
    )
    assert last(document, known=["Ana Ruiz"]).inserts == ()


def test_a_possessive_keeps_its_form() -> None:
    """A "her" before a noun becomes a name with ’s; after a verb it does not."""
    before: Named = ("Ana Ruiz", "name", RUIZ)
    owns = told("Ana Ruiz met the crews.\nHer ministry will pay for the patrols.", before, ("Her", "pronoun", RUIZ))
    assert last(owns).display == "[Fisheries Minister Ana Ruiz’s] ministry will pay for the patrols."
    meets = told("Ana Ruiz met the crews.\nA crowd greeted her at the harbour gate.", before, ("her", "pronoun", RUIZ))
    assert last(meets).display == "A crowd greeted [Fisheries Minister Ana Ruiz] at the harbour gate."


def test_a_bare_surname_gets_full_name_and_role_once() -> None:
    """At first mention a surname is completed; the second one in the passage stays."""
    document = told(
        "Ben Okafor, a fellow at an institute in Accra, spoke.\n"
        "Okafor expects a deal, and Okafor has been right before.",
        ("Ben Okafor", "name", OKAFOR),
        ("Okafor", "surname", OKAFOR),
        ("Okafor", "surname", OKAFOR),
    )
    expected = "[Ben Okafor, a fellow at an institute in Accra,] expects a deal, and Okafor has been right before."
    assert last(document).display == expected


def test_a_role_that_stands_there_is_not_repeated() -> None:
    """A name with its title or apposition needs nothing; a title with a surname needs the first name only."""
    full = told("Fisheries Minister Ana Ruiz met the crews of both vessels.", ("Ana Ruiz", "name", RUIZ))
    assert last(full).inserts == ()
    beside = told("Ben Okafor, a fellow at an institute in Accra, expects a deal.", ("Ben Okafor", "name", OKAFOR))
    assert last(beside).inserts == ()
    short = told(
        "Ana Ruiz met crews.\nFisheries Minister Ruiz met the crews of both vessels.",
        ("Ana Ruiz", "name", RUIZ),
        ("Ruiz", "title", RUIZ),
    )
    assert last(short).display == "Fisheries Minister [Ana Ruiz] met the crews of both vessels."


def test_a_courtesy_title_gives_way_to_the_role() -> None:
    """A "Mr" with a surname is replaced as one, since the role says more."""
    document = told(
        "Ben Okafor, a fellow at an institute in Accra, spoke.\nMr Okafor, who left in 2021, expects a deal.",
        ("Ben Okafor", "name", OKAFOR),
        ("Okafor", "title", OKAFOR),
    )
    assert (
        last(document).display == "[Ben Okafor, a fellow at an institute in Accra], who left in 2021, expects a deal."
    )


def test_an_affiliation_follows_the_name() -> None:
    """A body for a role is joined with "of", and not repeated where the passage names it."""
    speaker = Speaker("Irene Castel", "the Strand Forum in Toronto")
    named: Named = ("Irene Castel", "name", speaker)
    alone = told("Irene Castel spoke.\nCastel expects a deal in March.", named, ("Castel", "surname", speaker))
    assert last(alone).display == "[Irene Castel of the Strand Forum in Toronto] expects a deal in March."
    beside = told(
        "Irene Castel spoke.\nNo deal is near, said Castel of the Strand Forum.", named, ("Castel", "surname", speaker)
    )
    assert last(beside).display == "No deal is near, said [Irene Castel] of the Strand Forum."


def test_they_who_say_something_are_named() -> None:
    """A plural pronoun is explained where it speaks, and left alone where it does not."""
    crews = Speaker("the crews of both vessels", kind="group")
    line = "Should the storm come, they say, nobody will sail."
    document = told(
        f"The crews of both vessels came home.\n{line}", ("crews", "group", crews), ("they", "pronoun", crews)
    )
    passage = document.passages[-1]
    assert stand_alone(passage, document, day=DAY).display == line
    source = document.mentions[-1].span
    says = replace(passage, attributions=(Attribution((source,), (), (), "indirect", Certainty(), crews),))
    shown = stand_alone(says, document, day=DAY).display
    assert shown == "Should the storm come, [the crews of both vessels] say, nobody will sail."


def test_whoever_says_something_is_named_whoever_else_is_about() -> None:
    """A pronoun that is the source of a statement gets its name, although somebody else is named before it."""
    line = "The crews admire Ben Okafor, she said on the pier."
    document = told(
        f"Ana Ruiz met the crews.\n{line}",
        ("Ana Ruiz", "name", RUIZ),
        ("Ben Okafor", "name", OKAFOR),
        ("she", "pronoun", RUIZ),
    )
    assert last(document).refusal
    says = Attribution((document.mentions[-1].span,), (), (), "indirect", Certainty(), RUIZ)
    passage = replace(document.passages[-1], attributions=(says,))
    shown = stand_alone(passage, document, day=DAY, known=["Ben Okafor"]).display
    assert shown == "The crews admire Ben Okafor, [Fisheries Minister Ana Ruiz] said on the pier."


def test_a_description_is_followed_by_the_name() -> None:
    """A description ("the minister") is explained, not replaced."""
    document = told(
        "Ana Ruiz met crews.\nOn the pier the minister greeted both crews.",
        ("Ana Ruiz", "name", RUIZ),
        ("the minister", "title", RUIZ),
    )
    assert last(document).display == "On the pier the minister [Ana Ruiz] greeted both crews."


def test_a_pronoun_whose_name_follows_in_the_sentence_is_left_alone() -> None:
    """A sentence like "In her speech, Ruiz said" needs no name for "her"."""
    document = told(
        "Ana Ruiz met crews.\nIn her speech, Ruiz thanked both of the crews.",
        ("Ana Ruiz", "name", RUIZ),
        ("her", "pronoun", RUIZ),
        ("Ruiz", "surname", RUIZ),
    )
    assert last(document).display == "In her speech, [Fisheries Minister Ana Ruiz] thanked both of the crews."


def test_a_body_gets_its_article() -> None:
    """A pronoun for a body is replaced by its name as the article gives it, with a capital at the head."""
    document = told(
        "The harbour board met.\nThey approved the plan by five votes to two.",
        ("harbour board", "group", BOARD),
        ("They", "pronoun", BOARD),
    )
    assert last(document).display == "[The harbour board] approved the plan by five votes to two."


@pytest.mark.parametrize(
    "line",
    [
        "He said the fleet will sail in March.",
        "This was expected by both of the crews.",
        "“It will be costly for all of us,” the mayor said.",
        "The two agreed to meet again in March.",
        "A crowd greeted him at the harbour gate.",
        "Later the crews were greeted by a crowd.",
    ],
)
def test_what_cannot_be_explained_is_refused_but_may_follow(line: str) -> None:
    """An open reference refuses the passage; it may still be printed after the one before it."""
    document = told(f"The crews came home on Monday.\n{line}")
    refused = last(document)
    assert refused.refusal.endswith(".")
    assert refused.needs_before
    assert not last(document, follows=True).refusal


def test_an_unresolved_pronoun_with_two_people_around_is_refused() -> None:
    """Where the reader would take somebody else for the one meant, the passage is not used."""
    document = told(
        "Ana Ruiz met the crews.\nBen Okafor praised her for the harbour plan.",
        ("Ana Ruiz", "name", RUIZ),
        ("Ben Okafor", "name", OKAFOR),
        ("her", "pronoun", RUIZ),
    )
    assert "“her”" in last(document).refusal


@pytest.mark.parametrize(
    ("line", "display"),
    [
        ("However, the talks went on until dawn.", "[…] the talks went on until dawn."),
        ("But the talks went on until dawn.", "[…] the talks went on until dawn."),
        ("In response, the board met again at dawn.", "[…] the board met again at dawn."),
        ("“But we will sail in March,” the captain said.", "“[…] we will sail in March,” the captain said."),
        ("In response to the storm, the board met at dawn.", "In response to the storm, the board met at dawn."),
        ("It is unclear whether the fleet will sail.", "It is unclear whether the fleet will sail."),
        ("This week the board will meet at dawn.", "This week the board will meet at dawn."),
        ("Both Ghana and Togo will join the patrols.", "Both Ghana and Togo will join the patrols."),
    ],
)
def test_connectives_are_cut_and_harmless_openings_stay(line: str, display: str) -> None:
    """A connective gives way to […]; what only looks like a reference is left alone."""
    standing = last(told(f"The crews came home on Monday.\n{line}"))
    assert (standing.display, standing.refusal) == (display, "")


def test_a_connective_and_a_pronoun_after_it_are_both_dealt_with() -> None:
    """What follows a cut is looked at in its turn."""
    document = told(
        "Ana Ruiz met crews.\nHowever, she left before the vote was taken.",
        ("Ana Ruiz", "name", RUIZ),
        ("she", "pronoun", RUIZ),
    )
    assert last(document).display == "[…] [Fisheries Minister Ana Ruiz] left before the vote was taken."
    assert last(told("The crews came home.\nHowever, this was expected by both crews.")).refusal


def test_open_quotations_and_fragments_are_refused_for_good() -> None:
    """No sentence before can mend a cut quotation or make a heading a statement."""
    for line in ("“We will sail in March, the captain said.", "Harbour Plan Approved"):
        standing = last(told(f"The crews came home on Monday.\n{line}"))
        assert standing.refusal
        assert not standing.needs_before


def test_a_bare_quotation_gets_its_speaker_or_is_refused() -> None:
    """A passage that is nothing but a quotation is printed under its speaker's name only."""
    document = told("Ana Ruiz met the crews.\n“The fleet will sail in March.”", ("Ana Ruiz", "name", RUIZ))
    quotation = replace(document.passages[-1], speaker=RUIZ)
    named = stand_alone(quotation, document, day=DAY)
    assert named.display == "[Fisheries Minister Ana Ruiz:] “The fleet will sail in March.”"
    assert introduced(quotation, document) == {"Ana Ruiz"}
    assert last(document).refusal


def test_introduced_names_everybody_whom_the_reader_has_met() -> None:
    """Names, and those whom inserts name, are known after a passage."""
    document = told("She met Ben Okafor on Pier Nine.", ("She", "pronoun", RUIZ), ("Ben Okafor", "name", OKAFOR))
    assert introduced(document.passages[0], document) == {"Ana Ruiz", "Ben Okafor"}


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("The board met today in Accra.", "The board met today [August 15, 2025] in Accra."),
        ("The board will meet tomorrow.", "The board will meet tomorrow [August 16, 2025]."),
        ("The board met on Wednesday.", "The board met on Wednesday [August 13, 2025]."),
        ("The board met Putin on Wednesday.", "The board met Putin on Wednesday [August 13, 2025]."),
        ("The board will meet on Wednesday.", "The board will meet on Wednesday [August 20, 2025]."),
        ("On Monday, the board approved the plan.", "On Monday [August 11, 2025], the board approved the plan."),
        ("The board met Friday night.", "The board met Friday night [August 15, 2025]."),
        ("The fleet sank last Tuesday.", "The fleet sank last Tuesday [August 12, 2025]."),
        ("The vote is due next month.", "The vote is due next month [September 2025]."),
        ("Catches fell last year.", "Catches fell last year [2024]."),
        ("He said talks on Wednesday would fail.", "He said talks on Wednesday would fail."),
        ("A meeting on Wednesday in Accra.", "A meeting on Wednesday in Accra."),
        ("The fleet sails next Tuesday.", "The fleet sails next Tuesday."),
        ("The board met on Wednesday, August 13.", "The board met on Wednesday, August 13."),
        ("Today’s fleet is larger.", "Today’s fleet is larger."),
        ("She told USA TODAY Sports of it.", "She told USA TODAY Sports of it."),
        ("He told Russia Today of it.", "He told Russia Today of it."),
        ("He told the board on MONDAY.", "He told the board on MONDAY."),
        ("They met on Good Friday.", "They met on Good Friday."),
        ("She told the Sunday Times of it.", "She told the Sunday Times of it."),
        ("“Today we met,” he said.", "“Today [August 15, 2025] we met,” he said."),
        ("It met. Tomorrow it will vote.", "It met. Tomorrow [August 16, 2025] it will vote."),
        ("It met today, and today it voted.", "It met today [August 15, 2025], and today it voted."),
    ],
)
def test_relative_dates_get_absolute_ones_where_they_are_certain(text: str, display: str) -> None:
    """Days, weekdays with a telling verb, months and years are dated; what could be two dates or is a name is not."""
    assert apply(text, dated(text, DAY)) == display


def test_no_date_without_a_day_of_publication_or_in_a_quotation() -> None:
    """An undated article and a quotation from who knows when get none."""
    assert dated("The board met today.", None) == []
    assert dated("“We met today,” said Ruiz.", DAY, [(0, 15)]) == []
    assert canadian(dt.date(2025, 1, 2)) == "January 2, 2025"


def test_connectives_are_ranges_of_whole_words() -> None:
    """Only a connective that may be left out is found, mark aside."""
    assert connective("But we sail.") == (0, 3)
    assert connective("“However, we sail.") == (1, 9)
    assert connective("Butter melts.") is None
    assert connective("So many came.") is None


WORDS = st.sampled_from(
    [
        "He",
        "She",
        "However,",
        "But",
        "today",
        "on Monday",
        "Ruiz",
        "Okafor",
        "met",
        "said",
        "her",
        "his",
        "“yes”",
        "the board",
        "will",
    ]
)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=12), data=st.data())
def test_what_is_shown_leads_back_to_the_text(words: list[str], data: st.DataObject) -> None:
    """Whatever the mentions, inserts lie in order, in brackets, with a reason, and taking them out gives the text."""
    text = " ".join(words) + " of it in March."
    forms: dict[str, MentionForm] = {
        "He": "pronoun",
        "She": "pronoun",
        "her": "pronoun",
        "his": "pronoun",
        "Ruiz": "surname",
        "Okafor": "surname",
    }
    named: list[Named] = [
        (word, forms[word], data.draw(st.sampled_from([RUIZ, OKAFOR, None]))) for word in words if word in forms
    ]
    document = told(text, *named)
    whole = Passage(Span(0, len(text)), tuple(range(len(document.sentences))))
    standing = stand_alone(whole, document, day=DAY, known=data.draw(st.sampled_from([(), ("Ana Ruiz",)])))
    assert standing.display == apply(text, standing.inserts)
    assert "".join(piece.replaced if piece.insert else piece.text for piece in pieces(text, standing.inserts)) == text
    for insert in standing.inserts:
        assert insert.text.strip().startswith("[")
        assert insert.text.strip().endswith("]")
        assert insert.why
    assert not (standing.refusal and standing.inserts)


@settings(max_examples=200, deadline=None)
@given(text=st.text(min_size=1, max_size=80))
def test_any_text_is_shown_or_refused(text: str) -> None:
    """Odd characters, open marks and bare punctuation neither fail nor change the text unseen."""
    whole = Passage(Span(0, len(text)), (0,))
    document = replace(story("One.", published=DAY.isoformat()))
    document = replace(document, article=replace(document.article, text=text), sentences=document.sentences[:1])
    standing = stand_alone(whole, document, day=DAY)
    assert standing.display == apply(text, standing.inserts)
    assert facts(text, FACTS).quantities is not None


@pytest.mark.parametrize(
    "piece", ['"', "“", "''", "(ap ", "he said ", "It is ", "<a", "12:30 ", "it met Monday ", "“on” today ", "both a "]
)
def test_long_hostile_texts_take_no_time(piece: str) -> None:
    """A hundred thousand repeats of what the patterns look for stay linear."""
    text = piece * (100_000 // len(piece)) + "and the board went home."
    document = story("One.", published=DAY.isoformat())
    document = replace(document, article=replace(document.article, text=text))
    start = time.perf_counter()
    stand_alone(Passage(Span(0, len(text)), (0,)), document, day=DAY)
    facts(text, FACTS)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The federal government repeated that position on Friday.", False),
        ("Ottawa stands by this decision and will not change it.", False),
        ("Carney said that position papers would be published.", True),
        ("Ottawa said that statement of facts was wrong.", True),
        ("“We stand by that position,” Carney said.", True),
    ],
)
def test_a_noun_that_sums_up_what_was_said_needs_it(text: str, stands: bool) -> None:
    """Claim: "that position" without the position is not printed; inside a quotation it is the speaker's own."""
    assert ("refers to a sentence" not in last(told(text)).refusal) is stands


def read(text: str) -> StandAlone:
    """The last sentence of a story by itself, as the real analysis sees it."""
    document = next(analyse([Article("a", "", text, "The Post")]))
    return stand_alone(document.passages[-1], document, day=DAY)


@pytest.mark.parametrize(
    ("line", "display"),
    [
        ("Ruiz also said the bay would stay closed to the fleet.", "[…] said the bay"),
        ("Ruiz, however, said the bay would stay closed to the fleet.", "] […] said the bay"),
        ("Ruiz has also asked the board for a survey of the bay.", "has […] asked the board"),
        ("Ruiz said the bay would also stay closed to the small boats.", "would also stay closed"),
    ],
)
def test_an_also_after_the_subject_is_cut(line: str, display: str) -> None:
    """“X also said” and “X, however, said” point back as “Also, X said” does; an “also” within what is said stays."""
    assert display in read(f"Fisheries Minister Ana Ruiz spoke to the fleet on Friday.\n\n{line}").display


@pytest.mark.parametrize(
    ("line", "stands"),
    [
        ("Fisheries Minister Ana Ruiz said that it would end in autumn.", False),
        ("Fisheries Minister Ana Ruiz said on Friday that it was a big step for the fleet.", False),
        ("Fisheries Minister Ana Ruiz said that it was clear that the fleet would wait.", True),
        ("Fisheries Minister Ana Ruiz said it was the board that had closed the bay.", True),
        ("The harbour board said it would open the bay again in autumn.", True),
        ("On the closure of the bay, Fisheries Minister Ana Ruiz said that it would end in autumn.", True),
    ],
)
def test_what_somebody_says_may_not_begin_with_an_open_it(line: str, stands: bool) -> None:
    """“She said that it would end” needs what “it” is before it; a body that speaks needs nothing."""
    assert (not read(f"The closure of the bay was news to the fleet.\n\n{line}").refusal) is stands


def test_a_name_within_a_quotation_gets_no_title() -> None:
    """In somebody's own words a surname becomes a full name, without a role, which nobody says."""
    story = "Fisheries Minister Ana Ruiz spoke to the fleet on Friday.\n\n"
    shown = read(story + "“Ruiz is the first to close the bay,” said Ben Okafor, a fellow at an institute in Accra.")
    assert shown.display.startswith("“[Ana Ruiz] is the first")


@pytest.mark.parametrize(
    ("before", "line", "shown"),
    [
        (
            "Political scientist Olena Boyko was in Halifax.",
            "On Friday Boyko said the fleet would wait.",
            "[political scientist Olena Boyko] said",
        ),
        (
            "Kremlin spokesman Dmitry Peskov was in Halifax.",
            "On Friday Peskov said the fleet would wait.",
            "[Kremlin spokesman Dmitry Peskov] said",
        ),
        (
            "Putin’s foreign policy adviser, Yuri Ushakov, was in Halifax.",
            "On Friday Ushakov said the fleet would wait.",
            "[Yuri Ushakov, Putin’s foreign policy adviser,] said",
        ),
        (
            "Political scientist Olena Boyko was in Halifax.",
            "Boyko said the fleet would wait.",
            "[Political scientist Olena Boyko] said",
        ),
    ],
)
def test_a_role_has_a_capital_only_where_it_is_a_name_or_opens_the_passage(before: str, line: str, shown: str) -> None:
    """The capital that a role had at the head of a sentence is not carried into the middle of another."""
    assert shown in read(f"{before}\n\n{line}").display


@pytest.mark.parametrize(
    ("line", "vague"),
    [
        ("The tax was a direct attack on the fleet, said Ben Okafor, a fellow at an institute in Accra.", True),
        ("The plan, which nobody had seen, was read aloud on Friday.", True),
        ("The plan to close the bay was read aloud on Friday.", False),
        ("The fisheries minister said the bay would stay closed.", False),
        ("The government said the bay would stay closed.", False),
        ("A tax on herring was read aloud on Friday.", False),
    ],
)
def test_an_opening_that_is_known_from_before_is_vague(line: str, vague: bool) -> None:
    """“The tax was …” is second choice; “the plan to close the bay”, a person and what everybody knows are not."""
    text = f"Fisheries Minister Ana Ruiz spoke to the fleet on Friday.\n\n{line}"
    document = next(analyse([Article("a", "", text, "The Post")]))
    assert is_vague(document.passages[-1], document) is vague


@pytest.mark.parametrize(
    ("line", "vague", "stands"),
    [
        ("Ruiz announced the decision late on Sunday and said that a survey would follow.", True, True),
        ("Ruiz announced the decision to close the bay and said that a survey would follow.", False, True),
        ("Ruiz made a proposal to the board, and the proposal was read aloud on Friday.", False, True),
        ("Ruiz said that she was pleased with this first result, and that the fleet would wait.", False, False),
    ],
)
def test_a_noun_that_sums_up_something_unnamed_counts_against_a_passage(line: str, vague: bool, stands: bool) -> None:
    """“The decision” without its what is second choice, “this first result” cannot stand; named before, both may."""
    document = next(analyse([Article("a", "", f"Fisheries Minister Ana Ruiz spoke on Friday.\n\n{line}", "The Post")]))
    passage = document.passages[-1]
    assert is_vague(passage, document) is vague
    assert (not stand_alone(passage, document, day=DAY).refusal) is stands


@pytest.mark.parametrize("line", ["Its government has said that the bay stays closed.", "Their fleet waited in port."])
def test_an_owner_whom_nobody_names_is_refused(line: str) -> None:
    """“Its government” after “What of Canada?” says nothing by itself."""
    standing = read(f"The closure was news to the fleet. What of Norway?\n\n{line}")
    assert standing.refusal
    assert standing.needs_before
