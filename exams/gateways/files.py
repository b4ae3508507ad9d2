"""Reads a YAML file of the catalogue into checked pieces, so that every error names file and key."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from exams.gateways.moments import CatalogueError

CATALOGUE = Path(__file__).parent.parent / "catalogue"

S = TypeVar("S", bound=StrEnum)


class Node:
    """A mapping of a file, with its place for error messages. What is never asked for is an error too."""

    def __init__(self, told: object, place: str) -> None:
        if not isinstance(told, dict):
            raise CatalogueError(place, "keys and values are expected here", code="no_mapping")
        self.told: dict[str, Any] = told
        self.place = place

    def at(self, key: str) -> str:
        """The place of one key."""
        return f"{self.place}.{key}"

    def only(self, *keys: str) -> Node:
        """Refuse a key that nobody reads: a misspelt one would silently fall back."""
        unknown = sorted(str(key) for key in set(self.told) - set(keys))
        if unknown:
            raise CatalogueError(self.place, f"unknown key {', '.join(unknown)}", code="unknown_key")
        return self

    def node(self, key: str) -> Node:
        """The mapping under a key."""
        return Node(self.told.get(key), self.at(key))

    def nodes(self, key: str) -> list[Node]:
        """The mappings of the list under a key; each is called by its own code."""
        listed = self.told.get(key, [])
        if not isinstance(listed, list):
            raise CatalogueError(self.at(key), "a list is expected here", code="no_list")
        return [Node(one, f"{self.at(key)}[{_called(one, number)}]") for number, one in enumerate(listed)]

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty."""
        told = self.told.get(key, default)
        if not isinstance(told, str) or not told.strip():
            raise CatalogueError(self.at(key), f"{told!r} is no text", code="no_text")
        return told

    def number(self, key: str) -> int:
        """A whole number, not negative."""
        told = self.told.get(key)
        if not isinstance(told, int) or isinstance(told, bool) or told < 0:
            raise CatalogueError(self.at(key), f"{told!r} is no whole number", code="no_number")
        return told

    def flag(self, key: str) -> bool:
        """true or false; absent is false."""
        told = self.told.get(key, False)
        if not isinstance(told, bool):
            raise CatalogueError(self.at(key), f"{told!r} is neither true nor false", code="no_flag")
        return told

    def word(self, key: str, words: type[S]) -> S:
        """One of the known words."""
        told = self.told.get(key)
        # A list or a mapping in its place cannot even be looked for.
        if not isinstance(told, str) or told not in {word.value for word in words}:
            raise CatalogueError(self.at(key), f"{told!r} is none of {', '.join(words)}", code="no_such_word")
        return words(told)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        told = self.told.get(key)
        if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
            raise CatalogueError(self.at(key), "a list of quoted texts is expected here", code="no_texts")
        return tuple(told)


def _called(one: object, number: int) -> object:
    return one.get("code", number) if isinstance(one, dict) else number


def read_yaml(path: Path) -> Node:
    """The file as a node called by its name within the catalogue."""
    place = path.name
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CatalogueError(place, "there is no such file") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(place, f"not readable as YAML: {error}") from error
    return Node(told, place)
