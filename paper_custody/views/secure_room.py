"""The page of the secure room, on the wired terminal of its duty room."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exams.views import ExamPage
from kernel.errors import NotPermitted
from organisation.states import Capability
from paper_custody.gateways.secure_room import room_rules
from paper_custody.policies.secure_room import check_sees_room
from paper_custody.selectors.aside import runs_to_leave
from paper_custody.selectors.duty_roster import keepers_of
from paper_custody.selectors.vault_overview import room_shown
from paper_custody.states.secure_room import CheckKind

MORE_SHIFTS = 3


class VaultPage(ExamPage):
    """``/vault/``: what is next and by when, who is on post, what is wrong; and, for its head, the room itself."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page at this moment of exam time."""
        exam = self.exam_in_hand(request)
        try:
            check_sees_room(self.actor, exam.scope)
        except NotPermitted as refusal:
            return render(request, "403.html", {"refusal": refusal.answer()}, status=403)
        shown = room_shown(exam)
        runs = self.actor.may(Capability.RUN_VAULT, exam.scope)
        rules = room_rules()
        return self.page(
            request,
            "paper_custody/vault.html",
            exam,
            shown=shown,
            keeps=self.actor.may(Capability.KEEP_VAULT, exam.scope),
            departing=runs_to_leave(exam, self.actor),
            runs=runs,
            records=self.actor.may(Capability.RECORD_DECISION, exam.scope),
            keepers=keepers_of(exam) if runs else [],
            more_shifts=range(len(shown.shifts), len(shown.shifts) + MORE_SHIFTS),
            points=rules.points_of(CheckKind.ACCEPTANCE),
            points_before=rules.points_of(CheckKind.BEFORE_EXAM),
            version=rules.version,
            api=f"/api/exams/{exam.pk}/vault",
        )
