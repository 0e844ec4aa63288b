"""The proof as a whole: whatever is changed is found, and what is untouched raises no alarm.

BRIEF_MUTATIONS says how many changes of each format are made, BRIEF_UNTOUCHED how many briefs are left as they are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from mutations import FORMATS, KINDS, MODES, Tally, in_mode, run, varied

from generator.documents.renderers import Press, render, to_json
from generator.proof import extract, verify

MUTATIONS = int(os.environ.get("BRIEF_MUTATIONS", "210"))
UNTOUCHED = int(os.environ.get("BRIEF_UNTOUCHED", "48"))


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One child for all tests of this module."""
    with Press() as one:
        yield one


@pytest.fixture(scope="module")
def tally(request: pytest.FixtureRequest) -> Iterator[Tally]:
    """The counts of all formats, printed at the end as a table of found/made."""
    one = Tally()
    yield one
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and one.made:
        reporter.write_line(f"\nChanges found/made:\n{one.table()}")


@pytest.mark.parametrize("form", FORMATS)
def test_every_seeded_change_is_found(form: str, tally: Tally, press: Press) -> None:
    """One character, number, name, speaker, hedge, order or tie, in sight (also sealed anew) or in what it carries."""
    run(form, MUTATIONS, tally, press)
    assert [line for line in tally.missed if line.startswith(f"{form} ")] == []
    made = {(mode, kind) for name, mode, kind, _ in tally.made if name == form}
    assert made == {(mode, kind) for mode in MODES for kind in KINDS}


@pytest.mark.parametrize("form", FORMATS)
def test_no_alarm_on_what_is_untouched(form: str, press: Press) -> None:
    """Briefs of many scripts and shapes, with whole sources or cited paragraphs, prove themselves as they are."""
    alarms = []
    for seed in range(UNTOUCHED // len(FORMATS)):
        brief = in_mode(varied(seed), MODES[seed // 2 % len(MODES)])
        data = render(brief, form, press=press).data
        report = verify(data, form)
        alarms += [(seed, str(difference)) for difference in report.differences]
        assert extract(data, form) == to_json(brief)
        assert report.checked > len(brief.sources) + len(brief.excerpts())
    assert alarms == []
