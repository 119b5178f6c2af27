"""The colours of the programmalijnen on screen: text on them, and coloured text on their tint (WCAG 2.2, 1.4.3)."""

import re
from pathlib import Path

import pytest

TOKENS = dict(re.findall(r"--(ac-[\w-]+): (#[0-9a-f]{6})", Path("static/css/tokens.css").read_text()))


def helderheid(kleur: str) -> float:
    delen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in delen)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    donker, licht = sorted((helderheid(TOKENS[a]), helderheid(TOKENS[b])))
    return (licht + 0.05) / (donker + 0.05)


@pytest.mark.parametrize("nummer", range(1, 6))
def test_lijnkleuren_zijn_te_lezen(nummer):
    lijn = f"ac-lijn-{nummer}"
    assert contrast(f"{lijn}-op", lijn) >= 4.5
    for grond in (f"{lijn}-tint", "ac-wit", "ac-papier"):
        assert contrast(f"{lijn}-diep", grond) >= 4.5
    for grond in (f"{lijn}-tint", f"{lijn}-midden"):
        assert contrast("ac-inkt", grond) >= 4.5


def test_lijnen_hebben_de_kleuren_van_het_jaarbericht():
    assert [TOKENS[f"ac-lijn-{n}"] for n in range(1, 6)] == ["#14506b", "#f5b936", "#c2372b", "#6b3a7d", "#1d5f47"]
