"""Signatures of the evidence of a brief, with an Ed25519 key (RFC 8032) in the formats of SSH.

A signature proves that the holder of the key signed this evidence; hashes alone only show that nothing changed by
accident. Ed25519 is deterministic: the same brief and key give the same signature.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import UsageError
from generator.model import Signature

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PASSPHRASE = "BRIEF_SIGN_PASSPHRASE"  # noqa: S105 - the name of a variable
_PREFIX = b"briefing-note-generator signature 1\n"
_MOST_BYTES = 1 << 16
_NEW_KEY = "Make one with: ssh-keygen -t ed25519 -f KEY"


def sign(digest: str, key: Path) -> Signature:
    """Sign evidence with the SHA-256 hash `digest`, with the private key in the file `key` (OpenSSH or PEM).

    The signer's name is the comment of the public key beside it (`KEY.pub`), else the name of the file. The passphrase
    comes from the environment variable that `PASSPHRASE` names.

    Raises:
        UsageError: the file cannot be read or contains no Ed25519 key, or the passphrase is wrong.
    """
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415 - for those who sign

    private = _private(key)
    public = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode("ascii")
    name = _comment(key.with_name(key.name + ".pub")) or key.stem
    value = private.sign(_message(digest, name))
    return Signature(name, public, base64.b64encode(value).decode("ascii"))


def holds(signature: Signature, digest: str) -> bool:
    """Whether the key in `signature` signed evidence with the SHA-256 hash `digest` under that name."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415 - for signed briefs
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_ssh_public_key  # noqa: PLC0415

    try:
        public = load_ssh_public_key(signature.key.encode("ascii"))
        value = base64.b64decode(signature.value, validate=True)
        if not isinstance(public, Ed25519PublicKey):
            return False
        public.verify(value, _message(digest, signature.name))
    except (ValueError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def fingerprint(key: str) -> str:
    """The fingerprint of a public key as `ssh-keygen -l` prints it, "" if it is not a key."""
    try:
        blob = base64.b64decode(key.split()[1], validate=True)
    except (IndexError, ValueError):
        return ""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode("ascii").rstrip("=")


def signers(file: Path) -> Mapping[str, str]:
    """The known signers, fingerprint → name, from lines as in SSH's `allowed_signers` or `authorized_keys`.

    Raises:
        UsageError: the file cannot be read, or a line contains no Ed25519 key.
    """
    known: dict[str, str] = {}
    for number, line in enumerate(_read(file).decode("utf-8", "replace").splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        at = words.index("ssh-ed25519") if "ssh-ed25519" in words[:-1] else -1
        mark = fingerprint(" ".join(words[at : at + 2])) if at >= 0 else ""
        if not mark:
            remedy = "Write one signer per line: NAME ssh-ed25519 KEY."
            raise UsageError("this line contains no Ed25519 key", where=f"{file}:{number}", remedy=remedy)
        known[mark] = words[0] if at > 0 else " ".join(words[at + 2 :]) or mark
    return known


def _message(digest: str, name: str) -> bytes:
    """What is signed: the evidence, and the name of the signer."""
    return _PREFIX + digest.encode("utf-8") + b"\n" + name.encode("utf-8", "surrogatepass")


def _private(key: Path) -> Ed25519PrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - for those who sign
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key  # noqa: PLC0415

    data = _read(key)
    load = load_ssh_private_key if b"OPENSSH" in data[:64] else load_pem_private_key
    passphrase = os.environ.get(PASSPHRASE, "").encode() or None
    try:
        private = load(data, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        remedy = f"Check the file, and its passphrase, if any, in {PASSPHRASE}. {_NEW_KEY}"
        raise UsageError("this key cannot be used", where=str(key), remedy=remedy) from error
    if not isinstance(private, ed25519.Ed25519PrivateKey):
        raise UsageError("this is not an Ed25519 key", where=str(key), remedy=_NEW_KEY)
    return private


def _comment(public: Path) -> str:
    """The comment of a public key, which is its third part; "" if there is no such file."""
    if not public.is_file():
        return ""
    return " ".join(_read(public).decode("utf-8", "replace").split(None, 2)[2:]).strip()


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_MOST_BYTES)
    except OSError as error:
        what = error.strerror or "it cannot be read"
        raise UsageError(what, where=str(file), remedy="Check its path and permissions.") from error
