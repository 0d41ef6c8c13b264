namespace Facilities.Domain.Inspections;

/// <summary>
/// A duty for one asset. It keeps the interval it runs by; what the rule, a firm or a permit changes later stands beside it as a term with its first day.
/// </summary>
public sealed class InspectionSchedule
{
    /// <summary>Changes of one schedule; a rule changes every few years, a firm's mind not every month.</summary>
    public const int MaximumTerms = 40;

    /// <summary>Rests kept; older ones lie before every due that is still to come.</summary>
    private const int MaximumRests = 20;

    private InspectionSchedule()
    {
    }

    /// <param name="anchorDate">Dues count from here: commissioning, supervisory inspection, or the last time it was done.</param>
    /// <param name="startsOn">No due before this day is created: the day the schedule came into the system.</param>
    /// <param name="interval">Tighter than the template's; null: the template's.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionLoosened"/>.</exception>
    public InspectionSchedule(InspectionTemplate template, AssetId assetId, CommunityId communityId, DateOnly anchorDate, DateOnly startsOn, InspectionInterval? interval = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (interval is not null) RequireWithin(template, interval, startsOn);
        TemplateKey = template.Key;
        AssetId = assetId;
        CommunityId = communityId;
        Interval = interval ?? template.IntervalOn(startsOn);
        Anchor = template.Anchor;
        AnchorDate = anchorDate;
        StartsOn = startsOn;
        EarlyMonths = template.EarlyMonths;
        AvoidsHolidays = template.AvoidsHolidays;
        Season = template.Season;
        ReinspectMonths = template.ReinspectMonths;
        Follow(template);
    }

    public InspectionScheduleId Id { get; private set; }

    public AssetId AssetId { get; private set; }

    public CommunityId CommunityId { get; private set; }

    /// <summary>(asset, template) is unique.</summary>
    public string TemplateKey { get; private set; } = "";

    /// <summary>What it began with; <see cref="IntervalOn"/> is what holds.</summary>
    public InspectionInterval Interval { get; private set; } = InspectionInterval.HalfMonth;

    /// <summary>Later intervals, in the order in which they were added.</summary>
    public IReadOnlyList<InspectionTerm> Terms { get; private set; } = [];

    public InspectionAnchor Anchor { get; private set; }

    public DateOnly AnchorDate { get; private set; }

    public DateOnly StartsOn { get; private set; }

    /// <summary>Last day with a due: it rests; null: open.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>When it rested without a permit: the asset was out of service, or the duty not one of its. Ascending.</summary>
    public IReadOnlyList<Outage> Rests { get; private set; } = [];

    /// <summary>The latest due for which it was done; null: none yet.</summary>
    public DateOnly? DoneThrough { get; private set; }

    public int? EarlyMonths { get; private set; }

    public bool AvoidsHolidays { get; private set; }

    public YearSeason? Season { get; private set; }

    public int? ReinspectMonths { get; private set; }

    /// <summary>Dues before this day are all on record and have the state the day gave them; null: not planned yet.</summary>
    public DateOnly? SettledUntil { get; private set; }

    /// <summary>When it is to be planned again: when the site's day ends, or at once (null).</summary>
    public DateTimeOffset? PlanAgainAt { get; private set; }

    /// <summary>The interval that holds on a day: a permit's while it runs, otherwise the rule's or the firm's, whichever is tighter.</summary>
    public InspectionInterval IntervalOn(DateOnly day)
    {
        if (Terms.Count == 0) return Interval;
        if (Terms.LastOrDefault(term => term.Kind == TermKind.OnDemand && term.Holds(day)) is { } permitted) return InspectionInterval.Parse(permitted.Interval);
        var holds = Terms.LastOrDefault(term => term.Kind == TermKind.Rule && term.Holds(day)) is { } rule ? InspectionInterval.Parse(rule.Interval) : Interval;
        foreach (var term in Terms)
        {
            if (term.Kind == TermKind.Tightened && term.Holds(day) && InspectionInterval.Parse(term.Interval) is var tighter && tighter.IsWithin(holds)) holds = tighter;
        }

        return holds;
    }

    /// <summary>The first day after a day on which another interval begins to hold; null: none is planned.</summary>
    public DateOnly? ChangeAfter(DateOnly day)
    {
        if (Terms.Count == 0) return null;
        return Terms.SelectMany(term => term.Until is { } until ? [term.From, until.AddDays(1)] : new[] { term.From }).Where(change => change > day).Order()
            .Select(change => (DateOnly?)change).FirstOrDefault(change => !IntervalOn(change!.Value).Equals(IntervalOn(change.Value.AddDays(-1))));
    }

    /// <summary>Takes over what the library says will hold from later days; what is known already changes nothing.</summary>
    /// <returns>Whether something was new.</returns>
    public bool Follow(InspectionTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var changed = false;
        foreach (var change in template.Changes.Where(change => change.From > StartsOn))
        {
            if (Terms.Any(term => term.Kind == TermKind.Rule && term.From == change.From)) continue;
            Add(new InspectionTerm(TermKind.Rule, change.From, null, change.Interval.ToString()));
            changed = true;
        }

        return changed;
    }

    /// <summary>A firm asks more of itself from a day on. The same again changes nothing.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionLoosened"/>, <see cref="RuleCodes.InspectionTermPast"/>, <see cref="RuleCodes.InspectionTerms"/>.</exception>
    public void Tighten(InspectionTemplate template, InspectionInterval interval, DateOnly from, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(interval);
        if (from <= today) throw new RuleViolation(RuleCodes.InspectionTermPast, ("from", from), ("today", today));
        RequireWithin(template, interval, from);
        Add(new InspectionTerm(TermKind.Tightened, from, null, interval.ToString()));
        Replan(today);
    }

    /// <summary>On-demand maintenance (按需维保): a permit stretches the interval of this one asset, within the template's bounds.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionOnDemand"/>, <see cref="RuleCodes.InspectionPermit"/>, <see cref="RuleCodes.InspectionTermPast"/>, <see cref="RuleCodes.PeriodReversed"/>.</exception>
    public void AllowOnDemand(InspectionTemplate template, InspectionInterval interval, DateOnly from, DateOnly until, string permitNumber, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(interval);
        if (string.IsNullOrWhiteSpace(permitNumber)) throw new RuleViolation(RuleCodes.InspectionPermit);
        if (from <= today) throw new RuleViolation(RuleCodes.InspectionTermPast, ("from", from), ("today", today));
        if (until < from) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", from), ("until", until));
        if (template.OnDemand is not { } bounds || !interval.IsWithin(bounds.Longest))
            throw new RuleViolation(RuleCodes.InspectionOnDemand, ("interval", interval), ("longest", template.OnDemand?.Longest.ToString() ?? "-"));
        Add(new InspectionTerm(TermKind.OnDemand, from, until, interval.ToString(), permitNumber));
        Replan(today);
    }

    /// <summary>A permit for on-demand maintenance is withdrawn: its last day, today or later; one that hasn't begun by then never does.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionTermPast"/>, <see cref="RuleCodes.InspectionOnDemandUnknown"/>.</exception>
    public void WithdrawOnDemand(string permitNumber, DateOnly lastDay, DateOnly today)
    {
        if (lastDay < today) throw new RuleViolation(RuleCodes.InspectionTermPast, ("from", lastDay), ("today", today));
        var withdrawn = Terms.LastOrDefault(term => term.Kind == TermKind.OnDemand && term.PermitNumber == permitNumber && term.Until > lastDay)
            ?? throw new RuleViolation(RuleCodes.InspectionOnDemandUnknown, ("permit", permitNumber));
        Terms = [.. Terms.Where(term => term != withdrawn || term.From <= lastDay).Select(term => term == withdrawn ? term with { Until = lastDay } : term)];
        Replan(today);
    }

    /// <summary>Counts a fixed cycle from another day: the date of the asset that anchors it was entered anew.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool AnchorAt(DateOnly date, DateOnly today)
    {
        if (Anchor != InspectionAnchor.Fixed || date == AnchorDate) return false;
        AnchorDate = date;
        Replan(today);
        return true;
    }

    /// <summary>No due after this day, which is not in the past.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionTermPast"/>.</exception>
    public void End(DateOnly lastDay, DateOnly today)
    {
        if (lastDay < today) throw new RuleViolation(RuleCodes.InspectionTermPast, ("from", lastDay), ("today", today));
        EndsOn = lastDay;
        Replan(today);
    }

    /// <summary>
    /// Has dues again from a day on; none for the days since it ended, on which it rested as <see cref="DueChain"/> says of an asset out of use: an elevator that stood
    /// still for over a year is inspected first, whoever switched it off.
    /// </summary>
    public void Resume(DateOnly today)
    {
        if (EndsOn < today) Rests = [.. Rests.Append(new Outage(EndsOn.Value, today, null)).TakeLast(MaximumRests)];
        EndsOn = null;
        SettledUntil = today;
        PlanAgainAt = null;
    }

    /// <summary>Everything up to a day has been planned: the next run begins there, when the day is over.</summary>
    public void Settle(DateOnly today, DateTimeOffset endOfDay)
    {
        if (SettledUntil is null || today > SettledUntil) SettledUntil = today;
        PlanAgainAt = endOfDay;
    }

    /// <summary>Something changed from a day on: it is planned anew from there.</summary>
    public void Replan(DateOnly from)
    {
        if (SettledUntil >= from) SettledUntil = from.AddDays(-1);
        PlanAgainAt = null;
    }

    /// <summary>Moves the anchor as its mode says; a claim that comes late for an older due never moves it back.</summary>
    internal void Completed(DateOnly due, DateOnly done)
    {
        if (DoneThrough is null || due > DoneThrough) DoneThrough = due;
        var anchor = Anchor switch
        {
            InspectionAnchor.Floating => done,
            InspectionAnchor.MaximumInterval => done < due ? done : due,
            _ => AnchorDate,
        };
        if (anchor <= AnchorDate) return;
        AnchorDate = anchor;
        // The phone may have had no network for weeks: dues between the work and today may now be others.
        Replan(anchor);
    }

    private static void RequireWithin(InspectionTemplate template, InspectionInterval interval, DateOnly from)
    {
        var legal = template.IntervalOn(from);
        if (template.Statutory && !interval.IsWithin(legal)) throw new RuleViolation(RuleCodes.InspectionLoosened, ("interval", interval), ("legal", legal), ("basis", template.Basis));
    }

    private void Add(InspectionTerm term)
    {
        if (Terms.Contains(term)) return;
        if (Terms.Count >= MaximumTerms) throw new RuleViolation(RuleCodes.InspectionTerms, ("maximum", MaximumTerms));
        Terms = [.. Terms, term];
    }
}
