"""Prints what the doctor found: what is ready a line each, what crews lack a line for each crew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyreel.film.abilities import CAPABILITIES
from studio.doctor import Finding

_CLOUD, _LOCAL, _FURTHER = "crew cloud", "models of crew local", "other members"
_VARIABLE = re.compile(r"\b([A-Z][A-Z0-9_]{3,}) is not set")
_PACKAGE = re.compile(r"(?:package )?([\w.-]+)(?:, which)? is not installed")
_REMEDY = (
    "Keys go into .env in the film's folder or in the checkout; packages: pip install --no-deps"
    " --require-hashes -r requirements/cloud.txt."
)


def rows(findings: Sequence[Finding]) -> Iterator[tuple[str, str, str]]:
    """Verdict, name and what was found, as a table shows them."""
    for finding in findings:
        if not _is_lacking(finding):
            yield _row(finding)
    lacking = [finding for finding in findings if _is_lacking(finding)]
    for crew in (_CLOUD, _LOCAL, _FURTHER):
        own = [finding for finding in lacking if _crew_of(finding) == crew]
        if own:
            yield "missing", crew, f"{'; '.join(_by_lack(own))}. {_remedy(crew, own)}"


def _remedy(crew: str, lacking: Sequence[Finding]) -> str:
    """What to do: for a model on this machine what it says itself, for services where keys go."""
    return " ".join(dict.fromkeys(one.remedy for one in lacking)) if crew == _LOCAL else _REMEDY


def _is_lacking(finding: Finding) -> bool:
    """Whether it is a member of a crew that cannot be used."""
    return not finding.ok and finding.name.split()[0] in CAPABILITIES


def _crew_of(finding: Finding) -> str:
    from blocks.crew import PRESETS

    capability, name = finding.name.split()[:2]
    if name == "diffusers":
        return _LOCAL
    return _CLOUD if PRESETS["cloud"].get(capability) == name else _FURTHER


def _by_lack(findings: Sequence[Finding]) -> Iterator[str]:
    """What is missing, and who needs it: 'FAL_KEY (images fal, trainer fal)'."""
    lacks: dict[str, list[str]] = {}
    for finding in findings:
        lacks.setdefault(_lack(finding), []).append(finding.name)
    return (f"{lack} ({', '.join(names)})" for lack, names in lacks.items())


def _lack(finding: Finding) -> str:
    """The variable or the package that a member needs, or what else was found."""
    found = _VARIABLE.search(finding.detail) or _PACKAGE.search(finding.detail)
    return found[1] if found else finding.detail.rstrip(".")


def _row(finding: Finding) -> tuple[str, str, str]:
    """A finding in a table: whether it is ok, what it is, and what was found."""
    found = finding.detail if finding.ok else f"{finding.detail} {finding.remedy}"
    key = f"; key: {finding.key}" if finding.key else ""
    address = f"; address: {finding.address}" if finding.address else ""
    return _verdict(finding), finding.name, f"{found}{key}{address}"


def _verdict(finding: Finding) -> str:
    if finding.ok:
        return "ok"
    return "unsafe" if finding.name.startswith(("key file", "vault")) else "missing"
