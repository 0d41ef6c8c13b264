namespace Facilities.Dashboard.Api;

/// <summary>Refusals of the API itself, before a use case is asked. Stable, like the domain's codes; the field <c>code</c> of a ProblemDetails.</summary>
internal static class ApiCodes
{
    /// <summary>Nobody is signed in, or the account is gone or locked.</summary>
    public const string SignInNeeded = "session.needed";

    /// <summary>Name and password don't belong together; an unknown name looks the same.</summary>
    public const string SignInRefused = "session.refused";

    /// <summary>Too many wrong passwords for this account. Parameter <c>seconds</c>: how long at most.</summary>
    public const string SignInLocked = "session.locked";

    /// <summary>Too many tries from this address. Parameter <c>seconds</c>.</summary>
    public const string SignInTooOften = "session.too_often";

    /// <summary>Name and password are right; the account also asks for a code, in the field <c>code</c>.</summary>
    public const string CodeNeeded = "session.code_needed";

    /// <summary>The code isn't right, is over, or was used before.</summary>
    public const string CodeRefused = "session.code_refused";

    /// <summary>The role needs a second step, and the account has none yet: it is set up on the page <c>/account/security</c>.</summary>
    public const string EnrolmentNeeded = "session.second_factor_needed";

    /// <summary>The password was given by an administrator and counts once: it is changed on the page <c>/account/security</c>.</summary>
    public const string PasswordNeeded = "session.password_change_needed";

    /// <summary>A token that opens nothing. Parameter <c>state</c>: <c>Unknown</c>, <c>Expired</c>, <c>Revoked</c>.</summary>
    public const string TokenRefused = "token.refused";

    /// <summary>The token isn't good for this. Parameter <c>scope</c>: what it would need.</summary>
    public const string TokenScopeMissing = "token.scope_missing";

    /// <summary>This call is for people: no token opens it.</summary>
    public const string TokenNotHere = "token.not_here";

    /// <summary>A browser says that another site's page made this call.</summary>
    public const string CrossSite = "request.cross_site";

    /// <summary>The body isn't the JSON expected. Parameter <c>path</c>: where, as far as known.</summary>
    public const string Malformed = "request.malformed";

    /// <summary>A text has a control character other than tab and line ends. Parameter <c>path</c>: where in the body, or which field of the query.</summary>
    public const string ControlCharacter = "request.control_character";

    /// <summary>An argument is out of its range, e.g. a reversed stretch of time; the sentence in <c>detail</c> is for developers.</summary>
    public const string Argument = "request.argument";

    /// <summary>The body is longer than <see cref="ApiHosting.MaximumBodyBytes"/>. Parameter <c>maximum</c>.</summary>
    public const string TooLarge = "request.too_large";

    /// <summary>The body must be <c>application/json</c>.</summary>
    public const string NotJson = "request.not_json";

    /// <summary>There is no such address.</summary>
    public const string NoAddress = "request.no_such_address";

    /// <summary>The address exists, but not with this method.</summary>
    public const string NoMethod = "request.method";

    /// <summary>Not for this caller, whatever his account.</summary>
    public const string Forbidden = "request.forbidden";

    /// <summary>Provisioning is open to this machine's programs in the demo, and to administrators.</summary>
    public const string ProvisioningClosed = "provisioning.closed";

    /// <summary>The telemetry store is away; the same call works when it is back, see the header Retry-After. Parameter <c>reason</c>: what it met, e.g. <c>connection-refused</c>.</summary>
    public const string StoreAway = "store.unavailable";

    /// <summary>Something failed inside; the log has it under the <c>traceId</c>.</summary>
    public const string Failed = "service.failed";
}
