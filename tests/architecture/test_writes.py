"""Only services write. Everything else reads, decides, decodes or encodes."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import Source, calls, nothing, sources, strings

WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "aupdate", "acreate", "adelete", "asave"}
PREPARED = {"insert_all", "update_all"}
SQL_WRITE = re.compile(r"^\s*(INSERT INTO|UPDATE \w+ SET|DELETE FROM|TRUNCATE|COPY )")

# Records and frames: telemetry, cursors, roles. Each with the reason why it is no act's.
RECORDS = {
    "journal/sequencer.py": "numbers what has committed",
    "journal/cursors.py": "moves the cursors of projections and reactions",
    "organisation/models/people.py": "the manager that Django's createsuperuser calls",
    "kernel/heartbeat.py": "signs of life are records",
    "kernel/prepared.py": "puts into SQL what services write",
    "examops/management/commands/unlock_roles.py": "database roles, as the owner",
    "examops/servers/postgres.py": "the owner's role, as the superuser",
}


def test_only_services_write() -> None:
    writing = [
        f"{source.name}:{call.lineno} {ast.unparse(call.func)}"
        for source in sources()
        if source.part != "services" and source.name not in RECORDS
        for call in calls(source)
        if writes(call)
    ]
    nothing(writing)


def test_only_services_write_in_sql() -> None:
    writing = [
        f"{source.name}:{line} {text[:40]!r}"
        for source in sources()
        if source.part != "services" and source.name not in RECORDS
        for text, line in strings(source)
        if SQL_WRITE.match(text)
    ]
    nothing(writing)


def test_no_model_overrides_save() -> None:
    overriding = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        if source.part == "models"
        for node in ast.walk(source.tree())
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]
    nothing(overriding)


def test_reasons_name_files_that_are_there() -> None:
    assert set(RECORDS) <= {source.name for source in sources()}


def writes(call: ast.Call) -> bool:
    """Whether this call changes rows. ``save(path)`` of a workbook and ``update`` of a dict or hash do not."""
    if isinstance(call.func, ast.Name):
        return call.func.id in PREPARED
    if not isinstance(call.func, ast.Attribute):
        return False
    name, receiver = call.func.attr, ast.unparse(call.func.value)
    if name in WRITES:
        return True
    if name == "create":
        return "objects" in receiver
    if name == "update":
        return "objects" in receiver or bool(call.keywords and not call.args and isinstance(call.func.value, ast.Call))
    return name in {"save", "delete"} and not call.args and not receiver.startswith(("cache", "super()"))


def test_the_scan_sees_what_it_should() -> None:
    seen = (
        "b.save()\nBag.objects.create(x=1)\nbags.filter(a=1).update(x=2)\nrows.delete()\nBag.objects.bulk_create(x)\n"
        "insert_all(rows)\nupdate_all(Bag, keys, status='x')\n"
    )
    unseen = "book.save(path)\nmarks.update(more)\nseen.update(b'x')\ndraw.create(3)\ncache.delete('x')\n"

    assert [writes(call) for call in _calls(seen)] == [True] * 7
    assert [writes(call) for call in _calls(unseen)] == [False] * 5


def _calls(text: str) -> list[ast.Call]:
    return [
        line.value for line in ast.parse(text).body if isinstance(line, ast.Expr) and isinstance(line.value, ast.Call)
    ]


def test_sources_are_read() -> None:
    assert len(list(sources())) > 100
    assert all(isinstance(source, Source) for source in sources())
