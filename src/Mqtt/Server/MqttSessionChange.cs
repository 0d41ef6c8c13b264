namespace Facilities.Mqtt;

/// <summary>What has changed in one session since it was last stored.</summary>
/// <param name="ClientId">Whose.</param>
public sealed record MqttSessionChange(string ClientId)
{
    /// <summary>Everything stored under the identifier goes first: the session has ended, or begins anew.</summary>
    public bool Clears { get; init; }

    /// <summary>The session without its messages; null = as it was, or ended.</summary>
    public MqttStoredSession? Session { get; init; }

    /// <summary>Messages to add, or to replace by their number.</summary>
    public IReadOnlyList<MqttStoredMessage> Messages { get; init; } = [];

    /// <summary>Numbers of messages that are done.</summary>
    public IReadOnlyList<long> Done { get; init; } = [];
}
