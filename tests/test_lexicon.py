"""The word lists: places, offices, names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis import lexicon


@pytest.mark.parametrize(
    ("text", "group", "form"),
    [
        ("Ottawa", "Canada", "capital"),
        ("Canadian", "Canada", "adjective"),
        ("U.S.", "United States", "name"),
        ("US", "United States", "name"),
        ("Kremlin", "Russia", "seat"),
        ("Quai d'Orsay", "France", "seat"),
        ("Élysée Palace", "France", "seat"),
        ("No. 10", "United Kingdom", "seat"),
        ("Kiev", "Ukraine", "capital"),
        ("Brussels", "European Union", "capital"),
        ("G-7", "G7", "body"),
        ("Ukrainians", "Ukraine", "people"),
        ("Ontario", "Ontario", "name"),
    ],
)
def test_a_name_stands_for_its_country_or_body(text: str, group: str, form: str) -> None:
    """Countries, peoples, capitals, seats and bodies are found by any usual spelling."""
    place = lexicon.places()[lexicon.place_key(text)]
    assert (place.group, place.form) == (group, form)


def test_every_state_is_listed() -> None:
    """The 193 members of the United Nations and a few more have an entry, nearly all an adjective."""
    countries = lexicon.table("countries")["countries"]
    assert len(countries) >= 195
    assert sum("adjectives" in entry for entry in countries.values()) >= 193


def test_a_region_knows_its_country() -> None:
    """A province speaks for itself, and lies in its country."""
    place = lexicon.places()["Quebec"]
    assert (place.group, place.country, place.region) == ("Quebec", "Canada", True)


@pytest.mark.parametrize(
    ("group", "name"),
    [("Canada", "Government of Canada"), ("United States", "Government of the United States"), ("NATO", "NATO")],
)
def test_governments_have_names(group: str, name: str) -> None:
    """A country speaks as its government, with the article where English wants it; a body as itself."""
    assert lexicon.government_of(group) == name


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("prime ministers", "prime minister"),
        ("secretaries of state", "secretary of state"),
        ("attorneys general", "attorney general"),
        ("major generals", "major general"),
        ("spokeswomen", "spokeswoman"),
        ("deputies", "deputy"),
        ("think tanks", "think tank"),
    ],
)
def test_plurals_are_made_by_rule(plural: str, singular: str) -> None:
    """The plural of an office is known without being listed."""
    office = lexicon.offices()[plural]
    assert (office.noun, office.plural) == (singular, True)


def test_a_spokesman_is_a_man_and_a_ministry_a_body() -> None:
    """Nouns carry their gender, and whether they mean a body."""
    assert lexicon.offices()["spokesman"].gender == "m"
    assert lexicon.offices()["ministry"].collective
    assert not lexicon.offices()["minister"].collective


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi"),
        ("Navalny", "Navalnyi", "Navalnyy"),
        ("Yermak", "Ermak"),
        ("Alexei", "Aleksei", "Alexey", "Aleksey"),
        ("Lavrov", "Lavroff"),
        ("Khrushchev", "Hrushchev"),
        ("Erdogan", "Erdoğan"),
    ],
)
def test_transliterations_have_one_key(spellings: tuple[str, ...]) -> None:
    """The usual spellings of a name are one person's."""
    assert len({lexicon.name_key(name) for name in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Carney", "Trump"), ("Lavrov", "Larov"), ("Macron", "Marcon")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    """The key does not run names together."""
    assert lexicon.name_key(one) != lexicon.name_key(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Volodymyr", "Vladimir", True),
        ("Joe", "Joseph", True),
        ("J.", "James", True),
        ("Melania", "Donald", False),
        ("Mike", "Mark", False),
    ],
)
def test_given_names_may_be_one_persons(one: str, other: str, *, same: bool) -> None:
    """Short forms, initials and spellings agree; other names do not."""
    assert lexicon.same_given(one, other) is same
    assert lexicon.same_given(other, one) is same


@pytest.mark.parametrize(
    ("name", "gender"), [("Olga", "f"), ("Dmitry", "m"), ("Mélanie", "f"), ("Kim", ""), ("Qx", "")]
)
def test_given_names_tell_gender_where_they_can(name: str, gender: str) -> None:
    """A name that both bear, or that is not listed, tells nothing."""
    assert lexicon.gender_of(name) == gender


def test_no_name_is_listed_for_both_genders() -> None:
    """The two lists are disjoint."""
    entry = lexicon.table("names")["given"]
    assert not set(entry["m"].split()) & set(entry["f"].split())


def test_holders_have_years_in_order_and_known_countries() -> None:
    """Every holder of office has a country or body of the lists, and ends after the start."""
    groups = {place.group for place in lexicon.places().values()}
    for holders in lexicon.holders().values():
        for holder in holders:
            assert holder.country in groups, holder
            assert holder.since <= holder.until, holder


@given(st.text(max_size=40))
def test_keys_are_made_of_any_text(text: str) -> None:
    """No text breaks the keys, and a key is its own key."""
    assert lexicon.name_key(lexicon.name_key(text)) == lexicon.name_key(text)
    assert lexicon.place_key(lexicon.place_key(text)) == lexicon.place_key(text)
    assert isinstance(lexicon.gender_of(text), str)
