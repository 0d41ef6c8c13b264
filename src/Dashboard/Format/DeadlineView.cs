namespace Facilities.Dashboard.Format;

/// <summary>
/// A deadline as drawn: how much time is used, whether it is soon (a quarter or less is left), over, held or met.
/// Computed from instants only, so that a countdown needs no query.
/// </summary>
internal readonly record struct DeadlineView(DeadlineMood Mood, TimeSpan Left, double UsedShare)
{
    private const double SoonShare = 0.75;

    /// <param name="start">Start of the clock.</param>
    /// <param name="due">Legal or agreed end.</param>
    /// <param name="now">Site clock.</param>
    /// <param name="held">The clock stands still.</param>
    public static DeadlineView At(DateTimeOffset start, DateTimeOffset due, DateTimeOffset now, bool held = false)
    {
        var left = due - now;
        var whole = due - start;
        var used = whole > TimeSpan.Zero ? Math.Clamp((now - start) / whole, 0, 1) : 1;
        var mood = held ? DeadlineMood.Held
            : left <= TimeSpan.Zero ? DeadlineMood.Over
            : used >= SoonShare ? DeadlineMood.Soon
            : DeadlineMood.Calm;
        return new(mood, left, used);
    }
}
