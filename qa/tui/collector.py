"""Python's garbage collector, kept from stopping the screen: a full collection looks at every object there is.

With the modules of a screen loaded those are some hundred thousand. What is loaded once never becomes garbage, so it is
taken out of the collector's sight.
"""

from __future__ import annotations

import gc


def pause() -> None:
    """Collect nothing while modules are being loaded."""
    gc.disable()


def leave_alone_what_is_loaded() -> None:
    """Take all objects that exist now out of the collector's sight, and let it look at later ones."""
    gc.freeze()
    gc.enable()
