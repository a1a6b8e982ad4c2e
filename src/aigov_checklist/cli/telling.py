"""Delivering what is about no single profile, in the format that was asked for."""

import io

from aigov_checklist.cli.output import creation_date, deliver, terminal_width
from aigov_checklist.report.telling import Tellable, write_told


def deliver_told(what: Tellable, style: str, output: str | None, *, force: bool) -> None:
    """Write it to a file, or to standard output if there is no file name; see `output.deliver`."""
    stream = io.BytesIO()
    width = 80 if output else terminal_width()
    write_told(what, stream, format=style, width=width, created=creation_date())
    deliver(stream.getvalue(), output, force=force)
