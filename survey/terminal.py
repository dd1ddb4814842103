"""What every verb of the command line shares: its exit codes and the bar of progress."""

import sys

from tqdm import tqdm

DONE, REFUSED, SOME_ROWS_REFUSED = 0, 1, 3


class Progress:
    """A bar on standard error, so that standard output stays readable by scripts."""

    def __init__(self, title: str) -> None:
        self.bar = tqdm(desc=title, file=sys.stderr, disable=None)

    def __call__(self, done: int, total: int) -> None:
        self.bar.total = total
        self.bar.update(done - self.bar.n)
        if done >= total:
            self.bar.close()
