using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Delivering;

/// <summary>What is sent one after the other: everything to one receiver by one way; P1 apart, so that it waits behind nothing else.</summary>
internal readonly record struct Lane(string Target, ChannelKind Kind, bool IsUrgent)
{
    /// <summary>Who reported a fault: each message has a question and a link of its own.</summary>
    public bool IsReporter => Target.StartsWith('r');
}
