# SPDX-License-Identifier: EUPL-1.2
"""Networks of professionals: meetings, tours, calendar."""
