"""History: the life of reports, as the commits of a repository tell it.

One pass over the log for all reports (`survey`), then from the commits to the versions of a
report, and from those to what happened to it (`live`). Git is asked through `pmlint.repo` only.
"""
