# SPDX-License-Identifier: EUPL-1.2
"""Writes of what municipalities share: keys between them, and documents that are divided.

Each gets her part in her own books, in one go with the others: a row holds no person then, since
nobody could say of which municipality he is.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from meedoen.budget.models import PartnershipKey, PartnershipPart, SharedDocument
from meedoen.budget.operations import (
    DocumentCost,
    DocumentTold,
    KeysMeet,
    KeyTooLate,
    OtherContent,
    OwnKey,
    take_in,
)
from meedoen.budget.queries import document
from meedoen.budget.sharing.parts import (
    SharingKey,
    key_of_day,
    must_share,
    parts_of,
    too_late,
)
from meedoen.budget.sharing.queries import (
    AdoptedSharing,
    as_sharing,
    municipalities_of,
    shared_document,
    sharing_keys,
)
from meedoen.database.turns import one_at_a_time
from meedoen.history.actor import Actor
from meedoen.history.operations import sign
from meedoen.vocabulary.moment import Moment

_THOUSANDTHS = 1000


class NotShared(ValueError):
    """No one key divides what a document asks; the message says why, in Dutch."""


@transaction.atomic
def propose_sharing(*, partnership: int, key: SharingKey, by: Actor, on: Moment) -> PartnershipKey:
    """Propose how municipalities divide what they are asked; another adopts it.

    Raises UnusableSharing.
    """
    must_share(key, municipalities_of(partnership))
    sign(by=by, on=on)
    row = PartnershipKey.objects.create(
        partnership_id=partnership,
        municipalities=[one.municipality for one in key.parts],
        name=key.name,
        first_day=key.first_day,
        last_day=key.last_day,
        proposed_by=by.label,
        proposed_at=on.at,
    )
    PartnershipPart.objects.bulk_create(
        PartnershipPart(
            key=row, place=place, municipality_id=one.municipality, share=one.share,
            ground=one.ground,
        )
        for place, one in enumerate(key.parts, start=1)
    )  # fmt: skip
    return row


@transaction.atomic
def adopt_sharing(*, key: int, partnership: int, by: Actor, on: Moment) -> PartnershipKey:
    """Let a key between municipalities hold from its first day, which has to come yet.

    Raises PartnershipKey.DoesNotExist, KeyTooLate, OwnKey, and KeysMeet for days of another.
    """
    sign(by=by, on=on)
    one_at_a_time(f"sharing of {partnership}")
    row = PartnershipKey.objects.select_for_update().get(
        pk=key, partnership=partnership, adopted_at__isnull=True
    )
    mine = as_sharing(row)
    if row.first_day <= on.day:
        raise KeyTooLate(too_late(mine))
    if row.proposed_by == by.label:
        raise OwnKey("Wie een sleutel voorstelt, stelt hem niet zelf vast. Vraag een collega.")
    for other in sharing_keys(partnership):
        if mine.meets(other.key):
            raise KeysMeet(f"{other.key.name} is al vastgesteld, en geldt op dezelfde dagen.")
    row.adopted_by, row.adopted_on, row.adopted_at = by.label, on.day, on.at
    row.save(update_fields=["adopted_by", "adopted_on", "adopted_at"])
    return row


@transaction.atomic
def take_in_shared(
    *,
    partnership: int,
    told: DocumentTold,
    costs: Sequence[DocumentCost],
    by: Actor,
    on: Moment,
) -> SharedDocument | None:
    """Divide a document over the books of the municipalities of a partnership. None when it was.

    Everything of it is booked or nothing. Raises NotShared without one key for all of its days,
    OtherContent when its number was used before, and YearIsClosed.
    """
    sign(by=by, on=on)
    one_at_a_time(f"sharing of {partnership}")
    holds = key_to_divide_by(partnership, told, costs)
    if holds is None:
        return None
    whole = SharedDocument.objects.create(
        partnership_id=partnership,
        key_id=holds.pk,
        municipalities=[one.municipality for one in holds.key.parts],
        kind=told.kind,
        partner=told.partner,
        number=told.number,
        total_cents=sum(one.cents + one.reclaimed_cents for one in costs),
        digest=told.digest,
        taken_in_by=by.label,
        taken_in_at=on.at,
    )
    settled = parts_of(told.settled_cents, holds.key)
    for code, mine in divided_costs(costs, holds.key).items():
        asks = sum(one.cents + one.reclaimed_cents for one in mine)
        part = replace(told, total_cents=asks, settled_cents=settled[code], shared=whole.pk)
        take_in(municipality=code, told=part, costs=mine, by=by, on=on)
    return whole


def key_to_divide_by(
    partnership: int, told: DocumentTold, costs: Sequence[DocumentCost]
) -> AdoptedSharing | None:
    """Give the key that divides a document; None when it was divided already. Nothing is changed.

    Raises NotShared and OtherContent.
    """
    there = shared_document(partnership, told.kind, told.partner, told.number)
    if there is not None:
        if there.digest != told.digest:
            raise OtherContent(f"{told.partner} used number {told.number} before, for another one.")
        return None
    holds = _key_for(costs, sharing_keys(partnership))
    for one in holds.key.parts:
        if document(one.municipality, told.kind, told.partner, told.number) is not None:
            raise OtherContent(f"{one.municipality} took number {told.number} in for itself.")
    return holds


def _key_for(costs: Sequence[DocumentCost], keys: Sequence[AdoptedSharing]) -> AdoptedSharing:
    of_days = {one.day: key_of_day(one.day, [each.key for each in keys]) for one in costs}
    found = {id(key): key for key in of_days.values()}
    key = next(iter(found.values()), None)
    if key is None or len(found) > 1:
        days = ", ".join(str(day) for day in sorted(of_days)[:3])
        raise NotShared(
            f"er is geen sleutel tussen de gemeenten die alle dagen hiervan verdeelt ({days})"
        )
    return next(one for one in keys if one.key is key)


def divided_costs(costs: Sequence[DocumentCost], key: SharingKey) -> dict[str, list[DocumentCost]]:
    """Give the part of each row for each municipality; parts of nought are left out."""
    found: dict[str, list[DocumentCost]] = {one.municipality: [] for one in key.parts}
    for cost in costs:
        cents, back = parts_of(cost.cents, key), parts_of(cost.reclaimed_cents, key)
        many = parts_of(int((cost.quantity or 0) * _THOUSANDTHS), key)
        for code, mine in found.items():
            if cents[code] or back[code]:
                quantity = None if cost.quantity is None else Decimal(many[code]) / _THOUSANDTHS
                mine.append(
                    replace(
                        cost, cents=cents[code], reclaimed_cents=back[code], quantity=quantity,
                        commitment="", person="",
                    )
                )  # fmt: skip
    return found
