"""What goes into an evidence pack: facts with their proofs, and the forms as they are printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils import translation

from journal.selectors import Proved
from kernel.actors import Actor
from kernel.errors import NotThere
from kernel.printing import sheets_as_pdf
from kernel.time import now
from paper_custody.gateways.evidence import Pack, packed
from paper_custody.models import Handover
from paper_custody.models.evidence import EvidencePack
from paper_custody.selectors.evidence import check_evidence, evidence_of
from paper_custody.selectors.exports import check_rows
from paper_custody.selectors.printing import handover_printed, rooms_printed
from paper_custody.services.evidence import Made
from paper_custody.states.evidence import PackPart
from paper_custody.views.registers import registers_beside
from paper_custody.views.sheets import Printer

Progress = Callable[[PackPart, int, int], None]


def made_pack(pack: EvidencePack, actor: Actor, tell: Progress) -> Made:
    """The file for the one who took it, by what he may have at this moment. Refused where that is nothing."""
    exam = pack.exam
    venue, session = check_evidence(exam, actor, venue=pack.venue.code, session=pack.session.code)
    tell(PackPart.FACTS, 0, 0)
    head, facts = evidence_of(exam, actor, venue=venue, session=session)
    check_rows(len(facts))
    with translation.override(pack.language):
        forms = _forms(pack, actor, facts, tell)
    tell(PackPart.SEALING, 0, 0)
    about = {
        "exam": str(exam.pk),
        "drill": exam.is_drill,
        "venue": venue.code,
        "session": session.code,
        # The entry of the taking: who took it stands there, in the same journal as the facts.
        "taking": str(pack.entry_id),
        "made_at": now().isoformat(),
    }
    return Made(packed(Pack(about, head, facts, forms)), facts=len(facts), forms=len(forms))


def _forms(pack: EvidencePack, actor: Actor, facts: Sequence[Proved], tell: Progress) -> dict[str, bytes]:
    """The handover forms of these facts that this person may print, and the records of the rooms."""
    exam, printer, forms = pack.exam, Printer(pack.exam, actor), dict[str, bytes]()
    numbers = {fact.entry: fact.index for fact in facts}
    signed = Handover.objects.filter(exam=exam, entry__in=list(numbers)).order_by("entry")
    entries = list(signed.values_list("entry_id", flat=True).distinct())
    for done, entry in enumerate(entries):
        tell(PackPart.FORMS, done, len(entries) + 1)
        try:
            told = handover_printed(exam, entry, actor)
        except NotThere:
            continue
        forms[f"handover-{numbers[entry]:06d}"] = sheets_as_pdf([printer.handover_sheet(told)])
    tell(PackPart.FORMS, len(entries), len(entries) + 1)
    words = {
        "venue": f"{pack.venue.code} {pack.venue.name}",
        "session": f"{pack.session.code} {pack.session.name}",
    }
    forms |= registers_beside(printer, pack.venue, pack.session)
    rooms = [printer.room_sheet(room, **words) for room in rooms_printed(exam, pack.venue, pack.session.code)]
    return {**forms, "rooms": sheets_as_pdf(rooms)} if rooms else forms
