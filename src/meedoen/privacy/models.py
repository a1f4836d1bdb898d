# SPDX-License-Identifier: EUPL-1.2
"""Compartments, grants and the two logs. Residents are known here by a subject id only."""

import uuid
from functools import reduce
from operator import or_
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q

from meedoen.accounts.models import Organisation, Team
from meedoen.areas.models import Municipality
from meedoen.privacy.consent import Way
from meedoen.privacy.documents import ShownDocument
from meedoen.privacy.doors import Door
from meedoen.privacy.parties import BesideAs
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.domains import Domain, Sensitivity
from meedoen.vocabulary.social_laws import NO_TASK, SocialLaw

PURPOSES = [(purpose.value, purpose.label) for purpose in Purpose]
DOMAINS = [(domain.value, domain.label) for domain in Domain]
LAWS = [(law.value, law.label) for law in SocialLaw]
TASKS = [(law.value, law.label) for law in SocialLaw if law not in NO_TASK]
BESIDE = [(one.value, one.label) for one in BesideAs]
WAYS = [(way.value, way.label) for way in Way]


class Compartment(models.Model):
    """Resident × domain × sensitivity: each fragment and fact lies in exactly one."""

    subject = models.UUIDField(db_index=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    domain = models.CharField(max_length=20, choices=DOMAINS)
    sensitivity = models.PositiveSmallIntegerField(
        choices=[(level.value, level.name.lower()) for level in Sensitivity]
    )
    # The transaction's own time: equal to now() only inside the transaction that opens a dossier.
    opened_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "domain", "sensitivity"], name="one_compartment_of_a_kind"
            )
        ]


class Basis(models.TextChoices):
    """Why somebody may see a compartment (AVG art. 6)."""

    OWN = "own", "Het is van jou"
    CONSENT = "consent", "Jij vond het goed"
    PUBLIC_TASK = "public_task", "De wet draagt het op"


class PersonBeside(models.Model):
    """Somebody who stands beside one resident, by the name she gives: no account, no bsn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField(db_index=True)
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    beside_as = models.CharField(max_length=20, choices=BESIDE)
    called = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class OrganisationSystem(models.Model):
    """A system of an organisation that may be given data, and the law under which it gets them."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    task = models.CharField(max_length=20, choices=TASKS)


_PARTIES = ("subject", "team", "person", "system")
_ONE_PARTY = reduce(
    or_, (Q(**{f"{name}__isnull": name != only for name in _PARTIES}) for only in _PARTIES)
)


class Grant(models.Model):
    """Sharing: this compartment, with one party, for this purpose, from, until.

    The party is the resident herself, a team, a person beside her or a system of an organisation.
    """

    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="grants")
    subject = models.UUIDField(null=True, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="grants")
    person = models.ForeignKey(
        PersonBeside, models.CASCADE, null=True, blank=True, related_name="grants"
    )
    system = models.ForeignKey(
        OrganisationSystem, models.PROTECT, null=True, blank=True, related_name="grants"
    )
    purpose = models.CharField(max_length=40, choices=PURPOSES)
    basis = models.CharField(max_length=20, choices=Basis.choices)
    law_reference = models.CharField(max_length=120, blank=True)
    # What a law shares is only what was obtained under one law, for one task (`sharing.yaml`).
    obtained_under = models.CharField(max_length=20, blank=True)
    task = models.CharField(max_length=20, blank=True)
    granted_by = models.CharField(max_length=160)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_ONE_PARTY, name="granted_to_one_party"),
            models.CheckConstraint(
                condition=~Q(basis="public_task") | ~Q(law_reference=""),
                name="public_task_names_its_law",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="grant_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar = [
            # A team's list is read in the order in which people shared, and no further than shown.
            models.Index(
                fields=["team", "purpose", "valid_from", "id"], name="grant_of_team_by_time"
            ),
            models.Index(fields=["subject"], name="grant_by_subject"),
        ]


class Consent(models.Model):
    """What a resident explicitly agreed to: this of hers, for that task, with this team.

    Needed where `sharing.yaml` says explicit_consent; beside a grant, never instead of it. What
    was shown, how and when she agreed stays as it was; only withdrawing is added.
    Source: Wmo 2015 art. 5.1.1 lid 4 and 5.3.3; AVG art. 7(1) and 7(3).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    obtained_under = models.CharField(max_length=20, choices=LAWS)
    domains = ArrayField(models.CharField(max_length=20, choices=DOMAINS))
    task = models.CharField(max_length=20, choices=TASKS)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    words = models.TextField()
    version = models.CharField(max_length=20)
    how = models.CharField(max_length=10, choices=WAYS)
    noted_by = models.CharField(max_length=160)
    noted_by_team = models.BigIntegerField(null=True, blank=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(version="") & ~Q(domains=[]),
                name="consent_says_to_what",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_ends_after_it_was_given",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject", "team", "obtained_under"], name="consent_by_subject")
        ]


class IdentityShown(models.Model):
    """A colleague saw an identity document of a resident at the desk: who, when, what kind.

    No number of it, and no copy. For an hour it lifts what a service asks (`privacy/levels`).
    Source: Wmo 2015 art. 2.3.4.
    """

    subject = models.UUIDField()
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    document = models.CharField(
        max_length=20, choices=[(kind.value, kind.label) for kind in ShownDocument]
    )
    noted_by = models.CharField(max_length=160)
    noted_account = models.BigIntegerField(null=True)
    noted_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "noted_at"], name="shown_by_subject")]


class ReturnKey(models.Model):
    """How a resident without an account comes back: a keyed hash of her words, never the words.

    A colleague who typed her story saw its words, and may know them still.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    subject = models.UUIDField(db_index=True)
    made_at = models.DateTimeField()
    seen_by_colleague = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)


class ReturnTry(models.Model):
    """Five words that opened nothing: when, from which address and visit, both as keyed hashes.

    Kept for a day, to make who guesses wait. Never the words.
    """

    at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=64)
    visit = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["address", "at"], name="try_by_address"),
            models.Index(fields=["visit", "at"], name="try_by_visit"),
        ]


class Arrival(models.Model):
    """Somebody who came in without an account: when, by which door, from which address (hashed).

    Kept for a day, so that no program opens dossiers by the thousand. Nothing of who it was.
    """

    at = models.DateTimeField(db_index=True)
    door = models.CharField(max_length=10, choices=[(door.value, door.value) for door in Door])
    address = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["door", "at"], name="arrival_by_door"),
            models.Index(fields=["address", "door", "at"], name="arrival_by_address"),
        ]


class ProcessingRecord(models.Model):
    """One use of somebody's data (Logius Logboek Dataverwerkingen): what, whose, why, by whom.

    Without foreign keys, so that the log neither blocks nor dies with live rows. Only added to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trace_id = models.CharField(max_length=32)
    span_id = models.CharField(max_length=16)
    name = models.CharField(max_length=160)
    status_code = models.CharField(max_length=10, default="OK")
    start_time = models.DateTimeField()
    end_time = models.DateTimeField()
    processing_activity = models.CharField(max_length=40, choices=PURPOSES)
    basis = models.CharField(max_length=60)
    domains = ArrayField(models.CharField(max_length=20, choices=DOMAINS))
    subject = models.UUIDField()
    municipality_code = models.CharField(max_length=6)
    actor_role = models.CharField(max_length=30)
    actor_label = models.CharField(max_length=160)
    actor_organisation = models.CharField(max_length=160, blank=True)
    actor_account = models.BigIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "-start_time"], name="record_by_subject")
        ]


class SecurityEvent(models.Model):
    """Something an account did or tried: log-in, refusal, a grant. No content. Only added to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    account = models.BigIntegerField(null=True)
    municipality_codes = ArrayField(models.CharField(max_length=6), default=list)
    endpoint = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=60, blank=True)
