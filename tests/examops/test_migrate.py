"""Merging operations saves time and changes no table."""

from __future__ import annotations

from django.db import models
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, RunSQL
from django.db.migrations.operations.base import Operation

from examops.management.commands.migrate import merged


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
