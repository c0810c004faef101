"""Where factpack itself is to be had: pages of a release take it from here."""

from __future__ import annotations

HOMEPAGE: str | None = None
"""Address of the project, `https://…`; None as long as it is published nowhere. Whoever publishes
it sets this: every card made from then on links there, and the validators know the host."""
