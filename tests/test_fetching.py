"""Fetching: whatever servers do, the rest goes on; politely, within limits, and nothing leaks."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_servers import (
    Handler,
    Reply,
    body,
    break_off,
    certificate,
    drip,
    drip_headers,
    endless,
    hang,
    in_turn,
    status,
    tagged,
    web,
)

from generator.errors import OutputError
from generator.jobs.archive import Archive, story_hash
from generator.jobs.config import SourceRule
from generator.jobs.fetching import (
    Fetched,
    FetchState,
    digest_of,
    fetch,
    masking,
    robots,
)
from generator.jobs.web import PRODUCT, bodies, reach, wire
from generator.jobs.web.failing import FetchError
from generator.jobs.web.proxies import environment_proxy

NOW = dt.datetime(2025, 8, 16, 9, 30, tzinfo=dt.UTC)
WORDS = "The ministers met on Friday to speak about the harbour, and they agreed to meet again before the winter comes."


def story(number: int, words: str = WORDS) -> str:
    """A page with a story of its own."""
    lines = "".join(f"<p>{words} It was meeting {number}, part {part}.</p>" for part in range(6))
    return (
        f"<html lang='en'><head><title>Meeting {number}</title>"
        "<meta property='article:published_time' content='2025-08-15T12:00:00Z'></head>"
        f"<body><article><h1>Meeting {number}</h1>{lines}</article></body></html>"
    )


def feed(*links: str, words: str = "", dated: str = "Fri, 15 Aug 2025 12:00:00 GMT") -> str:
    """An RSS feed whose entries lead to `links`."""
    items = "".join(
        f"<item><title>Entry {n}</title><link>{link}</link><pubDate>{dated}</pubDate>"
        f"<description>{words}</description></item>"
        for n, link in enumerate(links)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>The Post</title>{items}</channel></rss>"


def rule(**values: Any) -> SourceRule:
    """A source that is not waited for."""
    return SourceRule.model_validate({"name": "post", "wait": 0, "timeout": 2, **values})


def fetched(
    *sources: SourceRule,
    states: Iterable[FetchState] = (),
    naps: list[float] | None = None,
    **options: Any,
) -> Fetched:
    """What `sources` give; pauses are noted in `naps` and not made."""
    kept = {state.url: json.loads(json.dumps(state.plain())) for state in states}
    sleep = (naps if naps is not None else []).append
    return fetch(sources, recall=partial(chosen, kept), now=NOW, sleep=sleep, **options)


def chosen(kept: Mapping[str, Any], urls: Collection[str]) -> dict[str, Any]:
    """What is kept of `urls`."""
    return {url: kept[url] for url in urls if url in kept}


def why(found: Fetched) -> str:
    """The reason of the only failure."""
    (failure,) = found.failures
    assert found.articles == ()
    return failure.why


# What is found


def test_a_feed_gives_the_whole_stories_behind_its_links() -> None:
    """Links are followed, relative ones too; the page's text wins over the feed's summary; the outlet is the feed's."""
    with web(
        {"/feed": body(feed("/a", "/b", words="A summary.")), "/a": body(story(1)), "/b": body(story(2))}
    ) as server:
        found = fetched(rule(feed=f"{server.root}/feed"))
        assert [article.title for article in found.articles] == ["Meeting 1", "Meeting 2"]
        assert all(WORDS in article.text for article in found.articles)
        assert [article.url for article in found.articles] == [f"{server.root}/a", f"{server.root}/b"]
        assert {article.source for article in found.articles} == {"The Post"}
        assert [article.published for article in found.articles] == ["2025-08-15T12:00:00+00:00"] * 2
        assert [article.id for article in found.articles] == ["a", "b"]
        (listing,) = found.listings
        assert [address for address, _ in listing.stories] == [f"{server.root}/a", f"{server.root}/b"]
        assert not any((found.failures, found.warnings, found.gone, found.unchanged))


def test_a_feed_without_following_gives_its_own_text() -> None:
    """With full_text = false nothing but the feed (and robots.txt) is asked for."""
    with web({"/feed": body(feed("/a", words=WORDS))}) as server:
        found = fetched(rule(feed=f"{server.root}/feed", full_text=False))
        assert [article.text for article in found.articles] == [WORDS]
        assert server.paths() == ["/feed"]


def test_a_page_is_one_story() -> None:
    """A page source is fetched, and named in what fails."""
    with web({"/a": body(story(1))}) as server:
        found = fetched(rule(page=f"{server.root}/a"), rule(name="other", page=f"{server.root}/none"))
        assert [article.title for article in found.articles] == ["Meeting 1"]
        assert [(f.where, f.why) for f in found.failures] == [("other", "the server answered 404 (Not Found)")]


def test_the_same_story_from_two_sources_comes_once() -> None:
    """It stays where it came first; different stories of the same name keep ids of their own."""
    pages = {"/x/story": body(story(1)), "/y/story": body(story(2))}
    with web({"/1": body(feed("/x/story")), "/2": body(feed("/x/story", "/y/story")), **pages}) as server:
        found = fetched(rule(feed=f"{server.root}/1"), rule(name="two", feed=f"{server.root}/2"))
        assert [article.id for article in found.articles] == ["story", "story-2"]


def test_the_limit_on_stories_is_kept_and_said() -> None:
    """Only the first `most` entries are followed, and a warning says how many were left."""
    with web(
        {"/feed": body(feed(*(f"/{n}" for n in range(5)))), **{f"/{n}": body(story(n)) for n in range(5)}}
    ) as server:
        found = fetched(rule(feed=f"{server.root}/feed", most=2))
        assert [article.title for article in found.articles] == ["Meeting 0", "Meeting 1"]
        assert found.warnings == ("post: 3 of 5 stories were left out; the limit is 2 (most)",)
        assert len(found.listings[0].stories) == 5


@pytest.mark.parametrize(
    ("dated", "is_followed"),
    [
        ("Fri, 15 Aug 2025 12:00:00 GMT", True),
        ("Thu, 14 Aug 2025 23:00:00 -0500", True),
        ("Tue, 12 Aug 2025 12:00:00 GMT", False),
        ("some day", True),
    ],
)
def test_old_entries_are_left_alone(dated: str, is_followed: bool) -> None:
    """What is certainly older than the window is not followed; what may be in it is."""
    with web({"/feed": body(feed("/a", dated=dated)), "/a": body(story(1))}) as server:
        found = fetched(rule(feed=f"{server.root}/feed"), since=NOW - dt.timedelta(hours=26))
        assert len(found.articles) == is_followed
        assert found.failures == ()
        assert len(found.listings[0].stories) == 1


# What goes wrong, and the rest goes on


def bomb() -> str:
    """XML whose entities grow tenfold at each level."""
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 9))
    return f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 'ha'>{entities}]><rss><channel>&e8;</channel></rss>"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (hang, "no response within 0.3 seconds"),
        (drip, "the response took longer than 0.9 seconds"),
        (drip_headers, "the response took longer than 0.9 seconds"),
        (break_off, "the connection was lost"),
        (endless, "larger than 200,000 bytes"),
        (body(b"x" * 300_000), "larger than 200,000 bytes"),
        (body(gzip.compress(b"x" * 80_000_000), Content_Encoding="gzip"), "larger than 200,000 bytes"),
        (body(gzip.compress(b"x" * 9000)[:-20], Content_Encoding="gzip"), "the response is incomplete"),
        (body(b"no gzip", Content_Encoding="gzip"), "the response is damaged"),
        (body(b"????", Content_Encoding="br"), "compressed its response in a way that was not asked for"),
        (status(403), "the server answered 403 (Forbidden)"),
        (status(799), "the server answered 799 (unknown)"),
        (status(302, Location="/feed"), "it redirects more than 5 times"),
        (status(302, Location="file:///etc/passwd"), "it redirects to something that is not a web address"),
        (status(302, Location="http://169.254.169.254/latest"), "inside a network that this source may not reach"),
        (status(302, Location="http://10.0.0.1/"), "inside a network that this source may not reach"),
        (status(302, Location="http://[::ffff:10.0.0.1]/"), "inside a network that this source may not reach"),
        (status(302, Location="http://[64:ff9b::a00:1]/"), "inside a network that this source may not reach"),
        (status(302, Location="http://0.0.0.0/"), "inside a network that this source may not reach"),
        (status(302, Location="gopher://x.example/"), "it redirects to something that is not a web address"),
        (status(302, Location="http://x:999999/"), "it redirects to something that is not a web address"),
        (status(302, Location="http://x.example/\x19"), "it redirects to something that is not a web address"),
        (status(302, Location="https://:80/"), "it redirects to something that is not a web address"),
        (body(bomb()), "this XML declares entities"),
        (body("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss>&x;</rss>"), "this XML declares entities"),
        (body("<rss><channel></channel></rss>"), "this feed has no entries"),
        (body(b"%PDF-1.7 \0\1\2"), "this is a PDF, not text"),
        (body(""), "this feed has no entries"),
    ],
)
def test_a_source_that_misbehaves_is_a_failure_and_the_next_is_read(reply: Reply, reason: str) -> None:
    """Whatever a server does, within seconds there is a plain reason, and the other source's story is there."""
    with web({"/feed": reply, "/robots.txt": status(404)}) as bad, web({"/a": body(story(1))}) as good:
        start = time.monotonic()
        source = rule(feed=f"{bad.root}/feed", timeout=0.3, max_bytes=200_000)
        found = fetched(source, rule(name="good", page=f"{good.root}/a"))
        assert time.monotonic() - start < 5
        assert [article.title for article in found.articles] == ["Meeting 1"]
        ((where, text),) = [(failure.where, failure.why) for failure in found.failures]
        assert where == "post"
        assert reason in text


def test_nobody_there() -> None:
    """A port without a server is tried three times, with growing pauses, and reported."""
    with web({}) as server:
        address = f"{server.root}/feed"
    naps: list[float] = []
    assert why(fetched(rule(feed=address, robots=False), naps=naps)) == "no connection could be made"
    assert len(naps) == 2
    assert 1 <= naps[0] <= 2 <= naps[1] <= 4


def test_pauses_are_the_same_in_every_run() -> None:
    """The jitter comes from a seeded generator: same source, same moment, same pauses."""
    with web({"/feed": status(503)}) as server:
        first: list[float] = []
        second: list[float] = []
        fetched(rule(feed=f"{server.root}/feed"), naps=first)
        fetched(rule(feed=f"{server.root}/feed"), naps=second)
        assert first == second
        assert len(first) == 2


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_passing_trouble_is_tried_again(code: int) -> None:
    """After one such answer the next try gives the story."""
    with web({"/a": in_turn(status(code), body(story(1)))}) as server:
        found = fetched(rule(page=f"{server.root}/a"))
        assert len(found.articles) == 1
        assert server.paths() == ["/a", "/a"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("7", [7.0]), ("Sat, 16 Aug 2025 09:30:20 GMT", [20.0]), ("Sat, 16 Aug 2025 09:00:00 GMT", [1.0]), ("0", [1.0])],
)
def test_the_server_says_how_long_to_wait(asked: str, expected: list[float]) -> None:
    """Retry-After is kept to, in seconds or as a date, and there is always a pause."""
    naps: list[float] = []
    with web({"/a": in_turn(status(429, Retry_After=asked), body(story(1)))}) as server:
        assert len(fetched(rule(page=f"{server.root}/a"), naps=naps).articles) == 1
    assert naps == expected


def test_a_server_that_asks_for_an_hour_is_left_until_the_next_run() -> None:
    """Nobody waits that long at half past five."""
    naps: list[float] = []
    with web({"/a": status(429, Retry_After="3600")}) as server:
        assert why(fetched(rule(page=f"{server.root}/a"), naps=naps)) == "the server answered 429 (Too Many Requests)"
        assert server.paths() == ["/a"]
    assert naps == []


def test_a_server_that_hangs_is_left_in_peace() -> None:
    """Fifty stories of a hanging server cost three timeouts, not fifty."""
    links = [f"/{n}" for n in range(10)]
    with web({"/feed": body(feed(*links)), **dict.fromkeys(links, hang)}) as server:
        found = fetched(rule(feed=f"{server.root}/feed", timeout=0.2))
        assert len(server.paths()) == 4
        assert [failure.why for failure in found.failures[:3]] == ["no response within 0.2 seconds"] * 3
        assert all("not be tried again" in failure.why for failure in found.failures[3:])
        assert len(found.failures) == 10


def test_pages_that_are_missing_do_not_condemn_a_server() -> None:
    """404 is an answer: the eleventh story is fetched after ten that are gone."""
    links = [f"/{n}" for n in range(11)]
    with web({"/feed": body(feed(*links)), "/10": body(story(10))}) as server:
        found = fetched(rule(feed=f"{server.root}/feed"))
        assert [article.title for article in found.articles] == ["Meeting 10"]
        assert len(found.failures) == 10


def test_where_the_page_fails_the_feed_speaks() -> None:
    """The entry's own text is used with a warning, and the feed is asked for whole at the next run."""
    with web({"/feed": tagged(feed("/a", words=WORDS), '"1"')}) as server:
        found = fetched(rule(feed=f"{server.root}/feed"))
        (article,) = found.articles
        assert article.text == WORDS
        assert "the full story could not be fetched (the server answered 404 (Not Found))" in article.warnings[-1]
        assert found.states == ()
        assert found.is_partial


# Only what has changed


def test_what_has_not_changed_is_not_sent_again() -> None:
    """The second run asks with the tag, gets 304, and says which stories stand."""
    with web({"/feed": tagged(feed("/a"), '"1"'), "/a": tagged(story(1), '"2"')}) as server:
        first = fetched(rule(feed=f"{server.root}/feed"))
        second = fetched(rule(feed=f"{server.root}/feed"), states=first.states)
        assert not any((second.articles, second.failures, second.states))
        assert second.unchanged == tuple(map(digest_of, first.articles))
        assert server.seen[-1][2]["if-none-match"] == '"1"'


def test_a_feed_that_changed_is_asked_for_news_only() -> None:
    """Of two stories the known one answers 304, the new one comes; the feed's state names both."""
    replies = {"/feed": tagged(feed("/a"), '"1"'), "/a": tagged(story(1), '"2"'), "/b": tagged(story(2), '"3"')}
    with web(replies) as server:
        first = fetched(rule(feed=f"{server.root}/feed"))
        server.replies["/feed"] = tagged(feed("/b", "/a"), '"4"')
        second = fetched(rule(feed=f"{server.root}/feed"), states=first.states)
        assert [article.title for article in second.articles] == ["Meeting 2"]
        assert second.unchanged == (digest_of(first.articles[0]),)
        (state,) = (state for state in second.states if state.url.endswith("/feed"))
        assert set(state.stories) == {digest_of(article) for article in (*first.articles, *second.articles)}
        assert [address[-2:] for address, _ in second.listings[0].stories] == ["/b", "/a"]


def test_the_archive_remembers(tmp_path: Path) -> None:
    """What it keeps of each state is what fetching recalls, from several threads; hashes are the archive's own."""
    links = [f"/{n}" for n in range(4)]
    with (
        Archive.open(tmp_path / "brief.sqlite3") as archive,
        web({"/feed": tagged(feed(*links), '"1"'), **{link: body(story(n)) for n, link in enumerate(links)}}) as server,
    ):
        rules = [rule(feed=f"{server.root}/feed"), *(rule(name=link[1:], page=server.root + link) for link in links)]
        first = fetch(rules, recall=archive.fetch_states, now=NOW)
        for state in first.states:
            archive.keep_fetch_states({state.url: state.plain()}, NOW)
        for listing in first.listings:
            archive.keep_listing(listing.feed, listing.stories)
        archive.remember(first.articles, NOW)
        second = fetch(rules, recall=archive.fetch_states, now=NOW)
        assert not any((second.articles, second.failures))
        assert set(archive.first_seen(second.unchanged)) == set(second.unchanged)
        assert set(second.unchanged) == set(map(story_hash, first.articles))
        assert [address for address, _ in archive.listing(first.listings[0].feed)] == [
            server.root + link for link in links
        ]


def test_a_server_without_tags_is_compared_by_content() -> None:
    """The same bytes are the same story, whatever the server says."""
    with web({"/a": body(story(1))}) as server:
        first = fetched(rule(page=f"{server.root}/a"))
        second = fetched(rule(page=f"{server.root}/a"), states=first.states)
        assert second.unchanged == tuple(map(digest_of, first.articles))


def test_what_another_version_kept_is_not_used() -> None:
    """A state of other fields is as none."""
    with web({"/a": tagged(story(1), '"1"')}) as server:
        kept = {f"{server.root}/a": {"etag": '"1"', "other": 3}}
        found = fetch([rule(page=f"{server.root}/a")], recall=partial(chosen, kept), now=NOW)
        assert len(found.articles) == 1


def test_an_archive_that_fails_is_not_a_failed_source() -> None:
    """The run ends with the archive's own error, not with a brief that says all sources failed."""

    def broken(_: Collection[str]) -> NoReturn:
        raise OutputError("the archive cannot be read", where="/x")

    with web({"/a": body(story(1))}) as server, pytest.raises(OutputError, match="archive"):
        fetch([rule(page=f"{server.root}/a")], recall=broken, now=NOW)


def test_a_fault_of_our_own_costs_one_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that raises what it should not: named by its kind, and the other source is read."""

    def broken(data: bytes, where: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("generator.jobs.fetching.feeds.read_entries", broken)
    with web({"/feed": body(feed("/a")), "/a": body(story(1))}) as server:
        found = fetched(rule(feed=f"{server.root}/feed"), rule(name="good", page=f"{server.root}/a"))
        assert [failure.why for failure in found.failures] == ["this could not be read (ZeroDivisionError)"]
        assert len(found.articles) == 1


def test_an_entry_with_nothing_in_it() -> None:
    """Neither text nor link: a failure that names the feed, and the other entry is read."""
    items = f"<item><title>Empty</title></item><item><title>Full</title><description>{WORDS}</description></item>"
    with web({"/feed": body(f"<rss version='2.0'><channel><title>P</title>{items}</channel></rss>")}) as server:
        found = fetched(rule(feed=f"{server.root}/feed"))
        assert [article.title for article in found.articles] == ["Full"]
        assert [(failure.where, failure.why) for failure in found.failures] == [("post", "there is no text")]
        assert found.states == ()


def test_a_feed_that_tells_more_than_the_page() -> None:
    """The longer of the two texts is taken, under the page's address."""
    short = "<html><body><article><p>Subscribe to read the rest of this story today.</p></article></body></html>"
    with web({"/feed": body(feed("/a", words=WORDS)), "/a": body(short)}) as server:
        (article,) = fetched(rule(feed=f"{server.root}/feed")).articles
        assert article.text == WORDS
        assert article.url == f"{server.root}/a"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("/right?utm=1#top", "/right?utm=1"), ("https://elsewhere.example/x", "/a"), ("http://[", "/a"), ("", "/a")],
)
def test_a_page_says_what_its_address_is(stated: str, expected: str) -> None:
    """Only on its own server; else it is the address where it was found."""
    with web({}) as server:
        own = server.root + stated if stated.startswith("/") else stated
        page = story(1).replace("<head>", f"<head><meta property='og:url' content='{own}'>")
        server.replies["/a"] = body(page)
        (article,) = fetched(rule(page=f"{server.root}/a?token=x")).articles
        assert article.url == server.root + expected


def test_a_corrected_story_comes_again_under_the_same_address() -> None:
    """Other words under an address that was read: an article, not an unchanged one."""
    with web({"/a": body(story(1))}) as server:
        first = fetched(rule(page=f"{server.root}/a"))
        server.replies["/a"] = body(story(1, words=WORDS.replace("Friday", "Monday")))
        second = fetched(rule(page=f"{server.root}/a"), states=first.states)
        assert "Monday" in second.articles[0].text
        assert second.articles[0].url == first.articles[0].url
        assert second.unchanged == ()


@pytest.mark.parametrize("code", [404, 410])
def test_a_story_that_was_taken_away_is_said_to_be_gone(code: int) -> None:
    """Only one that was read before."""
    with web({"/a": body(story(1))}) as server:
        first = fetched(rule(page=f"{server.root}/a"))
        server.replies["/a"] = status(code)
        assert fetched(rule(page=f"{server.root}/a"), states=first.states).gone == (f"{server.root}/a",)
        assert fetched(rule(page=f"{server.root}/a")).gone == ()


# Robots and manners


def test_what_robots_txt_forbids_is_not_fetched() -> None:
    """It is read once for all stories of a server, and the forbidden one is a failure with a reason."""
    rules = "User-agent: *\nDisallow: /private/\n"
    pages = {"/a": body(story(1)), "/b": body(story(2))}
    with web({"/robots.txt": body(rules), "/feed": body(feed("/a", "/private/x", "/b")), **pages}) as server:
        found = fetched(rule(feed=f"{server.root}/feed"))
        assert server.paths() == ["/feed", "/a", "/b"]
        assert sum(path == "/robots.txt" for _, path, _, _ in server.seen) == 1
        (failure,) = found.failures
        assert "does not allow it. Ask the outlet" in failure.why
        assert failure.where == f"post: {server.root}/private/x"


def test_a_redirect_does_not_lead_around_robots_txt() -> None:
    """Each address on the way is checked."""
    rules = "User-agent: *\nDisallow: /private\n"
    with web(
        {"/robots.txt": body(rules), "/a": status(302, Location="/private"), "/private": body(story(1))}
    ) as server:
        assert "does not allow it" in why(fetched(rule(page=f"{server.root}/a")))
        assert server.paths() == ["/a"]


@pytest.mark.parametrize(
    ("reply", "is_fetched"),
    [(status(404), True), (status(403), True), (status(503), False), (hang, False), (status(301, Location="/r"), True)],
)
def test_a_robots_txt_that_cannot_be_read(reply: Reply, is_fetched: bool) -> None:
    """Missing or refused: all is allowed. The server fails: nothing is, in this run (RFC 9309, 2.3.1)."""
    with web({"/robots.txt": reply, "/r": body("User-agent: *\nAllow: /"), "/a": body(story(1))}) as server:
        found = fetched(rule(page=f"{server.root}/a", timeout=0.3))
        assert bool(found.articles) is is_fetched
        assert ("/a" in server.paths()) is is_fetched
        assert is_fetched or "could not be read" in found.failures[0].why


def test_the_operator_may_have_the_outlets_leave() -> None:
    """With robots = false the file is not even asked for."""
    with web({"/robots.txt": body("User-agent: *\nDisallow: /"), "/a": body(story(1))}) as server:
        assert len(fetched(rule(page=f"{server.root}/a", robots=False)).articles) == 1
        assert [path for _, path, _, _ in server.seen] == ["/a"]


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /*/print*all", "/x/print/me/all/of/it", False),
        ("User-agent: *\nDisallow: /$", "/", False),
        ("User-agent: *\nDisallow: /$", "/x", True),
        ("User-agent: *\nDisallow: /a*a$", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Briefing-Note-Generator/2\nDisallow: /y", "/x", True),
        ("User-agent: other\nUser-agent: briefing-note-generator\nDisallow: /x", "/x", False),
        ("User-agent: briefing-note-generator\nDisallow: /y\n\nUser-agent: *\nDisallow: /\n"
         "\nUser-agent: briefing-note-generator\nDisallow: /x", "/x", False),
        ("user-agent : *\n disallow : /x # because", "/x", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/x", False),
        ("\ufeffUser-agent: *\nDisallow: /x", "/x", False),
        ("Disallow: /", "/x", True),
        ("<html>not found</html>", "/x", True),
        ("User-agent: *\nSitemap: https://x.example/\nDisallow: /x", "/x", False),
        ("User-agent: briefing\nDisallow: /", "/x", True),
        ("User-agent: briefing-note-generator-news\nDisallow: /", "/x", True),
        ("User-agent: *note*\nDisallow: /", "/x", True),
        ("User-agent: *\nNoindex: /y\nUser-agent: other\nDisallow: /x", "/x", False),
        ("User-agent: *\nDissallow: /x", "/x", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
    ],
)  # fmt: skip
def test_robots_rules(text: str, path: str, allowed: bool) -> None:
    """Groups, the longest match, wildcards, ends, encodings and comments as RFC 9309 has them."""
    assert robots.parse(text, PRODUCT).allows(f"https://x.example{path}") is allowed


@given(st.text(), st.text(alphabet="/a*$%?é", max_size=40))
def test_no_robots_txt_breaks_the_reader(text: str, path: str) -> None:
    """Any text is read, any path has an answer."""
    rules = robots.parse(f"User-agent: *\nDisallow: {path}\n{text}", PRODUCT)
    assert rules.allows(f"https://x.example/{path}") in {True, False}


def test_a_hostile_pattern_takes_no_time() -> None:
    """Wildcards by the thousand are matched in linear time."""
    rules = robots.parse(f"User-agent: *\nDisallow: /{'*a' * 50_000}b", PRODUCT)
    start = time.monotonic()
    assert rules.allows("https://x.example/" + "a" * 50_000)
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(("crawl_delay", "expected"), [("", 2.0), ("Crawl-delay: 5", 5.0), ("Crawl-delay: 9999", 10.0)])
def test_requests_to_one_server_keep_their_distance(crawl_delay: str, expected: float) -> None:
    """Between two requests lies the configured pause, or what the server asks for, within reason."""
    rules = f"User-agent: *\nAllow: /\n{crawl_delay}"
    naps: list[float] = []
    with web({"/robots.txt": body(rules), "/feed": body(feed("/a")), "/a": body(story(1))}) as server:
        fetched(rule(feed=f"{server.root}/feed", wait=2), naps=naps)
    assert naps[-1] == pytest.approx(expected, abs=0.5)


def test_one_server_gets_one_request_at_a_time() -> None:
    """Four sources on one server, fetched side by side: no two requests overlap."""
    running: list[int] = []
    most: list[int] = []

    def slow(handler: Handler) -> None:
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()
        handler.send(200, story(len(most)).encode(), {})

    with web({f"/{n}": slow for n in range(8)}) as server:
        found = fetched(*(rule(name=f"s{n}", page=f"{server.root}/{n}") for n in range(8)))
        assert len(found.articles) == 8
        assert max(most) == 1


def test_sources_stay_in_order_however_fast_they_are() -> None:
    """The order of the articles is that of the sources, not of the answers."""

    def late(number: int) -> Reply:
        def reply(handler: Handler) -> None:
            time.sleep(0.05 * (4 - number))
            handler.send(200, story(number).encode(), {})

        return reply

    servers = [web({"/a": late(number)}) for number in range(4)]
    with servers[0] as a, servers[1] as b, servers[2] as c, servers[3] as d:
        found = fetched(*(rule(name=f"s{n}", page=f"{one.root}/a") for n, one in enumerate((a, b, c, d))))
        assert [article.title for article in found.articles] == [f"Meeting {n}" for n in range(4)]


def test_the_program_says_who_it_is() -> None:
    """The user agent names the project and its version, and nothing of the machine."""
    with web({"/a": body(story(1))}) as server:
        fetched(rule(page=f"{server.root}/a"))
        headers = server.seen[-1][2]
        assert headers["user-agent"].startswith("briefing-note-generator/")
        assert "cookie" not in headers
        assert "python" not in str(headers).lower()


# Where requests may go


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("93.184.216.34", "public"),
        ("2606:2800:220:1:248:1893:25c8:1946", "public"),
        ("127.0.0.1", "loopback"),
        ("127.8.9.1", "loopback"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "private"),
        ("fd00::1", "private"),
        ("::ffff:192.168.1.1", "private"),
        ("64:ff9b::c0a8:101", "private"),
        ("2002:c0a8:101::1", "private"),
        ("169.254.169.254", "never"),
        ("::ffff:169.254.169.254", "never"),
        ("fe80::1%eth0", "never"),
        ("0.0.0.0", "never"),  # noqa: S104 - an address to refuse
        ("::", "never"),
        ("224.0.0.1", "never"),
        ("255.255.255.255", "never"),
    ],
)
def test_places(address: str, place: str) -> None:
    """Where addresses lead, whatever form they are written in."""
    assert reach.place_of(address) == place


@pytest.mark.parametrize(
    ("host", "known", "allowed"),
    [
        ("news.example", ["93.184.216.34"], {"public"}),
        ("intranet.example", ["10.0.0.7"], {"public", "private"}),
        ("both.example", ["93.184.216.34", "10.0.0.7"], {"public"}),
        ("localhost", ["127.0.0.1"], {"public", "loopback"}),
        ("127.0.0.1", ["127.0.0.1"], {"public", "loopback"}),
        ("[::1]", ["::1"], {"public", "loopback"}),
        ("unknown.example", [], {"public"}),
    ],
)
def test_a_source_may_reach_the_web_and_its_own_kind_of_place(host: str, known: list[str], allowed: set[str]) -> None:
    """A public source stays public; one inside the network may go on there."""

    def look_up(name: str, port: int) -> list[str]:
        if not known:
            raise OSError
        return known

    assert reach.reach_of(host, 80, look_up).allowed == allowed


@pytest.mark.parametrize("found", [["127.0.0.1"], ["169.254.169.254"], ["93.184.216.34", "127.0.0.1"], []])
def test_a_name_server_cannot_lead_into_the_machine(found: list[str]) -> None:
    """A public name that resolves to this machine is refused before anything is sent."""
    with web({"/a": body(story(1))}) as server:
        address = f"http://news.example:{server.port}/a"
        assert "may not reach" in why(fetched(rule(page=address), resolve=lambda *_: found))
        assert server.seen == []


def test_a_name_that_changes_its_address_in_between_is_caught() -> None:
    """The address that is checked is the one connected to: the second look-up is checked like the first."""
    answers = iter([["93.184.216.34"]])
    with web({"/a": body(story(1))}) as server:
        address = f"http://news.example:{server.port}/a"
        found = fetched(rule(page=address), resolve=lambda *_: next(answers, ["127.0.0.1"]))
        assert "may not reach" in why(found)
        assert server.seen == []


def test_every_address_of_a_host_is_tried() -> None:
    """Where the first does not answer, the second does."""
    with web({"/a": body(story(1))}) as server:
        source = rule(page=f"http://localhost:{server.port}/a")
        found = fetched(source, resolve=lambda *_: ["127.0.0.2", "127.0.0.1"])
        assert len(found.articles) == 1


def test_links_and_redirects_of_a_source_are_held_to_its_reach() -> None:
    """A feed on this machine may lead to other ports here, not into the network around it."""
    with web({"/a": body(story(1))}) as other:
        links = (f"{other.root}/a", "http://10.0.0.1/x", "file:///etc/passwd", "javascript:alert(1)", "http://[/")
        with web({"/feed": body(feed(*links))}) as server:
            found = fetched(rule(feed=f"{server.root}/feed"))
            assert [article.title for article in found.articles] == ["Meeting 1"]
            assert "may not reach" in found.failures[0].why
            assert len(found.failures) == 4


def test_a_proxy_gets_the_request_and_the_check_stays() -> None:
    """Through a proxy an unknown name may pass, one that is known to lie inside may not."""

    def look_up(name: str, port: int) -> list[str]:
        known = {"inside.example": ["10.0.0.1"], "127.0.0.1": ["127.0.0.1"]}
        if name not in known:
            raise OSError
        return known[name]

    with web({"http://far.example/a": body(story(1))}) as server:
        options: Mapping[str, Any] = {"resolve": look_up, "proxy": lambda url: server.root}
        found = fetched(rule(page="http://far.example/a", robots=False), **options)
        assert len(found.articles) == 1
        moved = {"http://far.example/a": status(302, Location="http://inside.example/")}
        server.replies.update(moved)
        assert "may not reach" in why(fetched(rule(page="http://far.example/a", robots=False), **options))


def test_the_environment_names_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """As other programs understand it; never for this machine itself."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    assert environment_proxy("https://news.example/a") is None
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    assert environment_proxy("https://news.example/a") == "http://proxy.example:3128"
    assert environment_proxy("http://news.example/a") is None
    assert environment_proxy("https://intranet.example/a") is None
    assert environment_proxy("https://localhost/a") is None


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    """What a server whose authority this program trusts shows: it is news.example."""
    context, file = certificate(tmp_path, "news.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    wire.trusted.cache_clear()
    yield context
    wire.trusted.cache_clear()


def test_encrypted_servers_are_known_by_their_names(authority: ssl.SSLContext) -> None:
    """The certificate is checked against the name in the address, not against the machine connected to."""
    with web({"/a": body(story(1))}, tls=authority) as server:
        assert len(fetched(rule(page=f"{server.root}/a")).articles) == 1
        other = fetched(rule(page=f"https://localhost:{server.port}/a", robots=False))
        assert "certificate is not valid (Hostname mismatch" in why(other)


def test_strangers_certificates_are_refused(tmp_path: Path) -> None:
    """Nothing is read from a server that nobody vouches for, and it is not tried again."""
    context, _ = certificate(tmp_path, "news.example")
    with web({"/a": body(story(1))}, tls=context) as server:
        assert "the server's certificate is not valid" in why(fetched(rule(page=f"{server.root}/a", robots=False)))
        assert server.seen == []


def test_a_server_that_does_not_encrypt() -> None:
    """Https to a server that speaks plain HTTP."""
    with web({}) as server:
        address = server.root.replace("http:", "https:")
        assert why(fetched(rule(page=address, robots=False))) == "no encrypted connection could be made"


# Secrets


def test_a_login_goes_to_its_own_server_only_and_is_never_shown() -> None:
    """The feed's user and password open its stories too; neither another server nor any value returned sees them."""
    with web({"/b": body(story(2))}) as other:
        links = ("/a?token=s3cr3t-token", "/missing", f"{other.root}/b")
        with web({"/feed": tagged(feed(*links), '"1"'), "/a": body(story(1))}) as server:
            address = f"http://reader:s3cr3t-word@127.0.0.1:{server.port}/feed?key=s3cr3t-key"
            found = fetched(rule(feed=address))
            assert all("authorization" in headers for _, path, headers, _ in server.seen)
            assert all("authorization" not in headers for _, _, headers, _ in other.seen)
            assert len(found.articles) == 2
            assert len(found.failures) == 1
            assert "s3cr3t" not in repr(found)
            assert "reader" not in repr(found)


def test_another_token_is_another_state() -> None:
    """What one user was sent is not taken for what another would be sent."""
    keys = {masking.key_of(f"https://{user}x.example/f{query}") for user in ("", "a:b@") for query in ("", "?token=1")}
    assert len(keys) == 4
    assert not any("a:b" in key or "token" in key for key in keys)
    assert masking.key_of("https://X.example/f?id=3") == "https://x.example/f?id=3"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://u:p@x.example/a?b=1#c", "https://x.example/a?b=1"),
        ("https://x.example", "https://x.example/"),
        ("https://x.example/a?access_token=1&id=2&API-KEY=3&sig=4", "https://x.example/a?id=2"),
        ("https://x.example/a?monkey=1&author=2&design=3", "https://x.example/a?monkey=1&author=2&design=3"),
    ],
)
def test_public_addresses(url: str, expected: str) -> None:
    """Logins and parameters that sound secret go, others stay."""
    assert masking.public(url) == expected


def test_a_secret_that_is_not_there_costs_only_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable's name is said, and the other source is read."""
    monkeypatch.delenv("FEED_ADDRESS", raising=False)
    with web({"/a": body(story(1))}) as server:
        found = fetched(rule(feed={"env": "FEED_ADDRESS"}), rule(name="good", page=f"{server.root}/a"))
        assert len(found.articles) == 1
        assert "FEED_ADDRESS" in found.failures[0].why


@pytest.mark.parametrize("kind", ["feed", "page"])
def test_an_address_from_the_environment_is_not_shown(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where it works nor where it fails nor in what is kept; and it is recalled all the same."""
    content = feed("/a") if kind == "feed" else story(1)
    with web({"/hidden-path": tagged(content, '"1"'), "/a": body(story(1))}) as server:
        monkeypatch.setenv("SECRET_ADDRESS", f"{server.root}/hidden-path?x=hidden-word")
        source = rule(**{kind: {"env": "SECRET_ADDRESS"}})
        first = fetched(source)
        assert len(first.articles) == 1
        second = fetched(source, states=first.states)
        assert len(second.unchanged) == 1
        server.replies["/hidden-path"] = status(500)
        third = fetched(source, states=first.states)
        assert len(third.failures) == 1
        assert "hidden" not in repr((first, second, third))


# Folders


def test_a_folder_is_read_and_only_once(tmp_path: Path) -> None:
    """Files give articles; unchanged ones are not parsed again, changed ones are."""
    (tmp_path / "a.txt").write_text("Talks begin\n\n" + WORDS)
    (tmp_path / "b.html").write_text(story(2))
    first = fetched(rule(folder=tmp_path))
    assert len(first.articles) == 2
    (tmp_path / "b.html").write_text(story(3))
    second = fetched(rule(folder=tmp_path), states=first.states)
    assert second.unchanged == (digest_of(first.articles[0]),)
    assert [article.title for article in second.articles] == ["Meeting 3"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Who may drop stories may not have other files of the machine published."""
    folder = tmp_path / "drop"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("The secret plan. " + WORDS)
    (folder / "x.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "y.txt").write_text(WORDS)
    found = fetched(rule(folder=folder))
    assert len(found.articles) == 1
    assert [(f.where, f.why) for f in found.failures] == [
        ("post: x.txt", "this link leads out of the folder. Put the file itself in the folder.")
    ]


def test_the_newest_files_are_taken(tmp_path: Path) -> None:
    """Within the limit on stories, and the rest is said."""
    for number in range(4):
        path = tmp_path / f"{number}.html"
        path.write_text(story(number))
        os.utime(path, (1000 + number, 1000 + number))
    found = fetched(rule(folder=tmp_path, most=2))
    assert [article.title for article in found.articles] == ["Meeting 2", "Meeting 3"]
    assert found.warnings == ("post: 2 of 4 files were left out; the limit is 2 (most)",)


def test_files_that_cannot_be_read_are_failures(tmp_path: Path) -> None:
    """Empty, too large, broken; and a folder that is not there."""
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text(WORDS * 100)
    (tmp_path / "c.rss").write_text(bomb())
    found = fetched(rule(folder=tmp_path, max_bytes=2000), rule(name="lost", folder=tmp_path / "none"))
    assert [failure.where for failure in found.failures] == ["post: a.txt", "post: b.txt", "post: c.rss", "lost"]
    assert found.articles == ()


# Bodies


@given(st.binary(max_size=5000), st.integers(1, 400), st.integers(0, 6000))
def test_bodies_arrive_whole_or_are_refused(data: bytes, size: int, most: int) -> None:
    """However the bytes are cut: the same content, or an error where it is larger than allowed."""
    packed = gzip.compress(data)
    chunks = [packed[at : at + size] for at in range(0, len(packed), size)]
    if max(len(packed), len(data)) <= most:
        assert bodies.whole(chunks, "gzip", most) == data
    else:
        with pytest.raises(FetchError, match="larger than"):
            bodies.whole(chunks, "gzip", most)


def test_a_gzip_bomb_needs_little_memory() -> None:
    """A hundred megabytes of zeros are refused after the first two."""
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
    tracemalloc.start()
    with pytest.raises(FetchError, match="larger than"):
        bodies.whole([packed], "gzip", 1_000_000)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
