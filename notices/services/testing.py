"""Testing the call tree: one act tells everybody of a unit, and what comes of calling by the list is entered."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from kernel.act import Asked, act
from kernel.errors import NotThere
from notices.errors import NobodyToTest
from notices.events import CallNoted, CallTestBegun
from notices.models import CallTest, Notice
from notices.policies import check_looks_after
from notices.selectors.people import people_of_unit
from notices.services.telling import tell_of_test
from notices.states import Called
from organisation.models import Unit
from organisation.policies import county_of


@act
def begin_call_test(asked: Asked, *, unit_id: UUID) -> CallTestBegun:
    """Tell everybody with a duty at the unit, or below it, that this is a test; who was reached shows by unit.

    It belongs to no exam, and moves none. Refuses a unit in which nobody holds a duty.
    """
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None or not unit.path.startswith(asked.actor.scope):
        raise NotThere
    check_looks_after(asked.actor, county_of(unit.path))
    people = people_of_unit(unit.path, asked.at)
    if not people:
        raise NobodyToTest(unit=unit.code)

    test = CallTest.objects.create(
        scope=unit.path,
        unit=unit,
        begun_by_id=cast("UUID", asked.actor.person_id),
        begun_at=asked.at,
        entry_id=asked.act_id,
    )
    tell_of_test(test, people)

    return CallTestBegun(test=test.pk, scope=unit.path, people=len(people))


@act
def note_call(asked: Asked, *, test_id: UUID, person_id: UUID, result: Called) -> CallNoted:
    """Enter what came of calling somebody by the list: it was he, nobody answered, or the number is not his."""
    notice = Notice.objects.select_for_update(of=("self",)).filter(test=test_id, person=person_id).first()
    if notice is None:
        raise NotThere
    check_looks_after(asked.actor, notice.scope)

    notice.called = result
    notice.save(update_fields=["called"])

    return CallNoted(test=test_id, person=person_id, result=result)
