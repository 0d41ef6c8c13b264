namespace Facilities.Ingest.Hosting;

/// <summary>The detection consumer's rhythm.</summary>
public sealed record DetectionSettings
{
    /// <summary><c>Detection:SaveEverySeconds</c>: how often the detectors' state is saved; a crash replays at most that much.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromSeconds(15);
}
