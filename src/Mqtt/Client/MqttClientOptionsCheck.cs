namespace Facilities.Mqtt;

/// <summary>Checks <see cref="MqttClientOptions"/>, all at once.</summary>
internal static class MqttClientOptionsCheck
{
    /// <exception cref="ArgumentException">Names every option that can't be.</exception>
    public static void ThrowIfInvalid(MqttClientOptions options)
    {
        var errors = new List<string>();
        void Require(bool holds, string error)
        {
            if (!holds)
                errors.Add(error);
        }

        Require(options.Host.Length > 0, "Host is empty");
        Require(options.Port is > 0 and <= 65_535, "Port must be 1–65535");
        Require(options.ProtocolVersion is MqttProtocolVersion.V311 or MqttProtocolVersion.V500, "ProtocolVersion must be 3.1.1 or 5.0");
        Require(options.CleanStart || options.ClientId.Length > 0 || options.ProtocolVersion == MqttProtocolVersion.V500,
            "3.1.1 without CleanStart needs a ClientId");
        Require(options.KeepAlive >= TimeSpan.Zero && options.KeepAlive <= TimeSpan.FromSeconds(ushort.MaxValue), "KeepAlive must be 0–65535 s");
        Require(options.SessionExpiryInterval >= TimeSpan.Zero && options.SessionExpiryInterval.TotalSeconds <= uint.MaxValue,
            "SessionExpiryInterval must be 0–4294967295 s");
        Require(options.Timeout > TimeSpan.Zero, "Timeout must be positive");
        Require(options.MaximumInFlight is >= 1 and <= 65_000, "MaximumInFlight must be 1–65000");
        Require(options.ReceiveMaximum is >= 0 and <= 65_535, "ReceiveMaximum must be 0–65535");
        Require(options.TopicAliasMaximum is >= 0 and <= 65_535, "TopicAliasMaximum must be 0–65535");
        Require(options.MaximumUnsentBytes >= 1_024, "MaximumUnsentBytes must be at least 1024");
        Require(options.MaximumPacketSizeBytes is >= 64 and <= (int)MqttVariableByteInteger.Maximum, "MaximumPacketSizeBytes must be 64–268435455");
        Require(options.Will is not { } will || MqttTopic.IsValidName(will.Topic), "Will.Topic isn't a topic name");
        if (errors.Count > 0)
            throw new ArgumentException("MqttClientOptions: " + string.Join("; ", errors), nameof(options));
    }
}
