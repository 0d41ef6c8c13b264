using Microsoft.Extensions.Options;

namespace Facilities.Mqtt;

/// <summary>Checks <see cref="MqttServerOptions"/> at start, all errors at once, with their keys.</summary>
internal sealed class MqttServerOptionsValidation : IValidateOptions<MqttServerOptions>
{
    public ValidateOptionsResult Validate(string? name, MqttServerOptions options)
    {
        var errors = new List<string>();
        void Require(bool holds, string key, string rule)
        {
            if (!holds)
                errors.Add($"{MqttServerOptions.Section}:{key} {rule}");
        }

        Require(options.MaximumPacketSizeBytes is >= 1_024 and <= (int)MqttVariableByteInteger.Maximum, nameof(options.MaximumPacketSizeBytes), "must be 1024–268435455");
        Require(options.MaximumConnections > 0, nameof(options.MaximumConnections), "must be positive");
        Require(options.MaximumConnectionsPerAddress > 0, nameof(options.MaximumConnectionsPerAddress), "must be positive");
        Require(options.MaximumSessions >= options.MaximumConnections, nameof(options.MaximumSessions), "must be at least MaximumConnections");
        Require(options.ReceiveMaximum is > 0 and <= 65_535, nameof(options.ReceiveMaximum), "must be 1–65535");
        Require(options.MaximumInFlight is > 0 and <= 65_535, nameof(options.MaximumInFlight), "must be 1–65535");
        Require(options.MaximumQueuedMessages > 0, nameof(options.MaximumQueuedMessages), "must be positive");
        Require(options.MaximumQueuedBytes > 0, nameof(options.MaximumQueuedBytes), "must be positive");
        Require(options.MaximumQueuedBytesInAll > 0, nameof(options.MaximumQueuedBytesInAll), "must be positive");
        Require(options.TopicAliasMaximum is >= 0 and <= 65_535, nameof(options.TopicAliasMaximum), "must be 0–65535");
        Require(options.AssignedTopicAliases is >= 0 and <= 65_535, nameof(options.AssignedTopicAliases), "must be 0–65535");
        Require(options.MaximumKeepAlive >= TimeSpan.Zero && options.MaximumKeepAlive <= TimeSpan.FromSeconds(ushort.MaxValue),
            nameof(options.MaximumKeepAlive), "must be 0–65535 s");
        Require(options.MaximumSubscriptionsPerSession > 0, nameof(options.MaximumSubscriptionsPerSession), "must be positive");
        Require(options.MaximumTopicLengthBytes is > 0 and <= 65_535, nameof(options.MaximumTopicLengthBytes), "must be 1–65535");
        Require(options.MaximumTopicLevels is > 0 and <= 1_000, nameof(options.MaximumTopicLevels), "must be 1–1000");
        Require(options.MaximumRetainedMessages >= 0, nameof(options.MaximumRetainedMessages), "must not be negative");
        Require(options.MaximumRetainedBytes >= 0, nameof(options.MaximumRetainedBytes), "must not be negative");
        Require(options.MaximumSessionExpiry >= TimeSpan.Zero && options.MaximumSessionExpiry <= TimeSpan.FromSeconds(uint.MaxValue),
            nameof(options.MaximumSessionExpiry), "must be 0–4294967295 s");
        Require(options.ConnectTimeout > TimeSpan.Zero, nameof(options.ConnectTimeout), "must be positive");
        Require(options.PublishPatience >= TimeSpan.Zero, nameof(options.PublishPatience), "must not be negative");
        Require(options.PacketTimeout > TimeSpan.Zero, nameof(options.PacketTimeout), "must be positive");
        Require(options.SendTimeout > TimeSpan.Zero, nameof(options.SendTimeout), "must be positive");
        Require(options.TakeoverTimeout > TimeSpan.Zero, nameof(options.TakeoverTimeout), "must be positive");
        Require(options.HeartbeatInterval >= TimeSpan.FromMilliseconds(10), nameof(options.HeartbeatInterval), "must be at least 10 ms");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
