# SPDX-License-Identifier: EUPL-1.2
"""The invented region that ships with Meedoen: a place to try everything without real people.

Everything here is made up — two gemeenten in the sea, their wijken, buurten and streets, the
organisations and the residents — and made the same way every time, so that a test and a
demonstration show the same things.
"""
