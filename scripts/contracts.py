# SPDX-License-Identifier: EUPL-1.2
"""A contract of import-linter by pattern: in a room only the doors may know Django.

A file is pure unless its name says otherwise, so a new one need not be named anywhere.
"""

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
