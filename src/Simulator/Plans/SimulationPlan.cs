namespace Facilities.Simulator.Plans;

/// <summary>What a the simulator plays: virtual sites with their assets and the faults that will develop.</summary>
public sealed record SimulationPlan
{
    /// <summary>At most <see cref="MaximumAssets"/> assets over all sites.</summary>
    public required IReadOnlyList<SitePlan> Sites { get; init; }

    /// <summary>A plan keeps one model per asset in memory; the load generator serves larger numbers.</summary>
    public const int MaximumAssets = 5_000;

    /// <summary>Throws <see cref="ArgumentException"/> naming everything that is wrong with the plan.</summary>
    public void Validate()
    {
        var errors = new List<string>();
        if (Sites.Count == 0) errors.Add("The plan has no site.");
        if (Sites.Sum(site => site.Assets.Count) > MaximumAssets) errors.Add($"The plan has more than {MaximumAssets} assets.");
        foreach (var twice in Sites.GroupBy(site => site.Code).Where(group => group.Count() > 1))
            errors.Add($"Site code '{twice.Key}' is used twice.");
        foreach (var site in Sites) site.Validate(errors);
        if (errors.Count > 0) throw new ArgumentException(string.Join(' ', errors));
    }
}
