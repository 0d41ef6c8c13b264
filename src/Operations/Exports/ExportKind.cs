namespace Facilities.Operations.Exports;

/// <summary>What the cells of a column are. Any cell may be null: empty.</summary>
public enum ExportKind
{
    /// <summary><see cref="string"/>.</summary>
    Text,

    /// <summary><see cref="int"/> or <see cref="long"/>.</summary>
    Count,

    /// <summary><see cref="double"/>.</summary>
    Number,

    /// <summary><see cref="double"/>, 0 to 1; shown as percent with one decimal.</summary>
    Share,

    /// <summary><see cref="DateOnly"/>.</summary>
    Day,

    /// <summary><see cref="DateTimeOffset"/>; shown to the minute in the table's time zone.</summary>
    Moment,
}
