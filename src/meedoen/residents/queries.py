# SPDX-License-Identifier: EUPL-1.2
"""Reads of the residents room. Row-level security shows only what the current viewer may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from meedoen.residents.kinds import FactSource, FragmentKind
from meedoen.residents.models import Fact, Fragment, Hindrance, Resident, ToldCapacity
from meedoen.vocabulary.capacity import Capacity, Condition
from meedoen.vocabulary.codes import AreaCode
from meedoen.vocabulary.levelling import levelled_for_search
from meedoen.vocabulary.social_laws import SocialLaw

LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class Saying:
    """Words of the resident, with when and by whom they were heard."""

    words: str
    said_at: datetime
    heard_by: str
    approved: bool


@dataclass(frozen=True)
class Dossier:
    """What one viewer may see of one resident: absent parts are simply not there."""

    subject: UUID
    called: str
    chosen_name: str
    municipality_code: str
    municipality_name: str
    buurt_code: str
    opened_at: datetime
    sayings: Mapping[FragmentKind, Saying]
    capacity: Capacity

    @property
    def wish(self) -> Saying | None:
        """Give the wish in the resident's own words, when there is one to see."""
        return self.sayings.get(FragmentKind.WISH)

    @property
    def talent(self) -> Saying | None:
        """Give what she is good at, when there is something to see."""
        return self.sayings.get(FragmentKind.TALENT)

    @property
    def story(self) -> Saying | None:
        """Give the story, when there is one to see."""
        return self.sayings.get(FragmentKind.STORY)

    @property
    def call_me(self) -> Saying | None:
        """Give the request to be called, when there is one to see."""
        return self.sayings.get(FragmentKind.CALL_ME)

    @property
    def wijk_code(self) -> str | None:
        """Give the wijk her buurt lies in; None when she did not say where she lives."""
        return AreaCode(self.buurt_code).parent if self.buurt_code else None

    @property
    def told(self) -> bool:
        """Tell whether the resident approved anything she said."""
        return any(saying.approved for saying in self.sayings.values())


def name_and_municipality(subject: UUID) -> tuple[str, str, str] | None:
    """Give the name a resident chose (maybe empty), and her municipality: its code and name.

    None when the current viewer may not see her.
    """
    row = Resident.objects.select_related("municipality").filter(pk=subject).first()
    return (row.seen_name, row.municipality_id, row.municipality.name) if row else None


def dossier(subject: UUID) -> Dossier | None:
    """Give what the current viewer may see of a resident; None when that is nothing."""
    resident = _with_capacity(subject).select_related("municipality").first()
    return _dossier(resident) if resident else None


def _with_capacity(subject: UUID) -> QuerySet[Resident]:
    """A resident with what she last said to manage, in the same statement."""
    latest = ToldCapacity.objects.filter(resident=OuterRef("pk")).order_by("-said_at", "-pk")[:1]
    return Resident.objects.filter(pk=subject).annotate(
        last_dayparts=Subquery(latest.values("dayparts_per_week")),
        last_conditions=Subquery(latest.values("conditions")),
    )


def anyone_in(buurt_codes: Collection[str]) -> bool:
    """Tell whether anybody whom the current viewer may see said to live in one of these buurten."""
    return Resident.objects.filter(buurt_code__in=buurt_codes).exists()


def _dossier(resident: Any) -> Dossier:
    fragments = resident.fragments.filter(replaced_at__isnull=True).order_by("said_at", "pk")
    return Dossier(
        subject=resident.pk,
        called=resident.called,
        chosen_name=resident.seen_name,
        municipality_code=resident.municipality_id,
        municipality_name=resident.municipality.name,
        buurt_code=resident.buurt_code,
        opened_at=resident.opened_at,
        sayings={FragmentKind(fragment.kind): _saying(fragment) for fragment in fragments},
        capacity=_told(resident),
    )


def _saying(fragment: Fragment) -> Saying:
    return Saying(
        words=fragment.words,
        said_at=fragment.said_at,
        heard_by=fragment.heard_by,
        approved=fragment.approved_at is not None,
    )


def told_capacity(subject: UUID) -> Capacity:
    """Give what a resident last said to manage; nothing said is an empty capacity."""
    resident = _with_capacity(subject).first()
    return _told(resident) if resident else Capacity()


def _told(resident: Any) -> Capacity:
    conditions = resident.last_conditions or ()
    return Capacity(resident.last_dayparts, frozenset(map(Condition, conditions)))


@dataclass(frozen=True)
class ListedResident:
    """A resident in a list: how she wants to be called, since when, and what she asked.

    `lies_in` is the compartment of her name: who may see that may see her in a list.
    """

    subject: UUID
    lies_in: int
    municipality_code: str
    called: str
    opened_at: datetime
    sayings: Mapping[FragmentKind, Saying]

    @property
    def call_me(self) -> Saying | None:
        """Give the request to be called, when there is one to see."""
        return self.sayings.get(FragmentKind.CALL_ME)

    @property
    def wish(self) -> Saying | None:
        """Give the wish, when there is one to see."""
        return self.sayings.get(FragmentKind.WISH)

    @property
    def story(self) -> Saying | None:
        """Give the story, when there is one to see."""
        return self.sayings.get(FragmentKind.STORY)


def listed(subjects: Sequence[UUID]) -> dict[UUID, ListedResident]:
    """Give what a list shows of these residents: what each approved. Two queries, however many.

    Whom the current viewer may not see is not there.
    """
    current = Fragment.objects.filter(
        replaced_at__isnull=True, approved_at__isnull=False, kind__in=_LISTED
    )
    told = Prefetch("fragments", queryset=current.order_by("said_at", "pk"), to_attr="told")
    rows = Resident.objects.filter(pk__in=subjects).prefetch_related(told)
    return {
        row.pk: ListedResident(
            subject=row.pk,
            lies_in=row.compartment_id,
            municipality_code=row.municipality_id,
            called=row.called,
            opened_at=row.opened_at,
            sayings={FragmentKind(fragment.kind): _saying(fragment) for fragment in row.told},
        )
        for row in rows
    }


_LISTED = (FragmentKind.WISH, FragmentKind.STORY, FragmentKind.CALL_ME)


def waiting_for_a_call(*, skip: int, most: int) -> list[UUID]:
    """List who asked to be called, as far as the current viewer may see it, longest ago first."""
    asked = Fragment.objects.filter(
        kind=FragmentKind.CALL_ME, replaced_at__isnull=True, approved_at__isnull=False
    ).order_by("said_at", "pk")
    return list(asked.values_list("resident_id", flat=True)[skip : skip + most])


def names_between(letters: str) -> tuple[str, str]:
    """Give between what `sought_as` lies of a name that begins so: from, and before.

    Both empty without letters, and for what leaves none.
    """
    begin = levelled_for_search(letters)
    # In the order of bytes nothing that begins so lies behind the last character there is.
    return (begin, begin + LAST_CHARACTER) if begin else ("", "")


def named_like(letters: str, *, buurt_codes: Collection[str], skip: int, most: int) -> list[UUID]:
    """List whom the current viewer may see, by name; whose name begins with these letters.

    Capitals and accents make no difference; no letters is every name. With `buurt_codes` only who
    said to live there.
    """
    begin, beyond = names_between(letters)
    if buurt_codes:
        return _named_in(buurt_codes, begin, beyond, skip=skip, most=most)
    found = Resident.objects.order_by("sought_as", "pk")
    if begin:
        found = found.filter(sought_as__gte=begin, sought_as__lt=beyond)
    return list(found.values_list("pk", flat=True)[skip : skip + most])


# Of each buurt no further than the page goes: else all names of the town are gone through for a
# wijk where few live.
_NAMED_IN = """
    SELECT one.subject FROM unnest(%(buurten)s::text[]) AS buurt CROSS JOIN LATERAL (
        SELECT r.subject, r.sought_as FROM residents_resident r
        WHERE r.buurt_code = buurt AND r.sought_as >= %(begin)s {before}
        ORDER BY r.sought_as, r.subject LIMIT %(until)s) AS one
    ORDER BY one.sought_as, one.subject OFFSET %(skip)s LIMIT %(most)s
"""


def _named_in(
    buurt_codes: Collection[str], begin: str, beyond: str, *, skip: int, most: int
) -> list[UUID]:
    before = "AND r.sought_as < %(beyond)s" if begin else ""
    with connection.cursor() as cursor:
        cursor.execute(
            _NAMED_IN.format(before=before),
            {
                "buurten": list(buurt_codes), "begin": begin, "beyond": beyond,
                "skip": skip, "most": most, "until": skip + most,
            },
        )  # fmt: skip
        return [subject for (subject,) in cursor.fetchall()]


@dataclass(frozen=True)
class KnownFact:
    """A fact with its provenance, as the conversation shows it."""

    name: str
    value: object
    source: str
    source_label: str
    said_by: str
    known_at: datetime
    motivation: str
    obtained_under: SocialLaw


def known_facts(subject: UUID) -> list[KnownFact]:
    """List the current facts of a resident that have a value, by name and then by age."""
    return facts_of(subject).known


def skipped_facts(subject: UUID) -> set[str]:
    """Name the facts the resident rather did not answer."""
    return facts_of(subject).skipped


@dataclass(frozen=True)
class AnsweredFacts:
    """What a resident answered: facts with a value, and the names of those she left open."""

    known: list[KnownFact]
    skipped: set[str]


def facts_of(subject: UUID) -> AnsweredFacts:
    """Give the current facts of a resident, by name and then by age, and what she left open."""
    rows = Fact.objects.filter(resident_id=subject, replaced_at__isnull=True)
    current = list(rows.order_by("name", "known_at"))
    known = [
        KnownFact(
            name=row.name,
            value=row.value,
            source=row.source,
            source_label=FactSource(row.source).label,
            said_by=row.said_by,
            known_at=row.known_at,
            motivation=row.motivation,
            obtained_under=SocialLaw(row.obtained_under),
        )
        for row in current
        if not row.skipped
    ]
    return AnsweredFacts(known, {row.name for row in current if row.skipped})


@dataclass(frozen=True)
class Hindered:
    """A press on "dit hindert mij", as she and who helps her read it.

    `pk` is its place in her dossier, for an address; `ticket` stands in none.
    """

    pk: int
    ticket: UUID
    beside: str
    words: str
    pressed_at: datetime
    heard_by: str
    removed: bool


def hindrances_of(subject: UUID, *, skip: int = 0, most: int = 50) -> list[Hindered]:
    """List what she said to hinder her, the newest first; what she took back too."""
    rows = Hindrance.objects.filter(resident=subject).order_by("-pressed_at", "-pk")
    return [_hindered(row) for row in rows[skip : skip + most]]


def hindrance(subject: UUID, pk: int) -> Hindered:
    """Give one thing that she said to hinder her. Raises Hindrance.DoesNotExist."""
    return _hindered(Hindrance.objects.get(resident=subject, pk=pk))


def hindrances_since(subject: UUID, since: datetime, *, beside: str) -> list[Hindered]:
    """List how often she pressed beside one thing since a moment, the newest first."""
    rows = Hindrance.objects.filter(resident=subject, pressed_at__gte=since, beside=beside)
    return [_hindered(row) for row in rows.order_by("-pressed_at", "-pk")]


def _hindered(row: Hindrance) -> Hindered:
    return Hindered(
        row.pk, row.ticket, row.beside, row.words, row.pressed_at, row.heard_by,
        row.removed_at is not None,
    )  # fmt: skip
