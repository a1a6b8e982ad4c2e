"""`aigov verify`: whether files are those that were signed, and by whom."""

from collections.abc import Iterator
from pathlib import Path

import click

from aigov_checklist.cli.options import limit_option
from aigov_checklist.cli.problems import problem_lines, show_remarks, tell
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.errors import UsageError, has_errors
from aigov_checklist.harmless import visible
from aigov_checklist.language import join_sentences
from aigov_checklist.message import Message
from aigov_checklist.signing.trusting import trusting
from aigov_checklist.signing.verifying import Verified
from aigov_checklist.signing.verifying import verify as verified


@click.command()
@click.argument("source", metavar="MANIFEST|FOLDER", type=click.Path(path_type=Path))
@click.option("--signers", metavar="FILE", help="Who may sign: a file of allowed signers, as ssh-keygen has them.")
@click.option("--key", metavar="FILE", help="The public key (.pub) of the only one who may sign.")
@click.option(
    "--identity", metavar="NAME", help="Whose signature it must be, as the file of allowed signers names them."
)
@limit_option
def verify(source: Path, signers: str | None, key: str | None, identity: str | None, limit: int) -> None:
    """Check that files are those that were signed, and by whom.

    Everything that is wrong is told: a changed, missing or added file, another key, a signature that does not fit.
    The exit code is 0 only if nothing is.  Whose key it is, the file of allowed signers says, and nobody else.
    """
    if (signers is None) == (key is None):
        raise UsageError(Message("Say whose signature counts, with --signers or with --key."))
    if key is not None and identity is not None:
        raise UsageError(Message("--identity goes with --signers: a key does not say whose it is."))
    with trusting(signers=signers, key=key, identity=identity, limit=limit) as trust:
        found = verified(source, trust, limit=limit)
    if has_errors(found.problems):
        tell("\n".join((*problem_lines(found.problems), spoken().say("Not verified: see the problems above."))))
        raise click.exceptions.Exit(1)
    show_remarks(found.problems)
    tell(visible(join_sentences(_told(found))))


def _told(found: Verified) -> Iterator[str]:
    key, identity, _ = found.signer
    assert key is not None and found.manifest is not None  # noqa: PT018 - else there was an error
    say = spoken().say
    if identity:
        yield say("Signed by {identity} with the key {fingerprint} ({kind}).", identity=identity, **key._asdict())
    else:
        yield say("Signed with the key {fingerprint} ({kind}).", **key._asdict())
    yield say("Files unchanged: {number:,}.", number=len(found.manifest.files))
    if found.manifest.covers == "folder":
        yield say("There are no others in the folder.")
    else:
        yield say("Other files were not looked at.")
