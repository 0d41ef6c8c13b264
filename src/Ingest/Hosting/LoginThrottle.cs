using System.Net;
using System.Threading.RateLimiting;
using Facilities.Mqtt;

namespace Facilities.Ingest.Hosting;

/// <summary>
/// How often a sign-in may fail within a minute: a user name of one address ten times, an address a hundred times. The first keeps guesses at a
/// secret slow, the second guesses at names; one broken device behind a shared address doesn't lock the others out before that. Nothing is looked up
/// while it holds. Thread-safe; who falls silent is forgotten.
/// </summary>
internal sealed class LoginThrottle : IDisposable
{
    private const int PerName = 10;
    private const int PerAddress = 100;

    private readonly PartitionedRateLimiter<(IPAddress Network, string Name)> _failures = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<(IPAddress Network, string Name), (IPAddress, string)>(who => RateLimitPartition.GetFixedWindowLimiter((who.Network, who.Name), _ => Limit(PerName))),
        PartitionedRateLimiter.Create<(IPAddress Network, string Name), IPAddress>(who => RateLimitPartition.GetFixedWindowLimiter(who.Network, _ => Limit(PerAddress))));

    /// <summary>May it be tried? Counts nothing.</summary>
    public bool Admits(EndPoint? from, string name)
    {
        using var lease = _failures.AttemptAcquire(Key(from, name), permitCount: 0);
        return lease.IsAcquired;
    }

    /// <summary>It failed.</summary>
    public void Failed(EndPoint? from, string name)
    {
        using var lease = _failures.AttemptAcquire(Key(from, name));
    }

    public void Dispose() => _failures.Dispose();

    private static (IPAddress Network, string Name) Key(EndPoint? from, string name) => (MqttNetwork.Of(from), name);

    private static FixedWindowRateLimiterOptions Limit(int failures) => new() { PermitLimit = failures, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 };
}
