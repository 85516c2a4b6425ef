"""Take the pictures of the HTML report: `python docs/screenshots.py REPORT.html [FOLDER]`.

REPORT.html is what `pmlint report --format html --output REPORT.html` has written; FOLDER is
`docs/images` where none is named. Needs playwright (in the `dev` extra) and a Chromium, which is
`/usr/bin/chromium` unless the environment variable CHROMIUM names another one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

IMAGES = Path(__file__).resolve().parent / "images"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
DESK, PHONE = (1280, 860), (375, 812)
SHOTS = (
    ("report-light.png", "light", DESK, 1),
    ("report-dark.png", "dark", DESK, 1),
    ("report-phone.png", "light", PHONE, 2),
)
"""Name, colours, size of the window, and pixels of the picture for each of the window."""
LONGEST = 1500
"""A picture is no longer than this: whoever wants to see the whole table opens the page."""


def main(report: Path, folder: Path) -> int:
    """Write a picture of `report` in light, in dark and on a phone into `folder`."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", CHROMIUM),
            chromium_sandbox=False,
            args=ARGUMENTS,
        )
        for name, colours, (width, height), scale in SHOTS:
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme=colours,
                device_scale_factor=scale,
                offline=True,
            )
            page.goto(report.resolve().as_uri())
            long = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST)
            page.set_viewport_size({"width": width, "height": long})
            page.screenshot(path=folder / name)
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else IMAGES))
