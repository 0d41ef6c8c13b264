namespace Facilities.Storage.Relational.Intake;

/// <summary>Topics that are telemetry although no known dialect speaks like this, and where in them device and field stand.</summary>
public sealed class TopicPattern
{
    /// <summary>Patterns in all; every topic that no other dialect claims is compared with each.</summary>
    public const int Most = 100;

    public int Id { get; set; }

    /// <summary>Levels as text, <c>+</c>, <c>{device}</c> or <c>{field}</c>, e.g. <c>sensors/{device}/{field}</c>.</summary>
    public required string Pattern { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
