using Facilities.Domain.Calendars;

namespace Facilities.Domain.Rota;

/// <summary>
/// The rota of one site: single shifts and weekly patterns laid over each other, then substitutions. Several people may be on duty at once; where nobody is,
/// there is a gap and it is shown as one. Pure; immutable and thread-safe.
/// </summary>
public sealed class DutyRota
{
    private readonly TimeZoneInfo _zone;
    private readonly IReadOnlyList<DutyShift> _shifts;
    private readonly IReadOnlyList<DutyPattern> _patterns;
    private readonly IReadOnlyList<DutySubstitution> _substitutions;

    public DutyRota(TimeZoneInfo zone, IReadOnlyList<DutyShift> shifts, IReadOnlyList<DutyPattern> patterns, IReadOnlyList<DutySubstitution> substitutions)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(shifts);
        ArgumentNullException.ThrowIfNull(patterns);
        ArgumentNullException.ThrowIfNull(substitutions);
        (_zone, _shifts, _patterns, _substitutions) = (zone, shifts, patterns, substitutions);
    }

    /// <summary>Who is on duty at an instant: each person once, by user. At the instant of a handover it is the one who takes over.</summary>
    public IReadOnlyList<DutySpan> At(DutyLevel level, DateTimeOffset instant) =>
        [.. Between(level, instant, instant.AddMilliseconds(1)).Where(span => span.From <= instant && instant < span.Until)
            .GroupBy(span => span.User).Select(spans => spans.MaxBy(span => span.Until)!).OrderBy(span => span.User.Value)];

    /// <summary>The spans that touch [from, until), whole and not cut to it, by their beginning.</summary>
    public IReadOnlyList<DutySpan> Between(DutyLevel level, DateTimeOffset from, DateTimeOffset until)
    {
        var spans = new List<DutySpan>();
        foreach (var shift in _shifts.Where(shift => shift.Level == level)) spans.AddRange(Substituted(new DutySpan(level, shift.UserId, shift.From, shift.Until)));
        // A shift of the day before, and on a long day of the one before that, may reach into the first day.
        var (first, last) = (SiteTime.DateOf(_zone, from).AddDays(-2), SiteTime.DateOf(_zone, until));
        foreach (var pattern in _patterns.Where(pattern => pattern.Level == level))
        {
            for (var day = first; day <= last; day = day.AddDays(1))
            {
                if (!pattern.BeginsOn(day)) continue;
                var (begin, end) = pattern.On(day, _zone);
                if (end > begin) spans.AddRange(Substituted(new DutySpan(level, pattern.UserId, begin, end)));
            }
        }

        return [.. spans.Where(span => span.From < until && span.Until > from).OrderBy(span => span.From).ThenBy(span => span.User.Value)];
    }

    /// <summary>The stretches of [from, until) in which nobody is on duty on a level.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Gaps(DutyLevel level, DateTimeOffset from, DateTimeOffset until)
    {
        var gaps = new List<(DateTimeOffset, DateTimeOffset)>();
        var covered = from;
        foreach (var span in Between(level, from, until))
        {
            if (span.From > covered) gaps.Add((covered, span.From));
            if (span.Until > covered) covered = span.Until;
        }

        if (covered < until) gaps.Add((covered, until));
        return gaps;
    }

    /// <summary>A span cut where substitutions begin and end. The one entered last wins; a substitute isn't substituted again.</summary>
    private List<DutySpan> Substituted(DutySpan span)
    {
        var absences = _substitutions.Where(item => item.AbsentId == span.User && (item.Level is null || item.Level == span.Level))
            .Select(item => (item.Id, item.SubstituteId, From: SiteTime.ToUtc(_zone, item.From, 0), Until: SiteTime.ToUtc(_zone, item.Until.AddDays(1), 0)))
            .Where(item => item.From < span.Until && item.Until > span.From).ToList();
        if (absences.Count == 0) return [span];

        var cuts = absences.SelectMany(item => new[] { item.From, item.Until }).Where(at => at > span.From && at < span.Until)
            .Append(span.From).Append(span.Until).Distinct().Order().ToList();
        var parts = new List<DutySpan>();
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            var (from, until) = (cuts[i], cuts[i + 1]);
            var standing = absences.Where(item => item.From <= from && until <= item.Until).OrderByDescending(item => item.Id.Value).Select(item => (UserId?)item.SubstituteId).FirstOrDefault();
            parts.Add(standing is { } substitute ? span with { User = substitute, From = from, Until = until, InsteadOf = span.User } : span with { From = from, Until = until });
        }

        return parts;
    }
}
