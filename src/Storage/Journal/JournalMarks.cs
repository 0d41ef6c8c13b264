namespace Facilities.Storage.Journal;

/// <summary>
/// What became durable in which second, for the last hour or so of seconds in which anything did: tells how long a record has been waiting.
/// Older times are only known by whole segments. Bounded; not thread-safe.
/// </summary>
/// <param name="from">Everything before this position is older than the marks know.</param>
internal sealed class JournalMarks(TimeProvider clock, long from)
{
    private const int Most = 4096;

    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(1);

    private readonly long[] _at = new long[Most];
    private readonly long[] _through = new long[Most];
    private long _from = from;
    private int _first;
    private int _count;

    /// <summary>Everything before <paramref name="through"/> is durable from now on.</summary>
    public void Note(long through)
    {
        var now = clock.GetTimestamp();
        var last = (_first + _count - 1) % Most;
        if (_count > 0 && clock.GetElapsedTime(_at[last], now) < Grain)
        {
            _through[last] = through;
            return;
        }

        if (_count == Most)
        {
            _from = _through[_first];
            _first = (_first + 1) % Most;
            _count--;
        }

        last = (_first + _count++) % Most;
        (_at[last], _through[last]) = (now, through);
    }

    /// <summary>How long the record that begins at a position has been durable, at most a second too much; <c>null</c> when it is older than the marks.</summary>
    public TimeSpan? AgeOf(long position)
    {
        if (position < _from) return null;
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_through[(_first + middle) % Most] > position) high = middle;
            else low = middle + 1;
        }

        return low == _count ? null : clock.GetElapsedTime(_at[(_first + low) % Most]);
    }
}
