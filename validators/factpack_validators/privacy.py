"""E-mail addresses, telephone and account numbers in what a release publishes of people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from factpack_validators.collect import Collector
from factpack_validators.context import Context
from factpack_validators.folder import csv_file
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
_NEAR_EMAIL = r"[A-Za-z0-9._%+-]@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2}"
"""Found in every text that holds an address, and set up in a fifth of the time."""

_PHONE = (
    # With a country, as in North America, with the trunk prefix in brackets, or after a word.
    r"(?:(?:\+|00 ?)[1-9][0-9]{0,2}(?:[ .()/-]{0,2}[0-9]){7,13}"
    r"|\(?[0-9]{3}\)?[ .-][0-9]{3}[.-][0-9]{4}"
    r"|\(0[0-9]{2,5}\) ?[0-9][0-9 -]{5,9}[0-9]"
    r"|(?:[Tt]el|[Tt]elephone|[Tt]elefon|[Pp]hone|[Ff]ax|[Mm]obile|[Hh]andy|[Tt]él)[.:]{0,2} ?"
    r"\(?0(?:[ .()/-]{0,2}[0-9]){6,13})"
)
_NUMBER = (
    # An IBAN, a payment card, or a number of US social security.
    r"(?:[A-Z]{2}[0-9]{2}(?:[ .-]?[A-Z0-9]{4}){3,7}(?:[ .-]?[A-Z0-9]{1,3})?"
    r"|[3-6][0-9]{3}[ -]?(?:[0-9]{4}[ -]?){2}[0-9]{1,7}|3[47][0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{5}"
    r"|[0-9]{3}-[0-9]{2}-[0-9]{4})"
)
_URL = re.compile(r"https?://[^\s\"'<>)\]]+")
_PLACES = frozenset({"url", "source", "source_id"})
"""Columns whose digits are those of file names and addresses: only e-mail is looked for there."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Something private: its check, what to call it, how it is written, and a last test.

    `core` is a pattern within a line; `before` and `after` say what must not stand beside it.
    `near` is a pattern that DuckDB knows, too, and finds wherever `core` is: it picks the few texts
    to look at. A character of the class `sign` is in whatever `core` finds, at most `reach`
    characters from both ends: a long text is looked at around those alone.
    """

    code: str
    label: str
    core: str
    near: str
    before: str
    after: str
    sign: str
    reach: int
    is_private: Callable[[str], bool]

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(f"(?<!{self.before}){self.core}(?!{self.after})")

    def stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the text can hold such a thing: characters around its signs, in order, apart."""
        begin = end = 0
        for match in re.finditer(f"{self.sign}+", text):
            if match.start() - self.reach > end:
                if end:
                    yield begin, end
                begin = match.start() - self.reach
            end = match.end() + self.reach
        if end:
            yield begin, end


def is_personal_email(address: str) -> bool:
    """Whether an address is not evidently that of an office.

    >>> is_personal_email("mara.quill@alder.example"), is_personal_email("press@alder.example")
    (True, False)
    """
    local = address.partition("@")[0].casefold()
    return re.sub(r"[^a-z]", "", local) not in OFFICES


def is_account_number(text: str) -> bool:
    """Whether it is the number of a bank account (IBAN), a payment card or US social security.

    Check digits, lengths and the form in each country tell them from other numbers.

    >>> is_account_number("GB82 WEST 1234 5698 7654 32"), is_account_number("4111 1111 1111 1111")
    (True, True)
    >>> is_account_number("1234 5678 9012 3456")
    False
    """
    from stdnum import iban, luhn
    from stdnum.us import ssn

    plain = re.sub(r"[ .-]", "", text)
    if plain[:1].isalpha():
        return iban.is_valid(plain)
    if len(plain) == 9:
        return ssn.is_valid(text)
    return 13 <= len(plain) <= 19 and len(set(plain)) > 1 and luhn.is_valid(plain)


def is_telephone_number(text: str) -> bool:
    """Whether a number that is written as one can be called.

    Where neither it nor its form names the country, what is written so is taken for one.

    >>> is_telephone_number("+49 30 1234567"), is_telephone_number("(212) 555-0147")
    (True, True)
    >>> is_telephone_number("+1 000 000 0000"), is_telephone_number("100-200-3000")
    (False, False)
    """
    import phonenumbers

    if text[0] == "+" or text.startswith("00"):
        text = "+" + text.lstrip("+0")
        region = None
    elif re.match(r"\(?[1-9]", text):
        region = "US"
    else:
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, region))
    except phonenumbers.NumberParseException:
        return False


_KINDS = (
    _Kind(
        "privacy-email",
        "an e-mail address",
        _EMAIL,
        _NEAR_EMAIL,
        "[A-Za-z0-9._%+-]",
        r"\w",
        "@",
        640,
        is_personal_email,
    ),
    # A sum, a decimal or a percentage is no telephone number.
    _Kind(
        "privacy-phone",
        "a telephone number",
        _PHONE,
        _PHONE,
        r"[\w.,$€£¥+-]",
        r"[\w%]|[.,][0-9]",
        "[0-9]",
        80,
        is_telephone_number,
    ),
    _Kind(
        "privacy-number",
        "the number of a bank account, a payment card or social security",
        _NUMBER,
        _NUMBER,
        r"\w",
        r"\w",
        "[0-9]",
        80,
        is_account_number,
    ),
)


def find_private(context: Context) -> None:
    """Look at every published text; what is found is not repeated in the message.

    Words of articles whose text is published are looked for there, not in every row again.
    """
    context.once("private cells", lambda: _find_in_tables(context))
    tables = {csv_file(table) for table in table_names()}
    for file in context.folder.files:
        if file not in tables and not file.endswith((".parquet", ".svg", "SHA256SUMS", ".sig")):
            text = context.folder.read_text(file, Collector())
            if text is not None:
                find = partial(_find_in_file, context, file, text)
                context.once(f"private words of {file}", find, text)


def _find_in_tables(context: Context) -> None:
    for table in table_names():
        by_rows: dict[tuple[str, bool], list[str]] = {}
        for column, rows in _searched(table):
            # The text of an article may be long: it is not copied to stand beside others.
            by_rows.setdefault((rows, column == "text"), []).append(column)
        for (rows, _), columns in by_rows.items():
            _find(context, table, columns, rows)


def _searched(table: str) -> Iterator[tuple[str, str]]:
    """Columns that may hold words of people, each with a query of the rows to look at."""
    fields = table_schema(table)["fields"]
    has_article = "article_id" in (f["name"] for f in fields)
    for field in fields:
        column, rules = field["name"], field.get("constraints", {})
        if field["type"] != "string" or "pattern" in rules or "enum" in rules:
            continue
        if word_columns(table).get(column) != "verbatim" or table == "articles":
            yield column, f"SELECT * FROM {name(table)}"
        elif has_article:  # Else they are parts of claims and objects of facts: words of claims.
            closed = "JOIN articles a USING (article_id) WHERE a.text IS NULL"
            yield column, f"SELECT x.* FROM {name(table)} x {closed}"


def _find(context: Context, table: str, columns: Sequence[str], rows: str) -> None:
    """Search columns of the same rows: all at once for what might be private, then those alone.

    Columns are searched as one text, as to set up a pattern takes longer than to search a short
    column with it; no pattern goes over the end of a line, and so from a column to the next.
    """
    kinds = {column: _KINDS[:1] if column in _PLACES else _KINDS for column in columns}
    counts = [f"count({name(column)})" for column in columns]
    for kind in _KINDS:
        searched = [name(column) for column in columns if kind in kinds[column]]
        if searched:
            lines = f"concat_ws(chr(10), {', '.join(searched)})" if searched[1:] else searched[0]
            counts.append(f"count_if({_holds(lines, kind)})")
    counted = context.database.one(f"SELECT {', '.join(counts)} FROM ({rows})")
    context.found.looked_at("texts searched for private data", sum(counted[: len(columns)]))
    if not any(counted[len(columns) :]):
        return
    gates = {
        column: " OR ".join(_holds(name(column), kind) for kind in kinds[column])
        for column in columns
    }
    likely = context.database.one(
        f"SELECT {', '.join(f'count_if({gate})' for gate in gates.values())} FROM ({rows})"
    )
    for column, n_likely in zip(columns, likely, strict=True):
        if n_likely:
            _find_in_column(
                context, table, column, f"({rows}) WHERE {gates[column]}", kinds[column]
            )


def _holds(text: str, kind: _Kind) -> str:
    """SQL of whether a text may hold something of a kind."""
    return f"regexp_matches({text}, {literal(kind.near)})"


def _find_in_column(
    context: Context, table: str, column: str, rows: str, kinds: Sequence[_Kind]
) -> None:
    for batch in context.database.stream(
        f"SELECT {key_text(table)}, {name(column)} FROM {rows} ORDER BY 1"
    ):
        for key, text in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            for kind, offset in _private(text, kinds):
                context.found.add(
                    kind.code,
                    f"{column} holds {kind.label}",
                    table=table,
                    key=key,
                    column=column,
                    offset=offset,
                )


def _find_in_file(context: Context, file: str, text: str) -> None:
    context.found.looked_at("texts searched for private data", 1)
    # The digits of an address are those of a page.
    for kind, offset in _private(_URL.sub(lambda match: " " * len(match[0]), text), _KINDS):
        context.found.add(kind.code, f"the file holds {kind.label}", file=file, offset=offset)


def _private(text: str, kinds: Sequence[_Kind]) -> Iterator[tuple[_Kind, int]]:
    """What is private in a text, and where it begins."""
    for kind in kinds:
        for start, end in kind.stretches(text):
            for match in kind.pattern.finditer(text, start, end):
                if kind.is_private(match[0]):
                    yield kind, match.start()
