"""Licences of data that are often used: how SPDX, the Hub and their publishers name them."""

from __future__ import annotations

from dataclasses import dataclass

_CREATIVE_COMMONS = "https://creativecommons.org/licenses"
_OPEN_DATA = "https://opendatacommons.org/licenses"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence.

    Attributes:
        spdx: identifier as dataset.yaml gives it; known to SPDX unless `hub` is None.
        title: its name; the identifier where the licence is not known here.
        url: where its text is, None where not known.
        hub: identifier on the Hugging Face Hub, None where the Hub has none.
    """

    spdx: str
    title: str
    url: str | None
    hub: str | None


_KNOWN = {
    licence.spdx: licence
    for licence in (
        Licence(
            "CC0-1.0",
            "Creative Commons Zero 1.0 Universal",
            "https://creativecommons.org/publicdomain/zero/1.0/",
            "cc0-1.0",
        ),
        *(
            Licence(
                f"CC-{code}-4.0",
                f"Creative Commons {name} 4.0 International",
                f"{_CREATIVE_COMMONS}/{code.lower()}/4.0/",
                f"cc-{code.lower()}-4.0",
            )
            for code, name in (
                ("BY", "Attribution"),
                ("BY-SA", "Attribution-ShareAlike"),
                ("BY-ND", "Attribution-NoDerivatives"),
                ("BY-NC", "Attribution-NonCommercial"),
                ("BY-NC-SA", "Attribution-NonCommercial-ShareAlike"),
                ("BY-NC-ND", "Attribution-NonCommercial-NoDerivatives"),
            )
        ),
        Licence("ODbL-1.0", "Open Database License 1.0", f"{_OPEN_DATA}/odbl/1-0/", "odbl"),
        Licence(
            "ODC-By-1.0", "Open Data Commons Attribution 1.0", f"{_OPEN_DATA}/by/1-0/", "odc-by"
        ),
        Licence(
            "PDDL-1.0",
            "Public Domain Dedication and License 1.0",
            f"{_OPEN_DATA}/pddl/1-0/",
            "pddl",
        ),
    )
}


def find_licence(spdx: str) -> Licence:
    """The licence of an SPDX identifier; one that is not known here has only its identifier."""
    return _KNOWN.get(spdx, Licence(spdx, spdx, None, None))
