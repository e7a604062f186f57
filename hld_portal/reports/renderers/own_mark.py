"""The portal's own mark, four arcs that almost close a circle, in black for print."""

from __future__ import annotations

import base64

SIZE = 46  # points

# The arcs of static/img/mark.svg, which the pages of the portal show in four hues.
ARCS = (
    "M12.24 7.82A20 20 0 0 1 35.76 7.82"
    "M40.18 12.24A20 20 0 0 1 40.18 35.76"
    "M35.76 40.18A20 20 0 0 1 12.24 40.18"
    "M7.82 35.76A20 20 0 0 1 5.46 16.51"
)


def own_mark_uri() -> str:
    """Give the mark as an image in a `data:` address."""
    # Without width and height WeasyPrint fails on right-to-left pages.
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}pt" height="{SIZE}pt" '
        f'viewBox="0 0 48 48"><path d="{ARCS}" fill="none" stroke="#000" stroke-width="6"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
