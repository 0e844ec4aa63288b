"""Selection: budgets, redundancy, conflicts, and summaries that can be read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rankers import DOCUMENTS, OTHER, TALKS, WIRE, story

from generator.drafting.passages.corpus import gather, sentence_spans, tokens
from generator.drafting.passages.english import FORM as ENGLISH_FORM
from generator.drafting.passages.form import is_balanced
from generator.drafting.selection import Budget, choose, conflicts, same_statements, summarize
from generator.drafting.selection.english import FACTS
from generator.drafting.selection.facts import Quantity, disagree, facts
from generator.drafting.selection.summary import finest, readable
from generator.model import Attribution, Certainty, Document, Occurrence, Passage, Span, Speaker

BUDGETS = st.builds(
    Budget,
    words=st.none() | st.integers(min_value=0, max_value=40),
    sentences=st.none() | st.integers(min_value=0, max_value=6),
)


@settings(max_examples=150, deadline=None)
@given(documents=DOCUMENTS, budget=BUDGETS, data=st.data())
def test_choose_never_exceeds_the_budget(documents: list[Document], budget: Budget, data: st.DataObject) -> None:
    """Whatever the saliences, words and sentences stay within the budget and no row comes twice."""
    corpus = gather(documents)
    values = data.draw(st.lists(st.floats(0, 1), min_size=corpus.size, max_size=corpus.size))
    rows = choose(corpus, values, budget=budget)
    assert len(set(rows)) == len(rows)
    assert budget.words is None or sum(int(corpus.lengths[row]) for row in rows) <= budget.words
    assert budget.sentences is None or len(rows) <= budget.sentences


@settings(max_examples=100, deadline=None)
@given(documents=DOCUMENTS, count=st.integers(min_value=1, max_value=5))
def test_choose_uses_every_sentence_of_the_budget(documents: list[Document], count: int) -> None:
    """A budget of sentences is used up unless all that is left repeats what was chosen."""
    corpus = gather(documents)
    rows = choose(corpus, [0.5] * corpus.size, budget=Budget(sentences=count))
    left = set(range(corpus.size)) - set(rows)
    words = [set(tokens(text)) for text in corpus.texts]

    def is_like(one: int, other: int) -> bool:
        cosine = float((corpus.vectors[[one]] @ corpus.vectors[[other]].T).sum())
        return cosine > 0.6 or len(words[one] & words[other]) > 0.6 * len(words[one] | words[other])

    assert len(rows) == count or all(any(is_like(row, r) for r in rows) for row in left)


def test_words_are_used_to_within_one_passage() -> None:
    """What a budget of words leaves over is less than a passage."""
    corpus = gather([story(TALKS, name="a"), story(OTHER, name="b")])
    longest = max(map(int, corpus.lengths))
    for words in range(longest, int(corpus.lengths.sum())):
        rows = choose(corpus, [0.5] * corpus.size, budget=Budget(words=words))
        assert words - sum(int(corpus.lengths[row]) for row in rows) < longest


def test_the_reading_order_is_that_of_the_stories() -> None:
    """Rows of a story stay together in its order, and the story with the earliest passage comes first."""
    corpus = gather([story(TALKS, name="a"), story(OTHER, name="b")])
    rows = choose(corpus, [0.1, 0.1, 0.9, 0.1, 0.8, 0.95, 0.1, 0.9, 0.1], budget=Budget(sentences=4))
    assert [int(corpus.document_of[row]) for row in rows] == [1, 1, 0, 0]
    assert [int(corpus.place[row]) for row in rows] == [0, 2, 2, 4]


def test_a_repeated_passage_is_not_chosen_twice() -> None:
    """The same sentence in two stories is used once, although it is the most salient in both."""
    first = "The council approved the harbour plan on Monday evening."
    documents = [story(f"{first}\n{OTHER}", name="a"), story(f"{first}\n{TALKS}", name="b")]
    corpus = gather(documents)
    rows = choose(corpus, [0.9 if text == first else 0.4 for text in corpus.texts], budget=Budget(sentences=4))
    assert [corpus.texts[row] for row in rows].count(first) == 1


def test_one_long_passage_gives_way_to_two_that_are_worth_more() -> None:
    """Where the best passage leaves no room, two shorter ones that are nearly as good fill the budget instead."""
    lines = (
        "Ministers from both coasts met on Monday evening to settle the long dispute about herring quotas.",
        "Trawlers will stay in port until May.",
        "The bay closes to nets in June.",
        "Rain fell.",
    )
    corpus = gather([story("\n".join(lines))])
    rows = choose(corpus, [0.7, 0.68, 0.68, 0.1], budget=Budget(words=17))
    assert rows == (1, 2)


def test_a_passage_that_brings_a_repetition_along_is_not_chosen() -> None:
    """What must come along counts as printed: it may not say again, in nearly the same words, what stands already."""
    said = "The council approved the harbour plan on Monday evening after a debate."
    again = "Sure, the council approved the harbour plan on Monday evening after a long debate."
    corpus = gather([story(f"{said}\n{again}\nIt will cost the town four million dollars.\n{TALKS}")])
    rows = choose(corpus, [0.9, 0.2, 0.9, *[0.1] * 5], budget=Budget(sentences=4), together=[(0,), (1, 2), (4,)])
    assert rows == (0, 4)


LEANING = """The harbour board met on Monday to vote on the dredging plan.
It approved the plan by five votes to two, with the mayor abstaining.
However, the provincial ministry of fisheries may still stop the work.
Herring stocks in the bay have fallen by half since the last survey.
“They are counting boats, not fish,” she said of the board."""


def test_what_leans_on_a_sentence_brings_it_along() -> None:
    """A sentence that opens with a pronoun or connective, or lets one speak, needs those before it."""
    assert readable(gather([story(LEANING)])) == ((0,), (0, 1), (0, 1, 2), (3,), (3, 4))


def test_only_statements_are_read() -> None:
    """Headings and open quotations are left out, unless there is nothing else."""
    corpus = gather(
        [story("Harbour Plan Approved\nThe board approved the plan on Monday.\n“We will start in May, he said.")]
    )
    assert readable(corpus) == ((1,),)
    assert readable(gather([story("Harbour Plan Approved\n12:30")])) == ((0,), (1,))


@settings(max_examples=60, deadline=None)
@given(
    lines=st.permutations([*LEANING.splitlines(), *TALKS.splitlines(), *WIRE.splitlines()]),
    words=st.integers(min_value=1, max_value=120),
)
def test_summaries_can_be_read_where_they_are_printed(lines: list[str], words: int) -> None:
    """Every sentence is a slice of its story, and none opens with a reference to one that is not just before it."""
    document = story("\n".join(lines))
    pieces = summarize([document], words=words)
    spans = [span for _, span in pieces]
    assert sum(len(span.of(document.article.text).split()) for span in spans) <= words
    for index, span in enumerate(spans):
        text = span.of(document.article.text)
        follows = index > 0 and not document.article.text[spans[index - 1].end : span.start].strip()
        assert is_balanced(text)
        assert follows or span.start == 0 or not ENGLISH_FORM.opening(text)
        assert follows or not ENGLISH_FORM.pronoun_speaks.search(text)


def test_a_summary_counts_a_wire_story_once() -> None:
    """A copy of a story adds nothing to a summary."""
    alone = summarize([story(WIRE, name="a", published="2025-08-15")], sentences=3)
    both = summarize(
        [story(WIRE, name="a", published="2025-08-15"), story(WIRE, name="b", published="2025-08-16")], sentences=3
    )
    assert {name for name, _ in both} == {"a"}
    assert len(both) == len(alone) == 3


def test_sentences_of_a_passage_count_one_by_one() -> None:
    """A passage of two sentences takes two of the budget."""
    document = story(
        "“We will sign,” Ruiz said. “The fleet sails in May.”\nThe fleet has twelve vessels and a new crew."
    )
    both = replace(document.passages[0], span=Span(0, document.passages[1].span.end), sentences=(0, 1))
    document = replace(document, passages=(both, *document.passages[2:]))
    assert len(sentence_spans(document, both)) == 2
    assert len(summarize([document], sentences=1)) == 1
    assert len(summarize([document], sentences=3)) == 3


def test_passages_are_cut_only_between_quotations() -> None:
    """A sentence of the reporter's own parts from a passage; a quotation stays with the one who says it."""
    document = story(
        "The fleet will sail in May, Ruiz said.\n“We will sign,” Okafor said.\n“The crews are ready.”\nNobody objected."
    )
    whole = Passage(Span(0, len(document.article.text)), (0, 1, 2, 3))
    pieces = finest(replace(document, passages=(whole,))).passages
    assert [piece.sentences for piece in pieces] == [(0,), (1, 2), (3,)]
    assert pieces[1].span.of(document.article.text).endswith("“The crews are ready.”")


def test_nothing_in_gives_nothing_out() -> None:
    """No documents, an empty one and an empty budget give an empty summary."""
    assert summarize([], words=50) == ()
    assert summarize([story("")], words=50) == ()
    assert summarize([story(TALKS)], words=0) == ()
    assert summarize([story(TALKS)], sentences=0) == ()


def _same(
    *texts: str, saliences: list[float] | None = None, copies: dict[str, str] | None = None
) -> tuple[dict[int, int], dict[int, tuple[Occurrence, ...]]]:
    """The groups of one-line stories beside others that make the words of those lines rare."""
    documents = [
        story(f"{text}\n{OTHER}{TALKS}" if index == 0 else text, name=f"s{index}") for index, text in enumerate(texts)
    ]
    corpus = gather(documents)
    ranks = saliences or [0.5] * len(texts)
    values = [ranks[int(corpus.document_of[row])] if corpus.place[row] == 0 else 0.1 for row in range(corpus.size)]
    groups = same_statements(corpus, copies or {}, values)
    row_of = {int(row): int(corpus.document_of[row]) for row in range(corpus.size) if corpus.place[row] == 0}
    return (
        {row_of[row]: row_of[other] for row, other in groups.better.items()},
        {row_of[row]: places for row, places in groups.also_in.items()},
    )


SIGNED = "Seven island states signed the fisheries accord in Suva on Tuesday, limiting tuna catches."
SIGNED_AGAIN = "The fisheries accord limiting tuna catches was signed by seven island states in Suva on Tuesday."


def test_the_same_fact_is_printed_once_with_where_else_it_stands() -> None:
    """The more salient of two wordings is used, and names the place of the other."""
    better, also_in = _same(SIGNED, SIGNED_AGAIN, saliences=[0.4, 0.6])
    assert better == {0: 1}
    assert also_in == {1: (Occurrence("s0", 0, len(SIGNED)),)}


def test_the_wording_with_all_figures_is_used() -> None:
    """A wording that leaves out a figure gives way to the one that has it, however salient it is."""
    better, _ = _same(SIGNED_AGAIN.replace("seven island", "island"), SIGNED, saliences=[0.9, 0.1])
    assert better == {0: 1}


@pytest.mark.parametrize(
    "other",
    [
        SIGNED_AGAIN.replace("seven", "nine"),
        SIGNED_AGAIN.replace("was signed", "was not signed"),
        SIGNED_AGAIN.replace("Suva", "Honiara").replace("Tuesday", "Friday"),
        "The accord limits tuna.",
    ],
)
def test_other_figures_denials_and_names_stay_apart(other: str) -> None:
    """Passages that differ in a figure, a "not" or names are two statements."""
    better, _ = _same(SIGNED, other)
    assert better == {}


def test_other_speakers_and_certainty_stay_apart() -> None:
    """The same words from another mouth, or with another modality, are another statement."""
    ana, ben = Speaker("Ana Ruiz"), Speaker("Ben Okafor")

    def said(name: str, speaker: Speaker, modality: str = "") -> Document:
        document = story(SIGNED, name=name)
        attribution = Attribution((), (), (Span(0, 5),), "indirect", Certainty(modality=modality), speaker)
        passage = Passage(document.passages[0].span, (0,), (attribution,), speaker)
        return replace(document, passages=(passage,))

    def grouped(*documents: Document) -> bool:
        return bool(same_statements(gather([*documents, story(OTHER, name="o")]), {}, [0.5] * 6).better)

    assert grouped(said("a", ana), said("b", ana))
    assert not grouped(said("a", ana), said("b", ben))
    assert not grouped(said("a", ana), said("b", ana, "may"))


def test_copies_are_no_second_source() -> None:
    """A copy that says the same is not printed, but not named as corroboration either."""
    better, also_in = _same(SIGNED, SIGNED_AGAIN, SIGNED_AGAIN, copies={"s2": "s1"}, saliences=[0.9, 0.5, 0.5])
    assert better == {1: 0, 2: 0}
    assert [place.source for place in also_in[0]] == ["s1"]


def _conflicts(one: str, other: str, **more: str) -> list[object]:
    documents = [
        story(f"{one}\n{TALKS}", name="a", source="The Post", **more),
        story(f"{other}\n{OTHER}", name="b", source="The Star"),
    ]
    return [conflict.said if conflict.denied_by is None else "denied" for conflict in conflicts(gather(documents), {})]


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        (
            "At least 24 people died in the harbour fire on Pier Nine, the coroner said.",
            "The coroner said 31 people died in the harbour fire on Pier Nine.",
            ("24 people", "31 people"),
        ),
        (
            "The ministers will meet at the lakeside villa in Geneva at 11:30 a.m. local time.",
            "The ministers will meet at the lakeside villa in Geneva at 2 p.m. local time.",
            ("11:30 a.m.", "2 p.m."),
        ),
        (
            "The harbour board reached an agreement with the dredging firm on wages.",
            "The harbour board denied it reached an agreement with the dredging firm on wages.",
            "denied",
        ),
    ],
)
def test_conflicts_are_found(one: str, other: str, what: object) -> None:
    """Two figures, two times, and a statement with its denial are found, with the figures as the texts have them."""
    assert _conflicts(one, other) == [what]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The fleet of 1,700 boats left the harbour at dawn on Monday.",
            "The fleet of 1,712 boats left the harbour at dawn.",
        ),
        (
            "The ministry counted 24 ferries in the harbour.",
            "Inspectors found 31 leaks in the city's oldest water main.",
        ),
        ("The harbour board approved the plan.", "The harbour board approved the plan."),
    ],
)
def test_rounding_and_other_matters_are_no_conflict(one: str, other: str) -> None:
    """Rounded counts, other subjects and equal statements are left alone."""
    assert _conflicts(one, other) == []


def test_copies_do_not_contradict_their_original() -> None:
    """A misprint in a copy of the same story is no conflict between two sources."""
    lines = (
        "At least 24 people died in the harbour fire on Pier Nine.",
        "At least 42 people died in the harbour fire on Pier Nine.",
    )
    documents = [story(line, name=str(index)) for index, line in enumerate(lines)] + [story(OTHER, name="o")]
    corpus = gather(documents)
    assert conflicts(corpus, {})
    assert not conflicts(corpus, {"1": "0"})


def test_who_denies_does_not_repeat() -> None:
    """A story that is like another but for a "not" contradicts it, even where it counts as its copy."""
    lines = ("The harbour of Alder will close its fish market.", "The harbour of Alder will not close its fish market.")
    documents = [story(line, name=str(index)) for index, line in enumerate(lines)] + [story(OTHER, name="o")]
    (found,) = conflicts(gather(documents), {"1": "0"})
    assert found.denied_by == 1


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It rose 25 per cent.", {("percent", 25)}),
        ("It rose by 25%.", {("percent", 25)}),
        ("It fell by half.", {("percent", 50)}),
        ("Three-quarters of the first half of the game were played.", {("percent", 75)}),
        ("About $1.5 billion was spent, not £2.5m.", {("$", 1.5e9), ("£", 2.5e6)}),
        ("Some 3,000 people and twelve ships came.", {("people", 3000), ("ship", 12)}),
        ("They met at 3:30 p.m. on August 15, 2025.", {("time", 15.5), ("date", 815), ("calendar year", 2025)}),
        ("It is noon local time, or 1930 GMT: 4 p.m. EDT.", {("time", 12), ("time edt", 16), ("time gmt", 19.5)}),
        ("One of the leaders left.", set()),
        ("Forty-two votes were cast.", {("vote", 42)}),
        ("The 19 European countries", {("country", 19)}),
        ("A five-year plan for one person", {("year", 5), ("people", 1)}),
        ("The fire killed 24 people and injured 50.", {("killed", 24), ("injured", 50)}),
        ("In the fire 31 were killed, 50 hurt.", {("killed", 31), ("injured", 50)}),
    ],
)
def test_figures_are_read_with_what_they_count(text: str, figures: set[tuple[str, float]]) -> None:
    """Shares, money, counts, times and dates get a common form."""
    assert {(figure.unit, figure.value) for figure in facts(text, FACTS).quantities} == figures


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Quantity("percent", 25), Quantity("percent", 26), True),
        (Quantity("percent", 25), Quantity("percent", 25.4), False),
        (Quantity("percent", 100 / 3, hedge="part"), Quantity("percent", 32), False),
        (Quantity("people", 1000), Quantity("people", 1020), False),
        (Quantity("people", 10), Quantity("people", 11), True),
        (Quantity("people", 10, hedge="about"), Quantity("people", 12), False),
        (Quantity("country", 20, hedge="above"), Quantity("country", 24), False),
        (Quantity("country", 20), Quantity("country", 24, hedge="above"), True),
        (Quantity("country", 20), Quantity("country", 24, hedge="below"), False),
        (Quantity("time", 11.5), Quantity("time", 12), True),
    ],
)
def test_only_what_cannot_both_be_right_disagrees(one: Quantity, other: Quantity, *, expected: bool) -> None:
    """Large counts may be rounded, shares too by half a point; "about" and "more than" reach further."""
    assert disagree(one, other) == disagree(other, one) == expected
