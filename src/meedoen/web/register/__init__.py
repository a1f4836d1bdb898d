# SPDX-License-Identifier: EUPL-1.2
"""The face of the register: what hinders people, for everybody who can do something about it."""
