"""Money: amounts with a currency."""

from __future__ import annotations

from factpack.extract.values.money.money import literals_in

__all__ = ["literals_in"]
