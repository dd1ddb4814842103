"""What is done once, when the process starts, so that a hundred readers feel it later."""

import gc
from collections.abc import Iterable
from importlib import import_module


def settle(modules: Iterable[str] = ()) -> None:
    """Load what every page needs, then take it out of the garbage collector's sight for good.

    A full collection walks every object while everybody waits; with the libraries loaded that is half a million
    objects which never become garbage. Call it at the end of start-up, after declarations and store are open, with
    the names of the libraries that the first reader would otherwise wait for.
    """
    for module in modules:
        import_module(module)
    gc.collect()
    gc.freeze()
