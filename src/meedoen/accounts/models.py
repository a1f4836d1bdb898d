# SPDX-License-Identifier: EUPL-1.2
"""Partnerships, organisations, teams, accounts and memberships. No resident is here."""

from typing import Any, ClassVar

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from meedoen.accounts.roles import ENDS_BY_ITSELF, Role
from meedoen.areas.models import Municipality
from meedoen.vocabulary.email import comparable_email


class OrganisationKind(models.TextChoices):
    """The kinds of organisation the five practices name (S1-03)."""

    MUNICIPALITY = "municipality", "Gemeente"
    WELFARE = "welfare", "Welzijn"
    OPEN_HOUSE = "open_house", "Open huis"
    MENTAL_HEALTH = "mental_health", "Geestelijke gezondheidszorg"
    DISABILITY_CARE = "disability_care", "Zorg bij een beperking"
    SHELTERED_WORK = "sheltered_work", "Sociale werkvoorziening"
    UWV = "uwv", "UWV"
    SCHOOL_ATTENDANCE = "school_attendance", "Leerplicht en doorstroompunt"
    REINTEGRATION = "reintegration", "Hulp naar werk"
    EMPLOYER = "employer", "Werkgever"
    CLIENT_SUPPORT = "client_support", "Onafhankelijke ondersteuning"
    CARER_SUPPORT = "carer_support", "Steun voor mantelzorgers"
    LIBRARY = "library", "Bibliotheek"
    SPORT = "sport", "Sport"
    COMMUNITY = "community", "Bewoners en geloof"
    VOLUNTEER_CENTRE = "volunteer_centre", "Vrijwilligerscentrale"
    NEWCOMERS = "newcomers", "Nieuwkomers"
    HOUSING = "housing", "Wonen"


class ComparableEmailField(models.EmailField):
    """An e-mail address in its comparable spelling, wherever it is kept or looked up."""

    def get_prep_value(self, value: Any) -> Any:
        """Give the spelling that the database holds."""
        prepared = super().get_prep_value(value)
        return comparable_email(prepared) if isinstance(prepared, str) else prepared

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Let the object at hand carry what is kept."""
        kept = self.get_prep_value(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, kept)
        return kept


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "Account":
        """Make an account; without a password one can only come in through the organisation."""
        account = self.model(email=comparable_email(email), **more)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractUser):
    """A professional who may log in. Residents have none."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = ComparableEmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120)
    # A hash, and sealed, which takes room.
    password = models.CharField("wachtwoord", max_length=400)
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[AccountManager] = AccountManager()  # type: ignore[assignment]

    class Meta(AbstractUser.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_an_address",
                violation_error_message=(
                    "Er is al een account met dit e-mailadres. "
                    "Hoofdletters en kleine letters maken daarbij geen verschil."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Tell whether this is the password, and leave its hash as it is.

        Django would write a stronger hash here; a page may write none.
        """
        return check_password(raw_password, self.password)


class CodeTries(models.Model):
    """How often somebody typed a wrong code of the second factor, and which code was used last.

    One row an account, so that every web process counts the same and a code works once in all.
    """

    account = models.OneToOneField(
        Account, models.CASCADE, primary_key=True, related_name="code_tries"
    )
    wrong = models.PositiveIntegerField(default=0, help_text="Zo vaak achter elkaar fout.")
    wait_until = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(
        null=True, blank=True, help_text="De tijdstap van de laatst gebruikte code (RFC 6238)."
    )

    def __str__(self) -> str:
        return f"{self.account_id}: {self.wrong}"


class WrongCode(models.Model):
    """One wrong code. Pages add it and take none away, so that no statement forgets a day of them.

    The database removes those of an account that are older than two days, as others come.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="wrong_codes")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "at"], name="wrong_codes_of_a_day")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.at}"


class AppSetUp(models.Model):
    """That an account set up an app for codes: from then on the password alone sets up no other.

    The database adds it with the second factor itself, and a page can take none away.
    """

    account = models.OneToOneField(
        Account, models.CASCADE, primary_key=True, related_name="app_set_up"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account_id}: {self.at}"


class Partnership(models.Model):
    """Municipalities and partners that work together under one agreement (samenwerkingsverband)."""

    name = models.CharField(max_length=120, unique=True)
    municipalities = models.ManyToManyField(Municipality, related_name="partnerships")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="one_partnership_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A partner, and the municipalities it works in: outside those it sees nobody."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    municipalities = models.ManyToManyField(Municipality, related_name="organisations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("slug"), name="one_organisation_a_slug")
        ]

    def __str__(self) -> str:
        return self.name


class DataAgreement(models.Model):
    """The purposes for which an organisation agreed, on paper, to see residents' data (S1-03)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="agreements")
    purposes = ArrayField(models.CharField(max_length=40))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="agreement_ends_after_it_starts",
            )
        ]


class Team(models.Model):
    """People of one organisation who answer for each other, in the wijken they serve."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="teams")
    name = models.CharField(max_length=120)
    wijk_codes = ArrayField(models.CharField(max_length=8), default=list, blank=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody's function in a team, from a day until a day."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(role.value, role.label) for role in Role])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(role.value for role in ENDS_BY_ITSELF))
                | Q(valid_to__isnull=False),
                name="adviser_from_outside_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["account", "team", "role", "valid_from"], name="one_membership_a_day"
            ),
        ]
