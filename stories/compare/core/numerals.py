"""The signs of which numbers in figures are made, for cutting texts and for reading figures alike."""

GROUPING = ".,'’٬，．\u00a0\u2009\u202f "  # signs between groups of three digits: 1,200; 1.200; 1’200; 1 200
POINTS = ".,٫．"  # signs before decimals: 3.5, 3,5, ٣٫٥
MINUS = "-−–"  # a hyphen, a minus and a dash before a figure say the same
FRACTIONS = "¼-¾⅐-⅞"
POWERS = "⁰¹²³⁴-⁹⁻"
CURRENCIES = "$€£¥₽₹₩₪₴₺₦฿"
CHINESE_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
