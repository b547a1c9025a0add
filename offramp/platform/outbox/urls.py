from django.urls import path

from offramp.platform.outbox import views

app_name = "outbox"

# What a carrier tells us. Each is signed by it, and names nobody.
urlpatterns = [
    path("carrier/status/<uuid:message_id>/", views.status, name="status"),
    path("carrier/keys/<uuid:message_id>/", views.keys, name="keys"),
    path("carrier/texts/", views.texts, name="texts"),
]
