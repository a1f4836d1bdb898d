# SPDX-License-Identifier: EUPL-1.2
"""The lines that an administrator is told to run do what the guide says."""

import re
from pathlib import Path

import pytest

from meedoen.accounts.models import Account, Membership
from meedoen.areas.models import Municipality
from meedoen.history.models import Revision

GUIDE = Path(__file__).parents[1] / "docs" / "how-to" / "install-for-a-municipality.md"


@pytest.mark.django_db
def test_the_first_people_of_the_guide_come_in_and_it_is_kept_who_let_them() -> None:
    Municipality.objects.create(code="GM0000", name="Voorbeeldstad")
    (lines,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    exec(compile(lines, "first_people.py", "exec"), {})
    colleague = Account.objects.get()
    assert Membership.objects.get().account == colleague
    kept = Revision.objects.get(table="accounts_account", row=str(colleague.pk))
    assert (kept.by, kept.kind) == ("Beheer Voorbeeldstad", "added")
