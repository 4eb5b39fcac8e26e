"""The people of the newsroom, as a chief looks after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User

if TYPE_CHECKING:
    from django.db.models import Field, QuerySet
    from django.http import HttpRequest

ROLES = ("reporter", "editor", "chief", "ticker producer")  # the groups that the migration makes
RESERVED = ("is_superuser", "user_permissions")  # not even to be asked for by others than superusers
FOR_CHIEFS = (
    (None, {"fields": ("username", "password")}),
    ("Who it is", {"fields": ("first_name", "last_name", "email")}),
    ("What they may do", {"fields": ("is_active", "is_staff", "groups")}),
    ("Dates", {"fields": ("last_login", "date_joined")}),
)

admin.site.unregister(User)
admin.site.unregister(Group)  # what a role may do is fixed by migration


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People. Only a superuser touches superusers, and rights are given by role alone."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    readonly_fields = ("last_login", "date_joined")
    sortable_by = ()
    filter_horizontal = ()
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        """Whoever is added works here: without the staff mark nobody could log in."""
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)

    @admin.display(description="roles")
    def roles(self, person: User) -> str:
        """The names of the person's roles."""
        return ", ".join(group.name for group in person.groups.all())

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> object:
        if obj and not request.user.is_superuser:
            return FOR_CHIEFS
        return super().get_fieldsets(request, obj)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        if lookup.startswith(RESERVED) and not request.user.is_superuser:
            return False
        return super().lookup_allowed(lookup, value, request)

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **options: object) -> forms.Field:
        if db_field.name == "groups":
            options["queryset"] = Group.objects.filter(name__in=ROLES).order_by("name")
            options["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **options)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody: what they did stays theirs. A person who leaves is made inactive."""
        return False
