"""The people of the newsroom, as a chief looks after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts import second_factor, second_factor_pages
from newsroom.zones import ZoneField
from stories.models import Person

if TYPE_CHECKING:
    from django.db.models import Field, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from django.utils.functional import Promise

ROLES = {
    "reporter": gettext_lazy("reporter"),
    "editor": gettext_lazy("editor"),
    "chief": gettext_lazy("chief"),
    "ticker producer": gettext_lazy("ticker producer"),
}  # the groups that the migrations make
RESERVED = ("is_superuser", "user_permissions")  # not even to be asked for by others than superusers
FOR_CHIEFS = (
    (None, {"fields": ("username", "password")}),
    (gettext_lazy("Who it is"), {"fields": ("first_name", "last_name", "email")}),
    (gettext_lazy("What they may do"), {"fields": ("is_active", "is_staff", "groups")}),
    (gettext_lazy("How they get in"), {"fields": ("second_factor", "last_login", "date_joined")}),
)
FOR_SUPERUSERS = (
    *FOR_CHIEFS[:2],
    (
        gettext_lazy("What they may do"),
        {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
    ),
    FOR_CHIEFS[3],
)

admin.site.unregister(User)
admin.site.unregister(Group)  # what a role may do is fixed by migration
admin.site.unregister([TOTPDevice, StaticDevice])  # a secret is its person's alone


def called(role: Group) -> str:
    """The name of a role in the language of the page."""
    return str(ROLES.get(role.name, role.name))


class PersonForm(forms.ModelForm):
    """Somebody's sections, time zone and language."""

    time_zone = ZoneField()

    class Meta:
        model = Person
        fields = ("sections", "time_zone", "language")
        labels = {"sections": gettext_lazy("Sections"), "language": gettext_lazy("Language")}
        widgets = {"sections": forms.CheckboxSelectMultiple}


class PostInline(admin.StackedInline):
    """The sections and the time zone of a person, on the person's page, for whoever may change the person."""

    model = Person
    form = PersonForm
    can_delete = False
    verbose_name = verbose_name_plural = gettext_lazy("Sections, time zone and language")

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **options: object) -> forms.Field:
        """Sections are only chosen here, not made."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "sections":
            field.widget.can_add_related = False
        return field

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return request.user.has_perm("auth.change_user")

    has_add_permission = has_change_permission = has_view_permission


class Role(admin.SimpleListFilter):
    """People in one role."""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Promise]]:
        return list(ROLES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People. Only a superuser touches superusers, and rights are given by role alone."""

    list_display = (
        *("username", "first_name", "last_name", "roles", "in_sections", "has_second_factor"),
        *("is_active", "last_login"),
    )
    list_filter = ("is_active", Role)
    add_form = UserCreationForm
    add_form_template = "admin/change_form.html"
    add_fieldsets = ((None, {"fields": ("username", "password1", "password2")}),)
    readonly_fields = ("second_factor", "last_login", "date_joined")
    sortable_by = ()
    filter_horizontal = ()
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        secrets = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        people = super().get_queryset(request).annotate(is_secured=Exists(secrets))
        return people.select_related("person").prefetch_related("groups", "person__sections")

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The list, under our own name."""
        return super().changelist_view(request, {**(extra_context or {}), "title": _("People")})

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        """Whoever is added works here: without the staff mark nobody could log in."""
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, person: User) -> str:
        """The names of the person's roles."""
        return ", ".join(map(called, person.groups.all()))

    @admin.display(description=gettext_lazy("sections"))
    def in_sections(self, person: User) -> str:
        """The sections that the person files to."""
        post = getattr(person, "person", None)
        return ", ".join(section.name for section in post.sections.all()) if post else ""

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def has_second_factor(self, person: User) -> bool:
        """Whether the person has one."""
        return person.is_secured

    @admin.display(description=gettext_lazy("second factor"))
    def second_factor(self, person: User) -> str:
        """Whether the person has one, with the way to take it off."""
        if not second_factor.secret_of(person):
            return _("none")
        address = reverse("admin:auth_user_second_factor", args=[person.pk])
        return format_html('{} <a href="{}">{}</a>', _("set up"), address, _("Take it off"))

    def take_off(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """The page that takes a lost second factor off a person, for whoever may change the person."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        person = get_object_or_404(User, pk=person_id)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        return second_factor_pages.off_for(request, person)

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view(self.take_off)
        return [path("<int:person_id>/second-factor/", guarded, name="auth_user_second_factor"), *super().get_urls()]

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[type[admin.StackedInline]]:
        """What stands below an account, once it is opened."""
        return [PostInline] if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """What nobody changes of themselves: whoever shut themselves out by a slip could not mend it."""
        own = ("is_active", "is_staff", "is_superuser", "groups") if obj == request.user else ()
        return (*self.readonly_fields, *own)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> object:
        if not obj:
            return super().get_fieldsets(request, obj)
        return FOR_SUPERUSERS if request.user.is_superuser else FOR_CHIEFS

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        if lookup.startswith(RESERVED) and not request.user.is_superuser:
            return False
        return super().lookup_allowed(lookup, value, request)

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **options: object) -> forms.Field:
        if db_field.name == "groups":
            options["queryset"] = Group.objects.filter(name__in=ROLES).order_by("name")
            options["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **options)
        if db_field.name == "groups":
            field.label_from_instance = called
        return field

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody: what they did stays theirs. A person who leaves is made inactive."""
        return False
