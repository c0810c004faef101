"""What numbers measure, sentence by sentence: owner, metric, number, time, part and sureness."""

from __future__ import annotations

import pytest

from factpack.extract.claims.claims import find_candidates
from factpack.extract.claims.examples import read_marked
from factpack.extract.claims.rules.candidate import Candidate
from factpack.extract.claims.syntax.modality import modality_of
from factpack.extract.text.doc import Doc
from factpack.extract.text.sentences import split_text
from factpack.model import Span


def read(marked: str) -> list[str]:
    """The metrics of a text, as "owner metric number @time {part} (kind, sureness)".

    An owner without a name begins with "?"; actual and asserted are not written.
    """
    m = read_marked(marked)

    def words(span: Span | tuple[int, int]) -> str:
        start, end = span if isinstance(span, tuple) else (span.start, span.end)
        return m.text[start:end]

    def line(candidate: Candidate) -> str:
        subject = candidate.subject
        owner = "?" + words((subject.start, subject.end))
        if subject.mention >= 0:
            owner = m.entities[m.mentions[subject.mention].entity].name
        literal = m.literals[candidate.value]
        said = f"{owner} {candidate.metric_name} {words((literal.start, literal.end))}"
        if candidate.date_at is not None:
            relation = candidate.date_relation if candidate.date_relation != "on" else ""
            said += f" @{relation}{words(candidate.date_at)}"
        if candidate.scope is not None:
            said += f" {{{words(candidate.scope)}}}"
        sure = [candidate.kind or "", modality_of(candidate.hints, False)]
        sure = [word for word in sure if word not in ("actual", "asserted")]
        return f"{said} ({', '.join(sure)})" if sure else said

    found = find_candidates(Doc(m.text, split_text(m.text)), m.entities, m.mentions, m.literals)
    return [line(c) for c in found if c.rule.predicate == "has_metric"]


SENTENCES = [
    # one verb, several numbers: how far it moved, what it is, what it was
    (
        "{O:Velnar}'s revenue rose {%:12 percent} to {$:$34 million} in {T:2019}.",
        ["Velnar revenue_rise 12 percent @2019", "Velnar revenue $34 million @2019"],
    ),
    (
        "{O:Velnar}'s debt fell to {$:$9 million} from {$:$15 million} in {T:2018}.",
        ["Velnar debt $9 million", "Velnar debt $15 million @2018"],
    ),
    (
        "{O:Velnar}'s debt fell to {$:$9 million} from {$:$15 million}.",
        ["Velnar debt $9 million", "Velnar debt $15 million (previous)"],
    ),
    (
        "{O:Velnar} reported a {%:20 percent} jump in {T:first-quarter} profit to {$:$3 million}.",
        [
            "Velnar profit_rise 20 percent @first-quarter",
            "Velnar profit $3 million @first-quarter",
        ],
    ),
    (
        "{O:Velnar}'s global sales rose {%:3 percent} to {#:9,000 vehicles} in {T:2017}.",
        ["Velnar units_sold_rise 3 percent @2017", "Velnar units_sold 9,000 vehicles @2017"],
    ),
    # numbers behind a comma
    (
        "{O:Velnar} posted net income of {$:$15 million}, or {$:$2.10} a share, in {T:2016}.",
        ["Velnar profit $15 million @2016", "Velnar earnings_per_share $2.10 @2016"],
    ),
    (
        "{O:Velnar} delivered {#:950 boats} in {T:May}, up {%:8 percent} from {T:a year earlier}.",
        [],  # boats are none of the goods that the vocabulary counts
    ),
    (
        "{O:Velnar} delivered {#:950 vehicles} in {T:May}, up {%:8 percent} on the year.",
        ["Velnar units_sold 950 vehicles @May", "Velnar units_sold_rise 8 percent @May"],
    ),
    # whose it is
    ("{O:Velnar}, which has {#:400 employees}, moved.", ["Velnar employees 400 employees"]),
    ("{O:Velnar}, with annual sales of {$:$3 million}, moved.", ["Velnar revenue $3 million"]),
    (
        "{O:Velnar} said {T:quarterly} profit fell {%:12 percent}.",
        ["Velnar profit_fall 12 percent @quarterly"],
    ),
    ("Sales rose {%:5 percent}, {O:Velnar} said.", ["Velnar revenue_rise 5 percent"]),
    (
        "{O:Velnar} is old. Net profit was {$:$4 million} in {T:2015}.",
        ["Velnar profit $4 million @2015"],
    ),
    ("{O:Velnar} is old. Home sales fell {%:5 percent}.", []),
    ("{O:Velnar} left {L:Norland}, whose debt is {$:$3 billion}.", []),
    (
        "Analysts had expected {O:Velnar} to report earnings of {$:$1.20} a share.",
        ["Velnar earnings_per_share $1.20 (forecast, planned)"],
    ),
    ("Some {#:450 people} work at {O:Velnar}.", ["Velnar employees 450 people"]),
    ("{O:Velnar} vowed to train all {#:450 employees}.", ["Velnar employees 450 employees"]),
    (
        "{O:Tarquen} made an offer for {O:Velnar} that values {O:Velnar} at {$:$9 million}.",
        ["Velnar valuation $9 million"],
    ),
    ("The deal gave {O:Velnar} a valuation of {$:$9 million}.", ["Velnar valuation $9 million"]),
    ("The fire has cost {O:Velnar} {$:$9 million}.", ["Velnar costs $9 million {The fire}"]),
    (
        "The fire has cost {O:Velnar} more than {$:$9 million} in {T:2015}.",
        ["Velnar costs $9 million @2015 {The fire}"],
    ),
    ("It has cost {O:Velnar} {$:$9 million}.", ["Velnar costs $9 million"]),
    ("The fire has cost {O:Velnar} at {O:Quillon} {$:$9 million}.", []),
    (
        "{O:Velnar} reported that its {T:first-quarter} sales rose {%:5 percent}.",
        ["Velnar revenue_rise 5 percent @first-quarter"],
    ),
    ("{O:Velnar}'s {T:third-quarter} debt was {$:$3}.", ["Velnar debt $3 @third-quarter"]),
    ("{L:Norland}'s {T:third-quarter} sales were {$:$3}.", []),
    (
        "{O:Velnar}, which employed {#:30 people} in {T:2016}, has {#:20 employees}.",
        ["Velnar employees 30 people @2016", "Velnar employees 20 employees"],
    ),
    ("Shares of {O:Velnar} and {O:Tarquen} fell {%:5} and {%:3 percent}, respectively.", []),
    # to which part the words limit it
    (
        "{O:Velnar}'s cloud revenue was {$:$3 million}.",
        ["Velnar revenue $3 million {cloud}"],
    ),
    (
        "{O:Velnar} has {#:5 million active users} in {L:Norland}.",
        ["Velnar users 5 million active users {Norland}"],
    ),
    (
        "{O:Velnar} runs {#:80 shops} in {L:Leeds} and in towns near by.",
        ["Velnar stores 80 shops"],
    ),
    (
        "{O:Velnar} holds {%:30 percent} of the lamp market.",
        ["Velnar market_share 30 percent {lamp market}"],
    ),
    (
        "{O:Velnar} spent {$:$3 million} on new labs.",
        ["Velnar spending $3 million {new labs}"],
    ),
    (
        "{O:Velnar} saw a {%:9 percent} drop in sales for the month.",
        ["Velnar revenue_fall 9 percent"],
    ),
    (
        "{O:Velnar} had a market share of {%:38 percent} in {L:Norland}.",
        ["Velnar market_share 38 percent {Norland}"],
    ),
    # what is nearly so many is not denied, and a bound is reached
    ("{O:Velnar} had nearly {#:300 accounts}.", ["Velnar accounts 300 accounts"]),
    ("{O:Velnar}'s stock price fell {$:below $5}.", ["Velnar share_price below $5"]),
    ("{O:Velnar} obtained all {#:17 shops}.", []),
    # shares and prices
    (
        "Shares of {O:Velnar} fell {%:1 percent} to {$:$254} in early trading.",
        ["Velnar share_price_fall 1 percent", "Velnar share_price $254"],
    ),
    (
        "{O:Velnar} stock closed down {%:2 percent} at {$:$45} on {T:Tuesday}.",
        ["Velnar share_price_fall 2 percent @Tuesday", "Velnar share_price $45 @Tuesday"],
    ),
    (
        "{O:Velnar} fell {%:3 percent} as stocks slid.",
        ["Velnar share_price_fall 3 percent"],
    ),
    ("{O:Velnar} fell {%:3 percent} in the poll.", []),
    (
        "{R:Orlo} jumped from {$:$10} in {T:2019} to a peak above {$:$68} by {T:2021}.",
        ["Orlo price $10 @2019", "Orlo price $68 @by2021"],
    ),
    ("{R:Orlo} changes hands at {$:$61}.", ["Orlo price $61"]),
    ("{R:Orlo} will cost {$:$99}.", ["Orlo price $99 (forecast, planned)"]),
    # foreseen, wanted, possible
    (
        "{O:Velnar} cut its forecast for {T:2021} revenue to {$:$4 million}.",
        ["Velnar revenue $4 million @2021 (forecast, planned)"],
    ),
    (
        "{O:Velnar} raised its {T:full-year} profit forecast to {$:$5} per share.",
        ["Velnar earnings_per_share $5 (forecast, planned)"],
    ),
    (
        "{O:Velnar} cut its {T:2021} profit target to {$:$5 million}.",
        ["Velnar profit $5 million @2021 (target, planned)"],
    ),
    ("{O:Velnar} cut its profit target by {%:5 percent}.", []),
    (
        "{O:Velnar} lifted its {T:2021} revenue by {%:5 percent} to {$:$4 million}.",
        ["Velnar revenue_rise 5 percent @2021", "Velnar revenue $4 million @2021"],
    ),
    (
        "{O:Velnar} earned {$:$3 million} in {T:2015}; analysts expect {$:$4 million} in {T:2016}.",
        ["Velnar profit $3 million @2015", "Velnar profit $4 million @2016 (forecast, planned)"],
    ),
    (
        "{O:Velnar} earned {$:$3 million}, while analysts expected {$:$9 million} in sales.",
        ["Velnar profit $3 million", "Velnar revenue $9 million (forecast, planned)"],
    ),
    (
        "{O:Velnar}'s revenue could exceed {$:$5 million}.",
        ["Velnar revenue $5 million (forecast, possible)"],
    ),
    (
        "{O:Velnar} sees a {$:$5 million} charge in {T:2019}.",
        ["Velnar charge $5 million @2019 (forecast, planned)"],
    ),
    # the day of a report is not when its numbers held
    ("{O:Velnar} posted a loss of {$:$5 million} on {T:Monday}.", ["Velnar loss $5 million"]),
    ("In {T:2018}, {O:Velnar} had sales of {$:$5 million}.", ["Velnar revenue $5 million @2018"]),
    (
        "{O:Velnar} had {#:45 shops} in {T:2018} and sales of {$:$5 million}.",
        ["Velnar stores 45 shops @2018", "Velnar revenue $5 million"],
    ),
    (
        "{O:Velnar} said {T:Monday} its profit rose to {$:$5 million}.",
        ["Velnar profit $5 million"],
    ),
    # what is no number of theirs
    ("{R:Orlo} weighs 1 pound {#:9 ounces}.", []),
    ("{O:Velnar} added {#:500 employees}.", []),
    ("{O:Velnar} has {#:500 former employees} on its list.", []),
    ("{O:Velnar} has {#:2 million visitors} per week.", []),
    ("{O:Velnar} employs more than one in {#:three people} in {L:Leeds}.", []),
    ("{O:Velnar} had {$:$31 million} in earnings kept abroad.", []),
    ("{O:Velnar} denied that its revenue had fallen {%:5 percent}.", []),
    ("If {O:Velnar}'s sales fall {%:5 percent}, it will close.", []),
    ("{O:Velnar} owns {%:30 percent} of the shares of {O:Tarquen}.", []),
    ("{O:Velnar} wants to buy a {O:Tarquen} jet, valued at {$:$65 million}.", []),
    ("{O:Velnar} bid {$:$82} per share.", []),
]


@pytest.mark.parametrize(("marked", "wanted"), SENTENCES)
def test_what_a_number_measures(marked: str, wanted: list[str]) -> None:
    assert read(marked) == wanted


def test_a_bare_metric_after_a_break_is_of_what_the_article_is_about() -> None:
    told = "{O:Velnar} moved.\n\nSales rose {%:5 percent}."
    assert read(told) == []
    about = "{O:Velnar} grew. {O:Velnar} shrank. " + told
    assert read(about) == ["Velnar revenue_rise 5 percent"]
    assert read("{O:Tarquen} met {O:Tarquen}. " + about) == []


def test_a_price_told_once_may_move_later() -> None:
    assert read("{O:Orlo} fell {%:3 percent}.") == []
    told = "{O:Orlo} trades at {$:$3}. {O:Orlo} fell {%:3 percent}."
    assert read(told) == ["Orlo price $3", "Orlo price_fall 3 percent"]
