namespace Facilities.Dashboard.Format;

/// <summary>How a deadline is drawn.</summary>
internal enum DeadlineMood
{
    Calm,

    /// <summary>A quarter of the time or less is left.</summary>
    Soon,

    Over,

    /// <summary>The clock stands still.</summary>
    Held,
}
