"""The benchmarks: their stories, what they weigh, the tables they write."""

from __future__ import annotations

import dataclasses
import importlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.model import Article, Document, Passage, Sentence, Span

ROOT = Path(__file__).parents[1]
README = ROOT / "benchmarks" / "README.md"
_STORIES = 400


class Benches:
    """The modules under test by name: they lie in the checkout and not in the wheel."""

    def __getattr__(self, name: str) -> ModuleType:
        try:
            return importlib.import_module(f"benchmarks.{name}")
        except ModuleNotFoundError as error:
            raise AttributeError(name) from error


@pytest.fixture(scope="module")
def benches() -> Iterator[Benches]:
    """The modules under test, forgotten afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [*sys.path, str(ROOT)])
        yield Benches()
        for name in [name for name in sys.modules if name.partition(".")[0] == "benchmarks"]:
            del sys.modules[name]


@pytest.fixture(scope="module")
def drawn(benches: Benches) -> list[Any]:
    """The first stories of the stream, without the development data."""
    return list(itertools.islice(benches.stories.stream(), _STORIES))


def test_the_same_seed_gives_the_same_stories(benches: Benches, drawn: list[Any]) -> None:
    """A stream is told by its seed alone, to the last character."""
    assert list(itertools.islice(benches.stories.stream(), _STORIES)) == drawn
    assert list(itertools.islice(benches.stories.stream(seed=2), _STORIES)) != drawn


def test_a_stream_does_not_depend_on_the_order_of_hashes() -> None:
    """Another process, with other hashes, draws the same stories."""
    script = (
        f"import sys, hashlib, itertools; sys.path.append({str(ROOT)!r})\n"
        "from benchmarks.stories import stream\n"
        "print(hashlib.sha256(repr(list(itertools.islice(stream(), 60))).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_no_two_stories_are_the_same(drawn: list[Any]) -> None:
    """Not even a near-copy has the text of another story, and numbers run on without a gap."""
    assert len({story.text for story in drawn}) == _STORIES
    assert [story.number for story in drawn] == list(range(_STORIES))


def test_real_articles_are_told_anew_once_each_had_its_turn(benches: Benches, shared: Path) -> None:
    """More world news than there are articles: none twice, and the paragraphs of a retold one are mostly new."""
    world = (story for story in benches.stories.stream(data=shared) if story.kind == "world")
    stories = list(itertools.islice(world, 2000))
    assert len({story.text for story in stories}) == 2000
    known = {line for story in stories[:1000] for line in story.text.split("\n")}
    lines = [line for story in stories[1500:] for line in story.text.split("\n") if len(line.split()) > 12]
    assert sum(line in known for line in lines) < 0.1 * len(lines)


def test_near_copies_are_marked_and_nearly_the_same(drawn: list[Any]) -> None:
    """A copy names an earlier original of another outlet, and has its paragraphs but for the last, then a credit."""
    copies = [story for story in drawn if story.kind == "copy"]
    assert 0.06 < len(copies) / _STORIES < 0.14
    for copy in copies:
        original = drawn[copy.copy_of]
        assert original.number < copy.number
        assert original.kind != "copy"
        assert original.outlet != copy.outlet
        *kept, credit = copy.text.split("\n\n")
        whole = original.text.split("\n\n")
        assert kept in (whole, whole[:-1])
        assert original.outlet in credit
    assert all(story.copy_of is None for story in drawn if story.kind != "copy")


def test_a_third_is_on_the_topic(drawn: list[Any]) -> None:
    """Of what is no copy a third is about the sample stories' talks; world news name neither country."""
    originals = [story for story in drawn if story.kind != "copy"]
    world = [story for story in originals if story.kind == "world"]
    assert 0.27 < 1 - len(world) / len(originals) < 0.4
    named = [story for story in world if "Russia" in story.text or "Ukraine" in story.text]
    assert len(named) < 0.05 * len(world)


def test_written_stories_are_read_as_they_are(benches: Benches, drawn: list[Any], tmp_path: Path) -> None:
    """Every file comes back as a story with its title, outlet and day."""
    benches.stories.write(iter(drawn[:50]), tmp_path)
    read = pipeline.read([str(tmp_path)])
    assert not read.failures
    told = {(story.title, story.outlet, story.published[:10]) for story in drawn[:50]}
    assert {(article.title, article.source, (article.published or "")[:10]) for article in read.articles} == told
    assert len(read.articles) == 50


WEIGH = """
import json, sys
sys.path.append(sys.argv[1])
from benchmarks.measure import run
done = run([sys.executable, "-c", sys.argv[2]], watch=sys.argv[3] == "tree")
print(json.dumps([done.code, done.seconds, done.cpu, done.megabytes, done.tree]))
"""


def weighed(script: str, *, watch: str = "") -> list[float]:
    """Exit code, seconds, seconds of the processor, largest process and process tree of a Python script.

    A process is at first as large as the one that starts it, so that one must be small.
    """
    command = [sys.executable, "-c", WEIGH, str(ROOT), script, watch]
    found: list[float] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def test_a_command_is_weighed() -> None:
    """Time by the wall counts sleep, that of the processor does not; memory is what the command held."""
    script = "import time; held = bytearray(200_000_000); held[::4096] = b'x' * len(held[::4096]); time.sleep(0.5)"
    code, seconds, cpu, megabytes, tree = weighed(script)
    assert code == 0
    assert seconds > 0.5
    assert cpu < seconds
    assert 200 < megabytes < 300
    assert tree is None


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells the memory of a process")
def test_memory_of_a_process_tree_is_that_of_all_together() -> None:
    """Two processes that hold 100 MB each at the same time hold 200 MB together."""
    hold = "import time; held = bytearray(100_000_000); held[::4096] = b'x' * len(held[::4096])"
    script = f"import subprocess, sys; {hold}; subprocess.run([sys.executable, '-c', {hold + '; time.sleep(1.5)'!r}])"
    *_, megabytes, tree = weighed(script, watch="tree")
    assert megabytes < 180
    assert 200 < tree < 320


def test_a_command_that_fails_says_why(benches: Benches) -> None:
    """Figures of a command that did not do its work are none; what it said is in the error."""
    with pytest.raises(benches.measure.CommandError, match=r"exit 2.*no such thing"):
        benches.measure.run([sys.executable, "-c", "import sys; print('no such thing', file=sys.stderr); sys.exit(2)"])


@given(
    size=st.integers(1, 1000),
    times=st.floats(2, 100),
    seconds=st.floats(1e-3, 1e3),
    power=st.floats(0, 3),
)
@settings(max_examples=50, deadline=None)
def test_the_exponent_is_that_of_the_law(
    benches: Benches, size: int, times: float, seconds: float, power: float
) -> None:
    """Times that grow by a power of the size give that power."""
    grown = benches.measure.exponent((size, size * times), (seconds, seconds * times**power))
    assert grown == pytest.approx(power, abs=1e-6)


def test_the_best_round_counts_and_rounds_take_turns(benches: Benches, capsys: pytest.CaptureFixture[str]) -> None:
    """Each action is called once a round, in turn, and its least time is kept; progress goes to standard error."""
    order: list[str] = []
    times = {"a": iter([3.0, 1.0, 2.0]), "b": iter([5.0, 6.0, 7.0])}

    def action(name: str) -> float:
        order.append(name)
        return next(times[name])

    best = benches.measure.best_of(3, {"a": lambda: action("a"), "b": lambda: action("b")})
    assert best == {"a": 1.0, "b": 5.0}
    assert order == ["a", "b"] * 3
    assert not capsys.readouterr().out


def test_a_part_renews_only_its_own_table(benches: Benches, tmp_path: Path) -> None:
    """Twice renewed, the README holds the last table of the part once, and all else as it was."""
    copy = tmp_path / "README.md"
    shutil.copy(README, copy)
    before = copy.read_text(encoding="utf-8")
    table = benches.measure.Table
    benches.report.renew(copy, "cold", [table(("what", "s"), (("first", r"1 \1"),))])
    benches.report.renew(copy, "cold", [table(("what", "s"), (("second", "2"),))])
    after = copy.read_text(encoding="utf-8")
    start, end = benches.report.markers("cold")
    assert after.partition(start)[0] == before.partition(start)[0]
    assert after.partition(end)[2] == before.partition(end)[2]
    block = after.partition(start)[2].partition(end)[0]
    assert "| second | 2 |" in block
    assert "| first |" not in after
    assert f"Python {sys.version.split()[0]}" in block
    assert "spacy 3." in block


def test_a_readme_without_a_place_is_refused_before_anything_is_measured(
    benches: Benches, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the table has no place it is said at once, and nothing is written."""
    copy = tmp_path / "README.md"
    copy.write_text("nothing\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place"):
        benches.report.renew(copy, "cold", [])
    assert copy.read_text(encoding="utf-8") == "nothing\n"
    monkeypatch.setattr(sys, "argv", ["benchmarks", "cold", "--readme", str(copy)])
    with pytest.raises(SystemExit) as left:
        importlib.import_module("benchmarks.__main__").main()
    assert left.value.code == 2
    assert "<!-- end of cold -->" in capsys.readouterr().err


def test_every_part_has_its_place_and_its_words(benches: Benches) -> None:
    """The README has markers and a heading for each part, and each part's module has `tables`."""
    text = README.read_text(encoding="utf-8")
    for part, module in benches.parts.PARTS.items():
        assert all(text.count(marker) == 1 for marker in benches.report.markers(part))
        assert f"\n## {part}: " in text
        assert callable(importlib.import_module(module).tables)


def test_a_part_that_fails_does_not_stop_the_others(
    benches: Benches, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next part is measured and written; the exit code and standard error say what is missing."""
    copy = tmp_path / "README.md"
    shutil.copy(README, copy)
    runner = importlib.import_module("benchmarks.__main__")

    def measured(part: str, setting: object) -> list[Any]:
        if part == "cold":
            raise benches.measure.CommandError("exit 9")
        return [benches.measure.Table(("what", "s"), ((part, "7"),))]

    monkeypatch.setattr(runner, "measured", measured)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "cold", "verify", "--readme", str(copy)])
    assert runner.main() == 1
    assert "Without figures: cold." in capsys.readouterr().err
    assert "| verify | 7 |" in copy.read_text(encoding="utf-8")


def test_an_unknown_part_is_a_wrong_usage(
    benches: Benches, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the parts that there are."""
    monkeypatch.setattr(sys, "argv", ["benchmarks", "warmth"])
    with pytest.raises(SystemExit) as left:
        importlib.import_module("benchmarks.__main__").main()
    assert left.value.code == 2
    assert "warm, ranking" in capsys.readouterr().err


def _sample(benches: Benches) -> Any:
    """Two passages without a parse."""
    text = "Talks begin. Talks end."
    spans = (Span(0, 12), Span(13, 23))
    sentences = tuple(Sentence(span, 0, tuple(span.of(text)[:-1].lower().split())) for span in spans)
    passages = tuple(Passage(span, (index,)) for index, span in enumerate(spans))
    corpus = importlib.import_module("generator.drafting.passages.corpus")
    document = Document(Article("story", "", text), (Span(0, 23),), sentences, passages=passages)
    return benches.peers.Sample(corpus.gather([document]), b"no parse")


def test_a_peer_that_takes_too_long_is_ended(benches: Benches) -> None:
    """Within no time at all nothing is measured; with enough there are scores for all passages."""
    sample = _sample(benches)
    assert benches.peers.within(0.0, "sumy LexRank", sample) is None
    timing = benches.peers.within(60.0, "sumy LexRank", sample)
    assert timing.seconds > 0
    assert timing.scores.shape == (2,)


def test_a_peer_that_fails_says_why(benches: Benches) -> None:
    """An error in its process, here a parse that is none or a package that is missing, is told."""
    with pytest.raises(RuntimeError, match=r"pytextrank: \w+"):
        benches.peers.within(60.0, "pytextrank", _sample(benches))


def test_a_peer_that_is_absent_or_hopeless_is_said_in_the_table(
    benches: Benches, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its package a peer is "not installed"; by quadratic growth past the limit it is given up unmeasured."""
    ranking, timing = benches.ranking, benches.peers.Timing
    sizes = (100, 1000, 10_000)
    asked: list[float] = []

    def within(limit: float, peer: str, sample: int) -> Any:
        asked.append(limit)
        return timing(sample**2 / 1e5, None)

    monkeypatch.setattr(ranking, "within", within)
    monkeypatch.setattr(ranking, "PEERS", {"here": ("numpy", None), "absent": ("no_such_package", None)})
    assert ranking._peer("absent", sizes, list(sizes), 600.0) == ["not installed"] * 3
    assert not asked
    *done, last = ranking._peer("here", sizes, list(sizes), 600.0)
    assert [cell.seconds for cell in done] == [0.1, 10.0]
    assert last == "given up: more than 600 s"
    assert len(asked) == 2


def test_sizes_of_a_quick_run_are_small(benches: Benches, monkeypatch: pytest.MonkeyPatch) -> None:
    """The largest brief is the one asked for, those below it are the usual ones; a quick run keeps to a few stories."""
    asked: list[int] = []

    def measured(size: int) -> tuple[Any, None]:
        asked.append(size)
        return benches.measure.Run(0, float(size), 2.0 * size, 100.0), None

    monkeypatch.setattr(benches.scale, "_measured", measured)
    (table,) = benches.scale.tables(benches.measure.Setting(most=20_000))
    assert asked == [10, 100, 1000, 10_000, 20_000]
    assert [row[-2:] for row in table.rows] == [("", ""), *[("1.00", "1.00")] * 4]
    asked.clear()
    benches.scale.tables(dataclasses.replace(benches.measure.Setting(), quick=True))
    assert max(asked) < 10


def test_the_runner_measures_and_writes(tmp_path: Path) -> None:
    """A quick run in a process of its own prints the ratios, and puts them into the README that is named."""
    copy = tmp_path / "README.md"
    shutil.copy(README, copy)
    script = (
        f"import sys; sys.path.append({str(ROOT)!r})\nfrom benchmarks.__main__ import main\n"
        f"sys.argv[1:] = ['verify', '--quick', '--readme', {str(copy)!r}]\nsys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    row = next(line for line in done.stdout.splitlines() if "| JSON |" in line)
    *_, ours, floor, reader, ratio = row.strip("| ").split(" | ")
    assert reader == "json"
    assert float(ratio) == pytest.approx(float(ours) / float(floor), rel=0.05)
    assert row in copy.read_text(encoding="utf-8")
    assert "verify took" in done.stderr
