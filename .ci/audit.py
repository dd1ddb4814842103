"""Known vulnerabilities of the pinned requirements: fails where one is known, says so where nobody could be asked."""

import json
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).parents[1] / "requirements.txt"


def main() -> int:
    command = [sys.executable, "-m", "pip_audit", "-r", str(REQUIREMENTS), "--no-deps", "--disable-pip", "--format", "json"]
    asked = subprocess.run(command, capture_output=True, text=True)
    try:
        found = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"vulnerabilities: the index could not be asked: {asked.stderr.strip().splitlines()[-1:]}")
        return 0
    known = [(package["name"], vulnerability["id"]) for package in found for vulnerability in package.get("vulns", [])]
    silent = sum("skip_reason" in package for package in found)
    print(f"vulnerabilities: {known or 'none known'}; {silent} of {len(found)} packages are unknown to the index that was asked")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
