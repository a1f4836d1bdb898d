# SPDX-License-Identifier: EUPL-1.2
"""Every kind of message that is read, by its namespace (pure)."""

from collections.abc import Mapping

from meedoen.interop.iwmo import release_2_3, release_3_2
from meedoen.interop.iwmo.form import Edition

EDITIONS: Mapping[str, Edition] = {
    edition.namespace: edition for edition in (*release_2_3.editions(), *release_3_2.editions())
}
