"""The page that explains the API comes out of the node alone: it installs without internet (limits.md 20)."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.county import OFFICER
from tests.browser.windows import Windows


def test_the_api_explains_itself_without_asking_anybody_else(windows: Windows) -> None:
    page = windows.open("/api/docs/", role=OFFICER, wait="#swagger-ui")

    expect(page.locator("#swagger-ui .info .title")).to_contain_text("ExamOps")
    expect(page.locator("#swagger-ui [id='operations-tag-exams']")).to_be_visible()
    assert windows.strangers == []
