namespace Facilities.Operations.Complaints;

/// <summary>Why a row of an import, or a whole file, was refused; pages word them as <c>code.…</c>.</summary>
public static class ComplaintCodes
{
    /// <summary>No number of the record, or one of more than 64 characters.</summary>
    public const string Number = "complaint.number";

    /// <summary>Nothing was said.</summary>
    public const string Words = "complaint.words";

    /// <summary>No time that can be read.</summary>
    public const string Time = "complaint.time";

    /// <summary>A time in the future, or before 2000.</summary>
    public const string TimeRange = "complaint.time_range";

    /// <summary>The file has no heading line.</summary>
    public const string Empty = "complaint.file_empty";

    /// <summary>The file isn't there any more.</summary>
    public const string Gone = "complaint.file_gone";

    /// <summary>The headings aren't those that were mapped.</summary>
    public const string Columns = "complaint.columns";

    /// <summary>Every code above.</summary>
    public static IReadOnlyList<string> All { get; } = [Number, Words, Time, TimeRange, Empty, Gone, Columns];
}
