# SPDX-License-Identifier: EUPL-1.2
"""The names and words of people as they can be: of one letter, unseen, endless, in any script.

`SAID` lists each column that holds a person's own name or words, `MACHINE` each that does not. A
new column stands in neither, and a test asks for it: then it comes under all these tests.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.apps import apps
from django.db import connection, models

ENDLESS = "W" * 400
UNSEEN = "\u200b\u2060\u3164"
KINDS = (
    ENDLESS,
    "J",
    "aleksandra.wojciechowska-van-den-boogaard@deelvanhetgeheel.example",
    "<script>alert(1)</script><b>Jo</b> & \"Co\"",
    "\u202eشمس الدين\u202c",
    "👩‍👩‍👧‍👦" * 30,
    "e\u0301\u0302\u0303\u0304" * 40,
    "O'Hara-\u2011d\u2019Écluse",
    "regel een\nregel twee",
    "https://voorbeeld.example/" + "a" * 300,
)  # fmt: skip

SAID = {
    "accounts.Account": ("name",),
    "accounts.Organisation": ("name",),
    "accounts.Partnership": ("name",),
    "accounts.Team": ("name",),
    "assessment.Look": ("looked_by",),
    "assessment.Override": ("reason", "legal_ground", "decided_by"),
    "budget.AllocationKey": ("name", "proposed_by", "adopted_by", "dropped_by"),
    "budget.AllocationLine": ("programme", "ground"),
    "budget.BookedDocument": ("taken_in_by",),
    "budget.BookingYear": ("opened_by", "closed_by"),
    "budget.BudgetDecision": ("number", "ground", "kept_by"),
    "budget.BudgetLine": ("programme",),
    "budget.ContractEnding": ("why", "kept_by"),
    "budget.DeliveryStatement": ("kept_by",),
    "budget.LedgerCheck": ("checked_by",),
    "budget.LedgerEntry": ("programme", "ground"),
    "budget.LedgerTransaction": ("words", "booked_by"),
    "budget.PartnershipKey": ("name", "proposed_by", "adopted_by"),
    "budget.PartnershipPart": ("ground",),
    "budget.PeriodBalance": ("programme",),
    "budget.ProviderContract": ("product", "adopted_by", "kept_by"),
    "budget.SeenBalance": ("programme",),
    "budget.SharedDocument": ("taken_in_by",),
    "budget.TownAccount": ("said_by",),
    "budget.TownLedgerFile": ("taken_in_by",),
    "catalogue.Location": ("name", "street"),
    "catalogue.Offer": ("title", "description", "when_text"),
    "history.Revision": ("by",),
    "knelpunten.CaseStudy": (
        "title",
        "situation",
        "collides",
        "cause",
        "approach",
        "effect",
        "remark",
    ),
    "knelpunten.Consultation": ("words", "advised_by", "advice", "summary", "reaction"),
    "knelpunten.Draft": ("title", "happens", "effect"),
    "knelpunten.Knelpunt": ("title", "happens", "quote", "answer", "taken_back_because"),
    "knelpunten.Recommendation": ("words", "why", "decided_by", "decision"),
    "knelpunten.RegisterLine": ("words", "by_team"),
    "knelpunten.SharedCasus": (
        "title",
        "situation",
        "collides",
        "cause",
        "approach",
        "effect",
        "teams",
    ),
    "knelpunten.Ticket": ("words", "answer", "solved_words"),
    "knelpunten.Voice": ("words",),
    "laboratory.Draft": ("name", "reason", "made_by"),
    "laboratory.Run": ("asked_by", "trouble"),
    "monitor.Build": ("asked_by", "trouble"),
    "monitor.IndicatorFigure": ("why_none",),
    "monitor.MonitorChoice": ("streets_decision", "written_by"),
    "monitor.Objection": ("written_by",),
    "monitor.SourceLoad": ("loaded_by", "over_by"),
    "monitor.SupplierProfile": ("supplier", "sheet", "seen_by", "written_by", "forgotten_by"),
    "monitor.SourceTerms": (
        "ground",
        "article",
        "purpose",
        "controller",
        "dpia",
        "written_by",
        "ended_by",
    ),
    "monitor.StreetFigure": ("why_none",),
    "monitor.StreetLook": ("words", "actor_label", "actor_organisation"),
    "network.AgendaItem": ("result",),
    "network.Meeting": ("title", "place"),
    "notifications.Delivery": ("by",),
    "notifications.Outgoing": ("told_by",),
    "notifications.PostedWords": ("title", "words", "printed_by"),
    "notifications.ReachAddress": ("value", "given_by"),
    "notifications.ReachChoice": ("chosen_by",),
    "plans.CheckIn": ("words", "heard_by"),
    "plans.Choice": ("heard_by",),
    "plans.Step": ("words", "added_by"),
    "privacy.Consent": ("words", "noted_by"),
    "privacy.Grant": ("granted_by",),
    "privacy.IdentityShown": ("noted_by",),
    "privacy.OrganisationSystem": ("name",),
    "privacy.PersonBeside": ("called",),
    "privacy.ProcessingRecord": ("actor_label", "actor_organisation"),
    "programmes.FollowedIndicator": ("wanted",),
    "programmes.Goal": ("words",),
    "programmes.Insight": ("sentence",),
    "programmes.ProgrammeAction": ("what", "more", "who", "reason", "came_of_it"),
    "programmes.Subprogramme": ("name", "aim", "leader_function", "leader_name"),
    "programmes.Vision": ("name", "words"),
    "publication.Preparation": ("title", "counted", "sources", "quality", "asked_by", "trouble"),
    "publication.Release": (
        "title",
        "counted",
        "sources",
        "quality",
        "made_by",
        "approved_by",
        "published_by",
        "ended_by",
        "ended_why",
        "remark",
    ),
    "publication.ReleaseRow": ("name",),
    "residents.Fact": ("said_by", "motivation"),
    "residents.Fragment": ("words", "heard_by"),
    "plans.Disagreement": (
        *("beside", "words", "signed", "reach", "heard_by", "answer", "answered_by"),
    ),
    "residents.Hindrance": ("beside", "words", "heard_by"),
    "residents.Resident": ("chosen_name",),
    "residents.ToldCapacity": ("heard_by",),
}
# Codes, addresses and marks of the product itself; and what registers publish about places.
MACHINE = {
    "plans.Disagreement": ("reference",),
    "accounts.Account": ("email", "password"),
    "accounts.Organisation": ("slug",),
    "areas.Area": ("code", "parent_code", "name"),
    "areas.Import": ("imported_by",),
    "areas.KeyFigure": ("area_code", "name"),
    "areas.Municipality": ("code", "name"),
    "areas.Street": ("buurt_code", "name"),
    "areas.Succession": ("code", "successor_code"),
    "assessment.InvarianceRun": ("seed", "rulebook_digest", "product_version", "run_by"),
    "assessment.Override": ("provision",),
    "catalogue.Location": ("buurt_code",),
    "history.Revision": ("role", "table", "row"),
    "knelpunten.Draft": ("code",),
    "knelpunten.Knelpunt": ("code",),
    "laboratory.Run": ("rulebook",),
    "budget.AllocationLine": ("law", "taakveld", "category"),
    "budget.AskedBalance": ("partner", "product"),
    "budget.BookedDocument": ("partner", "number", "standard", "digest"),
    "budget.BudgetLine": ("law", "taakveld"),
    "budget.LedgerEntry": ("law", "taakveld", "category", "partner", "commitment", "person"),
    "budget.LedgerTransaction": ("product", "product_code"),
    "budget.ProviderContract": ("number", "partner", "replaces"),
    "budget.ProductBalance": ("product", "partner", "law", "taakveld"),
    "budget.SeenBalance": ("law", "taakveld"),
    "budget.SharedDocument": ("partner", "number", "digest"),
    "budget.TownAccount": ("number",),
    "budget.TownLedgerFile": ("version", "digest"),
    "budget.TownLedgerLine": ("journal", "booking", "line", "account"),
    "budget.PeriodBalance": ("account", "law", "taakveld", "category", "pot", "partner"),
    "monitor.Build": ("role",),
    "monitor.IndicatorFigure": ("indicator",),
    "monitor.SourceLoad": ("file",),
    "monitor.SupplierProfile": ("known_as", "dates", "separator", "encoding"),
    "monitor.StreetFigure": ("status",),
    "monitor.StreetLook": ("buurt", "actor_role"),
    "monitor.StreetRow": ("buurt",),
    "notifications.ActionLink": ("digest",),
    "notifications.Outgoing": ("occasion", "about"),
    "privacy.Arrival": ("address",),
    "privacy.ReturnTry": ("address", "visit"),
    "privacy.Consent": ("version",),
    "privacy.Grant": ("law_reference", "obtained_under", "task"),
    "privacy.ProcessingRecord": (
        "trace_id", "span_id", "name", "status_code", "basis", "municipality_code", "actor_role",
    ),
    "privacy.ReturnKey": ("digest",),
    "privacy.SecurityEvent": ("event", "endpoint", "reason"),
    "programmes.FollowedIndicator": ("indicator", "area"),
    "programmes.Insight": ("indicator", "area"),
    "programmes.ProgrammeAction": ("area",),
    "publication.Preparation": ("counts", "mark", "role"),
    "publication.Release": ("address", "counts", "per", "digest"),
    "publication.ReleaseFile": ("path",),
    "publication.ReleaseRow": ("code", "parent"),
    "residents.Fact": ("name",),
    "residents.Resident": ("buurt_code", "sought_as"),
}  # fmt: skip
# By which trigger the database keeps what somebody said as it was.
KEPT_AS_MADE = {
    "budget.AllocationKey": "stays",
    "budget.AllocationLine": "stays",
    "budget.BookedDocument": "stays",
    "budget.BookingYear": "stays",
    "budget.BudgetDecision": "stays",
    "budget.BudgetLine": "stays",
    "budget.ContractEnding": "stays",
    "budget.DeliveryStatement": "stays",
    "budget.LedgerCheck": "stays",
    "budget.LedgerEntry": "stays",
    "budget.LedgerTransaction": "stays",
    "budget.PartnershipKey": "stays",
    "budget.PartnershipPart": "stays",
    "budget.ProviderContract": "stays",
    "budget.SharedDocument": "stays",
    "publication.Preparation": "counts_go",
    "publication.Release": "one_way",
    "publication.ReleaseRow": "stays",
}


def columns_of_words() -> dict[str, set[str]]:
    """Give each column of ours that can hold free text, by model."""
    return {
        model._meta.label: {
            field.name
            for field in model._meta.local_concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        }
        for model in apps.get_models()
        if model.__module__.startswith("meedoen.")
    }


def make_hostile(first: Iterable[UUID]) -> None:
    """Give everybody and everything in the database a name or words nobody would think of.

    `first` are the residents whose pages are looked at; the second of them has no visible name.
    """
    for label, names in SAID.items():
        model = apps.get_model(label)
        rows = list(model._default_manager.order_by("pk"))
        if label == "residents.Resident":
            order = list(first)
            rows.sort(key=lambda row: order.index(row.pk) if row.pk in order else len(order))
        for number, row in enumerate(rows):
            for place, name in enumerate(names):
                # What may stay empty, stays empty; two names in a row stay the names of two.
                if getattr(row, name):
                    most = model._meta.get_field(name).max_length
                    setattr(row, name, _words(number + place, most))
        with _changeable(label, model._meta.db_table):
            model._default_manager.bulk_update(rows, names, batch_size=500)
    second = list(first)[1]
    apps.get_model("residents.Resident").objects.filter(pk=second).update(chosen_name=UNSEEN)


@contextmanager
def _changeable(label: str, table: str) -> Iterator[None]:
    """Let the rows of a table get other words that the database keeps as they were made."""
    trigger = KEPT_AS_MADE.get(label)
    with connection.cursor() as cursor:
        if trigger:
            # What waits for the end of the transaction would keep the table from changing.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        yield
        if trigger:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")


def _words(number: int, longest: int | None) -> str:
    kind = KINDS[number % len(KINDS)]
    words = kind if number < len(KINDS) else f"{number}{kind}"
    return words[: longest or 20_000]
