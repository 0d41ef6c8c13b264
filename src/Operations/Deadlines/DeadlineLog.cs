using Facilities.Domain;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Deadlines;

/// <summary>What the timers log. Ids 4010–4019.</summary>
internal static partial class DeadlineLog
{
    [LoggerMessage(4010, LogLevel.Error, "What is due of fault {Fault} can't be done; it is passed over and tried again at every round, which isn't logged again")]
    public static partial void FaultFailed(ILogger logger, Exception exception, FaultId fault);
}
