"""Characters: one form for each, and none that nobody sees."""

from __future__ import annotations

import unicodedata

import pytest

from factpack.model import Metadata, RawArticle
from factpack.normalise import normalise
from factpack.normalise.characters import MAX_MARKS, _is_plain, clean, reasons

FORMS = [
    ("plain text", "plain text"),
    ("no-break\xa0space, thin\u2009space, ideographic\u3000space", None),
    ("tab\tand  two   spaces", "tab and two spaces"),
    ("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
    ("a\r\n\r\nb", "a\n\nb"),
    ("a\n \u200b\n\t\nb", "a\n\nb"),
    ("soft\xadhyphen", "softhyphen"),
    ("zero\u200bwidth\u2060 \ufeffspaces", "zerowidth spaces"),
    ("\u202eevil\u202c \u2066marks\u2069\u200e\u061c", "evil marks"),
    ("nul\x00 bell\x07 escape\x1b[0m delete\x7f", "nul bell escape[0m delete"),
    ("non\ufffecharacter\U0001ffff \ufdd0here", "noncharacter here"),
    ("tags\U000e0049\U000e0067", "tags"),
    ("lone \ud800 and \udfff", "lone \ufffd and \ufffd"),
    ("“curly” ‘quotes’ – and — dashes…", "“curly” ‘quotes’ – and — dashes…"),
    ("ﬁne ligature", "ﬁne ligature"),
    ("cafe\u0301", "café"),
    ("e\u200b\u0301", "é"),
    ("a\u0323\u0302", "ậ"),
    ("\u1112\u1161\u11ab", "한"),
    ("3 \u212a", "3 K"),
    # Joiners stay where the word changes without them.
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("क\u094d\u200dष", "क\u094d\u200dष"),
    ("क\u094d\u200d\u200b\u200dष", "क\u094d\u200dष"),
    ("\U0001f469\u200d\U0001f52c", "\U0001f469\u200d\U0001f52c"),
    ("\U0001f469\u200c\U0001f52c", "\U0001f469\U0001f52c"),
    ("ab\u200dcd\u200c", "abcd"),
    ("می\u200c ", "می "),
]


@pytest.mark.parametrize(("raw", "form"), FORMS)
def test_one_form(raw: str, form: str | None) -> None:
    if form is None:
        form = "".join(" " if char.isspace() else char for char in raw)
    assert clean(raw).text == form
    assert clean(form).text == form


def test_marks_beyond_what_any_script_stacks_are_removed() -> None:
    raw = "x" + "\u0301\u0323" * 1000
    text = clean(raw).text
    assert len(text) == MAX_MARKS + 1
    assert clean(text).text == text
    assert list(reasons(raw, 31, 33)) == [(31, 33, "mark beyond the limit")]


def test_every_character_knows_its_source() -> None:
    raw = "\ufeffcafe\u0301\xa0 \tau\xad\x00 lait\r\n"
    source = clean(raw)
    assert source.text == "café au lait\n"
    found = [
        raw[source.raw_start(place) : source.raw_end(place + 1)]
        for place in range(len(source.text))
    ]
    assert found == [*"caf", "e\u0301", "\xa0 \t", *"au", "\xad\x00 ", *"lait", "\r\n"]


def test_the_reason_names_what_was_removed() -> None:
    raw = "\xad\u200b\u202e\x00\ufff9\U000e0041\ufffe\U0010ffff"
    assert [reason for _, _, reason in reasons(raw, 0, len(raw))] == [
        "soft hyphen",
        "zero-width character",
        "bidirectional control",
        "control character",
        "invisible formatting character",
        "tag character",
        "noncharacter",
    ]


def test_what_goes_with_white_space_is_named() -> None:
    text = "Orrin \x00\x01 bought\u200b  Vela\x00 and  the rest of the firm on that day."
    raw = RawArticle("a.txt", "a.txt", text, 0, "0" * 64, "utf-8", "valid", Metadata())
    space = "white space made one space"
    assert [segment.reason for segment in normalise(raw).segments if segment.reason] == [
        f"{space}, control character removed",
        f"{space}, zero-width character removed",
        f"{space}, control character removed",
        space,
    ]


def test_plain_characters_stay_whatever_stands_beside_them() -> None:
    plain = [chr(code) for code in range(0x110000) if _is_plain(chr(code))]
    assert set("aZ~ \n“”’–é€") <= set(plain)
    for char in plain:
        assert unicodedata.is_normalized("NFC", char)
        assert unicodedata.combining(char) == 0
        assert clean(f"a{char}b").text == f"a{char}b"
    every = "".join(plain)
    assert unicodedata.normalize("NFC", every + every[::-1]) == every + every[::-1]
    assert not any(map(_is_plain, "\t\x00\x7f\xa0\xad\u0301\u200b\u2028\ud800\U0001f600"))


@pytest.mark.parametrize("text", ["a  b", "a \n b", "a\n\n\nb  c", "a  \n \n  b", " \n\n  x  "])
def test_spaces_of_a_plain_text_are_those_of_any_text(text: str) -> None:
    assert clean(text).text == clean(text + "\u200b").text
