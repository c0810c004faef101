"""Posts that people began with: over where the article gives them a higher one since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factpack.model import Claim

_HIGHER = frozenset(("chief_executive", "chair", "head", "executive"))
"""Kinds of posts that nobody holds beside the one they began with."""
_JOINING = frozenset(("join", "career-at"))
"""Rules that read how somebody began."""
_HELD = frozenset(("asserted", "reported", "planned"))


def with_first_posts_over(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, a post that somebody joined with as former where they have a higher one there.

    "Jane Roe, who joined Acme as a trainee, was named chief executive": she is a trainee no more.
    """
    held = {
        (claim.subject, claim.object)
        for claim in claims
        if claim.predicate == "has_role"
        and claim.kind in _HIGHER
        and not claim.former
        and claim.modality in _HELD
    }
    return [
        replace(claim, former=True)
        if claim.rule in _JOINING
        and claim.role is not None
        and claim.predicate == "has_role"
        and claim.kind not in _HIGHER
        and (claim.subject, claim.object) in held
        else claim
        for claim in claims
    ]
