# SPDX-License-Identifier: EUPL-1.2
"""`meedoen dev`: for a demonstration on one's own machine, and nowhere else."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from django.core.checks import run_checks
from django.utils.autoreload import StatReloader

from meedoen.commands import dev, meedoen

ONLY_INVENTED = {
    "DEMONSTRATION": True,
    "DEMONSTRATION_PASSWORD": "voor-iedereen",
    "DEMONSTRATION_RESIDENTS": {"puk": "boom fiets"},
}


@pytest.fixture
def deployed(settings: LazySettings) -> LazySettings:
    """Settings in which nothing of the demonstration is left."""
    settings.DEMONSTRATION = False
    settings.DEMONSTRATION_PASSWORD = ""
    settings.DEMONSTRATION_RESIDENTS = {}
    return settings


def refusals() -> list[str]:
    """Say what `check --deploy` has against these settings, as far as the demonstration goes."""
    found = run_checks(tags=["security"], include_deployment_checks=True)
    return [str(each.hint) for each in found if each.id == "meedoen.E001"]


def test_it_serves_no_installation(deployed: LazySettings) -> None:
    result = CliRunner().invoke(meedoen, ["dev"])
    assert result.exit_code == 2
    assert "for a demonstration on your own machine" in result.output


@pytest.mark.parametrize("name", ONLY_INVENTED)
def test_a_deployment_with_anything_of_the_demonstration_is_refused(
    deployed: LazySettings, name: str
) -> None:
    assert refusals() == []
    setattr(deployed, name, ONLY_INVENTED[name])
    assert refusals() == [f"Take out of its settings: {name}."]


def test_it_reloads_for_a_law_as_well(settings: LazySettings, tmp_path: Path) -> None:
    settings.RULEBOOK = tmp_path
    (tmp_path / "nl").mkdir()
    (tmp_path / "nl" / "wet.yaml").touch()
    reloader = StatReloader()
    dev._watch_rules(reloader)
    assert (tmp_path / "nl" / "wet.yaml").resolve() in set(reloader.watched_files())
