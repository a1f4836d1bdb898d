# SPDX-License-Identifier: EUPL-1.2
"""Reads of what municipalities share: their keys, and the documents that were divided."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Sum

from meedoen.accounts.models import Partnership
from meedoen.budget.accounts import LedgerAccount
from meedoen.budget.kinds import DocumentKind, TransactionKind
from meedoen.budget.models import BookedDocument, LedgerEntry, PartnershipKey, SharedDocument
from meedoen.budget.sharing.parts import SharingKey, SharingPart, wrong_parts


@dataclass(frozen=True)
class AdoptedSharing:
    """A key between municipalities that holds, with the number of its row."""

    pk: int
    key: SharingKey


def partnership_named(name: str) -> Partnership | None:
    """Give a partnership by its name, whatever its capitals."""
    return Partnership.objects.filter(name__iexact=name.strip()).first()


def partnership_names() -> list[str]:
    """Give the names of all partnerships."""
    return list(Partnership.objects.order_by("name").values_list("name", flat=True))


def municipalities_of(partnership: int) -> list[str]:
    """Give the codes of the municipalities that work together."""
    rows = Partnership.objects.filter(pk=partnership, municipalities__isnull=False)
    return list(rows.order_by("municipalities").values_list("municipalities", flat=True))


def sharing_keys(partnership: int) -> list[AdoptedSharing]:
    """Give the keys of a partnership that hold, in the order in which they begin."""
    rows = PartnershipKey.objects.filter(partnership=partnership, adopted_at__isnull=False)
    return [
        AdoptedSharing(row.pk, as_sharing(row))
        for row in rows.prefetch_related("parts").order_by("first_day", "pk")
    ]


def as_sharing(row: PartnershipKey) -> SharingKey:
    """Read a key between municipalities from its rows."""
    parts = tuple(
        SharingPart(one.municipality_id, one.share, one.ground) for one in row.parts.all()
    )
    return SharingKey(row.name, row.first_day, row.last_day, parts)


def shared_document(
    partnership: int, kind: DocumentKind, partner: str, number: str
) -> SharedDocument | None:
    """Give a document that was divided, by the number that who sent it gave it."""
    return SharedDocument.objects.filter(
        partnership=partnership, kind=kind, partner=partner, number=number
    ).first()


@dataclass(frozen=True)
class SharedOrigin:
    """Of which whole a document is a part: its cents, and the key with the ground of this part."""

    total_cents: int
    key: SharingKey
    part: SharingPart

    @property
    def percent(self) -> str:
        """Write the share: 62,5 procent."""
        whole, rest = divmod(self.part.share, 10)
        return f"{whole},{rest}" if rest else str(whole)


def origin_of(document: BookedDocument) -> SharedOrigin | None:
    """Give of which whole a document is a part; None when it is one itself."""
    if document.shared_id is None:
        return None
    rows = SharedDocument.objects.select_related("key").prefetch_related("key__parts")
    whole = rows.get(pk=document.shared_id)
    key = as_sharing(whole.key)
    part = next(one for one in key.parts if one.municipality == document.municipality_id)
    return SharedOrigin(whole.total_cents, key, part)


def wrongly_shared(municipality: str) -> Iterator[str]:
    """Say which shared documents of a municipality its key does not yield, worked out anew."""
    rows = SharedDocument.objects.filter(municipalities__contains=[municipality])
    for whole in rows.select_related("key").prefetch_related("key__parts").order_by("pk"):
        yield from wrong_parts(
            str(whole.pk), whole.total_cents, _rows_of(whole), as_sharing(whole.key)
        )


def _rows_of(whole: SharedDocument) -> dict[str, dict[str, int]]:
    """Give the parts of each amount of a shared document, in cents: of its rows and their VAT."""
    asked = (
        LedgerEntry.objects.filter(
            transaction__document__shared=whole,
            transaction__kind=TransactionKind.DECLARED,
            account__in=(LedgerAccount.WAITING, LedgerAccount.VAT_BCF),
        )
        .values_list("transaction__row", "account", "transaction__municipality")
        .annotate(together=Sum("cents"))
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row, account, code, cents in asked:
        found[f"{row} {account}"][code] = cents
    return found
