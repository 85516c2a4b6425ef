"""Summary: what `pmlint report` knows of all reports together.

From reports to `Facts` (what is counted of one version of one report), from its versions to the
`Course` of each action item, from both to `Item` and `Incident` as of a day, and from those to
totals, health and burndown. Pure but for `reader`, which asks `pmlint.repo` for blobs.
"""
