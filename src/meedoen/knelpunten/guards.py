# SPDX-License-Identifier: EUPL-1.2
"""What pages and the worker may do with drafts, the register, casus and tickets.

What happened to a knelpunt and what was shared of a casus stays as it was written. A ticket has no
past on purpose: that would keep who pressed, and when.
"""

from meedoen.database.guards import GuardedTable, May

TABLES = (
    GuardedTable(
        "knelpunten_draft", add=True, past=True,
        change=(
            *("title", "laws", "frames", "type", "happens", "effect", "effect_agreed"),
            *("may_stay", "changed_on", "removed_on", "state", "knelpunt_id"),
        ),
    ),
    GuardedTable(
        "knelpunten_knelpunt", add=True, past=True,
        change=(
            *("title", "laws", "frames", "type", "happens", "quote", "may_stay", "state"),
            *("team_id", "owner_id", "waiting_since", "answer", "answered_on", "joined_into_id"),
            *("published_on", "taken_back_on", "taken_back_because"),
        ),
        worker=May(change=("state", "waiting_since")),
    ),
    GuardedTable(
        "knelpunten_ticket", add=True,
        change=(
            *("knelpunt_id", "words", "wants_answer", "taken_back_on", "answer", "answered_on"),
            *("told_on", "seen_to_on", "solved", "solved_words", "solved_on"),
        ),
        worker=May(change=("told_on", "seen_to_on")),
    ),
    GuardedTable("knelpunten_registerline", add=True, worker=May(add=True)),
    GuardedTable(
        "knelpunten_recommendation", add=True, past=True,
        change=(
            *("state", "knelpunt_id", "decided_on", "decided_by", "decision", "holds_from"),
            *("realised_on",),
        ),
    ),
    GuardedTable(
        "knelpunten_consultation", add=True, past=True,
        change=(
            *("knelpunt_id", "words", "last_day", "closed_on", "advised_by", "advised_on"),
            *("advice", "summary", "reaction", "reacted_on"),
        ),
        worker=May(),
    ),
    # A voice has no past either, and nothing of it changes. The worker forgets it.
    GuardedTable("knelpunten_voice", add=True, worker=May(remove=True)),
    GuardedTable("knelpunten_triedrule", add=True, change=("knelpunt_id",)),
    GuardedTable(
        "knelpunten_casestudy", add=True, past=True,
        change=(
            *("knelpunt_id", "title", "situation", "collides", "cause", "approach", "effect"),
            *("worked", "argued", "state", "reader_id", "remark", "changed_on"),
        ),
    ),
    GuardedTable("knelpunten_casusteam", add=True, past=True, change=("last_day",)),
    GuardedTable("knelpunten_sharedcasus", add=True, change=("withdrawn_on",)),
)  # fmt: skip
