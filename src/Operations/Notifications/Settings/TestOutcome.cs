namespace Facilities.Operations.Notifications.Settings;

/// <summary>What the receiver answered to a test message.</summary>
/// <param name="IsSent">It took it.</param>
/// <param name="Code">Else why not.</param>
/// <param name="Detail">In its words.</param>
public sealed record TestOutcome(bool IsSent, string Code, string Detail);
