"""Importing boundaries of gemeenten from GeoJSON."""

import json
from pathlib import Path

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Grens

CODEVELDEN = ["statcode", "code", "gemeentecode", "GM_CODE", "cbs_code"]


@transaction.atomic
def importeer_grenzen(*, bestand: Path, bron: str) -> tuple[list[Gemeente], list[str]]:
    """Reads a GeoJSON FeatureCollection (WGS84, Polygon or MultiPolygon) and stores the boundary of each known gemeente.

    Features are matched by CBS code. Returns the gemeenten that got a boundary and the codes that are unknown here. All or
    nothing: RegelFout with file and feature when something is wrong.
    """
    try:
        data = json.loads(bestand.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as fout:
        raise RegelFout(f"Het bestand {bestand} bestaat niet.", code="bestand") from fout
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as fout:
        raise RegelFout(f"{bestand} is geen leesbaar GeoJSON-bestand: {fout}.", code="bestand") from fout
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection" or not isinstance(data.get("features"), list):
        raise RegelFout(f"{bestand} is geen GeoJSON FeatureCollection.", code="bestand")
    bekend = {g.cbs_code: g for g in Gemeente.objects.all()}
    gezet, onbekend = [], []
    for nummer, feature in enumerate(data["features"], start=1):
        code = _code(bestand, nummer, feature)
        vlakken = _vlakken(bestand, nummer, feature)
        if code not in bekend:
            onbekend.append(code)
            continue
        Grens.objects.update_or_create(gemeente=bekend[code], defaults={"vlakken": vlakken, "bron": bron})
        gezet.append(bekend[code])
    if not gezet:
        raise RegelFout(
            f"Geen van de {len(data['features'])} gebieden in {bestand} hoort bij een gemeente die hier bekend is.",
            code="geen-gemeenten",
        )
    return gezet, onbekend


def _code(bestand: Path, nummer: int, feature) -> str:
    eigenschappen = feature.get("properties") or {} if isinstance(feature, dict) else {}
    for veld in CODEVELDEN:
        if waarde := eigenschappen.get(veld):
            return str(waarde).strip() if str(waarde).startswith("GM") else f"GM{str(waarde).strip().zfill(4)}"
    raise RegelFout(
        f"{bestand}, gebied {nummer}: geen CBS-code. Verwacht een van de velden {', '.join(CODEVELDEN)}.", code="code"
    )


def _vlakken(bestand: Path, nummer: int, feature) -> list:
    vorm = feature.get("geometry")
    vorm = vorm if isinstance(vorm, dict) else {}
    vlakken = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}.get(vorm.get("type", ""))
    try:
        gelezen = vlakken(vorm["coordinates"]) if vlakken else []
        punten = [punt for vlak in gelezen for ring in vlak for punt in ring]
        if not punten or any(len(ring) < 4 for vlak in gelezen for ring in vlak):
            raise ValueError("geen vlak")
        if not all(-180 <= float(p[0]) <= 180 and -90 <= float(p[1]) <= 90 for p in punten):
            raise ValueError("geen graden")
    except (ValueError, TypeError, KeyError, IndexError) as fout:
        raise RegelFout(
            f"{bestand}, gebied {nummer}: geen Polygon of MultiPolygon in graden (WGS84). Zet het bestand om naar EPSG:4326.",
            code="vorm",
        ) from fout
    return [[[[float(p[0]), float(p[1])] for p in ring] for ring in vlak] for vlak in gelezen]
