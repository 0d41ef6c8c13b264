namespace Facilities.Domain.Insurance;

/// <summary>One cover of a version of terms.</summary>
public sealed class Cover
{
    private Cover()
    {
    }

    /// <param name="eventLimit">At most for one loss event; null: no limit.</param>
    /// <param name="aggregateLimit">At most for all losses under these terms; null: no limit.</param>
    /// <param name="deductible">Kept by the insured, per event.</param>
    /// <param name="waitingPeriod">No cover for this long after the policy's first day.</param>
    /// <param name="notifyWithin">The loss must be notified within this time; null: <see cref="DefaultNotifyWithin"/>.</param>
    /// <param name="benefits">What is paid for each step of the cover's trigger, in its order; none: by the repair, or as surveyed.</param>
    /// <param name="maximumAgeYears">Older assets aren't covered; null: no limit.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.PolicyFigure"/> with the field that nobody could have agreed.</exception>
    public Cover(
        CoverKind kind, Money? eventLimit = null, Money? aggregateLimit = null, Money deductible = default, TimeSpan waitingPeriod = default, TimeSpan? notifyWithin = null,
        IEnumerable<Money>? benefits = null, int? maximumAgeYears = null)
    {
        Benefits = [.. (benefits ?? []).Select(benefit => benefit.Fen)];
        MaximumAgeYears = maximumAgeYears;
        Kind = kind;
        EventLimit = eventLimit;
        AggregateLimit = aggregateLimit;
        Deductible = deductible;
        WaitingPeriod = waitingPeriod;
        NotifyWithin = notifyWithin ?? DefaultNotifyWithin;
        Demand(Enum.IsDefined(kind), "kind");
        Demand(eventLimit is null || eventLimit > Money.Zero, "eventLimit");
        Demand(aggregateLimit is null || aggregateLimit > Money.Zero, "aggregateLimit");
        Demand(deductible >= Money.Zero, "deductible");
        Demand(waitingPeriod >= TimeSpan.Zero && waitingPeriod <= LongestWaitingPeriod, "waitingPeriod");
        Demand(NotifyWithin >= TimeSpan.FromHours(1) && NotifyWithin <= LongestNotifyWithin, "notifyWithin");
        Demand(Benefits.Count <= MostBenefits && Benefits.All(fen => fen > 0) && Benefits.Zip(Benefits.Skip(1)).All(pair => pair.Second >= pair.First), "benefits");
        Demand(maximumAgeYears is null or (> 0 and <= 100), "maximumAgeYears");

        static void Demand(bool holds, string field)
        {
            if (!holds) throw new RuleViolation(RuleCodes.PolicyFigure, ("field", field));
        }
    }

    /// <summary>No trigger has more steps.</summary>
    public const int MostBenefits = 8;

    /// <summary>A year.</summary>
    public static TimeSpan LongestWaitingPeriod => TimeSpan.FromDays(366);

    /// <summary>30 days.</summary>
    public static TimeSpan LongestNotifyWithin => TimeSpan.FromDays(30);

    /// <summary>48 hours.</summary>
    public static TimeSpan DefaultNotifyWithin => TimeSpan.FromHours(48);

    public long Id { get; private set; }

    public CoverKind Kind { get; private set; }

    public Money? EventLimit { get; private set; }

    public Money? AggregateLimit { get; private set; }

    public Money Deductible { get; private set; }

    public TimeSpan WaitingPeriod { get; private set; }

    public TimeSpan NotifyWithin { get; private set; }

    /// <summary>In fen, ascending by step.</summary>
    public IReadOnlyList<long> Benefits { get; private set; } = [];

    /// <summary>Whole years since the asset was commissioned.</summary>
    public int? MaximumAgeYears { get; private set; }

    /// <summary>What is paid once so many steps were passed; the last one stands for all further; null: no fixed amount.</summary>
    public Money? BenefitFor(int step) => Benefits.Count == 0 || step < 1 ? null : new Money(Benefits[Math.Min(step, Benefits.Count) - 1]);
}
