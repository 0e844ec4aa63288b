"""The commands and their options."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from generator import __version__
from generator.cli.console import set_up


class Interrupted(BaseException):
    """Ctrl-C, under a name of our own: typer ends the process at KeyboardInterrupt without a word."""


class _Commands(TyperGroup):
    """All commands."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise Interrupted from error


app = typer.Typer(
    name="brief",
    cls=_Commands,
    help="Make briefing notes from news stories: word for word, attributed, and provable offline.",
    no_args_is_help=True,
    rich_markup_mode="rich" if sys.stdout and sys.stdout.isatty() else None,  # a file or a pipe wants no frames
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
profile_app = typer.Typer(help="Profiles: the settings of a kind of brief.", no_args_is_help=True)
app.add_typer(profile_app, name="profile")
templates_app = typer.Typer(help="Templates: what a brief looks like.", no_args_is_help=True)
app.add_typer(templates_app, name="templates")
schedule_app = typer.Typer(help="The schedule: when `brief run` starts by itself.", no_args_is_help=True)
app.add_typer(schedule_app, name="schedule")


class LogFormat(StrEnum):
    """How log lines look."""

    text = "text"
    json = "json"


class Shape(StrEnum):
    """How a command prints its answer."""

    text = "text"
    json = "json"


class AnalysisShape(StrEnum):
    """How `brief analyze` answers."""

    json = "json"
    html = "html"


class Carried(StrEnum):
    """What a brief carries of its sources."""

    full = "full"
    passages = "passages"


class Labels(StrEnum):
    """The language of headings and labels."""

    en = "en"
    fr = "fr"


Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="SOURCE", help="Files, folders, globs, s3:// and the like, or - (standard input)."),
]
ProfileName = Annotated[
    str, typer.Option("--profile", "-p", metavar="NAME|FILE", help="A shipped profile or a TOML file.")
]
Pipeline = Annotated[
    str, typer.Option(envvar="BRIEF_PIPELINE", metavar="PATH|NAME", help="Another spaCy pipeline with UD labels.")
]
Ranker = Annotated[
    str, typer.Option(metavar="NAME", help="How passages are weighed: brief, lead, lexrank, centroid, sumy-….")
]
Jobs = Annotated[int, typer.Option(min=1, max=256, help="Processes that analyse at the same time.")]
Scheduling = Annotated[
    str,
    typer.Option(
        "--cluster", metavar="ADDRESS", help="Analyse on the Dask cluster with this scheduler: tcp://HOST:8786."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Fail (exit 1) if any source cannot be read.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but warnings and errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more: every warning, what was dropped.")]
Log = Annotated[LogFormat, typer.Option("--log-format", help="Log lines for people or for machines.")]
Words = Annotated[int | None, typer.Option(min=1, help="At most this many words of sources.")]
Batch = Annotated[
    str, typer.Option(metavar="FILE.jsonl", help="Read one JSON object a line; the text is taken as it is.")
]
Config = Annotated[Path, typer.Option("--config", "-c", metavar="FILE", help="The job's file.")]
Scheduler = Annotated[bool, typer.Option("--systemd/--cron", help="A timer of systemd, or a line for cron.")]
DEFAULT_CONFIG = Path("brief.toml")

DEFAULT_PROFILE = "canada-us-russia"

OutputFolder = Annotated[Path, typer.Option("--output", "-o", help="Folder that briefs are written to.")]
ArchivePlace = Annotated[
    str,
    typer.Option(
        envvar="BRIEF_ARCHIVE", metavar="FILE|URL", help="The archive; otherwise the one in the output folder."
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"brief {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Make briefing notes from news stories: word for word, attributed, and provable offline."""


@app.command(epilog="Example: brief build stories/ --format pdf,html --output output/")
def build(
    sources: Sources = None,
    profile: ProfileName = DEFAULT_PROFILE,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder that the brief is written to.")] = Path(
        "output"
    ),
    formats: Annotated[
        str, typer.Option("--format", "-f", help="Any of pdf, html, docx, json, md, eml; with commas between.")
    ] = "pdf,html,json",
    pages: Annotated[
        int | None, typer.Option(min=1, max=200, help="At most this many pages of PDF; the profile says 2.")
    ] = None,
    words: Words = None,
    date: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="Date of the brief; otherwise that of the newest story.")
    ] = "",
    title: Annotated[str, typer.Option(help="Title of the brief; otherwise the profile's.")] = "",
    language: Annotated[Labels, typer.Option(help="Language of headings and labels.")] = Labels.en,
    ranker: Ranker = "brief",
    templates: Annotated[
        Path | None, typer.Option(help="Folder of your own templates, laid over the shipped ones.")
    ] = None,
    evidence: Annotated[
        Carried, typer.Option(help="Carry whole stories, or only the paragraphs that are cited, with their proof.")
    ] = Carried.full,
    sign: Annotated[
        Path | None, typer.Option(metavar="KEY", help="Sign the evidence with this Ed25519 key, SSH's form or PEM.")
    ] = None,
    pipeline: Pipeline = "",
    jobs: Jobs = 1,
    cluster: Scheduling = "",
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Make a brief from stories, or from the sample stories.

    Writes YYYY-MM-DD-PROFILE.pdf, .html, .json … into the output folder. Exit codes: 0 done, 1 nothing readable,
    2 wrong usage, 3 published but degraded, 73 cannot write.
    """
    set_up(quiet=quiet, verbose=verbose, log_format=log_format.value)
    from generator.cli.build import run  # noqa: PLC0415 - keeps --help light

    run(
        sources or [],
        profile=profile,
        output=output,
        formats=formats,
        pages=pages,
        words=words,
        date=date,
        title=title,
        language=language.value,
        ranker=ranker,
        templates=templates,
        evidence=evidence.value,
        key=sign,
        pipeline_path=pipeline,
        jobs=jobs,
        cluster=cluster,
        strict=strict,
    )


@app.command(epilog="Example: brief analyze story.html --format html --output story-analysis.html")
def analyze(
    sources: Sources = None,
    batch: Batch = "",
    profile: ProfileName = DEFAULT_PROFILE,
    shape: Annotated[
        AnalysisShape, typer.Option("--format", "-f", help="JSON lines, or a page to read in a browser.")
    ] = AnalysisShape.json,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of printing.")
    ] = None,
    language: Annotated[Labels, typer.Option(help="Language of the page's headings and labels.")] = Labels.en,
    pipeline: Pipeline = "",
    jobs: Jobs = 1,
    cluster: Scheduling = "",
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Show what the analysis sees, as JSON or as a page.

    One JSON object per article, or a page that marks it in the text: sentences, who says what, the passages and the
    section of the profile that each belongs to.
    """
    set_up(quiet=quiet, verbose=verbose, log_format=log_format.value)
    from generator.cli.inspect import run_analyze  # noqa: PLC0415

    run_analyze(
        sources or [],
        batch=batch,
        profile=profile,
        shape=shape.value,
        output=output,
        language=language.value,
        pipeline_path=pipeline,
        jobs=jobs,
        cluster=cluster,
        strict=strict,
    )


@app.command(epilog="Example: brief summarize stories/ --words 100")
def summarize(
    sources: Sources = None,
    batch: Batch = "",
    words: Words = None,
    sentences: Annotated[int | None, typer.Option(min=1, help="At most this many sentences.")] = None,
    ranker: Ranker = "brief",
    shape: Annotated[Shape, typer.Option("--format", "-f", help="Text to read, or JSON.")] = Shape.text,
    pipeline: Pipeline = "",
    jobs: Jobs = 1,
    cluster: Scheduling = "",
    strict: Strict = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Print the best passages under a budget, without sections."""
    set_up(quiet=quiet, verbose=verbose, log_format=log_format.value)
    from generator.cli.inspect import run_summarize  # noqa: PLC0415

    run_summarize(
        sources or [],
        batch=batch,
        words=words,
        sentences=sentences,
        ranker=ranker,
        shape=shape.value,
        pipeline_path=pipeline,
        jobs=jobs,
        cluster=cluster,
        strict=strict,
    )


@app.command(epilog="Example: brief verify output/2025-08-16-canada-us-russia.pdf")
def verify(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="PDF, HTML, Word, e-mail or JSON briefs.")],
    sources: Annotated[
        str,
        typer.Option(metavar="FOLDER", help="Read the stories there again and compare the sources with them."),
    ] = "",
    signers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Each brief must be signed with a key of this list: NAME ssh-ed25519 KEY."),
    ] = None,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="Text to read, or JSON.")] = Shape.text,
    quiet: Quiet = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Prove briefs against the evidence inside them, offline. Exit 5 if one does not hold."""
    set_up(quiet=quiet, log_format=log_format.value)
    from generator.cli.prove import run_verify  # noqa: PLC0415

    run_verify(files, sources=sources, signers=signers, shape=shape.value, quiet=quiet)


@app.command(epilog="Example: brief explain output/2025-08-16-canada-us-russia.json p-1a2b3c4d5e")
def explain(
    brief: Annotated[str, typer.Argument(metavar="BRIEF.json", help="A brief in JSON.")],
    passage: Annotated[str | None, typer.Argument(metavar="ID", help="One passage; otherwise all of them.")] = None,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="Text to read, or JSON.")] = Shape.text,
) -> None:
    """Say why a passage was chosen, placed or left out."""
    set_up()
    from generator.cli.prove import run_explain  # noqa: PLC0415

    run_explain(brief, passage, shape=shape.value)


@app.command(epilog="Example: brief history --format json")
def history(
    output: OutputFolder = Path("output"),
    archive: ArchivePlace = "",
    profile: Annotated[str, typer.Option("--profile", "-p", help="Only briefs of this profile.")] = "",
    shape: Annotated[Shape, typer.Option("--format", "-f", help="Text to read, or JSON lines.")] = Shape.text,
) -> None:
    """List the briefs made so far.

    With what was new in each, and where it went.
    """
    set_up()
    from generator.cli.history import run_history  # noqa: PLC0415

    run_history(output=output, place=archive, profile=profile, shape=shape.value)


@app.command(epilog="Example: brief diff 2025-08-15 2025-08-16")
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A brief's file, or its date.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    output: OutputFolder = Path("output"),
    archive: ArchivePlace = "",
    profile: Annotated[str, typer.Option("--profile", "-p", help="Of which the dates are.")] = DEFAULT_PROFILE,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="Text to read, or JSON.")] = Shape.text,
) -> None:
    """Say how brief B differs from brief A.

    What it adds (+), what it drops (-), what it says otherwise (~), and what outlets took back (!).
    """
    set_up()
    from generator.cli.history import run_diff  # noqa: PLC0415

    run_diff(before, after, output=output, place=archive, profile=profile, shape=shape.value)


@app.command(epilog="Example: brief run --config morning.toml --dry-run")
def run(
    config: Config = DEFAULT_CONFIG,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Fetch and build, but write, keep and send nothing.")
    ] = False,
    at: Annotated[
        str, typer.Option(metavar="TIME", help="Run as if it were then: 2025-08-15T05:30, to replay a day.")
    ] = "",
    if_due: Annotated[
        bool, typer.Option("--if-due", help="Do nothing unless the schedule asks for a run: for cron and systemd.")
    ] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Print a commented brief.toml to start from.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_format: Log = LogFormat.text,
) -> None:
    """Run the scheduled job once.

    Fetch, build only if there is something new, keep, deliver. Safe to start twice. Exit codes: 0 done, 3 published
    but degraded, 4 nothing new, 73 cannot write, 75 another run is at work.
    """
    set_up(quiet=quiet, verbose=verbose, log_format=log_format.value)
    from generator.cli.run import run_job, run_sample  # noqa: PLC0415

    if sample:
        run_sample()
    else:
        run_job(config, at=at, is_dry=dry_run, only_if_due=if_due)


@profile_app.command("list", epilog="Example: brief profile list")
def profile_list(shape: Annotated[Shape, typer.Option("--format", "-f")] = Shape.text) -> None:
    """List the shipped profiles with their sections."""
    set_up()
    from generator.cli.profiles import run_list  # noqa: PLC0415

    run_list(shape=shape.value)


@profile_app.command("new", epilog="Example: brief profile new canada-china")
def profile_new(
    name: Annotated[str, typer.Argument(help="Name of the new profile: small letters, digits and hyphens.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder that the file is written to.")] = Path(),
) -> None:
    """Write a commented profile that works, to start your own from."""
    set_up()
    from generator.cli.profiles import run_new  # noqa: PLC0415

    run_new(name, output)


@profile_app.command("check", epilog="Example: brief profile check canada-china.toml")
def profile_check(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help="A shipped profile or a TOML file.")],
    pipeline: Pipeline = "",
    shape: Annotated[Shape, typer.Option("--format", "-f")] = Shape.text,
) -> None:
    """Prove a profile and show what it does with the sample stories."""
    set_up()
    from generator.cli.profiles import run_check  # noqa: PLC0415

    run_check(name, pipeline_path=pipeline, shape=shape.value)


@templates_app.command("list", epilog="Example: brief templates list")
def templates_list() -> None:
    """List the shipped templates, style sheets and words of the frame."""
    set_up()
    from generator.cli.templates import run_list  # noqa: PLC0415

    run_list()


@templates_app.command("copy", epilog="Example: brief templates copy house/ css/print.css locale")
def templates_copy(
    folder: Annotated[Path, typer.Argument(help="Folder of your own templates; it is made if need be.")],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Only these files or folders; otherwise all.")
    ] = None,
) -> None:
    """Copy shipped templates into a folder of your own.

    `brief build --templates FOLDER` then uses them. A file there replaces ours, a block of one that extends
    `house/NAME` replaces that block. The README.md among them says how.
    """
    set_up()
    from generator.cli.templates import run_copy  # noqa: PLC0415

    run_copy(folder, names or [])


@schedule_app.command("print", epilog="Example: brief schedule print --systemd")
def schedule_print(config: Config = DEFAULT_CONFIG, systemd: Scheduler = False) -> None:
    """Print the line for cron, or the units for systemd."""
    set_up()
    from generator.cli.schedule import run_print  # noqa: PLC0415

    run_print(config, systemd=systemd)


@schedule_app.command("install", epilog="Example: brief schedule install --config morning.toml")
def schedule_install(config: Config = DEFAULT_CONFIG, systemd: Scheduler = False) -> None:
    """Have cron or systemd start the job.

    Once is enough, and again after a change to its schedule or name. Other lines of the crontab and other units stay
    as they are.
    """
    set_up()
    from generator.cli.schedule import run_install  # noqa: PLC0415

    run_install(config, systemd=systemd)


@schedule_app.command("show", epilog="Example: brief schedule show --format json")
def schedule_show(
    config: Config = DEFAULT_CONFIG,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="Text to read, or JSON.")] = Shape.text,
) -> None:
    """Show what is installed, and the next runs.

    Also whether it is up to date with the job's file.
    """
    set_up()
    from generator.cli.schedule import run_show  # noqa: PLC0415

    run_show(config, shape=shape.value)


@schedule_app.command("remove", epilog="Example: brief schedule remove --config morning.toml")
def schedule_remove(
    config: Config = DEFAULT_CONFIG,
    systemd: Annotated[bool | None, typer.Option("--systemd/--cron", help="Only that one; otherwise both.")] = None,
) -> None:
    """Have the job started by nobody; its file may be gone."""
    set_up()
    from generator.cli.schedule import run_remove  # noqa: PLC0415

    run_remove(config, systemd=systemd)


@app.command(epilog="Example: brief doctor --format json")
def doctor(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder that briefs are written to.")] = Path("output"),
    pipeline: Pipeline = "",
    shape: Annotated[Shape, typer.Option("--format", "-f", help="Text to read, or JSON.")] = Shape.text,
    verapdf: Annotated[
        Path | None, typer.Option("--verapdf", metavar="FILE", help="Only let veraPDF, if installed, judge this PDF.")
    ] = None,
) -> None:
    """Check this machine, and say what would mend it.

    Python, Pango, fonts, the language pipeline, write access and the clock.
    """
    set_up()
    from generator.cli.prove import run_doctor, run_verapdf  # noqa: PLC0415

    if verapdf is not None:
        run_verapdf(verapdf, shape=shape.value)
    run_doctor(output, pipeline_path=pipeline, shape=shape.value)


def emit(text: str) -> None:
    """Write an answer to standard output, in UTF-8 whatever the locale."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
