from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factpack.read.decode import NotTextError, decode, guess, repair_surrogates

PROSE = {
    "cp1252": "Le café était fermé à Nîmes, où l’été dure. “Oui”, dit-elle.",
    "cp1250": "Spółka ogłosiła nową umowę z partnerem w Łodzi, powiedział jej prezes.",
    "cp1251": "Компания объявила о новой сделке с партнёром из Москвы.",
    "koi8-r": "Компания объявила о новой сделке с партнёром из Москвы.",
    "cp1253": "Η εταιρεία ανακοίνωσε νέα συμφωνία με τον συνεργάτη της.",
    "cp1255": "החברה הודיעה על עסקה חדשה עם שותף",
    "cp1256": "أعلنت الشركة عن صفقة جديدة مع شريك",
    "cp932": "会社は新しい契約を発表しました。東京の本社で記者会見が行われた。",
    "euc_jp": "会社は新しい契約を発表しました。東京の本社で記者会見が行われた。",
    "gb18030": "公司宣布了新的合作协议，总部位于北京。",
    "big5": "公司宣布了新的合作協議，總部位於台北。",
    "cp949": "회사는 서울에서 새로운 계약을 발표했다.",
    "mac-roman": "The harbour master said it’s “fine” — and closed his résumé.",
}


@pytest.mark.parametrize(("codec", "text"), PROSE.items())
def test_legacy_encodings_are_told_by_their_text(codec: str, text: str) -> None:
    found = decode(text.encode(codec))
    assert (found.text, found.encoding, found.basis) == (text, codec, "detected")


@pytest.mark.parametrize(
    "text",
    [
        "The harbour company said it’s fine.",
        "It cost €5 million – about right.",
        "Café Quay raised five million.",
        "Die Größe der Übernahme überraschte Händler.",
        "La compañía anunció un acuerdo; ¿será rentable?",
        "The quay was closed on Monday. " * 300 + "It’s “open” again. " + "Nobody came. " * 300,
    ],
)
def test_a_few_western_characters_are_western(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("codec", ["utf-16", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("text", ["Fog at sea.", "Туман", "霧", ""])
def test_a_byte_order_mark_decides(codec: str, text: str) -> None:
    for declared in (None, "cp1252"):
        found = decode(text.encode(codec), declared)
        assert (found.text, found.basis) == (text, "bom")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["Fog at sea.", "Туман над морем. Ещё", "会社は\n契約を 発表。"])
def test_wide_text_without_a_mark_is_told_by_its_zeros(codec: str, text: str) -> None:
    found = decode(text.encode(codec))
    assert (found.text, found.encoding, found.basis) == (text, codec, "detected")


def test_the_declared_encoding_is_used_and_must_fit() -> None:
    data = "Grüße".encode("cp850")
    assert decode(data, "cp850").text == "Grüße"
    assert decode(data, "cp850").basis == "declared"
    with pytest.raises(NotTextError, match=r"ascii does not fit: byte 2 \(line 1\)"):
        decode(data, "ascii")


def test_utf_8_with_a_little_damage_stays_utf_8() -> None:
    text = "Zażółć gęślą jaźń. " * 10
    cut = decode(text.encode()[:-3])
    assert cut.encoding == "utf-8"
    broken = decode(text.encode() + b"\xe9!")
    assert (broken.text, broken.encoding, broken.n_damaged) == (text + "�!", "utf-8", 1)
    assert decode("One é".encode()[:-1] + b"").encoding == "cp1252"


def test_a_last_character_cut_in_two_is_damage() -> None:
    found = decode("Smörgåsbord på kajen, sa håkan på".encode()[:-1])
    assert (found.encoding, found.n_damaged) == ("utf-8", 1)
    assert found.text.endswith("p�")


def test_zeros_in_text_are_kept() -> None:
    assert decode(b"The quay\0 is closed.").text == "The quay\0 is closed."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\0" * 1000, "binary"),
        (bytes(range(256)), "binary"),
        (random.Random(7).randbytes(5000), "binary"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\0\x06\0", "ZIP"),
        (b"\x1f\x8b\x08\0\0\0", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, words: str) -> None:
    with pytest.raises(NotTextError, match=words):
        decode(data)


def test_lone_surrogates_are_replaced_one_by_one() -> None:
    assert repair_surrogates("a\ud800\udc00b") == ("a��b", 2)
    assert repair_surrogates("😀") == ("😀", 0)


def test_detection_looks_at_a_bounded_sample() -> None:
    text = "Der Hafen wächst. " * 200_000
    assert decode(text.encode("cp1252")).text == text


@given(st.binary(max_size=2000))
@example(b"\xff\xfe")
@example(b"\xff\xfea")
@example(b"\xef\xbb\xbf\xff")
@example(b"\x81" * 500)
@example(b"\xd8\x00" * 50)
def test_any_bytes_are_text_or_refused_and_always_alike(data: bytes) -> None:
    def attempt() -> object:
        try:
            return decode(data)
        except NotTextError as error:
            return str(error)

    found = attempt()
    assert found == attempt()
    if not isinstance(found, str):
        found.text.encode("utf-8")  # type: ignore[attr-defined]


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


@given(_TEXT)
def test_utf_8_round_trips(text: str) -> None:
    plain = text.removeprefix("\ufeff")
    assert decode(plain.encode()).text == plain
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text


@given(_TEXT, st.sampled_from(["utf-16", "utf-32"]))
def test_marked_wide_text_round_trips(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=200))
def test_a_guess_always_decodes(text: str) -> None:
    data = text.encode("cp1252")
    codec = guess(data)
    assert codec is not None
    data.decode(codec)


def _by_language() -> dict[str, tuple[str, str]]:
    table = (Path(__file__).parent / "encodings.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in table[1:])
    return {name: (codec, text) for name, codec, text in rows}


BY_LANGUAGE = _by_language()
"""A sentence or two of ours in each language, and the encoding that its texts are in."""

ISO = {
    "cs": "iso8859-2",
    "sk": "iso8859-2",
    "pl": "iso8859-2",
    "hu": "iso8859-2",
    "hr": "iso8859-2",
    "sl": "iso8859-2",
    "ro": "iso8859-2",
    "tr": "iso8859-9",
    "ru": "iso8859-5",
    "el": "iso8859-7",
    "lv": "iso8859-13",
    "lt": "iso8859-13",
    "de": "iso8859-1",
}
"""What older programs wrote a language in."""


@pytest.mark.parametrize("name", BY_LANGUAGE)
def test_the_encoding_is_that_of_the_language(name: str) -> None:
    codec, text = BY_LANGUAGE[name]
    for words in (text, text.split(",")[0].split(".")[0]):
        assert decode(words.encode(codec)).text == words
    assert decode(text.encode(codec)).basis == "detected"


@pytest.mark.parametrize("name", ISO)
def test_older_encodings_are_told_too(name: str) -> None:
    _, text = BY_LANGUAGE[name]
    assert decode(text.encode(ISO[name])).text == text


@pytest.mark.parametrize("text", ["a~{b", "\x1b[31mred\x1b[0m", "~{~}", "\x1b$B", "~{VPND~"])
def test_escapes_alone_make_no_other_encoding(text: str) -> None:
    assert decode(text.encode()).encoding in ("utf-8", "hz")
    assert len(decode(text.encode()).text) > 0
