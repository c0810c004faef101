"""Money: amounts with a currency."""

from __future__ import annotations

from factpack.extract.values.money.money import find_money, literals_in, parse_money

__all__ = ["find_money", "literals_in", "parse_money"]
