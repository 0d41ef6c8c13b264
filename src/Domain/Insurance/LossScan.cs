namespace Facilities.Domain.Insurance;

/// <summary>
/// Finds losses in a series of moments at which something was the case, wasn't, or couldn't be told. A moment at which it was covers the time to the next one, or one expected
/// interval when that comes too late, as <c>Coverage</c> counts; what isn't covered proves nothing. So a gap can neither begin a loss nor lengthen one, and doesn't end it
/// either: a loss ends only with a moment at which it is over.
/// <code>
///   true ──── true ──     gap     ── true ──── false          from: the first true · until: the false
///   ████████████                     █████████                proven: the parts that are covered
/// </code>
/// Moments in ascending order; for one pass. Not thread-safe.
/// </summary>
/// <param name="expected">How often a moment should come.</param>
/// <param name="reach">From this far apart on there is a gap between two moments.</param>
public sealed class LossScan(TimeSpan expected, TimeSpan reach)
{
    private readonly List<ProvenLoss> _losses = [];
    private DateTimeOffset? _from;
    private DateTimeOffset _end;
    private TimeSpan _proven;
    private DateTimeOffset? _lastTrue;

    /// <param name="holds">Null: it can't be told, or doesn't count (a permit runs).</param>
    public void Add(DateTimeOffset at, bool? holds)
    {
        Cover(at);
        if (holds == true)
        {
            _from ??= at;
            _lastTrue = at;
        }
        else if (holds == false)
        {
            Close(isOver: true);
        }
    }

    /// <summary>The losses, oldest first; one that lasts is proven up to <paramref name="until"/> at most.</summary>
    public IReadOnlyList<ProvenLoss> Finish(DateTimeOffset until)
    {
        Cover(until);
        Close(isOver: false);
        return _losses;
    }

    private void Cover(DateTimeOffset next)
    {
        if (_lastTrue is not { } last) return;
        var end = next - last <= reach ? next : last + expected;
        _proven += end - last;
        _end = end;
        _lastTrue = null;
    }

    private void Close(bool isOver)
    {
        if (_from is { } from) _losses.Add(new ProvenLoss(from, isOver ? _end : null, _proven));
        (_from, _proven, _lastTrue) = (null, TimeSpan.Zero, null);
    }
}
