"""What one bag under a signing costs the database: scanned bag after bag, every statement counts."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.paper_custody.builders import Papers, sealed, with_bags
from tests.world import World

# Session and login; the first one's posts; the sight of the request; the signing, and the second one's posts between
# two changes of sight; the act's sight with its id, the exam's time and the exam; the bag, its seal, its new state; the
# signing held, both proofs, the handover, the entry. A story runs in one transaction, where each sight is put back:
# three more than on a node.
ONE_BAG = 22
FRAME = ("SAVEPOINT", "RELEASE")


def test_one_bag_under_a_signing_takes_so_many_statements_and_sixty_take_no_more(world: World) -> None:
    Papers(with_bags(world)).in_the_vault()
    for person in ("wang", "fan"):
        world.second(person)
    screen = world.client_of("wang")
    begin = {"second": world.second("fan"), "purpose": "papers/hand-over/"}
    by_signing = {"signing": screen.post(f"{world.api}/signings/", begin).json()["token"]}

    def statements(*codes: str) -> int:
        asked = {"receiver": by_signing, "bags": sealed(*codes)}
        with CaptureQueriesContext(connection) as told:
            assert screen.post(f"{world.api}/papers/hand-over/", asked).status_code == 200
        return len([one for one in told.captured_queries if not one["sql"].startswith(FRAME)])

    one = statements("A1-v01-001-P")

    assert statements("A1-v01-001-P", "A1-v01-002-P", "A1-v01-003-P", "A1-v01-001-C") == one
    assert one == ONE_BAG
