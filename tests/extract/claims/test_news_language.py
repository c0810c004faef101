"""Sentences of company news in many shapes, about invented companies, and all that they state."""

from __future__ import annotations

import pytest

from factpack.extract.claims.examples import read_marked, stated

SENTENCES = [
    (
        "{O:Norvane}, the Oslo-listed shipping group, said it had agreed to acquire "
        "{O:Tellick} for {$:$1.2 billion} in cash.",
        ["acquired Norvane -> Tellick"],
    ),
    (
        "{O:Tellick} will become a wholly owned subsidiary of {O:Norvane} when the deal "
        "closes in {T:March}.",
        ["subsidiary_of Tellick -> Norvane"],
    ),
    (
        "{O:Brightwell Foods} confirmed that it is buying rival {O:Ostrea} in an "
        "all-share deal worth {$:£300 million}.",
        ["acquired Brightwell Foods -> Ostrea"],
    ),
    (
        "{O:Quillon} was snapped up by {O:Dovetail Systems} {T:last year} for an undisclosed sum.",
        ["acquired Dovetail Systems -> Quillon"],
    ),
    (
        "{O:Dovetail Systems}, which bought {O:Quillon} in {T:2017}, is based in {L:Denver}.",
        ["acquired Dovetail Systems -> Quillon", "located_in Dovetail Systems -> Denver"],
    ),
    (
        "{O:Pelham Capital} is considering a bid for {O:Ostrea}.",
        [],
    ),
    (
        "{O:Pelham Capital} led a {$:$40 million} funding round in {O:Ferrostack}, a "
        "robotics start-up.",
        ["has_type Ferrostack -> robotics start-up", "invested_in Pelham Capital -> Ferrostack"],
    ),
    (
        "{O:Ferrostack} has raised {$:$40 million} in Series B funding led by {O:Pelham "
        "Capital}, with participation from {O:Gantry Ventures}.",
        ["invested_in Pelham Capital -> Ferrostack", "raised_funding Ferrostack -> $40 million"],
    ),
    (
        "The start-up has so far raised {$:$90 million} from investors including "
        "{O:Pelham Capital} and {O:Gantry Ventures}.",
        [],
    ),
    (
        "{O:Ferrostack} secured {$:€5 million} in seed funding.",
        ["raised_funding Ferrostack -> €5 million"],
    ),
    (
        "{O:Gantry Ventures} sold its stake in {O:Ferrostack} to {O:Pelham Capital}.",
        [],
    ),
    (
        "{O:Voltbay} inked a multi-year agreement with {O:Meridian Auto}.",
        ["partners_with Voltbay -> Meridian Auto"],
    ),
    (
        "Under the partnership with {O:Voltbay}, {O:Meridian Auto} will use {R:PowerGrid OS}.",
        ["partners_with Meridian Auto -> Voltbay", "uses_product Meridian Auto -> PowerGrid OS"],
    ),
    (
        "{O:Meridian Auto} has chosen {O:Voltbay} as its exclusive battery supplier.",
        ["preferred_provider Meridian Auto -> Voltbay"],
    ),
    (
        "{O:Voltbay} has been named the preferred supplier of {O:Meridian Auto}.",
        ["preferred_provider Meridian Auto -> Voltbay"],
    ),
    (
        "{R:Skyhaven} is now the primary cloud platform for {O:Meridian Auto}.",
        ["preferred_provider Meridian Auto -> Skyhaven"],
    ),
    (
        "{O:Meridian Auto} has moved its data centres to {R:Skyhaven}.",
        ["uses_product Meridian Auto -> Skyhaven"],
    ),
    (
        "{O:Meridian Auto} runs on {R:Skyhaven}.",
        ["uses_product Meridian Auto -> Skyhaven"],
    ),
    (
        "{R:Skyhaven} customers include {O:Meridian Auto}, {O:Tellick} and {O:Ostrea}.",
        [
            "uses_product Meridian Auto -> Skyhaven",
            "uses_product Ostrea -> Skyhaven",
            "uses_product Tellick -> Skyhaven",
        ],
    ),
    (
        "{O:Cindral} named {P:Maya Lindt} chief executive on {T:Tuesday}, replacing "
        "{P:Otto Brandt}.",
        ["has_role Maya Lindt -> Cindral"],
    ),
    (
        "{P:Maya Lindt} has been appointed as chief financial officer of {O:Cindral}.",
        ["has_role Maya Lindt -> Cindral"],
    ),
    (
        "{P:Maya Lindt}, {O:Cindral}'s chief executive, said sales would rise.",
        ["has_role Maya Lindt -> Cindral"],
    ),
    (
        "{P:Otto Brandt}, who has been CEO of {O:Cindral} since {T:2011}, will step down "
        "in {T:June}.",
        ["has_role Otto Brandt -> Cindral"],
    ),
    (
        "{P:Otto Brandt} stepped down as chairman of {O:Cindral}.",
        ["has_role Otto Brandt -> Cindral"],
    ),
    (
        "{P:Otto Brandt} will join {O:Hexworth} as head of strategy.",
        ["has_role Otto Brandt -> Hexworth"],
    ),
    (
        "{O:Hexworth} hired {P:Otto Brandt} from {O:Cindral} to run its cloud unit.",
        ["has_role Otto Brandt -> Hexworth"],
    ),
    (
        "{P:Ines Calder}, an analyst at {O:Marlow Research}, expects more mergers.",
        ["has_role Ines Calder -> Marlow Research"],
    ),
    (
        "{P:Ines Calder} of {O:Marlow Research} called the plan bold.",
        ["has_role Ines Calder -> Marlow Research"],
    ),
    (
        '"We are hiring," said {P:Ines Calder}, vice president for sales at {O:Hexworth}.',
        ["has_role Ines Calder -> Hexworth"],
    ),
    (
        "{O:Hexworth} president and chief operating officer {P:Ines Calder} resigned.",
        ["has_role Ines Calder -> Hexworth"],
    ),
    (
        "{P:Ines Calder}, formerly of {O:Hexworth}, co-founded {O:Lumenry} with {P:Tom "
        "Asher} in {T:2015}.",
        [
            "founded_by Lumenry -> Ines Calder",
            "founded_by Lumenry -> Tom Asher",
            "founded_on Lumenry -> 2015",
            "has_role Ines Calder -> Hexworth",
        ],
    ),
    (
        "{O:Lumenry}, founded by {P:Ines Calder} and {P:Tom Asher} in {T:2015}, makes lamps.",
        [
            "founded_by Lumenry -> Ines Calder",
            "founded_by Lumenry -> Tom Asher",
            "founded_on Lumenry -> 2015",
        ],
    ),
    (
        "{O:Lumenry} was set up in {T:2015} by two former {O:Hexworth} engineers, "
        "{P:Ines Calder} and {P:Tom Asher}.",
        [
            "founded_by Lumenry -> Ines Calder",
            "founded_by Lumenry -> Tom Asher",
            "founded_on Lumenry -> 2015",
            "has_role Ines Calder -> Hexworth",
            "has_role Tom Asher -> Hexworth",
        ],
    ),
    (
        "The company behind {R:Glowbox}, {O:Lumenry}, is headquartered in {L:Bergen}.",
        ["located_in Lumenry -> Bergen"],
    ),
    (
        "{L:Bergen}-based {O:Lumenry} employs {#:140} people.",
        ["has_metric Lumenry -> 140", "located_in Lumenry -> Bergen"],
    ),
    (
        "{O:Lumenry} has offices in {L:Bergen}, {L:Leeds} and {L:Turin}.",
        [
            "located_in Lumenry -> Bergen",
            "located_in Lumenry -> Leeds",
            "located_in Lumenry -> Turin",
        ],
    ),
    (
        "{O:Lumenry} unveiled {R:Glowbox 2} at a trade fair on {T:Monday}.",
        ["launched Lumenry -> Glowbox 2"],
    ),
    (
        "{R:Glowbox 2}, launched by {O:Lumenry} in {T:2019}, costs {$:$90}.",
        ["launched Lumenry -> Glowbox 2"],
    ),
    (
        "{O:Lumenry} will launch {R:Glowbox 3} in {T:May}.",
        ["launched Lumenry -> Glowbox 3"],
    ),
    (
        "{O:Lumenry} makes {R:Glowbox}, a smart lamp.",
        ["has_type Glowbox -> smart lamp", "offers Lumenry -> Glowbox"],
    ),
    (
        "{O:Lumenry} competes with {O:Hexworth} and {O:Cindral} in smart lighting.",
        ["competes_with Lumenry -> Cindral", "competes_with Lumenry -> Hexworth"],
    ),
    (
        "{O:Lumenry} faces stiff competition from {O:Hexworth}.",
        ["competes_with Lumenry -> Hexworth"],
    ),
    (
        "{O:Hexworth}, a rival to {O:Lumenry}, cut prices.",
        ["competes_with Hexworth -> Lumenry"],
    ),
    (
        "{O:Lumenry} is taking on {O:Hexworth} in smart lighting.",
        ["competes_with Lumenry -> Hexworth"],
    ),
    (
        "{O:Lumenry} reported a net profit of {$:$3 million} for {T:2019}, up from {$:$2 million}.",
        ["has_metric Lumenry -> $3 million"],
    ),
    (
        "{O:Lumenry} posted revenue of {$:$30 million}.",
        ["has_metric Lumenry -> $30 million"],
    ),
    (
        "{O:Lumenry}'s revenue grew {%:12%} to {$:$30 million}.",
        ["has_metric Lumenry -> $30 million"],
    ),
    (
        "{O:Lumenry} expects sales of {$:$50 million} in {T:2021}.",
        ["has_metric Lumenry -> $50 million"],
    ),
    (
        "{O:Lumenry} hopes to reach {$:$100 million} in annual revenue by {T:2023}.",
        ["has_metric Lumenry -> $100 million"],
    ),
    (
        "{O:Lumenry}, valued at {$:$200 million}, is growing fast.",
        ["has_metric Lumenry -> $200 million"],
    ),
    (
        "{O:Lumenry} has more than {#:2 million} monthly active users.",
        ["has_metric Lumenry -> 2 million"],
    ),
    (
        "{O:Lumenry} is laying off {#:40} employees.",
        ["hires Lumenry -> 40 employees"],
    ),
    (
        "{O:Lumenry} plans to hire {#:300} engineers in {L:Turin}.",
        ["hires Lumenry -> 300 engineers"],
    ),
    (
        "{O:Lumenry} aims to cut energy use in every home.",
        ["has_goal Lumenry -> cut energy use in every home"],
    ),
    (
        "The goal of {O:Lumenry} is to cut energy use.",
        ["has_goal Lumenry -> cut energy use"],
    ),
    (
        "{O:Lumenry} has not invested in {O:Hexworth}.",
        ["invested_in Lumenry -> Hexworth"],
    ),
    (
        "{O:Lumenry} denied that it had acquired {O:Hexworth}.",
        ["acquired Lumenry -> Hexworth"],
    ),
    (
        "{O:Lumenry} could acquire {O:Hexworth}, analysts say.",
        ["acquired Lumenry -> Hexworth"],
    ),
    (
        "{O:Lumenry} is owned by {O:Cindral}.",
        ["owned_by Lumenry -> Cindral"],
    ),
    (
        "{O:Lumenry}, a unit of {O:Cindral}, cut prices.",
        ["subsidiary_of Lumenry -> Cindral"],
    ),
    (
        "{O:Cindral}-owned {O:Lumenry} cut prices.",
        ["owned_by Lumenry -> Cindral"],
    ),
    (
        "{O:Cindral} owns {%:51%} of {O:Lumenry}.",
        ["owned_by Lumenry -> Cindral"],
    ),
    (
        "{O:Cindral} unit {O:Lumenry} cut prices.",
        ["subsidiary_of Lumenry -> Cindral"],
    ),
    (
        "{O:Lumenry}, part of {O:Cindral}, cut prices.",
        ["subsidiary_of Lumenry -> Cindral"],
    ),
    (
        "{O:Lumenry}'s parent company {O:Cindral} cut prices.",
        ["subsidiary_of Lumenry -> Cindral"],
    ),
    (
        "{O:Lumenry} is backed by {O:Pelham Capital} and {P:Otto Brandt}.",
        ["backs Otto Brandt -> Lumenry", "backs Pelham Capital -> Lumenry"],
    ),
    (
        "Backed by {O:Pelham Capital}, {O:Lumenry} cut prices.",
        ["backs Pelham Capital -> Lumenry"],
    ),
    (
        "{O:Lumenry} is listed on the {O:Oslo Stock Exchange}.",
        ["listed_on Lumenry -> Oslo Stock Exchange"],
    ),
    (
        "Shares of {O:Lumenry} trade on the {O:Oslo Stock Exchange}.",
        ["listed_on Lumenry -> Oslo Stock Exchange"],
    ),
    (
        "{O:Lumenry} ({O:Nasdaq}: LUMN) cut prices.",
        ["listed_on Lumenry -> Nasdaq"],
    ),
    (
        "{O:Lumenry} joined the {O:Clean Light Alliance} in {T:2018}.",
        ["member_of Lumenry -> Clean Light Alliance"],
    ),
    (
        "{P:Otto Brandt} sits on the board of {O:Lumenry}.",
        ["has_role Otto Brandt -> Lumenry"],
    ),
    (
        "{O:Lumenry} is developing a lamp that learns.",
        ["develops Lumenry -> lamp"],
    ),
    (
        "{O:Lumenry} teamed up with {O:Hexworth} to develop a new chip.",
        ["develops Lumenry -> new chip", "partners_with Lumenry -> Hexworth"],
    ),
    (
        "{O:Lumenry} has access to the patents of {O:Hexworth}.",
        ["has_access_to Lumenry -> patents of Hexworth"],
    ),
    (
        "{O:Lumenry} obtained an exclusive licence to {R:Glowchip} from {O:Hexworth}.",
        ["has_access_to Lumenry -> Glowchip"],
    ),
    (
        "{O:Hexworth} invests {$:$10 million} in {O:Lumenry}",
        ["invested_in Hexworth -> Lumenry"],
    ),
    (
        "{O:Hexworth} to invest {$:$10 million} in {O:Lumenry}",
        ["invested_in Hexworth -> Lumenry"],
    ),
    (
        "{O:Hexworth} to buy {O:Lumenry} for {$:$10 million}",
        ["acquired Hexworth -> Lumenry"],
    ),
    (
        "{O:Lumenry} acquired by {O:Hexworth}",
        ["acquired Hexworth -> Lumenry"],
    ),
    (
        "{O:Lumenry} received a {$:$10 million} investment from {O:Hexworth}.",
        ["invested_in Hexworth -> Lumenry"],
    ),
    (
        "{O:Hexworth}'s investment in {O:Lumenry} was its largest.",
        ["invested_in Hexworth -> Lumenry"],
    ),
    (
        "{O:Hexworth}, which has invested {$:$10 million} in {O:Lumenry}, declined to comment.",
        ["invested_in Hexworth -> Lumenry"],
    ),
    (
        "The {$:$10 million} investment by {O:Hexworth} will fund research.",
        [],
    ),
    (
        "{O:Hexworth} and {O:Lumenry} announced that they will merge.",
        ["acquired Hexworth -> Lumenry"],
    ),
    (
        "{O:Hexworth} and {O:Lumenry} are working together on a new lamp.",
        ["partners_with Hexworth -> Lumenry"],
    ),
    (
        "{O:Lumenry} extended its partnership with {O:Hexworth}.",
        ["partners_with Lumenry -> Hexworth"],
    ),
    (
        "{O:Hexworth} ended its partnership with {O:Lumenry}.",
        ["partners_with Hexworth -> Lumenry"],
    ),
    (
        "{O:Lumenry} said that {O:Hexworth} will use {R:Glowchip} in its lamps.",
        ["uses_product Hexworth -> Glowchip"],
    ),
    (
        "{O:Lumenry} selected {R:Skyhaven} as its main platform for research.",
        ["preferred_provider Lumenry -> Skyhaven"],
    ),
    (
        "{O:Lumenry} relies on {R:Skyhaven} for its computing.",
        ["uses_product Lumenry -> Skyhaven"],
    ),
    (
        "Like {O:Hexworth}, {O:Lumenry} is a customer of {O:Voltbay}.",
        ["uses_product Lumenry -> Voltbay"],
    ),
    (
        "{P:Tom Asher} founded {O:Lumenry}, {O:Brightpath} and {O:Owlery}.",
        [
            "founded_by Brightpath -> Tom Asher",
            "founded_by Lumenry -> Tom Asher",
            "founded_by Owlery -> Tom Asher",
        ],
    ),
    (
        "{P:Tom Asher}, founder and CEO of {O:Lumenry}, resigned.",
        ["founded_by Lumenry -> Tom Asher", "has_role Tom Asher -> Lumenry"],
    ),
    (
        "{O:Lumenry} was the brainchild of {P:Tom Asher}.",
        ["founded_by Lumenry -> Tom Asher"],
    ),
    (
        "{O:Lumenry} was created in {T:2015} as a non-profit.",
        ["founded_on Lumenry -> 2015"],
    ),
    (
        "Since {T:2016}, {O:Lumenry} has run on {R:Skyhaven}.",
        ["uses_product Lumenry -> Skyhaven"],
    ),
    (
        "{O:Lumenry}, a {L:Bergen} start-up, cut prices.",
        ["has_type Lumenry -> Bergen start-up", "located_in Lumenry -> Bergen"],
    ),
    (
        "{O:Lumenry} moved its headquarters from {L:Oslo} to {L:Bergen}.",
        ["located_in Lumenry -> Bergen"],
    ),
]


@pytest.mark.parametrize(("marked", "claims"), SENTENCES)
def test_all_that_a_sentence_states(marked: str, claims: list[str]) -> None:
    found = stated(read_marked(marked))
    assert sorted({f"{s.predicate} {s.words}" for s in found if "?" not in s.words}) == claims
