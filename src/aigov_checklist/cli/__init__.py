"""The command `aigov`: options become one library call, its result one document.

Documents go to standard output, remarks and problems to standard error.  Exit codes: 0 fine, 1 problems in
a document, 2 used wrongly, 3 could not do it.
"""

import gc
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import NoReturn

import click

from aigov_checklist.cli.lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    package=__name__,
    commands={
        "agreement": "Tell how far several raters agree.",
        "batch": "Score very many profiles into tables.",
        "compare": "Tell what moved between two profiles of one subject, or between two batches.",
        "crosswalk": "Show how two rubrics correspond.",
        "diff": "List the answers that differ between two profiles.",
        "explain": "Show how a number is made, step by step.",
        "export": "Write rubrics and results in formats of other tools.",
        "form": "Write a form to collect answers in.",
        "import": "Bring answers from such a form back as profiles.",
        "interview": "Answer the questions one at a time.",
        "merge": "Merge the profiles of several respondents.",
        "migrate": "Carry a profile to a later version of its rubric.",
        "new": "Write an empty form to fill in.",
        "plan": "Find the least effort to reach a band or score.",
        "project": "Propose answers on another rubric from a profile.",
        "rank": "Rank profiles in a league table.",
        "report": "Write a report about a profile, or about each in a folder.",
        "robustness": "Tell how sure scores and ranks are.",
        "rubric": "List, show, check and make rubrics.",
        "schema": "Show or write the JSON Schemas.",
        "score": "Score profiles.",
        "set": "Change one answer of a profile file.",
        "sign": "Sign files, or a folder with all that is in it.",
        "side-by-side": "Show one subject under several plans.",
        "validate": "Check profiles and list every problem.",
        "verify": "Check that files are those that were signed, and by whom.",
    },
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--lang",
    metavar="CODE",
    expose_value=False,
    help="The language to speak: en, id (Bahasa Indonesia) or zh (Simplified Chinese).  "
    "[default: that of AIGOV_LANG, else of the system]",
)
@click.version_option(package_name="aigov-checklist", message="%(package)s %(version)s")
def aigov() -> None:
    """Score self-assessments against the Global AI Governance Action Plan.

    Start with: aigov new --help.  A file name of - reads standard input.
    """


def main() -> NoReturn:
    """Run the command line and end the process."""
    # A command lives for a fraction of a second: nothing is worth collecting, and no pydantic plugin is wanted.
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's threads for matrices: ours are too small to share
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # help in Chinese, on a terminal that has no Chinese
    try:
        aigov()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    # Everything is written by now; to free each object one by one would take a sixth of the time of `aigov score`.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
