"""Keys of `articles` in dataset.yaml that name no article."""

from __future__ import annotations

from factpack.config.show import shown
from factpack_validators.findings import Finding, Severity


def unmatched_key(key: str, message: str, advice: str, file: str | None = None) -> Finding:
    """Say that a key names nothing, and what to write."""
    return Finding(
        "override-unmatched",
        Severity.WARNING,
        f"articles.{shown(key)[1:-1]} in dataset.yaml {message}, so that nothing came of it.",
        advice,
        file=file,
    )
