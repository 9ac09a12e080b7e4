"""Datasets on disk: content-addressed parquet behind numbered manifests (docs/reliability.md)."""

from swit_data.store.adding import add, create, standing_elsewhere
from swit_data.store.backups import backup, backup_content, locked_by, open_backup
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
from swit_data.store.editing import describe, edited, put_back, take_edits, take_text, texts
from swit_data.store.history import Commit, Count, history
from swit_data.store.holders import (
    FIRST,
    add_holder,
    change_passphrase,
    close_vault,
    new_vault,
    open_vault,
    refuse_forgotten,
    remove_holder,
    renew_recovery,
    who_opens,
)
from swit_data.store.keys import keep_key, key_of
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
from swit_data.store.moving import forget, into_vault, out_of_vault
from swit_data.store.passphrases import LEAST_BITS, bits, drawn, drawn_bits, refuse_weak, strength
from swit_data.store.private_files import put_private, read_private
from swit_data.store.readings import forget_reading, keep_reading, reading, reading_file
from swit_data.store.recovery_sheet import Sheet, recovery_sheet
from swit_data.store.restoring import restore
from swit_data.store.stored import Stored, exists, is_there, open_dataset
from swit_data.store.undoing import undo
from swit_data.store.vault import (
    Opened,
    Vault,
    current,
    is_vault,
    opened_by,
    running,
    use,
    vault_of,
)
from swit_data.store.vault_only import refuse_plain
from swit_data.store.withdrawing import withdraw

__all__ = [
    "FIRST",
    "LEAST_BITS",
    "MOST_NAME",
    "OWN",
    "SHARED",
    "TABLES",
    "Commit",
    "Count",
    "Known",
    "KnownKey",
    "LedgerFile",
    "Opened",
    "Saved",
    "Sheet",
    "Stored",
    "Vault",
    "add",
    "add_holder",
    "backup",
    "backup_content",
    "bits",
    "cannot_write",
    "change_passphrase",
    "close_vault",
    "create",
    "current",
    "damaged",
    "default_folder",
    "describe",
    "drawn",
    "drawn_bits",
    "edited",
    "exists",
    "folder_name",
    "forget",
    "forget_key",
    "forget_reading",
    "held",
    "history",
    "into_vault",
    "is_there",
    "is_vault",
    "keep_key",
    "keep_reading",
    "key_of",
    "keyring_stamp",
    "known_keys",
    "learn_key",
    "locked_by",
    "make_folder",
    "new_vault",
    "note_newest",
    "open_backup",
    "open_dataset",
    "open_vault",
    "opened_by",
    "out_of_vault",
    "place_warning",
    "put_back",
    "put_file",
    "put_private",
    "read_ledger",
    "read_private",
    "reading",
    "reading_file",
    "recovery_sheet",
    "refuse_forgotten",
    "refuse_plain",
    "refuse_weak",
    "remember",
    "remove",
    "remove_holder",
    "rename",
    "renew_recovery",
    "replace_file",
    "restore",
    "running",
    "standing_elsewhere",
    "strength",
    "sync_folder",
    "take_edits",
    "take_text",
    "texts",
    "undo",
    "use",
    "vault_of",
    "who_opens",
    "withdraw",
]
