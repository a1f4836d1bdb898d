# SPDX-License-Identifier: EUPL-1.2
"""A street lies in a buurt, and has a name."""

import pytest

from meedoen.areas.streets import StreetName


def test_a_street_knows_its_gemeente():
    assert StreetName("BU0363KA05", "Kerkpad").municipality_code == "GM0363"


@pytest.mark.parametrize(
    ("code", "name", "says"), [("WK004701", "Kerkpad", "no code"), ("BU00470101", " ", "no name")]
)
def test_a_street_outside_a_buurt_or_without_a_name_is_refused(code, name, says):
    with pytest.raises(ValueError, match=says):
        StreetName(code, name)
