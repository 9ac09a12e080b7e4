"""Datasets on disk: content-addressed parquet behind numbered manifests (docs/reliability.md)."""

from swit_data.store.adding import add, create, standing_elsewhere
from swit_data.store.backups import backup
from swit_data.store.commits import Saved
from swit_data.store.disk import (
    OWN,
    SHARED,
    make_folder,
    put_file,
    remove,
    rename,
    replace_file,
    sync_folder,
)
from swit_data.store.editing import describe, edited, put_back, take_edits
from swit_data.store.history import Commit, Count, history
from swit_data.store.known_keys import (
    MOST_NAME,
    Known,
    KnownKey,
    forget_key,
    keyring_stamp,
    known_keys,
    learn_key,
    note_newest,
)
from swit_data.store.ledger_files import damaged, read_ledger
from swit_data.store.ledgers import remember
from swit_data.store.locations import default_folder, folder_name, place_warning
from swit_data.store.lock import cannot_write, held
from swit_data.store.manifest import TABLES, LedgerFile
from swit_data.store.private_files import put_private, read_private
from swit_data.store.readings import forget_reading, reading_file
from swit_data.store.restoring import restore
from swit_data.store.stored import Stored, exists, open_dataset
from swit_data.store.undoing import undo
from swit_data.store.withdrawing import withdraw

__all__ = [
    "MOST_NAME",
    "OWN",
    "SHARED",
    "TABLES",
    "Commit",
    "Count",
    "Known",
    "KnownKey",
    "LedgerFile",
    "Saved",
    "Stored",
    "add",
    "backup",
    "cannot_write",
    "create",
    "damaged",
    "default_folder",
    "describe",
    "edited",
    "exists",
    "folder_name",
    "forget_key",
    "forget_reading",
    "held",
    "history",
    "keyring_stamp",
    "known_keys",
    "learn_key",
    "make_folder",
    "note_newest",
    "open_dataset",
    "place_warning",
    "put_back",
    "put_file",
    "put_private",
    "read_ledger",
    "read_private",
    "reading_file",
    "remember",
    "remove",
    "rename",
    "replace_file",
    "restore",
    "standing_elsewhere",
    "sync_folder",
    "take_edits",
    "undo",
    "withdraw",
]
