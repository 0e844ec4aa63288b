"""Lines of a page's furniture are dropped, and no line of a story is."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import reading as readers
from generator.reading import boilerplate
from generator.resources import LEXICON

SENTENCE = "The prime minister said on Friday that borders cannot be changed by force."

NOISE = """
Read more: Five things to know about the summit
READ MORE
Read the full story here.
Related: What the Kremlin wants
ALSO READ | The long road to Alaska
SEE ALSO: The long road to Alaska
Advertisement
Story continues below advertisement
Advertisement 3 Story continues below
This advertisement has not loaded yet, but your article continues below.
Article content
Recommended Videos
Recommended from Editorial
Trending Now
More on this story
More from World
Related topics
Share this article
Share
Tweet
Facebook Twitter Email
Copy link
12 Comments
Sign up for our daily newsletter and get the news in your inbox.
Subscribe to our newsletter
Get breaking National news
By signing up you consent to receive the above newsletter from Postmedia Network Inc.
Subscribe now
We use cookies to improve your experience on our site.
Privacy Policy
Published Aug 15, 2025
Published Aug. 15, 2025 at 6:00 a.m. EDT
Updated 3 hours ago
Last updated: August 15, 2025 | 4 min read
Posted: Aug 15, 2025 4:00 AM EDT | Last Updated: August 15
5 min read
11:30 a.m.
Publié le 15 août 2025 à 7 h 30
Demonstrators in Anchorage on Friday. (Tess Ivanoff/Aurora Public Radio)
FILE PHOTO: The presidents shake hands at an earlier meeting in Helsinki.
Demonstrators gather near the base in Anchorage on Friday. (Jane Doe/Reuters)
President Vladimir Putin arrives in Anchorage, Alaska, on Friday. (AP Photo/Jane Doe)
Prime Minister Mark Carney speaks in Ottawa. THE CANADIAN PRESS/Jane Doe
Photo by Jane Doe/Getty Images
Getty Images
Image source, Reuters
Open this photo in gallery:
© 2025 The Daily Post
Copyright 2025 The Associated Press. All rights reserved.
All rights reserved
This report by The Canadian Press was first published Aug. 15, 2025.
With files from Reuters and The Associated Press
Reporting by Jane Doe in Moscow; editing by John Smith
(Additional reporting by Jane Doe; Writing by John Smith)
Associated Press writer Jane Doe in Paris contributed to this report.
Our Standards: The Thomson Reuters Trust Principles.
Click here for more stories.
CLICK HERE TO GET THE APP
Watch: Leaders arrive in Alaska
WATCH | Leaders arrive in Alaska
Watch the full interview below:
Listen to this article
Comments
Contact us
Do you have a story to tell? Write to news@example.org.
Follow Jane Doe on Twitter: @janedoe
* * *
___
https://example.org/story
By Jane Doe
By  JANE DOE
Author of the article:
Skip to main content
Create an account or sign in to continue with your reading experience.
Unlimited online access to the Daily Post.
You must be logged in to comment.
Sat 24 Feb 2024 12.42 CET
By Jane Doe, Canadian Press
By JANE DOE and JOHN SMITH
By Jane Doe | Reuters
Jane Doe · CBC News · Posted: Aug 15, 2025 4:00 AM EDT
The Associated Press
Written by Jane Doe
Jane Doe, The Canadian Press
Par Jane Doe, La Presse canadienne
À lire aussi : Ce que veut le Kremlin
À lire aussi
Lire aussi - Ce que veut le Kremlin
Publicité
Passer la publicité
Suite de l’article après la publicité
Abonnez-vous
Abonnez-vous à notre infolettre quotidienne.
Avec les informations de l’Agence France-Presse
Tous droits réservés
Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.
Partager cet article
Mis à jour le 15 août 2025
World | Politics | Opinion | Sports
Home › World
""".strip().split("\n")

STORY = """
By Friday the talks had ended without a deal, he said.
By Friday, the delegations had left
Read by a spokesman, the statement said that nothing had changed.
Published in March, the report said that the plan would fail.
Updated figures show that trade fell by 5 per cent in July.
Photo identification will be required at the polls, the minister said.
Photographs of the two men shaking hands were on every front page.
Advertisement spending fell by a fifth, the company said on Friday.
The company said advertisement revenue had risen.
Share prices fell after the announcement.
Shares of the company fell by 4 per cent.
Share your grief with us, the president told the families.
Related parties must disclose their interests, the law says.
Trending downward since May, inflation reached 2 per cent.
Subscribers to the plan were told on Friday that it had ended.
Sign the treaty now, he told the two presidents, or lose it.
Watch what he does, not what he says, the ambassador warned.
Watching the talks from Ottawa, officials said little.
Listen to Ukrainians, she told the leaders on Friday.
Comments by the president angered allies.
Contact with the crew was lost at noon.
Click-through rates rose by a third, the company said.
More on this than on anything else, the two leaders agree.
The Associated Press reported that the plan had been dropped.
Reuters reported on Friday that sanctions would follow.
With files stacked on his desk, the minister refused to answer.
Reporting from the front has become harder, the correspondent said.
Copyright law protects the letter, a judge ruled.
Canada contributed to this fund for ten years.
“Sorry,” he said.
“We will,” he said.
The minister resigned on Friday, officials said. (Reuters)
He asked about the treaty (the one of 2010/2011).
He declined.
What next?
“Read my lips,” he said: no new taxes.
(CNN) The president said on Friday that he would go.
OTTAWA — The prime minister said that he would not go.
A second round
How the judges ruled
May will decide on Friday.
March on the capital
In 2014, Russia seized Crimea.
Follow the money, he told investigators on Friday.
The minister, who covers the file for the party, left at 5 p.m.
Getty, the founder, died in 1976.
Join the alliance, the secretary general told the two countries.
Donate blood, the mayor asked the residents of the city.
Publicité et politique ne font pas bon ménage, a dit le ministre.
Abonnés et lecteurs ont écrit au journal, a dit la directrice.
Par ailleurs, le ministre a refusé de répondre.
Avec la Russie, il faut parler, a dit le président.
""".strip().split("\n")


def in_a_story(line: str) -> str:
    """The rule that drops `line` as the fourth from the end of a story, where every rule looks."""
    lines = [SENTENCE] * 3 + [line] + [SENTENCE] * 3
    return boilerplate.noise(lines)[3]


@pytest.mark.parametrize("line", NOISE)
def test_furniture_is_dropped(line: str) -> None:
    """Each kind of line that pages put around stories is dropped by a rule with a name."""
    assert in_a_story(line)


@pytest.mark.parametrize("line", STORY)
def test_sentences_and_headings_are_kept(line: str) -> None:
    """Sentences that begin like furniture, short answers and headings inside the story stay."""
    assert in_a_story(line) == ""


def test_credits_and_bylines_are_looked_for_at_the_edges_only() -> None:
    """In the middle of a long story, a line that only might be a credit is left alone."""
    lines = [SENTENCE] * 30
    lines[15] = "Source: the ministry of defence"
    assert set(boilerplate.noise(lines)) == {""}


def test_menus_are_dropped() -> None:
    """Three very short lines in a row are a menu; two are not."""
    assert boilerplate.noise(["Canada", "World", "Politics", SENTENCE, "Who won", "Who lost", SENTENCE]) == [
        "menu",
        "menu",
        "menu",
        "",
        "",
        "",
        "",
    ]


def test_headlines_after_a_list_heading_go_with_it() -> None:
    """A heading such as "Recommended" takes the headlines after it along, up to the next sentence."""
    lines = [SENTENCE, "Recommended Stories", "Carney speaks to allies in London", "What the Kremlin wants", SENTENCE]
    assert boilerplate.clear(lines).lines == (SENTENCE, SENTENCE)


def test_related_headlines_at_the_end_are_dropped() -> None:
    """Two or more headlines at the end of a story are links; a single last line is not judged."""
    links = ["Carney speaks to allies in London", "What the Kremlin wants from the summit"]
    assert boilerplate.clear([SENTENCE] * 3 + links).lines == (SENTENCE,) * 3
    assert boilerplate.clear([SENTENCE] * 3 + links[:1]).lines == (*[SENTENCE] * 3, links[0])


def test_words_that_pages_glue_into_sentences_are_taken_out() -> None:
    """What a page says of a link to those who cannot see it is no word of the story."""
    line = "The report, opens new tab by the institute (opens in new window) was published on Friday."
    assert boilerplate.clear([line]).lines == ("The report by the institute was published on Friday.",)


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        (f"{SENTENCE} He also told the repor… Read more", SENTENCE),
        (f"{SENTENCE} He also told the repor...", SENTENCE),
        (f"{SENTENCE} He also told the reporters […]", SENTENCE),
        (f"{SENTENCE} He also told the repor… [+1234 chars]", SENTENCE),
        (f"{SENTENCE} “I do not know…”", f"{SENTENCE} “I do not know…”"),
        (f"{SENTENCE} He added that the", f"{SENTENCE} He added that the"),
    ],
)
def test_a_sentence_that_is_cut_off_at_the_end_is_dropped(last: str, kept: str) -> None:
    """Only whole sentences stay of a last paragraph that ends in dots; a quotation may."""
    assert boilerplate.clear([SENTENCE, last]).lines == (SENTENCE, kept)


def test_a_sentence_cut_off_by_a_paywall_is_dropped() -> None:
    """A long last paragraph without full stop before an appeal to subscribe is cut to its last whole sentence."""
    cut = f"{SENTENCE} He also told the reporters that the two leaders had talked about the exch"
    assert boilerplate.clear([SENTENCE, cut, "Subscribe to continue reading this article"]).lines == (
        SENTENCE,
        SENTENCE,
    )


def test_the_repeated_title_is_dropped_whatever_its_quotation_marks() -> None:
    """Only letters count when the first lines are compared with the title; further down it is left alone."""
    lines = ["World", "‘No deal’: talks end", SENTENCE, SENTENCE, "‘No deal’: talks end", SENTENCE]
    assert boilerplate.clear(lines, title='"No deal": Talks end').lines == (
        "World",
        SENTENCE,
        SENTENCE,
        lines[1],
        SENTENCE,
    )


@given(st.lists(st.text(max_size=80), max_size=30), st.text(max_size=20))
def test_clearing_only_takes_lines_away(lines: list[str], title: str) -> None:
    """Whatever the lines, those that stay are the given ones in order, save that the last may be shortened."""
    cleared = boilerplate.clear(lines, title=title)
    rest = iter(lines)
    assert all(any(line.startswith(kept) for line in rest) for kept in cleared.lines)
    assert len(cleared.left_out) + len(cleared.lines) in {len(lines), len(lines) + 1}


@pytest.mark.parametrize(
    "line", ["By " + "Ab " * 200, "1 " * 300 + "x", "(" * 300 + "AP Photo/" + "x" * 300, "a," * 390]
)
def test_no_line_makes_a_rule_slow(line: str) -> None:
    """Lines that are built to make patterns backtrack are judged and stay."""
    assert in_a_story(line) == ""


def test_every_rule_has_known_keys_and_drops_something() -> None:
    """The lexicon holds no misspelt key, and each rule drops at least one line of the list above."""
    rules = tomllib.loads((LEXICON / "boilerplate.toml").read_text(encoding="utf-8"))["rule"]
    for rule in rules:
        assert set(rule) <= {"name", "match", "place", "words", "opens"}, rule["name"]
    used = {in_a_story(line) for line in [*NOISE, "View all", "Jane Doe is a reporter for the Post based in Moscow."]}
    assert {rule["name"] for rule in rules} <= used


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def test_no_statement_of_political_articles_is_dropped(shared: Path) -> None:
    """Of all statements that people marked in 924 articles, none stands in a dropped line that holds a sentence."""
    lost = []
    for part in ("train", "dev"):
        with gzip.open(shared / "data" / "polnear" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as file:
            for record in map(json.loads, file):
                lines = _lines(record["text"])
                dropped = {line for line, why in zip(lines, boilerplate.noise(lines), strict=True) if why}
                spans = [span for said in record["attributions"] for part in said["content"] for span in part["spans"]]
                starts = {record["text"][start:].split("\n", 1)[0].strip() for start, _ in spans}
                lost += [line for line in dropped & starts if len(line.split()) > 4]
    assert lost == []


def test_hardly_a_sentence_of_any_kind_is_dropped(shared: Path) -> None:
    """Of 26,000 sentences of web, mail, news and talk, each taken for a line, under 0.4 % are dropped."""
    sentences = []
    for path in sorted((shared / "data" / "treebanks").rglob("*.conllu.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            sentences += [line.removeprefix("# text = ").strip() for line in file if line.startswith("# text = ")]
    dropped = [line for line in sentences if len(line.split()) > 3 and boilerplate.noise([line])[0]]
    assert len(dropped) < len(sentences) * 0.004


def test_extraction_is_no_worse_than_the_library_alone(shared: Path) -> None:
    """On 92 pages with gold text: at most 1 % of gold sentences dropped, precision at least 0.94 and recall 0.94."""
    folder = shared / "data" / "pages" / "article_extraction_benchmark"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    scores, sentences, dropped = [], 0, 0
    for name, page in gold.items():
        (article,) = readers.read([str(folder / "html" / f"{name}.html.gz")]).articles
        scores.append(_precision_and_recall(article.text, page["articleBody"]))
        lines = _lines(page["articleBody"])
        told = [why for line, why in zip(lines, boilerplate.noise(lines), strict=True) if re.search(r"\w[.”\"]$", line)]
        sentences, dropped = sentences + len(told), dropped + sum(map(bool, told))
    assert dropped <= sentences / 100
    assert [round(sum(score) / len(scores), 3) >= 0.94 for score in zip(*scores, strict=True)] == [True, True]


def _precision_and_recall(found: str, gold: str) -> tuple[float, float]:
    """Shares of four-word shingles, as the benchmark counts them."""
    one, other = ({tuple(words[i : i + 4]) for i in range(len(words) - 3)} for words in map(_words, (found, gold)))
    both = len(one & other)
    return both / max(1, len(one)), both / max(1, len(other))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_feeds_of_the_corpus_are_read_or_refused(shared: Path) -> None:
    """None of 297 well-formed and broken feeds crashes, and titles and texts that stand in their comments come out."""
    checked = 0
    for path in sorted((shared / "data" / "feeds").rglob("*.xml")):
        reading = readers.read([str(path)])
        assert reading.articles or reading.failures
        assert not any("could not be read (" in failure.why for failure in reading.failures), path.name
        expected = re.search(rb"entries\[0\]\['(description|summary)'\] == u?'([\w .,]+)'\s", path.read_bytes())
        if expected and reading.articles:
            checked += 1
            assert expected[2].decode() in {reading.articles[0].text, reading.articles[0].title}, path.name
    assert checked >= 10
