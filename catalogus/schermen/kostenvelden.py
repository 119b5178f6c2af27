"""Cells of the cost screen: numbers the Dutch way, amounts as Excel writes them, and cover as an amount or a percentage."""

from decimal import Decimal

from django import forms

from catalogus.beheer.formulieren import Getalveld

TEKSTVAK = "utrecht-textbox utrecht-textbox--html-input"
TEKENS = str.maketrans("", "", "€ \u00a0\u202f")  # what stands in amounts that come from Excel


class Aantalveld(Getalveld):
    """A quantity with no more decimals than it has: 190, 2,5."""

    def format_value(self, value):
        return kort(value) if isinstance(value, Decimal) else value


class Getal(forms.DecimalField):
    """A number the Dutch way, zero or more; what Excel puts around an amount is left out."""

    def __init__(self, *, label: str, decimalen: int = 4, cijfers: int = 12, widget: type = Getalveld, **kwargs):
        super().__init__(
            label=label,
            required=kwargs.pop("required", False),
            localize=True,
            min_value=0,
            max_digits=cijfers,
            decimal_places=decimalen,
            widget=widget({"class": ""}),
            error_messages={
                "required": f"{label}: vul een getal in.",
                "invalid": f"{label}: vul een getal in, bijvoorbeeld 12,50.",
                "min_value": f"{label}: vul 0 of meer in.",
                "max_value": f"{label}: vul {kwargs.get('max_value')} of minder in.",
                "max_decimal_places": f"{label}: gebruik hoogstens {decimalen} cijfers achter de komma.",
                "max_digits": f"{label}: dit getal is te groot.",
                "max_whole_digits": f"{label}: dit getal is te groot.",
            },
            **kwargs,
        )

    def to_python(self, value):
        return super().to_python(value.translate(TEKENS) if isinstance(value, str) else value)


class Dekkingsveld(forms.CharField):
    """An amount, or a percentage when a % stands behind it; gives (bedrag, percentage), one of them None."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}), **kwargs)

    def clean(self, value):
        tekst = super().clean(value).strip()
        if tekst.endswith("%"):
            return None, Getal(label="Percentage", decimalen=2, cijfers=5, required=True, max_value=100).clean(tekst[:-1])
        return Getal(label="Bedrag", required=True).clean(tekst), None


def kort(waarde: Decimal) -> str:
    return f"{waarde.normalize():f}".replace(".", ",")
