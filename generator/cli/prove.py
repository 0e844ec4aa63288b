"""`brief verify`, `brief explain` and `brief doctor`."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import typer

from generator import doctor, signing
from generator import proof as evidence
from generator.analysis import language
from generator.cli.app import emit
from generator.codec.json import from_json
from generator.errors import BriefError, EvidenceError, SourceError, UsageError
from generator.model import Article, Brief, Excerpt, LeftOut, Source

_FAILED = 1


def run_verify(files: Sequence[str], *, sources: str, signers: Path | None, shape: str, quiet: bool) -> None:
    """Check each file, with `sources` against the stories there too; the first difference of each is shown.

    With `signers` each must be signed with a key that the file lists.
    """
    originals = _stories(sources) if sources else None
    known = signing.signers(signers) if signers else None
    worst = 0
    for name in files:
        report = evidence.verify(_bytes(name), name, originals=originals)
        signer = _signer(report, known)
        if known is not None and not signer and report.ok:
            fault = evidence.Difference("the signature", f"it is by none of the signers in {signers}")
            report = dataclasses.replace(report, ok=False, differences=(fault,))
        if shape == "json":
            answer = {"file": name} | dataclasses.asdict(report) | {"signer": signer}
            emit(json.dumps(answer, ensure_ascii=False) + "\n")
        elif not report.ok:
            emit(f"{name}: does NOT hold: {str(report.differences[0]).removeprefix(f'{name}: ')}\n")
        elif not quiet:
            beside = f" and the stories in {sources}" if sources else ""
            emit(f"{name}: holds; {report.checked} statements checked against the evidence inside{beside}\n")
            emit(_signed(report, signer))
        worst = worst or (0 if report.ok else EvidenceError.exit_code)
    raise typer.Exit(worst)


def _signer(report: evidence.VerificationReport, known: Mapping[str, str] | None) -> str:
    """Who of the `known` signers signed, "" where none did or none is known."""
    return (known or {}).get(signing.fingerprint(report.signature.key), "") if report.signature else ""


def _signed(report: evidence.VerificationReport, signer: str) -> str:
    if report.signature is None:
        return ""
    key = signing.fingerprint(report.signature.key)
    if signer:
        return f"    signed by {signer}, key {key}\n"
    return f"    signed as “{report.signature.name}”, key {key}; whose key it is was not checked (--signers FILE)\n"


def _stories(name: str) -> tuple[Article, ...]:
    """The stories behind `name`, read as `brief build` reads them."""
    from generator.cli.sources import read_all  # noqa: PLC0415 - trafilatura, for those who ask for it

    return read_all([name], strict=False).articles


def run_explain(name: str, passage: str | None, *, shape: str) -> None:
    """Print why passages were chosen, placed or left out."""
    brief = from_json(evidence.extract(_bytes(name), name))
    rows = [row for row in _explanations(brief) if passage in {None, row["id"]}]
    if not rows:
        raise UsageError(
            f"there is no passage '{passage}'", where=name, remedy="Run `brief explain` without an id to see all."
        )
    if shape == "json":
        emit("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    else:
        emit("\n".join(f"{row['id']}  {row['where']}\n    “{row['text']}”\n    {row['why']}\n" for row in rows))


def _explanations(brief: Brief) -> list[dict[str, str]]:
    sources = {source.id: source for source in brief.sources}
    titles = {section.id: section.title for section in brief.sections}
    rows = [_chosen(e, section.title) for section in brief.sections for e in section.excerpts]
    rows.extend(_left(left, "cut", titles, sources) for left in brief.cut)
    rows.extend(_left(left, "unplaced", titles, sources) for left in brief.unplaced)
    return rows


def _chosen(excerpt: Excerpt, title: str) -> dict[str, str]:
    why = f"{excerpt.reason} Salience {excerpt.salience:.2f}."
    if excerpt.also_in:
        why += f" Also in {', '.join(place.source for place in excerpt.also_in)}."
    return {"id": excerpt.id, "where": f"chosen · {title} · {excerpt.source}", "text": excerpt.display, "why": why}


def _left(left: LeftOut, state: str, titles: dict[str, str], sources: dict[str, Source]) -> dict[str, str]:
    section = titles.get(left.section or "", "no section")
    source = sources[left.source]
    is_here = source.holds(left.start, left.end)
    text = " ".join(source.text[left.start : left.end].split()) if is_here else "[… not in this file …]"
    return {"id": left.id, "where": f"{state} · {section} · {left.source}", "text": text, "why": left.why}


def run_doctor(output: Path, *, pipeline_path: str, shape: str) -> None:
    """Check the machine; exit 1 where something is missing."""
    checks = doctor.examine(output, pipeline=pipeline_path)
    if shape == "json":
        answer: dict[str, object] = {"checks": [dataclasses.asdict(check) for check in checks]}
        for tongue in language.TONGUES.values():
            name = f"{tongue.name.lower()}_pipeline" if tongue.package else "pipeline"
            answer[name] = _pipeline(pipeline_path, tongue)
        emit(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    else:
        _emit_checks(checks)
    if not all(check.ok for check in checks):
        raise typer.Exit(_FAILED)


def run_verapdf(file: Path, *, shape: str) -> NoReturn:
    """Print what veraPDF says of a PDF; exit 5 where it is not what it claims, 1 where it could not be judged."""
    checks = doctor.judge(file)
    if shape == "json":
        answer = {"checks": [dataclasses.asdict(check) for check in checks]}
        emit(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    else:
        _emit_checks(checks)
    raise typer.Exit(0 if all(check.ok for check in checks) else EvidenceError.exit_code)


def _emit_checks(checks: Sequence[doctor.Check]) -> None:
    for check in checks:
        emit(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.found}\n")
        if not check.ok:
            emit(f"     {check.remedy}\n")


def _pipeline(path: str, tongue: language.Tongue) -> dict[str, str] | None:
    """Name, version and place of the pipeline of a language, None where it does not load."""
    try:
        nlp = language.load(path, tongue)
    except BriefError:
        return None
    name, version = language.name_of(nlp).rsplit(" ", 1)
    return {"name": name, "version": version, "path": str(nlp.path)}


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise SourceError(
            f"the file cannot be read ({error.strerror})", where=name, remedy="Check the name."
        ) from error
