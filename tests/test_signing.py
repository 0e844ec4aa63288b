"""Signatures: by whom, over what, and that nothing else passes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from briefs import SAMPLE
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from test_cli import SHORT, brief

from generator import signing
from generator.documents.renderers import render, to_json
from generator.errors import UsageError
from generator.model import Brief, Signature
from generator.proof import verify

DIGEST = "ab" * 32


def write_key(folder: Path, name: str = "key", *, comment: str = "", seed: int = 1, passphrase: bytes = b"") -> Path:
    """A private key in SSH's form, with its public half beside it where there is a comment."""
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    lock = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    path = folder / name
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, lock))
    if comment:
        public = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
        path.with_name(name + ".pub").write_text(f"{public} {comment}\n")
    return path


def test_a_signature_holds_for_its_evidence_and_name_only(tmp_path: Path) -> None:
    """Another digest, name, key or value does not hold; the same key signs the same evidence alike."""
    mine = signing.sign(DIGEST, write_key(tmp_path, comment="Desk officer"))
    other = signing.sign(DIGEST, write_key(tmp_path, "other", seed=2))
    assert mine.name == "Desk officer"
    assert signing.holds(mine, DIGEST)
    assert mine == signing.sign(DIGEST, tmp_path / "key")
    assert not signing.holds(mine, "cd" * 32)
    for changed in (
        dataclasses.replace(mine, name="Minister"),
        dataclasses.replace(mine, key=other.key),
        dataclasses.replace(mine, value=other.value),
        dataclasses.replace(mine, value="no base64!"),
        dataclasses.replace(mine, key="ssh-rsa AAAA"),
        Signature("", "", ""),
    ):
        assert not signing.holds(changed, DIGEST)


def test_pem_keys_and_passphrases_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PKCS #8 key signs as one of SSH does; a locked key needs its passphrase, which the environment brings."""
    pem = tmp_path / "desk.pem"
    private = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
    pem.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert signing.sign(DIGEST, pem).name == "desk"
    assert signing.holds(signing.sign(DIGEST, pem), DIGEST)
    locked = write_key(tmp_path, "locked", passphrase=b"open")
    monkeypatch.delenv(signing.PASSPHRASE, raising=False)
    with pytest.raises(UsageError, match="cannot be used"):
        signing.sign(DIGEST, locked)
    monkeypatch.setenv(signing.PASSPHRASE, "open")
    assert signing.holds(signing.sign(DIGEST, locked), DIGEST)


def test_what_is_no_key_is_refused_in_words(tmp_path: Path) -> None:
    """A missing file, a text and a key of another kind name the file and the way to a key."""
    (tmp_path / "text").write_text("hello")
    rsa = generate_private_key(public_exponent=65537, key_size=2048)
    (tmp_path / "rsa").write_bytes(rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    for name in ("missing", "text", "rsa"):
        with pytest.raises(UsageError) as caught:
            signing.sign(DIGEST, tmp_path / name)
        assert name in str(caught.value)


def test_signers_are_read_from_both_forms_of_ssh(tmp_path: Path) -> None:
    """Lines of `allowed_signers` and of `authorized_keys` give names by fingerprint; a bad line is named."""
    key = signing.sign(DIGEST, write_key(tmp_path)).key
    file = tmp_path / "signers"
    file.write_text(f"# desk\n\ndesk@example.org {key}\n")
    assert signing.signers(file) == {signing.fingerprint(key): "desk@example.org"}
    file.write_text(f"{key} Desk officer\n")
    assert signing.signers(file) == {signing.fingerprint(key): "Desk officer"}
    file.write_text("desk ssh-ed25519\n")
    with pytest.raises(UsageError, match="no Ed25519 key"):
        signing.signers(file)


def test_the_fingerprint_is_that_of_ssh() -> None:
    """The hash of the key's bytes in base64 without padding; of what is no key, nothing."""
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
    assert signing.fingerprint(key) == "SHA256:fe85JkIjo8VPe+XqXJGH5Mau1EMFdK1OdKvJUFicyA8"
    assert signing.fingerprint("nothing") == ""


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """The sample brief with a signature."""
    key = write_key(tmp_path_factory.mktemp("keys"), comment="Desk officer")
    return dataclasses.replace(SAMPLE, signature=signing.sign(to_json(SAMPLE)["sha256"], key))


@pytest.mark.parametrize("form", ["json", "html", "docx", "pdf"])
def test_every_format_reports_its_signer(signed: Brief, form: str) -> None:
    """The signature travels with the evidence, is shown, and verify tells whose it says it is."""
    data = render(signed, form).data
    report = verify(data, f"brief.{form}")
    assert report.ok, report.differences
    assert report.signature == signed.signature


def test_evidence_that_was_changed_with_its_hashes_loses_its_signature(signed: Brief) -> None:
    """Whoever changes the evidence can make its hashes again, but not the signature."""
    for changed in (
        dataclasses.replace(signed, dated=dt.date(2025, 8, 16)),
        dataclasses.replace(signed, gaps=(*signed.gaps, "One more.")),
    ):
        report = verify(render(changed, "html").data, "brief.html")
        assert [difference.where for difference in report.differences] == ["the signature"]


def test_a_name_on_the_page_that_did_not_sign_is_found(signed: Brief) -> None:
    """The signer shown is the one in the evidence."""
    page = render(signed, "html").data.replace(
        b"Signed as \xe2\x80\x9cDesk officer", b"Signed as \xe2\x80\x9cThe minister"
    )
    assert not verify(page, "brief.html").ok


def test_the_command_signs_and_asks_for_a_known_signer(tmp_path: Path) -> None:
    """`--sign` signs; `verify --signers` names the signer, and refuses a brief of somebody else or of nobody."""
    key = write_key(tmp_path, comment="Desk officer")
    other = write_key(tmp_path, "other", comment="Somebody else", seed=2)
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    assert brief("build", "a.txt", "--sign", key.name, "-f", "json", "-o", "out", cwd=tmp_path).returncode == 0
    (made,) = (tmp_path / "out").glob("*.json")
    plain = brief("verify", str(made), cwd=tmp_path)
    assert plain.returncode == 0
    assert "signed as “Desk officer”" in plain.stdout.decode()
    known = brief("verify", str(made), "--signers", f"{key.name}.pub", cwd=tmp_path)
    assert known.returncode == 0
    assert "signed by Desk officer" in known.stdout.decode()
    assert brief("verify", str(made), "--signers", f"{other.name}.pub", cwd=tmp_path).returncode == 5
    assert brief("build", "a.txt", "-f", "json", "-o", "out", cwd=tmp_path).returncode == 0
    assert brief("verify", str(made), "--signers", f"{key.name}.pub", cwd=tmp_path).returncode == 5
