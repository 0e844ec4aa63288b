"""The archive: what is remembered between runs, whole after any fault, in SQLite and in PostgreSQL."""

from __future__ import annotations

import datetime as dt
import os
import pwd
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from briefs import SAMPLE
from conftest import BuildDocument, article_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from generator import profile as profiles
from generator.codec import packing
from generator.codec.json import dumps, to_json
from generator.drafting import shortlist
from generator.drafting.shortlist import Weighed
from generator.errors import OutputError, UsageError
from generator.jobs import archive as archives
from generator.jobs.archive import Archive, analysed, analysis_hash, engines, story_hash, tables, weighed
from generator.model import Article, Brief, Document, KeptParagraphs, Span

NOW = dt.datetime(2025, 8, 15, 9, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)
STORY = article_of("# Talks\nAnn said it would rain.", url="https://example.org/a", source="The Post")
OTHER = article_of("# Rain\nBob said it would not.", url="https://example.org/b", source="The Post")
SHA = str(to_json(SAMPLE)["sha256"])


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, on a socket in a folder of its own."""
    if not (initdb := shutil.which("initdb")) or not (pg_ctl := shutil.which("pg_ctl")):
        pytest.skip("PostgreSQL's initdb and pg_ctl are not installed")
    pytest.importorskip("psycopg", reason="the driver psycopg is not installed")
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())  # it refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="brief-"))
    os.chown(folder, user.pw_uid, user.pw_gid)
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(folder)}

    def call(*command: str) -> None:
        done = subprocess.run(command, user=user.pw_uid, cwd=folder, env=env, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()

    call(initdb, "-D", "data", "-A", "trust", "-U", "brief", "-E", "UTF8", "--no-locale", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    call(pg_ctl, "-D", "data", "-w", "-l", "log", "-o", options, "start")
    try:
        yield f"postgresql://brief@/postgres?host={folder}"
    finally:
        call(pg_ctl, "-D", "data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """Where an empty archive may be: a file, and a database of a server."""
    if request.param == "sqlite":
        yield tmp_path / "output" / archives.PLACE
        return
    url = str(request.getfixturevalue("server"))
    yield url
    with engines.connect(engines.address(url), seconds=10).begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


@pytest.fixture
def archive(place: Path | str) -> Iterator[Archive]:
    """An empty archive of each kind."""
    with Archive.open(place) as opened:
        yield opened


# --- stories


def test_stories_are_known_by_their_words(archive: Archive) -> None:
    """A story is seen once its text is remembered, under whatever address, and keeps the time when it first was."""
    hashes = [story_hash(STORY), story_hash(OTHER)]
    assert archive.first_seen(hashes) == {}
    archive.remember([STORY], NOW)
    archive.remember([STORY, replace(STORY, url="https://example.com/copy")], LATER)
    assert archive.first_seen(hashes) == {story_hash(STORY): NOW}


def test_stories_come_back_as_they_were_read(archive: Archive) -> None:
    """By their hashes or by the time since which they were first seen, in that order, until they are forgotten."""
    read = replace(STORY, authors=("Cy",), published="2025-08-15", path="a.txt", warnings=("odd",))
    archive.remember([read], NOW)
    archive.remember([OTHER], LATER)
    assert archive.stories() == (read, OTHER)
    assert archive.stories([story_hash(OTHER), "0" * 64]) == (OTHER,)
    assert archive.stories(since=LATER) == (OTHER,)
    archive.forget(LATER.date())
    assert archive.stories() == (OTHER,)
    assert archive.first_seen([story_hash(read)])


def test_an_address_has_the_text_that_was_seen_last(archive: Archive) -> None:
    """A corrected story takes the place of what it was, and a correction that is taken back takes its place in turn."""
    corrected = replace(STORY, text="Ann said it might rain.")
    archive.remember([STORY], NOW)
    archive.remember([corrected, OTHER], LATER)
    assert archive.stories() == tuple(sorted((corrected, OTHER), key=story_hash))
    archive.remember([STORY], LATER + dt.timedelta(hours=1))
    assert archive.stories() == (STORY, OTHER)
    assert archive.first_seen([story_hash(STORY)]) == {story_hash(STORY): NOW}


def test_the_sources_of_a_brief_are_stories_too(archive: Archive) -> None:
    """Whole ones come back; of one that keeps only paragraphs it is known that it was seen."""
    whole, other = SAMPLE.sources[:2]
    archive.remember([whole, replace(other, text="", kept=KeptParagraphs(3, "0" * 64))], NOW)
    (found,) = archive.stories()
    assert (found.text, found.title, found.url) == (whole.text, whole.title, whole.url)
    assert archive.first_seen([whole.sha256, other.sha256]).keys() == {whole.sha256, other.sha256}


def test_thousands_of_stories_are_looked_up_at_once(archive: Archive) -> None:
    """More hashes than one statement takes are no obstacle."""
    crowd = [replace(STORY, text=f"Story {number}.") for number in range(1200)]
    archive.remember(crowd[:1100], NOW)
    assert len(archive.first_seen([story_hash(story) for story in crowd])) == 1100


def test_a_source_of_a_brief_has_the_hash_of_its_story() -> None:
    """What a brief cites is known again as the story that was read."""
    first = SAMPLE.sources[0]
    assert story_hash(first) == story_hash(replace(STORY, text=first.text))


def test_text_that_no_database_holds_is_kept_all_the_same(archive: Archive) -> None:
    """A lone surrogate and a NUL in a title cost the title a character, not the run."""
    odd = replace(STORY, title="a\ud800b\0c")
    archive.remember([odd], NOW)
    assert archive.first_seen([story_hash(odd)])


def test_the_state_of_an_address_is_replaced(archive: Archive) -> None:
    """What was noted last is what is told."""
    assert not archive.fetch_states(["https://example.org/feed"])
    archive.keep_fetch_states({"https://example.org/feed": {"etag": "1"}}, NOW)
    archive.keep_fetch_states({"https://example.org/feed": {"etag": "2", "fails": 3}}, LATER)
    found = archive.fetch_states(["https://example.org/feed", "https://example.org/other"])
    assert found == {"https://example.org/feed": {"etag": "2", "fails": 3}}


def test_a_secret_in_an_address_is_not_in_the_file(tmp_path: Path) -> None:
    """A password in the address of a feed is nowhere on the disk."""
    with Archive.open(tmp_path / "a.sqlite3") as archive:
        archive.keep_fetch_states({"https://ann:hunter2@example.org/feed": {"etag": "1"}}, NOW)
        archive.keep_listing("https://ann:hunter2@example.org/feed", [("https://example.org/a", "2025-08-15")])
        assert archive.listing("https://ann:hunter2@example.org/feed")
    assert all(b"hunter2" not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_listing_is_kept_in_order_and_replaced(archive: Archive) -> None:
    """The entries of a feed come back as they were last noted, and those of another feed are left alone."""
    archive.keep_listing("one", [("b", "2"), ("a", "1")])
    archive.keep_listing("two", [("z", "")])
    archive.keep_listing("one", [("c", "3"), ("b", "2")])
    assert archive.listing("one") == (("c", "3"), ("b", "2"))
    assert archive.listing("two") == (("z", ""),)


# --- analyses


def parse(stories: Iterable[Article]) -> Iterator[Document]:
    """Stands in for the analysis: one paragraph, nothing found."""
    return (Document(story, (Span(0, len(story.text)),), ()) for story in stories)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_any_document_comes_back_as_it_was(data: st.DataObject) -> None:
    """Packing loses nothing that the types allow."""
    st.register_type_strategy(float, st.floats(allow_nan=False))
    document = data.draw(st.from_type(Document))
    assert packing.unpack(packing.pack(document), document.article) == document


def test_a_real_document_comes_back_as_it_was(build_document: BuildDocument) -> None:
    """So does one with speakers, statements and mentions that refer to each other."""
    document = build_document(
        '# Talks\n"We will not go," Prime Minister Mark Carney said on Friday. He added that Ottawa would wait.'
    )
    assert document.attributions
    assert packing.unpack(packing.pack(document), document.article) == document


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(b"[[],[]]"), zlib.compress(b'{"a": 1}')])
def test_what_cannot_be_unpacked_is_nothing(data: bytes) -> None:
    """Other bytes are no analysis, and no error."""
    assert packing.unpack(data, STORY) is None


def test_an_analysis_is_found_by_what_it_goes_by(archive: Archive) -> None:
    """The same words, title and day find it, from whatever file; another title, day or pipeline does not."""
    (document,) = parse([STORY])
    archive.keep_analyses([document], "en 1", NOW)
    moved = replace(STORY, path="elsewhere.txt", id="moved")
    assert archive.analyses([moved], "en 1")[0] == replace(document, article=moved)
    assert archive.analyses([STORY], "en 2")[0] is None
    assert archive.analyses([replace(STORY, title="Other")], "en 1")[0] is None
    assert archive.analyses([replace(STORY, published="2025-08-15")], "en 1")[0] is None


def test_only_what_is_not_kept_is_analysed(archive: Archive) -> None:
    """Documents come in order, the analysis is asked once for each story, and never again."""
    crowd = [replace(STORY, id=f"s{number}", text=f"Story {number} was told.") for number in range(250)]
    asked: list[str] = []

    def analyse(stories: Iterable[Article]) -> Iterator[Document]:
        for story in stories:
            asked.append(story.id)
            yield from parse([story])

    first = list(analysed(archive, crowd[::2], analyse, pipeline="en 1", now=NOW))
    assert [document.article for document in first] == crowd[::2]
    assert asked == [story.id for story in crowd[::2]]
    asked.clear()
    assert list(analysed(archive, crowd, analyse, pipeline="en 1", now=NOW)) == list(parse(crowd))
    assert asked == [story.id for story in crowd[1::2]]
    asked.clear()
    assert list(analysed(archive, crowd, analyse, pipeline="en 1", now=NOW)) == list(parse(crowd))
    assert asked == []


def test_an_analysis_that_cannot_be_read_is_made_again(archive: Archive) -> None:
    """A damaged value costs its analysis, not the run."""
    (document,) = parse([STORY])
    archive.keep_analyses([document], "en 1", NOW)
    with archive.engine.begin() as connection:
        connection.execute(tables.analyses.update().values(data=b"rot"))
    assert archive.analyses([STORY], "en 1")[0] is None
    assert list(analysed(archive, [STORY], parse, pipeline="en 1", now=NOW)) == [document]


PROFILE = profiles.load("canada-us-russia")


def test_a_story_is_weighed_once(archive: Archive) -> None:
    """Worths and analyses are kept; another profile is weighed by the analyses, without asking for new ones."""
    crowd = [replace(STORY, id=f"s{number}", text=f"Canada will help Ukraine {number} times.") for number in range(230)]
    asked: list[str] = []

    def weigh(stories: Iterable[Article]) -> Iterator[Weighed]:
        for story in stories:
            asked.append(story.id)
            yield shortlist.weighed(next(parse([story])), PROFILE)

    weighed_by = partial(weighed, archive, crowd, weigh, pipeline="en 1", now=NOW)
    wanted = [Weighed(shortlist.worths(document, PROFILE)) for document in parse(crowd)]
    assert list(weighed_by(profile=PROFILE)) == wanted
    assert asked == [story.id for story in crowd]
    assert list(weighed_by(profile=PROFILE)) == wanted
    other = PROFILE.model_copy(update={"threshold": 0.9})
    again = [Weighed(shortlist.worths(document, other)) for document in parse(crowd)]
    assert list(weighed_by(profile=other)) == again
    assert len(asked) == len(crowd)
    assert list(analysed(archive, crowd, lambda _: [], pipeline="en 1", now=NOW)) == list(parse(crowd))


def test_stories_weighed_are_told_by_profile(archive: Archive) -> None:
    """Each profile has its own; those of a forgotten time are forgotten."""
    archive.note_weighed({"a", "b"}, "one", NOW)
    archive.note_weighed({"b"}, "two", NOW)
    assert archive.weighed({"a", "b", "c"}, "one") == {"a", "b"}
    assert archive.weighed({"a", "b", "c"}, "two") == {"b"}
    archive.forget(NOW.date() + dt.timedelta(days=1))
    assert archive.weighed({"a", "b", "c"}, "one") == set()


# --- briefs, deliveries, runs


def dated(day: str, profile: str = "canada-us-russia") -> Brief:
    """A brief of a day."""
    return replace(SAMPLE, dated=dt.date.fromisoformat(day), profile=profile)


def test_a_brief_comes_back_whole(archive: Archive) -> None:
    """The last one of a profile is the one that was made last, whatever its date, and it is what was kept."""
    assert archive.last_brief("canada-us-russia") is None
    archive.keep_brief(SAMPLE, [Path("output/a.pdf"), "a.json"], NOW)
    archive.keep_brief(dated("2025-01-01"), ["b.pdf"], LATER)
    archive.keep_brief(dated("2025-12-01", "other"), ["c.pdf"], LATER)
    assert archive.last_brief(SAMPLE.profile) == dated("2025-01-01")
    assert archive.last_brief(SAMPLE.profile, dated=SAMPLE.dated) == SAMPLE
    assert archive.last_brief("another") is None


def test_history_names_files_and_counts_marks(archive: Archive) -> None:
    """Newest date first, with the names of the files and how many passages bear which mark."""
    archive.keep_brief(SAMPLE, ["output/a.pdf", "a.json"], NOW)
    archive.keep_brief(dated("2025-12-01"), ["b.pdf"], LATER)
    newest, kept = archive.history(SAMPLE.profile)
    assert (newest.dated, kept.sha256, kept.files) == (dt.date(2025, 12, 1), SHA, ("a.pdf", "a.json"))
    assert dict(kept.counts) == {"": len(SAMPLE.excerpts())}
    assert archive.history("nobody") == ()


def test_the_same_brief_is_kept_once(archive: Archive) -> None:
    """KeptParagraphs again it has the files of the last time and the time of the first."""
    archive.keep_brief(SAMPLE, ["a.pdf"], NOW)
    archive.keep_brief(SAMPLE, ["b.pdf"], LATER)
    (kept,) = archive.history()
    assert (kept.files, kept.made) == (("b.pdf",), "2025-08-15T09:30:00+00:00")


def test_old_briefs_are_forgotten_but_not_the_last(archive: Archive) -> None:
    """Those before a date go with their passages and deliveries; the last one of each profile stays."""
    for day in ("2025-08-10", "2025-08-11", "2025-08-12"):
        sha = archive.keep_brief(dated(day), [f"{day}.pdf"], NOW)
        archive.queue(sha, ["mail"], NOW)
    archive.keep_brief(dated("2025-08-01", "rare"), ["rare.pdf"], NOW)
    gone = archive.forget(dt.date(2025, 8, 12))
    assert sorted(file for one in gone for file in one.files) == ["2025-08-10.pdf", "2025-08-11.pdf"]
    assert [one.dated.isoformat() for one in archive.history()] == ["2025-08-12", "2025-08-01"]
    assert len(archive.deliveries()) == 1


def test_a_delivery_is_queued_once_and_tried_until_it_is_sent(archive: Archive) -> None:
    """Queued again, what has gone does not go twice; what failed waits, with its reason and number of tries."""
    archive.keep_brief(SAMPLE, ["a.pdf"], NOW)
    archive.queue(SHA, ["mail", "folder"], NOW)
    archive.note_delivery(SHA, "mail", state="waiting", why="421 try later", now=NOW)
    archive.note_delivery(SHA, "folder", state="sent", now=NOW)
    archive.queue(SHA, ["mail", "folder"], LATER)
    (waiting,) = archive.deliveries(state="waiting")
    assert (waiting.target, waiting.tries, waiting.why) == ("mail", 1, "421 try later")
    archive.note_delivery(SHA, "mail", state="sent", now=LATER)
    assert archive.deliveries(state="waiting") == ()
    assert [(one.target, one.tries, one.why) for one in archive.deliveries(SHA)] == [("folder", 1, ""), ("mail", 2, "")]


def test_a_delivery_needs_a_brief_that_is_kept(archive: Archive) -> None:
    """Foreign keys hold: nothing waits for a brief that nobody has."""
    with pytest.raises(OutputError):
        archive.queue("0" * 64, ["mail"], NOW)


def test_runs_are_noted_from_start_to_end(archive: Archive) -> None:
    """A run that was killed has no end; the last run comes first."""
    first = archive.begin_run("morning", NOW)
    second = archive.begin_run("morning", LATER)
    archive.end_run(second, code=4, now=LATER, summary={"stories": 3})
    last, killed = archive.runs("morning")
    assert (last.id, last.code, dict(last.summary)) == (second, 4, {"stories": 3})
    assert (killed.id, killed.ended, killed.code) == (first, None, None)
    assert len(archive.runs(most=1)) == 1


def test_a_time_without_zone_is_refused(archive: Archive) -> None:
    """Nobody can tell when it was."""
    with pytest.raises(ValueError, match="zone"):
        archive.begin_run("morning", NOW.replace(tzinfo=None))


def test_what_was_kept_is_there_when_it_is_opened_again(place: Path | str) -> None:
    """Opening an archive a second time changes nothing and has nothing to note."""
    with Archive.open(place) as archive:
        archive.keep_brief(SAMPLE, ["a.pdf"], NOW)
    with Archive.open(place) as again:
        assert again.last_brief(SAMPLE.profile) == SAMPLE
        assert again.notes == ()


# --- faults


def output_with(folder: Path, *days: str) -> Path:
    """An output folder with the JSON and the PDF of a brief of each day, and other files."""
    folder.mkdir(parents=True, exist_ok=True)
    for day in days:
        (folder / f"{day}-x.json").write_bytes(dumps(dated(day)))
        (folder / f"{day}-x.pdf").write_bytes(b"%PDF")
    (folder / "broken.json").write_bytes(dumps(SAMPLE)[:500])
    (folder / "manifest.json").write_text("{}")
    return folder


def filled(output: Path) -> Path:
    """The file of an archive with a few hundred stories and a brief, closed."""
    file = output / archives.PLACE
    with Archive.open(file) as archive:
        archive.remember([replace(STORY, text=f"Story {n}.") for n in range(500)], NOW)
        archive.keep_brief(dated("2025-08-11"), ["2025-08-11-x.json"], NOW)
    return file


def cut(file: Path) -> None:
    """Lose the second half."""
    os.truncate(file, file.stat().st_size // 2)


def overwrite(file: Path) -> None:
    """Write text over it."""
    file.write_text("These are not the pages of a database. " * 200)


def rot(file: Path) -> None:
    """Turn every page but the first into noise."""
    noise = random.Random(1).randbytes(file.stat().st_size - 4096)  # noqa: S311 - noise, the same each time
    file.write_bytes(file.read_bytes()[:4096] + noise)


@pytest.mark.parametrize("damage", [cut, overwrite, rot])
def test_a_damaged_file_is_moved_aside_and_made_anew(damage: object, tmp_path: Path) -> None:
    """The briefs in the output folder are there again with their stories and files, and the log is told."""
    output = output_with(tmp_path / "output", "2025-08-11", "2025-08-12")
    file = filled(output)
    assert callable(damage)
    damage(file)
    with Archive.open(file, output=output) as archive:
        assert [kept.dated.isoformat() for kept in archive.history()] == ["2025-08-12", "2025-08-11"]
        assert archive.history()[0].files == ("2025-08-12-x.json", "2025-08-12-x.pdf")
        assert len(archive.first_seen({source.sha256 for source in SAMPLE.sources})) == len(SAMPLE.sources)
        assert "was damaged" in archive.notes[0]
        assert "2 briefs" in archive.notes[1]
    assert (file.parent / "brief.damaged-1.sqlite3").is_file()
    with Archive.open(file, output=output) as again:
        assert again.notes == ()


def hurt(good: bytes, chance: random.Random) -> bytes:
    """Cut short, or with some bytes turned into others."""
    if chance.random() < 0.25:
        return good[: chance.randrange(len(good))]
    data = bytearray(good)
    for _ in range(chance.choice([1, 3, 50])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def test_whatever_is_damaged_the_archive_answers(tmp_path: Path) -> None:
    """Any bytes may be wrong: what is asked is answered, from what is left or from what was made anew."""
    output = output_with(tmp_path / "output", "2025-08-11")
    file, chance = filled(output), random.Random(3)  # noqa: S311 - the same damage each time
    good, anew = file.read_bytes(), 0
    for _ in range(40):
        shutil.rmtree(file.parent)
        file.parent.mkdir()
        file.write_bytes(hurt(good, chance))
        with Archive.open(file, output=output) as archive:
            archive.history()
            archive.lines()
            archive.last_brief(SAMPLE.profile)
            archive.stories()
            archive.begin_run("morning", NOW)
            archive.remember(SAMPLE.sources, NOW)
            anew += bool(archive.notes)
    assert 10 < anew < 40


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    """Each is kept under a number of its own."""
    file = tmp_path / "brief.sqlite3"
    for number in (1, 2):
        overwrite(file)
        with Archive.open(file):
            pass
        assert (tmp_path / f"brief.damaged-{number}.sqlite3").is_file()


def test_a_lost_archive_is_made_anew(tmp_path: Path) -> None:
    """Where the file is missing and there are briefs, they are kept; without briefs there is nothing to say."""
    output = output_with(tmp_path / "output", "2025-08-11")
    with Archive.open(output / archives.PLACE, output=output) as archive:
        assert archive.last_brief(SAMPLE.profile) == dated("2025-08-11")
        assert len(archive.notes) == 1
    with Archive.open(tmp_path / "b.sqlite3", output=tmp_path / "nothing") as empty:
        assert empty.notes == ()


def test_the_folder_of_the_archive_is_for_its_user_alone(tmp_path: Path) -> None:
    """What serves the output folder to others does not read the archive."""
    with Archive.open(tmp_path / "output" / archives.PLACE):
        assert (tmp_path / "output" / ".archive").stat().st_mode & 0o077 == 0


def held(place: Path | str, seconds: float, started: threading.Event) -> None:
    """Hold the archive's write lock for a while."""
    with Archive.open(place) as archive, archive.engine.begin() as connection:
        connection.execute(text("DELETE FROM fetch_states WHERE url = 'nobody'"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE stories IN EXCLUSIVE MODE"))
        started.set()
        time.sleep(seconds)


@pytest.mark.parametrize(("holds", "waits", "succeeds"), [(0.3, 10.0, True), (2.0, 0.2, False)])
def test_a_second_writer_waits_then_says_why(place: Path | str, holds: float, waits: float, succeeds: bool) -> None:
    """It waits as long as it was told; then the error says who is in the way and what to do, with exit code 73."""
    started = threading.Event()
    with Archive.open(place, seconds=waits) as archive:
        other = threading.Thread(target=held, args=(place, holds, started))
        other.start()
        started.wait(10)
        try:
            assert archive.first_seen([]) == {}, "readers do not wait"
            if succeeds:
                archive.remember([STORY], NOW)
                assert archive.first_seen([story_hash(STORY)])
            else:
                with pytest.raises(OutputError, match=r"another program.*Wait") as caught:
                    archive.remember([STORY], NOW)
                assert caught.value.exit_code == 73
        finally:
            other.join()


WRITER = """
import datetime as dt, sys
from dataclasses import replace
from generator.jobs.archive import Archive
from generator.model import Article
now = dt.datetime(2025, 8, 15, tzinfo=dt.UTC)
with Archive.open(sys.argv[1]) as archive:
    print("open", flush=True)
    for number in range(100_000):
        archive.remember([Article(id="a", title="", text=f"{number} {part}") for part in range(20)], now)
"""


def test_a_killed_writer_leaves_a_sound_archive(tmp_path: Path) -> None:
    """Killed at any moment, each transaction is there as a whole or not at all, and the next run just goes on."""
    file, chance = tmp_path / "a.sqlite3", random.Random(7)  # noqa: S311 - the same moments each time
    for _ in range(6):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.3))
            writer.send_signal(signal.SIGKILL)
        with Archive.open(file) as archive, archive.engine.connect() as connection:
            assert archive.notes == ()
            assert connection.execute(text("SELECT count(*) FROM stories")).scalar_one() % 20 == 0


def test_an_archive_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """The error names the folder, says what to do and has exit code 73."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match=r"file.*Give yourself write access") as caught:
        Archive.open(tmp_path / "file" / "a.sqlite3")
    assert caught.value.exit_code == 73


def test_a_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    """It is neither replaced nor taken for a damaged archive."""
    with pytest.raises(OutputError, match="cannot be opened"):
        Archive.open(tmp_path)
    assert tmp_path.is_dir()


def test_a_server_that_is_not_there_is_an_error_without_its_password() -> None:
    """The message names the place and not the password."""
    pytest.importorskip("psycopg", reason="the driver psycopg is not installed")
    with pytest.raises(OutputError) as caught:
        Archive.open("postgresql://ann:hunter2@127.0.0.1:1/brief", seconds=1)
    assert "127.0.0.1" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("url", ["nodatabase://x/y", "://", "postgresql+nodriver://x/y"])
def test_an_address_of_no_database_is_wrong_usage(url: str) -> None:
    """The error says which forms there are, with exit code 2."""
    with pytest.raises(UsageError, match="postgresql://"):
        Archive.open(url)


# --- versions


def test_tables_of_a_later_version_are_left_alone(place: Path | str) -> None:
    """An older program says that it is too old."""
    with Archive.open(place) as archive, archive.engine.begin() as connection:
        connection.execute(tables.version.update().values(version=99))
    with pytest.raises(OutputError, match=r"version 99.*Update"):
        Archive.open(place)


def add_mood(connection: Connection) -> None:
    """A step to a next version."""
    connection.execute(text("ALTER TABLE runs ADD COLUMN mood TEXT"))


def fail(connection: Connection) -> None:
    """A step that breaks after it has changed something."""
    connection.execute(text("ALTER TABLE runs ADD COLUMN mess TEXT"))
    raise RuntimeError("no")


def columns(connection: Connection) -> set[str]:
    """The columns of the table of runs."""
    return set(connection.execute(text("SELECT * FROM runs")).keys())


def test_older_tables_are_brought_up_to_date_once(archive: Archive) -> None:
    """Each missing step runs once, what is in the tables stays, and the version is noted."""
    archive.begin_run("morning", NOW)
    for _ in range(2):
        with archive.engine.begin() as connection:
            tables.upgrade(connection, steps=[*tables.STEPS, add_mood])
            assert "mood" in columns(connection)
            assert connection.execute(text("SELECT job FROM runs")).scalar_one() == "morning"
            found = connection.execute(text("SELECT version FROM schema_version")).scalar_one()
            assert found == len(tables.STEPS) + 2


def test_a_step_that_fails_leaves_the_old_tables(archive: Archive) -> None:
    """All steps are one transaction."""
    with pytest.raises(RuntimeError), archive.engine.begin() as connection:
        tables.upgrade(connection, steps=[*tables.STEPS, add_mood, fail])
    with archive.engine.begin() as connection:
        assert not {"mood", "mess"} & columns(connection)
        assert connection.execute(text("SELECT version FROM schema_version")).scalar_one() == len(tables.STEPS) + 1


def test_the_tables_of_the_first_version_are_brought_up_to_date(place: Path | str) -> None:
    """What many stories are worth can be kept then, and what was kept before is still there."""
    with Archive.open(place) as archive, archive.engine.begin() as connection:
        archive_run = tables.runs.insert().values(job="morning", started="2025-08-19", summary="{}")
        connection.execute(archive_run)
        tables.metadata.drop_all(connection, [tables.worths, tables.weighed])
        connection.execute(tables.version.update().values(version=1))
    with Archive.open(place) as archive:
        archive.keep_worths({"a": (0.5, 0.0)}, "en 1", "profile", NOW)
        assert archive.worths({"a", "b"}, "en 1", "profile") == {"a": (0.5, 0.0)}
        assert [run.job for run in archive.runs()] == ["morning"]


def test_foreign_keys_and_the_log_are_on(tmp_path: Path) -> None:
    """SQLite writes ahead, so that readers and a writer do not wait for each other."""
    with Archive.open(tmp_path / "a.sqlite3") as archive, archive.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    with sqlite3.connect(tmp_path / "a.sqlite3") as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    plain.close()


def test_an_archive_in_memory_is_gone_when_it_is_closed(tmp_path: Path) -> None:
    """It reads the briefs of a folder and writes nothing there."""
    output = output_with(tmp_path / "output", "2025-08-11")
    before = sorted(output.rglob("*"))
    with Archive.open(engines.MEMORY, output=output) as archive:
        assert [kept.dated.isoformat() for kept in archive.history()] == ["2025-08-11"]
    assert sorted(output.rglob("*")) == before
    assert analysis_hash(STORY) != analysis_hash(OTHER)
