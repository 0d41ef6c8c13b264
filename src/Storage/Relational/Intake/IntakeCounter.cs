namespace Facilities.Storage.Relational.Intake;

/// <summary>How often something happened since the database was made, kept although the records themselves are bounded.</summary>
public sealed class IntakeCounter
{
    /// <summary>For example <c>rejects</c> or <c>quarantine-overflow</c>.</summary>
    public required string Name { get; set; }

    public long Count { get; set; }
}
