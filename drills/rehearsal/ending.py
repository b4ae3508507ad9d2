"""The end of the chain: answers go to the marking point by list (N14), what is left stays under lock (N15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from django.utils.timezone import localdate

from drills.rehearsal import labels
from drills.rehearsal.stage import Stage
from exams.models import Session
from exams.selectors.sessions import sessions_of
from kernel.actors import SYSTEM
from kernel.scope import reading

# All of it before the next session has its first line: a rehearsal may end here, and nobody plays that one.
HANDED_ON_AFTER, SORTED_AFTER = dt.timedelta(minutes=10), dt.timedelta(minutes=20)
ANNOUNCED_AFTER, TOO_EARLY_AFTER = dt.timedelta(minutes=30), dt.timedelta(minutes=35)
CABINET, RESULTS_AFTER = "G9", dt.timedelta(days=16)
# A booklet that a misprint cost: one bag holds fewer than is printed on it, and says why.
FEWER, REASON = 1, "换卷1份已随异常登记单封存"

WITNESSES = [{"name": "见证甲", "unit": "县保密局"}, {"name": "见证乙", "unit": "县纪委监委"}]


def plan(stage: Stage, sessions: Sequence[Session], stored_at: dt.datetime) -> None:
    """On the night after the last session that is rehearsed, when everything is back (handbook 2.3 N14, N15)."""
    codes = ", ".join(session.code for session in sessions)
    stage.plan(stored_at + HANDED_ON_AFTER, f"answers of {codes} handed on", partial(_hand_on, stage))
    stage.plan(stored_at + SORTED_AFTER, f"what is left of {codes} kept", partial(_keep, stage))
    stage.plan(stored_at + ANNOUNCED_AFTER, "day of the results on record", partial(_announce, stage))
    destroyed = partial(_destroy_too_early, stage, [session.code for session in sessions])
    stage.plan(stored_at + TOO_EARLY_AFTER, "destruction refused", destroyed)


def _hand_on(stage: Stage) -> None:
    """Every bag of answers, with its seal, against the signature of who takes them to the marking point."""
    answers = labels.answers_stored(stage.exam.pk)
    taker = stage.one("escort_leader").as_second()
    given = {"bags": answers, "bags_counted": len(answers), "receiver": taker, "document": "演练移交清单1号"}
    stage.act(stage.one("vault_head"), "/papers/hand-on/", given)


def _keep(stage: Stage) -> None:
    """What holds no answers goes into a cabinet, two keepers together, one number not as printed."""
    left, nominal = labels.left_over(stage.exam.pk)
    short = next(code for code, pieces in nominal.items() if pieces > FEWER)
    pieces = [{"code": short, "pieces": nominal[short] - FEWER, "reason": REASON}]
    given = {
        "bags": left, "bags_counted": len(left), "cabinet": CABINET, "pieces": pieces,
        "second": stage.one("vault_guard").as_second(),
    }  # fmt: skip
    stage.act(stage.one("vault_head"), "/leftovers/keep/", given)


def _announce(stage: Stage) -> None:
    """The day of the results is announced; until when things are kept counts from it."""
    with reading(SYSTEM, stage.exam.pk):
        last = max(session.ends_at for session in sessions_of(stage.exam.pk))
    told = {"day": (localdate(last) + RESULTS_AFTER).isoformat(), "document": "演练放榜通知1号"}
    stage.act(stage.one("duty_officer"), "/leftovers/results-day/", told)


def _destroy_too_early(stage: Stage, sessions: Sequence[str]) -> None:
    """Somebody wants the cabinet empty at once. It is kept for months, and the system says so."""
    told = {
        "second": stage.one("vault_guard").as_second(), "sessions": list(sessions), "certificate": "演练销毁证1号",
        "place": "县纸厂", "witnesses": WITNESSES,
    }  # fmt: skip
    stage.act(stage.one("vault_head"), "/leftovers/destroy/", told, expect="retention_not_over")
