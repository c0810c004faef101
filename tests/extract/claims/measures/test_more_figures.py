"""Figures whose noun stands elsewhere, or that other words than "has" and "was" state."""

from __future__ import annotations

import pytest
from tests.extract.claims.measures.test_figures_of_news import figures

BARE = [
    ("Velnar Inc. said its headcount rose to 340.", ["Velnar Inc. employees 340"]),
    (
        "Velnar Inc. said its workforce grew from 1,900 to 3,500.",
        ["Velnar Inc. employees 1,900 (previous)", "Velnar Inc. employees 3,500"],
    ),
    ("Velnar Inc. cut its headcount to 300.", ["Velnar Inc. employees 300"]),
    ("Velnar Inc.'s membership stands at 4,350.", ["Velnar Inc. members 4,350"]),
    (
        "Velnar Inc.'s subscriber base grew by 1.9 million to 17.3 million in 2015.",
        ["Velnar Inc. subscribers_rise 1.9 million", "Velnar Inc. subscribers 17.3 million"],
    ),
    ("The users of Velnar Inc. topped 3 million.", ["Velnar Inc. users 3 million"]),
    ("Velnar Inc. said the number of users rose to 5 million.", ["Velnar Inc. users 5 million"]),
    (
        "Velnar Inc.'s sales fell to 6,100 from 14,500 in 2018.",
        ["Velnar Inc. units_sold 6,100", "Velnar Inc. units_sold 14,500"],
    ),
    ("Velnar Inc. employs nearly 12,000.", ["Velnar Inc. employees 12,000"]),
    ("Velnar Inc. employs about 12,000 worldwide.", ["Velnar Inc. employees 12,000"]),
    ("Velnar Inc. employs up to 300.", ["Velnar Inc. employees up to 300"]),
    ("Velnar Inc. employs 2 million.", ["Velnar Inc. employees 2 million"]),
    ("Velnar Inc. has a core team of 24.", ["Velnar Inc. employees team of 24 {core}"]),
    (
        "Velnar Inc. has 300 employees, down from 340.",
        ["Velnar Inc. employees 300 employees", "Velnar Inc. employees 340 (previous)"],
    ),
    (
        "Velnar Inc. has 5 million subscribers, compared with 4 million in 2014.",
        ["Velnar Inc. subscribers 5 million subscribers", "Velnar Inc. subscribers 4 million"],
    ),
    ("Velnar Inc.'s sales rose to 9 billion.", []),
    ("Velnar Inc. staff meet at 9.", []),
    ("Staff at Velnar Inc. leave at 5, union members said.", []),
    ("The customers of Velnar Inc. had to wait until 10 in the evening.", []),
    ("Velnar Inc. was founded by a team of 24.", []),
    ("Velnar Inc. beat a team of 24.", []),
    ("Velnar Inc. employed 1990 methods.", []),
    ("The number of people at Velnar Inc. rose to 340.", []),
]

LABELLED = [
    ("Net loss at Velnar Inc.: $3m.", ["Velnar Inc. loss $3m"]),
    ("Velnar Inc.'s revenue: $3 million.", ["Velnar Inc. revenue $3 million"]),
    ("Sales at Velnar Inc.: $3 million in 2015.", ["Velnar Inc. revenue $3 million"]),
    ("Velnar Inc. grew. Net loss: $3 million.", ["Velnar Inc. loss $3 million"]),
    (
        "Velnar Inc. grew. Workforce: 8,640, up 5 percent.",
        ["Velnar Inc. employees 8,640", "Velnar Inc. employees_rise 5 percent"],
    ),
    (
        "Velnar Inc. grew. Total assets as at December 31: $7.3 billion.",
        ["Velnar Inc. assets $7.3 billion"],
    ),
    ("Velnar Inc. grew. Operating margin: 12 percent.", ["Velnar Inc. margin 12 percent"]),
    ("Velnar Inc. grew. Revenue at Tolbec Corp.: $3 million.", ["Tolbec Corp. revenue $3 million"]),
    ("Velnar Inc. grew. Sales of its rivals: $3 million.", []),
    ("Velnar Inc. had one worry in its sales: $3 million was missing.", []),
    ("Velnar Inc. grew. The prize for sales: $3 million.", []),
    ("Velnar Inc. bought Tolbec Corp. The price: one dollar.", []),
]

STATED = [
    ("Velnar Inc. did $36 million in net sales last year.", ["Velnar Inc. revenue $36 million"]),
    (
        "Velnar Inc. lost $3 million on revenue of $40 million.",
        ["Velnar Inc. loss $3 million", "Velnar Inc. revenue $40 million"],
    ),
    ("Velnar Inc. went bust with debts of $2 million.", ["Velnar Inc. debt $2 million"]),
    ("Velnar Inc. collapsed owing $1.9 million.", ["Velnar Inc. debt $1.9 million"]),
    ("Velnar Inc. owes Norbank $112 million.", ["Velnar Inc. debt $112 million"]),
    ("Velnar Inc. is sitting on $3 billion of cash.", ["Velnar Inc. cash $3 billion"]),
    (
        "Velnar Inc., which manages $3 billion, is new.",
        ["Velnar Inc. assets_under_management $3 billion"],
    ),
    ("Velnar Inc. stock changed hands at $23.50.", ["Velnar Inc. share_price $23.50"]),
    (
        "Shares of Velnar Inc. closed 3.4 percent higher at $12.",
        ["Velnar Inc. share_price_rise 3.4 percent", "Velnar Inc. share_price $12"],
    ),
    (
        "Velnar Inc. lifted its guidance for underlying profit to $83 million.",
        ["Velnar Inc. profit $83 million (forecast)"],
    ),
    ("Velnar Inc.'s wage bill alone was $7.6 million.", ["Velnar Inc. costs $7.6 million"]),
    ("Velnar Inc.'s EBITDA margin narrowed to 13 percent.", ["Velnar Inc. margin 13 percent"]),
    ("Some 300 people are employed at Velnar Inc. in Leeds.", ["Velnar Inc. employees 300 people"]),
    ("Velnar Inc. serves 18,700 families.", ["Velnar Inc. count 18,700 families {families}"]),
    ("Velnar Inc. serves 3 million people.", ["Velnar Inc. customers 3 million people"]),
    ("Velnar Inc. flew 9.7 million people.", ["Velnar Inc. passengers 9.7 million people"]),
    ("Velnar Inc. sold 5 million pumps.", ["Velnar Inc. units_sold 5 million pumps {pumps}"]),
    (
        "Velnar Inc. has operations in 40 countries.",
        ["Velnar Inc. count 40 countries {countries}"],
    ),
    ("Velnar Inc. has 10,000+ customers.", ["Velnar Inc. customers 10,000+ customers"]),
    ("Velnar Inc. reported revenue of $US23 million.", ["Velnar Inc. revenue $US23 million"]),
    ("Velnar Inc. said sales of its rivals were $3 million.", []),
    ("Velnar Inc. sold 5 million shares.", []),
    ("Velnar Inc. sold 40 pumps to Tolbec.", []),
    ("Velnar Inc. has critics in 40 countries.", []),
    ("Velnar Inc. serves people.", []),
    ("Velnar Inc. lost $3 million on machines of $40 million.", []),
    ("Velnar Inc. manages $3 million in damages.", []),
]


@pytest.mark.parametrize(("text", "wanted"), [*BARE, *LABELLED, *STATED])
def test_figures_are_read_from_plain_text(text: str, wanted: list[str]) -> None:
    assert figures(text) == wanted
