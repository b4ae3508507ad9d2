"""The message catalogues: what we say in English in the code, and its Chinese in ``locale/parts/``.

System gettext is not needed: Python is read by its syntax tree, templates by Django's own ``templatize``, and
``polib`` writes what gettext reads.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from examops.places import BASE

PARTS = BASE / "locale" / "parts"
CHINESE = BASE / "locale" / "zh_Hans" / "LC_MESSAGES"

SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
NOT_OURS = {".venv", "node_modules", "tests", "var", ".git", "migrations"}

TEMPLATE_WORDS = re.compile(r"\b(_|gettext|ngettext|pgettext|npgettext)\(")
PLACEHOLDER = re.compile(r"%\(\w+\)(?:\.\d+)?[sdf]|%[sd]|\{\w*\}")

# (context or None, msgid)
Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A message and the first place that says it."""

    key: Key
    place: str


def said_in_code(base: Path = BASE) -> dict[Key, Said]:
    """Every message of our Python files and templates."""
    found: dict[Key, Said] = {}
    for path in sorted(_files(base, "*.py")):
        for key, line in _said_in_python(path.read_text()):
            found.setdefault(key, Said(key, f"{path.relative_to(base)}:{line}"))
    for pattern in ("*.html", "*.txt"):
        for path in sorted((base / "templates").rglob(pattern)):
            for key in _said_in_template(path.read_text(), str(path)):
                found.setdefault(key, Said(key, str(path.relative_to(base))))
    return found


def _files(base: Path, pattern: str) -> Iterator[Path]:
    for folder in base.iterdir():
        if folder.is_dir() and folder.name not in NOT_OURS and not folder.name.startswith("."):
            yield from (path for path in folder.rglob(pattern) if not NOT_OURS & set(path.relative_to(base).parts))


def _said_in_python(source: str) -> Iterator[tuple[Key, int]]:
    tree = ast.parse(source)
    names = _names_of_gettext(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            name = names.get(called, called)
            words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            texts = [word for word in words if isinstance(word, str)]
            if name in CONTEXT and len(texts) >= 2:
                yield (texts[0], texts[1]), node.lineno
            elif name in SINGLE | PLURAL and texts:
                yield (None, texts[0]), node.lineno


def _names_of_gettext(tree: ast.Module) -> dict[str, str]:
    """By which other names this file calls Django's functions (``gettext_noop as noop``)."""
    return {
        name.asname: name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname
    }


def _said_in_template(source: str, name: str) -> Iterator[Key]:
    # templatize leaves the messages as calls in a soup of X; each call alone is Python.
    soup = templatize(source, origin=name)
    for match in TEMPLATE_WORDS.finditer(soup):
        call = _call_at(soup, match.start())
        if call is not None:
            yield from (key for key, _line in _said_in_python(call))


def _call_at(soup: str, start: int) -> str | None:
    end = soup.find(")", start)
    while end != -1:
        try:
            ast.parse(soup[start : end + 1].strip())
        except SyntaxError:
            end = soup.find(")", end + 1)
            continue
        return soup[start : end + 1].strip()
    return None


def read_parts(parts: Path = PARTS) -> tuple[dict[Key, polib.POEntry], list[str]]:
    """All translations, and the sentences about parts that disagree."""
    entries: dict[Key, polib.POEntry] = {}
    wrong = []
    for path in sorted(parts.glob("*.po")):
        for entry in polib.pofile(str(path)):
            key = (entry.msgctxt, entry.msgid)
            before = entries.setdefault(key, entry)
            if before.msgstr != entry.msgstr:
                wrong.append(f"{path.name}: {entry.msgid!r} is translated otherwise in another part")
    return entries, wrong


def compile_parts(target: Path = CHINESE) -> int:
    """Merge the parts into one catalogue and compile it. Returns how many messages it has."""
    entries, _wrong = read_parts()
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "zh_Hans",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    catalogue.extend(entries[key] for key in sorted(entries, key=lambda key: (key[1], key[0] or "")))
    target.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(target / "django.po"))
    catalogue.save_as_mofile(str(target / "django.mo"))
    return len(catalogue)


def complaints() -> list[str]:
    """What is wrong between code and catalogues, a sentence each."""
    said = said_in_code()
    entries, wrong = read_parts()
    wrong += _missing(said.values(), entries)
    wrong += [f"locale/parts: {key[1]!r} is said nowhere any more" for key in entries if key not in said]
    for entry in entries.values():
        chinese = entry.msgstr or entry.msgstr_plural.get(0, "")
        if chinese and set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(chinese)):
            wrong.append(f"locale/parts: the Chinese of {entry.msgid!r} has other placeholders")
    return wrong


def _missing(said: Iterable[Said], entries: dict[Key, polib.POEntry]) -> Iterator[str]:
    for message in said:
        entry = entries.get(message.key)
        if entry is None or not (entry.msgstr or entry.msgstr_plural.get(0)):
            yield f"{message.place}: {message.key[1]!r} has no Chinese in locale/parts/"
