using Facilities.Domain.Faults;

namespace Facilities.Domain.Insurance;

/// <summary>
/// Compensation per trapped person by duration. Shandong guiding opinion of 2019, its minima:
/// <code>
/// 30:00 ≤ t ≤ 60:00   200 yuan        t > 90:00    400
///         t > 60:00   300             t > 120:00   500
/// </code>
/// Each person is owed by its own time. Data gaps never start or lengthen a loss. Immutable.
/// </summary>
public sealed class EntrapmentLadder
{
    private readonly LadderStep[] _steps;

    /// <param name="steps">Ascending by threshold and amount.</param>
    public EntrapmentLadder(string key, IEnumerable<LadderStep> steps)
    {
        Key = key;
        _steps = [.. steps];
        for (var i = 1; i < _steps.Length; i++)
        {
            if (_steps[i].Threshold <= _steps[i - 1].Threshold || _steps[i].PerPerson <= _steps[i - 1].PerPerson) throw new ArgumentException("Steps must ascend.", nameof(steps));
        }
    }

    public static EntrapmentLadder Shandong2019 { get; } = new("shandong-2019",
    [
        new(TimeSpan.FromMinutes(30), true, Money.FromYuan(200)),
        new(TimeSpan.FromMinutes(60), false, Money.FromYuan(300)),
        new(TimeSpan.FromMinutes(90), false, Money.FromYuan(400)),
        new(TimeSpan.FromMinutes(120), false, Money.FromYuan(500)),
    ]);

    public string Key { get; }

    public IReadOnlyList<LadderStep> Steps => _steps;

    /// <summary>The first duration that owes anything.</summary>
    public TimeSpan StartsAt => _steps[0].Threshold;

    /// <summary>Owed per person for a duration; zero below the first step.</summary>
    public Money PerPerson(TimeSpan duration)
    {
        var owed = Money.Zero;
        foreach (var step in _steps)
        {
            if (step.Inclusive ? duration >= step.Threshold : duration > step.Threshold) owed = step.PerPerson;
        }

        return owed;
    }

    public EntrapmentAssessment Assess(EntrapmentLoss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (loss.TrappedAt is not { } start)
        {
            return new EntrapmentAssessment(TimeSpan.Zero, loss.ReleasedAt is null, Money.Zero, null, null, [CodedText.Of(ReasonCodes.LadderUnconfirmed)]);
        }

        var reasons = new List<CodedText>();
        var end = loss.ReleasedAt ?? loss.ProvenUntil;
        var gone = Unproven(start, end, loss.Gaps);
        var proven = end > start ? end - start - gone : TimeSpan.Zero;
        var perPerson = PerPerson(proven);
        reasons.Add(CodedText.Of(perPerson > Money.Zero ? ReasonCodes.LadderStep : ReasonCodes.LadderBelowFirstStep, ("ladder", Key), ("duration", proven), ("per_person", perPerson)));
        if (gone > TimeSpan.Zero) reasons.Add(CodedText.Of(ReasonCodes.LadderGapsLeftOut, ("duration", gone)));
        if (loss.Persons is not { } persons)
        {
            reasons.Add(CodedText.Of(ReasonCodes.LadderPersonsUnknown));
            return new EntrapmentAssessment(proven, loss.ReleasedAt is null, perPerson, null, null, reasons);
        }

        var counted = Math.Min(persons, loss.RatedPersons ?? persons);
        if (counted < persons) reasons.Add(CodedText.Of(ReasonCodes.LadderCappedByRatedPersons, ("persons", persons), ("rated", counted)));
        var amount = loss.Releases is { Count: > 0 } releases ? OfGroups(start, end, loss.Gaps, releases, persons, counted, perPerson, reasons) : perPerson * counted;
        return new EntrapmentAssessment(proven, loss.ReleasedAt is null, perPerson, counted, amount, reasons);
    }

    /// <summary>Each person by the time at which it came out. Heads above the rating are left out of those who stayed longest: a doubt never raises what is owed.</summary>
    private Money OfGroups(
        DateTimeOffset start, DateTimeOffset end, IReadOnlyList<TimeGap> gaps, IReadOnlyList<PersonsReleased> releases, int persons, int counted, Money otherwise, List<CodedText> reasons)
    {
        var (sum, left, rest) = (Money.Zero, counted, persons);
        foreach (var group in releases.OrderBy(release => release.At))
        {
            var until = group.At < end ? group.At : end;
            var proven = until > start ? until - start - Unproven(start, until, gaps) : TimeSpan.Zero;
            var (owed, paid) = (PerPerson(proven), Math.Min(group.Persons, left));
            reasons.Add(CodedText.Of(ReasonCodes.LadderGroup, ("persons", paid), ("duration", proven), ("per_person", owed)));
            (sum, left, rest) = (sum + (owed * paid), left - paid, rest - group.Persons);
        }

        return sum + (otherwise * Math.Min(left, Math.Max(0, rest)));
    }

    /// <summary>How much of [start, end) the gaps cover; overlapping gaps count once.</summary>
    private static TimeSpan Unproven(DateTimeOffset start, DateTimeOffset end, IReadOnlyList<TimeGap> gaps)
    {
        var total = TimeSpan.Zero;
        var at = start;
        foreach (var gap in gaps.OrderBy(gap => gap.From))
        {
            var from = gap.From > at ? gap.From : at;
            var to = gap.To < end ? gap.To : end;
            if (to <= from) continue;
            total += to - from;
            at = to;
        }

        return total;
    }
}
