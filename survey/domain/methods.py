"""By which method each verdict is reached: what it answers, how in plain words, whose method it is, and what computes it."""

from collections.abc import Callable
from dataclasses import dataclass

from survey.domain.asking.collector_spread import collector_spreads
from survey.domain.counting.ceiling import CEILING, PER, is_at_ceiling
from survey.domain.counting.difference import newcombe_difference, welch_difference
from survey.domain.counting.differencing import guard_of
from survey.domain.counting.events import events_interval
from survey.domain.counting.interval import mean_interval, wilson_interval
from survey.domain.counting.mode_adjusted import mode_adjusted
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.counting.year_on_year import year_on_year
from survey.domain.judging.against_others import against_others
from survey.domain.judging.band import rank_bands
from survey.domain.judging.cronbach import cronbach_alpha
from survey.domain.judging.crossed_effects import crossed_effects
from survey.domain.judging.fair_score import CAP
from survey.domain.judging.intraclass import intraclass_correlation
from survey.domain.judging.krippendorff import krippendorff_alpha
from survey.domain.judging.spearman_brown import spearman_brown
from survey.domain.noticing.chart_rules import ENOUGH, RUN
from survey.domain.noticing.count_chart import count_chart
from survey.domain.noticing.cross_table import cross_table
from survey.domain.noticing.days_between import days_between_chart
from survey.domain.noticing.dispersion import over_dispersion
from survey.domain.noticing.false_discovery import LARGEST_SHARE, benjamini_hochberg
from survey.domain.noticing.few_units import FEW_UNITS, against_the_others
from survey.domain.noticing.funnel import Z_ALARM, Z_WATCH
from survey.domain.noticing.lmg_importance import LEAST, LEAST_PER_ITEM, lmg_importance
from survey.domain.noticing.p_chart import SIGMAS, laney_p_chart
from survey.domain.noticing.penalty_reward import penalty_reward
from survey.domain.noticing.quadrants import quadrants
from survey.domain.noticing.remeasure import ENOUGH as ENOUGH_AGAIN
from survey.domain.noticing.remeasure import outcome
from survey.domain.noticing.xmr_chart import WIDTH, xmr_chart
from survey.locale import _


@dataclass(frozen=True)
class Method:
    """how: what simulations found of it (README) is said in their rounded figures; sources: authors and years as the function's own docstring names them; () for what is ours."""

    function: Callable
    name: str
    answers: str
    how: str
    sources: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.function.__name__


def methods() -> tuple[Method, ...]:
    """All of them, in the reader's language; the numbers are those that the functions use."""
    return (*_of_intervals(), *_of_changes(), *_of_units(), *_of_causes(), *_of_reliability())


def _of_intervals() -> tuple[Method, ...]:
    return (
        Method(
            wilson_interval, _("威尔逊区间（Wilson）"), _("一个比例有多大把握？"),
            _("答的人越少，区间越宽；比例是 0 或 100% 时也有宽度。95% 区间：反复这样调查，一百次里约有九十五次包住真实的比例。"),
            ("Wilson 1927", "Newcombe 1998"),
        ),
        Method(
            mean_interval, _("平均分的正态区间"), _("一个平均分有多大把握？"),
            _("平均分 ± 1.96 × 标准误，截在 0 到 100 之间；所有人答得一样时，按再有一人答在另一头来算，不把一致当成把握。"),
        ),
        Method(
            events_interval, _("件数的区间（Byar）"), _("每百件里有几件，有多大把握？"),
            _("把件数看作泊松分布；一件也没有时，上限也不是 0。"), ("Breslow & Day 1987",),
        ),
    )  # fmt: skip


def _of_changes() -> tuple[Method, ...]:
    return (
        Method(
            newcombe_difference, _("纽科姆区间（Newcombe）"), _("两个比例的差别是真的吗？"),
            _("由两个比例各自的威尔逊区间算出差的区间；区间不含 0 才说有差别，否则是“无明显差异”。"), ("Newcombe 1998",),
        ),
        Method(
            welch_difference, _("韦尔奇区间（Welch）"), _("两个平均分的差别是真的吗？"),
            _("两边的离散程度可以不同；差的区间不含 0 才说有差别。"), ("Welch 1947",),
        ),
        Method(
            benjamini_hochberg, _("错误发现率（Benjamini-Hochberg）"), _("同时比很多题、很多单位，会不会总有几个碰巧？"),
            _("把碰巧的控制在说“有变化”的 {share:.0%} 以内，通不过的按无明显差异。").format(share=LARGEST_SHARE),
            ("Benjamini & Hochberg 1995",),
        ),
        Method(
            xmr_chart, _("XmR 控制图"), _("平均分按月看，变了吗？"),
            _(
                "均值 ± {width} × 相邻月份之差的平均；出界、连续 {run} 个月升降或在同一侧、三点中两点靠边，才算变化。"
                "不足 {enough} 个月的界限是暂定的。"
            ).format(width=WIDTH, run=RUN, enough=ENOUGH)
            + _("没有变化的 24 个月里，也有 15% 到 19% 的图会碰上某一条规则：一个记号是疑问，不是证明。"),
            ("NHS England",),
        ),
        Method(
            count_chart, _("件数控制图"), _("每月的件数变了吗？"),
            _("每个完整的月份有几件，界限同 XmR；还没过完的月份不判。件数多不等于好或坏。"),
            ("NHS England",),
        ),
        Method(
            laney_p_chart, _("莱尼 p′ 控制图（Laney）"), _("比例按月看，变了吗？"),
            _("均值 ± {sigmas} 倍标准误，再按月份之间本来的波动放宽，答卷多时不至于处处报警；规则同 XmR。").format(sigmas=SIGMAS),
            ("Laney 2002",),
        ),
        Method(
            days_between_chart, _("间隔天数图"), _("少见的事变得更密了吗？"),
            _("不数每月几件，看两件之间隔了几天，变换后用 XmR 的界限。"), ("Nelson 1994",),
        ),
        Method(
            year_on_year, _("同比分解"), _("比去年的变化，有多少只是答的人不同？"),
            _("把变化拆成单位构成、方式构成和真实变化三份，三份相加正好；真实变化带区间。"), ("Kitagawa 1955",),
        ),
        Method(
            mode_adjusted, _("按方式校正"), _("扫码的多、代填的少，能比吗？"),
            _("估计填写方式本身的影响，把每个单位折算到全体的方式构成；与别的单位没有共同方式的不校正，并写明。"), ("McCullagh & Nelder 1989",),
        ),
        Method(
            outcome, _("整改前后"), _("整改有没有见效？"),
            _("不满意比例整改后减整改前，区间整个在 0 以下才是已验证；任一边不足 {enough} 份是样本不足，其余是未改善。").format(
                enough=ENOUGH_AGAIN
            )
            + _(
                "问题是因为数字差才立的项，其中一部分是碰巧，不改也会回来（回归均值）：原来离警戒线越近，已验证越说明不了什么。"
                "模拟里什么也没改，警戒线 10%、真实 18% 时约 4%、真实 12% 时约 15% 仍得到已验证。"
            ),
            ("Newcombe 1998",),
        ),
    )  # fmt: skip


def _of_units() -> tuple[Method, ...]:
    return (
        Method(
            over_dispersion, _("漏斗图"), _("各单位真的不一样吗？"),
            _(
                "离平均水平多少个标准误（z），并把单位之间本来就有的差别算进去。z 的绝对值到 {alarm} 是异常，到 {watch} 值得关注；"
                "其余与平均水平无明显差异，不排先后。"
            ).format(alarm=Z_ALARM, watch=Z_WATCH)
            + _("模拟里，各单位本来只差一点时，标成异常的约有 2%，不是 0.2%：异常是去看一看的理由，不是定论。"),
            ("Spiegelhalter 2005",),
        ),
        Method(
            against_the_others, _("与其余几个比"), _("只有几个单位，哪一个不一样吗？"),
            _("不足 {few} 个单位时，把每个单位同其余几个的平均比，其余几个之间的差别算进去。").format(few=FEW_UNITS)
            + _("模拟里，5 个单位本来只差一点时，标成异常的约有 4%：异常是去看一看的理由，不是定论。"),
            ("Marshall & Spiegelhalter 2003",),
        ),
        Method(
            rank_bands, _("名次是一段"), _("谁排在谁前面？"),
            _("只有区间完全不重叠才分得出先后；分不出的名次都留着，所以名次写成第几到第几。"),
        ),
        Method(
            against_others, _("与其余的平均比"), _("总分高于或低于别人，是真的吗？"),
            _("自己的总分减其余各张考核表的平均，区间由各自的区间平方相加得出；不含 0 才说有差别。"), ("Zou & Donner 2008",),
        ),
        Method(
            is_at_ceiling, _("封顶"), _("几乎人人满意时看什么？"),
            _("前三级满意率连区间下限也超过 {share:.0%} 时，它已分不出高低：先看非常满意率和每 {per} 份里的差评数。").format(
                share=CEILING, per=PER
            ),
        ),
        Method(
            guard_of, _("防相减"), _("两次筛选一减，会不会露出几个人的回答？"),
            _("任何两次能看的范围相减，都至少相差 {minimum} 人；做不到的范围不显示。").format(minimum=MINIMUM),
        ),
        Method(
            collector_spreads, _("访员的离散程度"), _("一个访员的答卷是不是过于整齐？"),
            _("看每份得分离中位数的平均距离，与同片区其他访员的比；区间明显更窄才点名，点名只是再看一看的理由。"),
            ("Brown & Forsythe 1974",),
        ),
    )  # fmt: skip


def _of_causes() -> tuple[Method, ...]:
    return (
        Method(
            cross_table, _("交叉表检验"), _("两件事有没有关联？"),
            _("卡方检验；两行两列而人数少时用费希尔精确检验。关联多强看克莱姆 V（0 到 1），哪一格特别看校正残差。"),
            ("Pearson 1900", "Cramér 1946", "Haberman 1973", "Cochran 1954"),
        ),
        Method(
            lmg_importance, _("LMG 重要度"), _("哪道题最牵动总体满意？"),
            _(
                "不问重不重要，看每道题解释了总体满意多少变化，对所有先后次序取平均；区间由重复抽样得出。"
                "至少 {least} 份，且至少每题 {each} 份。有关联不等于是原因。"
            ).format(least=LEAST, each=LEAST_PER_ITEM)
            + _("模拟里，95% 区间包住真值的占 90% 到 95%，比名义上略窄。"),
            ("Lindeman, Merenda & Gold 1980", "Grömping 2006"),
        ),
        Method(
            quadrants, _("重要度与表现四象限"), _("先改哪里？"),
            _("以平均得分和平均重要度为界；区间跨过界线的写“边界”。"), ("Martilla & James 1977",),
        ),
        Method(
            penalty_reward, _("惩罚与奖励对比"), _("做不好会扣分，还是做得好会加分？"),
            _("比较给低分和给高分的人总体满意差多少：扣得多是基本型，加得多是魅力型，差不多是期望型。"), ("Brandt 1987",),
        ),
    )  # fmt: skip


def _of_reliability() -> tuple[Method, ...]:
    return (
        Method(
            cronbach_alpha, _("克朗巴赫 α（Cronbach）"), _("几道题量的是不是同一件事？"),
            _("各题一起变化的程度，1 为完全一致；带区间，只用每题都答了的答卷。"), ("Cronbach 1951",),
        ),
        Method(
            intraclass_correlation, _("组内相关 ICC"), _("几个人评同一件事，评得一致吗？"),
            _("总变化里有多少来自被评的对象，而不是评的人。"), ("Shrout & Fleiss 1979", "McGraw & Wong 1996"),
        ),
        Method(
            krippendorff_alpha, _("克里彭多夫 α（Krippendorff）"), _("有缺项时，归类得一致吗？"),
            _("1 为完全一致，0 与碰巧一样。"), ("Krippendorff 2011",),
        ),
        Method(
            crossed_effects, _("按访员校正的得分"), _("遇到严的访员，会不会吃亏？"),
            _(
                "得分 = 总平均 + 被评的人 + 访员 + 其余，一起估计，把访员的宽严去掉；人少的往平均收，最多移动 {most:g} 分。"
                "它只放在原始得分旁边，不改变考核的分。"
            ).format(most=CAP),
            ("Bates, Mächler, Bolker & Walker 2015",),
        ),
        Method(
            spearman_brown, _("斯皮尔曼-布朗公式"), _("要多少份才够可靠？"),
            _("由一份的可靠程度推出多份平均的可靠程度。"), ("Spearman 1910", "Brown 1910"),
        ),
    )  # fmt: skip
