"""The command `brief`, assembled from its groups of commands."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from generator import __version__
from generator.cli import build, doctor, history, inspect, profiles, prove, run, schedule, templates


class Interrupted(BaseException):
    """Ctrl-C, under our own name: typer exits silently on KeyboardInterrupt."""


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
    help="Make briefing notes from news stories: word for word, attributed, and verifiable offline.",
    no_args_is_help=True,
    rich_markup_mode="rich" if sys.stdout and sys.stdout.isatty() else None,  # files and pipes get plain text
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for commands in (build.app, inspect.app, prove.app, history.app, run.app, doctor.app):
    app.add_typer(commands)
app.add_typer(profiles.app, name="profile")
app.add_typer(templates.app, name="templates")
app.add_typer(schedule.app, name="schedule")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"brief {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Make briefing notes from news stories: word for word, attributed, and verifiable offline."""
