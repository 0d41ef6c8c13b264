namespace Facilities.Storage.Relational.Messaging;

/// <summary>What the dispatcher does with a message.</summary>
public static class OutboxKinds
{
    /// <summary>Publish <see cref="OutboxMessage.Payload"/> on topic <see cref="OutboxMessage.Key"/>.</summary>
    public const string Mqtt = "mqtt";
}
