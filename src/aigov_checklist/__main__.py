"""`python -m aigov_checklist` is `aigov`."""

from aigov_checklist.cli import main

main()
