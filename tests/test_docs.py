"""What README.md and docs/ show can be done as it stands there, and leaves out no command, option or exit code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from test_cli import brief

from generator import errors, profile, reading
from generator.cli import app
from generator.documents.renderers import RENDERERS
from generator.model import Article

LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
IN_COMMAND = re.compile(r"\bbrief ([a-z]+(?: [a-z]+)?)[^`\n]*")


def page(checkout: Path, name: str) -> str:
    """A page of docs/."""
    return (checkout / "docs" / f"{name}.md").read_text(encoding="utf-8")


def pages(checkout: Path) -> dict[Path, str]:
    """README.md and all pages of docs/."""
    return {
        path: path.read_text(encoding="utf-8") for path in (checkout / "README.md", *(checkout / "docs").glob("*.md"))
    }


def blocks(text: str, kind: str) -> list[str]:
    """The blocks of code of one kind."""
    return [code for language, code in BLOCK.findall(text) if language == kind]


@pytest.fixture
def desk(checkout: Path, tmp_path: Path) -> Path:
    """A folder with `stories/` that holds the stories of docs/stories.md."""
    text = page(checkout, "stories")
    (tmp_path / "stories").mkdir()
    (plain,) = blocks(text, "")
    (record,) = blocks(text, "json")
    (tmp_path / "stories" / "a.txt").write_text(plain, encoding="utf-8")
    (tmp_path / "stories" / "b.json").write_text(record, encoding="utf-8")
    return tmp_path


def test_links_lead_somewhere(checkout: Path) -> None:
    """Every link to a file in the checkout names one that is there."""
    for path, text in pages(checkout).items():
        for target in LINK.findall(text):
            assert re.match(r"https?:", target) or (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_stories_are_read_as_the_page_says(desk: Path) -> None:
    """Title, outlet and date of both examples are found."""
    found = reading.read([str(desk / "stories")])
    assert not found.failures
    assert [(it.title, it.source, it.published) for it in found.articles] == [
        ("Ottawa defends dairy quotas before panel", "The Morning Post", "2026-03-02"),
        ("Wellington presses Canada on dairy quotas", "Harbour Wire", "2026-03-03T09:00:00-05:00"),
    ]


def test_every_key_of_a_story_is_read(checkout: Path, tmp_path: Path) -> None:
    """Each key in the table of docs/stories.md, under each of its names, reaches the article."""
    rows = re.findall(r"^\| (`\w+`) \| ((?:`\w+`(?:, )?)*) ?\|", page(checkout, "stories"), re.MULTILINE)
    names = {first.strip("`"): [first, *others.split(", ")] for first, others in rows}
    assert names.keys() == {"title", "source", "published", "url", "authors", "language", "id"}
    for field, keys in names.items():
        values = {_value(tmp_path, key.strip("`"), field) for key in keys if key}
        assert len(values) == 1, field
        assert values.isdisjoint({"", None, ()}), field


def _value(folder: Path, key: str, field: str) -> Any:
    """What a field of the article is if the story has `key` in front."""
    given = {"published": "2026-03-02", "language": "fr", "url": "https://example.org/a"}.get(field, "Given Words")
    (folder / "a.txt").write_text(f"---\n{key}: {given}\n---\nThe panel meets in May, the minister said.\n", "utf-8")
    (article,) = reading.read([str(folder / "a.txt")]).articles
    plain = Article(id="a", title="A", text=article.text)
    value = getattr(article, field)
    assert value != getattr(plain, field), f"`{key}` gives no {field}"
    return value


def test_every_kind_of_file_is_named(checkout: Path) -> None:
    """docs/stories.md names each suffix that is read."""
    text = page(checkout, "stories")
    assert not [suffix for suffix in reading.READERS if f"`{suffix}`" not in text]


def test_the_profile_is_one(checkout: Path) -> None:
    """The profile of docs/profiles.md holds as it stands, and says what the page says of it."""
    (example,) = blocks(page(checkout, "profiles"), "toml")
    held = profile.parse(example)
    assert held.sections[1].speakers.groups == ("New Zealand",)
    assert held.questions[0].needs == "day"


def test_the_program_runs(checkout: Path, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """The worked example of docs/python.md makes a brief of the stories and finds it proved."""
    (program,) = blocks(page(checkout, "python"), "python")
    monkeypatch.chdir(desk)
    exec(compile(program, "docs/python.md", "exec"), {})  # noqa: S102 - it is ours, and what is to be tried
    said = capsys.readouterr().out.splitlines()
    assert "Positions | Anne Tremblay | Canada’s trade minister, Anne Tremblay, said on Monday" in "\n".join(said)
    assert said[-2:] == ["2026-03-03-generic.html holds", "2026-03-03-generic.json holds"]
    assert len(list((desk / "out").iterdir())) == 2


def test_own_labels_are_printed(checkout: Path, desk: Path) -> None:
    """The catalog of docs/look.md is whole as it stands."""
    (catalog,) = blocks(page(checkout, "look"), "po")
    (desk / "house" / "locale").mkdir(parents=True)
    (desk / "house" / "locale" / "en.po").write_text(catalog, encoding="utf-8")
    options = ("--profile", "generic", "--format", "md", "--templates", "house")
    done = brief("build", "stories", *options, cwd=desk)
    assert done.returncode == 0, done.stderr
    (made,) = (desk / "output").iterdir()
    assert "## In short" in made.read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, Any]]:
    """All commands by their full names, as Typer makes them."""
    root: Any = typer.main.get_command(app)
    for name, command in root.commands.items():
        inside = getattr(command, "commands", {})
        yield from ((f"{name} {verb}", under) for verb, under in inside.items())
        if not inside:
            yield name, command


def test_every_command_has_its_row(checkout: Path) -> None:
    """The table of docs/commands.md has each command, and no other."""
    rows = [row for row in page(checkout, "commands").splitlines() if row.startswith("| `brief ")]
    told = {name for row in rows for name in _named_by(row)}
    assert told == {name for name, _ in commands()}


def _named_by(row: str) -> Iterator[str]:
    """The commands that the first cell of a row names: `brief profile list`, `new`, `check`."""
    first, *others = re.findall(r"`([^`]+)`", row.split("|")[1])
    words = [word for word in first.split()[1:] if word.islower() and word.isalpha()]
    yield " ".join(words)
    yield from (f"{words[0]} {other}" for other in others)


def test_what_is_shown_exists(checkout: Path) -> None:
    """Every option in a command that a page shows is one of that command's."""
    known = dict(commands())
    for path, text in pages(checkout).items():
        for found in IN_COMMAND.finditer(text):
            name = next((name for name in (found[1], found[1].split()[0]) if name in known), None)
            if name:
                options = {option for parameter in known[name].params for option in parameter.opts}
                options |= {option for parameter in known[name].params for option in parameter.secondary_opts}
                used = set(re.findall(r"(?<= )--?[a-z][a-z-]*", found[0].split("#")[0])) - {"--help", "-h"}
                assert used <= options, f"{path.name}: {found[0]}"


def test_every_exit_code_is_told(checkout: Path) -> None:
    """The table of docs/commands.md has the code of every error, and those of what is no error."""
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", page(checkout, "commands"), re.MULTILINE)}
    of_errors = {kind.exit_code for kind in _kinds(errors.BriefError)}
    assert told == of_errors | {0, 3, 4, 130}


def _kinds(kind: type[errors.BriefError]) -> Iterator[type[errors.BriefError]]:
    yield kind
    for under in kind.__subclasses__():
        yield from _kinds(under)


def test_every_format_is_told(checkout: Path) -> None:
    """The table of docs/commands.md has each format."""
    assert not [name for name in RENDERERS if f"| `{name}` |" not in page(checkout, "commands")]
