"""What reading and linking had to say of a release, as its validation.json keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from factpack.release.open import Release
from factpack_validators.checks import CHECKS
from factpack_validators.findings import Finding, Severity


def stated_findings(release: Release, without: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Findings that no validator would make again, in their order; unreadable ones are left out.

    Args:
        release: the release; nothing in it is trusted.
        without: beginnings of codes that are left out as well.
    """
    for found in release.validation.get("findings", ()):
        code = str(found.get("code"))
        if code in CHECKS or code.startswith(without):
            continue
        known = {k: v for k, v in found.items() if k in Finding.__dataclass_fields__}
        try:
            yield Finding(**{**known, "severity": Severity(found.get("severity"))})
        except (TypeError, ValueError):
            continue
