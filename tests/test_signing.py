"""Signed files: what is unchanged passes, every change is told, and plain ssh-keygen agrees."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigov_checklist.cli import aigov
from aigov_checklist.signing import keygen
from aigov_checklist.signing.armour import is_signature
from conftest import HERE

KINDS = {"ed25519": (), "ecdsa": ("-b", "256"), "rsa": ("-b", "2048")}
MANIFEST = "aigov-manifest.json"
WHOLE = "Files unchanged: 3. There are no others in the folder.\n"
ALICE = "alice@ministry.example"
OUTSIDE = {"../outside.txt", "/etc/passwd", "a//b.txt", "./a.txt", "sub/../a.txt", "C:\\a.txt", "a\\b.txt", "a\x00b"}


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No agent and no asking program of whoever runs the tests."""
    for name in ("SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of keys: one of each kind, another one, one with a passphrase; and who may sign."""
    folder = tmp_path_factory.mktemp("keys")
    for kind, options in KINDS.items():
        make_key(folder / kind, kind, *options)
    make_key(folder / "other", "ed25519")
    make_key(folder / "locked", "ed25519", passphrase="correct horse")
    public = (folder / "ed25519.pub").read_text()
    (folder / "signers").write_text(f'{ALICE} namespaces="aigov-checklist" {public}')
    return folder


def make_key(path: Path, kind: str, *options: str, passphrase: str = "") -> None:
    command = ["ssh-keygen", "-q", "-t", kind, *options, "-N", passphrase, "-C", "a comment", "-f", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A folder of three files, one of them empty."""
    folder = tmp_path / "report"
    (folder / "tables").mkdir(parents=True)
    (folder / "report.html").write_text("<p>Kenya</p>", encoding="utf-8")
    (folder / "tables" / "scores.csv").write_text("subject\nKEN\n", encoding="utf-8")
    (folder / "tables" / "rejects.jsonl").write_text("")
    return folder


@pytest.fixture
def signed(report: Path, keys: Path) -> Path:
    assert run("sign", report, "--key", keys / "ed25519").exit_code == 0
    return report


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(aigov, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def verified(place: Path, keys: Path) -> Result:
    return run("verify", place, "--signers", keys / "signers")


def codes(result: Result) -> list[str]:
    return [line.rpartition("[")[2][:-1] for line in result.stdout.splitlines() if line.endswith("]")]


def fingerprint(public: Path) -> str:
    said = subprocess.run(["ssh-keygen", "-lf", public], check=True, capture_output=True, text=True).stdout
    return said.split()[1]


def plainly(folder: Path, signers: Path) -> bool:
    """What ssh-keygen by itself says of a signed folder."""
    command = ["ssh-keygen", "-Y", "verify", "-n", "aigov-checklist", "-I", ALICE]
    command += ["-f", str(signers), "-s", str(folder / f"{MANIFEST}.sig")]
    data = (folder / MANIFEST).read_bytes()
    return subprocess.run(command, input=data, capture_output=True, check=False).returncode == 0


def sign_plainly(path: Path, key: Path, *, purpose: str) -> None:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", purpose, "-f", str(key), str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


# What is unchanged


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_signed_with_a_key_is_verified_with_its_public_half(kind: str, report: Path, keys: Path) -> None:
    assert run("sign", report, "--key", keys / kind).stderr == f"Files signed: 3. See {report / MANIFEST}\n"
    result = run("verify", report, "--key", keys / f"{kind}.pub")
    told = f"Signed with the key {fingerprint(keys / f'{kind}.pub')} ({kind.upper()}). {WHOLE}"
    assert (result.exit_code, result.stdout, result.stderr) == (0, told, "")


def test_the_signer_is_whom_the_file_of_allowed_signers_names(signed: Path, keys: Path) -> None:
    told = f"Signed by {ALICE} with the key {fingerprint(keys / 'ed25519.pub')} (ED25519). {WHOLE}"
    for identity in ((), ("--identity", ALICE)):
        for place in (signed, signed / MANIFEST):
            result = run("verify", place, "--signers", keys / "signers", *identity)
            assert (result.exit_code, result.stdout) == (0, told)


def test_plain_ssh_keygen_accepts_the_signature(signed: Path, keys: Path) -> None:
    assert plainly(signed, keys / "signers")
    (signed / MANIFEST).write_bytes((signed / MANIFEST).read_bytes() + b"\n")
    assert not plainly(signed, keys / "signers")


def test_the_command_in_the_documentation_accepts_the_signature(signed: Path, keys: Path) -> None:
    page = (HERE.parent / "docs" / "exchange.md").read_text(encoding="utf-8")
    command = next(block for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if block.startswith("ssh-keygen"))
    shutil.copy(keys / "signers", signed / "allowed_signers")
    subprocess.run(["bash", "-c", command], cwd=signed, check=True, capture_output=True)


def test_a_certificate_counts_for_the_names_in_it(report: Path, keys: Path, tmp_path: Path) -> None:
    for name in ("authority", "key"):
        make_key(tmp_path / name, "ed25519")
    command = ["ssh-keygen", "-q", "-s", "authority", "-I", "a serial", "-n", ALICE, "key.pub"]
    subprocess.run(command, check=True, cwd=tmp_path)
    (tmp_path / "signers").write_text(f"*@ministry.example cert-authority {(tmp_path / 'authority.pub').read_text()}")
    assert run("sign", report, "--key", tmp_path / "key-cert.pub").exit_code == 0
    known = fingerprint(tmp_path / "key.pub")
    told = f"Signed by {ALICE} with the key {known} (ED25519-CERT). {WHOLE}"
    assert run("verify", report, "--signers", tmp_path / "signers").stdout == told


def test_what_plain_ssh_keygen_signs_is_accepted(signed: Path, keys: Path) -> None:
    (signed / f"{MANIFEST}.sig").unlink()
    sign_plainly(signed / MANIFEST, keys / "ed25519", purpose="aigov-checklist")
    assert verified(signed, keys).exit_code == 0


def test_the_manifest_is_canonical_json_with_sizes_and_fingerprints(signed: Path) -> None:
    data = (signed / MANIFEST).read_bytes()
    manifest = json.loads(data)
    assert rfc8785.dumps(manifest) == data
    assert manifest["covers"] == "folder"
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # SHA-256 of nothing (FIPS 180-4)
    assert {"path": "tables/rejects.jsonl", "bytes": 0, "sha256": empty} in manifest["files"]
    assert [file["path"] for file in manifest["files"]] == ["report.html", "tables/rejects.jsonl", "tables/scores.csv"]


def test_signing_again_gives_the_same_manifest_and_needs_force(signed: Path, keys: Path) -> None:
    before = (signed / MANIFEST).read_bytes()
    refused = run("sign", signed, "--key", keys / "ed25519")
    assert (refused.exit_code, "--force" in refused.stderr) == (3, True)
    assert run("sign", signed, "--key", keys / "ed25519", "--force").exit_code == 0
    assert (signed / MANIFEST).read_bytes() == before


def test_an_existing_signature_alone_keeps_anything_from_being_written(report: Path, keys: Path) -> None:
    (report / f"{MANIFEST}.sig").write_text("mine")
    assert run("sign", report, "--key", keys / "ed25519").exit_code == 3
    assert not (report / MANIFEST).exists()


def test_single_files_are_signed_where_they_lie_and_others_may_come_and_go(report: Path, keys: Path) -> None:
    files = (report / "report.html", report / "tables" / "scores.csv")
    assert run("sign", *files, "--key", keys / "ed25519").exit_code == 0
    (report / "notes.txt").write_text("new")
    assert verified(report, keys).stdout.endswith(" Files unchanged: 2. Other files were not looked at.\n")


def test_the_manifest_may_have_another_name_and_lie_further_up(report: Path, keys: Path) -> None:
    place = report.parent / "annual.json"
    assert run("sign", report / "report.html", "--key", keys / "ed25519", "-o", place).exit_code == 0
    assert json.loads(place.read_bytes())["files"][0]["path"] == "report/report.html"
    assert verified(place, keys).exit_code == 0


def test_a_signed_folder_may_be_moved(signed: Path, keys: Path, tmp_path: Path) -> None:
    moved = shutil.move(signed, tmp_path / "elsewhere")
    assert verified(Path(moved), keys).exit_code == 0


def test_a_name_in_any_script_is_signed(report: Path, keys: Path) -> None:
    (report / "laporan – 报告 (é).txt").write_text("x")
    run("sign", report, "--key", keys / "ed25519")
    assert verified(report, keys).exit_code == 0


# What has changed


def write(path: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_text(text, encoding="utf-8")


def swap_for_a_link(folder: Path) -> None:
    twin = folder.parent / "twin.html"
    shutil.move(folder / "report.html", twin)
    (folder / "report.html").symlink_to(twin)


def swap_a_folder_for_a_link(folder: Path) -> None:
    shutil.move(folder / "tables", folder.parent / "tables")
    (folder / "tables").symlink_to(folder.parent / "tables")


def swap_for_a_folder(folder: Path) -> None:
    (folder / "report.html").unlink()
    (folder / "report.html").mkdir()


CHANGES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a changed byte": (
        write("report.html", "<p>kenya</p>"),
        "changed-file",
        "{folder}/report.html: error: This file has changed since it was signed; it is as long as it was. "
        "[changed-file]",
    ),
    "a longer file": (
        write("tables/rejects.jsonl", "{}"),
        "changed-file",
        "{folder}/tables/rejects.jsonl: error: This file has changed since it was signed: 2 bytes instead of 0. "
        "[changed-file]",
    ),
    "a missing file": (
        lambda folder: (folder / "report.html").unlink(),
        "missing-file",
        "{folder}/report.html: error: This file is missing. [missing-file]",
    ),
    "another file": (
        write("tables/more.csv", "x"),
        "unlisted-file",
        "{folder}/tables/more.csv: error: This file was not there when the folder was signed. [unlisted-file]",
    ),
    "a link in place of a file": (
        swap_for_a_link,
        "link",
        "{folder}/report.html: error: This is a link, which may lead anywhere. [link]",
    ),
    "a folder in place of a file": (
        swap_for_a_folder,
        "not-a-file",
        "{folder}/report.html: error: This is a folder, a device or a pipe, not a file. [not-a-file]",
    ),
    "no signature": (
        lambda folder: (folder / f"{MANIFEST}.sig").unlink(),
        "no-signature",
        f"{{folder}}/{MANIFEST}.sig: error: The manifest is not signed: there is no signature beside it. "
        "[no-signature]",
    ),
    "no signature but some text": (
        write(f"{MANIFEST}.sig", "signed"),
        "bad-signature",
        f"{{folder}}/{MANIFEST}.sig: error: This is not a signature as `aigov sign` and ssh-keygen write it. "
        "[bad-signature]",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_has_changed_is_told(name: str, signed: Path, keys: Path) -> None:
    change, code, line = CHANGES[name]
    change(signed)
    result = verified(signed, keys)
    assert result.exit_code == 1
    assert codes(result) == [code]
    assert result.stdout.splitlines()[0] == line.format(folder=signed)
    assert result.stdout.endswith("\nNot verified: see the problems above.\n")


def test_everything_that_is_wrong_is_told_at_once(signed: Path, keys: Path) -> None:
    (signed / "report.html").write_text("other")
    (signed / "tables" / "scores.csv").unlink()
    swap_a_folder_for_a_link(signed)
    (signed / "new.txt").write_text("new")
    result = run("verify", signed, "--key", keys / "other.pub")
    assert result.exit_code == 1
    assert codes(result) == ["other-key", "changed-file", "link", "link", "unlisted-file", "unlisted-file"]


def test_another_key_is_told_by_its_fingerprint(report: Path, keys: Path) -> None:
    run("sign", report, "--key", keys / "other")
    known = fingerprint(keys / "other.pub")
    place = f"{report / MANIFEST}.sig: error: "
    for trust, words in (
        (
            ("--signers", keys / "signers"),
            f"The signature is by a key that {keys / 'signers'} does not allow: {known}.",
        ),
        (("--key", keys / "rsa.pub"), f"The signature is by another key than {keys / 'rsa.pub'}: {known}."),
    ):
        result = run("verify", report, *trust)
        assert (result.exit_code, result.stdout.splitlines()[0]) == (1, f"{place}{words} [other-key]")


def test_another_identity_than_the_one_that_is_asked_for_is_told(signed: Path, keys: Path) -> None:
    result = run("verify", signed, "--signers", keys / "signers", "--identity", "bob@ministry.example")
    assert (result.exit_code, codes(result)) == (1, ["other-key"])
    assert f"does not allow for bob@ministry.example: {fingerprint(keys / 'ed25519.pub')}." in result.stdout


def test_a_signature_for_another_purpose_does_not_count(signed: Path, keys: Path) -> None:
    (signed / f"{MANIFEST}.sig").unlink()
    sign_plainly(signed / MANIFEST, keys / "ed25519", purpose="git")
    result = verified(signed, keys)
    assert (result.exit_code, codes(result)) == (1, ["bad-signature"])


def test_a_manifest_that_was_changed_after_signing_is_told(signed: Path, keys: Path) -> None:
    data = (signed / MANIFEST).read_bytes()
    (signed / MANIFEST).write_bytes(data.replace(b'"covers":"folder"', b'"covers":"files"'))
    assert codes(verified(signed, keys)) == ["bad-signature"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [('valid-before="20200101"', "key has expired"), ('namespaces="git"', "key is not permitted for use in signature")],
)
def test_a_signer_that_is_not_allowed_now_or_for_this_is_told(
    options: str, reason: str, signed: Path, keys: Path, tmp_path: Path
) -> None:
    (tmp_path / "signers").write_text(f"{ALICE} {options} {(keys / 'ed25519.pub').read_text()}")
    result = run("verify", signed, "--signers", tmp_path / "signers")
    assert (result.exit_code, codes(result)) == (1, ["unusable-signer", "other-key"])
    assert result.stdout.startswith(f"{tmp_path / 'signers'}:1: warning: This line does not count. ssh-keygen says: ")
    assert reason in result.stdout


def test_a_line_that_is_not_understood_spoils_no_other(signed: Path, keys: Path, tmp_path: Path) -> None:
    (tmp_path / "signers").write_text(f"bob nonsense\n{(keys / 'signers').read_text()}")
    result = run("verify", signed, "--signers", tmp_path / "signers")
    assert (result.exit_code, "Signed by" in result.stdout) == (0, True)
    assert result.stderr.startswith(f"{tmp_path / 'signers'}:1: warning: This line does not count.")


# Hostile manifests, signed by somebody we trust


def forged(folder: Path, keys: Path, data: bytes) -> Result:
    """Verify a manifest of any content with a sound signature."""
    (folder / MANIFEST).write_bytes(data)
    (folder / f"{MANIFEST}.sig").write_bytes(keygen.signature_of(data, keys / "ed25519", at_terminal=False))
    return verified(folder, keys)


def changed(folder: Path, **changes: Any) -> bytes:
    return rfc8785.dumps(json.loads((folder / MANIFEST).read_bytes()) | changes)


@pytest.mark.parametrize("path", sorted(OUTSIDE))
def test_a_path_that_could_lead_out_of_the_folder_is_refused(path: str, signed: Path, keys: Path) -> None:
    (signed.parent / "outside.txt").write_text("secret")
    file = json.loads((signed / MANIFEST).read_bytes())["files"][0] | {"path": path}
    result = forged(signed, keys, changed(signed, files=[file]))
    assert (result.exit_code, codes(result)) == (1, ["unsafe-path"])
    assert "secret" not in result.output
    assert "\x00" not in result.output


@pytest.mark.parametrize("extra", [b" ", b"\n"])
def test_a_manifest_that_is_not_canonical_is_told(extra: bytes, signed: Path, keys: Path) -> None:
    assert codes(forged(signed, keys, (signed / MANIFEST).read_bytes() + extra)) == ["not-canonical"]


def test_a_path_that_stands_twice_is_told(signed: Path, keys: Path) -> None:
    files = json.loads((signed / MANIFEST).read_bytes())["files"]
    assert codes(forged(signed, keys, changed(signed, files=[files[0], *files]))) == ["not-in-order"]


def test_keys_that_stand_twice_are_told(signed: Path, keys: Path) -> None:
    data = (signed / MANIFEST).read_bytes().replace(b"{", b'{"aigov_manifest":1,', 1)
    assert "repeated-key" in codes(forged(signed, keys, data))


def test_a_later_form_is_told(signed: Path, keys: Path) -> None:
    assert codes(forged(signed, keys, changed(signed, aigov_manifest=2, more={}))) == ["unknown-version"]


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"1", b"\xff\xfe", b"{" * 100, b"files: [a]\n"])
def test_what_is_no_manifest_is_told(data: bytes, signed: Path, keys: Path) -> None:
    result = forged(signed, keys, data)
    assert result.exit_code == 1
    assert "aigov new" not in result.stdout


@pytest.mark.parametrize("size", [-1, 1.5, "12", 2**53, 10**30])
def test_a_size_that_is_none_is_told(size: Any, signed: Path, keys: Path) -> None:
    manifest = json.loads((signed / MANIFEST).read_bytes())
    manifest["files"][0]["bytes"] = size
    assert forged(signed, keys, json.dumps(manifest).encode()).exit_code == 1


# Every byte counts


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> dict[str, bytes]:
    """A signed folder by the names of its files."""
    folder = tmp_path_factory.mktemp("sealed")
    (folder / "scores.csv").write_text("subject,value\nKEN,35.2\n")
    (folder / "note.txt").write_text("Reviewed.")
    assert run("sign", folder, "--key", keys / "ed25519").exit_code == 0
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_flipped_byte_passes(
    data: st.DataObject, sealed: dict[str, bytes], keys: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("flipped")
    name = data.draw(st.sampled_from(sorted(sealed)))
    place = data.draw(st.integers(0, len(sealed[name]) - 1))
    mask = data.draw(st.integers(1, 255))
    for other, content in sealed.items():
        (folder / other).write_bytes(content)
    flipped = bytearray(sealed[name])
    flipped[place] ^= mask
    (folder / name).write_bytes(flipped)
    result = verified(folder, keys)
    assert (result.exit_code, "Signed" in result.stdout) == (1, False)


def test_no_byte_of_a_signature_file_is_without_meaning(sealed: dict[str, bytes]) -> None:
    """Every flip of every byte is not taken for a signature, or decodes to another one."""
    whole = sealed[f"{MANIFEST}.sig"]
    meaning = base64.b64decode(b"".join(whole.splitlines()[1:-1]))
    for place in range(len(whole)):
        for mask in range(1, 256):
            flipped = bytearray(whole)
            flipped[place] ^= mask
            if is_signature(bytes(flipped)):
                assert base64.b64decode(b"".join(flipped.splitlines()[1:-1])) != meaning


def test_no_flip_inside_a_signature_still_fits(sealed: dict[str, bytes], tmp_path: Path) -> None:
    inside = base64.b64decode(b"".join(sealed[f"{MANIFEST}.sig"].splitlines()[1:-1]))
    for place in range(len(inside)):
        flipped = bytearray(inside)
        flipped[place] ^= 1
        armoured = armour(bytes(flipped))
        (tmp_path / "signature").write_bytes(armoured)
        assert not is_signature(armoured) or keygen.key_of(sealed[MANIFEST], tmp_path / "signature") is None


def armour(inside: bytes, width: int = 70) -> bytes:
    text = base64.b64encode(inside)
    lines = [text[start : start + width] for start in range(0, len(text), width)]
    return b"\n".join([b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""])


def inside(version: int = 1, reserved: bytes = b"", more: bytes = b"") -> bytes:
    """A signature as PROTOCOL.sshsig has it: five parts, each behind its length."""
    parts = (b"k" * 51, b"aigov-checklist", reserved, b"sha512", b"s" * 83)
    told = b"".join(len(part).to_bytes(4) + part for part in parts)
    return b"SSHSIG" + version.to_bytes(4) + told + more


@pytest.mark.parametrize("width", [64, 70, 76])
def test_a_signature_may_have_lines_of_any_one_width(width: int) -> None:
    whole = armour(inside(), width)
    assert is_signature(whole)
    assert not is_signature(whole.replace(b"\n", b"\n\n", 1))
    assert not is_signature(whole + b"\n")
    lines = whole.split(b"\n")
    assert not is_signature(b"\n".join([lines[0], lines[1] + lines[2][:1], lines[2][1:], *lines[3:]]))


@pytest.mark.parametrize(
    "content",
    [b"", inside(version=0), inside(version=2), inside(reserved=b"x"), inside(more=b"x"), inside()[:-1], inside()[:60]],
)
def test_what_openssh_would_pass_over_is_refused(content: bytes) -> None:
    assert not is_signature(armour(content))


# What cannot be signed


def test_links_are_refused_and_each_is_told(report: Path, keys: Path) -> None:
    (report / "passwd").symlink_to("/etc/passwd")
    (report / "up").symlink_to("..")
    result = run("sign", report, "--key", keys / "ed25519")
    assert result.exit_code == 1
    assert result.stderr.count("This is a link, which may lead anywhere. [link]") == 2
    assert not (report / MANIFEST).exists()


@pytest.mark.parametrize("name", ["line\nbreak", "back\\slash", "\x1b[31mred", os.fsdecode(b"latin-\xe9"), "c:drive"])
def test_a_name_that_is_not_the_same_everywhere_is_refused(name: str, report: Path, keys: Path) -> None:
    (report / name).write_text("x")
    result = run("sign", report, "--key", keys / "ed25519")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].endswith("not every system reads it as the same. [unsafe-path]")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(report: Path, keys: Path) -> None:
    os.mkfifo(report / "pipe")
    assert "[not-a-file]" in run("sign", report, "--key", keys / "ed25519").stderr


def test_a_private_key_is_not_put_among_the_files(report: Path, keys: Path) -> None:
    shutil.copy(keys / "ed25519", report / "key")
    result = run("sign", report, "--key", report / "key")
    assert result.exit_code == 2
    assert "is among the files: whoever gets them gets the key." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", "keys"), "is a folder. Name files, or one folder and nothing else."),
        (("report/report.html", "-o", "keys/m.json"), "is not in"),
        (("report", "-o", "m.json"), "must lie in that folder"),
        (("empty",), "There is no file to sign in"),
        (("report/report.html", "-o", "new"), "new is neither a folder nor a name that ends in .json."),
    ],
)
def test_wrong_use_is_told(
    arguments: tuple[str, ...], words: str, report: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(report.parent)
    for folder in ("keys", "empty"):
        Path(folder).mkdir()
    result = run("sign", *arguments, "--key", keys / "ed25519")
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr


@pytest.mark.parametrize("options", [(), ("--key", "a.pub", "--signers", "b"), ("--key", "a.pub", "--identity", "x")])
def test_whose_signature_counts_must_be_said_once(options: tuple[str, ...], signed: Path) -> None:
    assert run("verify", signed, *options).exit_code == 2


def test_a_folder_without_a_manifest_is_told(report: Path, keys: Path) -> None:
    result = verified(report, keys)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{report / MANIFEST}: error: There is no such file. [no-such-file]")


def test_a_private_key_is_not_taken_for_a_public_one(signed: Path, keys: Path) -> None:
    result = run("verify", signed, "--key", keys / "ed25519")
    assert result.exit_code == 1
    assert "This is not a public key of OpenSSH. [not-a-key]" in result.stderr


# Keys that cannot be used


def test_a_passphrase_without_a_terminal_is_told_at_once(report: Path, keys: Path) -> None:
    began = time.monotonic()
    result = run("sign", report, "--key", keys / "locked")
    assert time.monotonic() - began < 30
    assert result.exit_code == 3
    assert result.stderr == (
        f"Error: The key {keys / 'locked'} has a passphrase, and there is no terminal to ask for it. Run this at a "
        f"terminal, or give the key to an agent first: ssh-add {keys / 'locked'}\n"
    )
    assert not (report / MANIFEST).exists()


def test_a_key_that_others_may_read_is_not_used(report: Path, keys: Path, tmp_path: Path) -> None:
    key = Path(shutil.copy(keys / "ed25519", tmp_path / "open"))
    key.chmod(0o644)
    result = run("sign", report, "--key", key)
    assert result.exit_code == 3
    assert f"Others may read the key {key}, so it is not used. First: chmod 600 {key}" in result.stderr


def test_what_is_no_key_is_told(report: Path, keys: Path) -> None:
    (report.parent / "words.txt").write_text("words")
    result = run("sign", report, "--key", report.parent / "words.txt")
    assert result.exit_code == 3
    assert "is not a key that ssh-keygen can read." in result.stderr


@pytest.mark.parametrize("command", ["sign", "verify"])
def test_a_missing_ssh_keygen_is_told(
    command: str, signed: Path, keys: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    more = ("--key", keys / "ed25519", "--force") if command == "sign" else ("--key", keys / "ed25519.pub")
    result = run(command, signed, *more)
    assert result.exit_code == 3
    assert result.stderr == (
        "Error: ssh-keygen is needed for signatures and is not here. It is a part of OpenSSH: install that.\n"
    )


def scripted(folder: Path, script: str) -> None:
    """A program in place of ssh-keygen."""
    program = folder / "ssh-keygen"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("sleep 60", "ssh-keygen did not answer within 0.2 seconds. Run this at a terminal."),
        ("echo 'ssh-keygen: unknown option -- Y' >&2; exit 1", "This ssh-keygen is too old for signatures"),
        ("echo 'agent refused operation' >&2; exit 255", "ssh-keygen says: agent refused operation"),
        ("exit 255", "Nothing was signed with"),
    ],
)
def test_an_ssh_keygen_that_fails_is_told(
    script: str, words: str, report: Path, keys: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scripted(tmp_path, script)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(keygen, "_SECONDS", 0.2 if "sleep" in script else 60)
    result = run("sign", report, "--key", keys / "ed25519")
    assert (result.exit_code, words in result.stderr) == (3, True), result.stderr


def test_an_ssh_keygen_that_cannot_check_is_not_taken_for_a_wrong_signature(
    signed: Path, keys: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scripted(tmp_path, "echo 'No user exists for uid 4711' >&2; exit 255")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    result = verified(signed, keys)
    assert result.exit_code == 3
    assert result.stderr == (
        "Error: ssh-keygen could not look at the signature. It says: No user exists for uid 4711\n"
    )


# Agents and terminals


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An agent of our own, at an address short enough for a socket."""
    address = f"/tmp/aigov-agent-{os.getpid()}"
    process = subprocess.Popen(["ssh-agent", "-D", "-a", address], stdout=subprocess.DEVNULL)
    while process.poll() is None and not Path(address).exists():
        time.sleep(0.01)
    monkeypatch.setenv("SSH_AUTH_SOCK", address)
    yield
    process.terminate()
    process.wait()


@pytest.mark.skipif(shutil.which("ssh-agent") is None, reason="there is no ssh-agent here")
def test_a_public_key_signs_if_an_agent_holds_its_other_half(agent: None, report: Path, keys: Path) -> None:
    subprocess.run(["ssh-add", "-q", keys / "ed25519"], check=True, capture_output=True)
    lone = Path(shutil.copy(keys / "ed25519.pub", report.parent / "lone.pub"))
    assert run("sign", report, "--key", lone).exit_code == 0
    assert verified(report, keys).exit_code == 0


AT_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


def test_a_passphrase_is_asked_for_at_the_terminal(report: Path, keys: Path) -> None:
    command = ["-m", "aigov_checklist", "sign", str(report), "--key", str(keys / "locked")]
    asked = [sys.executable, "-c", AT_A_TERMINAL, sys.executable, *command]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdin
        assert process.stdout
        shown = b""
        while b"passphrase" not in shown:
            shown += process.stdout.read(1024)
        process.stdin.write(b"correct horse\n")
        shown += process.stdout.read()
    assert (process.returncode, b"correct horse" in shown) == (0, False)
    assert run("verify", report, "--key", keys / "locked.pub").exit_code == 0
