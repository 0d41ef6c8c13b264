using System.Diagnostics;
using System.Text;
using Facilities.Mqtt;
using Facilities.Simulator.Service;

namespace Facilities.Simulator.Load;

/// <summary>
/// Measures during a load how long a reading takes from being published (QoS 1) until a query of the store returns it: an asset of its own gets
/// one reading after another, and the service is asked over REST, again and again, until the store counts it. What it says includes these requests.
/// </summary>
internal sealed class QueryProbe(ServiceApi api, LoadOptions options, TimeProvider siteClock)
{
    private const string Point = "car_floor";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Between two questions; the resolution of what is measured.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(2);

    /// <summary>What its asset's code begins with: the load's prefix, so that it is removed with the rest.</summary>
    public const string Suffix = "-probe";

    private string _asset = options.Prefix + Suffix;

    public LatencyHistogram Latency { get; } = new();

    /// <summary>Makes the asset.</summary>
    public async Task PrepareAsync(CancellationToken ct) =>
        _asset = (await api.ProvisionAsync(new ProvisionRequest(options.Site, Plans.AssetTypes.Elevator, 1, _asset), ct)).Codes[0];

    /// <summary>Measures until cancelled.</summary>
    /// <exception cref="LoadException">A reading was refused.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        var broker = options.Broker;
        await using var client = new MqttClient(new MqttClientOptions { Host = broker.Host, Port = broker.Port, Username = broker.UserName, Password = broker.Password });
        await client.ConnectAsync(ct);
        var topic = $"fm/v1/{options.Site}/{_asset}/telemetry";
        var begin = siteClock.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds();
        for (var sent = 1L; !ct.IsCancellationRequested; sent++)
        {
            var payload = FormattableString.Invariant($"{{\"ts\":{siteClock.GetUtcNow().ToUnixTimeMilliseconds()},\"values\":{{\"{Point}\":{10 + (sent % 15)}}}}}");
            var published = Stopwatch.GetTimestamp();
            if (await client.PublishAsync(topic, Encoding.UTF8.GetBytes(payload), ct: ct) is not MqttReasonCode.Success and var refused)
                throw new LoadException($"The probe's reading was refused: {refused}.");
            var until = siteClock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds();
            while (await api.StoredAsync(options.Site, _asset, Point, begin, until, ct) < sent) await Task.Delay(Again, ct);
            Latency.Record((long)Stopwatch.GetElapsedTime(published).TotalMicroseconds);
            await Task.Delay(Pause, ct);
        }
    }
}
