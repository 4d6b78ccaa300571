"""auth.test and users.*"""

from simulator import origin
from simulator.errors import SlackError
from simulator.web_api.call import Call, Method, page
from simulator.wire import Json
from simulator.workspace import User


def auth_test(call: Call) -> Json:
    """Who the token belongs to."""
    workspace = call.slack.workspace
    return {
        **origin.of_token(workspace),
        "user": workspace.users[workspace.bot_user_id].name,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
    }


def api_test(call: Call) -> Json:
    """Gives the arguments back; `error` asks for an error."""
    if call.args.get("error"):
        raise SlackError(str(call.args["error"]), args=call.args)
    return {"args": call.args}


def users_info(call: Call) -> Json:
    """One user."""
    user = call.slack.workspace.users.get(str(call.args.get("user", "")))
    if user is None or user.is_hidden:
        raise SlackError("user_not_found")
    return {"user": _wire(call, user, call.flag("include_locale"))}


def users_lookup_by_email(call: Call) -> Json:
    """The user with an e-mail address."""
    user = call.slack.workspace.user_by_email(str(call.args.get("email", "")))
    if user is None:
        raise SlackError("users_not_found")
    return {"user": _wire(call, user, with_locale=False)}


def users_list(call: Call) -> Json:
    """Everybody, in pages."""
    users, metadata = page(list(call.slack.workspace.users.values()), call)
    with_locale = call.flag("include_locale")
    return {
        "members": [_wire(call, user, with_locale) for user in users],
        "cache_ts": int(call.slack.clock.now()),
        "response_metadata": metadata,
    }


def _wire(call: Call, user: User, with_locale: bool) -> Json:
    slack = call.slack
    organisation = slack.workspace.organisation
    return user.wire(
        slack.workspace.team_id,
        with_email="users:read.email" in slack.manifest.bot_scopes,
        with_locale=with_locale,
        now=slack.clock.now(),
        organisation_id=organisation.id if organisation else None,
    )


METHODS = {
    "api.test": Method(api_test, caller=None),
    "auth.test": Method(auth_test),
    "users.info": Method(users_info, ("users:read",), takes_json=False),
    "users.list": Method(users_list, ("users:read",), takes_json=False),
    "users.lookupByEmail": Method(users_lookup_by_email, ("users:read.email",), takes_json=False),
}
