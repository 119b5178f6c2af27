"""Searching and paging of lists: how many there are, the page itself, and where the next one is."""

from rest_framework.exceptions import ValidationError
from rest_framework.filters import SearchFilter
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response


class Zoeken(SearchFilter):
    search_description = "Woorden die er allemaal in moeten staan."

    def get_schema_operation_parameters(self, view) -> list[dict]:
        return super().get_schema_operation_parameters(view) if getattr(view, "search_fields", None) else []


class Bladzijden(PageNumberPagination):
    page_size = 50
    max_page_size = 200
    page_query_param = "pagina"
    page_query_description = "Welke bladzijde; de eerste is 1."
    page_size_query_param = "paginaGrootte"
    page_size_query_description = "Hoeveel op een bladzijde: 1 tot en met 200, gewoonlijk 50."

    def get_page_size(self, request) -> int:
        """As asked; what is beyond the limit is refused, so that nobody takes a part for the whole."""
        gevraagd = request.query_params.get(self.page_size_query_param)
        if gevraagd is None:
            return self.page_size
        if not (gevraagd.isascii() and gevraagd.isdecimal() and 1 <= int(gevraagd[:9]) <= self.max_page_size):
            raise ValidationError({"pagina_grootte": f"Vraag 1 tot en met {self.max_page_size} per bladzijde."}, code="grens")
        return int(gevraagd)

    def get_paginated_response(self, data) -> Response:
        assert self.page is not None
        return Response(
            {
                "aantal": self.page.paginator.count,
                "volgende": self.get_next_link(),
                "vorige": self.get_previous_link(),
                "resultaten": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict) -> dict:
        adres = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["aantal", "volgende", "vorige", "resultaten"],
            "properties": {
                "aantal": {"type": "integer", "description": "Hoeveel er in alle bladzijden samen zijn."},
                "volgende": {**adres, "description": "Adres van de volgende bladzijde."},
                "vorige": {**adres, "description": "Adres van de vorige bladzijde."},
                "resultaten": schema,
            },
        }
