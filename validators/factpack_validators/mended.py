"""Claims that reviewers mended: whoever read the article may overrule the words of a span."""

from __future__ import annotations

from factpack_validators.context import Context


def mended_claims(context: Context, column: str) -> list[str]:
    """Claims in whose column the verdicts in the manifest put something else."""
    rows = context.manifest.get("reviews_csv")
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], list):
        return []
    places = {name: n for n, name in enumerate(rows[0]) if isinstance(name, str)}
    if not {"claim_id", "mended"} <= places.keys():
        return []
    claims = []
    for row in rows[1:]:
        if (
            isinstance(row, list)
            and len(row) == len(rows[0])
            and all(isinstance(cell, str) for cell in row)
        ):
            if f"{column}=" in row[places["mended"]]:
                claims.append(row[places["claim_id"]])
    return claims
