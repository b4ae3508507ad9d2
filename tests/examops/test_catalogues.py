"""What is said in English in the code has its Chinese in the parts, and the check finds what has not."""

from __future__ import annotations

from pathlib import Path

from examops import catalogues

PART = """
msgid "Hand over"
msgstr "移交"

msgid "%(count)d bags"
msgstr "%(count)d 袋"
"""


def test_messages_of_code_and_templates_are_found(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "views.py").write_text(
        "from django.utils.translation import gettext_noop as noop\n"
        'title = _("Hand over")\nn = ngettext("%(n)d bag", "%(n)d bags", 2)\nlater = noop("Later")\n'
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}<h1>{% translate "Bags on the way" %}</h1>'
        "{% blocktranslate with name=venue.name trimmed %}\n  To (now) {{ name }}\n{% endblocktranslate %}"
        '{% translate "Open" context "a bag" %}'
    )

    said = catalogues.said_in_code(tmp_path)

    assert set(said) == {
        (None, "Hand over"),
        (None, "Later"),
        (None, "%(n)d bag"),
        (None, "Bags on the way"),
        (None, "To (now) %(name)s"),
        ("a bag", "Open"),
    }


def test_parts_that_disagree_are_told(tmp_path: Path) -> None:
    (tmp_path / "one.po").write_text(PART)
    (tmp_path / "two.po").write_text('msgid "Hand over"\nmsgstr "交接"\n')

    entries, wrong = catalogues.read_parts(tmp_path)

    assert set(entries) == {(None, "Hand over"), (None, "%(count)d bags")}
    assert wrong == ["two.po: 'Hand over' is translated otherwise in another part"]


def test_the_compiled_catalogue_speaks_chinese(tmp_path: Path) -> None:
    assert catalogues.compile_parts(tmp_path) > 0
    assert (tmp_path / "django.mo").stat().st_size > 0
