# SPDX-License-Identifier: EUPL-1.2
"""Reads of the register. The database shows those of the own municipality, or what is public."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from meedoen.accounts.models import Membership, OrganisationKind, Team
from meedoen.accounts.roles import Role
from meedoen.areas.queries import codes_that_are_now, current_codes
from meedoen.knelpunten.kinds import Frame, KnelpuntType
from meedoen.knelpunten.models import Knelpunt, Recommendation, RegisterLine, SharedCasus
from meedoen.knelpunten.owners import Desk, Ownership, ownership
from meedoen.knelpunten.states import (
    ANSWER_WITHIN,
    RecommendationState,
    RegisterState,
    Station,
    WayPoint,
    Worked,
    waits_too_long,
    way_point,
)
from meedoen.privacy.policy import WRITES_IN_THE_REGISTER


@dataclass(frozen=True)
class Point:
    """A knelpunt as it stands in a list, with its latest news."""

    pk: int
    title: str
    quote: str
    laws: Sequence[str]
    frames: Sequence[Frame]
    type: KnelpuntType
    state: RegisterState
    municipality: str
    municipality_code: str
    team_id: int
    team: str
    owner_id: int | None
    entered_on: date
    waiting_since: date | None
    answer: str
    answered_on: date | None
    is_public: bool
    taken_back_on: date | None
    taken_back_because: str

    @property
    def news(self) -> str:
        """Give the latest answer; what waits has none yet."""
        return "" if self.state is RegisterState.WAITING else self.answer

    def waits_days(self, on: date) -> int:
        """Say how many days an answer is waited for; 0 when there is one."""
        return (on - self.waiting_since).days if self.waiting_since else 0

    def waits_too_long(self, on: date) -> bool:
        """Tell whether it waits longer than was promised."""
        return waits_too_long(self.waiting_since, on=on)


@dataclass(frozen=True)
class WayLine:
    """One line of the way that a knelpunt went."""

    kind: Station
    on_day: date
    words: str
    by_team: str


@dataclass(frozen=True)
class RecommendationView:
    """A recommendation as it is read, with what was decided."""

    pk: int
    words: str
    why: str
    state: RecommendationState
    team: str
    proposed_on: date
    decided_on: date | None
    decided_by: str
    decision: str
    holds_from: date | None
    realised_on: date | None


@dataclass(frozen=True)
class SharedStory:
    """A casus as it was shared, without a name."""

    pk: int
    title: str
    situation: str
    collides: str
    cause: str
    approach: str
    effect: str
    worked: Worked
    teams: str
    shared_on: date


@dataclass(frozen=True)
class PointInFull:
    """A knelpunt with everything that was written about it."""

    point: Point
    code: str
    happens: str
    may_stay: Sequence[str]
    joined_into: int | None
    way: Sequence[WayLine]
    proposals: Sequence[RecommendationView]
    stories: Sequence[SharedStory]

    @cached_property
    def for_everybody(self) -> list[WayLine]:
        """Give the way as the public page shows it."""
        return [line for line in self.way if line.kind.for_everybody]

    @property
    def open_proposals(self) -> list[RecommendationView]:
        """Give the recommendations with which something is still to be done."""
        return [one for one in self.proposals if one.state.is_open]


def _register(municipality: str, *, public: bool = False) -> QuerySet[Knelpunt]:
    rows = Knelpunt.objects.filter(municipality=municipality, joined_into=None)
    if public:
        rows = rows.filter(published_on__isnull=False, taken_back_on=None)
    return rows.select_related("municipality", "team__organisation")


def points(
    municipality: str,
    *,
    state: RegisterState | None = None,
    words: str = "",
    cutting_edge: bool = False,
    team_id: int | None = None,
    public: bool = False,
    skip: int = 0,
    most: int = 20,
) -> list[Point]:
    """List knelpunten of a municipality: what waits longest first, then the newest answers.

    `words` are looked for in title, text and laws; with `cutting_edge` only those that touch both
    the Wmo and the Participatiewet (S0-06); `public` are those that everybody may see.
    """
    rows = _asked(municipality, state, words, cutting_edge, public)
    if team_id is not None:
        rows = rows.filter(team_id=team_id)
    ordered = rows.order_by(
        F("waiting_since").asc(nulls_last=True), F("answered_on").desc(nulls_last=True), "-pk"
    )
    return [_point(row) for row in ordered[skip : skip + most]]


def count_points(
    municipality: str,
    *,
    state: RegisterState | None = None,
    words: str = "",
    cutting_edge: bool = False,
    public: bool = False,
) -> int:
    """Count the knelpunten that `points` lists for the same question."""
    return _asked(municipality, state, words, cutting_edge, public).count()


def _asked(
    municipality: str, state: RegisterState | None, words: str, cutting_edge: bool, public: bool
) -> QuerySet[Knelpunt]:
    rows = _register(municipality, public=public)
    if state is not None:
        rows = rows.filter(state=state)
    if cutting_edge:
        rows = rows.filter(frames__contains=[Frame.WMO, Frame.PARTICIPATIEWET])
    for word in words.split()[:6]:
        rows = rows.filter(
            Q(title__icontains=word) | Q(happens__icontains=word) | Q(laws__icontains=word)
        )
    return rows


def way_points_of(found: Sequence[Point]) -> dict[int, WayPoint]:
    """Say of each knelpunt how far it is on its way, in two statements."""
    numbers = [one.pk for one in found]
    proposed: dict[int, list[RecommendationState]] = {pk: [] for pk in numbers}
    made = Recommendation.objects.filter(knelpunt__in=numbers)
    for pk, state in made.values_list("knelpunt", "state"):
        proposed[pk].append(RecommendationState(state))
    lines = RegisterLine.objects.filter(knelpunt__in=numbers, kind=Station.TOLD).order_by()
    told = dict(lines.values_list("knelpunt").annotate(last=Max("on_day")))
    return {
        one.pk: way_point(one.state, proposed[one.pk], told=_heard(one, told.get(one.pk)))
        for one in found
    }


def _heard(one: Point, told_on: date | None) -> bool:
    return told_on is not None and one.answered_on is not None and told_on >= one.answered_on


def on_the_desk_of(team_id: int, municipality: str, *, on: date, most: int = 5) -> list[Point]:
    """List what waits on the desk of a team, the longest first.

    That is what was laid there, and what fell back on it because nobody works in the team that had
    it; see `owners`.
    """
    rows = _register(municipality).filter(state=RegisterState.WAITING)
    mine = rows.filter(team=team_id)
    back = next((desk for desk in _fall_back(municipality, on=on) if desk.people), None)
    if back is not None and back.team_id == team_id:
        mine = mine | rows.exclude(Exists(_working(on).filter(team=OuterRef("team"))))
    return [_point(row) for row in mine.order_by("waiting_since", "pk")[:most]]


def counts(municipality: str, *, public: bool = False) -> Mapping[RegisterState, int]:
    """Count the knelpunten of a municipality by how they stand. A knelpunt is no person."""
    rows = _register(municipality, public=public)
    found = rows.order_by().values_list("state").annotate(n=Count("pk"))
    return {RegisterState(state): n for state, n in found}


def late_points(municipality: str, *, on: date, public: bool = False, most: int = 5) -> list[Point]:
    """List what waits longer for an answer than was promised, the longest first."""
    rows = _late(municipality, on=on, public=public)
    return [_point(row) for row in rows.order_by("waiting_since", "pk")[:most]]


def count_late(municipality: str, *, on: date, public: bool = False) -> int:
    """Count what waits longer for an answer than was promised: knelpunten, never people."""
    return _late(municipality, on=on, public=public).count()


def _late(municipality: str, *, on: date, public: bool) -> QuerySet[Knelpunt]:
    rows = _register(municipality, public=public)
    return rows.filter(waiting_since__lt=on - ANSWER_WITHIN)


def point(knelpunt_id: int) -> PointInFull:
    """Give one knelpunt with its way. Raises Knelpunt.DoesNotExist for who may not see it."""
    rows = Knelpunt.objects.select_related("municipality", "team__organisation")
    row = rows.get(pk=knelpunt_id)
    return PointInFull(
        point=_point(row),
        code=row.code,
        happens=row.happens,
        may_stay=tuple(row.may_stay),
        joined_into=row.joined_into_id,
        way=[_line(one) for one in row.lines.order_by("on_day", "pk")],
        proposals=[_proposal(one) for one in _proposals(row)],
        stories=[_story(one) for one in row.shared_casus.filter(withdrawn_on=None)],
    )


def _proposals(row: Knelpunt) -> QuerySet[Recommendation]:
    return row.recommendations.select_related("team__organisation").order_by("proposed_on", "pk")


def shared_stories(
    municipality: str, *, skip: int = 0, most: int = 10
) -> list[tuple[SharedStory, str, int | None]]:
    """List the casus that are shared here, the newest first, with the knelpunt of each.

    That is its title and its number; none when the casus stands by itself.
    """
    rows = SharedCasus.objects.filter(municipality=municipality, withdrawn_on=None)
    found = rows.select_related("knelpunt").order_by("-shared_on", "-pk")[skip : skip + most]
    return [(_story(one), *_named(one.knelpunt)) for one in found]


def _named(knelpunt: Knelpunt | None) -> tuple[str, int | None]:
    return (knelpunt.title, knelpunt.pk) if knelpunt else ("", None)


def count_shared(municipality: str) -> int:
    """Count the casus that are shared here."""
    return SharedCasus.objects.filter(municipality=municipality, withdrawn_on=None).count()


def shared_here(shared_id: int) -> tuple[str, SharedStory]:
    """Give a casus as it is shared, with its municipality. Raises SharedCasus.DoesNotExist."""
    row = SharedCasus.objects.get(pk=shared_id, withdrawn_on=None)
    return row.municipality_id, _story(row)


def proposal(recommendation_id: int) -> tuple[RecommendationView, int]:
    """Give a recommendation with the number of its knelpunt. Raises Recommendation.DoesNotExist."""
    rows = Recommendation.objects.select_related("team__organisation")
    row = rows.get(pk=recommendation_id)
    return _proposal(row), row.knelpunt_id


def tried_before(knelpunt_id: int, *, most: int = 5) -> list[tuple[Point, SharedStory]]:
    """List what was tried with others of the same laws or type, and whether it worked (S0-07).

    What worked stands first, then what half worked; what is not known yet is left out.
    """
    row = Knelpunt.objects.get(pk=knelpunt_id)
    alike = Q(knelpunt__laws__overlap=row.laws) | Q(knelpunt__type=row.type)
    if row.code:
        alike |= Q(knelpunt__code=row.code)
    found = (
        SharedCasus.objects.filter(alike, withdrawn_on=None, knelpunt__joined_into=None)
        .exclude(knelpunt_id=knelpunt_id)
        .exclude(worked=Worked.NOT_KNOWN)
        .exclude(approach="")
        .select_related("knelpunt__municipality", "knelpunt__team__organisation")
    )
    order = {Worked.YES: 0, Worked.HALF: 1, Worked.NO: 2}
    pairs = [(_point(one.knelpunt), _story(one)) for one in found[:200] if one.knelpunt]
    return sorted(pairs, key=lambda pair: (order[pair[1].worked], -pair[1].pk))[:most]


def alike(municipality: str, *, title: str, laws: Sequence[str], most: int = 3) -> list[Point]:
    """List knelpunten that may be the same: of the same laws, or with words of the title."""
    words = [word for word in title.lower().split() if len(word) > 4][:5]
    same = Q(laws__overlap=list(laws))
    for word in words:
        same |= Q(title__icontains=word)
    found = [_point(row) for row in _register(municipality).filter(same)[:50]]
    return sorted(found, key=lambda one: -_shared(one, laws, words))[:most]


def _shared(one: Point, laws: Sequence[str], words: Sequence[str]) -> int:
    named = sum(word in one.title.lower() for word in words)
    return len(set(one.laws) & set(laws)) + named


def per_law_and_type(
    municipality: str, *, wijk: str = ""
) -> list[tuple[str, int, Mapping[KnelpuntType, int]]]:
    """Count knelpunten per law, year and type (S0-19): knelpunten, never people.

    One that touches two laws counts for both. With the code of a wijk, only those of which the
    team serves it. Laws by name, years from new to old.
    """
    rows = _register(municipality).order_by().annotate(year=ExtractYear("entered_on"))
    if wijk:
        rows = rows.filter(team__wijk_codes__overlap=sorted(codes_that_are_now(wijk)))
    found: dict[tuple[str, int], Counter[KnelpuntType]] = {}
    for laws, year, kind in rows.values_list("laws", "year", "type"):
        for law in {_name_of(law) for law in laws}:
            found.setdefault((law, year), Counter())[KnelpuntType(kind)] += 1
    return _by_name_and_year(found)


def per_wijk_and_type(
    municipality: str,
) -> list[tuple[str, int, Mapping[KnelpuntType, int]]]:
    """Count knelpunten per wijk that their team serves, year and type.

    A knelpunt has no wijk, so that it says nothing about a person; the team that has it does. Of a
    team of several wijken it counts in each; of one that serves all, under "". By the code that a
    wijk has now, years from new to old.
    """
    rows = _register(municipality).order_by().annotate(year=ExtractYear("entered_on"))
    told = list(rows.values_list("team__wijk_codes", "year", "type"))
    now = current_codes({code for wijken, _, _ in told for code in wijken})
    found: dict[tuple[str, int], Counter[KnelpuntType]] = {}
    for wijken, year, kind in told:
        for wijk in {now[code] for code in wijken} or {""}:
            found.setdefault((wijk, year), Counter())[KnelpuntType(kind)] += 1
    return _by_name_and_year(found)


def _by_name_and_year(
    found: Mapping[tuple[str, int], Counter[KnelpuntType]],
) -> list[tuple[str, int, Mapping[KnelpuntType, int]]]:
    ordered = sorted(found.items(), key=lambda item: (item[0][0], -item[0][1]))
    return [(name, year, types) for (name, year), types in ordered]


def _name_of(law: str) -> str:
    """Give the law without its article: "Wmo art. 2.3.5" is of the Wmo."""
    return law.partition(" art")[0].strip() or law


def owner_of(one: Point, *, on: date) -> Ownership | None:
    """Say on whose desk a knelpunt lies today; see `owners`."""
    return owners_of([one], on=on)[one.pk]


def owners_of(found: Sequence[Point], *, on: date) -> dict[int, Ownership | None]:
    """Say of each knelpunt on whose desk it lies today, in two statements."""
    desks = _desks(Team.objects.filter(pk__in={one.team_id for one in found}), on=on)
    here = {one.municipality_code for one in found}
    fall_back = {code: _fall_back(code, on=on) for code in here}
    return {
        one.pk: ownership(
            team_id=one.team_id,
            owner_id=one.owner_id,
            desks=desks,
            fall_back=fall_back[one.municipality_code],
        )
        for one in found
    }


def _fall_back(municipality: str, *, on: date) -> list[Desk]:
    """Give who has what nobody has any more: first who makes policy in the municipality itself."""
    own = Team.objects.filter(
        organisation__municipalities__code=municipality,
        organisation__kind=OrganisationKind.MUNICIPALITY,
    )
    policy = own.filter(memberships__role=Role.POLICY_ADVISER).distinct()
    return [*_desks(policy, on=on), *_desks(own, on=on)]


def _desks(teams: QuerySet[Team], *, on: date) -> list[Desk]:
    rows = list(teams.select_related("organisation").order_by("pk"))
    people: dict[int, dict[int, str]] = {row.pk: {} for row in rows}
    working = _working(on).filter(team__in=rows).select_related("account")
    for one in working.order_by("valid_from", "pk"):
        people[one.team_id][one.account_id] = one.account.name
    return [
        Desk(row.pk, f"{row.name}, {row.organisation.name}", tuple(people[row.pk].items()))
        for row in rows
    ]


def _working(on: date) -> QuerySet[Membership]:
    """Find who can do something about a knelpunt: who only reads along is no desk."""
    return Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on, account__is_active=True,
        role__in=WRITES_IN_THE_REGISTER,
    )  # fmt: skip


def _point(row: Knelpunt) -> Point:
    return Point(
        pk=row.pk,
        title=row.title,
        quote=row.quote,
        laws=tuple(row.laws),
        frames=tuple(map(Frame, row.frames)),
        type=KnelpuntType(row.type),
        state=RegisterState(row.state),
        municipality=row.municipality.name,
        municipality_code=row.municipality_id,
        team_id=row.team_id,
        team=f"{row.team.name}, {row.team.organisation.name}",
        owner_id=row.owner_id,
        entered_on=row.entered_on,
        waiting_since=row.waiting_since,
        answer=row.answer,
        answered_on=row.answered_on,
        is_public=row.is_public,
        taken_back_on=row.taken_back_on,
        taken_back_because=row.taken_back_because,
    )


def _line(row: RegisterLine) -> WayLine:
    return WayLine(Station(row.kind), row.on_day, row.words, row.by_team)


def _proposal(row: Recommendation) -> RecommendationView:
    return RecommendationView(
        pk=row.pk,
        words=row.words,
        why=row.why,
        state=RecommendationState(row.state),
        team=f"{row.team.name}, {row.team.organisation.name}",
        proposed_on=row.proposed_on,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        decision=row.decision,
        holds_from=row.holds_from,
        realised_on=row.realised_on,
    )


def _story(row: SharedCasus) -> SharedStory:
    return SharedStory(
        pk=row.pk,
        title=row.title,
        situation=row.situation,
        collides=row.collides,
        cause=row.cause,
        approach=row.approach,
        effect=row.effect,
        worked=Worked(row.worked),
        teams=row.teams,
        shared_on=row.shared_on,
    )
