"""Ending an alarm's sound: by name, for every screen."""

from __future__ import annotations

from collections.abc import Mapping

from board.errors import NothingSounds
from board.events import AlarmsSilenced
from board.models import Silence
from board.policies import check_may_silence
from board.selectors.alarms import sounding
from exams.models import Exam
from exams.selectors.sessions import exam_of
from incidents.services.log import person_of
from kernel.act import Asked, act


@act
def silence(asked: Asked, *, alarms: Mapping[int, str]) -> AlarmsSilenced:
    """End the sound of these alarms on every screen: somebody whose name is on record has heard them.

    ``alarms``: the stage heard by the incident's number. Of one that is at another stage by now nothing is silenced:
    nobody has heard that. Refused where none of them sounds. The incident itself stays unanswered.
    """
    exam = exam_of(asked.exam_id)
    check_may_silence(asked.actor, exam.scope)
    # One after another: of two who press at once the second is told that it was done.
    Exam.objects.select_for_update(of=("self",), no_key=True).get(pk=exam.pk)
    now_sounding = sounding(exam.pk)
    heard = sorted(number for number, stage in alarms.items() if now_sounding.get(number) == stage)
    if not heard:
        raise NothingSounds

    by = person_of(asked)
    Silence.objects.bulk_create(
        Silence(
            exam=exam,
            scope=exam.scope,
            incident=number,
            stage=alarms[number],
            by_id=by,
            entry_id=asked.act_id,
            at=asked.exam_at,
        )
        for number in heard
    )

    return AlarmsSilenced(incidents=tuple(heard))
