"""Where files of a release stand besides its tables, which `factpack_validators.folder` places."""

from __future__ import annotations

SUMS = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.sig"
MANIFEST = "manifest.json"
PACKAGE = "datapackage.json"
CROISSANT = "croissant.json"
CARD = "README.md"
DATASHEET = "DATASHEET.md"
DATASHEET_PAGE = "DATASHEET.html"
VALIDATION = "validation.json"
PLOTS = "plots"
