"""A process of ours looks for cycles seldom, but looks."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from generator import cycles


class Ring:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def as_it_was() -> Iterator[None]:
    """Leave the thresholds as they were."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("as_it_was")
def test_what_holds_itself_goes_in_the_end() -> None:
    """A few thousand rings stay; of half a million most are gone before anybody asks."""
    cycles.look_seldom()
    gc.collect()
    some = weakref.WeakSet(Ring() for _ in range(5_000))
    assert len(some) == 5_000
    most = weakref.WeakSet(Ring() for _ in range(500_000))
    assert len(most) < 250_000
