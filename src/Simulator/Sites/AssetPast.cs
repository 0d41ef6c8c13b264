using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Sites;

/// <summary>What an asset would have sent, without a service to send it to.</summary>
public static class AssetPast
{
    /// <summary>Plays an asset that stands alone in its site; payloads come with ascending times.</summary>
    /// <param name="sink">Epoch milliseconds and the native payload, which is the receiver's to keep.</param>
    public static void Play(AssetPlan asset, DateTimeOffset from, DateTimeOffset until, Action<long, byte[]> sink)
    {
        ArgumentNullException.ThrowIfNull(asset);
        ArgumentNullException.ThrowIfNull(sink);
        using var simulation = new SiteSimulation(new SitePlan { Code = "site", Assets = [asset] }, from.ToUnixTimeMilliseconds());
        simulation.Advance(until.ToUnixTimeMilliseconds(), message => sink(message.UnixMs, message.Payload));
    }
}
