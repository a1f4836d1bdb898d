# SPDX-License-Identifier: EUPL-1.2
"""A resident and what she told. Every table here is guarded by the compartment its row lies in."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from meedoen.areas.models import Municipality
from meedoen.privacy.models import Compartment
from meedoen.residents.kinds import FactSource, FragmentKind
from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.social_laws import Giver, SocialLaw
from meedoen.vocabulary.words import read_name

LAWS = [(law.value, law.label) for law in SocialLaw]
GIVERS = [(giver.value, giver.label) for giver in Giver]
_FROM_HERSELF = ~Q(obtained_under=SocialLaw.OWN_STORY) | Q(obtained_from=Giver.RESIDENT)


class Resident(models.Model):
    """Somebody who takes part: by a name of her choice, with no account and no bsn."""

    subject = models.UUIDField(primary_key=True)
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    chosen_name = models.CharField(max_length=80, blank=True)
    # The name as it is sought by its first letters; in the order of its bytes, so that an index
    # finds them whatever the locale of the server.
    sought_as = models.CharField(max_length=160, blank=True, db_collation="C")
    buurt_code = models.CharField(max_length=10, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["sought_as", "subject"], name="sought_by_name"),
            models.Index(fields=["buurt_code", "opened_at", "subject"], name="living_in_a_buurt"),
            models.Index(fields=["buurt_code", "sought_as", "subject"], name="named_in_a_buurt"),
        ]

    @property
    def seen_name(self) -> str:
        """Give the name as it can be seen; empty for none, and for one that nobody could see."""
        return read_name(self.chosen_name)

    @property
    def called(self) -> str:
        """Give the name to use; who gave none is simply "een inwoner"."""
        return self.seen_name or "een inwoner"


class Fragment(models.Model):
    """A piece of the story in the resident's own words, dated; approved by her, or hers alone yet.

    Later wording replaces earlier; nothing is overwritten. Under which law it was obtained, and
    from whom, says where it may go (`privacy/sharing.yaml`).
    """

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="fragments")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k.value, k.label) for k in FragmentKind])
    words = models.TextField()
    said_at = models.DateTimeField()
    heard_by = models.CharField(max_length=160)
    approved_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    obtained_under = models.CharField(max_length=20, choices=LAWS)
    obtained_from = models.CharField(max_length=20, choices=GIVERS)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="fragment_has_words"),
            models.CheckConstraint(condition=_FROM_HERSELF, name="own_story_from_herself"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["said_at", "id"],
                condition=Q(kind=FragmentKind.CALL_ME, replaced_at__isnull=True),
                name="waits_for_a_call",
            )
        ]


class ToldCapacity(models.Model):
    """What the resident said to manage. The latest counts; the history stays. Never a score."""

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="told_capacities")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    dayparts_per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    conditions = ArrayField(
        models.CharField(max_length=20, choices=[(c.value, c.label) for c in Condition]),
        default=list,
    )
    said_at = models.DateTimeField()
    heard_by = models.CharField(max_length=160)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(dayparts_per_week__isnull=True) | Q(dayparts_per_week__lte=14),
                name="a_week_has_fourteen_dayparts",
            )
        ]


class Fact(models.Model):
    """One fact for the two glasses, with who said it, when, from which source and under which law.

    Two sources that disagree both stay, and so do two laws: the newest of a source under a law
    replaces its older one.
    """

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="facts")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    value = models.JSONField(null=True)
    skipped = models.BooleanField(default=False)
    source = models.CharField(max_length=15, choices=[(f.value, f.label) for f in FactSource])
    said_by = models.CharField(max_length=160)
    known_at = models.DateTimeField()
    motivation = models.TextField(blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    obtained_under = models.CharField(max_length=20, choices=LAWS)
    obtained_from = models.CharField(max_length=20, choices=GIVERS)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(source="judgement") | ~Q(motivation=""),
                name="judgement_says_why",
            ),
            models.CheckConstraint(condition=_FROM_HERSELF, name="own_answer_from_herself"),
            models.UniqueConstraint(
                fields=["resident", "name", "source", "obtained_under"],
                condition=Q(replaced_at__isnull=True),
                name="one_current_fact_a_source",
            ),
        ]


class Hindrance(models.Model):
    """That she pressed "dit hindert mij", beside what, and what she said about it.

    `ticket` is a random number under which the register of knelpunten knows that somebody pressed:
    whose it is stands here only. Her words are kept here as she said them; what goes along to the
    register is apart, and only with her yes.
    """

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="hindrances")
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    ticket = models.UUIDField(unique=True)
    beside = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    pressed_at = models.DateTimeField()
    heard_by = models.CharField(max_length=160)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["resident", "-pressed_at"], name="hindrances_of_a_resident")
        ]
