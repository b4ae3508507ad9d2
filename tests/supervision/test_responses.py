"""Response times count those that nobody answered: half unanswered cannot look fine."""

from __future__ import annotations

import csv
import io
from statistics import mean
from typing import Any

from clocks.models import Clock
from incidents.events import FACTS
from incidents.states import LogKind, Purpose
from kernel.actors import SYSTEM
from kernel.scope import reading
from supervision.selectors import after_action, responses
from supervision.selectors.after_action import after_action_of
from supervision.selectors.responses import Wanted, responses_of
from supervision.states import Measure
from tests.incidents.builders import Desk, Opened, done
from tests.stages import stage
from tests.supervision import efron

MINUTE = 60.0


@stage
def half(desk: Desk) -> list[Opened]:
    """Ten that are answered after two minutes, and ten at the other venue that nobody answers for two hours."""
    opened = [desk.opened("E01", venue="v01" if one % 2 else "v02") for one in range(20)]
    desk.world.fast_forward(minutes=2)
    for incident in opened[:10]:
        done(incident.post("chen", "acknowledge/"))
        done(incident.post("chen", "notes/", words="已到现场"))
    desk.world.fast_forward(minutes=118)
    return opened


def told(desk: Desk, person: str = "bai", **query: str) -> Any:
    return done(desk.world.client_of(person).get(f"{desk.world.api}/responses/", query)).json()


def page(desk: Desk, person: str = "bai", address: str = "", **query: str) -> Any:
    query = {"exam": str(desk.world.exam.pk), **query}
    return desk.world.client_of(person).get(f"/supervision/responses/{address}", query)


def exported(desk: Desk, person: str = "bai") -> list[list[str]]:
    sent = b"".join(page(desk, person, "export.csv"))
    return list(csv.reader(io.StringIO(sent.decode("utf-8-sig"))))[2:]


def test_a_plain_mean_looks_fine_and_the_page_shows_the_breach(desk: Desk, half: list[Opened]) -> None:
    rows = [row for row in exported(desk) if row[3] == "受理"]
    plain_mean = mean(float(row[6]) for row in rows if row[8] == "是")
    assert plain_mean == 2 * MINUTE  # and allowed are five

    figures = told(desk)["overall"][0]

    assert (figures["measure"], figures["count"], figures["unanswered"]) == ("acknowledge", 20, 10)
    assert figures["p90_seconds"] is None
    assert figures["longest_unanswered_seconds"] == 120 * MINUTE
    assert figures["breaches"] == 10
    html = page(desk).content.decode()
    assert "共 20 件，已答复 10 件，未答复 10 件。" in html
    assert "九成：尚未达到" in html
    assert "未答复的最长已等 2小时" in html
    assert html.count("受理：至今未完成，已 2小时，时限 5分钟") == 10


def test_the_numbers_are_those_of_another_computation(desk: Desk, half: list[Opened]) -> None:
    for number, incident in enumerate(half[10:16]):
        desk.world.fast_forward(minutes=7 * number + 1)
        done(incident.post("bai", "acknowledge/"))

    figures = {one["measure"]: one for one in told(desk)["overall"]}

    names = {"受理": "acknowledge", "首次处置": "first_action", "上报市级": "report_upward", "办结解除": "close"}
    for name, measure in names.items():
        spans = [(float(row[6]), row[8] == "是") for row in exported(desk) if row[3] == name]
        assert len(spans) == figures[measure]["count"] == 20
        assert figures[measure]["median_seconds"] == efron.within(spans, 0.5)
        assert figures[measure]["p90_seconds"] == efron.within(spans, 0.9)
    assert figures["acknowledge"]["median_seconds"] is not None
    assert figures["close"]["median_seconds"] is None


def test_what_was_allowed_is_what_the_clocks_ran_by(desk: Desk) -> None:
    incident = desk.opened("E01")
    desk.world.fast_forward(minutes=3)
    done(incident.post("chen", "acknowledge/"))
    done(incident.post("chen", "notes/", words="已核实"))
    approver = desk.world.second("guo")
    done(incident.post("chen", "clocks/pause/", clock="close", words="道路中断", approver=approver))
    desk.world.fast_forward(minutes=12)
    done(incident.post("chen", "clocks/resume/", clock="close"))
    done(incident.post("chen", "level/", level="II", words="扩大"))
    desk.world.fast_forward(minutes=1)

    with reading(SYSTEM):
        answers = {one.answer.measure: one.answer for one in responses_of(desk.world.exam.pk, SYSTEM, Wanted()).answers}
    pairs = {
        Measure.ACKNOWLEDGE: Purpose.ACKNOWLEDGE,
        Measure.FIRST_ACTION: Purpose.FIRST_ACTION,
        Measure.REPORT_UPWARD: Purpose.REPORT_UPWARD,
        Measure.CLOSE: Purpose.CLOSE,
    }
    for measure, purpose in pairs.items():
        clock = Clock.objects.filter(subject=incident.now().pk, purpose=purpose).exclude(status="cancelled").get()
        assert answers[measure].due_at == clock.first_due_at, measure


def test_every_line_and_every_fact_of_an_incident_has_a_place() -> None:
    """A kind that is new is either something that a promise waits for, or is said to be nothing of the kind."""
    assert not set(responses.LISTED) & responses.NO_BEARING
    assert {*responses.LISTED, *responses.NO_BEARING} == set(LogKind)
    placed = [*after_action.PLAIN, *after_action.LOOKED_INTO, *after_action.NO_BEARING]
    assert len(placed) == len(set(placed))
    assert set(placed) == set(FACTS), "facts of incidents"


def test_one_that_goes_on_under_another_number_is_no_unanswered_one(desk: Desk) -> None:
    first, again, late = (desk.opened("E01", venue="v01") for _one in range(3))
    done(again.post("bai", "merge/", into=first.number, words="同一事件"))
    desk.world.fast_forward(minutes=6)
    done(late.post("bai", "merge/", into=first.number, words="同一事件"))
    desk.world.fast_forward(minutes=60)

    [figures, *_others] = told(desk)["overall"]
    assert (figures["count"], figures["unanswered"], figures["breaches"]) == (2, 2, 2), "late was late before"
    assert [one["incident"] for one in told(desk)["breaches"] if one["measure"] == "acknowledge"] == [1, 3]

    done(again.post("bai", "unmerge/", words="两处不同原因"))
    done(again.post("bai", "acknowledge/"))
    row = again.now()
    with reading(SYSTEM):
        answers = responses_of(desk.world.exam.pk, SYSTEM, Wanted()).answers
        own = next(one.answer for one in answers if one.incident.number == 2 and one.answer.measure == "acknowledge")
        clock = Clock.objects.filter(subject=row.pk, purpose=Purpose.ACKNOWLEDGE).latest("first_due_at")
    assert own.due_at == clock.first_due_at
    assert not own.is_breach
    same = {one.answer.measure: one.answer.due_at for one in answers if one.incident.number == 2}
    with reading(SYSTEM):
        report = after_action_of(desk.world.exam.pk, 2, SYSTEM).answers
    assert {measure: one.due_at for measure, one in report.items()} == same


def test_an_acknowledgement_that_lapsed_was_no_answer(desk: Desk) -> None:
    incident = desk.opened("E01")
    done(incident.post("chen", "acknowledge/"))
    desk.world.fast_forward(minutes=60)  # nothing is done: it lapses

    [figures, *_others] = told(desk)["overall"]

    assert (figures["unanswered"], figures["breaches"]) == (1, 1)


def test_what_ended_in_time_breaks_nothing_and_a_level_that_promises_no_report_counts_none(desk: Desk) -> None:
    incident = desk.answered("C01")  # level IV
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已处置"))
    done(incident.post("guo", "close/"))
    desk.world.fast_forward(hours=30)

    answer = told(desk)

    assert answer["breaches"] == []
    assert [(one["count"], one["unanswered"]) for one in answer["overall"]] == [(1, 0), (1, 0), (0, 0), (1, 0)]
    assert "全部按时完成" in page(desk).content.decode()


def test_a_level_that_is_confirmed_after_the_end_promises_nothing_more(desk: Desk) -> None:
    incident = desk.answered("C01")  # level IV: no report upward, and nobody makes one
    steps = [step["number"] for step in incident.get("bai").json()["plan_steps"] if step["status"] == "open"]
    done(incident.post("bai", "steps/waive/", steps=steps, words="现场已处置"))
    done(incident.post("bai", "lessons/none/", words="已按预案处置"))
    done(incident.post("chen", "close/propose/", words="已处置"))
    done(incident.post("guo", "close/"))
    decision = {"authority": "province", "matter": "level", "outcome": "granted", "level": "II"}
    document = {"decided_by": "省教育考试院", "decided_at": "2027-06-06T22:00:00Z", "document": "河考院〔2027〕8号"}
    done(incident.post("bai", "decisions/", **decision, **document))

    assert [(one["count"], one["unanswered"]) for one in told(desk)["overall"]][2] == (0, 0)
    world = desk.world
    address = f"/incidents/{incident.number}/cap.xml"
    newest = world.client_of("bai").get(address, {"exam": str(world.exam.pk)}).content.decode()
    assert "<msgType>Cancel</msgType>" in newest


def test_it_narrows_to_a_level_and_a_class(desk: Desk) -> None:
    desk.opened("E01", venue="v01")
    desk.opened("C01", venue="v01")

    assert told(desk)["overall"][0]["count"] == 2
    assert told(desk, level="IV")["overall"][0]["count"] == 1
    assert told(desk, family="natural_disaster")["overall"][0]["count"] == 0
    assert set(told(desk)["by_level"]) == {"III", "IV"}


def test_a_restricted_one_is_counted_for_its_roles_alone(desk: Desk) -> None:
    desk.opened("E01", venue="v01")
    desk.opened("F05", venue="v01")

    for person, count, hidden in (("bai", 2, 0), ("chen", 1, 1)):
        answer = told(desk, person)
        assert (answer["overall"][0]["count"], answer["hidden"]) == (count, hidden), person
    assert "受限事件 1 件未计入" in page(desk, "chen").content.decode()
    assert "心理危机" not in page(desk, "chen").content.decode()
    assert len(exported(desk, "chen")) == 4


def test_a_venue_counts_its_own_and_a_stranger_nothing(desk: Desk) -> None:
    desk.opened("E01", venue="v01")
    desk.opened("E01", venue="v02")

    assert told(desk, "sun")["overall"][0]["count"] == 1
    assert told(desk, "zhao")["overall"][0]["count"] == 0
    assert page(desk, "zhao").status_code == 403
    assert page(desk, "hu").status_code == 404
    assert desk.world.client_of("hu").get(f"{desk.world.api}/responses/").json()["code"] == "not_there"


def test_each_list_costs_as_many_reads_however_long_it_is(desk: Desk, django_assert_max_num_queries: Any) -> None:
    for _one in range(6):
        desk.opened("E01", venue="v01")

    with reading(SYSTEM), django_assert_max_num_queries(12):
        responses_of(desk.world.exam.pk, SYSTEM, Wanted())
