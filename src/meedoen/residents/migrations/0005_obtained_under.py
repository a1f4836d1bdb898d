# SPDX-License-Identifier: EUPL-1.2
"""Each fragment and fact says under which law, and from whom, it was obtained (ADR 0026).

What stands there already: the resident's own words and answers are her own story, whoever typed
them. What a professional kept is of the law of the desk she worked at then, where the past says who
she was and that desk leaves no doubt; else of a law that nobody can tell any more, which goes
nowhere without the resident's explicit consent.
"""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

from meedoen.accounts.roles import Role
from meedoen.privacy.row_security import asked_by_law
from meedoen.privacy.sharing import load
from meedoen.vocabulary.social_laws import Giver, SocialLaw
from meedoen.vocabulary.moment import Moment

TABLES = ["residents_fragment", "residents_fact"]
GIVERS = {"register": Giver.REGISTER}


def place_what_professionals_kept(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Fill in under which law facts were kept that the resident did not say herself."""
    facts = apps.get_model("residents", "Fact").objects.exclude(source="resident")
    revisions = apps.get_model("history", "Revision").objects.filter(
        table="residents_fact", kind="added", account_id__isnull=False
    )
    for fact in facts.iterator():
        added = revisions.filter(row=str(fact.pk)).first()
        fact.obtained_under = _law(apps, added.account_id, Moment(fact.known_at).day) if added else SocialLaw.UNKNOWN
        fact.obtained_from = GIVERS.get(fact.source, Giver.PROFESSIONAL)
        fact.save(update_fields=["obtained_under", "obtained_from"])


def _law(apps: Apps, account: int, day: date) -> SocialLaw:
    then = apps.get_model("accounts", "Membership").objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), account=account, valid_from__lte=day
    )
    laws = {
        load().law_of_writer(Role(role), kind, on=day)
        for role, kind in then.values_list("role", "team__organisation__kind")
    }
    return laws.pop() if len(laws) == 1 else SocialLaw.UNKNOWN


def _added(model: str) -> list[migrations.AddField]:
    return [
        migrations.AddField(
            model_name=model,
            name="obtained_under",
            field=models.CharField(
                choices=[(law.value, law.label) for law in SocialLaw], default="own_story", max_length=20
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name=model,
            name="obtained_from",
            field=models.CharField(
                choices=[(giver.value, giver.label) for giver in Giver], default="resident", max_length=20
            ),
            preserve_default=False,
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0004_hers_until_approved"),
        ("privacy", "0011_grants_to_all_parties"),
        ("accounts", "0001_initial"),
        ("history", "0001_initial"),
    ]

    operations = [
        *_added("fragment"),
        *_added("fact"),
        migrations.RunPython(place_what_professionals_kept, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="fragment",
            constraint=models.CheckConstraint(
                condition=~Q(obtained_under="own_story") | Q(obtained_from="resident"),
                name="own_story_from_herself",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=~Q(obtained_under="own_story") | Q(obtained_from="resident"),
                name="own_answer_from_herself",
            ),
        ),
        # What she may not see does not stand in the way of what somebody writes.
        migrations.RemoveConstraint(model_name="fact", name="one_current_fact_a_source"),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.UniqueConstraint(
                condition=Q(replaced_at__isnull=True),
                fields=("resident", "name", "source", "obtained_under"),
                name="one_current_fact_a_source",
            ),
        ),
        *map(asked_by_law, TABLES),
    ]
