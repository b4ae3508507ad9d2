"""The exam's custody as EPCIS 2.0 events, for the auditor, when the last session has ended.

Every fact about bags is one event under the id of its entry; registering, packing and seals, which stand in rows,
have ids derived from these. What was counted wrong stays as it was told, and is declared an error beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from django.db.models import Max
from django.utils.timezone import localtime

from exams.models import Exam, Session
from journal.content import Recorded, read_back
from journal.merkle import leaf_hash
from journal.selectors import LogHead, Proved, contents_of, proved
from kernel.time import exam_now, now
from paper_custody.errors.reading import CustodyStillUnderWay
from paper_custody.models import Bag, BlindCount, Container, CountAgreement, Handover, RoomCount, Seal
from paper_custody.states import NUMBERS, ContainerKind, SealState
from paper_custody.states.epcis import BROKEN_SEAL, CONTEXT, SAID, event_uri, person_uri, thing_uri

Event = dict[str, Any]
KINDS = "paper_custody."


def check_custody_is_over(exam: Exam) -> None:
    """Refuse (``custody_still_under_way``) before the exam's last session has ended."""
    last = Session.objects.filter(exam=exam).aggregate(last=Max("ends_at"))["last"]
    if last is None or exam_now(exam.pk, now()) < last:
        raise CustodyStillUnderWay


def epcis_document(exam: Exam) -> Event:
    """The whole document. Refuses (``custody_still_under_way``) before the last session has ended."""
    check_custody_is_over(exam)
    known = _read(exam)
    events = [*_registered(known), *_packed(known), *_sealed(known), *_told(known)]
    # The order of rows and records is kept where the exam's clock stands.
    events.sort(key=lambda event: dt.datetime.fromisoformat(event["eventTime"]))
    return {
        "@context": CONTEXT,
        "id": thing_uri(exam.pk, "custody", known.head.size),
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": _instant(now()),
        "epcisBody": {"eventList": events},
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """All that events are made of, read once."""

    exam: Exam
    head: LogHead
    facts: list[tuple[Proved, Recorded]]
    bags: Mapping[str, Bag]
    by_escort: Mapping[UUID | None, set[str]]


def _read(exam: Exam) -> _Known:
    wanted = [
        index for index, recorded in contents_of(exam.pk, kinds=KINDS) if recorded.fact.kind.removeprefix(KINDS) in SAID
    ]
    head, facts = proved(exam.pk, wanted)
    bags = Bag.objects.filter(exam=exam).select_related("venue", "room", "session", "container").order_by("code")
    by_escort: dict[UUID | None, set[str]] = {}
    for escort, code in Handover.objects.filter(exam=exam).values_list("escort_id", "bag__code"):
        by_escort.setdefault(escort, set()).add(code)
    return _Known(
        exam=exam,
        head=head,
        facts=[(one, read_back(one.body, log=exam.pk, index=one.index)) for one in facts],
        bags={bag.code: bag for bag in bags},
        by_escort=by_escort,
    )


# ---- what stands in rows: registering, packing, seals


def _registered(known: _Known) -> Iterator[Event]:
    if known.bags:
        event = _event(known, "ObjectEvent", _begin(known), uuid5(known.exam.pk, "registered"))
        yield event | {
            "action": "ADD",
            "bizStep": "commissioning",
            "disposition": "active",
            "epcList": [_bag(known, code) for code in known.bags],
        }


def _packed(known: _Known) -> Iterator[Event]:
    boxed = [bag for bag in known.bags.values() if bag.container and bag.container.kind == ContainerKind.BOX]
    boxed.sort(key=lambda bag: (str(bag.container_id), bag.code))
    for _box, several in groupby(boxed, key=lambda bag: bag.container_id):
        bags = list(several)
        box = bags[0].container
        if box is not None:
            event = _event(known, "AggregationEvent", _begin(known), uuid5(box.pk, "packed"))
            yield event | {
                "parentID": _box_uri(known, box),
                "childEPCs": [_bag(known, bag.code) for bag in bags],
                "action": "ADD",
                "bizStep": "packing",
                "disposition": "container_closed",
            }


def _sealed(known: _Known) -> Iterator[Event]:
    """A seal by its own id: its number is nobody's to be told."""
    for seal in Seal.objects.filter(exam=known.exam).select_related("bag", "container").order_by("applied_at", "pk"):
        parent = _bag(known, seal.bag.code) if seal.bag else _box_uri(known, seal.container)
        common = {"parentID": parent, "childEPCs": [thing_uri(known.exam.pk, "seal", seal.pk)]}
        applied = _event(known, "AssociationEvent", seal.applied_at, uuid5(seal.pk, "applied"))
        yield applied | common | {"action": "ADD", "bizStep": "assembling", "disposition": "container_closed"}
        if seal.state != SealState.APPLIED and seal.broken_at is not None:
            ended = _event(known, "AssociationEvent", seal.broken_at, uuid5(seal.pk, "ended"))
            yield (
                ended
                | common
                | {
                    "action": "DELETE",
                    "bizStep": "disassembling",
                    "disposition": BROKEN_SEAL[seal.state],
                }
            )


# ---- what was told: one event per fact


def _told(known: _Known) -> Iterator[Event]:
    corrected = _corrections(known)
    for place, recorded in known.facts:
        event = _of_fact(known, place, recorded)
        if event is None:
            continue
        yield event
        if later := corrected.get(recorded.entry_id):
            yield event | {
                "errorDeclaration": {
                    "declarationTime": _instant(later[0]),
                    "reason": "incorrect_data",
                    "correctiveEventIDs": [event_uri(entry) for entry in later[1]],
                }
            }


def _corrections(known: _Known) -> dict[UUID, tuple[dt.datetime, list[UUID]]]:
    """The acts of counting that found something other than what came out in the end, when, and by which acts."""
    columns = ("session", "room", "subject", "material", *NUMBERS)
    results: dict[tuple[object, ...], tuple[tuple[object, ...], dt.datetime, UUID]] = {}
    agreed = CountAgreement.objects.filter(exam=known.exam)
    together = RoomCount.objects.filter(exam=known.exam)
    came_out = [*agreed.values_list("at", "exam_at", "entry_id", *columns)]
    came_out += together.filter(balanced=True).values_list("at", "exam_at", "entry_id", *columns)
    for _at, exam_at, entry, *row in sorted(came_out):
        results[tuple(row[:4])] = tuple(row[4:]), exam_at, entry
    found: dict[UUID, tuple[dt.datetime, list[UUID]]] = {}
    alone = BlindCount.objects.filter(exam=known.exam)
    for entry, *row in [*alone.values_list("entry_id", *columns), *together.values_list("entry_id", *columns)]:
        numbers, exam_at, by = results.get(tuple(row[:4]), (tuple(row[4:]), None, entry))
        if exam_at is not None and numbers != tuple(row[4:]):
            since, entries = found.get(entry, (exam_at, []))
            found[entry] = min(since, exam_at), [*entries, *({by} - set(entries))]
    return found


def _of_fact(known: _Known, place: Proved, recorded: Recorded) -> Event | None:
    fact: Any = recorded.fact
    said = SAID[fact.kind.removeprefix(KINDS)]
    codes = _codes(known, fact)
    if not codes:
        return None
    moment = getattr(fact, "opened_at", None) or recorded.exam_at
    event = _event(known, "ObjectEvent", moment, recorded.entry_id) | {
        "recordTime": _instant(recorded.at),
        "action": said.action,
        "bizStep": said.step,
        "disposition": said.disposition,
        "epcList": codes,
        "examops:record": place.index,
        "examops:leafHash": leaf_hash(place.leaf).hex(),
    }
    if getattr(fact, "venue", ""):
        event["bizLocation"] = {"id": thing_uri(known.exam.pk, "venue", quote(fact.venue, safe=""))}
    return event | _people(known, fact, recorded.entry_id)


def _people(known: _Known, fact: Any, entry: UUID) -> Event:
    """The two of a handover possess in turn, under its form; the two of a place stand in fields of ours."""
    if hasattr(fact, "giver"):
        giver, receiver = person_uri(known.exam.pk, fact.giver), person_uri(known.exam.pk, fact.receiver)
        return {
            "sourceList": [{"type": "possessing_party", "source": giver}],
            "destinationList": [{"type": "possessing_party", "destination": receiver}],
            "bizTransactionList": [{"bizTransaction": thing_uri(known.exam.pk, "handover", entry)}],
        }
    if hasattr(fact, "first"):
        return {"examops:signedBy": [person_uri(known.exam.pk, one) for one in (fact.first, fact.second)]}
    return {}


def _codes(known: _Known, fact: Any) -> list[str]:
    """The bags of a fact; what names rooms means what was counted in them, a vehicle what was loaded into it."""
    codes: Iterable[str] = ()
    if hasattr(fact, "bags"):
        codes = fact.bags
    elif hasattr(fact, "bag"):
        codes = [fact.bag]
    elif hasattr(fact, "sealed"):
        codes = fact.sealed
    elif hasattr(fact, "escort"):
        codes = sorted(known.by_escort.get(fact.escort, ()))
    elif hasattr(fact, "rooms"):
        codes = [
            bag.code
            for bag in known.bags.values()
            if bag.room and bag.room.number in fact.rooms
            and (bag.venue.code, bag.session.code) == (fact.venue, fact.session)
        ]  # fmt: skip
    return [_bag(known, code) for code in codes if code in known.bags]


# ---- how they are written


def _event(known: _Known, kind: str, moment: dt.datetime, name: UUID) -> Event:
    event = {
        "type": kind,
        "eventID": event_uri(name),
        "eventTime": _instant(moment),
        "eventTimeZoneOffset": _instant(moment)[-6:],
    }
    return event | {"examops:drill": True} if known.exam.is_drill else event


def _begin(known: _Known) -> dt.datetime:
    """When the list was there: with its first seal, or else when the exam was opened."""
    first = Seal.objects.filter(exam=known.exam).order_by("applied_at").values_list("applied_at", flat=True).first()
    return first or known.exam.opened_at


def _bag(known: _Known, code: str) -> str:
    return thing_uri(known.exam.pk, "bag", quote(code, safe=""))


def _box_uri(known: _Known, box: Container | None) -> str:
    return thing_uri(known.exam.pk, "box", quote(box.code if box else "", safe=""))


def _instant(moment: dt.datetime) -> str:
    return localtime(moment).isoformat(timespec="milliseconds")
