"""Licences that articles state of themselves, by the names under which they are counted."""

STATED_LICENCE = """CASE
    WHEN regexp_matches(license, '(?i)creativecommons\\.org/licenses/[a-z-]{2,12}/[0-9]\\.[0-9]')
    THEN concat('CC ',
        upper(regexp_extract(license, '(?i)licenses/([a-z-]{2,12})/([0-9]\\.[0-9])', 1)), ' ',
        regexp_extract(license, '(?i)licenses/([a-z-]{2,12})/([0-9]\\.[0-9])', 2))
    WHEN regexp_matches(license, '(?i)creativecommons\\.org/publicdomain/zero/') THEN 'CC0'
    ELSE 'another' END"""
"""SQL: the licence of Creative Commons that the column `license` of articles names by its address.
Whatever else stands there is in the words of articles, which no page of a release repeats."""
