namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>What hits, false alarms and misses are worth (numenta/NAB, config/profiles.json).</summary>
internal sealed record NabProfile(double Hit, double FalseAlarm, double Miss)
{
    public static NabProfile Standard { get; } = new(1, 0.11, 1);

    public static NabProfile RewardLowFalsePositives { get; } = new(1, 0.22, 1);

    public static NabProfile RewardLowFalseNegatives { get; } = new(1, 0.11, 2);
}
