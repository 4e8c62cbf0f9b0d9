"""``python -m qa`` is ``tumen``."""

from __future__ import annotations

from qa.cli import main

if __name__ == "__main__":
    main()
