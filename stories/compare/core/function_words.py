"""Small words that mean little by themselves, in the six languages of the site."""

# Articles, prepositions, conjunctions, pronouns and auxiliary verbs. Words that deny are none: "not" is news by itself.
_ENGLISH = """a an the of in on at to by for from with as into onto upon about over under after before between during
 through and or but nor so if than that this these those which who whom whose it its he him his she her hers they them
 their we us our you your i me my is are was were be been being am has have had do does did will would shall should can
 could may might must there then also"""
_FRENCH = """le la les l un une des du de d à au aux en dans sur sous par pour avec chez vers et ou mais donc or car si
 que qu qui dont où ce cet cette ces il elle ils elles on nous vous je tu se s me te lui leur leurs son sa ses mon ma
 mes y est sont était étaient a ont avait avaient été être avoir"""
_SPANISH = """el la los las lo un una unos unas de del a al en por para con desde hasta sobre entre y e o u pero si que
 quien cual cuyo su sus se le les me te nos él ella ellos ellas esto esta este estos estas ese esa es son era eran fue
 fueron ha han había habían ser estar está están"""
_RUSSIAN = """в во на с со к ко по о об от до из у за над под при для про и а но или что чтобы как так же бы ли то это
 этот эта эти тот та те который которая которые он она они оно его её ее их ему ей им мы вы я нас вас был была были было
 есть быть"""
_ARABIC = """في من إلى الى على عن مع بين بعد قبل عند حتى منذ أو او ثم أن ان إن الذي التي الذين هذا هذه ذلك تلك هو هي هم
 كان كانت قد كما و"""
_CHINESE = "的 了 在 和 与 及 是 也 就 都 而 被 把 对 从 向 于 为 以 将 之 等 着 地 得 或 其 并 他 她 它 这 那"

FUNCTION_WORDS = frozenset(" ".join((_ENGLISH, _FRENCH, _SPANISH, _RUSSIAN, _ARABIC, _CHINESE)).split())
