namespace Facilities.Operations.Models;

/// <summary>How models are trained and let loose. Our defaults.</summary>
public sealed record ModelOptions
{
    /// <summary>How long a new model only counts its alarms: a working week and a weekend.</summary>
    public TimeSpan Shadow { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Hours judged in its shadow without which it stays there: silence lets no model pass.</summary>
    public int ShadowHours { get; init; } = 48;

    /// <summary>Longest stretch that a model of the last weeks learns from; a longer one would smear the season.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Shortest stretch.</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromDays(14);

    /// <summary>First weeks that are kept as the asset's own baseline.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromDays(28);

    /// <summary>After this a model of the last weeks is trained anew.</summary>
    public TimeSpan Renewal { get; init; } = TimeSpan.FromDays(30);

    /// <summary>After this another attempt is made where the last one came to nothing, or its model was retired.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Training runs only in these hours of the site, from and until: at night nobody waits for the store.</summary>
    public (int From, int Until) Night { get; init; } = (1, 5);
}
