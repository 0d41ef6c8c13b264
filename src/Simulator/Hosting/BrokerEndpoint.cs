namespace Facilities.Simulator.Hosting;

/// <summary>Where the gateways connect, and as whom.</summary>
public sealed record BrokerEndpoint
{
    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = 1883;

    public string? UserName { get; init; }

    public string? Password { get; init; }
}
