"""What PostgreSQL alone keeps, told in plain SQL by the app's role: two proofs, counties apart, nothing rewritten."""

from __future__ import annotations

import json
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from kernel.scope import scoped
from organisation.models import Proof
from paper_custody.models import (
    AcceptedCount,
    Bag,
    BagStep,
    BlindCount,
    Container,
    CountAgreement,
    Handover,
    RoomCount,
    Seal,
)
from tests.paper_custody.builders import Papers
from tests.stages import stage
from tests.venues.builders import at
from tests.world import World

TABLES: dict[str, tuple[type[Model], str, str]] = {
    "handover": (Handover, "giver", "receiver"),
    "bagstep": (BagStep, "first", "second"),
    "roomcount": (RoomCount, "first", "second"),
    "acceptedcount": (AcceptedCount, "first", "second"),
}
COPY = "INSERT INTO {table} SELECT (jsonb_populate_record(kept, %s::jsonb)).* FROM {table} kept WHERE id = %s"


def write(table: str, pattern: UUID, **change: Any) -> None:
    """Copy a row with plain SQL, changed, and let every deferred key be checked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            COPY.format(table=f"paper_custody_{table}"),
            [json.dumps({"id": uuid4(), **change}, default=str), pattern],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refusal(table: str, pattern: UUID, **change: Any) -> str:
    with pytest.raises(IntegrityError) as refused:
        write(table, pattern, **change)
    return str(refused.value)


@stage
def day(papers: Papers) -> Papers:
    """A day up to the acceptance: rows in every table."""
    papers.to_the_venue()
    papers.world.move_to(at(-10))
    papers.rooms("issue", except_rooms=[{"room": "003", "reason": "漏水"}])
    papers.rooms("open", except_rooms=[{"room": "003", "reason": "漏水"}])
    papers.world.move_to(at(155))
    papers.rooms("collect", except_rooms=[{"room": "003", "reason": "漏水"}])
    papers.count_alone("sun", surplus_blank=3)
    papers.count_alone("ma")
    papers.count_together()
    assert papers.rooms("accept", except_rooms=[{"room": "003", "reason": "漏水"}]).status_code == 200
    papers.world.settle()
    return papers


def a_row(table: str) -> Any:
    """A row to copy. Nothing of v02's spare bag stands under the arrival at v01, or under the issue to its rooms."""
    rows = TABLES[table][0]._default_manager.order_by("at")
    wanted: dict[str, dict[str, Any]] = {
        "handover": {"step": "arrive"},
        "bagstep": {"step": "issue"},
        "acceptedcount": {"count": None},
    }
    return rows.filter(**wanted.get(table, {}))[0]


def of_its_own(table: str) -> dict[str, Any]:
    """What makes a copy of a row a row of its own."""
    if table in {"handover", "bagstep"}:
        return {"bag_id": Bag.objects.get(code="DRILL-A1-v02-S-S").pk}
    if table == "acceptedcount":
        return {"agreement_id": CountAgreement.objects.filter(acceptance=None).values_list("pk", flat=True)[0]}
    return {}


@pytest.mark.parametrize("table", TABLES)
def test_a_row_stands_on_the_two_proofs_of_its_own_act(day: Papers, table: str) -> None:
    (_model, one, other), row, own = TABLES[table], a_row(table), of_its_own(table)
    another_act = Handover.objects.filter(step="load").values_list("entry_id", flat=True)[0]

    def refused(**change: Any) -> str:
        return refusal(table, row.pk, **{**own, **change})

    write(table, row.pk, **own)
    own = {**own, "bag_id": Bag.objects.get(code="DRILL-A1-v02-001-P").pk} if "bag_id" in own else own
    if table == "acceptedcount":
        own = {"agreement_id": CountAgreement.objects.filter(acceptance=None).values_list("pk", flat=True)[0]}

    assert "two_people" in refused(**{f"{other}_id": getattr(row, f"{one}_id")})
    assert f"{other}_proved" in refused(**{f"{other}_id": day.world.zhao.pk})
    assert "sides" in refused(**{f"{one}_side": "second" if one == "first" else "receiver"})
    assert "_proved" in refused(entry_id=another_act)
    assert "violates foreign key" in refused(entry_id=uuid4())
    assert "not-null" in refused(**{f"{one}_id": None})


def test_one_person_cannot_be_written_into_both_sides_of_an_act(day: Papers) -> None:
    proof = Proof.objects.filter(side="giver").first()
    assert proof is not None

    with pytest.raises(IntegrityError, match="nobody_stands_on_both_sides"), transaction.atomic():
        Proof.objects.create(
            act_id=proof.act_id, side="receiver", person_id=proof.person_id, method="pin", proved_at=timezone.now()
        )


def test_no_room_is_accepted_on_a_count_that_does_not_balance(day: Papers) -> None:
    row = AcceptedCount.objects.filter(count__isnull=False)[0]
    wrong = uuid4()
    write("roomcount", cast("UUID", row.count_id), id=wrong, surplus_blank=7, balanced=False)

    assert "accepted_on_a_balanced_count" in refusal("acceptedcount", row.pk, count_id=wrong)
    assert "only_a_balanced_count_is_accepted" in refusal("acceptedcount", row.pk, count_id=wrong, balanced=False)


@pytest.mark.parametrize(
    "table",
    ["handover", "bagstep", "leftout", "papersignature", "roomcount", "acceptedcount", "blindcount", "countagreement"],
)
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = at", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_was_signed_is_never_changed(day: Papers, table: str, statement: str) -> None:
    refused = pytest.raises(DatabaseError, match=r"permission denied|never changed")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(f"paper_custody_{table}"))


@pytest.mark.parametrize(
    "change",
    [
        {"nominal": 0},
        {"status": "lost"},
        {"node": "N0"},
        {"kind": "parcel"},
        {"status": "locked"},
        {"before": "in_store"},
        {"room": None},
        {"node": "N6", "escort": None},
        {"node": "N6", "holder": None},
    ],
)
def test_a_bag_is_never_in_a_state_that_there_is_not(day: Papers, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Bag.objects.filter(code="DRILL-A1-v01-001-P").update(**change)


def test_a_bag_has_one_whole_seal_and_a_number_is_used_once(day: Papers) -> None:
    whole = Seal.objects.filter(bag__isnull=False, state="applied").first()
    box = Container.objects.filter(kind="box").first()
    assert whole is not None
    assert box is not None
    fields = {"exam": whole.exam, "scope": whole.scope, "entry_id": whole.entry_id, "applied_at": whole.applied_at}

    for wrong in (
        {"number": "DRILL-second", "bag": whole.bag},
        {"number": whole.number, "container": box, "state": "broken"},
        {"number": "", "bag": whole.bag},
        {"number": "DRILL-nothing"},
        {"number": "DRILL-both", "bag": whole.bag, "container": box},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seal.objects.create(**fields, **wrong)


MODELS = (Bag, Container, Seal, Handover, BagStep, RoomCount, AcceptedCount, BlindCount)


def test_another_county_sees_none_of_it_and_nothing_set_sees_nothing(day: Papers) -> None:
    world = day.world
    with scoped(world.actor("wang"), world.exam.pk):
        assert all(model.objects.exists() for model in MODELS)
    with scoped(world.actor("hu"), world.exam.pk):
        assert not any(model.objects.exists() for model in MODELS)
    with scoped(world.actor("wang"), world.real.pk):
        assert not any(model.objects.exists() for model in MODELS)
    forget_scope()
    assert not any(model.objects.exists() for model in MODELS)


def test_nothing_is_written_into_another_county_or_exam(day: Papers) -> None:
    world = day.world
    bag = Bag.objects.get(code="DRILL-A1-v02-S-S")
    for actor, exam in (("hu", world.exam.pk), ("wang", world.real.pk)):
        bag.pk, bag.code = uuid4(), "DRILL-smuggled"
        refused = pytest.raises(DatabaseError, match="row-level security")
        with refused, transaction.atomic(), scoped(world.actor(actor), exam):
            bag.save(force_insert=True)
        with scoped(world.actor(actor), exam):
            assert Bag.objects.filter(code="DRILL-A1-v02-S-S").update(nominal=99) == 0


def forget_scope() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('examops.scope', '', true), set_config('examops.exam', '', true)")


def test_these_tests_run_as_the_app(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper, usebypassrls FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == (False, False)
