namespace Facilities.Domain.Inspections;

/// <summary>A duty: what, how often, by whom, with which evidence and on which basis. See <see cref="InspectionTemplates"/>.</summary>
/// <param name="Key">Stable, e.g. <c>elevator-half-month</c>.</param>
/// <param name="AssetType">Key of the asset template it is for.</param>
/// <param name="Name">Chinese.</param>
/// <param name="NameEn">English.</param>
/// <param name="Performer">Who does it; <see cref="AlsoBy"/> may, too.</param>
/// <param name="Statutory">The interval is a legal limit: a schedule may tighten it, never loosen it.</param>
/// <param name="Evidence">Codes of what must be brought.</param>
/// <param name="Basis">The standard or rule; <c>default</c> when it is ours.</param>
public sealed record InspectionTemplate(
    string Key,
    string AssetType,
    string Name,
    string NameEn,
    InspectionInterval Interval,
    InspectionAnchor Anchor,
    Performer Performer,
    bool Statutory,
    IReadOnlyList<string> Evidence,
    string Basis,
    BasisMark Mark)
{
    public IReadOnlyList<Performer> AlsoBy { get; init; } = [];

    /// <summary>How well it is founded who does it.</summary>
    public BasisMark PerformerMark { get; init; } = Mark;

    /// <summary>Different people who must sign.</summary>
    public int Signatures { get; init; } = 1;

    public IReadOnlyList<InspectionStep> Steps { get; init; } = [];

    /// <summary>How well the steps and their limits are founded: the field's own list is longer, this is what is asked for here.</summary>
    public BasisMark StepsMark { get; init; } = BasisMark.Default;

    /// <summary>Keys of shorter lists that doing this one does too.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>How many months before its due date it may be done at the earliest; null: any time after the one before.</summary>
    public int? EarlyMonths { get; init; }

    /// <summary>Planned work keeps off holidays, always to an earlier day; the due date stays.</summary>
    public bool AvoidsHolidays { get; init; } = true;

    /// <summary>Part of the year in which it is asked for; null: all of it.</summary>
    public YearSeason? Season { get; init; }

    /// <summary>Due on the day the asset comes back after longer than this out of use, without moving the cycle; null: never.</summary>
    public int? ReinspectMonths { get; init; }

    /// <summary>Attribute of the asset whose date anchors the cycle; null: the day its schedule began.</summary>
    public string? AnchoredBy { get; init; }

    /// <summary>Only for assets whose attribute has this value; null: all of the type.</summary>
    public KeyValuePair<string, string>? When { get; init; }

    /// <summary>With <see cref="When"/>: also for assets that don't say.</summary>
    public bool WhenUnstated { get; init; }

    /// <summary>One item a day whose record holds a round at least this often while the place is open; null: the item is one piece of work.</summary>
    public TimeSpan? RoundEvery { get; init; }

    /// <summary>How far the interval may be stretched for an asset with a permit for on-demand maintenance (按需维保); null: not at all.</summary>
    public OnDemandBounds? OnDemand { get; init; }

    /// <summary>Licence that everyone who signs needs; null: none.</summary>
    public LicenceDemand? Licence { get; init; }

    /// <summary>How long its records are kept at least.</summary>
    public RecordKeeping Keeping { get; init; } = RecordKeeping.Own;

    /// <summary>Later wordings of the rule, ascending by the day from which they hold.</summary>
    public IReadOnlyList<TemplateChange> Changes { get; init; } = [];

    /// <summary>A device may perform it by itself; telemetry writes the record then.</summary>
    public bool IsAutomatic => Performer == Performer.Automatic || AlsoBy.Contains(Performer.Automatic);

    /// <summary>An automatic duty whose record is made of the day's readings; the others are tests that telemetry must show.</summary>
    public bool IsMeasured => IsAutomatic && Steps.Count > 0 && Steps.All(step => step.Reading is not null);

    /// <summary>Whether it is a duty of an asset with such attributes.</summary>
    public bool IsFor(IReadOnlyDictionary<string, string> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return When is not { } when || (attributes.TryGetValue(when.Key, out var value) && value.Length > 0 ? value == when.Value : WhenUnstated);
    }

    /// <summary>The rule's own interval on a day.</summary>
    public InspectionInterval IntervalOn(DateOnly day) => Changes.LastOrDefault(change => change.From <= day)?.Interval ?? Interval;
}
