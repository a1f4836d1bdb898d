# SPDX-License-Identifier: EUPL-1.2
"""The outbox, how somebody wants to be reached, and when not.

A resident is known by the subject of her dossier only, a colleague by the account. What is told is
not kept: the occasion knows.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from meedoen.accounts.models import Account
from meedoen.notifications.kinds import (
    BY_HAND,
    WITH_ADDRESS,
    Channel,
    DeliveryEvent,
    MessageKind,
    OutgoingState,
    RestBecause,
)
from meedoen.notifications.links import LinkDoes
from meedoen.privacy.models import Compartment

KINDS = [(kind.value, kind.label) for kind in MessageKind]
CHANNELS = [(channel.value, channel.label) for channel in Channel]


class ReachAddress(models.Model):
    """Where somebody can be reached by one way: who gave it and when; a newer one replaces it."""

    subject = models.UUIDField()
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    way = models.CharField(
        max_length=10, choices=[(channel.value, channel.label) for channel in WITH_ADDRESS]
    )
    value = models.TextField()
    given_by = models.CharField(max_length=160)
    given_at = models.DateTimeField()
    # When a mail server said that nothing can come there.
    failed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "way"],
                condition=Q(ended_at__isnull=True),
                name="one_address_a_way",
            ),
            models.CheckConstraint(condition=~Q(value=""), name="address_says_where"),
        ]


class ReachChoice(models.Model):
    """How somebody wants to be reached with one kind of message; the latest counts (Awb 2:8)."""

    subject = models.UUIDField()
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=KINDS)
    channel = models.CharField(max_length=10, choices=CHANNELS)
    chosen_by = models.CharField(max_length=160)
    chosen_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "kind"],
                condition=Q(replaced_at__isnull=True),
                name="one_choice_a_kind",
            )
        ]


class Rest(models.Model):
    """A time in which nothing is sent: until a day, or until she says otherwise."""

    subject = models.UUIDField()
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    because = models.CharField(
        max_length=10, choices=[(because.value, because.value) for because in RestBecause]
    )
    until = models.DateField(null=True, blank=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "because"],
                condition=Q(ended_at__isnull=True),
                name="one_rest_for_a_reason",
            )
        ]


class Mailing(models.Model):
    """One mail, whoever it went to: its number is its Message-ID at every try. Holds no person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    begun_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=1)
    taken_at = models.DateTimeField(null=True, blank=True)


class Outgoing(models.Model):
    """A message on its way: which occasion, about what, to whom, and how far it is.

    One for an occasion about one thing to one person, so that nothing is told twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occasion = models.CharField(max_length=60)
    about = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=KINDS)
    subject = models.UUIDField(null=True, blank=True)
    compartment = models.ForeignKey(
        Compartment, models.CASCADE, null=True, blank=True, related_name="+"
    )
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.label) for state in OutgoingState],
        default=OutgoingState.WAITING,
    )
    told_by = models.CharField(max_length=160)
    told_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    # How often a mail server could not take it.
    tries = models.PositiveSmallIntegerField(default=0)
    mailing = models.ForeignKey(
        Mailing, models.PROTECT, null=True, blank=True, related_name="outgoing"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(subject__isnull=False, compartment__isnull=False, account__isnull=True)
                | Q(subject__isnull=True, compartment__isnull=True, account__isnull=False),
                name="told_to_one_person",
            ),
            models.UniqueConstraint(
                fields=["subject", "occasion", "about"], name="told_a_resident_once"
            ),
            models.UniqueConstraint(
                fields=["account", "occasion", "about"], name="told_a_colleague_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject", "-told_at"], name="messages_of_a_resident"),
            models.Index(fields=["account", "-told_at"], name="messages_of_a_colleague"),
            models.Index(
                fields=["moved_at", "id"],
                condition=Q(state__in=sorted(BY_HAND)),
                name="messages_by_hand",
            ),
        ]


class Delivery(models.Model):
    """What happened to a message, once: by which way, when, by whom. Only added to (Awb 2:19)."""

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="deliveries")
    compartment = models.ForeignKey(
        Compartment, models.CASCADE, null=True, blank=True, related_name="+"
    )
    event = models.CharField(
        max_length=20, choices=[(event.value, event.label) for event in DeliveryEvent]
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=160)


class PostedWords(models.Model):
    """A letter as it was printed: the words of that day, whatever becomes of them."""

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="posted_words")
    subject = models.UUIDField()
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    title = models.TextField()
    words = models.TextField()
    printed_by = models.CharField(max_length=160)
    printed_at = models.DateTimeField()


class ActionLink(models.Model):
    """A link in a mail, by a keyed hash of its secret: whose, what its button does, and until when.

    The secret itself stands in the mail and nowhere else.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    subject = models.UUIDField()
    compartment = models.ForeignKey(Compartment, models.CASCADE, related_name="+")
    does = models.CharField(max_length=20, choices=[(does.value, does.value) for does in LinkDoes])
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
