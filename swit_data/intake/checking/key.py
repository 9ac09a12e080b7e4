"""The secret key of a dataset, and the respondent ids made with it; `store` keeps it."""

import hashlib
import hmac
from dataclasses import dataclass, field

_DIGITS = 16


@dataclass(frozen=True)
class Key:
    """A key that turns what identifies a submission into an id that says nothing without it."""

    secret: bytes = field(repr=False)

    def pseudonym(self, kind: str, text: str) -> str:
        """Return the id of a text; the same for the same kind and text under the same key."""
        message = f"{kind}\0{text}".encode()
        return hmac.new(self.secret, message, hashlib.sha256).hexdigest()[:_DIGITS]
