"""The ticker's addresses, below the root of the site."""

from django.urls import path

from ticker import views

app_name = "ticker"

urlpatterns = [
    path("ticker.json", views.ticker_json, name="json"),
    path("ticker/", views.all_headlines, name="all"),
    path("ticker/embed/", views.embed, name="embed"),
]
