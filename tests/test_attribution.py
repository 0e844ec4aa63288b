"""Who says what in a parsed text."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.attribution import BALANCED, attribute
from generator.analysis.language import parse
from generator.model import Attribution


def said(text: str, threshold: float = BALANCED) -> list[tuple[str, str, str, Attribution]]:
    """Source, cue and content of each attribution of a text, as text."""
    (parsed,) = parse([text])
    return [
        (
            " … ".join(s.of(text) for s in a.source),
            " … ".join(s.of(text) for s in a.cue),
            " … ".join(s.of(text) for s in a.content),
            a,
        )
        for a in attribute(parsed, threshold=threshold)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The minister said that the talks would begin on Friday.", "minister", "said", "talks would begin on Friday"),
        ("“We will not pay,” the minister said.", "minister", "said", "“We will not pay,”"),
        ("“We will not pay,” said Anna Smith, a spokeswoman.", "Anna Smith", "said", "“We will not pay,”"),
        (
            "According to the Kremlin, the talks will begin at noon.",
            "Kremlin",
            "According to",
            "talks will begin at noon",
        ),
        (
            "The talks will begin at noon, according to the Kremlin.",
            "Kremlin",
            "according to",
            "The talks will begin at noon",
        ),
        ("The talks, the Kremlin said, will begin at noon.", "Kremlin", "said", "will begin at noon"),
        ("She warned of severe consequences for Russia.", "She", "warned", "severe consequences for Russia"),
        ("His claim that the vote was stolen angered many voters.", "His", "claim", "the vote was stolen"),
    ],
)
def test_the_forms_of_speech_are_found(text: str, source: str, cue: str, content: str) -> None:
    """Clause, quotation, inversion, preposition, interruption, complement and noun each yield source, cue, content."""
    assert any(source in s and cue in c and content in q for s, c, q, _ in said(text)), said(text)


def test_a_quotation_that_goes_on_after_its_cue_is_one_statement() -> None:
    """The words quoted before and after "she said" belong together."""
    ((_, _, content, found),) = said("“We will not pay,” the minister said. “Nobody can make us.”")
    assert (content, found.kind) == ("“We will not pay,” … “Nobody can make us.”", "direct")


def test_a_quotation_runs_through_paragraphs() -> None:
    """A paragraph that continues an open quotation is content of the same statement."""
    text = "The minister said: “We will not pay.\n“Nobody can make us.”"
    assert any("Nobody can make us" in content for _, _, content, _ in said(text))


def test_a_quotation_without_cue_goes_to_the_speaker_before() -> None:
    """A paragraph that is one quotation is a statement by the source quoted just before."""
    text = "“We will not pay,” the minister said. “It is over.”\n“Nobody can make us change our mind about it.”"
    assert ("the minister", "“Nobody can make us change our mind about it.”") in [
        (source.lower(), content) for source, _, content, _ in said(text)
    ]


def test_the_name_before_an_apposition_speaks() -> None:
    """The source is the name, not a country in its description; a place before a comma is not a source."""
    text = "Jonas Petrauskas, a former ambassador to Russia, noted that Canada must act."
    assert said(text)[0][0].startswith("Jonas Petrauskas")
    text = "In Moscow, a senior official, speaking on condition of anonymity, said the talks had failed."
    assert said(text)[0][0].startswith("a senior official")


def test_two_cues_do_not_claim_one_content() -> None:
    """A verb keeps the quotation before it though a second cue follows."""
    text = '"We will never give up," he wrote on Telegram, adding that any deal would be "stillborn".'
    assert {content for _, _, content, _ in said(text)} == {
        '"We will never give up,"',
        'that any deal would be "stillborn"',
    }


def test_kinds_follow_the_marks() -> None:
    """Direct if all words are in quotation marks, mixed if some are, indirect if none are."""
    kinds = [
        said(text)[0][3].kind
        for text in (
            "“We will not pay,” the minister said.",
            "The minister said that the plan was “a mistake” for Canada.",
            "The minister said that the plan was a mistake for Canada.",
        )
    ]
    assert kinds == ["direct", "mixed", "indirect"]


@pytest.mark.parametrize(
    ("text", "act", "modality", "negated", "time_"),
    [
        ("The minister said that Canada might send troops.", "say", "might", False, "past"),
        ("The minister warned that Russia could attack.", "warn", "could", False, "past"),
        ("The minister did not say that Canada would pay.", "say", "would", True, "past"),
        ("The minister says that Canada must pay.", "say", "must", False, "present"),
        ("The minister promised that Canada will pay.", "promise", "will", False, "past"),
        ("The minister denied that Canada should pay.", "deny", "should", False, "past"),
    ],
)
def test_certainty_is_kept(text: str, act: str, modality: str, negated: bool, time_: str) -> None:
    """The act, modal, negation and time of a statement are values."""
    certainty = said(text, threshold=0.02)[0][3].certainty
    assert (certainty.act, certainty.modality, certainty.negated, certainty.time) == (act, modality, negated, time_)


def test_layout_names_speakers() -> None:
    """Bylines under quotations and the labels of a transcript need no verb of saying."""
    signed = said("“He has no idea what our lives are like.” — Carla Sanchez")
    assert [(s, q) for s, _, q, _ in signed] == [("Carla Sanchez", "“He has no idea what our lives are like.”")]
    script = said("WALLACE: Will you be there tomorrow?\nPENCE: I will be there with my family.")
    assert ("PENCE", "I will be there with my family") in [(s, q) for s, _, q, _ in script]


def test_a_single_label_in_capitals_is_no_speaker() -> None:
    """One heading in capitals does not make a transcript."""
    assert all(source != "UPDATE" for source, *_ in said("UPDATE: The talks are over.\nThey ended at noon."))


def test_a_higher_threshold_keeps_a_part() -> None:
    """An attribution that passes a high threshold passes a low one too."""
    text = "The minister said that talks began. Analysts expect a deal, and he wants to go. She noted the risk."
    low, high = said(text, 0.05), said(text, 0.6)
    assert len(high) < len(low)
    assert all(any(a[:3] == b[:3] for b in low) for a in high)


@pytest.mark.parametrize("text", ["", "\n\n", "…", "?!?! ... ,,, “” \"\" ''", "“", "said", "said said said:", ": : :"])
def test_poor_texts_do_no_harm(text: str) -> None:
    """Empty texts, bare marks and bare cues raise no error."""
    for *_, found in said(text, threshold=0.0):
        assert found.content


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["said", "“", "”", '"', "'", "he", "that", ",", ".", ":", "according", "to", "Ann", "\n", "—"])
    )
)
def test_spans_stay_within_the_text(words: list[str]) -> None:
    """In any text, spans are not empty and lie inside it, and source and content do not hold the cue."""
    text = " ".join(words)
    for *_, found in said(text, threshold=0.0):
        spans = (*found.source, *found.cue, *found.content)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(not content.overlap(cue) for content in found.content for cue in found.cue)
        assert list(found.content) == sorted(found.content)


@pytest.mark.parametrize(
    "unit", ['"Yes," he said. ', "“Yes ", "he said that ", "said: ", "'Yes' ", "he said, ", "word "]
)
def test_masses_of_text_do_not_hang(unit: str) -> None:
    """The time for a thousand quotations, marks or cues in one paragraph grows in proportion."""
    (parsed,) = parse([unit * 1_000])
    start = time.process_time()
    attribute(parsed)
    assert time.process_time() - start < 20


def test_attribution_is_faster_than_the_parse(shared: Path) -> None:
    """Finding attributions costs less than parsing."""
    with gzip.open(shared / "data/polnear/dev.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line, _ in zip(file, range(6), strict=False)]
    attribute(next(iter(parse(texts[:1]))))
    start = time.process_time()
    parses = list(parse(texts))
    parsed = time.process_time()
    for one in parses:
        attribute(one)
    assert time.process_time() - parsed < parsed - start


def test_quality_does_not_fall(shared: Path, tmp_path: Path) -> None:
    """On half of PolNeAR dev, the published scorer gives at least the pinned floors."""
    with gzip.open(shared / "data/polnear/dev.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file][::2]
    gold, system, out = tmp_path / "gold.jsonl", tmp_path / "system.jsonl", tmp_path / "score.json"
    gold.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    with system.open("w", encoding="utf-8") as file:
        for article, parsed in zip(articles, parse(a["text"] for a in articles), strict=True):
            found = [
                {part: [[s.start, s.end] for s in getattr(one, part)] for part in ("source", "cue", "content")}
                for one in attribute(parsed)
            ]
            file.write(json.dumps({"id": article["id"], "attributions": found}) + "\n")
    scorer = shared / "tools/score_attribution.py"
    command = [sys.executable, str(scorer), str(gold), str(system), "--json", str(out), "--boot", "0"]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONSAFEPATH"}  # the scorer imports its neighbour
    subprocess.run(command, check=True, capture_output=True, env=environment)
    metrics = json.loads(out.read_text(encoding="utf-8"))["metrics"]
    floors = {"loose_F1": 0.75, "strict_F1": 0.615, "full_F1": 0.58, "direct_strict_F1": 0.87, "source_acc": 0.90}
    assert {name: round(metrics[name], 3) for name, floor in floors.items() if metrics[name] < floor} == {}
