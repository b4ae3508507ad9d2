"""What was recorded of an incident cannot be changed without ``verify_journal`` naming it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from journal.audit import differences
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.incidents.builders import Desk, done
from tests.servers import superuser
from tests.world import World
from venues.events import VenueSilent

DECISION = {
    "authority": "province",
    "matter": "level",
    "outcome": "granted",
    "level": "I",
    "decided_by": "省教育考试院",
    "decided_at": "2027-06-06T22:00:00Z",
    "document": "河考院〔2027〕8号",
}

TAMPERING = {
    "the words of the first report": ("UPDATE incidents_incident SET words = 'x' WHERE number = 1", "words"),
    "the frozen plan": (
        "UPDATE incidents_incident SET run = jsonb_set(run, '{plan,steps,0,within}', '\"9h\"') WHERE number = 1",
        "frozen plan",
    ),
    "where it came from": ("DELETE FROM incidents_origin WHERE kind = 'report'", "not there"),
    "who answered": (
        "UPDATE incidents_logentry SET person_id = NULL WHERE kind = 'acknowledged'",
        "acknowledged by somebody else",
    ),
    "an action that was noted": ("UPDATE incidents_logentry SET words = 'x' WHERE kind = 'noted'", "other words"),
    "a line of the log": ("DELETE FROM incidents_logentry WHERE kind = 'noted'", "lacks"),
    "a level that was set": ("UPDATE incidents_logentry SET code = 'IV' WHERE kind = 'level_changed'", "another one"),
    "the reason of a waiver": (
        "UPDATE incidents_incidentstep SET words = 'x' WHERE status = 'waived'",
        "not as waived",
    ),
    "whom a request went to": ("UPDATE incidents_request SET \"to\" = 'city'", "not as sent"),
    "a document number": ("UPDATE incidents_decision SET document = 'x'", "words of decision"),
    "what was decided": ("UPDATE incidents_decision SET outcome = 'refused'", "not as recorded"),
    "a lesson": ("UPDATE incidents_lesson SET words = 'x'", "not as recorded"),
    "a plan on record": (
        'UPDATE incidents_planversion SET content = content || \'{"source": "x"}\' WHERE number = 1',
        "another text",
    ),
}


def story(world: World) -> Desk:
    """Two incidents on which everything was done once."""
    desk = Desk.of(world)
    incident = desk.opened("A02", venue="v01", words="封签断裂", caller="孙主考 8200001")
    done(incident.post("chen", "acknowledge/"))
    done(incident.post("chen", "notes/", words="已隔离"))
    done(incident.post("chen", "level/", level="III", words="未开口"))
    done(incident.post("guo", "requests/", to="province", matter="level", words="请示等级"))
    done(incident.post("bai", "decisions/", **DECISION, request=1))
    done(incident.post("guo", "steps/5/approve/", outcome="granted"))
    done(incident.post("chen", "steps/5/done/", words="两人处理"))
    done(incident.post("chen", "lessons/", words="备用卷应分柜存放"))
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已处置"))
    done(incident.post("guo", "close/"))
    desk.told(VenueSilent(venue="v01", session="A1"))
    desk.told(VenueSilent(venue="v01", session="A2"))
    world.settle()
    return desk


def found() -> list[str]:
    with reading(SYSTEM):
        return list(differences())


def test_a_whole_story_agrees_with_its_facts(committed_world: World) -> None:
    story(committed_world)

    assert found() == []


def test_what_somebody_changes_is_named(committed_world: World) -> None:
    story(committed_world)

    for what, (statement, named) in TAMPERING.items():
        with tampered(statement):
            assert any(named in sentence for sentence in found()), what
    assert found() == []


@contextmanager
def tampered(statement: str) -> Iterator[None]:
    """The table changed by somebody whom no trigger binds, and put back afterwards."""
    table = next(word for word in statement.split() if word.startswith("incidents_"))
    connection = superuser()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table}")  # noqa: S608 - names of our own
            cursor.execute(statement)
            assert cursor.rowcount >= 1, statement
            yield
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
            cursor.execute(f"INSERT INTO {table} SELECT * FROM kept")  # noqa: S608
    finally:
        connection.close()
