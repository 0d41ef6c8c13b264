namespace Facilities.Detection;

/// <summary>How far a model's watch has come, as it is stored. Immutable: an hour makes another one.</summary>
public sealed record ResidualState
{
    /// <summary>Smoothed residuals, by place in the fit; empty at the beginning.</summary>
    public double[] Smoothed { get; init; } = [];

    /// <summary>Hours smoothed so far, up to the smoothing.</summary>
    public int Rows { get; init; }

    /// <summary>Newest hour judged or passed over.</summary>
    public int LastHour { get; init; }

    /// <summary>Judged hours in a row above the limit.</summary>
    public int Above { get; init; }

    /// <summary>Judged hours in a row below half of it.</summary>
    public int Quiet { get; init; }

    /// <summary>Hour of the onset while it alarms.</summary>
    public int? OnsetHour { get; init; }

    /// <summary>First hour above, while it is.</summary>
    public int SinceHour { get; init; }

    /// <summary>Until this hour it doesn't alarm again.</summary>
    public int CoolUntil { get; init; }

    /// <summary>Share of late hours whose drivers lie outside of what was trained on, over a week.</summary>
    public double Strange { get; init; }

    /// <summary>Hours that <see cref="Strange"/> rests on, up to a week.</summary>
    public int StrangeRows { get; init; }
}
