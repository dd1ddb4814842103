"""What a password must be: long enough, and not the first thing somebody would try."""

from survey.domain.errors import SurveyError
from survey.locale import _

SHORTEST, LONGEST = 10, 128
FEWEST_SIGNS = 5


def check_password(password: str, login: str) -> str:
    """The password; SurveyError when it is short, of few different signs, or built from the login name."""
    where = _("密码")
    if len(password) < SHORTEST:
        raise SurveyError(where, _("太短了。"), _("请用至少 {n} 个字符；几个词连起来最好记。").format(n=SHORTEST))
    if len(password) > LONGEST:
        raise SurveyError(where, _("太长了。"), _("请缩短到 {n} 个字符以内。").format(n=LONGEST))
    if len(set(password)) < FEWEST_SIGNS or password in "01234567890123456789" or password.lower() in "abcdefghijklmnopqrstuvwxyz":
        raise SurveyError(where, _("太容易猜到。"), _("请不要用重复或连续的字符。"))
    if login.lower() in password.lower():
        raise SurveyError(where, _("里面有登录名。"), _("请不要用登录名。"))
    return password
