namespace Facilities.Storage.Relational.Models;

/// <summary>How far a long run over all assets has come; it goes on there, also after a restart or in another process.</summary>
public sealed class RunProgress
{
    /// <summary>The key: the job's name.</summary>
    public required string Name { get; set; }

    /// <summary>Number of the last thing dealt with; 0: none yet.</summary>
    public int Position { get; set; }

    /// <summary>When the round began.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When something was last dealt with.</summary>
    public DateTimeOffset TouchedAt { get; set; }

    /// <summary>When the round was through; null: it goes on.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Things dealt with in this round.</summary>
    public int Done { get; set; }

    /// <summary>Of these, those that came to something: models trained, findings told.</summary>
    public int Changed { get; set; }
}
