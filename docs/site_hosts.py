"""Whether a built site asks no other host for anything: python docs/site_hosts.py FOLDER.

Links that a reader follows may lead anywhere; scripts, styles, fonts, pictures and frames have to
lie beside the pages. What a script would ask for is searched for as an address in its text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_LOADED = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
}
"""Attributes that a browser loads by itself, by element."""

_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_ADDRESS = re.compile(
    r"""(?:url\(|@import|fetch\(|importScripts\()\s*["']?(?:https?:)?//[^"')\s]+"""
)
_NAMES = ("canonical", "license", "author", "help", "next", "prev")
"""Relations of `link` that name a page, and load nothing."""


class _Loads(HTMLParser):
    """Addresses on other hosts that a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and (given.get("rel") or "") in _NAMES:
            return
        for name in _LOADED.get(tag, ()):
            if _ELSEWHERE.match((given.get(name) or "").strip()):
                self.found.append(f"<{tag} {name}={given[name]}>")


def other_hosts(folder: Path) -> Iterator[str]:
    """A line for each address elsewhere that a file of the site loads, sorted by file."""
    for file in sorted(folder.rglob("*")):
        place = file.relative_to(folder).as_posix()
        if file.suffix == ".html":
            page = _Loads()
            page.feed(file.read_text("utf-8"))
            yield from (f"{place}: {found}" for found in page.found)
        if file.suffix in (".html", ".css", ".js"):
            for found in _ADDRESS.findall(file.read_text("utf-8")):
                yield f"{place}: {found}"


def main() -> int:
    """Print what is loaded from elsewhere; the exit status is 1 where anything is."""
    folder = Path(sys.argv[1])
    if not (folder / "index.html").is_file():
        print(f"{folder}: no site is there", file=sys.stderr)
        return 2
    found = list(other_hosts(folder))
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
