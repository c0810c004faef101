"""What a claim states stands in its parts, and the parts stand in the words of the claim.

That holds of claims that rules read from the words (`READ`); whoever states claims otherwise may
know more than one sentence says. So may a reviewer who mended a column.
"""

from __future__ import annotations

from factpack_validators.context import Context
from factpack_validators.mended import mended_claims
from factpack_validators.query import asked_together, report_rows

READ = "c.extractor LIKE 'rules/%'"
"""Claims that were read from the words."""

_PART_OF = {
    "organization_unit": "organization_unit",
    "scope": "scope",
}
"""Columns that are filled from the words of a part alone."""

_WORDS_OF = {"role": "role", "organization_unit": "organization_unit"}
"""Columns that are the words of a part, in small or in large letters."""

_AMOUNTS = ("amount", "amount_min", "amount_max", "currency", "unit")
_DATES = ("date_from", "date_to", "date_precision")


def check_parts(context: Context) -> None:
    """Report claims that state what none of their parts says, or parts of other sentences."""
    _note_mended(context)
    with asked_together(context):
        for column, part in _PART_OF.items():
            report_rows(
                context,
                "evidence-missing",
                f"""SELECT c.claim_id FROM claims c ANTI JOIN evidence e
                ON e.claim_id = c.claim_id AND e.part = '{part}'
                WHERE {READ} AND c.{column} IS NOT NULL {_unmended(column)}""",
                lambda part=part: f"the claim has no evidence of its {part}",
                table="claims",
                column=column,
            )
        report_rows(
            context,
            "evidence-missing",
            f"""SELECT c.claim_id FROM claims c ANTI JOIN evidence e
            ON e.claim_id = c.claim_id AND e.part = 'speaker'
            ANTI JOIN quotes q ON q.article_id = c.article_id AND q.speaker_id = c.attributed_to
            WHERE {READ} AND c.attributed_to IS NOT NULL {_unmended("attributed_to")}""",
            lambda: (
                "the claim has no evidence of its speaker, who is quoted nowhere in the article"
            ),
            table="claims",
            column="attributed_to",
        )
        for column, part in _WORDS_OF.items():
            report_rows(
                context,
                "span-words",
                f"""SELECT c.claim_id FROM claims c JOIN evidence e
                ON e.claim_id = c.claim_id AND e.part = '{part}'
                WHERE {READ} AND lower(c.{column}) <> lower(e.exact) {_unmended(column)}""",
                lambda column=column, part=part: f"{column} is not the words of the {part}",
                table="claims",
                column=column,
            )
        report_rows(
            context,
            "evidence-elsewhere",
            f"""SELECT concat(e.claim_id, '|', e.part), e.part FROM evidence e
            JOIN claims c USING (claim_id) WHERE {READ} AND e.part <> 'speaker'
            AND (e.char_start < c.char_start OR e.char_end > c.char_end)""",
            lambda part: f"the {part} does not stand in the words of the claim",
            table="evidence",
            column="char_start",
        )
        report_rows(
            context,
            "claim-twice",
            f"""SELECT c.claim_id FROM claims c JOIN evidence e
            ON e.claim_id = c.claim_id AND e.part = 'trigger' WHERE {READ}
            QUALIFY row_number() OVER (
                PARTITION BY c.article_id, c.fact_id, e.char_start, e.char_end
                ORDER BY c.claim_id) > 1
            """,
            lambda: "another claim of its fact rests on the same trigger",
            table="claims",
            column="fact_id",
        )
        _check_literals(context)
    context.database.con.execute("DROP TABLE mended_cells")


def _check_literals(context: Context) -> None:
    """Amounts and dates of claims are literals of their articles, with the same value."""
    for part, columns in (("amount", _AMOUNTS), ("date", _DATES)):
        same = " AND ".join(f"x.{c} IS NOT DISTINCT FROM c.{c}" for c in columns)
        report_rows(
            context,
            "value-ungrounded",
            f"""SELECT c.claim_id FROM claims c JOIN evidence e
            ON e.claim_id = c.claim_id AND e.part = '{part}'
            ANTI JOIN literals x ON x.article_id = c.article_id
            AND x.char_start = e.char_start AND {same}
            WHERE {READ} {_unmended(*columns)}""",
            lambda part=part: f"no literal at the place of its {part} has its value",
            table="claims",
            column=columns[0],
        )


def _note_mended(context: Context) -> None:
    """Fill the table `mended_cells` with the claims and columns that reviewers mended."""
    con = context.database.con
    con.execute("CREATE OR REPLACE TEMP TABLE mended_cells (claim_id VARCHAR, cell VARCHAR)")
    for column in sorted({"attributed_to", *_PART_OF, *_WORDS_OF, *_AMOUNTS, *_DATES}):
        if claims := mended_claims(context, column):
            con.execute("INSERT INTO mended_cells SELECT unnest(?::VARCHAR[]), ?", [claims, column])


def _unmended(*columns: str) -> str:
    """A condition that leaves out claims in one of whose columns a reviewer put another value."""
    listed = ", ".join(f"'{column}'" for column in columns)
    return f"""AND NOT EXISTS (FROM mended_cells m
        WHERE m.claim_id = c.claim_id AND m.cell IN ({listed}))"""
