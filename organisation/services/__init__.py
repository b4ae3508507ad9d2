"""Writes of organisation: posts and proofs, signings, logins and slips, tablets, and the parts of the workbook."""

from organisation.services.devices import (
    approve_slot,
    draw_code,
    enrol_device,
    open_slot,
    register_person_key,
    revoke_device,
)
from organisation.services.loading import (
    Loaded,
    PersonGiven,
    PostGivenTo,
    UnitGiven,
    load_people,
    load_posts,
    load_units,
)
from organisation.services.logins import (
    PrintedSlip,
    draw_slips,
    give_sample_logins,
    issue_slips,
    use_slip,
)
from organisation.services.offline import (
    confirm_offline_signatures,
    end_lease,
    keep_lease,
    keep_receipt_key,
    note_health,
    take_lease,
)
from organisation.services.posts import end_post, hand_post_on, record_proofs
from organisation.services.signings import begin_signing, draw_signing, end_signing

__all__ = [
    "Loaded",
    "PersonGiven",
    "PostGivenTo",
    "PrintedSlip",
    "UnitGiven",
    "approve_slot",
    "begin_signing",
    "confirm_offline_signatures",
    "draw_code",
    "draw_signing",
    "draw_slips",
    "end_lease",
    "end_post",
    "end_signing",
    "enrol_device",
    "give_sample_logins",
    "hand_post_on",
    "issue_slips",
    "keep_lease",
    "keep_receipt_key",
    "load_people",
    "load_posts",
    "load_units",
    "note_health",
    "open_slot",
    "record_proofs",
    "register_person_key",
    "revoke_device",
    "take_lease",
    "use_slip",
]
