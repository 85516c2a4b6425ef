"""`python -m pmlint`."""

from __future__ import annotations

import sys

from pmlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
