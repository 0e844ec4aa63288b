"""`brief verify` and `brief explain`: whether a brief can be trusted, and why it says what it says."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.console import emit, emit_json, set_up
from generator.cli.options import Format, Log, LogFormat, OutputFormat, Quiet
from generator.errors import EvidenceError, SourceError, UsageError

if TYPE_CHECKING:
    from generator.model import Article, Brief, Excerpt, LeftOut, Source
    from generator.proof import VerificationReport

app = typer.Typer()


@app.command(epilog="Example: brief verify output/2025-08-19-canada-us-russia.pdf")
def verify(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Briefs in PDF, HTML, Word, e-mail or JSON.")],
    sources: Annotated[
        str,
        typer.Option(metavar="FOLDER", help="Also compare the sources with the stories in this folder."),
    ] = "",
    signers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Require a signature by a key in this list: NAME ssh-ed25519 KEY."),
    ] = None,
    shape: Format = OutputFormat.text,
    quiet: Quiet = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Check briefs against the evidence inside them, offline. Exit code 5 if a check fails."""
    set_up(quiet=quiet, log_format=log_format)
    from generator import proof, signing

    originals = _stories(sources) if sources else None
    known = signing.signers(signers) if signers else None
    exit_code = 0
    for name in files:
        report = proof.verify(_bytes(name), name, originals=originals)
        signer = _signer(report, known)
        if known is not None and not signer and report.ok:
            fault = proof.Difference("the signature", f"none of the signers in {signers} made it")
            report = dataclasses.replace(report, ok=False, differences=(fault,))
        if shape is OutputFormat.json:
            emit_json({"file": name} | dataclasses.asdict(report) | {"signer": signer})
        else:
            _tell(name, report, signer, beside=f" and the stories in {sources}" if sources else "", quiet=quiet)
        exit_code = exit_code or _exit_code(report)
    raise typer.Exit(exit_code)


def _tell(name: str, report: VerificationReport, signer: str, *, beside: str, quiet: bool) -> None:
    """Print the outcome of one check; of a brief that fails, the first difference."""
    if not report.ok:
        emit(f"{name}: NOT verified: {str(report.differences[0]).removeprefix(f'{name}: ')}\n")
    elif not quiet:
        emit(f"{name}: verified; {report.checked:,} items compared match the evidence inside{beside}\n")
        emit(_signed(report, signer))


def _exit_code(report: VerificationReport) -> int:
    return 0 if report.ok else EvidenceError.exit_code


def _signer(report: VerificationReport, known: Mapping[str, str] | None) -> str:
    """The one of the `known` signers who signed, "" if none did or none is known."""
    from generator import signing

    return (known or {}).get(signing.fingerprint(report.signature.key), "") if report.signature else ""


def _signed(report: VerificationReport, signer: str) -> str:
    from generator import signing

    if report.signature is None:
        return ""
    key = signing.fingerprint(report.signature.key)
    if signer:
        return f"    signed by {signer}, key {key}\n"
    return f"    signed as “{report.signature.name}”, key {key}; the signer was not checked (use --signers FILE)\n"


def _stories(name: str) -> Sequence[Article]:
    """The stories in `name`, read as `brief build` reads them."""
    from generator.cli.work import read_all

    return read_all([name], strict=False).articles


@app.command(epilog="Example: brief explain output/2025-08-16-canada-us-russia.json p-1a2b3c4d5e")
def explain(
    brief: Annotated[str, typer.Argument(metavar="BRIEF.json", help="A brief in JSON.")],
    passage: Annotated[
        str | None, typer.Argument(metavar="ID", help="Id of a passage; by default all passages.")
    ] = None,
    shape: Format = OutputFormat.text,
) -> None:
    """Explain why each passage was chosen, placed or left out."""
    set_up()
    from generator.codec.json import from_json
    from generator.proof import extract

    rows = [row for row in _explanations(from_json(extract(_bytes(brief), brief))) if passage in {None, row["id"]}]
    if not rows:
        remedy = "Run `brief explain` without an id to list all passages."
        raise UsageError(f"there is no passage '{passage}'", where=brief, remedy=remedy)
    if shape is OutputFormat.json:
        for row in rows:
            emit_json(row)
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
    why = f"{excerpt.reason} Score: {excerpt.salience:.2f} of 1."
    if excerpt.also_in:
        why += f" Also in {', '.join(place.source for place in excerpt.also_in)}."
    return {"id": excerpt.id, "where": f"chosen · {title} · {excerpt.source}", "text": excerpt.display, "why": why}


def _left(left: LeftOut, state: str, titles: dict[str, str], sources: dict[str, Source]) -> dict[str, str]:
    section = titles.get(left.section or "", "no section")
    source = sources[left.source]
    is_here = source.holds(left.start, left.end)
    text = " ".join(source.text[left.start : left.end].split()) if is_here else "[… not in this file …]"
    return {"id": left.id, "where": f"{state} · {section} · {left.source}", "text": text, "why": left.why}


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise SourceError(
            f"the file cannot be read ({error.strerror})", where=name, remedy="Check the name."
        ) from error
