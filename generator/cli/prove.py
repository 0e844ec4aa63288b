"""`brief verify`, `brief explain` and `brief doctor`."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from generator import doctor, evidence, language
from generator.cli.app import emit
from generator.errors import BriefError, EvidenceError, SourceError, UsageError
from generator.model import Brief, Excerpt, LeftOut
from generator.renderers.json import from_json

_FAILED = 1


def run_verify(files: Sequence[str], *, shape: str, quiet: bool) -> None:
    """Check each file; the first difference of each is shown."""
    worst = 0
    for name in files:
        report = evidence.verify(_bytes(name), name)
        if shape == "json":
            emit(json.dumps({"file": name} | dataclasses.asdict(report), ensure_ascii=False) + "\n")
        elif not report.ok:
            emit(f"{name}: does NOT hold: {report.differences[0]}\n")
        elif not quiet:
            emit(f"{name}: holds; {report.checked} statements checked against the evidence inside\n")
        worst = worst or (0 if report.ok else EvidenceError.exit_code)
    raise typer.Exit(worst)


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
    texts = {source.id: source.text for source in brief.sources}
    titles = {section.id: section.title for section in brief.sections}
    rows = [_chosen(e, section.title) for section in brief.sections for e in section.excerpts]
    rows.extend(_left(left, "cut", titles, texts) for left in brief.cut)
    rows.extend(_left(left, "unplaced", titles, texts) for left in brief.unplaced)
    return rows


def _chosen(excerpt: Excerpt, title: str) -> dict[str, str]:
    why = f"{excerpt.reason} Salience {excerpt.salience:.2f}."
    if excerpt.also_in:
        why += f" Also in {', '.join(place.source for place in excerpt.also_in)}."
    return {"id": excerpt.id, "where": f"chosen · {title} · {excerpt.source}", "text": excerpt.display, "why": why}


def _left(left: LeftOut, state: str, titles: dict[str, str], texts: dict[str, str]) -> dict[str, str]:
    section = titles.get(left.section or "", "no section")
    text = " ".join(texts[left.source][left.start : left.end].split())
    return {"id": left.id, "where": f"{state} · {section} · {left.source}", "text": text, "why": left.why}


def run_doctor(output: Path, *, pipeline_path: str, shape: str) -> None:
    """Check the machine; exit 1 where something is missing."""
    checks = doctor.examine(output, pipeline=pipeline_path)
    if shape == "json":
        answer = {"checks": [dataclasses.asdict(check) for check in checks], "pipeline": _pipeline(pipeline_path)}
        answer["french_pipeline"] = _pipeline("", tongue="fr")
        emit(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    else:
        for check in checks:
            emit(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.found}\n")
            if not check.ok:
                emit(f"     {check.remedy}\n")
    if not all(check.ok for check in checks):
        raise typer.Exit(_FAILED)


def _pipeline(path: str, *, tongue: str = "en") -> dict[str, str] | None:
    """Name, version and place of the language pipeline of a tongue, None where it does not load."""
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
