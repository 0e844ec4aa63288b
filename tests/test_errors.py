"""The exception tree: words, exit codes, shape."""

from __future__ import annotations

import pytest

from generator import errors
from generator.errors import (
    BriefError,
    EvidenceError,
    LockedError,
    NoSourceError,
    OutputError,
    PipelineError,
    ProfileError,
    RenderError,
    SourceError,
    TemplateError,
    UnknownNameError,
    UsageError,
)

EXIT_CODES = {
    BriefError: 1,
    UsageError: 2,
    UnknownNameError: 2,
    ProfileError: 2,
    TemplateError: 2,
    SourceError: 1,
    NoSourceError: 1,
    PipelineError: 1,
    RenderError: 1,
    OutputError: 73,
    LockedError: 75,
    EvidenceError: 5,
}


@pytest.mark.parametrize(("error", "code"), EXIT_CODES.items())
def test_exit_codes_are_the_contract_s(error: type[BriefError], code: int) -> None:
    """Each error ends the command with the code that scripts rely on."""
    assert error("x").exit_code == code


def test_no_error_is_forgotten() -> None:
    """Every error of the module has its exit code in the table above."""
    assert {value for value in vars(errors).values() if isinstance(value, type)} == set(EXIT_CODES)


def test_every_error_is_drawn_in_the_tree() -> None:
    """The module's docstring, which is its map, names each error."""
    assert errors.__doc__ is not None
    assert [error.__name__ for error in EXIT_CODES if error.__name__ not in errors.__doc__] == []


def test_a_line_says_where_what_and_the_remedy() -> None:
    """All three parts in one line, and each can be read by itself."""
    error = ProfileError("there is no key 'tilte'", where="house.toml:3", remedy="Did you mean 'title'?")
    assert str(error) == "house.toml:3: there is no key 'tilte'. Did you mean 'title'?"
    assert (error.what, error.where, error.remedy) == (
        "there is no key 'tilte'",
        "house.toml:3",
        "Did you mean 'title'?",
    )


def test_what_is_unknown_leaves_no_trace() -> None:
    """Without where and remedy the line is the bare words."""
    assert str(BriefError("it failed")) == "it failed"
