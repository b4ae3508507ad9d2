"""Nothing is too long to be seen whole."""

from __future__ import annotations

import ast
from pathlib import Path

from examops.places import BASE
from tests.architecture.sources import functions, nothing, sources

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
NINE_OF_TEN = 20
MOST_NAMED = 5


def test_files_are_short() -> None:
    scripts = [path for path in (BASE / "frontend" / "src").rglob("*") if path.suffix in {".js", ".css"}]
    tests = list((BASE / "tests").rglob("*.py"))
    found = [source.path for source in sources()] + scripts + tests

    nothing([str(path.relative_to(BASE)) for path in found if _lines(path) >= LONGEST_FILE])


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_functions_are_short() -> None:
    long = [
        f"{source.name}:{function.lineno} {function.name} ({length(function)})"
        for source in sources()
        for function in functions(source)
        if length(function) > LONGEST_FUNCTION
    ]
    nothing(long)


def test_nine_of_ten_functions_are_seen_at_a_glance() -> None:
    lengths = sorted(length(function) for source in sources() for function in functions(source))

    assert lengths[len(lengths) * 9 // 10] <= NINE_OF_TEN


def test_functions_take_few_things_by_name() -> None:
    many = [
        f"{source.name}:{function.lineno} {function.name} ({len(function.args.kwonlyargs)})"
        for source in sources()
        for function in functions(source)
        if len(function.args.kwonlyargs) > MOST_NAMED
    ]
    nothing(many)


def test_services_take_what_was_asked_and_the_rest_by_name() -> None:
    loose = [
        f"{source.name}:{function.lineno} {function.name}"
        for source in sources()
        if source.part == "services"
        for function in source.tree().body
        if isinstance(function, ast.FunctionDef)
        and any(isinstance(mark, ast.Name) and mark.id == "act" for mark in function.decorator_list)
        and [argument.arg for argument in function.args.args] != ["asked"]
    ]
    nothing(loose)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the end."""
    return (function.end_lineno or function.lineno) - function.lineno + 1
