"""Pages of how incidents are run: the liaison's own, and what the incident's page shows of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime

from exams.views import ExamPage
from incidents.models import Incident
from incidents.policies import decides
from incidents.selectors.callout import calls_of, my_calls, parties_to_call
from incidents.selectors.files import files_of, takes_pictures
from incidents.selectors.running import roles_of
from incidents.selectors.situations import choices_of, reports_due, situations_of
from incidents.states import Role, SituationKind
from incidents.templatetags.incident_words import party_word, word
from kernel.actors import Actor
from kernel.time import exam_now, now
from organisation.states import Capability


def running_of(incident: Incident, actor: Actor) -> dict[str, Any]:
    """What the page of an incident shows of how it is run, with what the actor may choose there."""
    at = now()
    roles, calls = roles_of([incident])[incident.pk], calls_of([incident], at)[incident.pk]
    called = {call.row.party for call in calls}
    mine = [one.role for one in roles if one.holder is not None and one.holder.person_id == actor.person_id]
    held = [one.role for one in roles if one.holder is not None and one.role not in mine]
    free = [one.role for one in roles if one.holder is None and one.role != Role.COMMANDER]
    return {
        "roles": roles,
        "my_roles": [(role, word(role, "role")) for role in mine],
        "held_roles": [(role, word(role, "role")) for role in held],
        "free_roles": [(role, word(role, "role")) for role in free],
        "calls": calls,
        "calls_confirmed": sum(call.row.is_confirmed for call in calls),
        "further_parties": [(one, party_word(one)) for one in parties_to_call(incident) if one not in called],
        "reports_due": reports_due([incident]),
        "situations": situations_of(incident),
        "situation_kinds": [(kind.value, word(kind, "situation")) for kind in SituationKind],
        "choices": choices_of([incident])[incident.pk],
        "files": files_of(incident),
        "takes_pictures": takes_pictures(incident),
        "may_decide": decides(incident, actor),
        "me": actor.person_id,
        "now_local": localtime(exam_now(incident.exam_id, at)).strftime("%Y-%m-%dT%H:%M"),
    }


class MyCallOutsPage(ExamPage):
    """``/call-outs/``: a department's liaison confirms here, on a phone, and sees what concerns his unit alone."""

    needs = Capability.ANSWER_CALL_OUT

    def get(self, request: HttpRequest) -> HttpResponse:
        """The calls of his unit."""
        exam = self.exam_in_hand(request)
        return self.page(request, "incidents/my_calls.html", exam, calls=my_calls(exam.pk, self.actor))
