"""Ranks as bands (measures.md 9), worked by hand."""

from survey.domain.judging.band import Band, rank_bands


def bands(*intervals: tuple[float | None, float | None]) -> list[Band | None]:
    return rank_bands([low for low, _high in intervals], [high for _low, high in intervals])


def test_intervals_apart_give_single_places():
    assert bands((90, 95), (70, 75), (80, 85)) == [Band(1, 1, 3), Band(3, 3, 3), Band(2, 2, 3)]


def test_overlapping_intervals_share_a_band():
    #            a         b         c         d
    found = bands((88, 96), (80, 90), (78, 84), (60, 70))

    assert found == [
        Band(1, 2, 4),  # surely before c and d
        Band(1, 3, 4),  # touches a and c, surely before d
        Band(2, 3, 4),  # a is surely before
        Band(4, 4, 4),
    ]


def test_touching_ends_leave_the_order_open():
    assert bands((50, 60), (60, 70)) == [Band(1, 2, 2), Band(1, 2, 2)]


def test_the_last_bits_of_a_sum_make_no_place():
    assert bands((0.1 + 0.2, 0.1 + 0.2), (0.3, 0.3)) == [Band(1, 2, 2), Band(1, 2, 2)]


def test_one_without_a_total_has_no_band_and_is_not_counted():
    assert bands((90, 95), (None, None), (70, 75)) == [Band(1, 1, 2), None, Band(2, 2, 2)]


def test_nobody_makes_no_bands():
    assert bands() == []
