# SPDX-License-Identifier: EUPL-1.2
"""Which promises are proven: reads the markers on the tests and writes docs/reference/promises.md.

`@pytest.mark.proves("S1-16")` stands on a test that fails when that promise is not kept; a second
argument says which part of it. Nothing is run and nothing of the product is imported.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "reference" / "promises.yaml"
PAGE = ROOT / "docs" / "reference" / "promises.md"

HEAD = """\
<!-- Made by `make promises`, from promises.yaml and the markers on the tests. -->
# Promises, and what proves them

What Meedoen is for: the features (S0-01 …) of the five practices it grew out of, and the \
invariants (I1 …) that hold whatever is built. On a test stands the promise that it would fail \
for, as `@pytest.mark.proves("S1-13")`.

* **whole**: one test proves what the sentence says. It may still be done better.
* **in part**: each test is about a part of it; the part stands behind the test.
* at the end: what nothing proves yet.
"""

Test = ast.Module | ast.ClassDef | ast.FunctionDef


class WrongMarker(Exception):
    """A marker that says nothing, or says it where there is no test."""


@dataclass(frozen=True)
class Promise:
    """One feature or invariant. `where` is an address of the product, or the name of a room."""

    id: str
    chapter: str
    says: str
    where: str


@dataclass(frozen=True)
class Marker:
    """On a test that fails when a promise is not kept; `part` is empty when that is all of it."""

    promise: str
    test: str
    part: str


def read_promises(text: str) -> list[Promise]:
    """Give the promises in the order of the list."""
    return [
        Promise(name, chapter["title"], each["says"], each.get("page") or each["room"])
        for chapter in yaml.safe_load(text).values()
        for name, each in chapter["promises"].items()
    ]


def find_markers(source: str, path: str) -> list[Marker]:
    """Give the markers in a file of tests; raises WrongMarker where one is no proof."""
    tree = ast.parse(source)
    found = [_read_marker(call, name) for test, name in _tests(tree, path) for call in _calls(test)]
    everywhere = sum(_is_marker(node) for node in ast.walk(tree))
    if everywhere != len(found):
        raise WrongMarker(f"{path}: a marker `proves` stands where there is no test")
    return found


def all_markers(root: Path = ROOT) -> list[Marker]:
    """Give the markers on all tests below a folder, by file."""
    return [
        marker
        for file in sorted((root / "tests").rglob("test_*.py"))
        for marker in find_markers(
            file.read_text(encoding="utf-8"), file.relative_to(root).as_posix()
        )
    ]


def write_page(promises: list[Promise], markers: list[Marker]) -> str:
    """Write what is proven by which test, and what by none; raises WrongMarker on no promise."""
    by_promise: dict[str, list[Marker]] = defaultdict(list)
    for marker in markers:
        by_promise[marker.promise].append(marker)
    if unknown := by_promise.keys() - {promise.id for promise in promises}:
        raise WrongMarker(f"no such promise: {', '.join(sorted(unknown))}")
    whole = {name for name, given in by_promise.items() if any(not each.part for each in given)}
    open_ones = [promise for promise in promises if promise.id not in by_promise]
    lines = [
        HEAD,
        f"Of {len(promises)} promises **{len(whole)}** are proven, "
        f"**{len(by_promise) - len(whole)}** in part, **{len(open_ones)}** not yet.",
    ]
    for chapter in dict.fromkeys(promise.chapter for promise in promises):
        here = [p for p in promises if p.chapter == chapter and p.id in by_promise]
        if here:
            lines += ["", f"## {chapter}", ""]
            lines += ["| promise | proven | by | where |", "|---|---|---|---|"]
            lines += [_row(p, p.id in whole, by_promise[p.id]) for p in here]
    lines += ["", "## Not proven yet", "", "| promise | where |", "|---|---|"]
    lines += [f"| **{p.id}** {p.says} | `{p.where}` |" for p in open_ones]
    return "\n".join(lines) + "\n"


def _row(promise: Promise, whole: bool, given: list[Marker]) -> str:
    tests = "<br>".join(
        f"`{marker.test.replace('::', '` `')}`" + (f": {marker.part}" if marker.part else "")
        for marker in sorted(given, key=lambda marker: bool(marker.part))
    )
    state = "whole" if whole else "in part"
    return f"| **{promise.id}** {promise.says} | {state} | {tests} | `{promise.where}` |"


def _tests(tree: ast.Module, path: str) -> Iterator[tuple[Test, str]]:
    yield tree, path
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node, f"{path}::{node.name}"
        elif isinstance(node, ast.ClassDef) and "Test" in node.name:
            yield node, f"{path}::{node.name}"
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name.startswith("test_"):
                    yield inner, f"{path}::{node.name}::{inner.name}"


def _calls(test: Test) -> list[ast.Call]:
    if not isinstance(test, ast.Module):
        return [each for each in test.decorator_list if _is_marker(each)]
    return [
        each
        for line in test.body
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "pytestmark"
        for each in ast.walk(line.value)
        if _is_marker(each)
    ]


def _is_marker(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.proves"


def _read_marker(call: ast.Call, test: str) -> Marker:
    said = [each.value for each in call.args if isinstance(each, ast.Constant)]
    if call.keywords or len(said) != len(call.args) or len(said) not in (1, 2) or "" in said:
        raise WrongMarker(f"{test}: a promise, and in words which part of it when it is not all")
    return Marker(said[0], test, said[1] if len(said) == 2 else "")


if __name__ == "__main__":
    try:
        made = write_page(read_promises(LIST.read_text(encoding="utf-8")), all_markers())
    except WrongMarker as sorry:
        sys.exit(str(sorry))
    PAGE.write_text(made, encoding="utf-8")
