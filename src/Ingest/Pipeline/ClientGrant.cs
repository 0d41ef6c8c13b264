namespace Facilities.Ingest.Pipeline;

/// <summary>What a connected client may do; kept as its session's state.</summary>
/// <param name="site">Site code whose topics it may write; <c>null</c> for every site.</param>
/// <param name="asset">Asset it is; <c>null</c> for who speaks for every asset of the site.</param>
/// <param name="clock">For the allowance of complaints.</param>
internal sealed class ClientGrant(string? site, string? asset, TimeProvider clock)
{
    // Complaints a client may cause at once and per second; beyond that they are counted but not kept, so that one broken device
    // can't fill the journal with its garbage.
    private const double Burst = 1_000;
    private const double PerSecond = 10;

    private double _tokens = Burst;
    private long _refilled = clock.GetTimestamp();

    public string? Site { get; } = site;

    public string? Asset { get; } = asset;

    /// <summary>Whose memory of other dialects its messages share: what one asset's credential says means nothing to the site's gateways.</summary>
    public string Place { get; } = asset is null ? site ?? "" : $"{site}/{asset}";

    /// <summary>A device writes as itself and nothing else; a gateway for its site, and what no dialect claims. Topics that one claims are its own matter.</summary>
    public bool MayWrite(TopicRoute route) => route.Kind switch
    {
        TopicKind.Service => false,
        TopicKind.Foreign => Asset is null,
        _ => (Site is null || Site == route.Site) && (Asset is null || Asset == route.Asset),
    };

    /// <summary>A device sees itself, a gateway its site; whoever speaks for every site sees everything.</summary>
    public bool MayRead(string filter)
    {
        if (Site is null) return true;
        // ThingsBoard's clients end when they can't listen here, where nothing is ever routed.
        if (Asset is not null) return filter.StartsWith($"fm/v1/{Site}/{Asset}/", StringComparison.Ordinal) || filter.StartsWith("v1/devices/me/", StringComparison.Ordinal);
        if (filter.StartsWith("fm/v1/", StringComparison.Ordinal)) return filter.AsSpan("fm/v1/".Length).StartsWith(Site + "/", StringComparison.Ordinal);
        return filter is not ['#' or '+' or '$', ..] && !filter.StartsWith("fm/", StringComparison.Ordinal);
    }

    /// <summary>Whether one more of its unusable messages is kept. Called by the session's own reader only.</summary>
    public bool TryKeepComplaint()
    {
        var now = clock.GetTimestamp();
        _tokens = Math.Min(Burst, _tokens + clock.GetElapsedTime(_refilled, now).TotalSeconds * PerSecond);
        _refilled = now;
        if (_tokens < 1) return false;
        _tokens--;
        return true;
    }
}
