# SPDX-License-Identifier: EUPL-1.2
"""A municipality with two who make releases and a stranger, and small tables of counts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from meedoen.accounts.roles import Role
from meedoen.disclosure.rule import CountRule
from meedoen.disclosure.tables import CountTable, Dimension
from meedoen.privacy.decision import Viewer
from meedoen.publication import operations, tasks
from meedoen.publication.handed_in import CountFiles
from meedoen.publication.models import Preparation, Release
from meedoen.publication.operations import ReleaseTold
from meedoen.vocabulary.moment import Moment
from tests.laboratory.worlds import job_context
from tests.privacy.worlds import make_team, make_viewer

NOW = Moment(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
LATER = NOW + timedelta(hours=1)
HERE, ELSEWHERE = "GM9901", "GM9902"
RULE = CountRule(5)
BUURT = Dimension.of(
    "buurt",
    [("stad", None), ("noord", "stad"), ("zuid", "stad"), ("n1", "noord"), ("n2", "noord"),
     ("z1", "zuid"), ("z2", "zuid")],
)  # fmt: skip
FORM = Dimension.flat("vorm", ["werk", "hulp"])
# In n1 two people help; everything else is large enough.
COUNTS = {
    ("n1", "werk"): 12, ("n1", "hulp"): 2, ("n2", "werk"): 20, ("n2", "hulp"): 31,
    ("z1", "werk"): 15, ("z1", "hulp"): 9, ("z2", "werk"): 40, ("z2", "hulp"): 22,
}  # fmt: skip
TOLD = ReleaseTold(
    municipality=HERE,
    title="Mensen met een plek",
    counted="Mensen met een plek, 31 december 2025",
    reference_day=date(2025, 12, 31),
    sources="Geteld uit de plekken die zijn vastgelegd.",
    quality="Wie zonder account meedoet, is niet geteld.",
)


def table(**changed: int) -> CountTable:
    """The table of `COUNTS`, in which some are changed: `n1_hulp=7`."""
    cells = dict(COUNTS)
    for name, count in changed.items():
        buurt, _, form = name.partition("_")
        cells[buurt, form] = count
    return CountTable.of_leaves([BUURT, FORM], cells)


def colleagues() -> tuple[Viewer, Viewer, Viewer]:
    """Give who makes a release, who looks at it after her, and somebody of another municipality."""
    team, other = make_team(HERE, "Beleid"), make_team(ELSEWHERE, "Beleid elders")
    return (
        make_viewer(team, Role.POLICY_ADVISER, NOW, "Ruben"),
        make_viewer(team, Role.MONITOR_OFFICER, NOW, "Jesse"),
        make_viewer(other, Role.POLICY_ADVISER, NOW, "Iemand"),
    )


def made(
    by: Viewer, *, on: Moment = NOW, cells: CountTable | None = None, **told: object
) -> Release:
    """Make a release of `TOLD`, in which some is told otherwise."""
    return operations.make_release(
        told=replace(TOLD, **told),  # type: ignore[arg-type]
        table=cells or table(),
        rule=RULE,
        by=by,
        on=on,
    )


def as_file(cells: dict[tuple[str, str], int] | None = None) -> CountFiles:
    """The table of `COUNTS`, or these, as somebody hands it in."""
    rows = [f"{buurt};{form};{count}" for (buurt, form), count in (cells or COUNTS).items()]
    tree = "\n".join(f"{code},{parent or ''}" for code, parent in BUURT.parents.items())
    counts = "\n".join(["buurt;vorm;aantal", *rows])
    return CountFiles(counts.encode(), {"buurt": f"code,parent\n{tree}\n".encode()})


def handed_in(
    by: Viewer, *, on: Moment = NOW, files: CountFiles | None = None, **told: object
) -> Preparation:
    """Hand in the file of `TOLD`, in which some is told otherwise."""
    return operations.hand_in(
        told=replace(TOLD, **told),  # type: ignore[arg-type]
        rule=RULE, files=files or as_file(), cells=21, by=by, on=on,
    )  # fmt: skip


def worked_on(preparation: Preparation) -> Preparation:
    """Let the worker do it."""
    tasks.prepare_release.func(job_context(), preparation.pk)
    preparation.refresh_from_db()
    return preparation


def out(by: Viewer, second: Viewer, *, on: Moment = NOW, **told: object) -> Release:
    """Make a release and bring it out."""
    release = made(by, on=on, **told)  # type: ignore[arg-type]
    operations.approve(release=release, remark="", by=second, on=on)
    return operations.publish(release=release, by=by, on=on)


def by_age() -> CountTable:
    """Another table of the same people: per buurt, old and young; of each buurt the total agrees.

    Two of the young live in z1.
    """
    old = {"n1": 5, "n2": 25, "z1": 22, "z2": 30}
    totals = {buurt: sum(c for (b, _), c in COUNTS.items() if b == buurt) for buurt in old}
    cells = {(buurt, "oud"): count for buurt, count in old.items()}
    cells |= {(buurt, "jong"): totals[buurt] - old[buurt] for buurt in old}
    return CountTable.of_leaves([BUURT, Dimension.flat("leeftijd", ["oud", "jong"])], cells)
