"""Names of the languages that copy is written in, by tag, in the alphabetical order of English."""

from django.utils.translation import gettext_lazy

NAMES = {
    "ar": gettext_lazy("Arabic"),
    "zh": gettext_lazy("Chinese"),
    "en": gettext_lazy("English"),
    "fr": gettext_lazy("French"),
    "de": gettext_lazy("German"),
    "ja": gettext_lazy("Japanese"),
    "ko": gettext_lazy("Korean"),
    "pt": gettext_lazy("Portuguese"),
    "ru": gettext_lazy("Russian"),
    "es": gettext_lazy("Spanish"),
}
