namespace Facilities.Ingest.Pipeline;

/// <summary>Stable codes of everything intake refuses. Stored and translated, so they never change.</summary>
internal static class PayloadFaults
{
    /// <summary>The asset's type has no point of that key; the rest of the payload was taken.</summary>
    public const string UnknownPoint = "point-unknown";

    /// <summary>The point exists, its value is nothing that such a point can have; the rest of the payload was taken.</summary>
    public const string UnreadableValue = "value-unreadable";

    /// <summary>Under our prefix, but none of the topics that devices write.</summary>
    public const string UnknownTopic = "topic-unknown";

    /// <summary>Aliases, configurations or units beyond what is remembered; the message's values were taken.</summary>
    public const string NotRemembered = "dialect-state-full";

    public static string Code(PayloadFault fault) => fault switch
    {
        PayloadFault.Empty => "payload-empty",
        PayloadFault.NotUtf8 => "payload-not-utf8",
        PayloadFault.NotJson => "payload-not-json",
        PayloadFault.NotAnObject => "payload-not-an-object",
        PayloadFault.NoValues => "payload-without-values",
        PayloadFault.TooMuch => "payload-too-large",
        PayloadFault.NotProtobuf => "payload-not-protobuf",
        PayloadFault.DeviceName => "device-name-unusable",
        PayloadFault.DialectFailed => "dialect-failed",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault."),
    };
}
