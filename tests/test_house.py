"""The house is kept: names mean one thing, and functions stay simple."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from radon.complexity import cc_visit
from radon.visitors import Class, Function

import generator

PACKAGE = Path(generator.__file__).resolve().parent
MODULES = sorted(PACKAGE.rglob("*.py"))
_MOST, _MANY, _SHARE = 12, 10, 0.02
"""The complexity that no function passes, and the one that at most a share of them does."""


def classes(tree: ast.AST) -> Iterator[str]:
    """The names of all classes in a module."""
    return (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def test_type_names_are_unique() -> None:
    """No two classes of the package have the same name, private ones included."""
    found = Counter(name for path in MODULES for name in classes(ast.parse(path.read_text(encoding="utf-8"))))
    assert [name for name, count in found.items() if count > 1] == []


def functions(code: str) -> Iterator[Function]:
    """All functions and methods of a module, inner ones too."""
    for block in cc_visit(code):
        if isinstance(block, Function):
            yield block
            yield from block.closures
        elif isinstance(block, Class):
            continue  # its methods come by themselves


def complexities() -> dict[str, int]:
    """The cyclomatic complexity of every function by its place, boolean operators counted."""
    return {
        f"{path.relative_to(PACKAGE)}:{found.lineno} {found.name}": found.complexity
        for path in MODULES
        for found in functions(path.read_text(encoding="utf-8"))
    }


def test_functions_are_simple() -> None:
    """No function is too complex, and few come near."""
    found = complexities()
    assert {name: value for name, value in found.items() if value > _MOST} == {}
    near = {name: value for name, value in found.items() if value > _MANY}
    assert len(near) <= _SHARE * len(found), near


@pytest.mark.parametrize(
    ("code", "expected"), [("def f(a):\n    return a\n", [1]), ("def f(a, b):\n    return a and b or a\n", [3])]
)
def test_complexity_counts_boolean_operators(code: str, expected: list[int]) -> None:
    """The measure itself: a chain of conditions in one line is as complex as one over many lines."""
    assert [found.complexity for found in functions(code)] == expected
