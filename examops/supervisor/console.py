"""One terminal for all: every line is prefixed with the process that said it."""

from __future__ import annotations

import os
import sys

COLOURS = (36, 32, 33, 35, 34, 96, 92, 93, 95, 94)
OURSELVES = "examops"
LONGEST_LINE = 8192


class Console:
    """Prints prefixed lines; in colour on a terminal."""

    def __init__(self) -> None:
        self.coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self._colours: dict[str, int] = {}

    def say(self, sentence: str) -> None:
        """A line of the supervisor's own."""
        self.line(OURSELVES, sentence)

    def line(self, name: str, text: str) -> None:
        """A line that ``name`` said."""
        prefix = f"{name:>10} | "
        if self.coloured:
            colour = 1 if name == OURSELVES else self._colour(name)
            prefix = f"\x1b[{colour}m{prefix}\x1b[0m"
        try:
            sys.stdout.write(f"{prefix}{text}\n")
            sys.stdout.flush()
        except OSError:
            # The terminal is gone. The node goes on, and is stopped by its signal.
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for the rest of this process

    def _colour(self, name: str) -> int:
        kind = name.split("-", 1)[0]
        return self._colours.setdefault(kind, COLOURS[len(self._colours) % len(COLOURS)])


class Lines:
    """Cuts what a pipe carries into lines."""

    def __init__(self) -> None:
        self._rest = b""

    def cut(self, more: bytes) -> list[str]:
        """The lines that are whole now."""
        *whole, self._rest = (self._rest + more).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            whole.append(self._rest)
            self._rest = b""
        return [line.decode(errors="replace").rstrip() for line in whole]

    def end(self) -> list[str]:
        """What was said last, without an end of line."""
        rest, self._rest = self._rest, b""
        return [rest.decode(errors="replace")] if rest.strip() else []
