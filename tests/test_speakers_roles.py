"""Names, titles and roles, on lines written as word/PART_OF_SPEECH."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.speakers.english.appositions import roles_of
from generator.analysis.speakers.english.lines import make_line
from generator.analysis.speakers.english.names import find_names
from generator.analysis.speakers.english.roles import read_role
from generator.analysis.speakers.lines import Line, Word
from generator.analysis.speakers.names import Name
from generator.analysis.speakers.roles import Role

_TAGS = {
    "D": "DET", "N": "NOUN", "P": "PROPN", "A": "ADJ", "V": "VERB", "X": "AUX", "I": "ADP", "C": "CCONJ", ".": "PUNCT",
    "S": "PART", "R": "PRON", "B": "ADV", "#": "NUM",
}  # fmt: skip


def line_of(tagged: str) -> Line:
    """A line from words with one-letter tags ("Ann/P Lee/P said/V"); words are joined where "+" stands before."""
    text, words = "", []
    for index, piece in enumerate(tagged.split()):
        word, _, tag = piece.rpartition("/")
        joined = word.startswith("+") or tag in ".S"
        word = word.removeprefix("+")
        text += "" if joined or not text else " "
        start = len(text)
        text += word
        words.append(
            Word(word, word.lower(), _TAGS[tag], "", index, start, len(text), "", 0, 0, opens=index == 0, quoted=False)
        )
    return make_line(0, text, tuple(words))


def names_of(tagged: str) -> list[str]:
    """The names in a line, their parts joined by blanks."""
    return [" ".join(name.parts) for name in find_names(line_of(tagged))]


def role_of(tagged: str) -> Role:
    """The first role of the first name that has one."""
    line = line_of(tagged)
    return next(role for name in find_names(line) for role in roles_of(line, name))


@pytest.mark.parametrize(
    ("tagged", "names"),
    [
        ("Prime/P Minister/P Mark/P Carney/P said/V", ["Mark Carney"]),
        ("U.S./P President/P Donald/P Trump/P left/V", ["Donald Trump"]),
        ("spokesperson/N Dmitry/P Peskov/P said/V", ["Dmitry Peskov"]),
        ("Sen./P Lindsey/P Graham/P spoke/V", ["Lindsey Graham"]),
        ("Ursula/P von/P der/P Leyen/P agreed/V", ["Ursula von der Leyen"]),
        ("Jason/P Israel/P noted/V", ["Jason Israel"]),
        ("Kim/P Jong/P Un/P arrived/V", ["Kim Jong Un"]),
        ("Jean/P +-/. +Noël/P Barrot/P came/V", ["Jean-Noël Barrot"]),
        ("Mr./P Osei/P left/V", ["Osei"]),
    ],
)
def test_names_lose_titles_and_places(tagged: str, names: list[str]) -> None:
    """A name is what is left when title, office and country are taken off."""
    assert names_of(tagged) == names


@pytest.mark.parametrize(
    "tagged",
    [
        "The/D White/P House/P agreed/V",
        "Global/P Affairs/P Canada/P said/V",
        "Carleton/P University/P closed/V",
        "The/D Tax/P Foundation/P said/V",
        "Russian/A officials/N left/V on/I Monday/P",
    ],
)
def test_bodies_and_days_are_no_people(tagged: str) -> None:
    """Seats, ministries, universities, peoples and days do not become persons."""
    line = line_of(tagged)
    assert not any(name.sure for name in find_names(line))


@pytest.mark.parametrize(
    ("tagged", "text", "group"),
    [
        ("Prime/P Minister/P Mark/P Carney/P said/V", "Prime Minister", ""),
        ("Canadian/A Prime/P Minister/P Mark/P Carney/P said/V", "Canadian Prime Minister", "Canada"),
        ("Russian/A President/P Vladimir/P Putin/P left/V", "Russian President", "Russia"),
        ("Kremlin/P spokesperson/N Dmitry/P Peskov/P said/V", "Kremlin spokesperson", "Russia"),
        ("NATO/P Secretary/P General/P Mark/P Rutte/P said/V", "NATO Secretary General", "NATO"),
        ("Ontario/P Premier/P Doug/P Ford/P said/V", "Ontario Premier", "Ontario"),
        ("Minister/P of/I Foreign/P Affairs/P Anita/P Anand/P met/V", "Minister of Foreign Affairs", ""),
        ("U.S./P Secretary/P of/I State/P Marco/P Rubio/P said/V", "U.S. Secretary of State", "United States"),
        ("Ann/P Lee/P ,/. the/D president/N of/I France/P ,/. said/V", "the president of France", "France"),
        (
            "Ann/P Lee/P ,/. a/D former/A Lithuanian/A ambassador/N to/I Russia/P ,/. said/V",
            "a former Lithuanian ambassador to Russia",
            "Lithuania",
        ),
        (
            "Ann/P Lee/P ,/. Canada/P ’s/S ambassador/N to/I Ukraine/P ,/. said/V",
            "Canada’s ambassador to Ukraine",
            "Canada",
        ),
    ],
)
def test_roles_keep_the_words_and_find_the_country(tagged: str, text: str, group: str) -> None:
    """The role is the words of the text; its country is whose office it is, not where it is sent."""
    role = role_of(tagged)
    assert (role.text, role.group) == (text, group)


@pytest.mark.parametrize(
    "tagged",
    [
        "Ann/P Lee/P ,/. a/D fellow/N at/I a/D think/N tank/N in/I Kyiv/P ,/. said/V",
        "Ann/P Lee/P ,/. a/D professor/N of/I history/N at/I the/D University/P of/I Ottawa/P ,/. said/V",
        "Ann/P Lee/P of/I Carleton/P University/P said/V",
        "Ann/P Lee/P ,/. who/R heads/V the/D Eurasia/P program/N at/I the/D Bowline/P Institute/P ,/. said/V",
        "Ann/P Lee/P ,/. who/R teaches/V at/I Laurentide/P University/P ,/. said/V",
        "Ann/P Lee/P ,/. a/D Russia/P analyst/N ,/. said/V",
    ],
)
def test_scholars_are_experts_of_no_government(tagged: str) -> None:
    """A university in Ottawa or a think tank in Kyiv makes nobody speak for Canada or Ukraine."""
    role = role_of(tagged)
    assert role.expert
    assert not role.official
    assert role.group == ""


def test_a_former_official_is_no_official() -> None:
    """The word "former" takes the office away and keeps the country."""
    role = role_of("Ann/P Lee/P ,/. a/D former/A U.S./P adviser/N ,/. said/V")
    assert (role.former, role.official, role.group) == (True, False, "United States")


@pytest.mark.parametrize(
    "tagged",
    [
        "Conservative/P leader/N Ann/P Lee/P said/V",
        "Conservative/P foreign/A affairs/N critic/N Ann/P Lee/P asked/V",
        "the/D campaign/N spokesman/N Bob/P Lee/P said/V",
        "Sen./P Ann/P Lee/P said/V",
    ],
)
def test_parties_are_marked(tagged: str) -> None:
    """Leaders and critics of parties, campaigns and legislators do not speak for a government."""
    assert role_of(tagged).party


def test_his_spokesman_has_an_owner() -> None:
    """The words of the owner are kept, a name or a pronoun."""
    line = line_of("Putin/P ’s/S foreign/A policy/N adviser/N ,/. Yuri/P Ushakov/P ,/. said/V")
    role = next(role for name in find_names(line) for role in roles_of(line, name))
    assert role.owner is not None
    assert line.slice(*role.owner) == "Putin"


@pytest.mark.parametrize(
    "tagged",
    [
        "Ann/P Lee/P ,/. Foreign/P Minister/P Bob/P Roy/P and/C others/N left/V",
        "Ann/P Lee/P ,/. on/I Monday/P ,/. left/V",
        "Ann/P Lee/P met/V the/D minister/N",
    ],
)
def test_what_follows_a_comma_is_not_always_a_role(tagged: str) -> None:
    """Another person in a list, or a date, is no apposition."""
    line = line_of(tagged)
    first = find_names(line)[0]
    assert not list(roles_of(line, first))


@pytest.mark.parametrize(
    ("tagged", "noun"),
    [
        ("one/# of/I the/D president/N ’s/S closest/A aides/N", "aide"),
        ("a/D senior/A government/N official/N", "official"),
        ("the/D presence/N of/I the/D minister/N", ""),
    ],
)
def test_the_head_of_a_phrase_is_its_role(tagged: str, noun: str) -> None:
    """Modifiers and owners are not the head, and what only belongs to an official is none."""
    line = line_of(tagged)
    assert read_role(line, 0, len(line.words)).noun == noun


_WORDS = [
    "Ann",
    "Lee",
    "U.S.",
    "minister",
    "of",
    "the",
    ",",
    "–",
    "president",
    "who",
    "is",
    "’s",
    "former",
    "Kremlin",
    "-",
]


@given(st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(sorted(_TAGS))), max_size=25))
def test_any_words_are_read(pairs: list[tuple[str, str]]) -> None:
    """Whatever the words and tags, names lie in the line, in order, and roles have spans."""
    line = line_of(" ".join(f"{word}/{tag}" for word, tag in pairs))
    found = find_names(line)
    ends = 0
    for name in found:
        assert isinstance(name, Name)
        assert ends <= name.start < name.end <= len(line.words)
        ends = name.end
        for role in roles_of(line, name):
            assert 0 <= role.start < role.end <= len(line.words)
