"""Customers under keyed hashes, so that a portfolio holds no personal data."""

from __future__ import annotations

import secrets
from hashlib import blake2b

SHORT_SALT = 16
"""Characters below which a salt can be guessed."""


def hashed(ids: list[str], salt: str | None) -> list[str]:
    """Replace ids by keyed BLAKE2 hashes.

    Parameters
    ----------
    ids : list of str
        Distinct ids.
    salt : str or None
        The secret key: the same salt gives the same hashes.  None draws one and forgets it, so that nobody, the user
        included, can link hashes to ids or to another import.

    Returns
    -------
    list of str
        24 hexadecimal digits each, distinct.
    """
    key = secrets.token_bytes(32) if salt is None else blake2b(salt.encode(), digest_size=32).digest()
    return [blake2b(one.encode(), key=key, digest_size=12).hexdigest() for one in ids]
