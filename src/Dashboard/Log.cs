namespace Facilities.Dashboard;

/// <summary>What the pages and the API have to log. Ids 7000–7999.</summary>
internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Error, "Page {Page} could not read its data")]
    public static partial void PageReadFailed(ILogger logger, string page, Exception error);

    [LoggerMessage(7002, LogLevel.Error, "Action {Action} on {Subject} failed")]
    public static partial void ActionFailed(ILogger logger, string action, string subject, Exception error);

    [LoggerMessage(7003, LogLevel.Information, "{User} signed in")]
    public static partial void SignedIn(ILogger logger, string user);

    [LoggerMessage(7004, LogLevel.Warning, "Sign-in of {User} refused: {Reason}")]
    public static partial void SignInRefused(ILogger logger, string user, string reason);

    [LoggerMessage(7050, LogLevel.Error, "API call {Method} {Path} failed")]
    public static partial void ApiCallFailed(ILogger logger, string method, string path, Exception error);
}
