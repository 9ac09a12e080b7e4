"""Who may open the vault of a dataset: making it, opening it, other passphrases, further holders, a recovery sheet."""

import contextlib
import time
from pathlib import Path

from swit_data.errors import DatasetError, WrongPassphraseError, say
from swit_data.store import leftovers
from swit_data.store.disk import remove
from swit_data.store.lock import alone, cannot_write, held, writing
from swit_data.store.manifest import anything
from swit_data.store.passphrases import refuse_weak
from swit_data.store.recovery_code import new_code, secret_of
from swit_data.store.slot_files import put_slots, slots_of
from swit_data.store.slots import (
    MOST_HOLDERS,
    PASSPHRASE,
    RECOVERY,
    Slot,
    Slots,
    slot_for,
    to_bytes,
)
from swit_data.store.vault import FILE, Opened, Vault, current, is_vault, vault_of

FIRST = "1"  # the first holder, who gave no other name
TRIES = ".tries"
_FREE = 3  # wrong passphrases before anybody has to wait
_LONGEST = 30.0  # seconds


def new_slots(vault: Vault, passphrase: str, holder: str = "") -> Slots:
    """Return the slots of a new vault with one holder.

    Raises:
        DatasetError: the passphrase is too weak.
    """
    refuse_weak(passphrase)
    slot = slot_for(vault, passphrase)
    return Slots(vault.code).with_slots(vault, [slot], {slot.name: _plain(holder) or FIRST})


def new_vault(folder: Path, passphrase: str, holder: str = "") -> None:
    """Make a vault for a dataset that is not there yet, and open it; one that is there already is opened.

    Raises:
        DatasetError: the passphrase is too weak or wrong, a plain dataset is there, or the folder cannot be written.
    """
    with alone(folder):
        if not anything(folder):
            _make(folder, passphrase, holder)
            return
    if not is_vault(folder):
        text = "{folder}: there is a plain dataset here. Move it into a vault: python -m swit_data lock {folder}."
        raise DatasetError(say(text, folder=folder))
    open_vault(folder, passphrase)


def _make(folder: Path, passphrase: str, holder: str) -> None:
    """Make a vault where no dataset is; one that a first import left empty is opened, or replaced."""
    if is_vault(folder):
        with contextlib.suppress(DatasetError):
            found = slots_of(folder).opened(passphrase)
            if found:
                current().put(folder, found[0])
                return
    vault = Vault.new()
    adopt(folder, new_slots(vault, passphrase, holder), vault)


def adopt(folder: Path, slots: Slots, vault: Vault) -> None:
    """Let a dataset that is not there yet lie in a vault, and keep that open; under the lock.

    Raises:
        DatasetError: the folder cannot be written.
    """
    with writing(folder):
        leftovers.remove_sealed(folder)
    save_slots(folder, slots)
    current().put(folder, vault)


def open_vault(folder: Path, passphrase: str, opened: Opened | None = None) -> str:
    """Open the vault of a dataset for this run, and return the name of the holder; empty for the recovery sheet.

    Raises:
        WrongPassphraseError: this passphrase, or code of a recovery sheet, does not open it.
        DatasetError: it is no vault, or vault.json is damaged.
    """
    slots = slots_of(folder)
    if not slots.slots:
        text = (
            "{folder}: the key of this dataset was destroyed (forget). Nothing opens it any more."
        )
        raise DatasetError(say(text, folder=folder))
    tries = folder / TRIES
    found = _slowed(tries, slots, passphrase)
    if found is None:
        text = "{folder}: this passphrase does not open the dataset. Nothing was changed."
        raise WrongPassphraseError(say(text, folder=folder))
    remove(tries)
    vault, slot = found
    vault = (opened or current()).put(folder, vault)
    _finish(folder)
    return slots.names(vault).get(slot.name, "")


def refuse_forgotten(folder: Path) -> None:
    """Refuse a dataset whose key was destroyed.

    Raises:
        DatasetError: it was, or vault.json is damaged.
    """
    if not slots_of(folder).slots:
        text = (
            "{folder}: the key of this dataset was destroyed (forget). Nothing opens it any more."
        )
        raise DatasetError(say(text, folder=folder))


def _slowed(tries: Path, slots: Slots, passphrase: str) -> tuple[Vault, Slot] | None:
    """Try a passphrase, after a wait where wrong ones came before, whichever process tried them.

    A byte is added for each try, before it is tried; whoever opens the vault takes the file away. It slows down people
    at this program; whoever copied the folder is slowed down by Argon2id alone.
    """
    with contextlib.suppress(OSError):
        found = tries.stat()
        wait = min(2.0 ** (found.st_size - _FREE), _LONGEST) if found.st_size >= _FREE else 0
        time.sleep(max(0, min(wait, found.st_mtime + wait - time.time())))
    with contextlib.suppress(OSError), tries.open("ab") as file:
        file.write(b".")
    return slots.opened(passphrase)


def _finish(folder: Path) -> None:
    """Take away what a move into the vault, or out of it, left behind when it was cut off."""
    if leftovers.are_there(folder) and current().get(folder):
        with contextlib.suppress(DatasetError), held(folder):
            pass


def who_opens(folder: Path) -> tuple[str, ...]:
    """Return the names of those who may open a vault that is open.

    Raises:
        LockedError: it is not open.
    """
    slots, vault = _both(folder)
    names = slots.names(vault)
    return tuple(names[slot.name] for slot in slots.of_kind(PASSPHRASE))


def add_holder(folder: Path, holder: str, passphrase: str) -> None:
    """Let a further passphrase open a vault.

    Raises:
        DatasetError: the passphrase is too weak, the name is taken or none, there are enough holders already, or the
            folder cannot be written.
    """
    refuse_weak(passphrase)
    with held(folder):
        slots, vault = _both(folder)
        names, name = slots.names(vault), _plain(holder)
        if not name or name in names.values() or len(names) >= MOST_HOLDERS:
            text = (
                "{folder}: “{holder}” cannot be added: each of up to {most} holders has a name of their own. There "
                "are: {names}."
            )
            found = ", ".join(names.values())
            raise DatasetError(
                say(text, folder=folder, holder=name, most=MOST_HOLDERS, names=found)
            )
        slot = slot_for(vault, passphrase)
        save_slots(folder, slots.with_slots(vault, [*slots.slots, slot], names | {slot.name: name}))


def remove_holder(folder: Path, holder: str) -> None:
    """Let a holder's passphrase open a vault no longer; copies of the folder that are elsewhere it still opens.

    Raises:
        DatasetError: there is no such holder, or no other; or the folder cannot be written.
    """
    with held(folder):
        slots, vault = _both(folder)
        gone = _slot_of(folder, slots, vault, holder)
        left = [slot for slot in slots.slots if slot != gone]
        if not any(slot.kind == PASSPHRASE for slot in left):
            text = "{folder}: “{holder}” is the only holder. Add another before."
            raise DatasetError(say(text, folder=folder, holder=holder))
        save_slots(folder, slots.with_slots(vault, left, slots.names(vault)))


def change_passphrase(folder: Path, holder: str, passphrase: str) -> None:
    """Give a holder another passphrase.

    Raises:
        DatasetError: the passphrase is too weak, there is no such holder, or the folder cannot be written.
    """
    refuse_weak(passphrase)
    with held(folder):
        slots, vault = _both(folder)
        before, now = _slot_of(folder, slots, vault, holder), slot_for(vault, passphrase)
        changed = [now if slot == before else slot for slot in slots.slots]
        names = slots.names(vault) | {now.name: holder}
        save_slots(folder, slots.with_slots(vault, changed, names))


def renew_recovery(folder: Path, code: str = "") -> str:
    """Let a new code of a recovery sheet open a vault, and the one before no longer; return it.

    Raises:
        DatasetError: the folder cannot be written.
    """
    code = code or new_code()
    with held(folder):
        slots, vault = _both(folder)
        slot = slot_for(vault, secret_of(code), RECOVERY)
        others = [other for other in slots.slots if other.kind != RECOVERY]
        save_slots(folder, slots.with_slots(vault, [*others, slot], slots.names(vault)))
    return code


def close_vault(folder: Path) -> None:
    """Lock a dataset again for this run: its keys are overwritten."""
    current().close(folder)


def _both(folder: Path) -> tuple[Slots, Vault]:
    vault = vault_of(folder)
    if vault is None:
        text = "{folder}: this dataset lies in no vault. Move it into one: python -m swit_data lock {folder}."
        raise DatasetError(say(text, folder=folder))
    return slots_of(folder), vault


def _slot_of(folder: Path, slots: Slots, vault: Vault, holder: str) -> Slot:
    names = slots.names(vault)
    for slot in slots.of_kind(PASSPHRASE):
        if names[slot.name] == holder:
            return slot
    text = "{folder}: there is no holder “{holder}”. There are: {names}."
    found = ", ".join(names.values())
    raise DatasetError(say(text, folder=folder, holder=holder, names=found))


def save_slots(folder: Path, slots: Slots) -> None:
    """Write vault.json; under the lock.

    Raises:
        DatasetError: nothing was changed; or it may have been saved, and the sentence says so.
    """
    try:
        put_slots(folder, slots)
    except OSError as error:
        with contextlib.suppress(OSError):
            if (folder / FILE).read_bytes() == to_bytes(slots):
                text = (
                    "{folder}: this may have been saved; the disk reported an error at the last step ({why}). Try "
                    "which passphrase opens the dataset."
                )
                why = error.strerror or ""
                raise DatasetError(say(text, folder=folder, why=why)) from error
        raise cannot_write(folder, error) from error


def _plain(holder: str) -> str:
    return " ".join(holder.split())[:40]
