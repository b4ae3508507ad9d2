"""The loop: carry what children print, see who died or hangs, start again, and stop all in order."""

from __future__ import annotations

import os
import selectors
import signal
import time
from collections.abc import Callable, Iterable
from types import FrameType

from django.utils.translation import gettext as _

from examops.servers import leftovers
from examops.supervisor.children import Child, Plan, Stage
from examops.supervisor.console import Console, Lines
from examops.supervisor.forks import Forked
from examops.supervisor.probes import Probe

LOOK_EVERY = 0.25
# If the supervisor itself stood still this long (a suspended machine), silence proves nothing about the children.
STOOD_STILL = 5.0


class Stopped(Exception):
    """Somebody asked the node to stop while it was starting."""


class Supervisor:
    """All children of one node."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.children: dict[str, Child] = {}
        self.stop_asked = False
        self.hurry = False
        self._selector = selectors.DefaultSelector()
        self._jobs: list[Forked] = []
        self._probes: dict[str, Probe] = {}
        self._last_look = time.monotonic()

    def listen_to_signals(self) -> None:
        """Ctrl-C and SIGTERM stop the node; a second one stops it at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.hurry = self.stop_asked
        self.stop_asked = True

    def start(self, plan: Plan) -> Child:
        """Start a child and keep it running from now on."""
        child = Child(plan)
        self.children[plan.name] = child
        self._start(child)
        return child

    def _start(self, child: Child) -> None:
        child.start()
        if isinstance(child.running, Forked):
            self._carry(child.plan.name, child.running.output)
        if child.plan.question is not None:
            self._probes[child.plan.name] = Probe(child.plan.question, self._selector, child.alive)

    def begin(self, name: str, job: Forked) -> None:
        """Carry what a job prints that ends by itself, while something else is done."""
        self._carry(name, job.output)
        self._jobs.append(job)

    def finish(self, job: Forked) -> int:
        """Let a job run to its end, watching the others meanwhile. Returns its exit code."""
        while (code := job.poll()) is None:
            self.look()
            if self.stop_asked:
                raise Stopped
        self._jobs.remove(job)
        self.look()
        return code

    def run(self, name: str, job: Forked) -> int:
        """Begin a job and let it run to its end."""
        self.begin(name, job)
        return self.finish(job)

    def wait_until(self, true: Callable[[], bool], *, within: float, hopeless: Callable[[], bool]) -> bool:
        """Look around until ``true``; False if time ran out, or if it is ``hopeless`` before."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            if hopeless():
                return False
            if true():
                return True
            self.look(timeout=0.05)
            if self.stop_asked:
                raise Stopped
        return False

    def watch(self) -> None:
        """Until somebody asks to stop."""
        while not self.stop_asked:
            self.look()

    def look(self, timeout: float = LOOK_EVERY) -> None:
        """One round."""
        for key, _events in self._selector.select(timeout):
            key.data()
        now = time.monotonic()
        if now - self._last_look > STOOD_STILL:
            for child in self.children.values():
                child.sign_at = now
        self._last_look = now
        for child in list(self.children.values()):
            self._look_at(child)
        if not self.stop_asked:
            for name, probe in self._probes.items():
                if self.children[name].running is not None:
                    probe.tick()

    def _look_at(self, child: Child) -> None:
        if child.running is None:
            self._start_if_due(child)
            return
        code = child.running.poll()
        child.read_beat()
        if code is None and not self.stop_asked and child.silent_too_long():
            self.console.say(
                _("%(name)s (pid %(pid)d) has shown no sign of life for %(seconds)d s: it is killed.")
                % {"name": child.plan.name, "pid": child.running.pid, "seconds": time.monotonic() - child.sign_at}
            )
            leftovers.end_group(child.running.pid)
            return
        if code is not None:
            self._has_ended(child, code)

    def _has_ended(self, child: Child, code: int) -> None:
        if self.stop_asked:
            child.clear()
            return
        if child.plan.once:
            child.clear()
            del self.children[child.plan.name]
            return
        pause = child.fail()
        self.console.say(
            _("%(name)s ended (%(how)s); it is started again in %(pause).1f s.")
            % {"name": child.plan.name, "how": how_it_ended(code), "pause": pause}
        )

    def _start_if_due(self, child: Child) -> None:
        due = child.start_again_at
        if due is not None and not self.stop_asked and time.monotonic() >= due:
            self._start(child)

    def stop(self) -> None:
        """Stop stage by stage. What does not stop in its time is killed."""
        self.stop_asked = True
        for probe in self._probes.values():
            probe.close()
        for job in self._jobs:
            leftovers.end_group(job.pid)
        for stage in Stage:
            self._stop_all([child for child in self.children.values() if child.plan.stage is stage])

    def _stop_all(self, children: Iterable[Child]) -> None:
        staying = [child for child in children if child.running is not None]
        began = time.monotonic()
        for child in staying:
            child.send(child.plan.stop_with)
            child.send(signal.SIGCONT)
        while staying:
            self.look(timeout=0.05)
            staying = [child for child in staying if child.running is not None]
            for child in staying:
                if child.running is not None and (self.hurry or time.monotonic() - began > child.plan.stops_within):
                    leftovers.end_group(child.running.pid)

    def _carry(self, name: str, output: int) -> None:
        lines = Lines()

        def carry() -> None:
            try:
                more = os.read(output, 65536)
            except BlockingIOError:
                return
            for line in lines.cut(more) if more else lines.end():
                self.console.line(name, line)
            if not more:
                self._selector.unregister(output)
                os.close(output)

        self._selector.register(output, selectors.EVENT_READ, carry)


def how_it_ended(code: int) -> str:
    """An exit code in words."""
    if code < 0:
        return _("killed by %(signal)s") % {"signal": signal.Signals(-code).name}
    return _("exit code %(code)d") % {"code": code}
