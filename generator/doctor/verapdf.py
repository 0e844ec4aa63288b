"""Checks a PDF with veraPDF, the reference validator for PDF/A and PDF/UA, if it is installed.

It is a Java program that no package registry offers, so nothing here depends on it; before a file is published,
`documents.renderers.gate` looks for the faults that templates can cause.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from xml.etree import ElementTree

from generator.doctor.check import Check
from generator.errors import BriefError, SourceError

CLAIMS = {"3a": "PDF/A-3a", "ua1": "PDF/UA-1"}
"""The standards that our PDFs claim to meet, by veraPDF's names."""

_PATIENCE = 300  # seconds; Java starts slowly, and two hundred pages take a minute
_MOST = 5  # broken rules that are listed
_REMEDY = "Install veraPDF from verapdf.org and put `verapdf` on the PATH."
_ASK = "Run `verapdf` on the file yourself to see its messages."


def judge(file: Path, *, patience: float = _PATIENCE) -> tuple[Check, ...]:
    """Whether `file` meets the standards that our PDFs claim, one check for each, within `patience` seconds each.

    Raises:
        SourceError: there is no such file.
        BriefError: veraPDF is not installed, hangs, or prints no report.
    """
    if not file.is_file():
        raise SourceError("there is no such file", where=str(file), remedy="Give a PDF made by `brief build`.")
    program = shutil.which("verapdf")
    if program is None:
        raise BriefError("veraPDF is not installed, so the file was not checked", where=str(file), remedy=_REMEDY)
    return tuple(_judged(program, file, flavour, name, patience) for flavour, name in CLAIMS.items())


def _judged(program: str, file: Path, flavour: str, name: str, patience: float) -> Check:
    try:
        said, complained = _asked([program, "--flavour", flavour, "--format", "xml", str(file.resolve())], patience)
        report = ElementTree.fromstring(said).find(".//validationReport")  # noqa: S314 - veraPDF's own output
    except subprocess.TimeoutExpired as error:
        what = f"veraPDF did not finish within {patience:g} seconds"
        raise BriefError(what, where=str(file), remedy=_ASK) from error
    except (OSError, ElementTree.ParseError) as error:
        raise BriefError(f"veraPDF gave no report: {error}", where=str(file), remedy=_ASK) from error
    if report is None:
        last = (complained.decode("utf-8", "replace").strip().splitlines() or ["it read no PDF"])[-1]
        return Check(name, False, f"veraPDF could not read {file}: {last}", _ASK)
    return _check(report, file, name)


def _asked(command: list[str], patience: float) -> tuple[bytes, bytes]:
    """The output and errors of veraPDF. Its launcher starts Java, so both are killed if it hangs."""
    with subprocess.Popen(  # noqa: S603 - the program that `which` found
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as asked:
        try:
            return asked.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            os.killpg(asked.pid, signal.SIGKILL)
            raise


def _check(report: ElementTree.Element, file: Path, name: str) -> Check:
    """A report as a check, with the rules that the file breaks, by clause of the standard."""
    details = report.find("details")
    rules = [rule for rule in report.iter("rule") if rule.get("status") != "passed"]
    if report.get("isCompliant") == "true":
        checks = details.get("passedChecks", "?") if details is not None else "?"
        return Check(name, True, f"{file} conforms to {name} ({checks} checks passed)")
    shown = [f"{rule.get('clause')}: {(rule.findtext('description') or '').strip()}" for rule in rules[:_MOST]]
    more = f"; and {len(rules) - _MOST} more rules" if len(rules) > _MOST else ""
    found = f"{file} does not conform to {name}: {'; '.join(shown) or 'veraPDF names no rule'}{more}"
    remedy = "If you use your own templates, correct them; otherwise report this as a bug."
    return Check(name, False, found, remedy)
