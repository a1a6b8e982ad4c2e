"""`aigov rubric texts`: a file to translate a rubric's texts in."""

import click

from aigov_checklist.authoring.translating import translation_file, translations_beside
from aigov_checklist.cli.options import limit_option, output_options
from aigov_checklist.cli.output import deliver
from aigov_checklist.language import language
from aigov_checklist.loading import load_rubric


@click.command()
@click.argument("source", metavar="ID|PATH")
@click.option("--to", "code", metavar="CODE", required=True, help="The language to translate to: en, id or zh.")
@output_options
@limit_option
def texts(source: str, code: str, output: str | None, force: bool, limit: int) -> None:
    """Write every text of a rubric into a file to translate it in; what is translated already stays.

    In the folder of the rubric the file belongs into text/, as text/CODE.yaml.  `aigov rubric build` takes it along,
    and once the package is installed, forms and reports in that language show the translations.
    """
    to = language(code).code
    done = translations_beside(source, to, limit=limit)
    deliver(translation_file(load_rubric(source, limit=limit), to, done), output, force=force)
