"""The order of a start, a day, and a stop."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from examops.errors import CannotStart
from examops.places import Places
from examops.supervisor import lock, preparation
from examops.supervisor.console import Console
from examops.supervisor.node import RECOVERS_WITHIN, Node
from examops.supervisor.watch import Stopped, Supervisor


def start_node(places: Places, *, port: int, county: str, empty: bool) -> None:
    """Start everything, watch it until somebody asks to stop, stop everything."""
    began = time.monotonic()
    console = Console()
    preparation.make_folders(places)
    lock.hold(places.run / "up.lock")
    node = Node(places, port=port)
    preparation.end_leftovers(node, console)
    preparation.check_port(port)
    if places.moved and settings.EMBEDS_DATABASE:
        console.say(
            _("%(var)s lies under a private home, which PostgreSQL's own account cannot enter: data goes to %(home)s.")
            % {"var": places.var, "home": places.home}
        )
    preparation.load_everything()
    supervisor = Supervisor(console)
    supervisor.listen_to_signals()
    try:
        _start_servers(supervisor, node)
        _prepare(supervisor, node)
        _start_processes(supervisor, node)
        console.say(
            _("Ready after %(seconds).1f s: %(address)s")
            % {"seconds": time.monotonic() - began, "address": f"https://localhost:{port}/"}
        )
        supervisor.watch()
        console.say(_("Stopping."))
    except Stopped:
        console.say(_("Stopping before the start was done."))
    finally:
        supervisor.stop()
    console.say(_("Everything has stopped."))


def _start_servers(supervisor: Supervisor, node: Node) -> None:
    if settings.EMBEDS_DATABASE:
        if node.postgres.initialise():
            supervisor.console.say(_("Made an empty database in %(folder)s.") % {"folder": node.postgres.data})
        child = supervisor.start(node.database_plan())
        if not supervisor.wait_until(node.postgres.ready, within=RECOVERS_WITHIN, child=child):
            raise CannotStart(node.postgres.why_it_ended())
        node.postgres.make_owner()
    if settings.EMBEDS_REDIS:
        child = supervisor.start(node.redis_plan())
        if not supervisor.wait_until(node.valkey.ready, within=20.0, child=child):
            raise CannotStart(node.valkey.why_it_ended())


def _prepare(supervisor: Supervisor, node: Node) -> None:
    stamp = node.places.run / "static.stamp"
    _job(supervisor, node, "tables", preparation.prepare_database, role="owner")
    _job(supervisor, node, "static", lambda: preparation.collect_static(stamp))


def _job(supervisor: Supervisor, node: Node, name: str, run: Callable[[], object], role: str = "app") -> None:
    code = supervisor.run(name, node.job(name, run, role=role))
    if code != 0:
        raise CannotStart(_("The start ended at the step “%(step)s”; its last lines above say why.") % {"step": name})


def _start_processes(supervisor: Supervisor, node: Node) -> None:
    for plan in [*node.work_plans(), *node.web_plans()]:
        supervisor.start(plan)
    web = [supervisor.children[plan.name] for plan in node.web_plans()]
    proxy = supervisor.start(node.proxy_plan())
    if not supervisor.wait_until(lambda: all(child.shown for child in [*web, proxy]), within=60.0, child=proxy):
        raise CannotStart(node.caddy.why_it_ended() if proxy.running is None else _("The pages do not answer."))
