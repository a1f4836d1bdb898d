# SPDX-License-Identifier: EUPL-1.2
"""What every map has around its areas: the room for it, and a bar that says how far is far."""

from dataclasses import dataclass

from meedoen.areas.projection import DrawnMap

SCALE_ROOM = 36


@dataclass(frozen=True)
class MapFrame:
    """A drawn map with its scale bar below the land."""

    drawn: DrawnMap

    @property
    def view_box(self) -> str:
        """The value of the SVG attribute viewBox, with room for the scale bar below the land."""
        return f"0 0 {self.drawn.width:.0f} {self.drawn.height + SCALE_ROOM:.0f}"

    @property
    def scale_path(self) -> str:
        """The `d` of the scale bar: a line with a foot at either end."""
        bottom = self.drawn.height + SCALE_ROOM - 8
        length = self.drawn.scale_bar.length
        return f"M8 {bottom - 6:.1f}v6h{length:.1f}v-6"

    @property
    def scale_text_y(self) -> float:
        """Where the words of the scale bar stand."""
        return round(self.drawn.height + SCALE_ROOM - 18, 1)
