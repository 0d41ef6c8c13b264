using Facilities.Ingest.Pipeline;
using Facilities.Operations.Intake;

namespace Facilities.Ingest.Dialects;

/// <summary>What a dialect made of a message.</summary>
internal sealed class DialectOutcome
{
    /// <summary>Devices that one message may speak for; a gateway has hundreds.</summary>
    public const int MostDevices = 2_000;

    /// <summary>Readings of all devices in one message; a gateway that was away sends what it kept.</summary>
    public const int MostReadings = 20_000;

    public PayloadFault Fault { get; init; }

    /// <summary>The sender isn't allowed to speak like this.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether subscribers get the message too.</summary>
    public bool Route { get; init; } = true;

    public List<DeviceReading> Devices { get; init; } = [];

    /// <summary>What must be stored before the acknowledgement; a null body removes.</summary>
    public List<KeyValuePair<DialectFact, string?>> Facts { get; init; } = [];

    /// <summary>Messages to publish in answer.</summary>
    public List<(string Topic, byte[] Payload)> Answers { get; init; } = [];

    /// <summary>Nothing in it for us: only routed.</summary>
    public static DialectOutcome None { get; } = new();

    /// <summary>Taken, and for nobody else.</summary>
    public static DialectOutcome Swallowed { get; } = new() { Route = false };

    public static DialectOutcome Refused { get; } = new() { IsRefused = true };

    public static DialectOutcome Unreadable(PayloadFault fault) => new() { Fault = fault };

    public static DialectOutcome Of(DeviceReading device) => new() { Devices = [device] };
}
