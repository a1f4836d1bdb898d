# SPDX-License-Identifier: EUPL-1.2
"""The ledger and what is booked in it: nothing in it changes, a mistake is taken back by another.

A person is nowhere here: a row may hold an opaque reference, from which there is no way back. The
database itself keeps the sums: what is not nought together does not come in, and balances per month
are kept with each booking.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from meedoen.accounts.models import Account, Partnership
from meedoen.areas.models import Municipality
from meedoen.budget.accounts import COST, LedgerAccount
from meedoen.budget.keys import WHOLE, Pot
from meedoen.budget.kinds import ContractForm, DocumentKind, TransactionKind
from meedoen.vocabulary.units import DeliveredUnit

_ACCOUNTS = [(one.value, one.label) for one in LedgerAccount]
_UNITS = [(one.value, one.label) for one in DeliveredUnit]


class BookingYear(models.Model):
    """A year of a municipality in which is booked, until it is closed."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    opened_by = models.CharField(max_length=160)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=160, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="booking_year_once", fields=["municipality", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.year}"


class AllocationKey(models.Model):
    """How costs of some days are divided (`keys.py`): proposed by one, adopted by another.

    It is adopted before its first day, and then stays as it is. `products` are product categories
    and `partners` codes of providers; all when empty.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    products = ArrayField(models.CharField(max_length=100), default=list)
    partners = ArrayField(models.CharField(max_length=100), default=list)
    integral = models.PositiveSmallIntegerField(default=WHOLE)
    proposed_by = models.CharField(max_length=160)
    proposer = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=160, blank=True)
    adopter = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    adopted_on = models.DateField(null=True)
    adopted_at = models.DateTimeField(null=True)
    dropped_by = models.CharField(max_length=160, blank=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="key_within_a_year",
                condition=Q(first_day__lte=F("last_day")) & Q(first_day__year=F("last_day__year")),
            ),
            models.CheckConstraint(
                name="key_adopted_beforehand",
                condition=Q(adopted_on__isnull=True, adopted_at__isnull=True)
                | Q(adopted_on__lt=F("first_day"), adopted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="key_second_pair_of_eyes",
                # Two accounts are two people, also when both are called the same.
                condition=Q(adopted_by="")
                | ~Q(adopted_by=F("proposed_by"))
                | Q(adopter__isnull=False, proposer__isnull=False),
            ),
            models.CheckConstraint(
                name="key_adopted_by_another_account",
                condition=Q(adopter__isnull=True)
                | Q(proposer__isnull=True)
                | ~Q(adopter=F("proposer")),
            ),
            models.CheckConstraint(
                name="key_in_use_is_not_dropped",
                condition=Q(adopted_at__isnull=True) | Q(dropped_at__isnull=True),
            ),
            models.CheckConstraint(
                name="key_integral_is_a_share", condition=Q(integral__lte=WHOLE)
            ),
        ]
        indexes: ClassVar = [models.Index(name="keys_of", fields=["municipality", "first_day"])]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day:%Y}"

    def is_proposed_by(self, label: str, account: int | None) -> bool:
        """Whether somebody proposed it: by account, and by name for who has none."""
        if account is not None and self.proposer_id is not None:
            return bool(account == self.proposer_id)
        return label == self.proposed_by


class AllocationLine(models.Model):
    """One line of a key; `share` is in thousandths."""

    key = models.ForeignKey(AllocationKey, models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField()
    law = models.CharField(max_length=24)
    taakveld = models.CharField(max_length=8)
    category = models.CharField(max_length=8)
    programme = models.CharField(max_length=60, blank=True)
    share = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="key_line_once", fields=["key", "place"]),
            models.CheckConstraint(
                name="key_line_is_a_share", condition=Q(share__gt=0, share__lte=WHOLE)
            ),
            models.CheckConstraint(name="key_line_has_a_ground", condition=~Q(ground="")),
        ]

    def __str__(self) -> str:
        return f"{self.law} {self.taakveld}"


class PartnershipKey(models.Model):
    """How municipalities that work together divide what is asked of them (`sharing/parts.py`).

    It is adopted before its first day, by another than who proposed it, and then stays as it is.
    `municipalities` are the codes of those that have a part, who see it.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    municipalities = ArrayField(models.CharField(max_length=8))
    name = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    proposed_by = models.CharField(max_length=160)
    proposed_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=160, blank=True)
    adopted_on = models.DateField(null=True)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sharing_has_days", condition=Q(first_day__lte=F("last_day"))
            ),
            models.CheckConstraint(
                name="sharing_adopted_beforehand",
                condition=Q(adopted_on__isnull=True, adopted_at__isnull=True, adopted_by="")
                | Q(adopted_on__lt=F("first_day"), adopted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sharing_second_pair_of_eyes", condition=~Q(adopted_by=F("proposed_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_day:%Y}"


class PartnershipPart(models.Model):
    """The part of one municipality in such a key; `share` is in thousandths."""

    key = models.ForeignKey(PartnershipKey, models.PROTECT, related_name="parts")
    place = models.PositiveSmallIntegerField()
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    share = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="sharing_part_once", fields=["key", "municipality"]),
            models.CheckConstraint(
                name="sharing_part_is_a_share", condition=Q(share__gt=0, share__lte=WHOLE)
            ),
            models.CheckConstraint(name="sharing_part_has_a_ground", condition=~Q(ground="")),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.share}"


class SharedDocument(models.Model):
    """What was asked of a partnership in one document, before its parts went to municipalities.

    `total_cents` is what its good rows ask together: that was divided.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    key = models.ForeignKey(PartnershipKey, models.PROTECT, related_name="+")
    municipalities = ArrayField(models.CharField(max_length=8))
    kind = models.CharField(max_length=16, choices=[(k.value, k.label) for k in DocumentKind])
    partner = models.CharField(max_length=100)
    number = models.CharField(max_length=100)
    total_cents = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    taken_in_by = models.CharField(max_length=160)
    taken_in_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="shared_document_once", fields=["partnership", "kind", "partner", "number"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.number}"


class BookedDocument(models.Model):
    """A file, or a part of one, that was taken in once; `digest` tells the same one from another.

    `partner` is who asks, or of a bank statement the account. `shared` is what it is a part of,
    where it was asked of several municipalities together.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(k.value, k.label) for k in DocumentKind])
    partner = models.CharField(max_length=100)
    number = models.CharField(max_length=100)
    standard = models.CharField(max_length=16)
    first_day = models.DateField()
    last_day = models.DateField()
    total_cents = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    bad = models.PositiveIntegerField()
    shared = models.ForeignKey(SharedDocument, models.PROTECT, null=True, related_name="parts")
    taken_in_by = models.CharField(max_length=160)
    taken_in_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="document_once", fields=["municipality", "kind", "partner", "number"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.number}"


class LedgerTransaction(models.Model):
    """What was booked in one go, on the day that it is about.

    `document` and `row` say of which line it is, `unit` and `quantity` how many were delivered
    where that is known; `about` is the booking that it goes on with, `key` the key by which that
    was divided, `pays` the document that a payment is for, and `reverses` the one that it takes
    back.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=16, choices=[(k.value, k.label) for k in TransactionKind])
    words = models.CharField(max_length=240)
    document = models.ForeignKey(
        BookedDocument, models.PROTECT, null=True, related_name="transactions"
    )
    pays = models.ForeignKey(BookedDocument, models.PROTECT, null=True, related_name="payments")
    row = models.PositiveIntegerField(null=True)
    product = models.CharField(max_length=100, blank=True)
    product_code = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=2, blank=True, choices=_UNITS)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    key = models.ForeignKey(AllocationKey, models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    booked_by = models.CharField(max_length=160)
    booked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="document_row_once",
                fields=["document", "row"],
                condition=Q(pays__isnull=True),
            ),
            models.UniqueConstraint(
                name="payment_once_per_document", fields=["document", "row", "pays"]
            ),
            models.CheckConstraint(
                name="divided_by_a_key",
                condition=Q(kind=TransactionKind.DIVIDED, key__isnull=False, about__isnull=False)
                | (~Q(kind=TransactionKind.DIVIDED) & Q(key__isnull=True)),
            ),
        ]
        indexes: ClassVar = [models.Index(name="transactions_of", fields=["municipality", "day"])]

    def __str__(self) -> str:
        return f"{self.day} {self.words}"


class LedgerEntry(models.Model):
    """One amount on one account, in whole cents: a debit above nought, a credit below it.

    Beside a cost stands where it belongs, beside nothing else. `person` is an opaque reference.
    """

    transaction = models.ForeignKey(LedgerTransaction, models.PROTECT, related_name="entries")
    account = models.CharField(max_length=24, choices=_ACCOUNTS)
    cents = models.BigIntegerField()
    law = models.CharField(max_length=24, blank=True)
    taakveld = models.CharField(max_length=8, blank=True)
    category = models.CharField(max_length=8, blank=True)
    programme = models.CharField(max_length=60, blank=True)
    pot = models.CharField(max_length=10, blank=True, choices=[(p.value, p.value) for p in Pot])
    ground = models.CharField(max_length=200, blank=True)
    partner = models.CharField(max_length=100, blank=True)
    commitment = models.CharField(max_length=100, blank=True)
    person = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="entry_is_an_amount", condition=~Q(cents=0)),
            models.CheckConstraint(
                name="entry_of_cost_has_a_place",
                condition=(
                    Q(account__startswith=COST) & ~Q(law="") & ~Q(taakveld="") & ~Q(ground="")
                    & ~Q(pot="")
                )
                | (
                    ~Q(account__startswith=COST)
                    & Q(law="", taakveld="", category="", programme="", pot="", ground="")
                ),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(
                name="entries_of_commitment", fields=["commitment"], condition=~Q(commitment="")
            ),
            models.Index(
                name="entries_that_wait",
                fields=["transaction"],
                include=["cents"],
                condition=Q(account=LedgerAccount.WAITING),
            ),
            models.Index(
                name="entries_in_suspense",
                fields=["transaction"],
                include=["cents"],
                condition=Q(account=LedgerAccount.SUSPENSE),
            ),
            models.Index(
                name="entries_that_wait_of",
                fields=["partner", "transaction"],
                include=["cents"],
                condition=Q(account=LedgerAccount.WAITING),
            ),
            models.Index(
                name="entries_of_cost",
                fields=["partner", "taakveld", "law", "transaction"],
                condition=Q(law__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.cents}"


class PeriodBalance(models.Model):
    """What stands on an account after a month, and of a cost per where it belongs.

    The database adds each booking to it; nobody else writes it.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=24)
    law = models.CharField(max_length=24, blank=True)
    taakveld = models.CharField(max_length=8, blank=True)
    category = models.CharField(max_length=8, blank=True)
    programme = models.CharField(max_length=60, blank=True)
    pot = models.CharField(max_length=10, blank=True)
    partner = models.CharField(max_length=100, blank=True)
    cents = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="balance_once",
                fields=[
                    *("municipality", "year", "month", "account", "law", "taakveld"),
                    *("category", "programme", "pot", "partner"),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.year}-{self.month:02d}: {self.cents}"


class TownLedgerFile(models.Model):
    """A file with what a municipality booked in the ledger that it keeps elsewhere."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    version = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    bad = models.PositiveIntegerField()
    taken_in_by = models.CharField(max_length=160)
    taken_in_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="ledger_file_once", fields=["municipality", "year", "digest"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.first_day} {self.last_day}"


class TownLedgerLine(models.Model):
    """One line of it, kept beside our own books and never booked in them; a debit above nought."""

    file = models.ForeignKey(TownLedgerFile, models.PROTECT, related_name="lines")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    journal = models.CharField(max_length=35)
    booking = models.CharField(max_length=35)
    line = models.CharField(max_length=35)
    day = models.DateField()
    account = models.CharField(max_length=35)
    cents = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="ledger_line_once",
                fields=["municipality", "year", "journal", "booking", "line"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.journal} {self.booking} {self.line}"


class TownAccount(models.Model):
    """Which of our accounts is meant by a number in the ledger that a municipality keeps itself."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    number = models.CharField(max_length=35)
    account = models.CharField(max_length=24, choices=_ACCOUNTS)
    said_by = models.CharField(max_length=160)
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="town_account_once", fields=["municipality", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.account}"


class LedgerCheck(models.Model):
    """That all books of a municipality were worked out anew, and how much did not agree.

    `bookings` is how many there were then.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    bookings = models.PositiveBigIntegerField()
    findings = models.PositiveIntegerField()
    checked_by = models.CharField(max_length=160)
    checked_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(name="checks_of", fields=["municipality", "-checked_at"])]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.checked_at}: {self.findings}"


class BudgetDecision(models.Model):
    """What a council decided on the budget of a year: the first adopts it, later ones add.

    It stays as it was decided; another decision changes what it set apart.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    ground = models.CharField(max_length=200)
    kept_by = models.CharField(max_length=160)
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="budget_decided_once", fields=["municipality", "year", "number"]
            ),
            models.CheckConstraint(
                name="budget_decided_in_time", condition=Q(decided_on__year__lte=F("year"))
            ),
            models.CheckConstraint(
                name="budget_has_a_ground", condition=~Q(number="") & ~Q(ground="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.year}"


class BudgetLine(models.Model):
    """What a decision sets apart for a programme, a law and a taakveld of that year, in cents."""

    decision = models.ForeignKey(BudgetDecision, models.PROTECT, related_name="lines")
    programme = models.CharField(max_length=60, blank=True)
    law = models.CharField(max_length=24)
    taakveld = models.CharField(max_length=8)
    cents = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="budget_line_once", fields=["decision", "law", "taakveld", "programme"]
            ),
            models.CheckConstraint(name="budget_line_is_an_amount", condition=~Q(cents=0)),
        ]

    def __str__(self) -> str:
        return f"{self.law} {self.taakveld}"


class SeenBalance(models.Model):
    """What the costs of a month are by the month in which they came in; `seen` is its first day.

    The database adds each cost to it; nobody else writes it. From it follows how late costs come.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    seen = models.DateField()
    law = models.CharField(max_length=24)
    taakveld = models.CharField(max_length=8)
    programme = models.CharField(max_length=60, blank=True)
    cents = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="seen_balance_once",
                fields=["municipality", "year", "month", "seen", "law", "taakveld", "programme"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.taakveld} {self.year}-{self.month:02d}: {self.cents}"


class DocumentBalance(models.Model):
    """What of a document is open: below nought we have to pay it, above nought we receive it.

    The database adds each booking to it; nobody else writes it. A payment is held against these.
    """

    document = models.OneToOneField(BookedDocument, models.PROTECT, related_name="balance")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    cents = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(name="documents_open", fields=["municipality"], condition=~Q(cents=0))
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.cents}"


class ProductBalance(models.Model):
    """What the costs of a month are per product and provider, and where they stand.

    The database adds each cost to it; nobody else writes it. On it a key of another year is tried.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    product = models.CharField(max_length=100, blank=True)
    partner = models.CharField(max_length=100, blank=True)
    law = models.CharField(max_length=24)
    taakveld = models.CharField(max_length=8)
    pot = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Pot])
    cents = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="product_balance_once",
                fields=[
                    *("municipality", "year", "month", "product", "partner", "law", "taakveld"),
                    "pot",
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.year}-{self.month:02d}: {self.cents}"


class AskedBalance(models.Model):
    """What a provider asked for a product on a day: cents, and how many where that is known.

    The database adds each booking to it; nobody else writes it. What waits and what was divided are
    both in it, and what was taken back is not. Contracts are held against it.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    day = models.DateField()
    partner = models.CharField(max_length=100, blank=True)
    product = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=2, blank=True, choices=_UNITS)
    cents = models.BigIntegerField()
    quantity = models.DecimalField(max_digits=18, decimal_places=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="asked_balance_once",
                fields=["municipality", "day", "partner", "product", "unit"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.day}: {self.cents}"


class ProviderContract(models.Model):
    """What was agreed with a provider (`contracts/terms.py`). It stays as it was agreed.

    Another contract takes its place, or it ends earlier.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    partner = models.CharField(max_length=100)
    product = models.CharField(max_length=100, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    form = models.CharField(max_length=12, choices=[(f.value, f.label) for f in ContractForm])
    unit = models.CharField(max_length=2, blank=True, choices=_UNITS)
    price_cents = models.BigIntegerField(null=True)
    maximum_cents = models.BigIntegerField(null=True)
    replaces = models.CharField(max_length=60, blank=True)
    adopted_by = models.CharField(max_length=160)
    adopted_on = models.DateField()
    kept_by = models.CharField(max_length=160)
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="contract_once", fields=["municipality", "number"]),
            models.CheckConstraint(
                name="contract_has_days", condition=Q(first_day__lte=F("last_day"))
            ),
            models.CheckConstraint(
                name="contract_says_what_it_is",
                condition=Q(
                    form=ContractForm.LUMP_SUM, maximum_cents__isnull=False, price_cents=None
                )
                | (Q(form=ContractForm.PRICED, price_cents__isnull=False) & ~Q(unit=""))
                | Q(form=ContractForm.DECLARED),
            ),
            models.CheckConstraint(
                name="contract_is_for_more_than_nought",
                condition=(Q(price_cents=None) | Q(price_cents__gt=0))
                & (Q(maximum_cents=None) | Q(maximum_cents__gt=0)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="contracts_of", fields=["municipality", "first_day"])
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.partner}"


class ContractEnding(models.Model):
    """That a contract ends earlier than was agreed, and what it comes to in all, in cents."""

    contract = models.OneToOneField(ProviderContract, models.PROTECT, related_name="ending")
    last_day = models.DateField()
    final_cents = models.BigIntegerField(null=True)
    why = models.CharField(max_length=200)
    kept_by = models.CharField(max_length=160)
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="contract_end_is_an_amount",
                condition=Q(final_cents=None) | Q(final_cents__gte=0),
            ),
            models.CheckConstraint(name="contract_end_says_why", condition=~Q(why="")),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.last_day}"


class DeliveryStatement(models.Model):
    """How many a provider says it delivered under a contract in a period: a count, of nobody.

    Another one takes its place; both stay.
    """

    contract = models.ForeignKey(ProviderContract, models.PROTECT, related_name="statements")
    first_day = models.DateField()
    last_day = models.DateField()
    unit = models.CharField(max_length=2, choices=_UNITS)
    quantity = models.PositiveBigIntegerField()
    stated_on = models.DateField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    kept_by = models.CharField(max_length=160)
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="delivery_has_days", condition=Q(first_day__lte=F("last_day"))
            ),
            models.UniqueConstraint(
                name="delivery_stated_once",
                fields=["contract", "first_day", "last_day", "unit"],
                condition=Q(replaces=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.first_day}: {self.quantity}"
