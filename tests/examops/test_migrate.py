"""Merging operations saves time and changes no table."""

from __future__ import annotations

from django.db import models
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, RemoveConstraint, RunPython, RunSQL
from django.db.migrations.operations.base import Operation

from examops.management.commands.migrate import Together, merged, together


def table(name: str) -> CreateModel:
    return CreateModel(name, [("id", models.AutoField(primary_key=True)), ("code", models.TextField())])


def rule(model: str) -> AddConstraint:
    return AddConstraint(model, models.UniqueConstraint(fields=["code"], name=f"{model}_once"))


def kinds(operations: list[Operation]) -> list[str]:
    return [f"{type(operation).__name__} {getattr(operation, 'name', '')}".strip() for operation in operations]


def test_constraints_and_indexes_join_the_creation_of_their_table() -> None:
    index = AddIndex("bag", models.Index(fields=["code"], name="bag_by_code"))

    done = merged([table("Bag"), table("Box"), rule("box"), rule("bag"), index], "papers")

    assert kinds(done) == ["CreateModel Bag", "CreateModel Box"]
    first, second = done
    assert isinstance(first, CreateModel)
    assert isinstance(second, CreateModel)
    assert [found.name for found in first.options["constraints"]] == ["bag_once"]
    assert [found.name for found in first.options["indexes"]] == ["bag_by_code"]
    assert [found.name for found in second.options["constraints"]] == ["box_once"]


def test_nothing_moves_before_a_statement_or_a_later_field() -> None:
    field = AddField("box", "seal", models.TextField(default=""))

    done = merged([table("Bag"), RunSQL("SELECT 1"), rule("bag"), table("Box"), field, rule("box")], "papers")

    assert kinds(done) == [
        "CreateModel Bag", "RunSQL", "AddConstraint", "CreateModel Box", "AddField seal", "AddConstraint",
    ]  # fmt: skip


def groups(operations: list[Operation]) -> list[list[str]]:
    return [kinds([*one.operations]) if isinstance(one, Together) else kinds([one]) for one in together(operations)]


def test_what_does_not_ask_for_the_models_between_runs_together() -> None:
    seal = AddField("seal", "code", models.TextField(default=""))

    assert groups([table("Bag"), RunSQL("SELECT 1"), seal, rule("seal"), table("Box")]) == [
        ["CreateModel Bag", "RunSQL", "AddField code", "AddConstraint", "CreateModel Box"]
    ]


def test_python_code_sees_the_models_as_they_are_then() -> None:
    code = RunPython(RunPython.noop)

    assert groups([table("Bag"), table("Box"), code, table("Seal")]) == [
        ["CreateModel Bag", "CreateModel Box"],
        ["RunPython"],
        ["CreateModel Seal"],
    ]


def test_a_table_is_there_before_something_is_added_to_it() -> None:
    field = AddField("bag", "seal", models.TextField(default=""))

    assert groups([table("Bag"), table("Box"), RunSQL("SELECT 1"), field, rule("box")]) == [
        ["CreateModel Bag", "CreateModel Box", "RunSQL"],
        ["AddField seal", "AddConstraint"],
    ]


def test_a_rule_is_there_before_it_is_taken_away() -> None:
    gone = RemoveConstraint("seal", "seal_once")

    assert groups([rule("seal"), gone, rule("seal")]) == [
        ["AddConstraint"],
        ["RemoveConstraint seal_once", "AddConstraint"],
    ]
