"""Configuration: `pmlint.toml`, `.pmlint.toml` or `[tool.pmlint]` → Settings.

Every key is checked: what pmlint does not know is an error with its place and, where it is
plain, with what was meant. A wrong setting that is passed over switches checks off unseen.

`find` says which file is in force, `read` what it says, `schema` what it may say. Most repositories
have none: so each is loaded where it is needed.
"""
