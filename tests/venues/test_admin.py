"""An administrator reads the rows of venues; only acts and the workbook change them."""

from __future__ import annotations

from django.contrib import admin
from django.test import Client

from organisation.models import Login
from tests.venues.builders import at, nil_report, open_day, reach
from tests.world import World


def test_rows_are_read_and_not_changed(world: World) -> None:
    open_day(world)
    world.move_to(at(30))
    reach(world, "sun", "papers_opened")
    nil_report(world, "sun", "R1")
    client = Client()
    client.force_login(Login.objects.create_superuser("root", "root-of-linhe-2027"))
    tables = [model._meta.model_name for model in admin.site._registry if model._meta.app_label == "venues"]

    answers = {table: client.get(f"/admin/venues/{table}/").status_code for table in tables}
    additions = {table: client.get(f"/admin/venues/{table}/add/").status_code for table in tables}

    assert len(tables) == 11
    assert set(answers.values()) == {200}
    assert set(additions.values()) == {403}
