"""Networks of who contacted whom: GEXF 1.3 with spells, GraphML, and plain nodes and edges."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from communique.export.base import Notes, Options, Told, pairs, safe, told, xml_words
from communique.model import Actor, Record

GEXF = "http://gexf.net/1.3"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_EDGE_KEYS = ("event", "type", "medium", "status", "earliest", "latest")
_NODE_KEYS = ("kind", "country")


class Edge(msgspec.Struct, frozen=True):
    """Two parties of one event; undirected where the event goes both ways."""

    id: str
    source: str
    target: str
    told: Told

    @property
    def directed(self) -> bool:
        """Whether it goes one way."""
        return not self.told.event.reciprocal

    @property
    def facts(self) -> dict[str, str]:
        """What is known of the event, as text; days as ISO dates, empty where open."""
        event, when = self.told.event, self.told.event.when
        days = [str(d) if d else "" for d in ((when.earliest, when.latest) if when else (None, None))]
        return dict(zip(_EDGE_KEYS, (event.id, event.type, event.medium or "", event.status, *days), strict=True))


class Network(msgspec.Struct, frozen=True):
    """Actors by id, and the edges between them."""

    nodes: dict[str, Actor]
    edges: tuple[Edge, ...]


def network(records: Iterable[Record]) -> Network:
    """The network of all events with two parties or more."""
    nodes: dict[str, Actor] = {}
    edges: list[Edge] = []
    for item in told(records):
        for (a, *_), (b, *_) in (p for p in pairs(item.event, "dyads") if all(p)):
            nodes.setdefault(a, item.party(a))
            nodes.setdefault(b, item.party(b))
            edges.append(Edge(f"{len(edges)}", a, b, item))
    return Network(nodes, tuple(edges))


def write_gexf(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """GEXF 1.3, dynamic: an edge's spell is the event's interval. What goes both ways is ``mutual``, which common readers take as two
    edges; they refuse graphs that mix directed and undirected ones.
    """
    del options, notes
    found = network(records)
    root = ET.Element("gexf", {"xmlns": GEXF, "version": "1.3"})
    graph = ET.SubElement(root, "graph", {"mode": "dynamic", "timeformat": "date", "defaultedgetype": "directed"})
    _gexf_attributes(graph, "node", _NODE_KEYS)
    _gexf_attributes(graph, "edge", _EDGE_KEYS[:4])
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for actor in found.nodes.values():
        _gexf_values(ET.SubElement(nodes, "node", {"id": actor.id, "label": actor.name}), (actor.kind, actor.country or ""))
    for edge in found.edges:
        kind = "directed" if edge.directed else "mutual"
        at = ET.SubElement(edges, "edge", {"id": edge.id, "source": edge.source, "target": edge.target, "type": kind})
        _gexf_values(at, tuple(edge.facts.values())[:4])
        spell = {k: v for k, v in zip(("start", "end"), tuple(edge.facts.values())[4:], strict=True) if v}
        if spell:
            ET.SubElement(ET.SubElement(at, "spells"), "spell", spell)
    yield _xml(root)


def _gexf_attributes(graph: ET.Element, kind: str, names: Iterable[str]) -> None:
    attributes = ET.SubElement(graph, "attributes", {"class": kind})
    for number, name in enumerate(names):
        ET.SubElement(attributes, "attribute", {"id": str(number), "title": name, "type": "string"})


def _gexf_values(element: ET.Element, values: Iterable[str]) -> None:
    holder = ET.SubElement(element, "attvalues")
    for number, value in enumerate(values):
        ET.SubElement(holder, "attvalue", {"for": str(number), "value": value})


def write_graphml(records: Iterable[Record], options: Options, notes: Notes) -> Iterator[bytes]:
    """GraphML with the same facts as attributes.

    All edges are written as directed, with ``reciprocal`` saying which go both ways: common readers refuse graphs that mix the two.
    """
    del options, notes
    found = network(records)
    root = ET.Element("graphml", {"xmlns": GRAPHML})
    for kind, names in (("node", ("label", *_NODE_KEYS)), ("edge", (*_EDGE_KEYS, "reciprocal"))):
        for name in names:
            ET.SubElement(root, "key", {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": "string"})
    graph = ET.SubElement(root, "graph", {"id": "contacts", "edgedefault": "directed"})
    for actor in found.nodes.values():
        node = ET.SubElement(graph, "node", {"id": actor.id})
        _graphml_data(node, "node", {"label": actor.name, "kind": actor.kind, "country": actor.country or ""})
    for edge in found.edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        facts = {**edge.facts, "reciprocal": str(not edge.directed).lower()}
        _graphml_data(ET.SubElement(graph, "edge", ends), "edge", facts)
    yield _xml(root)


def _graphml_data(element: ET.Element, kind: str, facts: dict[str, str]) -> None:
    for name, value in facts.items():
        if value:
            ET.SubElement(element, "data", {"key": f"{kind}-{name}"}).text = value


def write_edges(records: Iterable[Record], folder: Path, options: Options, notes: Notes) -> None:
    """``nodes.csv`` and ``edges.csv`` (``Source,Target,Type,Weight,Timeset``), as Gephi reads them."""
    del options, notes
    found = network(records)
    _csv(folder / "nodes.csv", ("Id", "Label", *_NODE_KEYS), ((a.id, a.name, a.kind, a.country) for a in found.nodes.values()))
    heads = ("Source", "Target", "Type", "Weight", "Timeset", *_EDGE_KEYS[:4])
    _csv(folder / "edges.csv", heads, (_edge_cells(e) for e in found.edges))


def _edge_cells(edge: Edge) -> tuple[object, ...]:
    *facts, earliest, latest = edge.facts.values()
    timeset = f"<[{earliest or '-infinity'}, {latest or 'infinity'}]>" if earliest or latest else ""
    return edge.source, edge.target, "Directed" if edge.directed else "Undirected", 1, timeset, *facts


def _csv(path: Path, heads: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows([safe(cell) for cell in row] for row in rows)


def _xml(root: ET.Element) -> bytes:
    for element in root.iter():
        element.attrib.update({k: xml_words(v) for k, v in element.attrib.items()})
        element.text = xml_words(element.text) if element.text else element.text
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + bytes(ET.tostring(root)) + b"\n"
