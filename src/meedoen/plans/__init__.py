# SPDX-License-Identifier: EUPL-1.2
"""One plan with one regisseur: small steps without dates, and how it goes."""
