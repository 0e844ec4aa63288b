"""Tables of callables by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.errors import UnknownNameError
from generator.registry import Registry, unknown_name


def shout(word: str) -> str:
    """An entry for the table."""
    return word.upper()


TABLE: Registry[Callable[[str], str]] = Registry("voice", {"shout": shout, "whisper": str.lower})


def test_a_known_name_gives_its_callable() -> None:
    """What was put in comes out, in the order of the table."""
    assert TABLE["shout"]("hear") == "HEAR"
    assert list(TABLE) == ["shout", "whisper"]
    assert len(TABLE) == 2


@pytest.mark.parametrize(("name", "hint"), [("shoot", "Did you mean 'shout'?"), ("sing", "Known: shout, whisper.")])
def test_an_unknown_name_says_which_are_known(name: str, hint: str) -> None:
    """The error names the kind, the nearest name and all names."""
    with pytest.raises(UnknownNameError) as caught:
        TABLE[name]
    assert f"there is no voice '{name}'" in str(caught.value)
    assert hint in str(caught.value)


def test_later_changes_do_not_reach_the_table() -> None:
    """A registry keeps its own copy."""
    table = {"shout": shout}
    registry = Registry("voice", table)
    table.clear()
    assert list(registry) == ["shout"]


def test_a_far_name_gets_no_hint() -> None:
    """Nothing near: only the list of what is known."""
    assert unknown_name("format", "xyz", ["pdf", "html"]).remedy == "Known: pdf, html."
