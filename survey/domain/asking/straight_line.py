"""Straight line: one code all through, good for one question and not for another."""

import numpy as np

from survey.domain.asking.sheet_codes import BLANK, SheetCodes


def straight_lines(codes: SheetCodes, least: float) -> np.ndarray:
    """Through how many rated questions one code runs in each sheet; 0 where there is no such line.

    A sheet has a line when every answer that could be this code is it, in at least `least` questions, and the code
    earns different points among them. Whoever is content with everything chooses the best answer each time: where
    the same code is the best of all, that is no reason to look.
    """
    lines = np.zeros(len(codes.given), dtype=int)
    for code in range(len(codes.codes)):
        could = (codes.given != BLANK) & codes.offered[:, code]
        does = codes.given == code
        count = does.sum(axis=1)
        worth = np.where(does & ~np.isnan(codes.points[:, code]), codes.points[:, code], np.nan)
        differs = np.nan_to_num(worth, nan=-np.inf).max(axis=1) > np.nan_to_num(worth, nan=np.inf).min(axis=1)
        lines = np.where((count == could.sum(axis=1)) & (count >= least) & differs, count, lines)
    return lines
