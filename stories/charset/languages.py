"""What languages look like: the letters that each has beside a to z, and its commonest short words.

The letters say which reading of the bytes is possible in a language, the words which language it is.
"""

from dataclasses import dataclass
from enum import Enum


class Script(Enum):
    """Scripts that readings are told apart by. Chinese, Japanese and Korean are one: their texts mix them."""

    LATIN = "LATIN"
    CYRILLIC = "CYRILLIC"
    GREEK = "GREEK"
    HEBREW = "HEBREW"
    ARABIC = "ARABIC"
    THAI = "THAI"
    EAST_ASIAN = "CJK"


@dataclass(frozen=True, slots=True)
class Language:
    """A language as its copy shows it; `common` are the letters that make up most of a text."""

    script: Script
    letters: frozenset[str]
    words: frozenset[str]
    common: frozenset[str] = frozenset()


def _latin(letters: str, words: str) -> Language:
    return Language(Script.LATIN, frozenset(letters), frozenset(words.split()))


def _other(script: Script, letters: str, common: str, words: str) -> Language:
    return Language(script, frozenset(letters), frozenset(words.split()), frozenset(common))


LATIN_LANGUAGES = {
    "en": _latin(
        "éèêëïöüñçåáíóäøãâôúæ",
        "the of to and a in that for on is was it with as by at from said he his be are has have not an will who"
        " after its but they which their were been had this she her or than more about one would could",
    ),
    "fr": _latin(
        "àâæçéèêëîïôœùûüÿ",
        "le la les de des du un une et à au aux en dans pour que qui est a sur par pas ce il elle avec ont été son sa"
        " ses plus selon après se ne sont cette être mais ou fait d l n s qu deux contre leur même",
    ),
    "de": _latin(
        "äöüßé",
        "der die das und in den von zu mit dem des im für auf ist nicht ein eine als auch es an werden aus er hat dass"
        " sie nach bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis",
    ),
    "es": _latin(
        "áéíóúñü",
        "el la los las de del y en que un una a por con para se no su al lo es como más según este ha sus fue son pero"
        " entre sobre desde hasta cuando ya ni muy este años también",
    ),
    "pt": _latin(
        "áâãàçéêíóôõúü",
        "o a os as de do da dos das e em no na nos nas que um uma para com por se não ao à é foi mais sua seu como ou"
        " pelo pela são após segundo já ser mas entre sobre desde ainda",
    ),
    "it": _latin(
        "àèéìíòóùú",
        "il lo la i gli le di del della dei delle e in nel nella che un una a al alla per con su non è si ha da dal"
        " dalla sono come più anche dopo ma ai alle tra fra ancora l d dell",
    ),
    "ca": _latin(
        "àçèéíïòóúü·",
        "el la els les de del dels i en que un una a per amb no al és s l d ha seu més com van ser pel dels aquest",
    ),
    "nl": _latin(
        "éëïèöüêáó",
        "de het een en van in is dat op te zijn voor met die niet aan er om ook als bij naar door uit maar dan nog"
        " heeft over werd wordt deze tot ze hij één",
    ),
    "sv": _latin(
        "åäöéüà",
        "och i att det som en på är av för med till den har inte om ett men de var från sig så kan när efter ska vid"
        " han hon nu också under mot över sade",
    ),
    "da": _latin(
        "æøåéü",
        "og i at det er en til på som for med af den de ikke har et der om var fra han hun efter ved men også når kan"
        " vil skal eller over mod siger",
    ),
    "nb": _latin(
        "æøåéòôäö",
        "og i at det er en til på som for med av den de ikke har et om var fra han hun etter ved men også når kan vil"
        " skal eller over mot sier",
    ),
    "fi": _latin(
        "äöåšž",
        "ja on ei että se oli hän mutta kun myös ovat sen joka mukaan jo nyt vain kuin ole olla tai jälkeen sekä ollut"
        " noin vielä vuoden",
    ),
    "is": _latin(
        "áðéíóúýþæö",
        "og að í á er sem það til um við með en ekki hann var fyrir af hefur því ef eru frá þegar eftir verið verður"
        " hún þetta þeir verða hafa",
    ),
    "pl": _latin(
        "ąćęłńóśźż",
        "i w na z że się do nie to o jest po od za dla przez jak ma co był została ale są oraz tym jego było być a już"
        " które przy jeszcze ich czy",
    ),
    "cs": _latin(
        "áčďéěíňóřšťúůýž",
        "a v na se že je do s z o ve za pro to po podle by byl jako od jeho ale k i už si při které který také až před"
        " jsou není",
    ),
    "sk": _latin(
        "áäčďéíĺľňóôŕšťúýž",
        "a v na sa že je do s z o vo za pre to po podľa by bol ako od jeho ale k i už si pri ktoré ktorý aj až pred"
        " sú nie",
    ),
    "hu": _latin(
        "áéíóöőúüű",
        "a az és hogy nem is egy meg el volt de már csak ki szerint lesz van még után azt ez mint vagy ezt aki ha akkor"
        " két minden közölte",
    ),
    "hr": _latin(
        "čćđšž",
        "i u je na da se za su od s o će a ne iz do kako što nije bi ali koji koje po nakon bio bila ili kod više",
    ),
    "sl": _latin(
        "čšžćđ",
        "in v je na da se za so ki z o bo pa ne iz do kot ni bi po tudi še od pri bil bila ali več",
    ),
    "ro": _latin(
        "ăâîșțşţ",
        "și şi în de la a al ale cu care că nu o un pe din pentru este au fost mai sa să se după prin ce lui cel iar"
        " sunt va fi",
    ),
    "tr": _latin(
        "çğıöşüâîi̇",
        "ve bir bu da de için ile olarak olan daha çok ne kadar gibi sonra en o ancak göre her var yok ise dedi etti"
        " iki yeni",
    ),
    "sq": _latin("çë", "e të në dhe i për me që një nga ka se është u do më si nuk janë po ishte"),
    "lt": _latin(
        "ąčęėįšųūž",
        "ir į kad iš su yra apie bei tai po už buvo ne nuo dėl kaip bet jis per iki pagal ar jau o ant dar šį jo kai",
    ),
    "lv": _latin(
        "āčēģīķļņšūžŗō",
        "un ir ka no ar par uz kas tiek arī pēc bet lai gan nav tas kā vai bija līdz viņš ne pie šo to kad būs"
        " jau bez ja pret",
    ),
    "et": _latin(
        "äöõüšž",
        "ja on ei et see oli ta ka kui mis ning oma aga või kes selle olid veel pärast nad ole siis saab",
    ),
    "vi": _latin(
        "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
        "và của là có được cho trong không người các một đã với những này từ khi năm về để tại theo vào đến ông cũng"
        " ra sẽ trên sau nhiều ở",
    ),
}
_CYRILLIC_COMMON = "оаеиннтсврлк"
OTHER_LANGUAGES = {
    "ru": _other(
        Script.CYRILLIC,
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        _CYRILLIC_COMMON,
        "и в не на что с по к о из за у от для как это его а но до был была он она они же также после при ее так все"
        " уже будет году сообщил",
    ),
    "uk": _other(
        Script.CYRILLIC,
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "оаеиінтсврлк",
        "і в у не на що з та до за про від для як це його а але був була він вона вони також після при її так всі вже"
        " буде році повідомив й із",
    ),
    "bg": _other(
        Script.CYRILLIC,
        "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
        "оаеинтсврлк",
        "на и в да се за от не с че са по до ще като е при след това но към или беше а си още има няма само му",
    ),
    "be": _other(
        Script.CYRILLIC,
        "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
        "оаеінтсўрлкы",
        "і ў у не на што з да за пра ад для як гэта яго а але быў была ён яна яны таксама пасля пры так усе ужо будзе",
    ),
    "sr": _other(
        Script.CYRILLIC,
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "оаеинтсврјк",
        "и у је на да се за су од с о ће а не из до како што није би али који које по након био била или код више",
    ),
    "mk": _other(
        Script.CYRILLIC,
        "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
        "оаеинтсврјк",
        "на и во да се за од не со е дека се по до ќе како што но кој или по ги го беше",
    ),
    "el": _other(
        Script.GREEK,
        "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",
        "αοιετσνηυρπκςλ",
        "και το του της η ο να τα με για που από στο στη στην στον την τον ότι θα οι των δεν είναι σε τις ένα μια"
        " μετά τη τους ως κατά",
    ),
    "he": _other(
        Script.HEBREW,
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
        "יוהלאמתרבש",
        "של את על לא כי הוא היא עם זה גם כל או אל מאז לאחר אבל ראש יותר רק אותו בין היה הם אמר",
    ),
    "ar": _other(
        Script.ARABIC,
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئ",
        "اليمنوتربعهد",
        "في من على أن إلى إن عن مع ما لا هذا هذه بعد التي الذي كان قد لم قال بين كما وقال منذ أو خلال ذلك كانت غير يوم",
    ),
    "fa": _other(
        Script.ARABIC,
        "ابپتثجچحخدذرزژسشصضطظعغفقکگكلمنوهيیىئآأؤء",
        "ايینرمدهوتبس",
        "و در به از که كه این اين را با است برای براي آن یک يك می مي شد کرد تا بر خود هم شده گفت",
    ),
}
LANGUAGES = LATIN_LANGUAGES | OTHER_LANGUAGES

THAI_SYLLABLES = (
    *(
        "การ",
        "ที่",
        "และ",
        "ของ",
        "ใน",
        "ไม่",
        "ว่า",
        "เป็น",
        "มี",
        "ให้",
        "ได้",
        "จะ",
        "ความ",
        "แล้ว",
        "ไป",
        "วัน",
        "กับ",
        "นี้",
        "คน",
    ),
    *("ผู้", "จาก", "หลัง", "ต้อง", "เมื่อ", "ยัง", "ประ"),
)
SIMPLIFIED = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还"
    "发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工"
    "己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山"
    "五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及"
    "今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资"
    "队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识"
    "极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究"
    "包组造落视济喜离虽坏集编宝谈府拉黑且随格尽剑讲布杀微怕母调局根曾准团段终乐切级克精哪官示冲竟乎男举客证苦照注费足尔招群热推晚响"
    "称兴待约阳哥惊吗整支古汉突号绝选吧参刊亚复伤类备欢另港势刻星断陈掌农夜般念价脑规底故省妈刚句显消衣陆器确破具居批送秘杨围升宣布"
    "伦坝洪堤桥昨降届辞职席议统警察灾震法院案检控债券股市银行税率涨跌央储货币油煤核导弹谈判协签署停火难民移民疫苗感染病毒医卫"
    "省镇县村岛湖河港航铁路机飞船渔矿厂坝游居星期四五六开课未决口损失遇亡伤救援撤离警告预计仍继续已暂恢复尚届目前清楚替接务职"
)
TRADITIONAL = frozenset(
    "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡裏後小麼心多天而能好都然沒日於起還"
    "發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工"
    "己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山"
    "五太水萬市眼體別處總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光王果親界及"
    "今京務制解各任至清物台臺象記邊共風戰干接它許八特覺望直服毛林題建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每青管夫連遠資"
    "隊跟帶花快條院變聯言權往展該領傳近留紅治決周週保達辦運武半候七必城父強步完革深區即求品士轉量空甚眾技輕程告江語英基派滿式李息寫呢識"
    "極令黃德收臉錢黨倒未持取設始版雙歷越史商千片容研像找友孩站廣改議形委早房音火際則首單據導影失拿網香似斯專石若兵弟誰校讀志飛觀爭究"
    "包組造落視濟喜離雖壞集編寶談府拉黑且隨格盡劍講布殺微怕母調局根曾準團段終樂切級克精哪官示衝竟乎男舉客證苦照注費足爾招群熱推晚響"
    "稱興待約陽哥驚嗎整支古漢突號絕選吧參刊亞復傷類備歡另港勢刻星斷陳掌農夜般念價腦規底故省媽剛句顯消衣陸器確破具居批送秘楊圍升宣布"
    "倫壩洪堤橋昨降屆辭職席警察災震案檢控債券股銀行稅率漲跌央儲貨幣油煤核彈談判協簽署停火難民移疫苗染病毒醫衛縣鎮村島湖河航鐵船漁礦廠"
    "省游居星期四五六開課潰決損失遇亡傷救援撤離警告預計仍繼續已暫恢復尚目前清楚替接務職"
)
JAPANESE_KANJI = frozenset(
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代"
    "明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公持野協取都和統以機平総加山思"
    "家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認"
    "画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容"
    "必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難"
    "防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州武声質念待試族象銀域"
    "助労例衛然早張映限親額監環験追審商葉義伝働形景落欧担好退準賞訴辺造英被株頭技低毎医復仕去姿味負閣韓渡失移差衆個門写評課末守若脳極種美"
    "崩壊洪耐曜帰修橋届週震津波雨雪"
)
KOREAN_SYLLABLES = frozenset(
    "이다는의에을를가은로한고하도지서기사인나자해아대어그일부정리시으전있수제보장라과주구상들스원성위국만신여회동오조경선공비관할면미계생안까년문"
    "무개것거했였고됐된되될명말밝했혔적중요당연유세간소진학방통내발행화물들터직민모최강입식실재음외치체예약단배표심출금급남북반후와했습니까요"
)
