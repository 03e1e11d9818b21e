"""Content-addressed assets, the job ledger and versioned documents, behind one small interface."""

from storyreel.vault.disk import DiskVault
from storyreel.vault.documents import Document, Documents
from storyreel.vault.ledger import Attempt, Ledger
from storyreel.vault.records import Records
from storyreel.vault.vault import Vault, open_vault

__all__ = ["Attempt", "DiskVault", "Document", "Documents", "Ledger", "Records", "Vault", "open_vault"]
