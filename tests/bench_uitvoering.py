"""Part of `make bench`: overviews and list over 100,000 meetings, as ratios to plainly reading the meetings of one year.

The meetings are made in a transaction that is rolled back, so the database stays as it was.
"""

import datetime
import random
import time
from collections.abc import Callable
from statistics import median

BIJEENKOMSTEN, JAAR, RONDES = 100_000, 2026, 5


def vul() -> None:
    """Makes up meetings of the activities of three years, at all places, until there are enough."""
    from django.db import connection

    from catalogus.models import Activiteit, Bijeenkomst, Locatie, Uitvoering

    willekeurig = random.Random(1)
    activiteiten = list(Activiteit.objects.filter(editie__jaar__in=(JAAR - 2, JAAR - 1, JAAR)).select_related("editie"))
    locaties = list(Locatie.objects.all())
    koppeling = Uitvoering.gemeenten.through
    while (nog := BIJEENKOMSTEN - Bijeenkomst.objects.count()) > 0:
        uitvoeringen = Uitvoering.objects.bulk_create(
            Uitvoering(activiteit=willekeurig.choice(activiteiten), locatie=willekeurig.choice(locaties))
            for _ in range(min(5000, nog))
        )
        koppeling.objects.bulk_create(koppeling(uitvoering=u, gemeente_id=u.locatie.gemeente_id) for u in uitvoeringen)
        keren = [u for u in uitvoeringen for _ in range(willekeurig.randint(1, 4))][:nog]
        Bijeenkomst.objects.bulk_create(
            Bijeenkomst(
                uitvoering=u,
                datum=datetime.date(u.activiteit.editie.jaar, willekeurig.randint(1, 12), willekeurig.randint(1, 28)),
                deelnames=willekeurig.randint(0, 40),
            )
            for u in keren
        )
    connection.cursor().execute("ANALYZE")


def duur(doe: Callable[[], object]) -> float:
    tijden = []
    for _ in range(RONDES):
        begin = time.perf_counter()
        doe()
        tijden.append(time.perf_counter() - begin)
    return median(tijden)


def meet() -> list[tuple[str, float, str]]:
    """(what, ratio, target) of each overview and of the first page of the list."""
    from django.db import transaction

    from catalogus.models import Bijeenkomst
    from catalogus.regels.uitvoering_overzicht import PAD, overzicht
    from catalogus.schermen.uitvoeringen import PER_PAGINA, voor_lijst

    with transaction.atomic():
        vul()
        van_het_jaar = Bijeenkomst.objects.filter(datum__year=JAAR)
        lezen = duur(lambda: list(van_het_jaar.select_related("uitvoering")))
        vandaag = datetime.date(JAAR, 12, 31)
        alle = Bijeenkomst.objects.all()
        uit = [
            (
                f"overview per {per}, {BIJEENKOMSTEN:,} meetings / reading a year of them",
                duur(lambda per=per: overzicht(bijeenkomsten=alle, per=per, jaar=JAAR, vandaag=vandaag)) / lezen,
                "≤ 1.0",
            )
            for per in PAD
        ]
        lijst = duur(lambda: list(voor_lijst(van_het_jaar)[:PER_PAGINA]))
        uit.append(("first page of the list / reading the meetings of a year", lijst / lezen, "≤ 0.1"))
        transaction.set_rollback(True)
    return uit
