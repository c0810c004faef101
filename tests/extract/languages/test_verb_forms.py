"""Forms of the verbs in grammar.yaml, held against the table of inflections of names."""

from __future__ import annotations

from importlib.resources import files

from factpack.extract.languages.en.grammar import load_lexicon

TABLE = files("factpack.extract.languages.en") / "names" / "english.txt"
PAST = {
    word
    for line in TABLE.read_text("utf-8").splitlines()
    if line.startswith("d: ")
    for word in line.split()[1:]
}
SPELLED_WRONG_THERE = {"controled"}


def test_the_last_consonant_is_doubled_where_the_table_doubles_it() -> None:
    wrong = []
    verbs = load_lexicon().verbs
    for base in load_lexicon().bases:
        plain, doubled = f"{base}ed", f"{base}{base[-1]}ed"
        for ours, other in ((plain, doubled), (doubled, plain)):
            if ours in verbs and ours not in PAST and other in PAST - SPELLED_WRONG_THERE:
                wrong.append(ours)
    assert not wrong


def test_forms_of_verbs_with_the_stress_on_their_end() -> None:
    verbs = load_lexicon().verbs
    for form, base in (("acquitted", "acquit"), ("expelling", "expel"), ("debuted", "debut")):
        assert verbs[form][0] == base
