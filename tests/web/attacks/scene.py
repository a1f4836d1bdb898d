# SPDX-License-Identifier: EUPL-1.2
"""Four residents in two municipalities, everybody who can come, and what each of them typed.

Everything is typed by the forms of the product, and each field holds a word that stands nowhere
else: a canary. Where one of them sings, somebody saw that field.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from lxml.html import document_fromstring

from meedoen.accounts.models import Membership, Team
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
from meedoen.journeys import deciding
from meedoen.knelpunten.casus import operations as casus
from meedoen.knelpunten.casus.template import CasusTold
from meedoen.knelpunten.kinds import KnelpuntType, PressedAt
from meedoen.knelpunten.models import CaseStudy, Recommendation
from meedoen.knelpunten.models import Draft as Knelpunt
from meedoen.knelpunten.models import Knelpunt as Registered
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.told import Told
from meedoen.laboratory.models import Draft as Ordinance
from meedoen.monitor.models import Build, MonitorChoice, StreetLook, SupplierProfile
from meedoen.monitor.operations import look_at_streets, note_headings
from meedoen.monitor.street_purposes import StreetPurpose
from meedoen.network import operations as network
from meedoen.network.meetings import MeetingTold
from meedoen.network.models import AgendaItem, Meeting
from meedoen.notifications.models import Outgoing
from meedoen.notifications.tasks import send as take_up
from meedoen.plans.models import Disagreement, Step
from meedoen.plans.operations import open_plan
from meedoen.privacy.context import acting
from meedoen.privacy.decision import ANYONE, Decision, Held, Share, Thing, Viewer, decide
from meedoen.privacy.models import Compartment
from meedoen.privacy.operations import stop_sharing
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, viewer_for_account
from meedoen.programmes import operations as programmes
from meedoen.programmes.models import FollowedIndicator, Goal, ProgrammeAction, Subprogramme
from meedoen.programmes.told import ActionTold, Followed, SubprogrammeTold
from meedoen.publication.models import Preparation, Release
from meedoen.recognition.finds import find
from meedoen.residents.models import Hindrance
from meedoen.residents.operations import open_dossier
from meedoen.vocabulary.domains import Domain, Sensitivity
from meedoen.vocabulary.moment import Moment
from meedoen.web.belonging import FIELD, mark_of
from meedoen.web.professional.override_form import OWN_WORDS
from tests.budget.contracts.worlds import some_contracts
from tests.budget.worlds import some_books, some_plans
from tests.catalogue.examples import offer
from tests.privacy.worlds import make_account, make_team, share_with
from tests.publication.worlds import handed_in
from tests.publication.worlds import made as make_figures
from tests.web.pages.town import Person

HELPING = {Purpose.INTAKE, Purpose.GUIDANCE, Purpose.PLACEMENT}
PROVISION = "wmo.begeleiding_groep"
NORTH, SOUTH, STOPPED, CLOSED = "north", "south", "stopped", "closed"
LIVES_IN = {NORTH: "GM9901", SOUTH: "GM9902", STOPPED: "GM9901", CLOSED: "GM9901"}
VISITOR = "a visitor"


# The number of a knelpunt that everybody may see.
PUBLIC = 77


@dataclass(frozen=True)
class Canary:
    """A word that stands in one field: whose field, typed where, in which domain of her dossier.

    `hers_alone` tells that she did not approve it yet. Without a subject it is about no resident.
    """

    word: str
    where: str
    subject: UUID | None
    domain: Domain | None
    hers_alone: bool = False
    team: Team | None = None


class Someone(Person):
    """Who opens pages, and who she is for the decision."""

    def viewer(self) -> Viewer:
        """Give who she is now."""
        if self.account is not None:
            return viewer_for_account(self.account.pk, on=Moment.now())
        return resident_viewer(self.subject) if self.subject else ANYONE


@dataclass
class Scene:
    """Who is there, what belongs to whom, and which word stands in which field."""

    people: dict[str, Someone] = field(default_factory=dict)
    subjects: dict[str, UUID] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    # For each kind of identifier whose it is: of a resident, of a team, or of a municipality.
    owned: dict[str, dict[str, str]] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)

    def word(
        self,
        where: str,
        subject: UUID | None = None,
        domain: Domain | None = None,
        *,
        hers_alone: bool = False,
        team: Team | None = None,
    ) -> str:
        """Give a word that stands nowhere else, and remember where it is typed."""
        word = f"kwetterzang{_letters(len(self.canaries))}"
        self.canaries.append(Canary(word, where, subject, domain, hers_alone, team))
        return word

    def colleague(self, role: Role, where: str) -> Someone:
        """Give who has this function in a team."""
        return self.people[f"{role.value} {where}"]

    def decision(self, viewer: Viewer, purpose: Purpose, subject: UUID) -> Decision:
        """Decide from all there is of a dossier; without asking any page."""
        return decide(viewer, purpose, whole(subject), on=Moment.now())

    def may_hear(self, viewer: Viewer, purpose: Purpose, canary: Canary) -> bool:
        """Tell by the decision whether a viewer may see this field for a purpose."""
        if canary.subject is None:
            return canary.team is not None and viewer.team_id == canary.team.pk
        if viewer.subject is not None:
            return viewer.subject == canary.subject
        if canary.hers_alone:
            return False
        return canary.domain in self.decision(viewer, purpose, canary.subject).domains


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(figure)) for figure in f"{number:03}") + "q"


def whole(subject: UUID) -> Thing:
    """Describe a dossier as it lies in the database, whoever looks."""
    rows = Compartment.objects.filter(subject=subject).prefetch_related("grants")
    return Thing(
        "dossier",
        tuple(
            Held(
                Domain(row.domain), Sensitivity(row.sensitivity), row.municipality_id, subject,
                tuple(
                    Share(
                        Purpose(one.purpose), one.basis, one.team_id, one.subject, one.valid_from,
                        one.valid_to, one.withdrawn_at,
                    )
                    for one in row.grants.all()
                ),
            )
            for row in rows
        ),
    )  # fmt: skip


def set_up() -> Scene:
    """Make the scene: everybody tells, everybody at work writes, and one resident stops sharing."""
    scene, on = Scene(), Moment.now() - timedelta(hours=1)
    _number_apart(
        Step,
        Placement,
        Override,
        Look,
        Knelpunt,
        Ordinance,
        Team,
        Membership,
        Release,
        Preparation,
        Build,
        Subprogramme,
        Goal,
        FollowedIndicator,
        ProgrammeAction,
        StreetLook,
        SupplierProfile,
        LedgerTransaction,
        BookedDocument,
        AllocationKey,
        Registered,
        Recommendation,
        CaseStudy,
        Meeting,
        AgendaItem,
        ProviderContract,
        Hindrance,
        Disagreement,
    )
    for where, code in ((NORTH, "GM9901"), (SOUTH, "GM9902")):
        scene.teams[where] = make_team(code, f"Team {where}")
        place = offer(
            f"Houtwerkplaats {where}", organisation=scene.teams[where].organisation,
            buurt_code=f"BU{code[2:]}0101", places=9,
        )  # fmt: skip
        scene.offers[where] = place
        for role in sorted(AT_WORK):
            account = make_account(scene.teams[where], role, f"Collega {where}".replace(" ", "-"))
            name = f"{role.value} {where}"
            scene.people[name] = Someone(name, role, account=account)
    scene.people[VISITOR] = Someone(VISITOR, Role.ANYONE)
    for who in LIVES_IN:
        _lives(scene, who, on)
    for where in (NORTH, SOUTH):
        _works(scene, where)
    for waiting in Outgoing.objects.all():
        take_up.func(str(waiting.pk))
    _public_knelpunt(scene, on)
    _stops(scene, on)
    for who, subject in scene.subjects.items():
        later = scene.word("WordsForm.words", subject, Domain.CAPACITY, hers_alone=True)
        sent(scene.people[who], "/mijn-verhaal/2/", {"words": later})
    _remember_whose(scene)
    return scene


def _number_apart(*models: type[Model]) -> None:
    """Let no two kinds have a number in common, so that each can be told on a page."""
    with connection.cursor() as cursor:
        for kind, model in enumerate(models, start=1):
            table = model._meta.db_table
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, kind * 1_000_003]
            )


def sent(someone: Someone, address: str, given: dict[str, Any]) -> str:
    """Send a form as somebody, by its mark; gives where that leads."""
    mark = {FIELD: mark_of(someone.subject)} if someone.subject else {}
    answer = someone.browser().post(address, {**given, **mark})
    assert answer.status_code == 302, f"{address}: {answer.status_code} {_alerts(answer)}"
    assert "kwetterzang" not in str(answer.headers)
    return str(answer.headers["Location"])


def _alerts(answer: HttpResponse) -> list[str]:
    shown = document_fromstring(answer.content).xpath("//main//*[contains(@class, 'error')]")
    return [" ".join(one.text_content().split()) for one in shown]


def _lives(scene: Scene, who: str, on: Moment) -> None:
    nobody, code = resident_viewer(None), LIVES_IN[who]
    with acting(nobody, purpose=Purpose.TAKING_PART, on=on):
        subject = open_dossier(municipality_code=code, by=nobody, on=on)
    scene.subjects[who] = subject
    she = scene.people[who] = Someone(who, Role.RESIDENT, subject=subject)

    def word(where: str, domain: Domain, *, hers_alone: bool = False) -> str:
        return scene.word(where, subject, domain, hers_alone=hers_alone)

    sent(she, "/mijn-verhaal/", {"words": f"Graag {word('WordsForm.words', Domain.WISHES)}"})
    sent(she, "/mijn-verhaal/2/", {"words": f"Goed in {word('WordsForm.words', Domain.CAPACITY)}"})
    told = {"dayparts": "2", "story": f"Thuis {word('ManageForm.story', Domain.DAILY_LIFE)}"}
    sent(she, "/mijn-verhaal/3/", told)
    called = {
        "chosen_name": word("CallbackForm.chosen_name", Domain.IDENTITY),
        "telephone": f"06 12345678 {word('CallbackForm.telephone', Domain.CONTACT)}",
    }
    if who != CLOSED:  # who asks to be called shares that with the team that calls
        sent(she, "/bel-mij/", called)
    name = word("ApproveForm.chosen_name", Domain.IDENTITY)
    sent(she, "/mijn-verhaal/nalezen/", {"chosen_name": name, "may_read": "me"})
    where = NORTH if who != SOUTH else SOUTH
    team, regisseur = scene.teams[where], scene.colleague(Role.NEIGHBOURHOOD_WORKER, where)
    assert regisseur.account is not None
    by = resident_viewer(subject)
    with acting(by, purpose=Purpose.TAKING_PART, on=on):
        open_plan(subject=subject, regisseur_id=regisseur.account.pk, team_id=team.pk, by=by, on=on)
    compartment = Compartment.objects.get(subject=subject, domain=Domain.PLAN)
    Placement.objects.create(
        resident_id=subject, compartment=compartment, offer=scene.offers[where], reserved_at=on.at
    )
    sent(she, "/mijn-plan/stap/", {"words": word("StepForm.words", Domain.PLAN)})
    checked = {
        "answer": "stay",
        "words": word("CheckInForm.words", Domain.PLAN),
        "next_step": word("CheckInForm.next_step", Domain.PLAN),
    }
    sent(she, "/mijn-plan/hoe-gaat-het/", checked)
    reached = {"post_address": f"Laan 1 {word('ReachForm.post_address', Domain.CONTACT)}"}
    sent(she, "/bereikbaar/", {"plan": "letter", **reached})
    hinders = sent(she, "/mijn-plan/hindert/druk/", {"at": "plan"})
    sent(she, hinders, {"words": word("HinderedForm.words", Domain.PLAN)})
    # What she sends is for whom it is sent to, whatever she shares: of these two it is the same.
    if who in (NORTH, SOUTH):
        said = {
            "words": word("DisagreeForm.words", Domain.PLAN),
            "reach": word("DisagreeForm.reach", Domain.PLAN),
        }
        sent(she, "/mijn-plan/niet-eens/", {"way": "complaint", "to_regisseur": "yes", **said})
    if who != CLOSED:
        share_with(subject, team, on, set(Domain), HELPING)
    sent(she, "/mijn-keuzes/dit-mis-ik/", {"words": word("MissingForm.words", Domain.WISHES)})


def _works(scene: Scene, where: str) -> None:
    worker = scene.colleague(Role.NEIGHBOURHOOD_WORKER, where)
    for who in (NORTH, STOPPED) if where == NORTH else (SOUTH,):
        _helps(scene, worker, scene.subjects[who], scene.teams[where])


def _helps(scene: Scene, worker: Someone, subject: UUID, team: Team) -> None:
    about = f"/werk/inwoner/{subject}"

    def word(where: str, domain: Domain) -> str:
        return scene.word(where, subject, domain)

    sent(worker, f"{about}/plan/stap/", {"words": word("StepForm.words", Domain.PLAN)})
    checked = {
        "answer": "stay",
        "words": word("CheckInForm.words", Domain.PLAN),
        "next_step": word("CheckInForm.next_step", Domain.PLAN),
    }
    sent(worker, f"{about}/plan/hoe-gaat-het/", checked)
    sent(worker, f"{about}/plan/hindert/", {"words": word("HindersForm.words", Domain.PLAN)})
    for wrote in Disagreement.objects.filter(resident=subject):
        answer = {"words": word("DisagreementAnswerForm.words", Domain.PLAN)}
        sent(worker, f"/werk/niet-eens/{wrote.pk}/", answer)
    sent(worker, f"{about}/brillen/bewaren/", {})
    ground = f"Wmo 2015, art. 2.3.5 {word('OverrideForm.own_ground', Domain.ASSESSMENT)}"
    reason = word("OverrideForm.reason", Domain.ASSESSMENT)
    decided = {"decided": "ja", "ground": OWN_WORDS, "own_ground": ground, "reason": reason}
    sent(worker, f"{about}/brillen/anders/{PROVISION}/", decided)
    judged = {
        "name": "sociale_activering_past", "value": "ja", "source": "judgement",
        "motivation": word("AnswerForm.motivation", Domain.ASSESSMENT),
    }  # fmt: skip
    sent(worker, f"{about}/brillen/antwoord/", judged)
    code = LIVES_IN[_key(scene, subject)]
    written = {
        "wish": word("StoryForm.wish", Domain.WISHES),
        "talent": word("StoryForm.talent", Domain.CAPACITY),
        "story": word("StoryForm.story", Domain.DAILY_LIFE),
        "chosen_name": word("StoryForm.chosen_name", Domain.IDENTITY),
        "home": code, "read_along": "on",
    }  # fmt: skip
    sent(worker, f"{about}/verhaal/", written)
    _tells_of_a_knelpunt(scene, worker, team, code)


def _tells_of_a_knelpunt(scene: Scene, worker: Someone, team: Team, code: str) -> None:
    draft = Knelpunt.objects.create(
        municipality_id=code, team=team, code="K06", title="x", laws=["x"], frames=["wmo"],
        type="regeling", happens="x", made_on=Moment.now().day, changed_on=Moment.now().day,
    )  # fmt: skip
    said = {
        name: scene.word(f"KnelpuntForm.{name}", team=team)
        for name in ("title", "laws", "happens", "effect")
    }
    # A word that stands nowhere else is seldom said, and so it is asked about.
    may_stay = [one.key for text in said.values() for one in find(text)]
    told = {**said, "type": "regeling", "effect_agreed": "on", "may_stay": may_stay}
    sent(worker, f"/werk/knelpunten/{draft.pk}/", told)


def _public_knelpunt(scene: Scene, on: Moment) -> None:
    Registered.objects.create(
        pk=PUBLIC, municipality_id="GM9901", team=scene.teams[NORTH], title="x", laws=["x"],
        frames=["wmo"], type="regeling", happens="x", entered_on=on.day, waiting_since=on.day,
        published_on=on.day,
    )  # fmt: skip


def _key(scene: Scene, subject: UUID) -> str:
    return next(who for who, one in scene.subjects.items() if one == subject)


def _stops(scene: Scene, on: Moment) -> None:
    subject = scene.subjects[STOPPED]
    by, now = resident_viewer(subject), Moment.now()
    with acting(by, purpose=Purpose.TAKING_PART, on=now):
        stop_sharing(subject=subject, team_id=scene.teams[NORTH].pk, by=by, on=now)


def try_an_ordinance(scene: Scene, where: str) -> None:
    """Let a policy adviser write a draft of a rule of her municipality."""
    adviser = scene.colleague(Role.POLICY_ADVISER, where)
    code, browser = LIVES_IN[where], adviser.browser()
    shown = browser.get("/beleid/laboratorium/nieuw/", {"gemeente": code}).content
    form = next(form for form in document_fromstring(shown).forms if "name" in form.fields)
    given = {name: value or "" for name, value in form.form_values()}
    yes_no = {"ja", "nee"}
    switch = next(select for select in form.iter("select") if set(select.value_options) >= yes_no)
    given[switch.name] = "nee" if switch.value == "ja" else "ja"
    team = scene.teams[where]
    said = {
        "name": scene.word("DraftForm.name", team=team),
        "reason": scene.word("DraftForm.reason", team=team),
    }
    sent(adviser, "/beleid/laboratorium/nieuw/", {**given, **said})


def count_people(scene: Scene, where: str) -> None:
    """Let a policy adviser make a release of figures, which waits for a second pair of eyes.

    And let her hand in another table, which waits for the worker.
    """
    adviser = scene.colleague(Role.POLICY_ADVISER, where)
    by, told = adviser.viewer(), {"on": Moment.now(), "municipality": LIVES_IN[where]}
    with acting(by, purpose=Purpose.POLICY, on=Moment.now()):
        made = make_figures(by, **told)
        waits = handed_in(by, title="Nog een tabel", **told)
        supplier = note_headings(
            municipality=LIVES_IN[where], source="wmo", supplier="Zorgplein",
            line=["Nr. klant", "Vanaf"], by=by, on=Moment.now(),
        )  # fmt: skip
        build = Build.objects.create(
            municipality_id=LIVES_IN[where], asker_id=by.account_id, asked_by=by.label,
            role=by.role, asked_at=Moment.now().at,
        )  # fmt: skip
    MonitorChoice.objects.create(
        municipality_id=LIVES_IN[where], streets_decided_on=Moment.now().day,
        streets_decision="zaak 12", written_by=by.label, written_at=Moment.now().at,
    )  # fmt: skip
    worker, on = scene.colleague(Role.NEIGHBOURHOOD_WORKER, where).viewer(), Moment.now()
    with acting(worker, purpose=Purpose.NEIGHBOURHOOD, on=on):
        look = look_at_streets(
            municipality=LIVES_IN[where], buurt=f"BU{LIVES_IN[where][2:]}0101", year=2024,
            purpose=StreetPurpose.TALK, words="", by=worker, on=on,
        )  # fmt: skip
    scene.owned.setdefault("street_look_id", {})[where] = str(look.pk)
    scene.owned.setdefault("build_id", {})[where] = str(build.pk)
    scene.owned.setdefault("supplier_id", {})[where] = str(supplier.pk)
    scene.owned.setdefault("preparation_id", {})[where] = str(waits.pk)
    scene.owned.setdefault("release_id", {})[where] = str(made.pk)
    scene.owned.setdefault("address", {})[where] = made.address


def plan_a_programme(scene: Scene, where: str) -> None:
    """Let a policy adviser write a part, a goal, a figure of it and an action."""
    by, on = scene.colleague(Role.POLICY_ADVISER, where).viewer(), Moment.now()
    told: dict[str, Any] = {"by": by, "on": on}
    with acting(by, purpose=Purpose.POLICY, on=on):
        part = programmes.add_subprogramme(
            municipality=LIVES_IN[where], told=SubprogrammeTold(f"Deel {where}"), **told
        )
        goal = programmes.add_goal(subprogramme=part.pk, words=f"Doel {where}", **told)
        followed = programmes.follow(goal=goal.pk, followed=Followed("gebruik_wmo"), **told)
        action = programmes.add_action(
            told=ActionTold(part.pk, f"Actie {where}", goal=goal.pk), **told
        )
    made = {"subprogramme_id": part, "goal_id": goal, "followed_id": followed, "action_id": action}
    for kind, one in made.items():
        scene.owned.setdefault(kind, {})[where] = str(one.pk)


def raise_knelpunten(scene: Scene, where: str) -> None:
    """Let a neighbourhood worker enter a knelpunt, propose something, and begin a casus.

    One press waits, and a meeting has the recommendation on its agenda.
    """
    by, on = scene.colleague(Role.NEIGHBOURHOOD_WORKER, where).viewer(), Moment.now()
    told: dict[str, Any] = {"by": by, "on": on}
    code, ticket = LIVES_IN[where], uuid4()
    with acting(by, purpose=Purpose.IMPROVING, on=on):
        what = Told("Hulp kan minder worden", ("Wmo art. 2.3.9",), KnelpuntType.RULE, "Dat botst.")
        knelpunt = register.enter(told=what, municipality=code, **told)
        made = recommending.propose(knelpunt_id=knelpunt, words="Spreek het af.", **told)
        story = casus.begin(
            told=CasusTold("Minder hulp", "Er was hulp."), municipality=code, **told
        )
        day = (on + timedelta(days=9)).day
        meeting = network.call_meeting(told=MeetingTold("Overleg", day), municipality=code, **told)
        item = deciding.lay_before(recommendation_id=made, meeting_id=meeting, **told)
    tickets.give(
        ticket=ticket, municipality=code, team_id=scene.teams[where].pk,
        pressed_at=PressedAt.STEP, on=on,
    )  # fmt: skip
    for kind, one in {
        "knelpunt_id": knelpunt, "recommendation_id": made, "casus_id": story, "ticket": ticket,
        "meeting_id": meeting, "item_id": item, "team_here": scene.teams[where].pk,
    }.items():  # fmt: skip
        scene.owned.setdefault(kind, {})[where] = str(one)


def _remember_whose(scene: Scene) -> None:
    for where in (NORTH, SOUTH):
        try_an_ordinance(scene, where)
        plan_a_programme(scene, where)
        count_people(scene, where)
        raise_knelpunten(scene, where)
        some_books(LIVES_IN[where])
        some_plans(LIVES_IN[where])
        some_contracts(LIVES_IN[where])
    hers: dict[str, tuple[Any, str]] = {
        "step_id": (Step, "plan__resident"), "placement_id": (Placement, "resident"),
        "override_id": (Override, "resident"), "look_id": (Look, "resident"),
        "message_id": (Outgoing, "subject"),
        "hindrance_id": (Hindrance, "resident"),
        "disagreement_id": (Disagreement, "resident"),
    }  # fmt: skip
    for kind, (model, path) in hers.items():
        scene.owned[kind] = _first_of(model, path, scene.subjects.items())
    teams = [(where, team.pk) for where, team in scene.teams.items()]
    scene.owned["professional:draft_id"] = _first_of(Knelpunt, "team", teams)
    places = [(NORTH, "GM9901"), (SOUTH, "GM9902")]
    for kind, booked in (
        ("booking_id", LedgerTransaction),
        ("document_id", BookedDocument),
        ("key_id", AllocationKey),
        ("contract_id", ProviderContract),
    ):
        scene.owned[kind] = _first_of(booked, "municipality", places)
    scene.owned["policy:draft_id"] = _first_of(Ordinance, "municipality", places)
    scene.owned["subject"] = {who: str(one) for who, one in scene.subjects.items()}
    scene.owned["offer_id"] = {where: str(one.pk) for where, one in scene.offers.items()}
    scene.owned["team_id"] = {where: str(one.pk) for where, one in scene.teams.items()}
    scene.owned["membership"] = {
        where: str(Membership.objects.filter(team=team).earliest("pk").pk)
        for where, team in scene.teams.items()
    }


def _first_of(model: Any, path: str, whose: Iterable[tuple[str, Any]]) -> dict[str, str]:
    found = {}
    for who, one in whose:
        row = model.objects.filter(**{path: one}).order_by("pk").first()
        if row is not None:
            found[who] = str(row.pk)
    return found
