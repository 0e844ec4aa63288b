"""Conflicts: what two outlets cannot both be right about is found, and near misses are left alone."""

from __future__ import annotations

import pytest
from test_rankers import OTHER, TALKS

from generator.analysis.article import analyse
from generator.drafting.passages.corpus import gather
from generator.drafting.selection import conflicts
from generator.drafting.selection.english import FACTS
from generator.drafting.selection.facts import denial
from generator.model import Article


def found(one: str, other: str) -> list[object]:
    """What two stories of two outlets, read by the real analysis, contradict each other on: figures, or who denies."""
    articles = (Article("a", "", f"{one}\n{TALKS}", "The Post"), Article("b", "", f"{other}\n{OTHER}", "The Star"))
    corpus = gather(list(analyse(articles)))
    denied = {
        c.denied_by: corpus.documents[int(corpus.document_of[c.denied_by])].article.source
        for c in conflicts(corpus, {})
        if c.denied_by is not None
    }
    return [denied.get(c.denied_by, "") if c.denied_by is not None else c.said for c in conflicts(corpus, {})]


TIMELINE = [
    (
        "The summit will begin at 11:30 a.m. local time at the air base, the ministry said.",
        "The summit at the air base will begin at noon, according to the ministry.",
        "11:30 a.m. local time, noon",
    ),
    (
        "The tariff on lumber exports will rise to 25 per cent in October.",
        "In October the tariff on lumber exports will rise to a third of their value.",
        "25 per cent, a third",
    ),
    (
        "Nineteen countries have joined the coalition that Britain leads.",
        "The coalition that Britain leads has been joined by 21 countries.",
        "Nineteen countries, 21 countries",
    ),
    (
        "At least 24 people were killed when the ferry sank off Port Alder.",
        "The ferry sank off Port Alder, killing 31.",
        "24 people, 31 killed",
    ),
    (
        "The government will spend $3 million of the fund on the dredging of Alder harbour.",
        "The government will spend $5 million of the fund on the dredging of Alder harbour.",
        "$3 million, $5 million",
    ),
    (
        "The leaders of the two countries will meet in Geneva on August 15.",
        "The leaders of the two countries will meet in Geneva on August 17.",
        "August 15, August 17",
    ),
    (
        "The union said 400 dock workers walked off the job in Alder harbour.",
        "Some 900 dock workers walked off the job in Alder harbour, the company said.",
        "400 workers, 900 workers",
    ),
    (
        "Two-thirds of the members voted for the wage offer.",
        "The wage offer was backed by half of the members who voted.",
        "Two-thirds, half",
    ),
    (
        "Flames driven by strong wind race through the valleys north of Port Alder, where at least 15 people are dead.",
        "Fires in the valleys around Port Alder have killed 17 people and burned 1,500 homes since Sunday night.",
        "15 people, 17 people",
    ),
    (
        "About two dozen cities in the province raise the price of water.",
        "In the province 61 cities raise the price of water.",
        "two dozen cities, 61 cities",
    ),
]
DENIALS = [
    (
        "The defence minister will attend the security talks in Geneva next week.",
        "The defence minister will not attend the security talks in Geneva next week.",
    ),
    (
        "The harbour board confirmed that it had reached an agreement with the dredging firm.",
        "The harbour board denied that it had reached an agreement with the dredging firm.",
    ),
    (
        "The air force has moved two fighter squadrons to the northern base.",
        "The ministry rejected claims that the air force has moved two fighter squadrons to the northern base.",
    ),
    (
        "The two delegations signed an agreement on prisoners in Geneva.",
        "No agreement on prisoners was signed by the two delegations in Geneva.",
    ),
]


@pytest.mark.parametrize(("one", "other", "values"), TIMELINE)
def test_two_figures_for_the_same_thing_are_a_conflict(one: str, other: str, values: str) -> None:
    """Times, dates, shares, sums and counts are compared in whatever form they are written, and quoted in theirs."""
    mine, its = values.split(", ")
    assert found(one, other) == [(mine, its)]
    assert found(other, one) == [(its, mine)]


@pytest.mark.parametrize(("says", "denies"), DENIALS)
def test_a_statement_and_its_denial_are_a_conflict(says: str, denies: str) -> None:
    """A "not", a "no", a denial and a rejection are set against what they deny, whichever story comes first."""
    assert found(says, denies) == ["The Star"]
    assert found(denies, says) == ["The Post"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The summit will begin at 11:30 a.m. local time at the air base.",
            "The summit at the air base will begin at 3:30 p.m. Eastern time.",
        ),
        (
            "Exports of lumber rose by 25 per cent over the last year, the bureau said.",
            "Imports of lumber rose by 30 per cent over the last year, the bureau said.",
        ),
        (
            "Unemployment in Ontario rose to 7 per cent in the last quarter.",
            "Unemployment in Quebec rose to 6 per cent in the last quarter.",
        ),
        (
            "More than 20 countries have joined the coalition that Britain leads.",
            "The coalition that Britain leads has been joined by 24 countries.",
        ),
        (
            "The ferry sank off Port Alder, killing 31 and injuring 50.",
            "The ferry that sank off Port Alder injured 50 people.",
        ),
        (
            "On Monday 12 drones struck the power station in Alder.",
            "On Tuesday 19 drones struck the power station in Alder.",
        ),
        (
            "More than 137,000 deaths have been counted in Canada since the illness was first seen.",
            "Around the world there have been 13.3 million cases and more than 579,000 deaths.",
        ),
        (
            "The flood at Port Alder on Monday killed 12 people.",
            "The fire at Port Alder on Thursday killed 19 people.",
        ),
        (
            "A third of the members voted for the wage offer.",
            "About 33 per cent of the members voted for the wage offer.",
        ),
        (
            "The company lost $3 million in 2023 on the Alder dock.",
            "The company lost $5 million in 2024 on the Alder dock.",
        ),
        (
            "The defence minister, who denied any wrongdoing, will attend the security talks in Geneva.",
            "The defence minister will attend the security talks in Geneva.",
        ),
        (
            "Canada will send aid to the flooded region of Alder.",
            "Canada will not send soldiers to the flooded region of Alder.",
        ),
        (
            "“You would not think the bay is closed, but the bay is closed to the herring fleet,” Ruiz said.",
            "“The bay is closed to the herring fleet,” Ruiz said.",
        ),
        (
            "The harbour board not only approved the plan but paid for the survey of the bay.",
            "The harbour board approved the plan and paid for the survey of the bay.",
        ),
        (
            "The foreign minister will not attend the security talks in Geneva next week.",
            "The defence minister will attend the security talks in Geneva next week.",
        ),
    ],
)
def test_near_misses_are_no_conflict(one: str, other: str) -> None:
    """Other zones, subjects, places, days, years and objects, bounds, roundings and denials of something else."""
    assert found(one, other) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She did not attend the talks.", ("attend", "talks")),
        ("The rumour is false.", ("rumour",)),
        ("It was not only the rain.", ()),
        ("They left.", ()),
    ],
)
def test_what_is_denied_is_told_by_its_words(text: str, words: tuple[str, ...]) -> None:
    """The words after a "not", those before a "false", none after "not only" or without a denial."""
    assert denial(text, FACTS).words == words
