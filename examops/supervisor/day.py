"""The order of a start, a day, and a stop."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command, get_commands
from django.utils.translation import gettext as _

from examops.errors import CannotStart
from examops.hosts import LOCAL
from examops.places import Places
from examops.servers.postgres import Postgres
from examops.supervisor import lock, preparation
from examops.supervisor.children import Plan
from examops.supervisor.console import Console
from examops.supervisor.county import WOULD_CHANGE, County, Wanted
from examops.supervisor.forks import Forked
from examops.supervisor.node import RECOVERS_WITHIN, Node
from examops.supervisor.watch import Stopped, Supervisor

# PostgreSQL is there in a second, unless it has a log to replay.
USUALLY_WITHIN = 10.0
# How many times it may find the last sessions of a killed server still ending.
ORPHANS_END_WITHIN = 5


def start_node(places: Places, *, port: int, wanted: Wanted) -> None:
    """Start everything, watch it until somebody asks to stop, stop everything."""
    began = time.monotonic()
    console = Console()
    preparation.make_folders(places)
    lock.hold(places.run / "up.lock")
    county = County(places, wanted)
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
        _prepare(supervisor, node, county)
        _start_processes(supervisor, node)
        _welcome(supervisor, node, county, took=time.monotonic() - began)
        supervisor.watch()
        console.say(_("Stopping."))
    except Stopped:
        console.say(_("Stopping before the start was done."))
    finally:
        supervisor.stop()
    console.say(_("Everything has stopped."))


def _start_servers(supervisor: Supervisor, node: Node) -> None:
    if settings.EMBEDS_DATABASE:
        start_database(supervisor, node.postgres, node.database_plan())
    if settings.EMBEDS_REDIS:
        child = supervisor.start(node.redis_plan())
        if not supervisor.wait_until(node.valkey.ready, within=20.0, hopeless=lambda: child.failures > 0):
            raise CannotStart(node.valkey.why_it_ended())


def start_database(supervisor: Supervisor, postgres: Postgres, plan: Plan) -> None:
    """Start PostgreSQL, made first where there is none, and wait until it answers."""
    if postgres.initialise():
        supervisor.console.say(_("Made an empty database in %(folder)s.") % {"folder": postgres.data})
    child = supervisor.start(plan)

    def hopeless() -> bool:
        return child.failures > 0 and not (postgres.waits_for_orphans() and child.failures <= ORPHANS_END_WITHIN)

    if not supervisor.wait_until(postgres.ready, within=USUALLY_WITHIN, hopeless=hopeless) and not hopeless():
        supervisor.console.say(_("PostgreSQL replays its log after a crash. This may take some minutes."))
        supervisor.wait_until(postgres.ready, within=RECOVERS_WITHIN, hopeless=hopeless)
    if not postgres.ready():
        raise CannotStart(postgres.why_it_ended())
    postgres.make_owner()


def _prepare(supervisor: Supervisor, node: Node, county: County) -> None:
    stamp = node.places.run / "static.stamp"
    # Files need no tables, nor tables files: each takes a core of its own.
    files = [("static", lambda: preparation.collect_static(stamp)), *county.files()]
    beside = [(name, begin_job(supervisor, node, name, run)) for name, run in files]
    run_job(supervisor, node, "tables", preparation.prepare_database, role="owner")
    for name, job in beside:
        finish_job(supervisor, name, job)
    for name, run in county.jobs():
        code = run_job(supervisor, node, name, run, allowed=(0, WOULD_CHANGE))
        if code == WOULD_CHANGE:
            supervisor.console.say(
                _("Nothing was changed. To load it all the same: manage.py import_county %(file)s --yes")
                % {"file": county.workbook}
            )


def begin_job(
    supervisor: Supervisor, node: Node, name: str, run: Callable[[], object], *, role: str = "app"
) -> Forked:  # fmt: skip
    """Begin what ends by itself."""
    job = node.job(run, role=role)
    supervisor.begin(name, job)
    return job


def finish_job(supervisor: Supervisor, name: str, job: Forked, *, allowed: tuple[int, ...] = (0,)) -> int:
    """Wait for what ends by itself. Refuses to go on where it failed."""
    code = supervisor.finish(job)
    if code not in allowed:
        raise CannotStart(_("The start ended at the step “%(step)s”; its last lines above say why.") % {"step": name})
    return code


def run_job(
    supervisor: Supervisor, node: Node, name: str, run: Callable[[], object], *, role: str = "app",
    allowed: tuple[int, ...] = (0,),
) -> int:  # fmt: skip
    """Run what ends by itself. Refuses to go on where it failed."""
    return finish_job(supervisor, name, begin_job(supervisor, node, name, run, role=role), allowed=allowed)


def _welcome(supervisor: Supervisor, node: Node, county: County, *, took: float) -> None:
    address = f"https://localhost:{node.port}/"
    supervisor.console.say(_("Ready after %(seconds).1f s: %(address)s") % {"seconds": took, "address": address})
    others = [f"https://{host}:{node.port}/" for host in node.caddy.hosts if host not in LOCAL]
    if others:
        supervisor.console.say(_("On the county's network: %(addresses)s") % {"addresses": "  ".join(others)})
    if county.is_sample:
        supervisor.run("logins", node.job(lambda: call_command("sample_logins")))
        if county.wanted.rehearsal and "rehearse" in get_commands():
            supervisor.start(node.rehearsal_plan())


def _start_processes(supervisor: Supervisor, node: Node) -> None:
    for plan in [*node.work_plans(), *node.web_plans()]:
        supervisor.start(plan)
    web = [supervisor.children[plan.name] for plan in node.web_plans()]
    proxy = supervisor.start(node.proxy_plan())
    if not supervisor.wait_until(
        lambda: all(child.shown for child in [*web, proxy]), within=60.0, hopeless=lambda: proxy.failures > 0
    ):
        raise CannotStart(node.caddy.why_it_ended() if proxy.running is None else _("The pages do not answer."))
