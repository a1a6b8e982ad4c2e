"""Forms to collect answers in, made from a rubric: a YAML file, a workbook, a field form, a web form."""
