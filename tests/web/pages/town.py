# SPDX-License-Identifier: EUPL-1.2
"""The demonstration, with everything in it that a page can show, and everybody who can come.

`fill` finds the arguments of an address here. A page with an argument that is not known yet fails
until it is given in `ARGUMENTS`: that is how a new page comes under all these tests.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction
from django.test import Client, override_settings
from lxml.html import document_fromstring

from meedoen.accounts.models import Account, Team
from meedoen.accounts.operations import agree
from meedoen.accounts.queries import demonstration_accounts
from meedoen.accounts.roles import AT_WORK, Role
from meedoen.assessment.models import Look, Override
from meedoen.bookings.models import Placement
from meedoen.budget.models import (
    AllocationKey,
    BookedDocument,
    LedgerTransaction,
    ProviderContract,
)
from meedoen.catalogue.models import Offer
from meedoen.demonstration.load import load_demonstration
from meedoen.demonstration.partners import AGREED
from meedoen.journeys.caseload import QueueGroup
from meedoen.journeys.disagreeing import answer
from meedoen.journeys.intake import ask_to_be_called
from meedoen.knelpunten.models import CaseStudy, Recommendation, Ticket
from meedoen.knelpunten.models import Draft as Knelpunt
from meedoen.knelpunten.models import Knelpunt as PublicKnelpunt
from meedoen.knelpunten.register.operations import make_public, take_from_public
from meedoen.knelpunten.states import Solved
from meedoen.knelpunten.tickets.operations import lay_with, say_solved, see_to
from meedoen.laboratory.models import Draft, Run
from meedoen.laboratory.tasks import run_draft
from meedoen.monitor.models import Build, SupplierProfile
from meedoen.monitor.operations import note_headings, remember_profile
from meedoen.monitor.sources.profile import WrittenProfile
from meedoen.network.models import AgendaItem, Meeting
from meedoen.notifications.links import LIFE, LinkDoes
from meedoen.notifications.models import ActionLink, Outgoing
from meedoen.notifications.queries import digest_of_link
from meedoen.plans.models import Disagreement, Step
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Compartment, Grant
from meedoen.privacy.policy import MAY_DIRECT_A_PLAN, Purpose
from meedoen.privacy.queries import resident_viewer, viewer_for_account
from meedoen.programmes.models import FollowedIndicator, Goal, ProgrammeAction, Subprogramme
from meedoen.publication import operations as publication
from meedoen.publication.models import Preparation, Release
from meedoen.publication.queries import public_releases
from meedoen.publication.states import PreparationStep
from meedoen.residents import operations as residents
from meedoen.residents.models import Hindrance, Resident
from meedoen.rules.outcomes import OutcomeKind
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.telephone import Telephone
from meedoen.vocabulary.work import WorkState
from meedoen.web.belonging import FIELD, mark_of
from meedoen.web.open_story import SUBJECT_IN_SESSION
from tests.budget.contracts.worlds import some_contracts
from tests.budget.worlds import some_books, some_plans
from tests.knelpunten.worlds import MACHINE, Desks, another, decided, entered, improving
from tests.laboratory.worlds import job_context
from tests.monitor.worlds import HERE, build_of, look_at, some_figures, some_streets
from tests.privacy.worlds import make_account, share_with
from tests.publication.worlds import handed_in
from tests.second_factor import emergency_codes, set_up_app
from tests.signing import SIGNED

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HELPING = {Purpose.INTAKE, Purpose.GUIDANCE, Purpose.PLACEMENT}
PROVISION = "wmo.begeleiding_groep"
KNELPUNT = "K06"
LINK = "een-link-in-een-mail"
YES_NO = {"ja", "nee"}
LOOKING = (
    Role.NEIGHBOURHOOD_WORKER, Role.WMO_CONSULTANT, Role.WORK_CONSULTANT, Role.CLIENT_SUPPORTER,
)  # fmt: skip
SEES_STREETS = (Role.NEIGHBOURHOOD_WORKER, Role.TEAM_LEADER, Role.MONITOR_OFFICER)


@dataclass(frozen=True)
class Person:
    """Somebody who opens pages: a visitor, a resident, or a colleague in one function."""

    name: str
    role: Role
    account: Account | None = None
    subject: UUID | None = None

    def browser(self) -> Client:
        """Give a fresh browser in which this person is known."""
        client = Client(raise_request_exception=False)
        if self.account is not None:
            client.force_login(self.account, backend=BACKEND)
        if self.subject is not None:
            session = client.session
            session[SUBJECT_IN_SESSION] = str(self.subject)
            session.save()
        return client


@dataclass
class Town:
    """Who can come, and which residents everybody at work may see."""

    people: dict[str, Person] = field(default_factory=dict)
    subjects: tuple[UUID, ...] = ()
    looks: dict[str, list[str]] = field(default_factory=dict)
    street_looks: dict[str, list[str]] = field(default_factory=dict)
    # What each person met on a walk, so that several tests read the same pages.
    walks: dict[str, Any] = field(default_factory=dict)

    def at_work(self, role: Role) -> Person:
        """Give the colleague with this function."""
        return self.people[role.value]


# Who opens the pages: each function once, and residents at each point of the way.
VISITOR = "een bezoeker"
PLACED = "een inwoner met een plan"
TOLD = "een inwoner die vertelde"
SILENT = "een inwoner die nog niets zei"
IN_TWO = "een collega met twee functies"
EVERYBODY = (
    VISITOR, PLACED, TOLD, SILENT, IN_TWO,
    *sorted(role.value for role in AT_WORK),
)  # fmt: skip


Find = Callable[[Town, Person], list[str]]


def build() -> Town:
    """Load the demonstration and let everything happen once that a page can show afterwards."""
    on = Moment.now() - timedelta(minutes=5)
    for _ in load_demonstration(on=on):
        pass
    town = Town()
    placed, told = (Resident.objects.get(chosen_name=name).pk for name in ("Theo", "Nadia"))
    silent = _silent(on)
    caller = _caller(on)
    town.people[VISITOR] = Person(VISITOR, Role.ANYONE)
    for name, subject in ((PLACED, placed), (TOLD, told), (SILENT, silent)):
        town.people[name] = Person(name, Role.RESIDENT, subject=subject)
    for member, *more in demonstration_accounts(day=Moment.now().day):
        role = Role(member.role)
        person = Person(role.value, role, account=member.account)
        town.people.setdefault(role.value, person)
        if more:
            # The one with two functions has a form in her header that nobody else has.
            town.people[IN_TWO] = replace(person, name=IN_TWO)
    # Who has nothing to look at yet is not in the demonstration, but opens every page here too.
    there = Team.objects.get(name="Beleid Lindewaard")
    missing = (role for role in sorted(AT_WORK) if role.value not in town.people)
    for role, name in zip(missing, ("Puk", "Roos", "Sjors"), strict=True):
        made = make_account(there, role, name)
        town.people[role.value] = Person(role.value, role, account=made)
    _second_factor(town.at_work(Role.WMO_CONSULTANT))
    town.subjects = (placed, caller)
    for team in Team.objects.filter(organisation__municipalities="GM9901").distinct():
        for subject in town.subjects:
            share_with(subject, team, on, set(Domain), HELPING)
    _let_things_happen(town)
    return town


def _second_factor(person: Person) -> None:
    set_up_app(person.account, generate_totp_secret())
    emergency_codes(person.account)


def _silent(on: Moment) -> UUID:
    nobody = resident_viewer(None)
    with acting(nobody, purpose=Purpose.TAKING_PART, on=on):
        return residents.open_dossier(municipality_code="GM9901", by=nobody, on=on)


def _caller(on: Moment) -> UUID:
    nobody = resident_viewer(None)
    with acting(nobody, purpose=Purpose.TAKING_PART, on=on):
        return ask_to_be_called(
            municipality_code="GM9901", chosen_name="", telephone=Telephone("+31600000001"),
            moment="", may_write_along=True, by=nobody, on=on,
        )  # fmt: skip


def _let_things_happen(town: Town) -> None:
    """Keep a look, decide otherwise, tell of a knelpunt, walk a few steps, try an ordinance."""
    subject, on = town.subjects[0], Moment.now()
    worker = town.at_work(Role.NEIGHBOURHOOD_WORKER)
    assert worker.account is not None
    team = worker.account.memberships.get().team
    for role in LOOKING:
        _sent(town.at_work(role), f"/werk/inwoner/{subject}/brillen/bewaren/")
        town.looks[role.value] = [str(Look.objects.latest("pk").pk)]
    Override.objects.create(
        resident_id=subject, compartment=Look.objects.earliest("pk").compartment, team=team,
        provision=PROVISION, computed=OutcomeKind.ONBEKEND, decided=OutcomeKind.JA, at=on.at,
        reason="Samen bekeken.", legal_ground="Wmo 2015, art. 2.3.5", decided_by="Noor",
    )  # fmt: skip
    Knelpunt.objects.create(
        municipality_id="GM9901", team=team, code=KNELPUNT, title="Meer doen kan hulp kosten",
        laws=["Wmo art. 2.3.9"], frames=["wmo"], type="regeling", effect="Ik durf niets meer.",
        happens="Wie meer doet, krijgt minder.", effect_agreed=True,
        made_on=on.day, changed_on=on.day,
    )  # fmt: skip
    for words in ("Ik bel met Puk", "Ik ga een keer kijken", "Ik vraag mijn zus mee"):
        _sent(worker, f"/werk/inwoner/{subject}/plan/stap/", {"words": words})
    done, removed = (
        Step.objects.filter(plan__resident=subject).order_by("pk").values_list("pk", flat=True)[:2]
    )
    _sent(worker, f"/werk/inwoner/{subject}/plan/stap/{done}/", {"do": "done"})
    _sent(worker, f"/werk/inwoner/{subject}/plan/stap/{removed}/", {"do": "remove"})
    checked = {"answer": "stay", "words": "Het is goed zo."}
    _sent(worker, f"/werk/inwoner/{subject}/plan/hoe-gaat-het/", checked)
    _say_what_hinders(town, on)
    _disagree(town, on)
    ActionLink.objects.create(
        digest=digest_of_link(LINK), subject=subject, does=LinkDoes.STOP_MAIL, made_at=on.at,
        compartment=Compartment.objects.get(subject=subject, domain=Domain.CONTACT),
        expires_at=(on + LIFE).at,
    )  # fmt: skip
    _try_an_ordinance(town.at_work(Role.POLICY_ADVISER))
    _hand_in_counts(town.at_work(Role.POLICY_ADVISER), on)
    _count_for_the_monitor(town)
    some_books()
    some_plans()
    some_contracts()


def _desks_there(town: Town) -> Desks:
    """Let those work on knelpunten who are there already."""

    def viewer(role: Role) -> Viewer:
        account = town.at_work(role).account
        assert account is not None
        for membership in account.memberships.all():
            agree(
                organisation=membership.team.organisation, purposes=[*AGREED, Purpose.IMPROVING],
                valid_from=date(2026, 1, 1), **SIGNED,
            )  # fmt: skip
        return viewer_for_account(account.pk, on=Moment.now())

    return Desks(
        team=viewer(Role.NEIGHBOURHOOD_WORKER),
        house=viewer(Role.PROVIDER_WORKER),
        policy=viewer(Role.POLICY_ADVISER),
        volunteer=viewer(Role.VOLUNTEER),
        elsewhere=viewer(Role.WMO_CONSULTANT),
    )


def _say_what_hinders(town: Town, on: Moment) -> None:
    """Let residents press, one be answered and say "half", and a knelpunt be public and gone."""
    desk = _desks_there(town)
    titles = ("Hulp die minder wordt", "Twee wetten, twee antwoorden", "Niemand belt terug")
    *numbers, waits = (entered(desk.team, on, told=another(title)) for title in titles)
    PublicKnelpunt.objects.filter(pk=waits).update(waiting_since=(on - timedelta(days=122)).day)
    with improving(desk.policy, on):
        for number in (*numbers, waits):
            make_public(knelpunt_id=number, by=desk.policy, on=on)
        gone: dict[str, Any] = {"because": "Dit klopte niet.", "by": desk.policy, "on": on}
        take_from_public(knelpunt_id=numbers[1], **gone)
    for name in (PLACED, TOLD):
        she = town.people[name]
        assert she.subject is not None
        for at in ("plan", "page"):
            _sent(she, "/mijn-plan/hindert/druk/", {"at": at, FIELD: mark_of(she.subject)})
    placed = town.subjects[0]
    # Not what she said before: that has its answer already.
    answered = (
        Hindrance.objects.filter(resident=placed, pressed_at__gte=on.at).earliest("pk").ticket
    )
    Ticket.objects.filter(pk=answered).update(wants_answer=True)
    with improving(desk.team, on):
        lay_with(ticket=answered, knelpunt_id=numbers[0], by=desk.team, on=on)
    decided(numbers[0], desk, on=on)
    say_solved(ticket=answered, heard=Solved.HALF, words="Een half jaar is kort.", on=on)
    see_to(ticket=answered, by=MACHINE, on=on)


def _disagree(town: Town, on: Moment) -> None:
    """Let her send each way, take one back, and get an answer to one from a colleague."""
    she = town.people[PLACED]
    marked = {FIELD: mark_of(she.subject)}
    letter = (on - timedelta(days=80)).day.isoformat()
    for said in (
        {"way": "talk"},
        {"way": "complaint", "words": "Niemand belde terug.", "to_regisseur": "no"},
        {"way": "complaint", "words": "Ik moest alles drie keer zeggen.", "to_regisseur": "yes"},
        {"way": "objection", "letter_day": letter, "bij": "plan"},
    ):
        _sent(she, "/mijn-plan/niet-eens/", {**said, **marked})
    # Not what she sent before: of that one has its answer already.
    sent = Disagreement.objects.filter(resident=she.subject, said_at__gte=on.at).order_by("pk")
    back = {"do": "take_back", **marked}
    _sent(she, f"/mijn-plan/niet-eens/{sent[1].pk}/terug/", back)
    answered, owner = sent[2].pk, sent[2].owner_id
    assert owner is not None
    by = viewer_for_account(owner, on=on)
    with acting(by, purpose=Purpose.GUIDANCE, on=on):
        answer(pk=answered, words="Het spijt ons. Vanaf nu belt één iemand.", by=by, on=on)


def _sent(person: Person, address: str, given: dict[str, str] | None = None) -> None:
    answer = person.browser().post(address, given or {})
    assert answer.status_code == 302, f"{address}: {answer.status_code}"


def _try_an_ordinance(adviser: Person) -> None:
    browser = adviser.browser()
    address = "/beleid/laboratorium/nieuw/"
    page = document_fromstring(browser.get(address, {"gemeente": "GM9901"}).content)
    form = next(form for form in page.forms if "name" in form.fields)
    given = {name: value or "" for name, value in form.form_values()}
    switch = next(select for select in form.iter("select") if set(select.value_options) >= YES_NO)
    given[switch.name] = "nee" if switch.value == "ja" else "ja"
    for name in ("Hulp bij werk", "Hulp bij werk, nog eens"):
        answer = browser.post(address, {**given, "name": name, "reason": "De raad vraagt het."})
        assert answer.status_code == 302, answer.content.decode()[-2000:]
    with override_settings(LABORATORY_PEOPLE=3000):
        run_draft.func(job_context(), Run.objects.earliest("pk").pk)


def _hand_in_counts(adviser: Person, on: Moment) -> None:
    """Let counts wait for the worker, be worked on, and have failed."""
    assert adviser.account is not None
    by = viewer_for_account(adviser.account.pk, on=on)
    _, runs, failed = (
        handed_in(by, on=on, title=f"Mensen met een plek, {name}").pk
        for name in ("naar vorm", "naar jaar", "naar inkomen")
    )
    publication.begin_preparation(preparation_id=runs, on=on)
    # It is heard of however long a walk takes.
    told = {"step": PreparationStep.PROTECTING, "weighed": 1, "on": on + timedelta(hours=9)}
    publication.note_step(preparation_id=runs, **told)
    trouble = "Neem grotere groepen, of minder kolommen."
    publication.fail_preparation(preparation_id=failed, trouble=trouble, on=on)


def _count_for_the_monitor(town: Town) -> None:
    """Let figures of the monitor be there: out, waiting, and being made."""
    on = Moment.now()
    accounts = [town.at_work(r).account for r in (Role.POLICY_ADVISER, Role.MONITOR_OFFICER)]
    by, second = (viewer_for_account(one.pk, on=on) for one in accounts if one is not None)
    some_streets(some_figures(by, second, on), by, on)
    for role in SEES_STREETS:
        account = town.at_work(role).account
        assert account is not None
        look = look_at(viewer_for_account(account.pk, on=on), on, words="Voor het buurtfeest")
        town.street_looks[role.value] = [str(look.pk)]
    build_of(by, on + timedelta(hours=9), WorkState.RUNNING)
    _let_headings_wait(by, on)


def _let_headings_wait(by: Viewer, on: Moment) -> None:
    """Let headings of one supplier wait, and let those of another be known."""
    of_wmo = {"municipality": HERE, "source": "wmo", "by": by, "on": on}
    note_headings(supplier="Zorgplein", line=["Nr. klant", "Vanaf", "=cmd", "jan@x.nl"], **of_wmo)
    known = note_headings(supplier="Thuishulp & Co", line=["Nr.", "Soort", "Vanaf"], **of_wmo)
    headings = {"bsn": "Nr.", "productcategoriecode": "Soort", "datumStart": "Vanaf"}
    remember_profile(profile=known, written=WrittenProfile(headings), by=by, on=on)


def _subjects(town: Town, person: Person) -> list[str]:
    return [str(subject) for subject in town.subjects]


def _offers(town: Town, person: Person) -> list[str]:
    return [str(pk) for pk in Offer.objects.order_by("title").values_list("pk", flat=True)[:2]]


def _disagreements(town: Town, person: Person) -> list[str]:
    """Find what a resident sent herself, or what lies with the team of a colleague."""
    if person.subject is not None:
        found = Disagreement.objects.filter(resident=person.subject)
    elif person.account is not None and person.role in MAY_DIRECT_A_PLAN:
        teams = person.account.memberships.filter(role=person.role).values("team")
        sent = Disagreement.objects.filter(team__in=teams, removed_at__isnull=True)
        found = sent.exclude(not_to=person.account)
    else:
        found = Disagreement.objects.none()
    return [str(pk) for pk in found.order_by("pk").values_list("pk", flat=True)]


def _own(model: Any, path: str) -> Find:
    """Find what belongs to the person herself, or at work to the residents she may see."""

    def find(town: Town, person: Person) -> list[str]:
        subjects = [person.subject] if person.subject else town.subjects
        found = model.objects.filter(**{f"{path}__in": subjects}).order_by("pk")
        return [str(pk) for pk in found.values_list("pk", flat=True)[:2]]

    return find


def _all(model: Any) -> Find:
    return lambda town, person: [str(pk) for pk in model.objects.values_list("pk", flat=True)]


def _of_the_programme(model: Any, path: str) -> Find:
    """Find the first parts of the programme of Lindewaard."""

    def find(town: Town, person: Person) -> list[str]:
        found = model.objects.filter(**{path: "GM9901"}).order_by("pk")
        return [str(pk) for pk in found.values_list("pk", flat=True)[:2]]

    return find


def _actions(town: Town, person: Person) -> list[str]:
    """Find an action in each state."""
    here = ProgrammeAction.objects.filter(subprogramme__municipality="GM9901")
    found = here.order_by("state", "pk").distinct("state")
    return [str(pk) for pk in found.values_list("pk", flat=True)]


def _bookings(town: Town, person: Person) -> list[str]:
    """Find the first booking of each kind: asked, divided, and taken back."""
    found = LedgerTransaction.objects.order_by("kind", "pk").distinct("kind")
    return [str(pk) for pk in found.values_list("pk", flat=True)]


def _keys(town: Town, person: Person) -> list[str]:
    """Find a key that holds, one that waits for a colleague, and one that was put aside."""
    found = AllocationKey.objects.order_by("-pk")
    return [str(pk) for pk in found.values_list("pk", flat=True)[:3]]


def _declarations(town: Town, person: Person) -> list[str]:
    found = BookedDocument.objects.order_by("pk").values_list("pk", flat=True)
    return [str(pk) for pk in found[:2]]


def _looks(town: Town, person: Person) -> list[str]:
    return town.looks.get(person.name, [])


def _knelpunten(town: Town, person: Person) -> list[str]:
    organisations = (
        person.account.memberships.values("team__organisation") if person.account else []
    )
    own = Knelpunt.objects.filter(team__organisation__in=organisations)
    return [str(pk) for pk in own.values_list("pk", flat=True)]


def _of_the_register(model: Any, path: str, apart: str) -> Find:
    """Find two of the register of Lindewaard that differ in something."""

    def find(town: Town, person: Person) -> list[str]:
        rows = getattr(model, "objects", model)
        found = rows.filter(**{path: "GM9901"}).order_by(apart, "pk").distinct(apart)
        return [str(pk) for pk in found.values_list("pk", flat=True)]

    return find


def _casus(town: Town, person: Person) -> list[str]:
    """Find the casus on which the team of a person works; who reads along sees none."""
    if person.role in (Role.VOLUNTEER, Role.EXTERNAL_ADVISER):
        return []
    at_work = person.account.memberships.filter(role=person.role) if person.account else None
    teams = at_work.values("team") if at_work is not None else []
    found = CaseStudy.objects.filter(teams__team__in=teams).order_by("pk").distinct()
    return [str(pk) for pk in found.values_list("pk", flat=True)]


def _teams(town: Town, person: Person) -> list[str]:
    shared = Grant.objects.filter(compartment__subject=person.subject, team__isnull=False)
    return [str(pk) for pk in sorted(set(shared.values_list("team", flat=True)))[:1]]


# What stands in an address: by the name of the argument, or of the page and the argument.
ARGUMENTS: dict[str, Find] = {
    "subject": _subjects,
    "offer_id": _offers,
    "placement_id": _own(Placement, "resident"),
    "step_id": _own(Step, "plan__resident"),
    "message_id": _own(Outgoing, "subject"),
    "team_id": _teams,
    "provision": lambda town, person: [PROVISION],
    "override_id": _own(Override, "resident"),
    "look_id": _looks,
    "street_look_id": lambda town, person: town.street_looks.get(person.name, []),
    "code": lambda town, person: [KNELPUNT],
    "indicator": lambda town, person: ["gebruik_wmo", "stapeling_personen", "wederkerigheid"],
    "source": lambda town, person: ["wmo", "wia"],
    "build_id": _all(Build),
    "supplier_id": _all(SupplierProfile),
    "policy:draft_id": _all(Draft),
    "hindrance_id": _own(Hindrance, "resident"),
    "disagreement_id": _disagreements,
    "point_id": _all(PublicKnelpunt),
    "booking_id": _bookings,
    "key_id": _keys,
    "document_id": _declarations,
    "contract_id": _all(ProviderContract),
    "funding_law": lambda town, person: ["wmo"],
    "taakveld": lambda town, person: ["6.713"],
    "partner": lambda town, person: ["98000021"],
    "policy:release_id": _all(Release),
    "policy:preparation_id": _all(Preparation),
    "subprogramme_id": _of_the_programme(Subprogramme, "municipality"),
    "goal_id": _of_the_programme(Goal, "subprogramme__municipality"),
    "followed_id": _of_the_programme(FollowedIndicator, "goal__subprogramme__municipality"),
    "action_id": _actions,
    "part": lambda town, person: ["actie"],
    "number": _actions,
    "state": lambda town, person: ["going", "stopped"],
    "address": lambda town, person: [one.address for one in public_releases()],
    "professional:draft_id": _knelpunten,
    "register:draft_id": _knelpunten,
    "knelpunt_id": _of_the_register(PublicKnelpunt, "municipality", "state"),
    "recommendation_id": _of_the_register(Recommendation, "knelpunt__municipality", "state"),
    "ticket": _of_the_register(
        Ticket.objects.filter(knelpunt=None, answered_on=None), "municipality", "words"
    ),
    "casus_id": _casus,
    "meeting_id": _of_the_register(Meeting, "municipality", "title"),
    "item_id": _of_the_register(AgendaItem, "meeting__municipality", "result"),
    "agenda_kind": lambda town, person: ["recommendation"],
    "register:number": _of_the_register(Recommendation, "knelpunt__municipality", "state"),
    "law": lambda town, person: ["wmo_2015"],
    "token": lambda town, person: [LINK],
    "since": lambda town, person: ["2026-07-01"],
    "article": lambda town, person: ["2.3.5"],
    "kind": lambda town, person: [group.value for group in QueueGroup],
}


@contextmanager
def undone() -> Iterator[None]:
    """Undo in the database whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
