"""Chinese words by which facts are found: figures, what they count, and quotes. Names have no sign of their own."""

from stories.compare.facts.languages.words import LanguageWords

_ZH_MEASURES = "小时|天|周|个月|分钟|秒|倍|次"

CHINESE = LanguageWords(
    numbers={character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0},
    scales={"十": 10, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12},
    date_forms=(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日", r"\d{4}年(?!前|后)", r"\d{1,2}日"),
    time_forms=(r"\d{1,2}时(?:\d{1,2}分)?",),
    ages="岁",
    shares="个百分点",
    points="个百分点",
    money="元|美元|欧元|英镑|日元|卢布|港元|人民币",
    units={
        "km": "公里|千米",
        "m": "米",
        "mi": "英里",
        "cm": "厘米",
        "km²": "平方公里",
        "ha": "公顷",
        "kg": "公斤|千克",
        "t": "吨",
        "°": "度|摄氏度",
        "magnitude": "级",
        "time": _ZH_MEASURES,
    },
    subjects={
        "deaths": "死亡|遇难|丧生|身亡|罹难|死",
        "injured": "受伤|重伤|轻伤|伤",
        "missing": "失踪|失联",
        "arrested": "被捕|被拘留|逮捕|拘留",
        "rescued": "获救|救出",
        "evacuated": "疏散|撤离|转移",
        "aboard": "乘客",
        "votes": "票",
        "seats": "席",
    },
    dimensions={"length": ("(?!)", "长"), "height": ("(?!)", "高"), "depth": ("深", "深度?")},
    is_spaced=False,
    spelled_before="[人名死伤岁座辆艘架个位票席]",
    linking="至少|约|超过|人数|升至|增至|达到|达|已|为|有|上升到|上升至|近|逾|了|造成|导致|者",
    people=frozenset("人名"),
    doubtful="恐|可能|或",
    part="包括|其中",
    animals="头|只|匹",
    negation="不是|没有|并非|未|否认|不会|从未",
    negative="无人|无|没|不",
    note_figures="数字|数据",
    note_table="表格|列表|图表",
    saying="说|表示|称|指出|强调|告诉",
)
