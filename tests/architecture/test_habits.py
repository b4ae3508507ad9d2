"""What was regretted elsewhere is refused here: a second clock, caught everything, timers in a queue, signals."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import Source, calls, imports, nothing, sources, strings

CLOCK = "kernel/time.py"
OTHER_CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "timezone.localtime",
    "time.time", "localdate", "localtime", "timezone.localdate",
}  # fmt: skip
SQL_CLOCK = re.compile(
    r"\b(now\(\)|current_timestamp|clock_timestamp|transaction_timestamp|localtimestamp)", re.IGNORECASE
)

CATCHES_ALL = {
    # Whatever a projection or a reaction raises is shown: the one stops, the other is set aside, nobody else waits.
    "journal/cursors.py": 2,
    # What is thrown into a coroutine that was begun by hand is thrown on.
    "board/consumers/listeners.py": 1,
}

SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")
SETS_ROLES = "VALID UNTIL"


def test_there_is_one_clock() -> None:
    others = [
        f"{source.name}:{call.lineno} {ast.unparse(call.func)}"
        for source in sources()
        if source.name != CLOCK
        for call in calls(source)
        if asks_the_time(call)
    ]
    nothing(others)


def asks_the_time(call: ast.Call) -> bool:
    """Whether the call reads a clock of its own; ``localdate(at)`` reads none."""
    name = ".".join(ast.unparse(call.func).split(".")[-2:])
    if name.endswith(("localdate", "localtime")):
        return not call.args and name in OTHER_CLOCKS
    return name in OTHER_CLOCKS


def test_no_statement_asks_the_database_for_the_time() -> None:
    asking = [
        f"{source.name}:{line} {text[:50]!r}"
        for source in sources(migrations=True)
        for text, line in strings(source)
        if SQL_CLOCK.search(text) and SETS_ROLES not in text
    ]
    nothing(asking)


def test_no_field_sets_its_own_time() -> None:
    own = [f"{source.name}:{call.lineno}" for source in sources() for call in calls(source) if _named(call, "auto_now")]
    nothing(own)


def test_nothing_catches_everything() -> None:
    catching: dict[str, int] = {}
    for source in sources():
        for node in ast.walk(source.tree()):
            if isinstance(node, ast.ExceptHandler) and _catches_all(node):
                catching[source.name] = catching.get(source.name, 0) + 1
    assert catching == CATCHES_ALL


def _catches_all(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(name, ast.Name) and name.id in {"Exception", "BaseException"} for name in names)


def test_no_deadline_waits_in_a_queue() -> None:
    waiting = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        for call in calls(source)
        if _named(call, "countdown") or _named(call, "eta")
    ]
    nothing(waiting)


def _named(call: ast.Call, word: str) -> bool:
    return any(keyword.arg is not None and keyword.arg.startswith(word) for keyword in call.keywords)


def test_there_are_no_signals() -> None:
    signals = [
        f"{source.name}:{line} {module}"
        for source in sources()
        for module, line in imports(source)
        if module.startswith(SIGNALS)
    ]
    nothing(signals)


def test_every_ignored_type_says_why() -> None:
    bare = [
        f"{source.name}:{number}"
        for source in sources(migrations=True)
        for number, line in enumerate(source.path.read_text().splitlines(), start=1)
        if "type: ignore" in line and not re.search(r"type: ignore\[[\w, -]+\]\s+#\s*\w+", line)
    ]
    nothing(bare)


def test_public_functions_and_classes_say_what_they_are() -> None:
    silent = [
        f"{source.name}:{node.lineno} {node.name}"
        for source in sources()
        if source.part not in {"apps", "admin", "migrations", "management", "urls"}
        for node in _public(source)
        if ast.get_docstring(node) is None
    ]
    nothing(silent)


def _public(source: Source) -> list[ast.FunctionDef | ast.ClassDef]:
    return [
        node
        for node in source.tree().body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not any("overload" in ast.unparse(mark) for mark in node.decorator_list)
    ]
