using Microsoft.Extensions.Logging;

namespace Facilities.Operations;

/// <summary>What runs over many things log of a single one. Ids 4020–4029.</summary>
internal static partial class RunLog
{
    [LoggerMessage(4020, LogLevel.Error, "{What} {Key} fails; the others go on, it is left alone for {Pause}")]
    public static partial void OneFailed(ILogger logger, Exception exception, string what, object key, TimeSpan pause);
}
