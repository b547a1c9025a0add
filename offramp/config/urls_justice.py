"""What the justice zone answers."""

from offramp.config.urls import BOTH, HAVE_ALSO, JUSTICE

urlpatterns = BOTH + HAVE_ALSO + JUSTICE
