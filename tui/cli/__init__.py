"""The command line. Each command's module is loaded when it is called, so that all start fast."""

import sys

from tui.cli.root import root
from tui.cli.session import told


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(told(root))
