"""What was selected of the articles that were read, and how many each condition left out."""

from __future__ import annotations

from factpack.config import Dataset
from factpack.config.selection import EXCLUDED
from factpack.release.figures import Figures
from factpack.release.markdown import Markdown, code, table


def selected_from(figures: Figures) -> int:
    """How many articles there were to select from."""
    left_out = sum(int(r["n"]) for r in figures.rejected if r["check_code"].startswith(EXCLUDED))
    return int(figures.totals["articles"]) + left_out


def selection_table(dataset: Dataset, figures: Figures) -> Markdown:
    """The conditions of dataset.yaml in their order, and the articles that each left out."""
    left_out = {row["check_code"]: row["n"] for row in figures.rejected}
    conditions = dataset.select.conditions() if dataset.select else {}
    return table(
        ["left out", "check", "number", "selected"],
        (["article", code(c), left_out.get(c, 0), said] for c, said in conditions.items()),
    )
