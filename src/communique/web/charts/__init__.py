"""Drawings of one selection as SVG that the page holds: a timeline, the network, a map of places, a calendar.

Here is where each mark stands and where it leads; ``templates/charts.html`` writes it down. Every mark is a link to an address of the
overview or a contact, so that a selection made in one drawing shows in all of them, without a script. Places along a drawing's width
are per cent, so that words keep their size on every screen; colours are classes of the style sheet: light and dark need one drawing.
"""

from communique.web.charts.calendar import Calendar, calendar
from communique.web.charts.network import Network, network
from communique.web.charts.timeline import Timeline, timeline
from communique.web.charts.worldmap import WorldMap, outlines, worldmap

__all__ = ["Calendar", "Network", "Timeline", "WorldMap", "calendar", "network", "outlines", "timeline", "worldmap"]
