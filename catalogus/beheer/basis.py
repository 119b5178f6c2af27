"""What every screen of the back office shares: who may, lock number and reason, rules that refuse, titles."""

import copy

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms import ModelChoiceField
from django.utils.text import capfirst

from catalogus import toegang
from catalogus.beheer.formulieren import EXTRA, VELDEN, Formulier, Slotformulier
from catalogus.beheer.historie import Geschiedenis
from catalogus.fouten import RegelFout
from catalogus.regels.slot import verhoog_slot


class Gedeeld(BaseModelAdmin):
    """For screens and the lists within them: rights from `toegang`, and widgets that fit the product.

    `alleen_lezen`: made by rules, never by hand. `erbij`: fields that get a button to add what they point to.
    """

    alleen_lezen = False
    erbij: tuple[str, ...] = ()
    formfield_overrides = VELDEN

    def _mag(self, request, *, wijzigen: bool) -> bool:
        return toegang.mag_in_beheer(request.user, str(self.opts.model_name), wijzigen=wijzigen)

    def has_module_permission(self, request):
        return self._mag(request, wijzigen=False)

    def has_view_permission(self, request, obj=None):
        return self._mag(request, wijzigen=False)

    def has_add_permission(self, request, obj=None):
        return not self.alleen_lezen and self._mag(request, wijzigen=True)

    def has_change_permission(self, request, obj=None):
        return not self.alleen_lezen and self._mag(request, wijzigen=True)

    def has_delete_permission(self, request, obj=None):
        return not self.alleen_lezen and self._mag(request, wijzigen=True)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        veld = super().formfield_for_dbfield(db_field, request, **kwargs)
        if veld and isinstance(veld.widget, RelatedFieldWidgetWrapper):
            veld.widget.can_change_related = veld.widget.can_delete_related = veld.widget.can_view_related = False
            veld.widget.can_add_related = veld.widget.can_add_related and db_field.name in self.erbij
        return veld

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        veld = super().formfield_for_foreignkey(db_field, request, **kwargs)
        scherm = self.admin_site._registry.get(db_field.remote_field.model)
        if isinstance(veld, ModelChoiceField) and isinstance(scherm, Scherm):
            veld.label_from_instance = scherm.keuzetekst  # type: ignore[method-assign]
        return veld

    def get_fields(self, request, obj=None):
        return [naam for naam in super().get_fields(request, obj) if naam not in EXTRA]


class Scherm(Gedeeld, admin.ModelAdmin):
    """A list and a form. `werk` is the group it stands under (see `site.WERK`)."""

    werk: str
    list_per_page = 50
    list_max_show_all = 500
    save_on_top = True
    view_on_site = False
    show_full_result_count = False
    empty_value_display = "–"

    def get_queryset(self, request):
        return toegang.zichtbaar_voor(request.user, super().get_queryset(request))

    def get_actions(self, request):
        acties = super().get_actions(request)
        if not toegang.is_lid(request.user) or self.alleen_lezen:
            acties.pop("delete_selected", None)
        return acties

    def keuzetekst(self, obj) -> str:
        """How a record is named above its page and in choice lists and search results."""
        return str(obj)

    def knoppen(self, request, obj) -> list[str]:
        """Names of the actions that fit this object now; they become buttons on its page."""
        return []

    def changelist_view(self, request, extra_context=None):
        titel = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": titel} | (extra_context or {}))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["title"] = self.keuzetekst(obj)
            context["soort"] = capfirst(self.opts.verbose_name)
            mogelijk = self.get_actions(request)
            context["knoppen"] = [(n, mogelijk[n][2]) for n in self.knoppen(request, obj) if n in mogelijk]
        else:
            context["title"] = capfirst(context["title"])
        context["subtitle"] = None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A rule that refuses while saving undoes everything; the page comes back with the error and what was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except RegelFout as fout:
            request.regelfout = fout
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_formset(self, request, form, formset, change):
        """The lines of a screen, with the same reason and with lock numbers of their own."""
        reden = form.cleaned_data.get("wijzigingsreden") or None
        rijen = formset.save(commit=False)
        slotten = {rij.instance.pk: rij.cleaned_data.get("slot") for rij in formset.initial_forms if rij.has_changed()}
        for rij in formset.deleted_objects:
            rij._change_reason = reden
            rij.delete()
        for rij in rijen:
            if rij.pk:
                verhoog_slot(object=rij, gezien=slotten[rij.pk])
            rij._change_reason = reden
            rij.save()
        formset.save_m2m()


class Bewerkscherm(Geschiedenis, Scherm):
    """The screen of a record with history and a lock number."""

    form = Formulier

    def reden_verplicht(self, request, obj) -> bool:
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        formulier = super().get_form(request, obj, change=change, **kwargs)
        formulier.regelfout = getattr(request, "regelfout", None)  # type: ignore[attr-defined]
        if obj and self.reden_verplicht(request, obj):
            reden = copy.deepcopy(formulier.base_fields["wijzigingsreden"])
            reden.required = True
            formulier.base_fields["wijzigingsreden"] = reden
        return formulier

    def save_model(self, request, obj, form, change):
        if change:
            verhoog_slot(object=obj, gezien=form.cleaned_data["slot"])
        obj._change_reason = form.cleaned_data["wijzigingsreden"] or None
        super().save_model(request, obj, form, change)


class Onderdeel(Gedeeld, admin.TabularInline):
    """Lines within a screen, in a table."""

    form: type[forms.ModelForm] = Slotformulier
    extra = 0
    show_change_link = False
    relaties: tuple[str, ...] = ()  # followed when the rows are read, so that a row costs no query of its own

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.relaties)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        veld = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if veld and db_field.name not in self.get_autocomplete_fields(request):
            veld.choices = list(veld.choices)  # asked once instead of for each row
        return veld


class LeesOnderdeel(Onderdeel):
    """Rows that rules made."""

    form = forms.ModelForm
    alleen_lezen = True
    can_delete = False
    max_num = 0


def kleine_tekst(rijen: int = 2) -> dict:
    """formfield_overrides with lower text areas, for tables."""
    return {**VELDEN, models.TextField: {"widget": forms.Textarea(attrs={"rows": rijen})}}
