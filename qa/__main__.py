"""``python -m qa`` is ``tumen``."""

from __future__ import annotations

import sys

from qa import exit_codes
from qa.commands.chatting import chat, read_chat_options
from qa.commands.collecting import leave_the_rest


def main() -> None:
    """Run `tumen`; leaves with one of `qa.exit_codes`. The chat is open before the other commands are loaded."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an encoding without ✓ shows ? instead of failing
    try:
        options = read_chat_options(sys.argv[1:])
        if options is not None:
            sys.exit(chat(*options))
        from qa import cli

        cli.main()
    except KeyboardInterrupt:
        sys.exit(exit_codes.INTERRUPTED)
    finally:
        leave_the_rest()


if __name__ == "__main__":
    main()
