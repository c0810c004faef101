"""Confidence: a share of judged claims that the manifest counts, and no other number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factpack_validators.context import Context
from factpack_validators.query import report_rows

DIGITS = 3
"""Digits after the point that a confidence is published with."""


def check_confidence(context: Context) -> None:
    """Compare the confidence of claims that rules read with the shares in the manifest.

    Claims from elsewhere bring a confidence of their own. A claim below the least that is published
    stands only where a reviewer judged it.
    """
    if not context.manifest:
        return
    stated = context.manifest.get("confidence")
    if not isinstance(stated, dict):
        _say_uncounted(context)
        return
    _check_shares(context, stated.get("shares"))
    _check_least(context, stated.get("min"))


def _check_shares(context: Context, shares: Any) -> None:
    if shares is None:
        _say_uncounted(context)
        return
    values = [_value(share) for share in (shares if isinstance(shares, list) else ())]
    if None in values:
        context.found.add(
            "confidence-unmeasured",
            "a confidence is not the share of its right claims among those judged",
            file="manifest.json",
        )
    # Shares are rounded, so that there are a thousand at most.
    known = ", ".join(sorted({repr(value) for value in values if value is not None})) or "NULL"
    report_rows(
        context,
        "confidence-unmeasured",
        f"""SELECT claim_id, confidence FROM claims
        WHERE extractor LIKE 'rules/%' AND confidence IS NOT NULL
        AND NOT coalesce(confidence IN ({known}), false)""",
        lambda confidence: f"confidence is {confidence}, which manifest.json counts no claims for",
        table="claims",
        column="confidence",
    )


def _check_least(context: Context, least: Any) -> None:
    if not isinstance(least, int | float) or not 0 <= least <= 1:
        return
    reviewed = _reviewed(context)
    for claim, confidence in context.database.all(
        f"SELECT claim_id, confidence FROM claims WHERE confidence < {float(least)!r} ORDER BY 1"
    ):
        if claim not in reviewed:
            context.found.add(
                "confidence-unmeasured",
                f"confidence is {confidence}, and {least:g} is the least published",
                table="claims",
                key=claim,
                column="confidence",
            )


def _say_uncounted(context: Context) -> None:
    (n_confident,) = context.database.one(
        "SELECT count(confidence) FROM claims WHERE extractor LIKE 'rules/%'"
    )
    if n_confident:
        context.found.add(
            "confidence-uncounted",
            f"{n_confident:,} claims have a confidence, and manifest.json counts no judged claims",
            file="manifest.json",
        )


def _value(share: Any) -> float | None:
    """The confidence of a share, None where its counts do not give it."""
    if not isinstance(share, Mapping):
        return None
    right, judged, value = (share.get(key) for key in ("right", "judged", "confidence"))
    if type(right) is not int or type(judged) is not int or type(value) not in (int, float):
        return None
    if not 0 <= right <= judged or not judged or round(right / judged, DIGITS) != value:
        return None
    return float(value)


def _reviewed(context: Context) -> set[str]:
    """Claims that somebody judged."""
    rows = context.manifest.get("reviews_csv")
    listed = rows[1:] if isinstance(rows, list) else []
    return {row[0] for row in listed if isinstance(row, list) and row and isinstance(row[0], str)}
