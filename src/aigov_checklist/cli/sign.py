"""`aigov sign`: a manifest of files, and its OpenSSH signature."""

import sys
from pathlib import Path

import click

from aigov_checklist.cli.output import refuse_taken, replace_file
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.signing.keygen import signature_of
from aigov_checklist.signing.sealing import manifest_of, manifest_place, signature_place

_PATH = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@click.option("--key", metavar="FILE", required=True, type=_PATH,
              help="A private key of OpenSSH, or a public one whose other half an agent holds.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="The manifest, or a folder around the files for it.  [default: aigov-manifest.json]")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace an existing manifest and its signature.")
def sign(paths: tuple[Path, ...], key: Path, output: Path | None, force: bool) -> None:
    """Sign files, or a folder with all that is in it, with a key of OpenSSH.

    It writes a manifest with the SHA-256 of every file, and beside it a signature (.sig) that `aigov verify` and
    `ssh-keygen -Y verify` check.  The key is used by ssh-keygen alone, which asks for a passphrase at a terminal.
    """
    place = manifest_place(paths, output)
    files = (place, signature_place(place))
    for path in files:
        refuse_taken(path, force=force)
    manifest = manifest_of(paths, place, key=key)
    data = manifest.canonical_json()
    signature = signature_of(data, key, at_terminal=bool(sys.stdin and sys.stdin.isatty()))
    for path, content in zip(files, (data, signature), strict=True):
        replace_file(path, content, force=force)
    words = spoken().say("Files signed: {number:,}. See {path}", number=len(manifest.files), path=place)
    click.echo(words, err=True)
