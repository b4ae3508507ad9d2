"""Pages of locks and keys: where each key is, and passing it on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from kernel.time import now
from organisation.models import Unit
from organisation.states import Capability
from paper_custody.gateways.key_rules import key_rules
from paper_custody.policies.keys import SEES_KEYS
from paper_custody.selectors.keys import keeps_some_lock, locks_told
from paper_custody.states.keys import CodeChannel, LockKind
from paper_custody.views.papers import CustodyPage

# What is done with keys and codes, each in one form of the page.
KEY_ACTS = ("issue", "hand_over", "return", "code_received", "code_changed", "register")
# As many rows as a form has for the keys of a lock, and for the signatures on a bag.
ROWS = 4


class KeysPage(CustodyPage):
    """``/vault/keys/``: every lock in sight with its keys, who holds them, and who received its code."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, which also prints. A venue sees its own."""
        exam = self.exam_in_hand(request)
        held = {capability for capability, _path in self.actor.grants}
        locks = locks_told(exam, self.actor)
        if not held & SEES_KEYS and not locks:
            return self.refused(request)
        return self.page(
            request,
            "paper_custody/keys.html",
            exam,
            locks=locks,
            keeps=keeps_some_lock(self.actor),
            rules=list(key_rules().rules.values()),
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
        )


class KeyHandOverPage(CustodyPage):
    """``/vault/keys/handover/``: one act on keys or codes, with the second person."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form of the act in the address, or of the first."""
        exam = self.exam_in_hand(request)
        if not keeps_some_lock(self.actor):
            return self.refused(request)
        act = request.GET.get("act", "")
        locks = locks_told(exam, self.actor)
        return self.page(
            request,
            "paper_custody/keys_act.html",
            exam,
            act=act if act in KEY_ACTS else KEY_ACTS[0],
            acts=KEY_ACTS,
            chosen=request.GET.get("key", ""),
            lock=request.GET.get("lock", ""),
            locks=locks,
            lock_choices=[(lock.code, f"{lock.code} {lock.place}") for lock in locks],
            kinds=list(LockKind),
            channels=list(CodeChannel),
            slots=range(ROWS),
            signatures=key_rules().bag_signatures,
            of_county=self.actor.may(Capability.KEEP_VAULT, exam.scope),
            api=f"/api/exams/{exam.pk}/keys",
            **self.choices(exam),
        )
