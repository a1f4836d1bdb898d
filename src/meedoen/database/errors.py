# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong with a database or a file of it, said to the person who must act."""


class DatabaseTrouble(Exception):
    """The database cannot be used now; the message says why and what to do. Nothing is lost."""
