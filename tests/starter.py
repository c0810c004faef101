"""What a publisher does with the folder that `factpack init` makes."""

from __future__ import annotations

from pathlib import Path


def fill_in(config: Path, *, rights: str = "full") -> None:
    """Describe the dataset, choose a licence, and say what may be published."""
    text = config.read_text("utf-8")
    start = text.index("description: >-")
    end = text.index("\n\n", start)
    filled = text[:start] + "description: News of an invented orchard." + text[end:]
    filled = filled.replace("license: TODO", "license: CC0-1.0", 1)
    config.write_text(filled.replace("rights: facts\n", f"rights: {rights}\n", 1), "utf-8")
