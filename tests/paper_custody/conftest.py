"""Papers of session A1 in the drill, on the morning of its day."""

from paper_custody.models import Escort
from tests.paper_custody.builders import Papers, with_bags
from tests.paper_custody.feeds import Feeds
from tests.paper_custody.roads import approve, draw
from tests.stages import stage
from tests.venues.builders import at
from tests.world import World


@stage
def papers(world: World) -> Papers:
    """The drill's bags, registered and still on their way to the county."""
    with_bags(world)
    world.settle()
    world.forget()
    return Papers(world)


@stage
def leaving(papers: Papers) -> Papers:
    """A run to v01 with an approved route leaves two and a half hours before the start."""
    papers.in_the_vault()
    assert draw(papers).status_code == 200
    assert approve(papers).status_code == 200
    papers.world.move_to(at(-150))
    assert papers.load().status_code == 200
    assert papers.post("wang", f"escorts/{Escort.objects.get().pk}/depart").status_code == 200
    papers.world.settle()
    papers.world.forget()
    return papers


@stage
def feeds(leaving: Papers) -> Feeds:
    """A run that left, with an approval on record and a truck's Traccar bound to it."""
    feeds = Feeds(leaving)
    assert feeds.approve().status_code == 200
    assert feeds.open().status_code == 200
    leaving.world.settle()
    leaving.world.forget()
    return feeds
