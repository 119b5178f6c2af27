"""The back office as a site: grouped by work, searched as a whole, entered through the one login page."""

from functools import wraps
from typing import cast

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst, slugify

from catalogus import toegang
from catalogus.beheer.basis import Scherm

# The groups in the order of the side bar, with their icon (templates/basis/icoon.html).
WERK = {
    "Catalogus": "boek",
    "Kosten": "euro",
    "Gemeenten en geld": "plaats",
    "Keuzes": "postvak",
    "Uitvoering": "lijst",
    "Cijfers": "staven",
    "Jaarberichten": "blad",
    "Mensen en toegang": "mens",
}
MEEST_PER_SCHERM = 6


class Keuzelijst(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        scherm = cast(Scherm, self.model_admin)
        return super().serialize_result(obj, to_field_name) | {"text": scherm.keuzetekst(obj)}


class Beheer(AdminSite):
    site_header = site_title = "Activiteitencatalogus"
    index_title = "Beheer"
    site_url = None
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options):
        """Takes only screens that name their work; those of packages are in English and know nothing of `toegang`."""
        if admin_class and issubclass(admin_class, Scherm):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request) -> bool:
        return toegang.is_bibliotheek(request.user)

    def get_urls(self):
        return [path("zoeken/", self.admin_view(self.zoeken), name="zoeken"), *super().get_urls()]

    def autocomplete_view(self, request):
        return Keuzelijst.as_view(admin_site=self)(request)

    # ------------------------------------------------------------------ entering and leaving
    def admin_view(self, view, cacheable=False):
        """As Django has it, except that the back office does not exist for who is logged in and not of the library."""
        binnen = super().admin_view(view, cacheable)

        @wraps(binnen)
        def of_404(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return binnen(request, *args, **kwargs)

        return of_404

    def login(self, request, extra_context=None):
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), settings.LOGIN_URL)

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    # ------------------------------------------------------------------ pages
    def get_app_list(self, request, app_label=None) -> list[dict]:
        """The screens this user may see, per group of work; `app_label` is ignored, apps mean nothing to users."""
        groepen: dict[str, list[dict]] = {naam: [] for naam in WERK}
        for model, scherm in cast(dict[type[Model], Scherm], self._registry).items():
            rechten = scherm.get_model_perms(request)
            if scherm.has_module_permission(request) and (rechten["view"] or rechten["change"]):
                groepen[scherm.werk].append(self._regel(request, model, rechten))
        return [
            {
                "name": naam,
                "app_label": slugify(naam),
                "app_url": f"{reverse('admin:index')}#{slugify(naam)}",
                "icoon": WERK[naam],
                "actief": any(regel["actief"] for regel in regels),
                "has_module_perms": True,
                "models": regels,
            }
            for naam, regels in groepen.items()
            if regels
        ]

    def _regel(self, request, model, rechten: dict) -> dict:
        naam = f"{model._meta.app_label}_{model._meta.model_name}"
        adres = reverse(f"admin:{naam}_changelist")
        return {
            "model": model,
            "name": capfirst(model._meta.verbose_name_plural),
            "object_name": model._meta.object_name,
            "enkelvoud": model._meta.verbose_name,
            "perms": rechten,
            "admin_url": adres,
            "add_url": reverse(f"admin:{naam}_add") if rechten["add"] else None,
            "view_only": not rechten["change"],
            "actief": request.path.startswith(adres),
        }

    def index(self, request, extra_context=None):
        groepen = self.get_app_list(request)
        for groep in groepen:
            for regel in groep["models"]:
                regel["aantal"] = self._registry[regel["model"]].get_queryset(request).count()
        return super().index(request, {"groepen": groepen} | (extra_context or {}))

    def app_index(self, request, app_label, extra_context=None):
        return redirect("admin:index")

    def zoeken(self, request):
        """One search over every screen that has search fields; a few results of each, with a link to the rest."""
        vraag = request.GET.get("q", "").strip()
        gevonden = []
        for groep in self.get_app_list(request) if vraag else []:
            for regel in groep["models"]:
                scherm = self._registry[regel["model"]]
                if scherm.search_fields:
                    rijen = self._zoek(scherm, request, vraag)
                    gevonden += [regel | {"rijen": rijen[:MEEST_PER_SCHERM], "meer": len(rijen) > MEEST_PER_SCHERM}]
        context = self.each_context(request) | {
            "title": f"Zoeken naar ‘{vraag}’" if vraag else "Zoeken",
            "vraag": vraag,
            "gevonden": [regel for regel in gevonden if regel["rijen"]],
        }
        return TemplateResponse(request, "admin/zoeken.html", context)

    @staticmethod
    def _zoek(scherm, request, vraag: str) -> list[tuple[str, str]]:
        """Name and address of the first rows, one more than is shown."""
        rijen, dubbel = scherm.get_search_results(request, scherm.get_queryset(request), vraag)
        if scherm.list_select_related:
            rijen = rijen.select_related(*scherm.list_select_related)
        rijen = (rijen.distinct() if dubbel else rijen)[: MEEST_PER_SCHERM + 1]
        naam = f"admin:{scherm.opts.app_label}_{scherm.opts.model_name}_change"
        return [(scherm.keuzetekst(rij), reverse(naam, args=[rij.pk])) for rij in rijen]
