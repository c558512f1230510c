"""A page's text at a glance: every line that a browser would show, menus and all. Good for seeing whether the page is of interest."""

from __future__ import annotations

from html import unescape

# Tags inside a line, and those whose content nobody sees.
_INLINE = "a abbr acronym b bdi bdo big cite code data em font i ins kbd mark q s small span strong sub sup time tt u var wbr"
_INSIDE = frozenset(_INLINE.split())
_UNSEEN = frozenset({"title", "script", "style", "template", "svg", "noscript"})
_COMMENT = "!--"


def glance(page: str) -> str:
    """The lines of text of a page, without tags. Takes time in proportion to the page, however broken it is."""
    found: list[str] = []
    unseen = ""
    for piece in page.split("<"):
        tag, _, text = piece.partition(">")
        name = _name(tag)
        if unseen:
            if _closes(unseen, name, piece):
                unseen, text = "", piece.rpartition("-->")[2] if unseen == _COMMENT else text
            else:
                continue
        elif name in _UNSEEN or (tag.startswith(_COMMENT) and "-->" not in piece):
            unseen = _COMMENT if tag.startswith(_COMMENT) else name
            continue
        found.append(text if name.removeprefix("/") in _INSIDE else "\n" + text)
    return unescape("".join(found))


def _name(tag: str) -> str:
    words = tag[:40].split(maxsplit=1)
    return words[0].lower().rstrip("/") if words and tag[0] not in " \n\t" else ""


def _closes(unseen: str, name: str, piece: str) -> bool:
    return "-->" in piece if unseen == _COMMENT else name == "/" + unseen
