"""How the pages of this folder become a site: `make site`; see decisions/0035-site.md."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "build"), str(ROOT / "validators"), str(ROOT / "docs")]

project = "factpack"
html_title = "factpack"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["**/README.md"]
html_theme = "furo"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
# Headings that other pages and people link to keep the names that GitHub gives them.
myst_heading_anchors = 4
# The pages of the reference show names such as f-… in code; nothing else is highlighted by guess.
highlight_language = "text"
# What docstrings put between single marks is code.
default_role = "code"
autodoc_typehints = "description"
autodoc_member_order = "bysource"
napoleon_google_docstring = True
nitpicky = False

_LINK = re.compile(r"\[([^\]]*)\]\(((?:\.\./)+[^)#\s]+)(?:#[^)\s]*)?\)")


def _name_files(app: Sphinx, page: str, source: list[str]) -> None:
    """Name a file of the repository that is no page, instead of leading to where the site has none.

    A link to a file that is not there stays one, and fails.
    """

    def named(link: re.Match[str]) -> str:
        target = (Path(app.srcdir) / page).parent.joinpath(link[2]).resolve()
        if target.is_relative_to(app.srcdir) or not target.exists():
            return link[0]
        return f"{link[1]} (`{target.relative_to(ROOT).as_posix()}`)"

    source[0] = _LINK.sub(named, source[0])


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _name_files)
