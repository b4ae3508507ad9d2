"""How forms are filled: the sections of room records, of the secure room's books, and of the register of spares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kernel.printing import Section
from organisation.models import Person
from paper_custody.models.secure_room import VaultRound
from paper_custody.models.spares import SpareApproval
from paper_custody.selectors.printing import ROOM_STEPS, RoomPrinted
from paper_custody.selectors.records import DutyBook, PlaybackBook, Review
from paper_custody.selectors.spares import SpareLine
from paper_custody.states.secure_room import Coverage, Round
from paper_custody.templatetags.custody import MATERIALS, STEPS
from paper_custody.templatetags.key_words import opening_word
from paper_custody.templatetags.vault_words import COVERAGES, SOURCES, vault_word

# So many lines are left open for what is written by hand.
BLANK_ROUNDS = 6
BLANK_LOOKS = 2
BLANK_SPARES = 6
BLANK_BARCODES = 3


def clock(at: dt.datetime | None, *, of: dt.date | None = None) -> str:
    """A moment as a form has it: the time alone where the day stands in its head, the day before it elsewhere."""
    if at is None:
        return ""
    here = localtime(at)
    return f"{here:%H:%M:%S}" if here.date() == of else f"{here:%m-%d %H:%M:%S}"


def room_sections(room: RoomPrinted) -> list[Section]:
    """What was signed for of a room and when, its spares, and the place where absentees' barcodes are stuck."""
    signed = {step.step: step for step in room.signed}
    times = Section(
        pgettext("form", "Signed for"),
        [_("Step"), _("Time"), _("The venue office's pair"), _("On paper, in the room")],
        [
            [
                str(STEPS[step]),
                clock(signed[step].done_at) if step in signed else "",
                _both(signed[step].first, signed[step].second) if step in signed else "",
                "、".join(room.names) if step == ROOM_STEPS[0] else "",
            ]
            for step in ROOM_STEPS
        ],
    )
    spares = Section(
        _("Spares given"),
        ["№", _("Seat"), _("What is changed"), pgettext("form", "Spare"), pgettext("form", "Old one"), _("Carried by")],
        [
            [
                str(one.use.number), one.use.seat, str(MATERIALS[one.use.material]), one.number, one.old_number,
                _both(one.first, one.second),
            ]
            for one in room.spares
        ] or [[""] * 6],
    )  # fmt: skip
    barcodes = Section(_("Barcodes of absentees"), [_("Stick them here")], [[""]] * BLANK_BARCODES)
    return [times, spares, barcodes]


def duty_sections(book: DutyBook) -> list[Section]:
    """Shifts, handovers, rounds, what was missed, visitors, and what watches the room."""
    return [_shifts(book), _handed(book), _rounds(book), _missed(book), _visits(book), _watch(book)]


def _shifts(book: DutyBook) -> Section:
    rows = [
        [
            f"{localtime(one.shift.starts_at):%m-%d %H:%M} – {localtime(one.shift.ends_at):%m-%d %H:%M}",
            "、".join(person.name for person in one.people),
            "",
        ]
        for one in book.shifts
    ]
    return Section(
        pgettext("form", "On post"),
        [_("Shift"), pgettext("form", "On post"), pgettext("form", "Signed")],
        rows or [[""] * 3] * 2,
    )


def _handed(book: DutyBook) -> Section:
    rows = [
        [
            clock(one.exam_at, of=book.of.day),
            f"{localtime(one.shift.starts_at):%m-%d %H:%M}",
            one.first.name,
            one.second.name,
            one.words or "–",
        ]
        for one in book.handed
    ]
    heads = [_("Time"), _("Shift that begins"), _("Handed over by"), _("Taken over by"), _("Remarks")]
    return Section(_("Shift handovers"), heads, [*rows, [""] * 5])


def _rounds(book: DutyBook) -> Section:
    rows = [
        [
            clock(one.done_at, of=book.of.day),
            str(vault_word(one.round, "round")),
            _both(one.first, one.second),
            _found(one),
            _remarks(one),
        ]
        for one in book.rounds
    ]
    heads = [_("Time"), _("Round"), pgettext("form", "By two"), _("Found"), _("Remarks")]
    return Section(_("Patrols and checks"), heads, [*rows, *[[""] * 5] * BLANK_ROUNDS])


def _missed(book: DutyBook) -> Section:
    rows = [
        [
            clock(gap.starts_at, of=book.of.day),
            str(vault_word(gap.duty, "duty")),
            _("not yet") if gap.open else clock(gap.ends_at, of=book.of.day),
            str(gap.minutes),
            _("entered afterwards") if gap.late_entry else "–",
        ]
        for gap in book.gaps
    ]
    heads = [_("Was due"), _("Matter"), pgettext("duty", "Done"), _("Minutes"), _("Remarks")]
    return Section(_("What was missed"), heads, rows or [["–", _("Nothing was missed."), "–", "–", "–"]])


def _visits(book: DutyBook) -> Section:
    rows = [
        [
            clock(one.in_at, of=book.of.day),
            clock(one.out_at, of=book.of.day),
            f"{one.visitors} ({one.many})",
            one.purpose,
            one.escort.name if one.escort else "",
        ]
        for one in book.visits
    ]
    heads = [
        pgettext("form", "In"),
        pgettext("form", "Out"),
        pgettext("form", "Visitors"),
        pgettext("form", "Purpose"),
        _("Accompanied by"),
    ]
    return Section(_("Visits"), heads, rows or [["–", "–", _("Nobody visited the room."), "–", "–"]])


def _watch(book: DutyBook) -> Section:
    rows = [
        [one.name, str(vault_word(one.kind, "kind")), str(SOURCES[one.status][2]), clock(one.since)]
        for one in book.sources
    ]
    heads = [_("Name"), _("Kind"), _("State"), pgettext("form", "Since")]
    return Section(_("Alarm, cameras, recorder, when this was printed"), heads, rows or [[""] * 4] * 2)


def playback_sections(book: PlaybackBook) -> list[Section]:
    """Each look at the recording, lines for those to come, and what the recorders say of themselves."""
    looks = Section(
        _("Looks at the recording"),
        [
            pgettext("form", "Owed"),
            _("Reason"),
            pgettext("form", "Looked at"),
            pgettext("form", "Recording from"),
            pgettext("form", "until"),
            _("Found"),
            pgettext("form", "By two"),
            _("Remarks"),
        ],
        [*(_look(one, book.of.day) for one in book.reviews), *[[""] * 8] * BLANK_LOOKS],
    )
    coverage = Section(
        _("What was recorded"),
        [pgettext("papers", "From"), _("Until"), pgettext("form", "Recorder"), pgettext("form", "Recorded")],
        [
            [
                clock(one.starts_at, of=book.of.day),
                clock(one.ends_at, of=book.of.day),
                one.source.name,
                f"{COVERAGES[Coverage(one.coverage)][1]} {vault_word(one.coverage, 'coverage')}",
            ]
            for one in book.coverage
        ]
        or [[""] * 4] * 2,
    )
    return [looks, coverage]


def _look(one: Review, day: dt.date) -> list[str]:
    owed = [clock(one.at, of=day), str(vault_word(one.duty, "duty"))] if one.duty else ["–", _("beside what is owed")]
    done = one.done
    if done is None:
        return [*owed, "", "", "", "", "", pgettext("form", "missed") if one.missed else ""]
    seen = [clock(done.done_at, of=day), clock(done.covers_from, of=day) or "–", clock(done.done_at, of=day)]
    remarks = "；".join(
        part for part in (pgettext("form", "missed") if one.missed else "", _remarks(done)) if part and part != "–"
    )
    return [*owed, *seen, _found(done), _both(done.first, done.second), remarks or "–"]


def spare_rows(lines: Sequence[SpareLine]) -> list[list[str]]:
    """The register of spares line by line, and lines to write on."""
    return [*(_spare(line) for line in lines), *[[""] * 9] * BLANK_SPARES]


def _spare(line: SpareLine) -> list[str]:
    given = line.given
    fault = _("the candidate's own fault") if line.own_fault else _("not the candidate's fault")
    return [
        str(line.number),
        f"{line.room} / {line.seat}" if line.seat else line.room,
        f"{MATERIALS[line.material]} {opening_word(line.cause)}",
        clock(line.asked_at),
        "；".join(_approved(one) for one in line.approvals),
        f"{given.number} ← {given.old_number}" if given else "",
        _both(given.first, given.second) if given else "",
        clock(given.exam_at) if given else "",
        f"{given.seconds_lost} s {fault}" if given else fault,
    ]


def _approved(one: SpareApproval) -> str:
    said = [opening_word(one.authority), one.decided_by, opening_word(one.verdict), opening_word(one.channel)]
    return " ".join(str(part) for part in (*said, one.document, clock(one.decided_at)) if part)


def _both(first: Person, second: Person) -> str:
    return f"{first.name}、{second.name}"


def _found(one: VaultRound) -> str:
    return one.amiss or _("all in order")


def _remarks(one: VaultRound) -> str:
    said = [_("entered afterwards, form %(form)s") % {"form": one.form}] if one.late else []
    if one.gap:
        said.append(_("%(minutes)s minutes too late") % {"minutes": one.gap})
    if one.round == Round.JOINT_CHECK:
        said += [f"{vault_word(unit, 'unit')} {names}" for unit, names in sorted(one.units.items())]
    return "；".join(said) or "–"
