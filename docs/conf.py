"""How the pages of this folder become a site: `make site`; see decisions/0031-site.md."""

from __future__ import annotations

import sys
from pathlib import Path

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
autodoc_typehints = "description"
autodoc_member_order = "bysource"
napoleon_google_docstring = True
nitpicky = False
