namespace Facilities.Domain.Insurance;

/// <summary>
/// One version of a parametric trigger: what of telemetry and of the loop makes a loss under a cover. Data, not code: <c>Operations/Claims/triggers.json</c>. A version holds from
/// its day; a loss is judged by the version of its own time. Immutable.
/// </summary>
public sealed record TriggerRule
{
    /// <summary>E.g. <c>fire-pump-unavailable</c>; the same in every version.</summary>
    public required string Key { get; init; }

    public required int Version { get; init; }

    /// <summary>First day at the site.</summary>
    public required DateOnly From { get; init; }

    public required CoverKind Cover { get; init; }

    public required TriggerKind Kind { get; init; }

    /// <summary>Types of assets; empty: all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>A fault of one of these families must be open: the loop knows of it; empty: any.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>All of one of these lists must hold.</summary>
    public IReadOnlyList<IReadOnlyList<PointTest>> When { get; init; } = [];

    /// <summary>Key of the counter that stands still.</summary>
    public string? Counter { get; init; }

    /// <summary>A loss lasts longer than the first; the further ones are steps of what is owed. Ascending; empty where a moment is enough.</summary>
    public IReadOnlyList<TimeSpan> Steps { get; init; } = [];

    /// <summary>Where the numbers come from.</summary>
    public required string Source { get; init; }

    /// <summary>As claims keep it: <c>fire-pump-unavailable@1</c>.</summary>
    public string Name => $"{Key}@{Version}";

    /// <summary>How many steps a proven duration has passed; 0: it is no loss yet. A border itself isn't passed.</summary>
    public int StepsPassed(TimeSpan proven) => Steps.Count == 0 ? 1 : Steps.Count(step => proven > step);

    /// <summary>Three-valued: what can't be told of one statement may not matter to the whole.</summary>
    /// <param name="value">A point's value by its key.</param>
    /// <param name="attribute">A number of the asset by its key.</param>
    public bool? Holds(Func<string, double?> value, Func<string, double?> attribute)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(attribute);
        bool? any = false;
        foreach (var list in When)
        {
            bool? all = true;
            foreach (var test in list)
            {
                var one = test.Holds(value(test.Point), test.Attribute is { } key ? attribute(key) : null);
                all = one == false || all == false ? false : one is null || all is null ? null : true;
            }

            any = all == true || any == true ? true : all is null || any is null ? null : false;
        }

        return any;
    }
}
