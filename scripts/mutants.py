# SPDX-License-Identifier: EUPL-1.2
"""Puts small faults into a room, one at a time, and tells which of them no test of it notices.

With `guards` for a room, into what guards the database: policies, functions and triggers.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from scripts.mutants_of_guards import GUARDS, TESTS_OF_GUARDS, MutatingGuards
from scripts.mutants_of_python import MutatingPython, files_of
from scripts.mutants_page import write_down
from scripts.trying_mutants import Trying


def main() -> int:
    """Read what is asked, run, and write the figures down; 0 also when faults survive."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("room")
    asked.add_argument("--file", nargs="*", default=[])
    asked.add_argument("--tests", nargs="*", default=[])
    asked.add_argument("--sample", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    if options.room == GUARDS:
        mutating: Trying = MutatingGuards(options.file, options.sample, options.seed)
        tests = options.tests or TESTS_OF_GUARDS
    else:
        files = files_of(options.room, options.file)
        if not files or not all(path.exists() for path in files):
            asked.error(f"There is no such room or file: {options.room} {' '.join(options.file)}")
        mutating = MutatingPython(options.room, files, options.sample, options.seed)
        tests = options.tests or [f"tests/{options.room}"]
    code = pytest.main(["-s", "-q", "--no-header", "--no-summary", *tests], plugins=[mutating])
    if mutating.figures is None:
        return int(code) or 2
    chosen = "all"
    if 0 < options.sample <= mutating.figures.total:
        chosen = f"sample of {options.sample}, seed {options.seed}"
    chosen += f"; {' '.join(options.tests)}" if options.tests else ""
    write_down(mutating.figures, chosen, datetime.now(UTC).date())
    return 0


if __name__ == "__main__":
    sys.exit(main())
