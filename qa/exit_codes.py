"""The exit codes of every command, in one place."""

from __future__ import annotations

ANSWERED = 0
"""The command did what it was asked."""
ERROR = 1
"""It could not; one line on stderr says why and what to do."""
USAGE = 2
"""The command line itself is wrong."""
NOT_SAID = 3
"""The articles do not say."""
INTERRUPTED = 130
"""Stopped by Ctrl-C (128 + SIGINT, as shells count)."""
