using System.Globalization;

namespace Facilities.Detection;

/// <summary>Which points form a row, when a row comes, and how its learned baseline is trained and judged.</summary>
public sealed record VectorDefinition
{
    /// <summary>Shortest training that is ever allowed, rows.</summary>
    public const int LeastTrainingRows = 300;

    public required string Key { get; init; }

    public VectorKind Kind { get; init; }

    /// <summary>A row exists only when all of them are fresh. At most 32.</summary>
    public required IReadOnlyList<VectorChannel> Channels { get; init; }

    /// <summary>Row period of a tick vector; zero: every reading.</summary>
    public TimeSpan Period { get; init; }

    /// <summary>Point whose report (trip, test; of a counter: its increase) or rise to true (start) makes a row; unused for tick.</summary>
    public string? Trigger { get; init; }

    /// <summary>From the trigger to the row.</summary>
    public TimeSpan Settle { get; init; }

    /// <summary>Rows exist only while this is true (e.g. the pump runs).</summary>
    public Condition? While { get; init; }

    public int TrainingRows { get; init; } = 4000;

    /// <summary>Training also ends after this time, if it has <see cref="LeastTrainingRows"/> by then.</summary>
    public TimeSpan TrainingTime { get; init; } = TimeSpan.FromDays(14);

    public DriftMode Drift { get; init; } = DriftMode.Track;

    /// <summary>Worsening in σ above which the alarm goes on.</summary>
    public double On { get; init; } = 6;

    /// <summary>Departure in σ below which it may go off.</summary>
    public double Off { get; init; } = 3;

    /// <summary>Rows for which the score must stay quiet before the finding is told as over; an alarm in between belongs to it.</summary>
    public int ClearRows { get; init; }

    /// <summary>Takes part in the profile hash. Thresholds and directions do not: changing them must not cost the learned baseline.</summary>
    internal string Canonical() =>
        string.Create(CultureInfo.InvariantCulture,
            $"2|{Key}|{Kind}|{string.Join(',', Channels.Select(c => $"{c.Point}:{c.Floor?.ToString("R", CultureInfo.InvariantCulture)}"))}|{Period.Ticks}|{Trigger}|{Settle.Ticks}|{While?.Canonical()}|{TrainingRows}|{TrainingTime.Ticks}|{Drift}");
}
