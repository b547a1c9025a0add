"""Which providers there are stands in the environment, and is refused with a sentence."""

import pytest

from offramp.platform.accounts import providers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "not TOML"),
        ("[a]\nname='A'", "lacks client_id, issuer, secret"),
        ("[a]\nname='A'\nissuer='http://x'\nclient_id='a'\nsecret='b'", "https://"),
        (
            "[a]\nname='A'\nissuer='https://x'\nclient_id='a'\nsecret='b'\nmfa=true",
            "mfa, which means nothing",
        ),
        (
            "[a]\nname='A'\nissuer='https://x'\nclient_id='a'\nsecret='b'\n"
            "factor_amr='mfa'",
            "list of words",
        ),
        ("a = 1", "lacks"),
    ],
)
def test_settings_that_cannot_be_used_are_named(text, said):
    with pytest.raises(ValueError, match=said):
        providers.read(text)
