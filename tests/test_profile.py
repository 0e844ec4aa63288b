"""Profiles: what holds, and what is said of each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import profile
from generator.errors import ProfileError, UnknownNameError
from generator.resources import PROFILES

LEAST = """
name = "least"
[title]
en = "Least"
fr = "Moindre"
[[sections]]
id = "all"
rest = true
[sections.title]
en = "All"
fr = "Tout"
"""


@pytest.mark.parametrize("name", profile.shipped())
def test_shipped_profiles_hold(name: str) -> None:
    """Every shipped profile loads and bears the name of its file."""
    assert profile.load(name).name == name


def test_least_profile_holds() -> None:
    """A name, a title and one section are enough."""
    assert [section.id for section in profile.parse(LEAST).sections] == ["all"]


def test_new_profile_holds() -> None:
    """What `brief profile new` writes loads under its new name."""
    assert profile.parse(profile.new("canada-china")).name == "canada-china"


def test_general_profile_names_every_key() -> None:
    """The commented profile that users start from shows every key there is."""
    text = (PROFILES / "generic.toml").read_text(encoding="utf-8")
    tables = (profile.Profile, profile.SectionRule, profile.Speakers, profile.About, profile.Question, profile.Style)
    missing = {key for table in tables for key in table.model_fields if key not in text}
    assert not missing


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("rest = true", "rets = true", ":8: sections.1.rets: unknown key (did you mean 'rest'?)"),
        ("[sections.title]", "[sections.titel]", ":9: sections.1.titel: unknown key (did you mean 'title'?)"),
        ('name = "least"', 'name = "No Good"', ":2: name: this must match the pattern"),
        ('name = "least"', "", "name: this key is missing"),
        ("rest = true", "share = 0", ":8: sections.1.share: this must be greater than 0"),
        ("rest = true", "rest = [", ":9: this is not valid TOML"),
        ("rest = true", 'acts = ["warnin"]', ":8: sections.1.acts.1: this must be 'statement'"),
        ("rest = true", 'acts = ["warnin"]', "(did you mean 'warning'?)"),
        ("rest = true", 'speakers.groups = ["Kanada"]', "'Kanada' is not a country or body in the word lists"),
        ("rest = true", 'speakers.never_groups = ["Kanada"]', "(did you mean 'Canada'?)"),
        (
            "[[sections]]",
            '[[questions]]\nsection = "al"\nterms = ["x"]\ntext.en = "a"\ntext.fr = "b"\n[[sections]]',
            ":7: questions.1.section: there is no section 'al' (did you mean 'all'?)",
        ),
    ],
)
def test_mistakes_name_line_and_key(was: str, now: str, said: str) -> None:
    """A mistake is reported with file, line, key and the nearest known key, and exits with 2."""
    with pytest.raises(ProfileError) as caught:
        profile.parse(LEAST.replace(was, now, 1), where="mine.toml")
    assert said in str(caught.value)
    assert "mine.toml" in str(caught.value)
    assert caught.value.exit_code == 2


def test_all_mistakes_are_reported_at_once() -> None:
    """Two mistakes are two lines."""
    with pytest.raises(ProfileError) as caught:
        profile.parse(LEAST.replace("rest", "rets").replace('"Moindre"', "5"))
    assert "rets" in str(caught.value)
    assert "title.fr" in str(caught.value)


def test_section_ids_differ() -> None:
    """Two sections of one id are a mistake."""
    again = LEAST[LEAST.index("[[sections]]") :]
    with pytest.raises(ProfileError, match="used twice"):
        profile.parse(LEAST + again)


def test_unknown_name_says_which_are_known() -> None:
    """A misspelt name of a shipped profile is answered with the nearest one."""
    with pytest.raises(UnknownNameError, match="Did you mean 'canada-us-russia'"):
        profile.load("canada-us-rusia")


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    """A profile that is not there, or not text, is named in the error."""
    with pytest.raises(ProfileError, match=r"none\.toml"):
        profile.load(str(tmp_path / "none.toml"))
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError, match=r"odd\.toml"):
        profile.load(str(tmp_path / "odd.toml"))
