"""The catalogue of checks: every code that a finding can carry, with its weight and its advice.

Documentation, SARIF rules and the right of a dataset.yaml to weigh a check differently all derive
from here; a code that is not in the catalogue cannot be reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from factpack_validators.findings import Severity

FAMILIES = (
    "structure",
    "referee",
    "equality",
    "grounding",
    "coherence",
    "rights",
    "metadata",
    "previous",
    "safety",
)
"""Families in the order in which they run."""

ROW_FAMILIES = ("referee", "grounding", "coherence", "previous")
"""Those that read none of the files that tell what was found: what they find stays the same as long
as all others do."""


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of thing that can be wrong.

    Attributes:
        code: stable, kebab-case.
        family: one of `FAMILIES`.
        severity: how much it weighs unless a dataset.yaml says otherwise.
        title: what is wrong, as a short sentence.
        advice: what to do about it, as a short sentence.
        fixed: whether no dataset.yaml may lower it, because a reader relies on it blindly.
        mended_by: whose fault an error is in a build. What a `publisher` can mend (configuration,
            rights, private data, the release before) stops it; what the `build` found itself and
            cannot prove again is left out with what rests on it, and stands in `rejected`.
    """

    code: str
    family: str
    severity: Severity
    title: str
    advice: str
    fixed: bool = False
    mended_by: Literal["publisher", "build"] = "build"

    def may_weigh(self, severity: Severity) -> bool:
        """Whether a dataset.yaml may give it this severity."""
        order = tuple(Severity)
        return not self.fixed or order.index(severity) <= order.index(self.severity)


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_REBUILD = "Rebuild the release; its files are not meant to be edited."
_REPORT = "Rebuild the release; if it happens again, report a fault of factpack."
_RESTORE = "Download the release again, or rebuild it."
_EXTRACTOR = "Correct the rule that found it, or drop the row."

_ROWS: tuple[tuple[str, str, Severity, str, str, bool], ...] = (
    # Any family.
    ("check-failed", "structure", _E, "A check could not be carried out.", _RESTORE, True),
    ("check-skipped", "structure", _I, "A check was not run.", "", False),
    ("check-reweighed", "structure", _I, "A check weighs more or less in this dataset.", "", False),
    ("check-unknown", "structure", _W, "A check cannot be reweighed as dataset.yaml says.",
     "Correct the entry in `checks`.", False),
    # Structure: files, columns, cells, keys.
    ("release-unreadable", "structure", _E, "The folder is not a release.",
     "Name a folder that holds datapackage.json and data/.", True),
    ("file-missing", "structure", _E, "A file of the release is missing.", _RESTORE, True),
    ("file-unexpected", "structure", _E, "A file does not belong to a release.",
     "Remove it, or keep it outside of the release folder.", False),
    ("file-unreadable", "structure", _E, "A file cannot be read.", _RESTORE, True),
    ("text-form", "structure", _E, "A text file is not made of lines that end in line feeds.",
     _RESTORE, False),
    ("json-invalid", "structure", _E, "A file is not valid JSON.", _RESTORE, True),
    ("package-profile", "metadata", _E, "datapackage.json breaks the Data Package profile.",
     _REBUILD, True),
    ("parquet-unreadable", "structure", _E, "A Parquet file cannot be read.", _RESTORE, True),
    ("parquet-statistics", "structure", _E,
     "The statistics of a Parquet file hide rows from readers that filter.", _REBUILD, True),
    ("csv-unreadable", "structure", _E, "A CSV file cannot be read.", _RESTORE, True),
    ("csv-form", "structure", _E, "A CSV file holds more than its cells.",
     "Write it without blank lines, needless quotes, commas at line ends and carriage returns.",
     False),
    ("column-missing", "structure", _E, "A column of the contract is missing.", _REBUILD, True),
    ("column-unexpected", "structure", _E, "A column is not in the contract.", _REBUILD, True),
    ("column-order", "structure", _E, "Columns stand in another order than in the contract.",
     _REBUILD, True),
    ("column-type", "structure", _E, "A column has another type than in the contract.",
     _REBUILD, True),
    ("value-type", "structure", _E, "A cell is not of the type of its column.", _REBUILD, True),
    ("value-form", "structure", _E, "A cell is not written in the one form of its type.",
     "Write true and false, YYYY-MM-DD, and plain numbers.", True),
    ("value-required", "structure", _E, "A required cell is empty.", _REBUILD, True),
    ("value-pattern", "structure", _E, "A cell does not match the pattern of its column.",
     _REBUILD, True),
    ("value-enum", "structure", _E, "A cell is none of the values of its column.", _REBUILD, True),
    ("value-minimum", "structure", _E, "A number is too small.", _REBUILD, True),
    ("value-maximum", "structure", _E, "A number is too large.", _REBUILD, True),
    ("value-length", "structure", _E, "A text is too short or too long.", _REBUILD, True),
    ("value-not-finite", "structure", _E, "A number is NaN or infinite.", _REBUILD, True),
    ("value-edges", "structure", _E, "A text is empty, or has white space at an edge.",
     "Trim it, and write null for nothing: readers disagree on the rest.", True),
    ("value-control", "structure", _E, "A text holds a carriage return, NUL or other control.",
     "Remove it: CSV readers disagree on it.", True),
    ("value-unique", "structure", _E, "A value that must be unique occurs twice.", _REBUILD, True),
    ("key-duplicate", "structure", _E, "Two rows have one primary key.", _REBUILD, True),
    ("row-order", "structure", _E, "Rows do not ascend by primary key, or by `x:order`.",
     _REBUILD, True),
    ("foreign-key", "structure", _E, "A cell names a row that does not exist.", _REBUILD, True),
    ("frictionless", "referee", _E, "Frictionless, the independent referee, finds an error.",
     _REBUILD, True),
    ("frictionless-sample", "referee", _I, "Frictionless saw a sample of a table.", "", False),
    ("parquet-form", "structure", _E, "A Parquet file holds notes besides its columns.",
     "Write it without notes: readers obey some of them.", True),
    # Equality: the two formats, hashes, digests.
    ("cell-differs", "equality", _E, "A cell differs between Parquet and CSV.", _RESTORE, True),
    ("row-missing", "equality", _E, "A row stands in one format only.", _RESTORE, True),
    ("rows-differ", "equality", _E, "Parquet and CSV differ in their rows.", _RESTORE, True),
    ("sums-invalid", "equality", _E, "A line of SHA256SUMS cannot be read.", _RESTORE, True),
    ("file-unlisted", "equality", _E, "A file is not listed in SHA256SUMS.", _RESTORE, True),
    ("hash-mismatch", "equality", _E, "A file is not the one that was published.", _RESTORE, True),
    ("origin-differs", "equality", _E, "The origin published another release.",
     "Download the release from its origin.", True),
    ("origin-unreadable", "equality", _E, "The origin cannot be read.",
     "Name index.json of the publisher, as a file or an address.", True),
    ("release-withdrawn", "equality", _E, "The release holds what was withdrawn since.",
     "Delete this copy, and download the version again.", True),
    ("signature-missing", "equality", _E, "The release is not signed.",
     "Ask the publisher for SHA256SUMS.sig.", True),
    ("signature-wrong", "equality", _E, "The signature is not of this release or not of a signer.",
     "Download the release from its origin.", True),
    ("resource-hash", "equality", _E, "datapackage.json has another hash or size for a file.",
     _RESTORE, True),
    ("row-digest", "equality", _E, "The rows of a table are not those that were published.",
     _RESTORE, True),
    # Grounding: spans, words, values.
    ("text-missing", "grounding", _W, "An article that may be published in full has no text.",
     _REPORT, False),
    ("text-hash", "grounding", _E, "The text of an article is not the one that was read.",
     "Use the article as it was when the release was built.", True),
    ("text-length", "grounding", _E, "A count of characters or words is wrong.", _REPORT, True),
    ("article-unavailable", "grounding", _W, "An article is not in the folder of articles.",
     "Name the folder the release was built from.", False),
    ("article-changed", "grounding", _W, "An article is not the one the release was built from.",
     "Use the article as it was when the release was built.", False),
    ("article-unmapped", "grounding", _E, "The segments of an article do not rebuild its text.",
     _REPORT, True),
    ("segment-map", "grounding", _E, "Segments overlap, leave a gap or lie out of order.",
     _REPORT, True),
    ("span-range", "grounding", _E, "A span does not lie in its article.", _EXTRACTOR, True),
    ("span-hash", "grounding", _E, "The words at a span have another hash.", _EXTRACTOR, True),
    ("span-words", "grounding", _E, "The words at a span are not those in the row.",
     _EXTRACTOR, True),
    ("words-hash", "grounding", _E, "The words in a row have another hash than it says.",
     _EXTRACTOR, True),
    ("quote-words", "grounding", _E, "A quote has another number of words than its row says.",
     _REPORT, False),
    ("evidence-missing", "grounding", _E, "A part of a claim has no evidence.", _EXTRACTOR, False),
    ("evidence-elsewhere", "grounding", _E,
     "A part of a claim lies outside the words of the claim.", _EXTRACTOR, False),
    ("claim-twice", "grounding", _E, "Two claims of one fact rest on the same words.",
     _EXTRACTOR, False),
    ("evidence-alias", "grounding", _E,
     "The words of a subject, object or speaker are no known name of the linked entity.",
     "Correct the link, or add the alias.", False),
    ("mention-alias", "grounding", _E, "A mention by name is no known alias of its entity.",
     "Correct the link, or add the alias.", False),
    ("entity-name", "grounding", _E, "The name of an entity is none of its aliases.",
     "Correct the name, or add the alias.", False),
    ("value-ungrounded", "grounding", _E, "A value is not the one its words state.",
     _EXTRACTOR, False),
    ("value-unread", "grounding", _I, "Values whose words the independent reader cannot read.",
     "Read some of them by hand.", False),
    ("claim-modality", "grounding", _E,
     "A claim is stated otherwise than the words or the quotation around it say.",
     _EXTRACTOR, False),
    ("claim-speaker", "grounding", _E,
     "A claim in a quotation is attributed to somebody else, or to nobody.", _EXTRACTOR, False),
    ("claim-direction", "grounding", _E,
     "Subject and object of a claim stand in each other's place in the words.", _EXTRACTOR, False),
    ("words-guessable", "grounding", _E,
     "The hash of withheld words has no key, so that everyone can guess the words.",
     "Hash withheld words under the key of their article.", True),
    ("span-unproved", "grounding", _I, "Spans without a text at hand, or a hash, to prove them.",
     "Validate with the folder of articles: --articles DIR.", False),
    # Coherence: counts, ids, conflicts, time, codes.
    ("count-mismatch", "coherence", _E, "A count is not what the rows give.", _REPORT, True),
    ("fact-support", "coherence", _E, "A column of a fact is not what its claims give.",
     _REPORT, True),
    ("fact-claim", "coherence", _E, "A claim states another thing than its fact.", _REPORT, True),
    ("fact-unsupported", "coherence", _E, "A fact has no claim.", _REPORT, True),
    ("fact-name", "coherence", _E, "A fact names its subject or object in other words.",
     _REPORT, True),
    ("fact-status", "coherence", _E, "The status or rank of a fact does not follow.",
     _REPORT, True),
    ("statement-differs", "coherence", _E,
     "A row of statements is not what its claim, fact, article and entities give.", _REPORT, True),
    ("statement-modality", "coherence", _E,
     "A statement does not say what is denied, planned, possible, reported or over.", _REPORT,
     True),
    ("conflict-unfounded", "coherence", _E, "Two facts in conflict do not contradict each other.",
     _REPORT, True),
    ("origin-mismatch", "coherence", _E, "An origin is not what its articles give.", _REPORT, True),
    ("confidence-unmeasured", "coherence", _E,
     "A confidence is not the share of right claims that the manifest counts.", _REBUILD, True),
    ("confidence-uncounted", "coherence", _W,
     "Claims have a confidence, and the manifest counts no judged claims.",
     "Build the release again with this version of factpack.", True),
    ("id-mismatch", "coherence", _E, "An identifier is not the hash of what it names; those "
     "of entities and facts hash what only a build knows, and are not made again.",
     _REPORT, True),
    ("vocabulary", "coherence", _E, "A claim or fact breaks the definition of its predicate.",
     _EXTRACTOR, False),
    ("predicate-changed", "coherence", _E,
     "A predicate is not defined as in the vocabulary of these checks.", _REBUILD, True),
    ("currency-unknown", "coherence", _E, "A currency is not in ISO 4217.", _EXTRACTOR, False),
    ("encoding-basis", "coherence", _E, "An encoding does not fit how it was found.",
     _REBUILD, False),
    ("title-differs", "coherence", _E, "A title is another than the one in the text.",
     _REBUILD, False),
    ("language-unknown", "coherence", _E, "A language is not in ISO 639-1.",
     "Correct the metadata of the article.", False),
    ("value-incomplete", "coherence", _E, "Columns of one value do not fit one another.",
     _EXTRACTOR, False),
    ("date-order", "coherence", _E, "A period ends before it begins, or is not of its precision.",
     _EXTRACTOR, False),
    ("published-after-release", "coherence", _W, "An article appeared after the release.",
     "Correct the date of the article, or `released` in dataset.yaml.", False),
    ("time-travel", "coherence", _W, "An article states as past what happened after it appeared.",
     "Check the date of publication and the rule.", False),
    ("entity-item", "coherence", _E, "Two entities are one Wikidata item.",
     "Merge them, or correct the item.", False),
    ("chain-broken", "coherence", _E, "A duplicate or a merged entity leads in a circle.",
     _REPORT, True),
    # Rights and privacy.
    ("words-withheld", "rights", _E, "A cell gives words that the rights of its article withhold.",
     "Withhold the words before publishing anything.", True),
    ("excerpt-share", "rights", _E, "Title and excerpts give out too much of an article together.",
     "Withhold the longest passages.", True),
    ("words-leaked", "rights", _E, "A file holds a run of words of an article that withholds them.",
     "Withhold the words before publishing anything.", True),
    ("name-long", "rights", _E, "A name is so long that it may be a sentence of an article.",
     "Withhold it, or shorten it.", False),
    ("rights-widened", "rights", _E, "An article has wider rights than dataset.yaml gives any.",
     "Correct the rights of the article.", True),
    ("words-unchecked", "rights", _I, "Runs of words were not searched for, as no text is at hand.",
     "Validate with the folder of articles: --articles DIR.", False),
    ("privacy-email", "rights", _W, "An e-mail address is published.",
     "Withhold it unless it is that of an office.", False),
    ("privacy-phone", "rights", _W, "A telephone number is published.",
     "Withhold it unless it is that of an office.", False),
    ("privacy-number", "rights", _W,
     "The number of a bank account, a payment card or social security is published.",
     "Withhold it.", False),
    # Metadata.
    ("package-mismatch", "metadata", _E, "datapackage.json disagrees with the release.",
     _REBUILD, True),
    ("card-mismatch", "metadata", _E, "README.md disagrees with the release.", _REBUILD, True),
    ("card-invalid", "metadata", _E, "The metadata block of README.md cannot be read.",
     _REBUILD, True),
    ("citation-mismatch", "metadata", _E, "CITATION.cff disagrees with the release.",
     _REBUILD, True),
    ("citation-invalid", "metadata", _E, "CITATION.cff cannot be read.", _REBUILD, True),
    ("datasheet-mismatch", "metadata", _E, "DATASHEET.md disagrees with the release.",
     _REBUILD, True),
    ("plot-mismatch", "metadata", _E, "A plot shows other numbers than the tables.",
     _REBUILD, True),
    ("licence-mismatch", "metadata", _E, "LICENSE does not name the licence of the release.",
     _REBUILD, True),
    ("manifest-mismatch", "metadata", _E, "manifest.json disagrees with the release.",
     _REBUILD, True),
    ("validation-mismatch", "metadata", _E, "validation.json disagrees with the release.",
     _REBUILD, True),
    ("croissant-mismatch", "metadata", _E, "croissant.json disagrees with the release.",
     _REBUILD, True),
    ("delta-mismatch", "metadata", _E,
     "A delta does not lead from the release before to this one.", _REBUILD, True),
    ("changelog-mismatch", "metadata", _W, "CHANGELOG.md does not speak of this version.",
     "Describe the version.", False),
    # Against the previous release.
    ("previous-unreadable", "previous", _E, "The previous release cannot be read.",
     "Name a folder that holds datapackage.json and data/.", False),
    ("previous-other", "previous", _E, "The previous release is of another dataset.",
     "Name the previous release of the same dataset.", False),
    ("version-not-raised", "previous", _E, "The version is not above that of the previous release.",
     "Raise the version.", False),
    ("columns-changed", "previous", _W, "Columns are not those of the previous release.",
     "Raise the major version and say so in the change log.", False),
    ("rows-moved", "previous", _W, "A table grew or shrank by more than is allowed.",
     "Look for the reason; allow it in dataset.yaml if it is right.", False),
    ("nulls-moved", "previous", _W, "A column is empty more or less often than before.",
     "Look for the reason; allow it in dataset.yaml if it is right.", False),
    ("values-moved", "previous", _W, "The values of a column are spread differently than before.",
     "Look for the reason; allow it in dataset.yaml if it is right.", False),
    ("entities-moved", "previous", _W, "An entity is mentioned far more or less than before.",
     "Look for a wrong merge or split.", False),
    ("key-vanished", "previous", _W, "Rows of the previous release are gone without a word.",
     "Keep them, or record their deletion in deltas/.", False),
    ("entity-vanished", "previous", _E, "Entities of the previous release are gone.",
     "Keep the row and fill replaced_by, or record the deletion in deltas/.", False),
    # Safety.
    ("link-outside", "safety", _E, "A link leads out of the release.",
     "Replace the link by a file.", True),
    ("path-unsafe", "safety", _E, "A descriptor names a path outside of the release.",
     _REBUILD, True),
    ("file-huge", "safety", _E, "A file is larger than any release needs.", _REBUILD, False),
    ("file-beside", "safety", _W, "Files lie beside the release that are no part of it.",
     "Give the release on without them, and trust nothing in them.", False),
    ("file-executable", "safety", _E, "A file of the release is marked as a program.",
     "Take the mark away: chmod -x.", False),
    ("file-sparse", "safety", _E, "A file pretends to hold more than there is.", _RESTORE, False),
    ("parquet-bomb", "safety", _E, "A Parquet file unpacks to an absurd size.", _RESTORE, True),
    ("cell-huge", "safety", _W, "A cell is larger than most tools can read.",
     "Split the article.", False),
    ("formula-name", "safety", _E, "A spreadsheet would run a name or identifier as a formula.",
     "Drop the row, or correct the name.", False),
    ("formula-words", "safety", _W, "A spreadsheet would run words of an article as a formula.",
     "Import the CSV as text; the words are those of the article.", False),
    ("text-not-nfc", "safety", _E, "A text is not in the one form of its letters (NFC).",
     "Normalise it: equal names would differ.", False),
    ("bidi-control", "safety", _E, "A text holds a character that turns the reading direction.",
     "Remove it: it makes words read as others.", False),
    ("invisible-character", "safety", _E, "A text holds an invisible character.",
     "Remove it: equal names would differ.", False),
    ("space-unusual", "safety", _E, "A text has white space other than spaces and line feeds.",
     "Normalise it: equal words would differ.", False),
    ("markup-in-name", "safety", _W, "A name holds markup.", "Remove the markup.", False),
    ("url-scheme", "safety", _E, "A URL is not http or https.",
     "Correct the metadata of the article.", False),
    ("active-content", "safety", _E, "A file holds a script or loads something from outside.",
     "Remove it: a picture or page of a release must be still.", True),
    ("link-unknown", "safety", _E, "A page names a host that nothing in the release names.",
     _REBUILD, False),
    ("link-broken", "safety", _W, "A page links to a file that is not in the release.",
     _REBUILD, False),
)  # fmt: skip

_PUBLISHER = frozenset(
    """
    check-unknown text-missing article-unavailable article-changed value-unread span-unproved
    language-unknown entity-item rights-widened excerpt-share words-unchecked privacy-email
    privacy-phone privacy-number changelog-mismatch previous-unreadable previous-other
    version-not-raised columns-changed rows-moved nulls-moved values-moved entities-moved
    key-vanished entity-vanished file-huge cell-huge formula-words markup-in-name url-scheme
    link-broken
    """.split()
)
"""Checks whose errors a publisher can mend, those included that only a dataset.yaml makes errors:
who raises one wants to be stopped."""

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        row[0]: Check(*row, mended_by="publisher" if row[0] in _PUBLISHER else "build")
        for row in _ROWS
    }
)
"""All checks by code."""
