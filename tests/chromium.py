"""The Chromium of the browser tests and the bench: the build without windows, which is lighter, or else the whole one."""

import shutil

PROGRAMMA = shutil.which("chromium-headless-shell") or shutil.which("chromium")
