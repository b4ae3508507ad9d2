"""A statement that is put into SQL once reads and writes what Django's own would."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from kernel.actors import SYSTEM
from kernel.prepared import Given, Prepared, insert_all, update_all
from kernel.scope import glance
from kernel.statements import statement
from organisation.models import Person, Unit
from tests.world import LINHE, World

by_names = Prepared(
    lambda: (
        Person.objects.filter(staff_number__any_of=Given("numbers", "text[]"), scope=Given("county", "text"))
        .select_related("unit")
        .order_by("staff_number")
    )
)
locked = Prepared(lambda: Unit.objects.select_for_update().filter(path=Given("path", "text")))


def test_it_returns_what_the_query_returns_with_other_values_each_time(world: World) -> None:
    numbers = [world.wang.staff_number, world.fan.staff_number]

    with CaptureQueriesContext(connection) as told:
        found = by_names(numbers=numbers, county=LINHE)
        units = [person.unit.path for person in found]

    assert len(told.captured_queries) == 1
    assert found == list(Person.objects.filter(staff_number__in=numbers).order_by("staff_number"))
    assert units == [Unit.objects.get(pk=person.unit_id).path for person in found]
    assert by_names(numbers=[world.wang.staff_number], county=LINHE) == [world.wang]
    assert by_names(numbers=[], county=LINHE) == by_names(numbers=numbers, county="/99/") == []


def test_many_rows_go_in_and_change_in_one_statement_each(world: World) -> None:
    unit = Unit.objects.get(path=LINHE)
    new = [
        Person(scope=LINHE, staff_number=f"n{number}", name="新人", unit=unit, phone_sealed=b"\x00\xff")
        for number in range(3)
    ]

    with CaptureQueriesContext(connection) as told:
        insert_all([])
        insert_all(new)
        update_all(Person, [new[0].pk, new[2].pk], name="换名", pinyin="")

    assert len(told.captured_queries) == 2
    kept = list(Person.objects.filter(staff_number__in=["n0", "n1", "n2"]).order_by("staff_number"))
    assert [one.pk for one in kept] == [one.pk for one in new]
    assert [one.name for one in kept] == ["换名", "新人", "换名"]
    assert bytes(kept[0].phone_sealed) == b"\x00\xff"


def test_a_glance_leaves_no_sight_behind_and_rows_are_locked_in_a_transaction_or_not_at_all(
    committed_world: World,
) -> None:
    seen = glance(SYSTEM, statement("SELECT staff_number FROM organisation_person WHERE scope = %s", "text"), [LINHE])

    assert seen
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(current_setting('examops.scope', true), '') FROM organisation_person")
        assert cursor.fetchone() == (0, "")
    with pytest.raises(TransactionManagementError):
        locked(path=LINHE)
    with transaction.atomic():
        assert locked(path=LINHE) == [Unit.objects.get(path=LINHE)]
    with pytest.raises(TransactionManagementError):
        locked(path=LINHE)


def test_a_new_connection_is_told_of_a_statement_anew(committed: None) -> None:
    doubled = statement("SELECT %s * 2, %s", "int", "text[]")

    for _connection in range(2):
        for number in (21, 4):
            with connection.cursor() as cursor:
                doubled.run(cursor, [number, ["a", "b"]])
                assert cursor.fetchone() == (number * 2, ["a", "b"])
        connection.close()


def test_each_value_has_a_type() -> None:
    with pytest.raises(ValueError, match="2 values and 1 types"):
        statement("SELECT %s, %s", "int")
