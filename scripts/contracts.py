# SPDX-License-Identifier: EUPL-1.2
"""Contracts of import-linter by pattern, so that a new file need not be named anywhere.

In a room only the doors may know Django: a file is pure unless its name says otherwise. And who
checks what others made stands on its own: it may know Python, and nothing else.
"""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyDoorsKnowDjango(Contract):
    """Wants of every file in these rooms that is no door that it reaches Django by no road."""

    type_name = "only_doors"
    rooms = fields.SetField(subfield=fields.StringField())
    doors = fields.SetField(subfield=fields.StringField())
    # Files that speak with the database for all rooms, by name.
    besides = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look for a road to Django from each pure file."""
        roads = [
            road
            for module in sorted(graph.modules)
            if self._is_pure(module) and (road := graph.find_shortest_chain(module, "django"))
        ]
        return ContractCheck(kept=not roads, metadata={"roads": roads})

    def _is_pure(self, module: str) -> bool:
        parts = module.split(".")
        in_a_room = len(parts) > 2 and ".".join(parts[:2]) in self.rooms
        return in_a_room and not set(parts[2:]) & self.doors and module not in (self.besides or ())

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Show each road."""
        for road in check.metadata["roads"]:
            output.print_error(f"{road[0]} is no door, and reaches Django: {' -> '.join(road)}")


class KnowsPythonOnly(Contract):
    """Wants of these files that they import nothing but the standard library: no file of ours."""

    type_name = "python_only"
    modules = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at what each imports."""
        wrong = [
            (module, known)
            for module in sorted(self.modules)
            for known in sorted(graph.find_modules_directly_imported_by(module))
            if known.partition(".")[0] not in sys.stdlib_module_names
        ]
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Show what each imports that is not Python's own."""
        for module, known in check.metadata["wrong"]:
            output.print_error(f"{module} may know Python only: {module} -> {known}")
