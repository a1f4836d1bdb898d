# SPDX-License-Identifier: EUPL-1.2
"""Writes of the residents room: opening a dossier, hearing words, approving them, keeping facts."""

import uuid
from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction

from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.notifications.operations import take_up
from meedoen.notifications.queries import occasion
from meedoen.privacy.decision import Viewer
from meedoen.privacy.operations import open_compartments
from meedoen.privacy.queries import compartment_id
from meedoen.privacy.sharing import load
from meedoen.residents.kinds import FactSource, FragmentKind
from meedoen.residents.models import Fact, Fragment, Hindrance, Resident, ToldCapacity
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.capacity import Capacity
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.levelling import levelled_for_search
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.social_laws import Giver, SocialLaw
from meedoen.vocabulary.words import read_line, read_name, read_words

DOMAIN_OF = {
    FragmentKind.WISH: Domain.WISHES,
    FragmentKind.TALENT: Domain.WISHES,
    FragmentKind.STORY: Domain.DAILY_LIFE,
    FragmentKind.CALL_ME: Domain.CONTACT,
}
LONGEST_WORDS = 20_000
LONGEST_NAME = 80


class TooLong(ValueError):
    """More words than fit; the message says how many there are and what to do."""


@transaction.atomic
def open_dossier(
    *,
    municipality_code: str,
    by: Viewer,
    on: Moment,
    chosen_name: str = "",
    buurt_code: str = "",
    subject: UUID | None = None,
) -> UUID:
    """Open a dossier for somebody who wants to take part; returns its subject id.

    No name, account or bsn is needed (S0-01). Nobody but the resident sees it yet. A `subject`
    makes opening the same dossier twice something that the database refuses (DatabaseError).
    """
    subject = subject or uuid.uuid4()
    sign(by=by, on=on, about=subject)
    opened = open_compartments(subject=subject, municipality_code=municipality_code, by=by, on=on)
    Resident.objects.create(
        subject=subject,
        compartment_id=opened[Domain.IDENTITY],
        municipality_id=municipality_code,
        **_named(chosen_name),
        buurt_code=buurt_code,
        opened_at=on.at,
    )
    return subject


@transaction.atomic
def introduce(*, subject: UUID, chosen_name: str, buurt_code: str, by: Viewer, on: Moment) -> None:
    """Change the name a resident wants to be called by, and her buurt; both may be empty."""
    sign(by=by, on=on, about=subject)
    Resident.objects.filter(pk=subject).update(**_named(chosen_name), buurt_code=buurt_code)


def _named(typed: str) -> dict[str, str]:
    """Give a name as it is kept, without a bsn and no longer than its room; and as it is sought."""
    name = without_bsn(read_name(typed))[:LONGEST_NAME]
    return {"chosen_name": name, "sought_as": levelled_for_search(name)[: 2 * LONGEST_NAME]}


# Who said it, for each source of a fact; a carer, house member or the network is named apart.
_GIVER_OF = {
    FactSource.RESIDENT: Giver.RESIDENT,
    FactSource.PROFESSIONAL: Giver.PROFESSIONAL,
    FactSource.JUDGEMENT: Giver.PROFESSIONAL,
    FactSource.REGISTER: Giver.REGISTER,
}


def _obtained(giver: Giver, by: Viewer, on: Moment) -> dict[str, str]:
    """Say under which law something is obtained, and from whom.

    What the resident says herself is her own story, whoever writes it down; what anybody else says
    is of the law under which who writes it down works. Source: Wmo 2015 art. 5.1.1.
    """
    hers = giver is Giver.RESIDENT
    writer = load().law_of_writer(by.role, by.organisation_kind, on=on.day)
    law = SocialLaw.OWN_STORY if hers else writer
    # What a resident passes on of somebody else is still told by herself.
    return {
        "obtained_under": law,
        "obtained_from": Giver.RESIDENT if law is SocialLaw.OWN_STORY else giver,
    }


@transaction.atomic
def hear(
    *,
    subject: UUID,
    kind: FragmentKind,
    words: str,
    by: Viewer,
    on: Moment,
    giver: Giver = Giver.RESIDENT,
) -> None:
    """Keep what a resident said, in the compartment it belongs to; not yet approved.

    Newer words of a kind replace older ones, which stay in the history; words that she approved
    stand for others until she approves the newer. Empty words take all of a kind back. A bsn in the
    words is taken out. `giver` is who said it, when it was not she. Raises TooLong beyond 20,000
    characters.
    """
    sign(by=by, on=on, about=subject)
    typed = read_words(words)
    if len(typed) > LONGEST_WORDS:
        raise TooLong(
            f"Samen zijn dit {len(typed)} tekens. Er passen er {LONGEST_WORDS}. Kort het in, "
            "of vertel de rest straks aan iemand."
        )
    said = without_bsn(typed)
    current = Fragment.objects.filter(resident_id=subject, kind=kind, replaced_at__isnull=True)
    if said:
        last = current.order_by("said_at", "pk").last()
        if last is not None and last.words == said:
            return
        current = current.filter(approved_at__isnull=True)
    current.update(replaced_at=on.at)
    if said:
        Fragment.objects.create(
            resident_id=subject,
            compartment_id=compartment_id(subject, DOMAIN_OF[kind]),
            kind=kind,
            words=said,
            said_at=on.at,
            heard_by=by.label,
            **_obtained(giver, by, on),
        )


@transaction.atomic
def hear_more(*, subject: UUID, kind: FragmentKind, words: str, by: Viewer, on: Moment) -> None:
    """Keep what a resident adds to what stands, on a line of its own; nothing of either is lost.

    What stands at the end already is not added again. Raises TooLong as `hear`.
    """
    sign(by=by, on=on, about=subject)
    more = without_bsn(read_words(words))
    stands = Fragment.objects.filter(resident_id=subject, kind=kind, replaced_at__isnull=True)
    last = stands.order_by("said_at", "pk").last()
    told = last.words if last is not None else ""
    if f"\n{told}".endswith(f"\n{more}"):
        return
    hear(subject=subject, kind=kind, words=f"{told}\n{more}".lstrip("\n"), by=by, on=on)


@transaction.atomic
def hear_again(*, subject: UUID, kind: FragmentKind, by: Viewer, on: Moment) -> None:
    """Put the words of a kind back that were last taken back; newer words stay as they are."""
    sign(by=by, on=on, about=subject)
    told = Fragment.objects.filter(resident_id=subject, kind=kind)
    if told.filter(replaced_at__isnull=True).exists():
        return
    last = told.order_by("-replaced_at", "-pk").first()
    if last is not None:
        last.replaced_at = None
        last.save(update_fields=["replaced_at"])


@transaction.atomic
def hear_capacity(*, subject: UUID, capacity: Capacity, by: Viewer, on: Moment) -> None:
    """Keep what a resident said to manage, as a new line in its history; the same is not new."""
    sign(by=by, on=on, about=subject)
    said = {
        "dayparts_per_week": capacity.dayparts_per_week,
        "conditions": sorted(capacity.conditions),
    }
    last = ToldCapacity.objects.filter(resident_id=subject).order_by("said_at", "pk").last()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return
    ToldCapacity.objects.create(
        resident_id=subject,
        compartment_id=compartment_id(subject, Domain.CAPACITY),
        **said,
        said_at=on.at,
        heard_by=by.label,
    )


@transaction.atomic
def approve(*, subject: UUID, by: Viewer, on: Moment) -> int:
    """Mark what the resident read back as right; returns how many pieces were approved.

    She read what was said last of each kind. What stood there until now is replaced.
    """
    sign(by=by, on=on, about=subject)
    current = Fragment.objects.filter(resident_id=subject, replaced_at__isnull=True)
    read_back = dict(current.order_by("said_at", "pk").values_list("kind", "pk")).values()
    current.exclude(pk__in=read_back).update(replaced_at=on.at)
    return current.filter(pk__in=read_back, approved_at__isnull=True).update(approved_at=on.at)


@transaction.atomic
def keep_fact(
    *,
    subject: UUID,
    name: str,
    value: object,
    domain: Domain,
    source: FactSource,
    by: Viewer,
    on: Moment,
    motivation: str = "",
    giver: Giver | None = None,
) -> None:
    """Keep a fact with its source and law; it replaces what that source said under it before.

    `giver` names a house member, carer or the network where the source is a professional who heard
    it from them.
    """
    sign(by=by, on=on, about=subject)
    obtained = _obtained(giver or _GIVER_OF[source], by, on)
    _replace(subject, name, source, obtained["obtained_under"], on)
    Fact.objects.create(
        resident_id=subject,
        compartment_id=compartment_id(subject, domain),
        name=name,
        value=value,
        source=source,
        said_by=by.label,
        known_at=on.at,
        motivation=without_bsn(read_words(motivation)),
        **obtained,
    )


@transaction.atomic
def skip_fact(*, subject: UUID, name: str, domain: Domain, by: Viewer, on: Moment) -> None:
    """Respect that a question is not answered now; the fact stays unknown, never no."""
    sign(by=by, on=on, about=subject)
    obtained = _obtained(Giver.RESIDENT, by, on)
    _replace(subject, name, FactSource.RESIDENT, obtained["obtained_under"], on)
    Fact.objects.create(
        resident_id=subject,
        compartment_id=compartment_id(subject, domain),
        name=name,
        skipped=True,
        source=FactSource.RESIDENT,
        said_by=by.label,
        known_at=on.at,
        **obtained,
    )


@transaction.atomic
def forget_facts(*, subject: UUID, names: Collection[str], by: Viewer, on: Moment) -> None:
    """Take facts back, whatever their source; they are unknown again and stay in the history."""
    sign(by=by, on=on, about=subject)
    Fact.objects.filter(resident_id=subject, name__in=names, replaced_at__isnull=True).update(
        replaced_at=on.at
    )


@transaction.atomic
def put_facts_back(
    *, subject: UUID, names: Collection[str], taken_back_at: Moment, by: Viewer, on: Moment
) -> int:
    """Put back the facts that were taken back at a moment; returns how many.

    What the same source said since then under the same law stays instead.
    """
    sign(by=by, on=on, about=subject)
    facts = Fact.objects.filter(resident_id=subject, name__in=names)
    said = ("name", "source", "obtained_under")
    since = set(facts.filter(replaced_at__isnull=True).values_list(*said))
    back = [
        pk
        for pk, *what in facts.filter(replaced_at=taken_back_at.at).values_list("pk", *said)
        if tuple(what) not in since
    ]
    return facts.filter(pk__in=back).update(replaced_at=None)


def _replace(subject: UUID, name: str, source: FactSource, law: str, on: Moment) -> None:
    said = {"name": name, "source": source, "obtained_under": law}
    Fact.objects.filter(resident_id=subject, replaced_at__isnull=True, **said).update(
        replaced_at=on.at
    )


LONGEST_HINDRANCE = 4000


@transaction.atomic
def keep_hindrance(
    *, subject: UUID, ticket: UUID, beside: str, words: str = "", by: Viewer, on: Moment
) -> None:
    """Keep that something hinders her, beside what, and her words, if she said any.

    `ticket` is a new random number, under which the register knows that somebody pressed. A bsn is
    taken out of the words.
    """
    sign(by=by, on=on, about=subject)
    Hindrance.objects.create(
        resident_id=subject,
        compartment_id=compartment_id(subject, Domain.PLAN),
        ticket=ticket,
        beside=without_bsn(read_line(beside))[:200],
        words=without_bsn(read_words(words))[:LONGEST_HINDRANCE],
        pressed_at=on.at,
        heard_by=by.label,
    )


@transaction.atomic
def say_of_hindrance(*, subject: UUID, ticket: UUID, words: str, by: Viewer, on: Moment) -> None:
    """Keep other words about what hinders her. Raises Hindrance.DoesNotExist."""
    sign(by=by, on=on, about=subject)
    said = without_bsn(read_words(words))[:LONGEST_HINDRANCE]
    if not Hindrance.objects.filter(resident=subject, ticket=ticket).update(words=said):
        raise Hindrance.DoesNotExist


@transaction.atomic
def take_hindrance_back(
    *, subject: UUID, ticket: UUID, back: bool = True, by: Viewer, on: Moment
) -> None:
    """Take a press back, or with `back` false let it stand again. Raises Hindrance.DoesNotExist."""
    sign(by=by, on=on, about=subject)
    found = Hindrance.objects.filter(resident=subject, ticket=ticket)
    if not found.update(removed_at=on.at if back else None):
        raise Hindrance.DoesNotExist


@transaction.atomic
def tell_of_ticket(*, ticket: UUID, occasion_code: str, about: str, by: Actor, on: Moment) -> bool:
    """Lay in the outbox of who pressed that there is something to tell; False when it is there.

    Also False for a press that nobody's dossier knows. Who asks does not hear whose the number is;
    the worker alone can ask. Raises UnknownOccasion.
    """
    sign(by=by, on=on)
    message, told = uuid.uuid4(), occasion(occasion_code)
    given = (ticket, message, told.code, about, told.kind.value, by.label, on.at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT residents_tell_of_ticket(%s, %s, %s, %s, %s, %s, %s)", given)
        if not cursor.fetchone()[0]:
            return False
    take_up(message_id=message, on=on)
    return True
