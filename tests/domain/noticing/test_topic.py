"""What the dictionary suggests for sentences as people write them, in the words of our own data (measures.md 7)."""

import pytest

from survey.domain.noticing.lexicon import Lexicon, tokens_of
from survey.domain.noticing.topic import Dictionary, Topic
from survey.locale import Words

# programme, sentence, what it says: topic -> trouble, praise, named or denied
SENTENCES = [
    # E59, A17
    ("lianxin", "病房不吵", {"noise": "denied"}),
    ("lianxin", "夜里太吵了", {"noise": "trouble"}),
    ("lianxin", "夜里不安静", {"noise": "trouble"}),
    ("lianxin", "晚上很安静，睡得好", {"noise": "praise"}),
    ("lianxin", "按铃没有人来", {"waiting": "trouble"}),
    ("lianxin", "按铃十几分钟没人来", {"waiting": "trouble"}),
    ("lianxin", "等了三小时", {"waiting": "trouble"}),
    ("lianxin", "一点也不用等", {"waiting": "denied"}),
    ("lianxin", "我不得不等了半天", {"waiting": "trouble"}),
    ("lianxin", "等等，护士马上就来", {"waiting": "praise"}),
    ("lianxin", "三级护理等级高", {}),
    ("lianxin", "态度不差", {"manner": "denied"}),
    ("lianxin", "态度差", {"manner": "trouble"}),
    ("lianxin", "态度不好", {"manner": "trouble"}),
    ("lianxin", "护士态度很好", {"manner": "praise"}),
    ("lianxin", "护士的态度", {"manner": "named"}),
    ("lianxin", "护士不是不热情", {"manner": "praise"}),
    ("lianxin", "护士不热情", {"manner": "trouble"}),
    ("lianxin", "护士不但热情，而且专业", {"manner": "praise"}),
    ("lianxin", "护士特别热情", {"manner": "praise"}),
    ("lianxin", "没有不耐烦过", {"manner": "denied"}),
    ("lianxin", "护士没说清楚怎么吃药", {"explaining": "trouble"}),
    ("lianxin", "没有给我们讲清楚", {"explaining": "trouble"}),
    ("lianxin", "护士讲清楚了", {"explaining": "praise"}),
    ("lianxin", "不是没讲清楚，是我们没记住", {"explaining": "denied"}),
    ("lianxin", "病房很干净，没有异味", {"clean": "praise"}),
    ("lianxin", "卫生间不太干净", {"clean": "trouble"}),
    ("lianxin", "走廊不脏但是吵", {"clean": "denied", "noise": "trouble"}),
    ("lianxin", "饮水机旁没有一次性杯子", {"supplies": "trouble"}),
    ("lianxin", "没有吸管", {"supplies": "trouble"}),
    ("lianxin", "半夜护士站说话声音大", {"noise": "trouble"}),
    ("lianxin", "没什么意见，谢谢护士", {"praise": "praise"}),
    ("lianxin", "没想到护士这么耐心", {"manner": "praise"}),
    ("lianxin", "The ward was not clean", {"clean": "trouble"}),
    ("lianxin", "The nurses were kind but nobody came at night", {"manner": "praise", "waiting": "trouble"}),
    ("lianxin", "It wasn’t noisy at all", {"noise": "denied"}),
    ("lianxin", "Mankind cleaned", {}),
    ("water", "水压不稳", {"pressure": "trouble"}),
    ("water", "水压很稳定", {"pressure": "praise"}),
    ("water", "二楼水压正常", {"pressure": "praise"}),
    ("water", "五楼晚上没有水压", {"pressure": "trouble"}),
    ("water", "水不浑", {"quality": "denied"}),
    ("water", "早上头一盆水发黄", {"quality": "trouble"}),
    ("water", "没有怪味，放心", {"quality": "denied"}),
    ("water", "值班员没有不耐烦", {"operator": "denied"}),
    ("water", "泵站电话老是没人接", {"operator": "trouble"}),
    ("water", "收费没有写明细", {"fee": "trouble"}),
    ("water", "修完一个星期又漏了", {"repair": "trouble"}),
    ("centre", "没有白跑", {"told_once": "denied"}),
    ("centre", "来了三次，每次都少一样材料", {"told_once": "trouble"}),
    ("centre", "不用排队，办得快", {"waiting": "praise"}),
    ("complaints", "货梯整夜轰轰响", {"noise": "trouble"}),
    ("complaints", "三楼以上三天没水了", {"pressure": "trouble"}),
    ("lianxin", "", {}),
    ("lianxin", "。。。！！", {}),
]
ORDER = ("named", "denied", "praise", "trouble")


@pytest.fixture(scope="module")
def dictionaries(declarations):
    return {p.id: Dictionary(p.topics, declarations.lexicon) for p in declarations.programmes.values()}


@pytest.mark.parametrize(("programme", "sentence", "expected"), SENTENCES, ids=[s or "nothing" for _p, s, _e in SENTENCES])
def test_a_sentence_says_of_a_topic_what_a_reader_would_say(dictionaries, programme, sentence, expected):
    strongest: dict[str, str] = {}
    for mention in dictionaries[programme].suggest(sentence):
        before = strongest.get(mention.topic, "named")
        strongest[mention.topic] = max(before, mention.says, key=ORDER.index)

    assert strongest == expected


def a_topic(id: str = "noise", **words: tuple[str, ...]) -> Topic:
    return Topic(id, Words("噪声", "Noise"), **words)


def a_lexicon(**changes) -> Lexicon:
    return Lexicon(**{"negations": ("不",), "clause_signs": ("，", "但"), "praise": ("好",), "blame": ("差",)} | changes)


def test_a_mention_says_where_it_stands_in_the_text():
    [mention] = Dictionary([a_topic(words=("吵",))], a_lexicon()).suggest("夜里 很吵，睡不着")

    assert ("夜里 很吵，睡不着"[mention.start : mention.end], mention.word, mention.start) == ("吵", "吵", 4)
    assert (mention.is_trouble, mention.is_praise, mention.is_negated) == (True, False, False)


def test_the_longest_word_counts_and_a_shorter_one_inside_it_does_not():
    dictionary = Dictionary([a_topic(words=("吵",)), a_topic("quarrel", words=("吵架",))], a_lexicon())

    assert [m.topic for m in dictionary.suggest("有人吵架")] == ["quarrel"]


def test_a_not_word_covers_what_only_looks_like_a_word():
    dictionary = Dictionary([a_topic(words=("等",), not_words=("等级",))], a_lexicon())

    assert [m.start for m in dictionary.suggest("等级不用等")] == [4]


@pytest.mark.parametrize(("sentence", "says"), [("不一二三吵", "denied"), ("不一二三四吵", "trouble"), ("不好，吵", "trouble")])
def test_a_denial_reaches_as_far_as_the_window_and_never_beyond_its_clause(sentence, says):
    # the window of four holds the word before last: three signs lie between
    [mention] = Dictionary([a_topic(words=("吵",))], a_lexicon()).suggest(sentence)

    assert mention.says == says


def test_one_trouble_in_a_clause_outweighs_its_praise():
    [mention] = Dictionary([a_topic(subjects=("态度",))], a_lexicon()).suggest("态度有时好有时差")

    assert mention.says == "trouble"


def test_a_topic_of_praise_has_no_trouble():
    [mention] = Dictionary([a_topic(good_words=("感谢",), kind="praise")], a_lexicon()).suggest("不感谢")

    assert (mention.says, mention.is_negated) == ("denied", True)


def test_a_latin_word_is_found_whole_and_in_any_case_and_every_place_stays():
    assert [(t.text, t.start) for t in tokens_of("Don’t İ WAIT")] == [("don't", 0), ("İ", 6), ("wait", 8)]
    assert [m.word for m in Dictionary([a_topic(words=("wait",))], a_lexicon()).suggest("WAIT waiter")] == ["WAIT"]
