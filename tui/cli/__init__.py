"""The command line. Each command's module is loaded when it is called, so that all start fast."""

import gc
import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.disable()  # else it looks through the modules again and again while they load: 10 ms
    from tui.cli.root import root
    from tui.cli.session import told

    gc.freeze()
    gc.enable()
    sys.exit(told(root))
