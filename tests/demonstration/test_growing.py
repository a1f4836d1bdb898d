# SPDX-License-Identifier: EUPL-1.2
"""The invented region grows, and what is grown is seen as what people told themselves is."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings as here

from meedoen.accounts.models import Account
from meedoen.catalogue.models import Offer
from meedoen.commands.demonstration import demonstration
from meedoen.demonstration import growing
from meedoen.demonstration.growing import NothingToGrowFrom, grow
from meedoen.demonstration.load import load_demonstration
from meedoen.journeys.caseload import QueueGroup, find, front_page, who_waits
from meedoen.plans.models import CheckIn, Plan, Step
from meedoen.plans.queries import NOBODY, Whom, regisseurs_in
from meedoen.privacy.context import acting
from meedoen.privacy.models import Compartment, Consent, Grant, ProcessingRecord
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import viewer_for_account
from meedoen.residents.models import Fact, Resident
from meedoen.residents.queries import dossier
from meedoen.vocabulary.levelling import levelled_for_search
from meedoen.vocabulary.moment import Moment

pytestmark = pytest.mark.django_db
GROWN = [Resident, Compartment, Grant, Consent, Fact, Plan, Step, CheckIn, ProcessingRecord]


@pytest.fixture
def region(db: None, now: Moment) -> None:
    for _ in load_demonstration(on=now):
        pass


def test_a_second_run_adds_as_many_again_and_takes_nothing_away(region: None, now: Moment) -> None:
    counts = []
    for offers in (5, 0):
        before = {model: model.objects.count() for model in GROWN}
        assert sum(grow(residents=40, offers=offers, seed=3, on=now)) == 40 + offers
        counts.append({model: model.objects.count() - before[model] for model in GROWN})
    first, second = counts
    assert first[Resident] == second[Resident] == 40
    assert first[Compartment] == second[Compartment] == 40 * 11
    assert all(count > 0 for count in (*first.values(), *second.values()))
    assert Offer.objects.filter(title__endswith=" 4").count() >= 1


def consents() -> list[Consent]:
    return list(Consent.objects.all())


def test_of_the_people_of_the_stories_one_agreed_to_a_crossing_and_one_took_it_back(
    region: None, now: Moment
) -> None:
    agreed = [(one.obtained_under, one.task, bool(one.withdrawn_at)) for one in consents()]
    assert sorted(agreed) == [
        ("participatiewet", "wmo", False),
        ("participatiewet", "wmo", True),
    ]


def test_of_who_was_grown_a_desk_knows_something_too_and_not_all_of_it_is_for_every_desk(
    region: None, now: Moment
) -> None:
    list(grow(residents=60, offers=0, seed=3, on=now))
    laws = set(Fact.objects.values_list("obtained_under", flat=True))
    assert laws == {"own_story", "wmo", "participatiewet"}
    assert {bool(one.withdrawn_at) for one in consents()} == {True, False}


def test_who_was_grown_has_lived_here_for_years_and_has_a_name_with_a_number(
    region: None, now: Moment
) -> None:
    there = set(Resident.objects.values_list("pk", flat=True))
    list(grow(residents=30, offers=0, seed=3, on=now))
    grown = Resident.objects.exclude(pk__in=there)
    assert all(one.opened_at < now.at for one in grown)
    assert min(one.opened_at for one in grown) < (now - timedelta(days=365)).at
    assert all(re.fullmatch(r"\w+ \d{6}", one.chosen_name) for one in grown)
    assert all(one.sought_as == levelled_for_search(one.chosen_name) for one in grown)


def test_a_team_sees_of_who_was_grown_what_it_would_see_of_anybody(
    region: None, now: Moment
) -> None:
    list(grow(residents=120, offers=0, seed=1, on=now))
    noor = Account.objects.get(email="noor@lindewaard.example")
    by = viewer_for_account(noor.pk, on=now)
    with acting(by, purpose=Purpose.INTAKE, on=now):
        parts = front_page(by=by, on=now)
        assert len(parts[QueueGroup.STORIES].lines) == 5
        assert parts[QueueGroup.STORIES].more
        person = parts[QueueGroup.STORIES].lines[-1].person
        found = dossier(person.subject)
        assert found is not None
        assert found.wish is not None
        assert person.subject in {
            line.person.subject
            for line in find(Whom(found.chosen_name), page=1, by=by, on=now).lines
        }


def test_each_way_to_look_in_the_list_of_a_team_finds_somebody(region: None, now: Moment) -> None:
    noor = Account.objects.get(email="noor@lindewaard.example")
    by = viewer_for_account(noor.pk, on=now)

    def names(ask: Any, whom: Whom) -> list[str]:
        with acting(by, purpose=Purpose.INTAKE, on=now):
            return [line.person.called for line in ask(whom, page=1, by=by, on=now).lines]

    assert {"Johan", "Theo"} <= set(names(find, Whom(directed_by=noor.pk)))
    assert "Nadia" in names(find, Whom(directed_by=NOBODY))
    assert {"Johan", "Nadia"} <= set(names(who_waits, Whom()))
    assert names(who_waits, Whom("jo")) == ["Johan"]
    list(grow(residents=120, offers=0, seed=1, on=now))
    with acting(by, purpose=Purpose.INTAKE, on=now):
        offered = regisseurs_in(by.team_id or 0)
    assert noor.pk in dict(offered)
    assert all(names(find, Whom(directed_by=one)) for one, _ in offered)


def test_nobody_can_log_in_as_a_colleague_who_was_grown(
    region: None, now: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growing, "PLANS_OF_A_COLLEAGUE", 5)
    list(grow(residents=60, offers=0, seed=1, on=now))
    grown = Account.objects.filter(email__startswith="collega-")
    assert grown.exists()
    assert not any(account.has_usable_password() for account in grown)


@pytest.mark.parametrize("demonstration_is", [True, False])
def test_without_an_invented_region_nothing_grows(
    db: None, now: Moment, demonstration_is: bool, settings: Any
) -> None:
    settings.DEMONSTRATION = demonstration_is
    with pytest.raises(NothingToGrowFrom, match="demonstration load"):
        next(grow(residents=1, offers=0, seed=1, on=now))


def test_people_lists_who_can_come_in_and_with_what(region: None) -> None:
    answer = CliRunner().invoke(demonstration, ["people", "--json"])
    told = json.loads(answer.stdout)
    assert {"email", "role", "team"} == set(told["accounts"][0])
    bram = [one["role"] for one in told["accounts"] if one["email"].startswith("bram@")]
    assert bram == ["neighbourhood_worker", "provider_worker", "policy_adviser"]
    words = {one["return_words"] for one in told["residents"]}
    assert words == set(here.DEMONSTRATION_RESIDENTS.values())


def test_people_is_refused_where_people_are_real(db: None, settings: Any) -> None:
    settings.DEMONSTRATION = False
    answer = CliRunner().invoke(demonstration, ["people", "--json"])
    assert answer.exit_code != 0
    assert "geen demonstratie" in answer.stderr
