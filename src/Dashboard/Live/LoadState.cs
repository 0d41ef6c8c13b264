namespace Facilities.Dashboard.Live;

/// <summary>Where a page is with its data.</summary>
public enum LoadState
{
    Loading,
    Ready,

    /// <summary>The last reading failed and there is nothing older to show.</summary>
    Failed,

    /// <summary>The same, because the telemetry store is away: everything else works, and reading again helps soon.</summary>
    StoreAway,

    /// <summary>The record isn't there, or lies outside the caller's scope.</summary>
    Missing,
}
