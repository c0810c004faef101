"""Sentences of company news in many shapes, about invented companies, and all that they state."""

from __future__ import annotations

import pytest

from factpack.extract.claims.claims import find_candidates
from factpack.extract.claims.examples import read_marked, stated
from factpack.extract.text.doc import Doc
from factpack.model import Span

SENTENCES = [
    (
        "{O:Norvane}, the Oslo-listed shipping group, said it had agreed to acquire "
        "{O:Tellick} for {$:$1.2 billion} in cash.",
        ["acquired Norvane -> Tellick", "has_type Norvane -> Oslo-listed shipping group"],
    ),
    (
        "{O:Tellick} will become a wholly owned subsidiary of {O:Norvane} when the deal "
        "closes in {T:March}.",
        ["subsidiary_of Tellick -> Norvane"],
    ),
    (
        "{O:Brightwell Foods} confirmed that it is buying rival {O:Ostrea} in an "
        "all-share deal worth {$:£300 million}.",
        ["acquired Brightwell Foods -> Ostrea", "competes_with Ostrea -> Brightwell Foods"],
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
        ["acquired Pelham Capital -> Ostrea"],
    ),
    (
        "{O:Pelham Capital} led a {$:$40 million} funding round in {O:Ferrostack}, a "
        "robotics start-up.",
        ["has_type Ferrostack -> robotics start-up", "invested_in Pelham Capital -> Ferrostack"],
    ),
    (
        "{O:Ferrostack} has raised {$:$40 million} in Series B funding led by {O:Pelham "
        "Capital}, with participation from {O:Gantry Ventures}.",
        [
            "invested_in Gantry Ventures -> Ferrostack",
            "invested_in Pelham Capital -> Ferrostack",
            "raised_funding Ferrostack -> $40 million",
        ],
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
        ["acquired Pelham Capital -> Ferrostack"],
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
        ["has_role Maya Lindt -> Cindral", "has_role Otto Brandt -> Cindral"],
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
            "offers Lumenry -> lamps",
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
        ["has_metric Glowbox 2 -> $90", "launched Lumenry -> Glowbox 2"],
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
        ["has_metric Lumenry -> $2 million", "has_metric Lumenry -> $3 million"],
    ),
    (
        "{O:Lumenry} posted revenue of {$:$30 million}.",
        ["has_metric Lumenry -> $30 million"],
    ),
    (
        "{O:Lumenry}'s revenue grew {%:12%} to {$:$30 million}.",
        ["has_metric Lumenry -> $30 million", "has_metric Lumenry -> 12%"],
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
        [
            "invested_in Hexworth -> Lumenry",
            "raised_funding Lumenry -> $10 million",
        ],
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
        [
            "develops Hexworth -> new lamp",
            "develops Lumenry -> new lamp",
            "partners_with Hexworth -> Lumenry",
        ],
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
        ["offers Hexworth -> lamps", "uses_product Hexworth -> Glowchip"],
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
    (
        "The {O:Cartel Office}, which blocked {O:Hexworth}'s attempt to buy {O:Lumenry} from "
        "{O:Gantry Ventures} in {T:2019}, agreed.",
        ["acquired Hexworth -> Lumenry"],
    ),
    (
        "{O:Hexworth} denied that the {O:Cartel Office} had stopped it from buying {O:Lumenry}.",
        [],
    ),
    (
        "{O:Lumenry}, the billing platform co-founded by Irish sisters {P:Maya Lindt} and "
        "{P:Ines Calder}, is now worth {$:$3 billion}.",
        [
            "founded_by Lumenry -> Ines Calder",
            "founded_by Lumenry -> Maya Lindt",
            "has_metric Lumenry -> $3 billion",
            "has_type Lumenry -> billing platform",
        ],
    ),
    (
        "{O:Hexworth}, headquartered in {L:Turin}, {L:Italy}, had {#:9,400 employees} at the end "
        "of {T:2021}.",
        [
            "has_metric Hexworth -> 9,400 employees",
            "located_in Hexworth -> Italy",
            "located_in Hexworth -> Turin",
        ],
    ),
    ("{O:Hexworth} is not selling its Danish unit.", []),
    (
        "Danish brewer {O:Hexworth} and {O:Lumenry} signed a ten-year, {$:$2 billion} agreement.",
        ["has_type Hexworth -> Danish brewer", "partners_with Hexworth -> Lumenry"],
    ),
    (
        "{O:Cindral} lost its finance chief, {P:Otto Brandt}, on {T:Monday}.",
        ["has_role Otto Brandt -> Cindral"],
    ),
    (
        "{P:Maya Lindt} has become {O:Cindral}'s chief executive, replacing co-founder "
        "{P:Otto Brandt}, who will remain on the board.",
        [
            "founded_by Cindral -> Otto Brandt",
            "has_role Maya Lindt -> Cindral",
            "has_role Otto Brandt -> Cindral",
        ],
    ),
    (
        "{P:Maya Lindt} succeeds {P:Otto Brandt} as chair of {O:Cindral}.",
        ["has_role Maya Lindt -> Cindral", "has_role Otto Brandt -> Cindral"],
    ),
    (
        "{O:Hexworth} closed its {$:$30 million} seed round.",
        ["raised_funding Hexworth -> $30 million"],
    ),
    (
        "{O:Cindral} was started by {P:Maya Lindt} and {P:Otto Brandt}, both former engineers at "
        "{O:Hexworth}.",
        [
            "founded_by Cindral -> Maya Lindt",
            "founded_by Cindral -> Otto Brandt",
            "has_role Maya Lindt -> Hexworth",
            "has_role Otto Brandt -> Hexworth",
        ],
    ),
    (
        "{O:Cindral} hired {P:Maya Lindt}, who used to run sales at {O:Hexworth}, as its first "
        "revenue chief.",
        ["has_role Maya Lindt -> Cindral", "has_role Maya Lindt -> Hexworth"],
    ),
    (
        "{O:Cindral} cuts {#:1,200 jobs} as chip slump deepens",
        ["hires Cindral -> 1,200 jobs"],
    ),
    ("{O:Cindral} paid carmakers not to work with {O:Hexworth}.", []),
]


@pytest.mark.parametrize(("marked", "claims"), SENTENCES)
def test_all_that_a_sentence_states(marked: str, claims: list[str]) -> None:
    found = stated(read_marked(marked))
    assert sorted({f"{s.predicate} {s.words}" for s in found if "?" not in s.words}) == claims


HOLDS = [
    ("{P:Otto Brandt} stepped down as chair of {O:Cindral}.", True),
    ("{P:Otto Brandt} will step down as chair of {O:Cindral}.", False),
    ("{P:Otto Brandt}, formerly chair of {O:Cindral}, agreed.", True),
    # "former" reaches over "and" to a noun that has nothing of its own.
    ("{P:Otto Brandt}, a former champion and editor of {O:Cindral}, agreed.", True),
    ("Glad was {P:Otto Brandt}, the former champion and {O:Cindral}'s chair.", False),
    ("{P:Otto Brandt}, the former champion and the chair of {O:Cindral}, agreed.", False),
    ("{P:Otto Brandt}, chair of {O:Cindral} until {T:2019}, agreed.", True),
    ("{P:Otto Brandt} was succeeded as chair of {O:Cindral} by an outsider.", True),
    ("{O:Cindral} fired its chair, {P:Otto Brandt}.", True),
    ("{P:Otto Brandt} spent {T:two years} as chair of {O:Cindral}.", True),
    ("{P:Otto Brandt}, chair of {O:Cindral}, agreed.", False),
    ("{P:Otto Brandt} is stepping down as chair of {O:Cindral}.", False),
]


@pytest.mark.parametrize(("marked", "over"), HOLDS, ids=[text for text, _ in HOLDS])
def test_whether_a_post_is_still_held(marked: str, over: bool) -> None:
    sentence = read_marked(marked)
    found = find_candidates(
        Doc(sentence.text, [Span(0, len(sentence.text))]),
        sentence.entities,
        sentence.mentions,
        sentence.literals,
    )
    assert {bool(c.former) for c in found} == {over}


PLANS = [
    ("Regulators rejected {O:Hexworth}'s {$:$2 billion} bid to acquire {O:Lumenry}.", "negated"),
    ("{O:Hexworth} abandoned its plan to buy {O:Lumenry}.", "negated"),
    ("{O:Hexworth}'s offer to buy {O:Lumenry} collapsed.", "negated"),
    ("{O:Hexworth}'s proposed takeover of {O:Lumenry} worries rivals.", "planned"),
    ("{O:Hexworth}'s proposed takeover of {O:Lumenry} was vetoed.", "negated"),
    ("The state sued to block {O:Hexworth}'s acquisition of {O:Lumenry}.", "possible"),
    ("The state stopped {O:Hexworth} from buying {O:Lumenry}.", "negated"),
    ("{O:Hexworth} agreed not to buy {O:Lumenry}.", "negated"),
    ("If {O:Hexworth} bought {O:Lumenry} {T:tomorrow}, prices would rise.", "possible"),
    ("{O:Hexworth} discussed buying {O:Lumenry}.", "possible"),
    ("{O:Hexworth} denied buying {O:Lumenry}.", "negated"),
    ("{O:Hexworth} ended talks to buy {O:Lumenry}.", "negated"),
    ("{O:Hexworth} may move and buy {O:Lumenry}.", "possible"),
    ("{O:Hexworth} made an attempt to buy {O:Lumenry}.", "possible"),
    ("{O:Hexworth}'s takeover of {O:Lumenry} was not blocked.", "asserted"),
]


@pytest.mark.parametrize(("marked", "modality"), PLANS, ids=[text for text, _ in PLANS])
def test_what_becomes_of_a_plan(marked: str, modality: str) -> None:
    (found,) = stated(read_marked(marked))
    assert found.words == "Hexworth -> Lumenry"
    assert modality in found.tags


def test_a_date_stays_with_its_verb() -> None:
    text = "Founded in {T:1994} and based in {L:Leeds}, {O:Cindral} runs {#:312 clinics}."
    sentence = read_marked(text)
    found = find_candidates(
        Doc(sentence.text, [Span(0, len(sentence.text))]),
        sentence.entities,
        sentence.mentions,
        sentence.literals,
    )
    dates = {c.rule.predicate: c.date for c in found}
    assert dates == {"founded_on": -1, "located_in": -1, "offers": -1, "has_metric": -1}


def test_a_bare_metric_is_that_of_the_sentence_before() -> None:
    sentence = read_marked("{O:Cindral} sells pumps. Net profit was {$:$4 million}.")
    found = find_candidates(
        Doc(sentence.text, [Span(0, 20), Span(21, len(sentence.text))]),
        sentence.entities,
        sentence.mentions,
        sentence.literals,
    )
    assert [(c.metric_name, c.subject.start) for c in found if c.metric] == [("profit", 21)]


def test_who_somebody_is_is_no_part_of_a_plan() -> None:
    sentence = read_marked(
        "{O:Lumenry} will move, and {O:Cindral} co-founder and CEO {P:Maya Lindt} will run "
        "{O:Hexworth}."
    )
    found = {(s.predicate, s.words): s.tags for s in stated(sentence)}
    assert found["founded_by", "Cindral -> Maya Lindt"] >= {"asserted"}
    assert found["has_role", "Maya Lindt -> Cindral"] >= {"asserted"}
    assert found["has_role", "Maya Lindt -> Hexworth"] >= {"planned"}


def test_a_place_of_work_before_is_not_that_of_the_post() -> None:
    marked = (
        "{P:Ada Brill} became chief executive of {O:Norvane} in {T:2015} after five years at "
        "{O:Tellick}."
    )
    found = {s.words for s in stated(read_marked(marked)) if s.predicate == "has_role"}
    assert found == {"Ada Brill -> Norvane"}


DOUBTED = [
    ("Has {O:Norvane} acquired {O:Tellick}?", "possible"),
    ("Neither {O:Norvane} nor {O:Vexley} acquired {O:Tellick}.", "negated"),
    ("{O:Norvane} has acquired neither {O:Vexley} nor {O:Tellick}.", "negated"),
    ("{O:Tellick} was acquired by neither {O:Norvane} nor its rival {O:Vexley}.", "negated"),
    ("Neither {P:Ada Brill}, a critic, nor {P:Rui Costa} acquired {O:Tellick}.", "negated"),
    ("Neither rival spoke, but {O:Norvane} acquired {O:Tellick}.", "asserted"),
    (
        "Neither {P:Ada Brill} nor {P:Rui Costa} spoke, but {O:Norvane} bought {O:Tellick}.",
        "asserted",
    ),
    ("{O:Norvane} nearly acquired {O:Tellick} in {T:2019}.", "negated"),
    ("Reports that {O:Norvane} acquired {O:Tellick} are untrue.", "negated"),
    ("Reports that {O:Norvane} acquired {O:Tellick} moved the market.", "possible"),
    ("It was rumoured that {O:Norvane} had bought {O:Tellick}.", "possible"),
    ("If {O:Norvane} acquires {O:Tellick}, prices rise.", "possible"),
    ('{O:Norvane} made a "final" offer on {T:Monday} to acquire {O:Tellick}.', "planned"),
    ("{O:Norvane} has raised its bid for {O:Tellick}.", "planned"),
    ("{O:Tellick} was acquired not by {O:Norvane} but by others.", "negated"),
    ("It is false that {O:Norvane} acquired {O:Tellick}.", "negated"),
    ("It was not true that {O:Norvane} acquired {O:Tellick}.", "negated"),
    ("It isn't correct that {O:Norvane} acquired {O:Tellick}.", "negated"),
    ("It wasn’t true that {O:Norvane} acquired {O:Tellick}.", "negated"),
    ("It is true that {O:Norvane} acquired {O:Tellick}.", "asserted"),
    ("It is not untrue that {O:Norvane} acquired {O:Tellick}.", "asserted"),
    ("Had {O:Norvane} acquired {O:Tellick}, prices would have risen.", "possible"),
    ("Prices would have risen had {O:Norvane} acquired {O:Tellick}.", "possible"),
    ("Prices would rise after {O:Norvane} had acquired {O:Tellick}.", "asserted"),
    ("{O:Vexley} denied that {O:Norvane} acquired {O:Tellick}.", "negated"),
    ("{O:Vexley} did not deny that {O:Norvane} acquired {O:Tellick}.", "possible"),
    ("{O:Norvane} pretended to have acquired {O:Tellick}.", "negated"),
    ("{O:Vexley} pretended that {O:Norvane} acquired {O:Tellick}.", "negated"),
    ("{O:Norvane} acquired {O:Tellick}, which pretended to grow.", "asserted"),
    ("{P:Ada Brill} published a novel and {O:Norvane} acquired {O:Tellick}.", "asserted"),
    ("They signed a deal in which {O:Norvane} acquires {O:Tellick}.", "asserted"),
    ("Had it known, {O:Norvane} would say, {O:Vexley} acquired {O:Tellick}.", "asserted"),
]


@pytest.mark.parametrize(("marked", "modality"), DOUBTED)
def test_what_a_sentence_takes_back_is_not_asserted(marked: str, modality: str) -> None:
    found = [s for s in stated(read_marked(marked)) if s.predicate == "acquired"]
    assert found and all(modality in s.tags for s in found)


def test_neither_denies_each_party_and_not_who_they_are() -> None:
    marked = (
        "Neither {P:Ada Brill}, the chief executive of {O:Vexley}, nor {P:Rui Costa} acquired "
        "{O:Tellick}."
    )
    found = {(s.predicate, s.words): s.tags for s in stated(read_marked(marked))}
    assert found["acquired", "Ada Brill -> Tellick"] >= {"negated"}
    assert found["acquired", "Rui Costa -> Tellick"] >= {"negated"}
    assert found["has_role", "Ada Brill -> Vexley"] >= {"asserted"}
    marked = "{P:Ada Brill} is neither the chief executive of {O:Vexley} nor that of {O:Tellick}."
    found = {(s.predicate, s.words): s.tags for s in stated(read_marked(marked))}
    assert found["has_role", "Ada Brill -> Vexley"] >= {"negated"}


def test_mere_hearsay_states_nothing() -> None:
    marked = "{P:Rui Costa} reacts to a rumour that he created {O:Bitcon}."
    assert not stated(read_marked(marked))


@pytest.mark.parametrize("work", ["a novel in which", "a film where"])
def test_what_a_made_up_work_tells_is_not_stated(work: str) -> None:
    marked = f"{{P:Ada Brill}} wrote {work} {{O:Norvane}} acquires {{O:Tellick}}."
    assert not [s for s in stated(read_marked(marked)) if s.predicate == "acquired"]


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("{O:Vexley} denied that {P:Ada Brill} is chief executive of {O:Tellick}.", "negated"),
        ("{O:Vexley} denied that {P:Ada Brill} is chief executive.", "negated"),
        ("{O:Vexley} denies that {P:Ada Brill} will become head of {O:Tellick}.", "negated"),
        ("{O:Vexley} denied that {O:Tellick} is a subsidiary of {O:Norvane}.", "negated"),
        ("{O:Vexley} disputes that {O:Tellick} has its headquarters in {L:Oslo}.", "negated"),
        ("{P:Ada Brill} pretended to be chief executive of {O:Tellick}.", "negated"),
        (
            "{O:Vexley} denied on {T:Monday} in court that {P:Ada Brill} is head of {O:Tellick}.",
            "negated",
        ),
        ("{O:Vexley} denied that {P:Ada Brill}, head of {O:Tellick}, lied.", "asserted"),
        ("{O:Vexley} denied that {P:Ada Brill}, who is head of {O:Tellick}, lied.", "asserted"),
        ("{O:Vexley} denied that {O:Tellick}, based in {L:Oslo}, lied.", "asserted"),
        ("{P:Ada Brill}, who denied that she lied, is head of {O:Tellick}.", "asserted"),
        ("{P:Ada Brill}, head of {O:Tellick}, denied that prices rose.", "asserted"),
        ("{O:Vexley} denied that its chief executive {P:Ada Brill} will leave.", "asserted"),
        ("{O:Vexley} confirmed that {P:Ada Brill} is head of {O:Tellick}.", "asserted"),
    ],
)
def test_a_denial_reaches_what_its_clause_states_and_no_apposition(
    marked: str, modality: str
) -> None:
    found = [s for s in stated(read_marked(marked)) if s.predicate != "has_type"]
    assert found and all(modality in s.tags for s in found)


def test_who_is_denied_to_be_replaced_still_has_the_post() -> None:
    marked = (
        "{O:Tellick} denied that {P:Ada Brill} will be replaced by {P:Rui Costa} as "
        "chief executive."
    )
    found = {s.words: s.tags for s in stated(read_marked(marked)) if s.predicate == "has_role"}
    assert found == {
        "Rui Costa -> Tellick": {"negated"},
        "Ada Brill -> Tellick": {"asserted"},
    }
