"""Creating calls that count once: the same Idempotency-Key gives the same answer again, for a day."""

import datetime
import functools
import hashlib
import json
import re

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from catalogus.api.fouten import Conflict
from catalogus.models import Idempotentie

GELDIG = datetime.timedelta(days=1)


def telt_eenmaal(methode):
    """For a view method that makes something. What fails is not kept: the same key may try again."""

    @functools.wraps(methode)
    def uitvoeren(self, request, *args, **kwargs) -> Response:
        sleutel = request.headers.get("Idempotency-Key")
        if sleutel is None:
            return methode(self, request, *args, **kwargs)
        if not re.fullmatch(r"[\x21-\x7e]{1,100}", sleutel):
            raise ValidationError({"Idempotency-Key": "Gebruik 1 tot en met 100 tekens zonder spaties."}, code="sleutel")
        inhoud = json.dumps(request.data, sort_keys=True, cls=DjangoJSONEncoder)
        afdruk = hashlib.sha256(f"{request.method} {request.path}\n{inhoud}".encode()).hexdigest()
        mijn = Idempotentie.objects.filter(gebruiker=request.user)
        mijn.filter(gemaakt_op__lt=timezone.now() - GELDIG).delete()
        with transaction.atomic():
            try:
                with transaction.atomic():  # who sends the same at the same moment waits here
                    rij = mijn.create(gebruiker=request.user, sleutel=sleutel, vingerafdruk=afdruk)
            except IntegrityError:
                return _eerder(mijn.get(sleutel=sleutel), afdruk)
            antwoord = methode(self, request, *args, **kwargs)
            rij.status, rij.locatie = antwoord.status_code, antwoord.headers.get("Location", "")
            rij.inhoud = json.loads(json.dumps(antwoord.data, cls=DjangoJSONEncoder))
            rij.save()
            return antwoord

    return uitvoeren


def _eerder(rij: Idempotentie, afdruk: str) -> Response:
    if rij.vingerafdruk != afdruk:
        raise Conflict(422, "Deze Idempotency-Key hoort bij een ander verzoek. Neem een nieuwe.", "sleutel")
    return Response(rij.inhoud, status=rij.status, headers={"Location": rij.locatie} if rij.locatie else None)
