"""The rubric as arrays and the tree walk as columns: a million profiles at once, the same bits as one.

`compile_plan` turns a rubric into a `Plan`; everything else here knows numpy and nothing of documents.
"""
