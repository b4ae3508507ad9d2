"""Roles, call-outs, reports, decisions and files cannot be changed without ``verify_journal`` naming it."""

from __future__ import annotations

from incidents.models import SPOKEN_WITH
from kernel.sealing import seal
from tests.incidents.builders import Desk, done
from tests.incidents.departments import with_departments
from tests.incidents.test_audit import found, tampered
from tests.incidents.test_choices import MADE
from tests.incidents.test_files import LETTER, add
from tests.incidents.test_situations import SAID
from tests.world import World

# Sealed as a caller is: only what it says is another.
ANOTHER = seal("别人 0478-1", column=SPOKEN_WITH).hex()
TAMPERING = {
    "who took a role": (
        "UPDATE incidents_roletenure SET person_id = (SELECT id FROM organisation_person WHERE staff_number = 'zhao')"
        " WHERE role = 'deputy'",
        "deputy",
    ),
    "when a role passed": (
        "UPDATE incidents_roletenure SET ended_at = ended_at - interval '1 minute' WHERE \"left\" = 'handed_over'",
        "handed over",
    ),
    "who approved a relief": (
        "UPDATE incidents_roletenure SET approver_id = entry_id WHERE how = 'taken_over'",
        "taken over",
    ),
    "a department that was called": ("UPDATE incidents_callout SET party = 'fire' WHERE number = 1", "called out"),
    "who confirmed": (
        "UPDATE incidents_callout SET confirmed_by_id = "
        "(SELECT id FROM organisation_person WHERE staff_number = 'zhao') WHERE confirmed_by_id IS NOT NULL",
        "confirmed by",
    ),
    "who spoke": (
        rf"UPDATE incidents_callout SET caller_sealed = '\x{ANOTHER}' WHERE keyed_by_id IS NOT NULL",  # noqa: S608 - what we sealed ourselves
        "who confirmed call-out",
    ),
    "what was reported": ("UPDATE incidents_situation SET needs = 'x'", "situation report"),
    "a risk that was named": ("UPDATE incidents_choice SET risk = 'x' WHERE number = 1", "as made"),
    "what a record corrects": ("UPDATE incidents_choice SET corrects_id = NULL WHERE number = 2", "as corrected"),
    "a file": ("UPDATE incidents_incidentfile SET content = 'x'", "file 1"),
}


def story(world: World) -> None:
    """One incident on which everything of its running was done once."""
    with_departments(world)
    desk = Desk.of(world)
    incident = desk.answered("G01")
    world.settle()
    world.fast_forward(minutes=2)
    second = world.second
    done(incident.post("guo", "roles/take/", role="deputy"))
    done(incident.post("chen", "roles/hand-over/", role="commander", receiver=second("bai")))
    done(incident.post("chen", "roles/take/", role="recorder"))
    done(incident.post("bai", "roles/take-over/", role="recorder", words="联系不上", approver=second("guo")))
    done(incident.post("bai", "roles/lay-down/", role="recorder", words="不再需要"))
    calls = {call["party"]: call for call in desk.get("bai", "1/call-outs/").json()}
    api = f"{world.api}/call-outs/{calls['water']['id']}/confirm/"
    done(world.client_of("l-water").post(api))
    spoken = {"caller": "王局长", "phone": "8210000", "at": world.exam_now.isoformat()}
    done(incident.post("bai", f"call-outs/{calls['transport']['number']}/by-phone/", **spoken))
    done(incident.post("bai", "situations/", kind="tactical", **SAID))
    done(incident.post("bai", "choices/", **MADE))
    done(incident.post("bai", "choices/1/correct/", **MADE))
    done(incident.post("guo", "choices/2/review/", words="妥当"))
    done(add(incident, LETTER))
    world.settle()


def test_what_somebody_changes_of_its_running_is_named(committed_world: World) -> None:
    story(committed_world)
    assert found() == []

    for what, (statement, named) in TAMPERING.items():
        with tampered(statement):
            assert any(named in sentence for sentence in found()), (what, found())
    assert found() == []
