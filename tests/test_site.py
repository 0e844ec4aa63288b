"""The page of all briefs: what it lists, what its search goes through, its feed, and that it needs no server."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest
from briefs import HOSTILE, SAMPLE
from lxml import etree  # type: ignore[import-untyped]

from generator.drafting.news import mark
from generator.errors import OutputError
from generator.jobs import site
from generator.jobs.archive import PLACE, Archive
from generator.model import Brief

NOW = dt.datetime(2025, 8, 15, 9, 30, tzinfo=dt.UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder."""
    folder = tmp_path / "output"
    folder.mkdir()
    return folder


@pytest.fixture
def archive(output: Path) -> Iterator[Archive]:
    """Its archive."""
    with Archive.open(output / PLACE) as opened:
        yield opened


def keep(archive: Archive, output: Path, brief: Brief, *suffixes: str, now: dt.datetime = NOW) -> str:
    """Keep a brief whose files are in the output folder; the answer is their common name."""
    stem = f"{brief.dated}-{brief.profile}"
    names = [f"{stem}.{suffix}" for suffix in suffixes]
    for name in names:
        (output / name).write_text(name)
    archive.keep_brief(brief, names, now)
    return stem


class Page(HTMLParser):
    """A page: its links, its headings, and the ids that labels and links within it name."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.headings: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._in_heading = False
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        self.links += [values[name] for name in ("href", "src") if name in values]
        self._in_heading = bool(re.fullmatch("h[1-6]", tag))
        if self._in_heading:
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        """A heading ends."""
        self._in_heading = False

    def handle_data(self, data: str) -> None:
        """Keep the words of headings."""
        if self._in_heading:
            self.headings[-1] += data


def index_of(data: bytes) -> list[dict[str, object]]:
    """What the search goes through."""
    found = re.search(r'<script type="application/json" id="index">(.*?)</script>', data.decode(), re.DOTALL)
    assert found
    parsed: list[dict[str, object]] = json.loads(found[1])
    return parsed


def test_briefs_are_listed_by_month_newest_first(archive: Archive, output: Path) -> None:
    """Each month has a heading, each brief its page and its other files."""
    for day in ("2025-07-31", "2025-08-01", "2025-08-15"):
        keep(archive, output, replace(SAMPLE, dated=dt.date.fromisoformat(day)), "html", "pdf", "json")
    page = Page(site.pages(archive, output)["index.html"])
    assert page.headings == ["Briefing notes", "Passages found", "August 2025", "July 2025"]
    opened = [link for link in page.links if link.endswith(".html")]
    assert opened == [f"./{day}-canada-us-russia.html" for day in ("2025-08-15", "2025-08-01", "2025-07-31")]
    assert "./2025-08-15-canada-us-russia.pdf" in page.links


def test_only_files_that_are_there_are_linked(archive: Archive, output: Path) -> None:
    """A brief without its page opens its next best file; one whose files are all gone is not listed."""
    stem = keep(archive, output, SAMPLE, "html", "pdf")
    gone = keep(archive, output, replace(SAMPLE, dated=dt.date(2025, 8, 1)), "html")
    (output / f"{stem}.html").unlink()
    (output / f"{gone}.html").unlink()
    page = site.pages(archive, output)["index.html"].decode()
    assert f"./{stem}.pdf" in page
    assert f"{stem}.html" not in page
    assert gone not in page


def test_every_link_is_relative_and_leads_somewhere(archive: Archive, output: Path) -> None:
    """A shared drive is all that is needed: no link names a host, and each file is there."""
    keep(archive, output, replace(SAMPLE, profile="été & co"), "html", "pdf")
    for path in site.publish(archive, output):
        links = re.findall(r'href="([^"]*)"', path.read_text("utf-8"))
        assert links
        for link in links:
            assert not re.match(r"[a-z]+:|/", link)
            name = re.sub("%([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), link.removeprefix("./").partition("#")[0])
            assert not name or (output / name.encode("latin-1").decode()).is_file()


def test_the_search_goes_through_every_passage(archive: Archive, output: Path) -> None:
    """Number, speaker and words as printed; the numbers are the anchors of the brief's page."""
    stem = keep(archive, output, SAMPLE, "html")
    (brief,) = index_of(site.pages(archive, output)["index.html"])
    assert brief["page"] == f"{stem}.html"
    assert brief["lines"] == [
        [number, excerpt.speaker.name if excerpt.speaker else "", excerpt.display]
        for number, excerpt in enumerate(SAMPLE.excerpts(), 1)
    ]


def test_what_is_new_is_counted(archive: Archive, output: Path) -> None:
    """A brief that was compared with another says how much of it is new; the first one does not."""
    first = replace(SAMPLE, dated=dt.date(2025, 8, 14), sections=SAMPLE.sections[:1])
    keep(archive, output, first, "html")
    assert "Continued" not in site.pages(archive, output)["index.html"].decode()
    keep(archive, output, mark(SAMPLE, first), "html", now=NOW + dt.timedelta(days=1))
    page = site.pages(archive, output)["index.html"].decode()
    old = len(first.excerpts())
    assert f"New {len(SAMPLE.excerpts()) - old} · Changed 0 · Continued {old}" in page


def test_hostile_words_stay_words(archive: Archive, output: Path) -> None:
    """Markup in titles, speakers and passages is text in the page, in its index and in the feed."""
    odd = replace(HOSTILE, title="</script><img src=x onerror=alert(1)> \ufffe\x0b\u202e {{ 7*7 }}")
    keep(archive, output, odd, "html")
    made = site.pages(archive, output, name="<b>")
    page = Page(made["index.html"])
    assert not any(tag == "img" or any(name.startswith("on") for name in values) for tag, values in page.tags)
    assert made["index.html"].count(b"</script>") == 2
    assert "{{ 7*7 }}" in made["index.html"].decode()
    assert etree.fromstring(made["feed.xml"]) is not None
    assert len(index_of(made["index.html"])) == 1


def test_the_policy_lets_nothing_in_but_our_script(archive: Archive, output: Path) -> None:
    """No source is allowed but the script by its hash; the page asks for no other file."""
    keep(archive, output, SAMPLE, "html")
    page = Page(site.pages(archive, output)["index.html"])
    (policy,) = [v["content"] for t, v in page.tags if v.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "'sha256-" in policy
    assert not any("src" in values for _, values in page.tags)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_can_be_used_by_everyone(archive: Archive, output: Path, language: str) -> None:
    """A language, one main heading, no gap between headings, a way past the head, and a name for everything."""
    for day in ("2025-07-31", "2025-08-15"):
        keep(archive, output, replace(SAMPLE, dated=dt.date.fromisoformat(day)), "html", "pdf")
    data = site.pages(archive, output, language=language)["index.html"]
    page = Page(data)
    ids = {values["id"] for _, values in page.tags if "id" in values}
    named = [v[key] for _, v in page.tags for key in ("for", "aria-labelledby") if key in v]
    assert dict(page.tags)["html"]["lang"] == language
    assert [tag for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)] == ["h1", "h2", "h2", "h2"]
    assert page.links[1] == "#briefs"
    assert set(named) <= ids
    assert "for" in dict(page.tags)["label"]
    assert {"role": "status"} in [values for _, values in page.tags]
    texts = re.findall(r"<a [^>]*>(.*?)</a>", data.decode(), re.DOTALL)
    assert len({re.sub(r"\s+", " ", text) for text in texts}) == len(texts), "links of one name lead to one place"


def test_without_a_script_the_list_is_all_there_is(archive: Archive, output: Path) -> None:
    """The search is hidden until its script shows it."""
    keep(archive, output, SAMPLE, "html")
    tags = Page(site.pages(archive, output)["index.html"]).tags
    assert all("hidden" in v for t, v in tags if v.get("class") == "search" or v.get("id") == "found")


def test_an_empty_archive_says_so(archive: Archive, output: Path) -> None:
    """No list, no search, a feed without entries that is a feed all the same."""
    made = site.pages(archive, output)
    assert "There are no notes yet." in made["index.html"].decode()
    assert not any(tag == "form" for tag, _ in Page(made["index.html"]).tags)
    assert etree.fromstring(made["feed.xml"]).findall(f"{ATOM}entry") == []


def test_the_feed_has_what_atom_asks_for(archive: Archive, output: Path) -> None:
    """Ids that are its own and stay, times with zones, links, a summary; newest first, at most fifty entries."""
    for number in range(55):
        day = (dt.date(2025, 6, 1) + dt.timedelta(days=number)).isoformat()
        keep(
            archive,
            output,
            replace(SAMPLE, dated=dt.date.fromisoformat(day)),
            "html",
            now=NOW + dt.timedelta(days=number),
        )
    data = site.pages(archive, output, name="morning")["feed.xml"]
    root = etree.fromstring(data)
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 50
    for element in (root, *entries):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        assert dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
    ids = [element.findtext(f"{ATOM}id") for element in (root, *entries)]
    assert len(set(ids)) == 51
    parsed = feedparser.parse(data)
    assert not parsed.bozo
    assert parsed.entries[0].link == "./2025-07-25-canada-us-russia.html"
    assert SAMPLE.excerpts()[0].display[:60] in parsed.entries[0].summary
    other = etree.fromstring(site.pages(archive, output, name="evening")["feed.xml"])
    assert other.findtext(f"{ATOM}id") != ids[0]


def test_the_same_archive_makes_the_same_bytes(archive: Archive, output: Path) -> None:
    """Nothing of the clock is in them; what was made before is replaced."""
    keep(archive, output, SAMPLE, "html")
    assert site.pages(archive, output) == site.pages(archive, output)
    paths = site.publish(archive, output)
    assert site.publish(archive, output) == paths
    assert [path.name for path in paths] == ["index.html", "feed.xml"]


def test_a_page_that_is_not_ours_is_not_replaced(archive: Archive, output: Path) -> None:
    """Whoever has an index.html of their own in the folder keeps it, and is told."""
    (output / "index.html").write_text("<h1>Mine</h1>")
    with pytest.raises(OutputError, match="not from this program"):
        site.publish(archive, output)
    assert (output / "index.html").read_text() == "<h1>Mine</h1>"
