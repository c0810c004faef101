"""Checks that a dataset.yaml weighs differently: what it may say, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from factpack.config.dataset import CheckWeight
from factpack.config.nearest import nearest
from factpack.config.problems import Problems, name_of
from factpack.config.show import shown
from factpack_validators.checks import CHECKS
from factpack_validators.findings import Severity

_PAGE = "docs/reference/checks.md lists them"


def check_weights(checks: Any, problems: Problems) -> None:
    """Note codes that no check has or that stand twice, and checks that may not be lowered."""
    seen: set[str] = set()
    for number, entry in enumerate(checks if isinstance(checks, list) else ()):
        code = entry.get("code") if isinstance(entry, dict) else None
        path = ("checks", number, "code")
        if not isinstance(code, str) or problems.is_blamed(path):
            continue
        check = CHECKS.get(code)
        if check is None:
            near = nearest(code, tuple(CHECKS))
            meant = f"the nearest is {near}; " if near else ""
            problems.add(path, f"there is no check {shown(code)}; {meant}{_PAGE}")
        elif code in seen:
            problems.add(path, f"{name_of(path)}: {code} is weighed twice")
        elif entry.get("severity") in set(Severity) and not check.may_weigh(
            Severity(entry["severity"])
        ):
            problems.add(
                ("checks", number, "severity"),
                f"{code} cannot be lowered to {entry['severity']}, since readers rely on it: "
                f"mend what it finds. {check.advice}",
            )
        seen.add(code)


def read_weights(checks: Sequence[Mapping[str, Any]]) -> tuple[CheckWeight, ...]:
    """Weights from entries that `check_weights` and the schema found right."""
    return tuple(
        CheckWeight(c["code"], Severity(c["severity"]), " ".join(c["reason"].split()))
        for c in checks
    )
