# SPDX-License-Identifier: EUPL-1.2
"""What `make screens` writes: a picture for each window and theme, and how many screens it is."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from meedoen.accounts.roles import Role
from tests.browser import screens


def test_a_page_is_taken_in_every_window_and_theme(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "FOLDER", tmp_path)
    page = browser.new_page()
    page.set_content("<body style='margin:0'><p style='height:1280px; margin:0'>")
    rows = list(screens.photograph(page, Role.RESIDENT, "resident-plan"))
    page.close()
    assert [dict(zip(screens.COLUMNS, row, strict=True)) for row in rows] == [
        {"role": "resident", "page": "resident-plan", "width": width, "height": 1280, "screens": n}
        for width, n in ((320, 2.0), (768, 1.2), (1280, 1.6))
    ]
    assert sorted(path.name for path in (tmp_path / "resident").iterdir()) == [
        f"resident-plan-{width}-{theme}.png"
        for width in (1280, 320, 768)
        for theme in ("dark", "light")
    ]


def test_a_picture_can_be_asked_for_by_role_or_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONLY", "resident/ policy-map")
    assert screens.chosen(Role.RESIDENT, "resident-plan")
    assert screens.chosen(Role.POLICY_ADVISER, "policy-map")
    assert not screens.chosen(Role.POLICY_ADVISER, "policy-overview")
    monkeypatch.setenv("ONLY", "")
    assert screens.chosen(Role.POLICY_ADVISER, "policy-overview")
