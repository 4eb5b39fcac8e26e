"""The admin of people: accounts, roles, sections and second factors, for chiefs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
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
    from django.contrib.admin.options import InlineModelAdmin
    from django.db.models import Field, ManyToManyField, QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from django.utils.functional import _StrOrPromise

    from stories.display.requests import DeskRequest

ROLES = {
    "reporter": gettext_lazy("reporter"),
    "editor": gettext_lazy("editor"),
    "chief": gettext_lazy("chief"),
    "ticker producer": gettext_lazy("ticker producer"),
}  # the groups that the migrations make
SUPERUSER_LOOKUPS = ("is_superuser", "user_permissions")  # not even to be asked for by others than superusers
CHIEF_FIELDSETS = (
    (None, {"fields": ("username", "password")}),
    (gettext_lazy("Who it is"), {"fields": ("first_name", "last_name", "email")}),
    (gettext_lazy("What they may do"), {"fields": ("is_active", "is_staff", "groups")}),
    (gettext_lazy("How they get in"), {"fields": ("second_factor", "last_login", "date_joined")}),
)
SUPERUSER_FIELDSETS = (
    *CHIEF_FIELDSETS[:2],
    (
        gettext_lazy("What they may do"),
        {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
    ),
    CHIEF_FIELDSETS[3],
)

admin.site.unregister(User)
admin.site.unregister(Group)  # what a role may do is fixed by migration
admin.site.unregister([TOTPDevice, StaticDevice])  # a secret is its person's alone


def role_name(role: Group) -> str:
    """Return the name of a role in the language of the page."""
    return str(ROLES.get(role.name, role.name))


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no brackets at run time
    """A choice of roles, by their names in the language of the page."""

    def label_from_instance(self, obj: Group) -> str:
        return role_name(obj)


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """A form for a person's sections, time zone and language."""

    time_zone = ZoneField()

    class Meta:
        model = Person
        fields = ("sections", "time_zone", "language")
        labels = {"sections": gettext_lazy("Sections"), "language": gettext_lazy("Language")}
        widgets = {"sections": forms.CheckboxSelectMultiple}


class PostInline(admin.StackedInline):  # type: ignore[type-arg]  # takes no brackets at run time
    """The sections, time zone and language on a person's page, for users who may change the person."""

    model = Person
    form = PersonForm
    can_delete = False
    verbose_name = verbose_name_plural = gettext_lazy("Sections, time zone and language")

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        """Return the field; sections are only chosen here, not added."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = False
        return field

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return request.user.has_perm("auth.change_user")

    has_add_permission = has_change_permission = has_view_permission


class RoleFilter(admin.SimpleListFilter):
    """A filter for people in one role."""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[User]) -> list[tuple[str, _StrOrPromise]]:
        return list(ROLES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """People. Only superusers change superusers, and permissions come with roles alone."""

    list_display = (
        *("username", "first_name", "last_name", "roles", "in_sections", "has_second_factor"),
        *("is_active", "last_login"),
    )
    list_filter = ("is_active", RoleFilter)
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
        people: QuerySet[User] = super().get_queryset(request).annotate(is_secured=Exists(secrets))
        return people.select_related("person").prefetch_related("groups", "person__sections")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Render the list under the newsroom's own title."""
        return super().changelist_view(request, {**(extra_context or {}), "title": _("People")})

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool) -> None:
        """Save a person; new ones get the staff mark, without which nobody can log in."""
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, person: User) -> str:
        """Return the names of the person's roles."""
        return ", ".join(map(role_name, person.groups.all()))

    @admin.display(description=gettext_lazy("sections"))
    def in_sections(self, person: User) -> str:
        """Return the names of the sections that the person files to."""
        post = getattr(person, "person", None)
        return ", ".join(section.name for section in post.sections.all()) if post else ""

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def has_second_factor(self, person: User) -> bool:
        """Return whether the person has a second factor."""
        return bool(getattr(person, "is_secured", False))

    @admin.display(description=gettext_lazy("second factor"))
    def second_factor(self, person: User) -> str:
        """Return whether the person has a second factor, with a link to take it off."""
        if not second_factor.active_secret(person):
            return _("none")
        address = reverse("admin:auth_user_second_factor", args=[person.pk])
        return format_html('{} <a href="{}">{}</a>', _("set up"), address, _("Take it off"))

    def take_off(self, request: DeskRequest, person_id: int) -> HttpResponse:
        """Render the page that takes a lost second factor off a person. Raises PermissionDenied, Http404."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        person = get_object_or_404(User, pk=person_id)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        return second_factor_pages.take_off_for_person(request, person)

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view(self.take_off)
        return [path("<int:person_id>/second-factor/", guarded, name="auth_user_second_factor"), *super().get_urls()]

    def get_inlines(self, request: HttpRequest, obj: User | None = None) -> list[type[InlineModelAdmin[Any, Any]]]:
        """Return the forms below an account that exists."""
        return [PostInline] if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Return the fields that nobody changes; of their own account, also those that could shut the user out."""
        own = ("is_active", "is_staff", "is_superuser", "groups") if obj == request.user else ()
        return (*self.readonly_fields, *own)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if not obj:
            return super().get_fieldsets(request, obj)
        return SUPERUSER_FIELDSETS if request.user.is_superuser else CHIEF_FIELDSETS

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        if lookup.startswith(SUPERUSER_LOOKUPS) and not request.user.is_superuser:
            return False
        return super().lookup_allowed(lookup, value, request)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.ModelMultipleChoiceField[Any] | None:
        if db_field.name == "groups":
            options["queryset"] = Group.objects.filter(name__in=ROLES).order_by("name")
            options["widget"] = forms.CheckboxSelectMultiple
            options["form_class"] = RolesField
        return super().formfield_for_manytomany(db_field, request, **options)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Refuse: the acts of a person stay theirs. A person who leaves is made inactive."""
        return False
