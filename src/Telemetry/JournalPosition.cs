namespace Facilities.Telemetry;

/// <summary>A place in the journal: the number of bytes that stand before it since the journal's first day. Grows for ever.</summary>
public readonly record struct JournalPosition(long Offset) : IComparable<JournalPosition>
{
    public static JournalPosition Start => default;

    public int CompareTo(JournalPosition other) => Offset.CompareTo(other.Offset);

    public static bool operator <(JournalPosition left, JournalPosition right) => left.Offset < right.Offset;

    public static bool operator >(JournalPosition left, JournalPosition right) => left.Offset > right.Offset;

    public static bool operator <=(JournalPosition left, JournalPosition right) => left.Offset <= right.Offset;

    public static bool operator >=(JournalPosition left, JournalPosition right) => left.Offset >= right.Offset;
}
