"""Values as plain values and back: strict, and errors that name the place."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from briefs import SAMPLE

from generator.codec.json import from_json, to_json
from generator.errors import EvidenceError

DELETED = object()
EXCERPT = ("sections", 0, "excerpts", 0)


def changed(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """The sample as JSON with one value replaced, or deleted."""
    data = copy.deepcopy(to_json(SAMPLE))
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    if value is DELETED:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return data


@pytest.mark.parametrize(("path", "value", "where", "what"), [
    (("title",), 3, "title", "'3' is not allowed here"),
    (("title",), DELETED, "brief", "'title' is missing"),
    (("surprise",), 1, "brief", "'surprise' is not a key of a brief"),
    ((*EXCERPT, "start"), True, "sections[0].excerpts[0].start", "'True' is not allowed here"),
    ((*EXCERPT, "start"), 1.0, "sections[0].excerpts[0].start", "'1.0' is not allowed here"),
    ((*EXCERPT, "salience"), "1", "sections[0].excerpts[0].salience", "'1' is not allowed here"),
    ((*EXCERPT, "kind"), "shouted", "sections[0].excerpts[0].kind", "'shouted' is not allowed here"),
    ((*EXCERPT, "news"), DELETED, "sections[0].excerpts[0]", "'news' is missing"),
    ((*EXCERPT, "inserts"), {}, "sections[0].excerpts[0].inserts", "'{}' is not allowed here"),
    (("key_points",), ["e1", None], "key_points[1]", "'None' is not allowed here"),
    (("generator",), [], "generator", "'[]' is not allowed here"),
])  # fmt: skip
def test_each_fault_is_named_with_its_place(path: tuple[str | int, ...], value: object, where: str, what: str) -> None:
    """No type is converted, no key may be missing even where the model has a default, and none may be added."""
    with pytest.raises(EvidenceError) as caught:
        from_json(changed(path, value))
    assert (caught.value.where, caught.value.what) == (where, what)


def test_a_whole_number_is_a_salience() -> None:
    """Other programs write 1.0 as 1; it is read as the same number."""
    brief = from_json(changed((*EXCERPT, "salience"), 1))
    assert repr(brief.excerpts()[0].salience) == "1.0"


def test_text_that_has_no_utf8_form_survives() -> None:
    """A lone surrogate in a title is kept."""
    assert from_json(changed(("title",), "a\ud800b")).title == "a\ud800b"
