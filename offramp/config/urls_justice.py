"""What the justice zone answers."""

from offramp.config.urls import BOTH, HOME, JUSTICE

urlpatterns = BOTH + HOME + JUSTICE
