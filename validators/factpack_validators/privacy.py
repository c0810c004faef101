"""E-mail addresses, telephone and account numbers in what a release publishes of people."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from factpack_validators.context import Context
from factpack_validators.schemas import table_names, table_schema, word_columns
from factpack_validators.sql import key_text, literal, name

OFFICES = frozenset(
    """
    abuse advertising booking bookings contact customerservice editor editorial editors enquiries
    events feedback hello help helpdesk info inquiries investor investors ir jobs legal letters mail
    marketing media news newsdesk newsletter newsroom noreply office orders postmaster press privacy
    pr publicrelations reception sales security service services support team tips webmaster
    """.split()
)
"""Names before the @ that are those of an office, not of a person; hyphens and dots left out."""

_EMAIL = r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
_PHONE = (
    r"(?:\+[1-9][0-9]{0,2}(?:[ .()/-]{0,2}[0-9]){7,13}|\(?[0-9]{3}\)?[ .-][0-9]{3}[.-][0-9]{4}"
    r"|\(0[0-9]{2,5}\) ?[0-9][0-9 -]{5,9}[0-9])"
)
_NUMBER = (
    r"(?:[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?|(?:[0-9][ -]?){12,18}[0-9])"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Something private: its check, what to call it, how it is written, and a last test.

    `core` is a pattern that DuckDB knows, too, to find the few texts to look at; `before` and
    `after` say what must not stand beside it.
    """

    code: str
    label: str
    core: str
    before: str
    after: str
    is_private: Callable[[str], bool]

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(f"(?<!{self.before}){self.core}(?!{self.after})")


def is_personal_email(address: str) -> bool:
    """Whether an address is not evidently that of an office.

    >>> is_personal_email("mara.quill@alder.example"), is_personal_email("press@alder.example")
    (True, False)
    """
    local = address.partition("@")[0].casefold()
    return re.sub(r"[^a-z]", "", local) not in OFFICES


def is_account_number(text: str) -> bool:
    """Whether digits are those of a bank account (IBAN) or a payment card, by their check digits.

    >>> is_account_number("GB82 WEST 1234 5698 7654 32"), is_account_number("4111 1111 1111 1111")
    (True, True)
    >>> is_account_number("1234 5678 9012 3456")
    False
    """
    plain = re.sub(r"[ -]", "", text)
    if plain[:1].isalpha():
        # ISO 13616: the first four characters go to the end, letters count from 10.
        digits = "".join(str(int(c, 36)) for c in plain[4:] + plain[:4])
        return 15 <= len(plain) <= 34 and int(digits) % 97 == 1
    if not 13 <= len(plain) <= 19 or len(set(plain)) < 2 or plain[0] not in "3456":
        return False
    # ISO/IEC 7812: from the right, every second digit counts double.
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(plain)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


_KINDS = (
    _Kind(
        "privacy-email", "an e-mail address", _EMAIL, "[A-Za-z0-9._%+-]", r"\w", is_personal_email
    ),
    # A sum, a decimal or a percentage is no telephone number.
    _Kind(
        "privacy-phone",
        "a telephone number",
        _PHONE,
        r"[\w.,$€£¥+-]",
        r"[\w%]|[.,][0-9]",
        lambda _: True,
    ),
    _Kind(
        "privacy-number",
        "a bank account or payment card number",
        _NUMBER,
        r"\w",
        r"\w",
        is_account_number,
    ),
)


def find_private(context: Context) -> None:
    """Look at every published text; what is found is not repeated in the message.

    Words of articles whose text is published are looked for there, not in every row again.
    """
    for table in table_names():
        for field in table_schema(table)["fields"]:
            column = field["name"]
            words = word_columns(table).get(column)
            if words == "name" or (table == "articles" and (words or column == "author")):
                _find(context, table, column, f"SELECT * FROM {name(table)}")
            elif words and "article_id" in (f["name"] for f in table_schema(table)["fields"]):
                rows = "JOIN articles a USING (article_id) WHERE a.text IS NULL"
                _find(context, table, column, f"SELECT x.* FROM {name(table)} x {rows}")


def _find(context: Context, table: str, column: str, rows: str) -> None:
    cell = name(column)
    gate = " OR ".join(f"regexp_matches({cell}, {literal(kind.core)})" for kind in _KINDS)
    (n_texts,) = context.database.one(f"SELECT count({cell}) FROM ({rows})")
    context.found.looked_at("texts searched for private data", n_texts)
    for batch in context.database.stream(
        f"SELECT {key_text(table)}, {cell} FROM ({rows}) WHERE {gate} ORDER BY 1"
    ):
        for key, text in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            for kind in _KINDS:
                for match in kind.pattern.finditer(text):
                    if kind.is_private(match[0]):
                        context.found.add(
                            kind.code,
                            f"{column} holds {kind.label}",
                            table=table,
                            key=key,
                            column=column,
                            offset=match.start(),
                        )
