"""Claims: who did what to whom, read from the words by declarative rules."""

from factpack.extract.claims.claims import LANGUAGES, find_claims

__all__ = ["LANGUAGES", "find_claims"]
