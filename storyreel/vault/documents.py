"""Versioned documents with compare-and-swap, built on write-once records."""

from __future__ import annotations

import json
from dataclasses import dataclass

from storyreel.film.errors import LedgerUnreadableError, VaultError
from storyreel.film.names import ACCEPTED, is_plain
from storyreel.vault.records import Records

VERSIONS_KEPT = 20


@dataclass(frozen=True)
class Document:
    """A document at one version. A document that does not exist has version 0 and value None."""

    version: int
    value: object | None


class Documents:
    """Each version is a record `documents/<name>/<version>`; the highest is the document."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def read(self, name: str) -> Document:
        """The newest version.

        Raises:
            VaultError: a part of the name is not plain.
            LedgerUnreadableError: it exists and is not JSON.
        """
        return self._newest(_required(name))

    def _newest(self, name: str) -> Document:
        for record in reversed(self._records.names(f"documents/{name}")):
            content = self._records.get(record)
            if content is None:
                continue
            try:
                return Document(int(record.rsplit("/", 1)[1].removesuffix(".json")), json.loads(content))
            except ValueError as error:
                raise LedgerUnreadableError(
                    f"The document {record!r} is damaged ({error}). Restore it, or delete that one file to go"
                    " back a version."
                ) from error
        return Document(0, None)

    def write(self, name: str, value: object, expected_version: int) -> bool:
        """Write the version after `expected_version`; False if another process wrote it first.

        Raises:
            VaultError: a part of the name is not plain.
        """
        _required(name)
        content = json.dumps(value, ensure_ascii=False, indent=1).encode()
        record = f"documents/{name}/{expected_version + 1:08d}.json"
        if not self._records.create(record, content):
            return False
        outdated = self._records.names(f"documents/{name}")[:-VERSIONS_KEPT]
        for old in outdated:
            self._records.delete(old)
        # Outdated names are deleted and can be created again. A process that missed all newer versions must
        # not succeed with one.
        return record not in outdated

    def all(self, prefix: str) -> dict[str, object]:
        """Newest value of every document whose name starts with a folder-like prefix, by name.

        Documents from before names had to be plain are included.
        """
        records = self._records.names(f"documents/{prefix}")
        names = {record.removeprefix("documents/").rsplit("/", 1)[0] for record in records}
        return {name: self._newest(name).value for name in sorted(names)}


def _is_document_name(name: str) -> bool:
    return all(is_plain(part) for part in name.split("/"))


def _required(name: str) -> str:
    if not _is_document_name(name):
        raise VaultError(
            f"{name[:200]!r} is not a name of a document; parts of {ACCEPTED} are accepted. Nothing was read"
            " or written."
        )
    return name
