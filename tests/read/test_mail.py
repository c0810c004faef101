"""Newsletters: an article a letter, of which nobody's address is read."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.read.conftest import MakeDataset

from factpack.model import RawArticle, Rejected
from factpack.normalise import normalise
from factpack.read import read_articles
from factpack_validators import mail
from factpack_validators.mail import is_letter, read_letter

PLAIN = "Tarn Foundry will buy Quillet Works.\r\n\r\nFog came in from the sea =E2=80=94 again.\r\n"
PAGE = "<html><body><p>Tarn Foundry will buy Quillet Works.</p></body></html>\r\n"
HEAD = (
    "From: =?utf-8?q?M=C3=A9rrow_Post?= <desk@post.example>\r\n"
    "To: Reader <reader@home.example>\r\n"
    "Subject: Tarn buys\r\n =?utf-8?b?UXVpbGxldA==?=\r\n"
    "Date: Thu, 04 Mar 2021 23:30:00 +0100\r\n"
    "Message-ID: <1@post.example>\r\n"
    "MIME-Version: 1.0\r\n"
)


def part(kind: str, body: str, more: str = "") -> str:
    return (
        f"--edge\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"{more}\r\n{body}"
    )


def letter(*parts: str, kind: str = "alternative", head: str = HEAD) -> str:
    inner = "".join(parts)
    return f'{head}Content-Type: multipart/{kind}; boundary="edge"\r\n\r\n{inner}--edge--\r\n'


LETTER = letter(
    part("text/plain; charset=utf-8", PLAIN), part("text/html; charset=utf-8", PAGE)
)  # fmt: skip


def read(make_dataset: MakeDataset, name: str, data: str | bytes) -> list[Any]:
    return list(read_articles(make_dataset({name: data})))


def articles(items: list[Any]) -> list[RawArticle]:
    return [item for item in items if isinstance(item, RawArticle)]


def rejected(items: list[Any]) -> list[tuple[str, str]]:
    return [(item.source, item.check_code) for item in items if isinstance(item, Rejected)]


def test_a_letter_is_an_article(make_dataset: MakeDataset) -> None:
    [first] = articles(read(make_dataset, "a.eml", LETTER))
    about = first.metadata
    assert normalise(first).text.split("\n\n")[-2:] == [
        "Tarn Foundry will buy Quillet Works.",
        "Fog came in from the sea — again.",
    ]
    assert (about.title, about.publisher, about.author) == (
        "Tarn buys Quillet",
        "Mérrow Post",
        None,
    )
    assert (str(about.published_on), about.published_basis) == (
        "2021-03-04",
        "mail: day it was sent",
    )
    assert first.source_id == "a.eml"
    assert "@" not in str(about)


def test_the_list_is_the_outlet_and_its_sender_the_author(make_dataset: MakeDataset) -> None:
    head = HEAD + 'List-Id: "Harbour Notes" <notes.post.example>\r\n'
    head += "Archived-At: <https://post.example/letters/1>\r\n"
    [first] = articles(
        read(make_dataset, "a.eml", letter(part("text/plain", "Fog.\r\n"), head=head))
    )
    about = first.metadata
    assert (about.publisher, about.author) == ("Harbour Notes", "Mérrow Post")
    assert about.url == first.source_id == "https://post.example/letters/1"


def test_a_page_with_far_more_words_is_read_instead(make_dataset: MakeDataset) -> None:
    data = letter(
        part("text/plain", "See it in your browser.\r\n"),
        part("text/html; charset=utf-8", PAGE.replace("Works.", "Works, " + "an old mill, " * 9)),
    )
    [first] = articles(read(make_dataset, "a.eml", data))
    words = normalise(first).text
    assert "old mill" in words
    assert "<" not in words


def test_files_and_letters_sent_along_are_no_article(make_dataset: MakeDataset) -> None:
    data = letter(
        part("text/plain", "Words of a file.\r\n", "Content-Disposition: attachment\r\n"),
        f"--edge\r\nContent-Type: message/rfc822\r\n\r\n{HEAD}\r\nWords of another letter.\r\n",
        part("text/plain", "Words of this letter.\r\n"),
        kind="mixed",
    )
    [first] = articles(read(make_dataset, "a.eml", data))
    assert first.text.strip() == "Words of this letter."


def test_letters_of_a_mailbox_are_articles(make_dataset: MakeDataset) -> None:
    second = HEAD.replace("Tarn buys", "Fog") + "\r\nFog.\r\n\r\n>From here on, rain.\r\n"
    line = "From desk@post.example Thu Mar  4 08:00:00 2021\r\n"
    box = f"{line}{LETTER}\r\n{line}{second}\r\n{line}Subject: none\r\n\r\n"
    items = read(make_dataset, "a.mbox", box)
    assert [a.source for a in articles(items)] == ["a.mbox#1", "a.mbox#2"]
    assert articles(items)[1].text.split() == "Fog. From here on, rain.".split()
    assert rejected(items) == [("a.mbox#3", "mail-without-text")]
    assert all(a.source_id.startswith("sha256:") for a in articles(items))


@pytest.mark.parametrize(
    ("charset", "codec", "encoding"),
    [
        ("iso-8859-1", "utf-8", "utf-8"),
        ("windows-1251", "cp1251", "cp1251"),
        ("klingon", "utf-8", "utf-8"),
    ],
)
def test_bytes_go_before_what_a_letter_says_of_them(
    make_dataset: MakeDataset, charset: str, codec: str, encoding: str
) -> None:
    head = HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n"
    [first] = articles(read(make_dataset, "a.eml", head.encode() + "Снег лёг.".encode(codec)))
    assert (first.text, first.encoding) == ("Снег лёг.", encoding)


@pytest.mark.parametrize("data", ["", HEAD, letter(kind="mixed"), letter(part("image/png", "x"))])
def test_a_letter_without_words_is_rejected(make_dataset: MakeDataset, data: str) -> None:
    assert rejected(read(make_dataset, "a.eml", data)) == [("a.eml", "mail-without-text")]


def test_a_head_in_no_encoding_is_read_as_it_stands(make_dataset: MakeDataset) -> None:
    head = HEAD.replace("=?utf-8?b?UXVpbGxldA==?=", "=?utf-é?b?UXVpbGxldA==?=")
    [first] = articles(read(make_dataset, "a.eml", f"{head}\r\nFog came in.\r\n"))
    assert (first.metadata.title or "").startswith("Tarn buys")


def test_a_mailbox_without_letters_is_rejected(make_dataset: MakeDataset) -> None:
    assert rejected(read(make_dataset, "a.mbox", LETTER)) == [("a.mbox", "article-empty")]


def test_a_letter_of_many_parts_costs_little() -> None:
    nested = HEAD
    for number in range(3_000):
        nested += f'Content-Type: multipart/mixed; boundary="e{number}"\r\n\r\n--e{number}\r\n'
    begin = time.process_time()
    assert read_letter((nested + "\r\nWords.\r\n" * 10_000).encode()) is None
    assert read_letter((HEAD + "Subject: " + "=?utf-8?q?a?= " * 200_000 + "\r\n\r\nA.").encode())
    assert time.process_time() - begin < 5


def test_one_letter_is_held_at_a_time(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "LETTER_LIMIT", 2_000)
    line = "From a Thu Mar  4 08:00:00 2021\n"
    box = f"{line}Subject: a\n\n{'x ' * 2_000}\n\n{line}Subject: b\n\nFog.\n"
    items = read(make_dataset, "a.mbox", box)
    assert [a.text.strip() for a in articles(items)] == ["Fog."]
    assert rejected(items) == [("a.mbox#1", "article-too-large")]


def test_letters_are_told_from_texts() -> None:
    assert is_letter(LETTER.encode())
    assert not is_letter(b"Note: from the harbour\n\nFrom: nobody\nDate: never\n")
