"""What PostgreSQL alone keeps of the secure room: two proofs, no papers visited, counties apart, nothing rewritten."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from kernel.scope import scoped
from paper_custody.models.secure_room import (
    DutyShift,
    RoomRecord,
    SecureRoom,
    SecureRoomState,
    ShiftHandover,
    VaultDue,
    VaultRound,
)
from paper_custody.models.vault_watch import RoomSource, RoomVisit
from tests.paper_custody.builders import Papers
from tests.paper_custody.test_the_law import forget_scope, refusal, write
from tests.paper_custody.vault import Vault
from tests.stages import stage
from tests.world import HOUR


@stage
def vault(papers: Papers) -> Vault:
    """A row in every table of the room."""
    vault, world = Vault(papers.world), papers.world
    planned = (world.exam_now + HOUR).isoformat()
    visit = vault.post("wang", "visits", visitors="代表", people=2, purpose="参观", planned_at=planned).json()
    vault.post("fan", f"visits/{visit['fact']['visit']}/in", phones_surrendered=True)
    vault.post("fan", f"visits/{visit['fact']['visit']}/out")
    Vault(world, real=True).post("wang", "describe", name="县保密室", place="三层")
    vault.post("wang", "sources", code="CAM-1", name="内间", kind="camera", secret="a-secret-of-the-device")
    papers.receive()
    world.settle()
    vault.patrol()
    shift = vault.told()["shifts"][1]["id"]
    assert vault.post("fan", "hand-over", second="mao", shift=shift).status_code == 200
    world.settle()
    return vault


def own(table: str) -> dict[str, Any]:
    """What makes a copy of a row a row of its own."""
    if table == "shifthandover":
        return {"shift_id": DutyShift.objects.filter(handovers=None).values_list("pk", flat=True)[0]}
    return {}


@pytest.mark.parametrize("table", ["vaultround", "roomrecord", "shifthandover"])
def test_a_signature_stands_on_the_two_proofs_of_its_own_act(vault: Vault, table: str) -> None:
    models: dict[str, Any] = {"vaultround": VaultRound, "roomrecord": RoomRecord, "shifthandover": ShiftHandover}
    row = models[table].objects.order_by("at")[0]
    other: Any = VaultRound if table == "roomrecord" else RoomRecord
    another = other.objects.values_list("entry_id", flat=True)[0]
    write(table, row.pk, **own(table))

    def refused(**change: Any) -> str:
        return refusal(table, row.pk, **{**own(table), **change})

    assert "two_people" in refused(second_id=row.first_id)
    assert "second_proved" in refused(second_id=vault.world.zhao.pk)
    assert "sides" in refused(first_side="second")
    assert "_proved" in refused(entry_id=another)
    assert "violates foreign key" in refused(entry_id=uuid4())
    assert "not-null" in refused(second_id=None)


def test_a_late_round_names_its_form_and_none_is_of_the_future(vault: Vault) -> None:
    row = VaultRound.objects.get()

    assert "late_round_names_its_form" in refusal("vaultround", row.pk, late=True)
    assert "round_is_not_of_the_future" in refusal("vaultround", row.pk, done_at=row.exam_at + HOUR)
    assert "round_is_known" in refusal("vaultround", row.pk, round="dance")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"room_status": "papers_stored"}, "nobody_visits_papers"),
        ({"phones_surrendered": False}, "visitors_go_in_escorted_without_phones"),
        ({"escort": None}, "visitors_go_in_escorted_without_phones"),
        ({"out_at": None}, "visitors_who_left_say_when"),
        ({"many": 0}, "somebody_visits"),
        ({"status": "lost"}, "visit_status_is_known"),
    ],
)
def test_a_visit_is_never_what_it_must_not_be(vault: Vault, change: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        RoomVisit.objects.update(**change)


@pytest.mark.parametrize(
    ("model", "change", "name"),
    [
        (SecureRoomState, {"status": "open"}, "secure_room_status_is_known"),
        (SecureRoomState, {"locks_due": True}, "old_locks_keep_no_papers"),
        (VaultDue, {"duty": "sleep"}, "vault_duty_is_known"),
        (VaultDue, {"status": "met", "ended_at": None}, "ended_vault_due_says_when"),
        (RoomSource, {"lost": True, "status": "ok"}, "a_source_in_order_is_not_lost"),
        (RoomSource, {"kind": "dog"}, "source_kind_is_known"),
        (SecureRoom, {"name": ""}, "secure_room_has_a_name"),
    ],
)
def test_nothing_is_in_a_state_that_there_is_not(vault: Vault, model: Any, change: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**change)


STAYS = ["vaultround", "roomrecord", "shifthandover", "dutyroster", "dutyshift", "shiftperson", "roomcertificate"]


@pytest.mark.parametrize("table", [*STAYS, "storagewaiver", "roomsignal", "roomcoverage"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET scope = scope", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_was_signed_is_never_changed(db: None, table: str, statement: str) -> None:
    refused = pytest.raises(DatabaseError, match=r"permission denied|never changed")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(f"paper_custody_{table}"))


OF_THE_EXAM = (SecureRoomState, RoomRecord, VaultRound, VaultDue, DutyShift, ShiftHandover, RoomVisit, RoomSource)


def test_another_county_and_the_other_exam_see_none_of_it(vault: Vault) -> None:
    world = vault.world
    with scoped(world.actor("wang"), world.exam.pk):
        assert all(model.objects.exists() for model in (*OF_THE_EXAM, SecureRoom))
    with scoped(world.actor("hu"), world.exam.pk):
        assert not any(model.objects.exists() for model in (*OF_THE_EXAM, SecureRoom))
    with scoped(world.actor("wang"), world.real.pk):
        assert not any(model.objects.exists() for model in OF_THE_EXAM)
        assert SecureRoom.objects.exists()
    forget_scope()
    assert not any(model.objects.exists() for model in (*OF_THE_EXAM, SecureRoom))
