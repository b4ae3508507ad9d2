"""The pages of papers speak Chinese to whoever reads Chinese: no word of English is left standing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.paper_custody.builders import Papers
from tests.paper_custody.test_pages import page, text
from tests.venues.builders import at

SPOKEN = {"aria-label", "placeholder", "title", "alt", "data-success", "data-confirm"}
SILENT = {"script", "style"}
# The name of the other language, what a secret may be, the product's mark, and kinds of files.
ALSO_CHINESE = {"English", "PIN", "ExamOps", "CSV", "Excel"}
WORD = re.compile(r"[A-Za-z]{3,}")
# Codes of bags, boxes and vehicles: words and numbers on one string.
CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")


class Said(HTMLParser):
    """Everything that a page says, aloud or to a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.inside.append(tag)
        self.parts += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.parts.append(data)


def english(html: str) -> set[str]:
    """The English words of a page."""
    said = Said()
    said.feed(html)
    words = WORD.findall(CODE.sub(" ", " ".join(said.parts)))
    return set(words) - ALSO_CHINESE


def left_in_english(papers: Papers, who: str, path: str) -> set[str]:
    """What a page leaves in English, apart from the numbers by which staff are told apart."""
    return english(text(page(papers, who, path))) - set(papers.world.people)


def test_a_word_of_english_is_found_wherever_it_stands() -> None:
    assert english("<p>卷袋 Bags</p><script>let it</script>") == {"Bags"}
    assert english('<input placeholder="Scan the code">') == {"Scan", "the", "code"}
    assert english("<b>DRILL-A1-v01-001-P</b> PIN") == set()


@pytest.mark.parametrize("leg", ["receive", "store", "load", "store_answers", "hand_on", "hand_over"])
def test_the_vaults_handovers_are_in_chinese(papers: Papers, leg: str) -> None:
    for where in ("", "&venue=v01&session=A1"):
        assert left_in_english(papers, "wang", f"/papers/handover/?step={leg}{where}") == set()


@pytest.mark.parametrize(
    "act", ["arrive", "issue", "open_cards", "open", "collect", "count", "accept", "seal", "return"]
)
def test_a_venues_day_is_in_chinese(papers: Papers, act: str) -> None:
    assert left_in_english(papers, "sun", f"/venue/v01/papers/?session=A1&act={act}") == set()


def test_lists_and_a_bags_way_are_in_chinese_in_every_state(papers: Papers) -> None:
    papers.to_the_venue()
    papers.world.move_to(at(-10))
    papers.rooms("issue", except_rooms=[{"room": "002", "reason": "停用"}])
    papers.rooms("open", except_rooms=[{"room": "002", "reason": "停用"}])
    papers.post("wang", "isolate", second="fan", codes=["DRILL-A1-v02-001-P"], reason="封签松动")

    for who, path in [
        ("wang", "/papers/"),
        ("bai", "/papers/"),
        ("wang", "/papers/bag/DRILL-A1-v01-001-P/"),
        ("sun", "/papers/bag/DRILL-A1-v01-001-P/"),
        ("sun", "/venue/v01/papers/?session=A1"),
        ("qin", "/papers/handover/?step=return&venue=v01&session=A1"),
    ]:
        assert left_in_english(papers, who, path) == set()


@pytest.mark.parametrize("path", ["/papers/leftovers/", "/vault/keys/", "/vault/", "/papers/touched/"])
def test_what_the_county_keeps_and_follows_is_in_chinese(papers: Papers, path: str) -> None:
    assert left_in_english(papers, "wang", path) == set()
