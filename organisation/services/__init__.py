"""Writes of organisation: posts and proofs, signings, logins and slips, and the parts of the county workbook."""

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
from organisation.services.posts import end_post, hand_post_on, record_proofs
from organisation.services.signings import begin_signing, draw_signing, end_signing

__all__ = [
    "Loaded",
    "PersonGiven",
    "PostGivenTo",
    "PrintedSlip",
    "UnitGiven",
    "begin_signing",
    "draw_signing",
    "draw_slips",
    "end_post",
    "end_signing",
    "give_sample_logins",
    "hand_post_on",
    "issue_slips",
    "load_people",
    "load_posts",
    "load_units",
    "record_proofs",
    "use_slip",
]
