"""The jobs a person can do from a terminal, one file each."""

from swit_data.commands.forming import FORM
from swit_data.commands.frameworks import FRAMEWORK
from swit_data.commands.importing import IMPORT
from swit_data.commands.keeping import BACKUP, EDIT, HISTORY, RESTORE, UNDO, WITHDRAW
from swit_data.commands.keys import KEYS
from swit_data.commands.releasing import JOIN, RELEASE
from swit_data.commands.reporting import REPORT
from swit_data.commands.terminal import Command
from swit_data.commands.translating import TRANSLATE
from swit_data.commands.vaults import CHANGE, FORGET, HOLDER, LOCK, RECOVERY, UNLOCK
from swit_data.commands.verifying import VERIFY

COMMANDS: dict[str, Command] = {
    "form": FORM,
    "framework": FRAMEWORK,
    "import": IMPORT,
    "release": RELEASE,
    "report": REPORT,
    "join": JOIN,
    "verify": VERIFY,
    "keys": KEYS,
    "translate": TRANSLATE,
    "history": HISTORY,
    "undo": UNDO,
    "edit": EDIT,
    "withdraw": WITHDRAW,
    "backup": BACKUP,
    "restore": RESTORE,
    "lock": LOCK,
    "unlock": UNLOCK,
    "change-passphrase": CHANGE,
    "holder": HOLDER,
    "recovery": RECOVERY,
    "forget": FORGET,
}
