using Facilities.Simulator.Hosting;

namespace Facilities.Simulator.Load;

/// <summary>What a load run does.</summary>
internal sealed record LoadOptions
{
    public required BrokerEndpoint Broker { get; init; }

    /// <summary>Elevators to load.</summary>
    public int Assets { get; init; } = 1_000;

    /// <summary>Messages per second over all connections; 0: as many as are acknowledged.</summary>
    public double Rate { get; init; }

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    public int Connections { get; init; } = 8;

    /// <summary>Messages in flight on one connection; at most 65,535 (MQTT packet identifiers).</summary>
    public int Window { get; init; } = 2_000;

    public string Site { get; init; } = "load";

    public string Prefix { get; init; } = "e";

    /// <summary>False: the topics are used as they are, for measuring any MQTT server.</summary>
    public bool Provision { get; init; } = true;

    /// <summary>How long to wait for the last acknowledgements, and then for the store.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Names everything that is out of range.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        if (Assets is < 1 or > 300_000) errors.Add("--provision must be 1 to 300000.");
        if (!(Rate is >= 0 and <= 10_000_000)) errors.Add("--rate must be 'max' or up to 10000000.");
        if (Duration < TimeSpan.FromSeconds(1) || Duration > TimeSpan.FromHours(24)) errors.Add("--seconds must be 1 to 86400.");
        if (Connections < 1 || Connections > Math.Min(Assets, 1_000)) errors.Add("--connections must be 1 to 1000 and not more than the assets.");
        if (Window is < 1 or > 65_535) errors.Add("--window must be 1 to 65535.");
        if (!Plans.SitePlan.IsCode(Site)) errors.Add("--site is not a site code.");
        if (!Plans.SitePlan.IsCode(Prefix)) errors.Add("--prefix is not an asset code.");
        return errors;
    }
}
