namespace Facilities.Storage.Relational.Faults;

/// <summary>An action that was carried out, by the key its caller chose: the same key again changes nothing and gets the same answer.</summary>
public sealed class HandledCommand
{
    public required string Key { get; set; }

    /// <summary>What the key was used for, e.g. <c>fault/17/Accept</c>; the same key for something else is refused.</summary>
    public required string Subject { get; set; }

    /// <summary>The answer given, e.g. the state after it.</summary>
    public required string Answer { get; set; }

    public DateTimeOffset At { get; set; }
}
