"""Imports go one way: the code keeps to the table of rooms in ARCHITECTURE.md."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from importlib import metadata
from itertools import chain
from pathlib import Path

import pytest

import generator

PACKAGE = Path(generator.__file__).resolve().parent
ARCHITECTURE = Path(__file__).resolve().parent.parent / "ARCHITECTURE.md"


@dataclass(frozen=True)
class Import:
    """One import statement's target, and where it stands."""

    module: str
    """The importing module ("cli.app")."""
    target: str
    """What is imported, with its package ("generator.model", "numpy.linalg")."""
    line: int
    at_start: bool
    """It runs when the module is imported: not in a function, not under TYPE_CHECKING."""

    @property
    def room(self) -> str:
        """The importing room ("cli", "analysis.language")."""
        return room_of(self.module)

    def __str__(self) -> str:
        """For the message of a failing test."""
        return f"{self.module}:{self.line} imports {self.target}"


def rooms() -> dict[str, set[str]]:
    """The rooms in import order with the libraries that each may import, as ARCHITECTURE.md lists them."""
    table = ARCHITECTURE.read_text(encoding="utf-8").partition("## Rooms")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([\w.]+)` \|.*\|([^|]*)\|$", table, re.MULTILINE)
    return {name: set(re.findall(r"`(\w+)`", libraries)) for name, libraries in rows}


def modules() -> dict[str, Path]:
    """Every module of the package by its name within it ("model", "cli.app"; a folder's own is "cli")."""
    paths = {path: path.relative_to(PACKAGE).with_suffix("").parts for path in sorted(PACKAGE.rglob("*.py"))}
    return {".".join(part for part in parts if part != "__init__"): path for path, parts in paths.items()}


MODULES = modules()


def imports_of(module: str, tree: ast.AST, *, at_start: bool = True) -> Iterator[Import]:
    """All import statements below `tree`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(module, alias.name, node.lineno, at_start) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}:{node.lineno} imports relatively; write the whole name"
            assert node.module
            yield from (Import(module, f"{node.module}.{a.name}", node.lineno, at_start) for a in node.names)
        else:
            late = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            late |= isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            yield from imports_of(module, node, at_start=at_start and not late)


def all_imports() -> tuple[Import, ...]:
    """Every import of the package, except those of its own `__init__`."""
    return tuple(
        found
        for name, path in MODULES.items()
        if name
        for found in imports_of(name, ast.parse(path.read_text(encoding="utf-8")))
    )


IMPORTS = all_imports()
ROOMS = rooms()
ORDER = list(ROOMS)
WINGS = {name.partition(".")[0] for name in ORDER if "." in name}
"""Folders that hold rooms and no names of their own."""


def room_of(module: str) -> str:
    """The room that a module lies in: its own name or that of a folder around it, as the table has it, else itself."""
    parts = module.split(".")
    names = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((name for name in names if name in ROOMS), module)


def inner(target: str) -> str | None:
    """The module of the package that `target` lies in, None for other packages and the package's own names."""
    parts = target.split(".")
    if parts[0] != "generator":
        return None
    names = (".".join(parts[1:end]) for end in range(len(parts), 1, -1))
    return next((name for name in names if name in MODULES), None)


def test_the_table_can_be_read() -> None:
    """The rooms are found in ARCHITECTURE.md, the first and the last where they belong."""
    assert ORDER[0] == "errors"
    assert "cli" in ORDER
    assert ROOMS["analysis.language"] == {"spacy", "thinc"}


def test_every_room_is_in_the_table_and_nothing_else() -> None:
    """A new module or folder gets a row; a row without a module goes."""
    found = {room_of(name) for name in MODULES if name} - WINGS
    assert sorted(found - set(ORDER)) == [], "not in ARCHITECTURE.md's table of rooms"
    assert sorted(set(ORDER) - found) == [], "in ARCHITECTURE.md's table of rooms, but not there"


def test_imports_go_one_way() -> None:
    """A room imports only from those above it, wherever the import stands."""
    wrong = [
        str(found)
        for found in IMPORTS
        if (target := inner(found.target))
        and (room := room_of(target)) != found.room
        and ORDER.index(room) > ORDER.index(found.room)
    ]
    assert wrong == []


def test_modules_do_not_import_in_circles() -> None:
    """Within a room too, modules can be put in an order in which each finds what it imports, late imports counted."""
    graph: dict[str, set[str]] = {name: set() for name in MODULES}
    for found in IMPORTS:
        target = inner(found.target)
        if target and target != found.module:
            graph[found.module].add(target)
    assert circle_in(graph) == []


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    """The modules of a circle of imports, the first one again at the end; empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_a_circle_is_seen() -> None:
    """The check above can fail: two modules that import each other are found."""
    assert set(circle_in({"a": {"b"}, "b": {"a"}, "c": {"a"}})) == {"a", "b"}


def test_each_library_stays_behind_its_door() -> None:
    """Third-party libraries are imported only in the rooms that the table names."""
    outside = sys.stdlib_module_names | {"generator", "__future__"}
    wrong = [
        str(found)
        for found in IMPORTS
        if (library := found.target.partition(".")[0]) not in outside and library not in ROOMS[found.room]
    ]
    assert wrong == []


def test_every_library_is_a_declared_dependency(checkout: Path) -> None:
    """What the table names, pyproject.toml asks for, at least as an extra: nothing comes only by way of another."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(chain(project["dependencies"], *project["optional-dependencies"].values()))
    declared = {re.split(r"[^\w.-]", one, maxsplit=1)[0].lower() for one in wanted}
    distributions = metadata.packages_distributions()
    for library in sorted(set().union(*ROOMS.values())):
        names = {name.lower().replace("_", "-") for name in distributions.get(library, [library])}
        assert names & declared, f"{library} is not among the dependencies in pyproject.toml"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import numpy", [("numpy", True)]),
        ("from generator import brief, model", [("generator.brief", True), ("generator.model", True)]),
        ("if TYPE_CHECKING:\n    from spacy.tokens import Doc", [("spacy.tokens.Doc", False)]),
        ("def load():\n    import spacy\nclass A:\n    import json", [("spacy", False), ("json", True)]),
        ("try:\n    import sumy\nexcept ImportError:\n    pass", [("sumy", True)]),
    ],
)
def test_imports_are_found_wherever_they_stand(code: str, expected: list[tuple[str, bool]]) -> None:
    """The walk itself: top level, classes, conditions, functions, and which of them run at the start."""
    assert [(found.target, found.at_start) for found in imports_of("x", ast.parse(code))] == expected
