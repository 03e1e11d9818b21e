"""Licences of models: what their cards say, and what their terms limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---", re.DOTALL)
_FIELD = re.compile(r"^(license|license_name|license_link):\s*[\"']?([^\"'\n]+)", re.MULTILINE)


@dataclass(frozen=True)
class Licence:
    """A licence and its limits, in words; both '' if nothing is known."""

    name: str = ""
    limits: str = ""

    def __str__(self) -> str:
        if not self.name:
            return "licence unknown: read it before you show the film"
        return f"{self.name} ({self.limits})" if self.limits else self.name


FREE = ("apache-2.0", "mit", "bsd-3-clause", "cc0-1.0")
"""Licences that limit nothing about a film, as they are named on cards."""
_LIMITS: dict[str, str] = {
    "flux-non-commercial-license": "no commercial use",
    "flux-1-dev-non-commercial-license": "no commercial use",
    "qwen-research": "no commercial use",
    "cc-by-4.0": "its maker must be named",
    "openrail": "limits of use are listed in it",
    "openrail++": "limits of use are listed in it",
    "creativeml-openrail-m": "limits of use are listed in it",
    "ltx-2-community-license-agreement": "free below a revenue of $10 million a year",
    "stabilityai-ai-community": "free below a revenue of $1 million a year",
    "cogvideox-license": "commercial use must be registered",
    "tencent-hunyuan-community": "not in the EU, the UK and South Korea",
}
"""Limits by the name on the model's card (cards and licence texts as reported, read 2026-11-28)."""
_KNOWN = (
    (re.compile(r"FLUX\.2-klein-(base-)?4B", re.IGNORECASE), Licence("apache-2.0")),
    (re.compile(r"FLUX\.2-klein-(base-)?9B", re.IGNORECASE), Licence("FLUX", "no commercial use")),
    (re.compile(r"FLUX\.[12]-(dev|Kontext)", re.IGNORECASE), Licence("FLUX [dev]", "no commercial use")),
    (re.compile(r"LTX-2", re.IGNORECASE), Licence("LTX-2", _LIMITS["ltx-2-community-license-agreement"])),
    (re.compile(r"Wan2\.[12]|Z-Image|Qwen-Image(-Edit)?(-2509)?$", re.IGNORECASE), Licence("apache-2.0")),
)
"""Licences by the model's name, for a folder without a card."""


def licence_of(named: str, folder: Path) -> Licence:
    """The licence on the model's card; without a card, the one that is known for its name."""
    on_card = _on_card(folder / "README.md")
    named_so = next((licence for name, licence in _KNOWN if name.search(named)), Licence())
    if not on_card:
        return named_so
    if on_card.lower() in FREE:
        return Licence(on_card.lower())
    limits = _LIMITS.get(on_card.lower(), "")
    return Licence(on_card, limits or named_so.limits or "read its terms")


def _on_card(card: Path) -> str:
    """The licence that a model's card names; '' if there is none."""
    try:
        text = card.read_text(encoding="utf-8", errors="replace")[:20_000]
    except OSError:
        return ""
    front = _FRONT_MATTER.match(text)
    fields = dict(_FIELD.findall(front[1])) if front else {}
    named = fields.get("license", "")
    return (fields.get("license_name", named) if named == "other" else named).strip()
