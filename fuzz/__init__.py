"""Fuzzing: bytes that nobody would write, held against what pmlint promises.

`python -m fuzz report --seconds 60`; CONTRIBUTING.md says more.
"""
