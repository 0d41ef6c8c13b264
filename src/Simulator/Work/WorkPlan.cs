namespace Facilities.Simulator.Work;

/// <summary>Work that is played on a virtual asset.</summary>
public sealed record WorkPlan
{
    /// <summary>One of <see cref="WorkScripts"/>.</summary>
    public required string Work { get; init; }

    public WorkKind Play { get; init; }

    /// <summary>Site time at which it begins.</summary>
    public required DateTimeOffset Start { get; init; }

    internal void Validate(string asset, string type, List<string> errors)
    {
        if (!WorkScripts.TryFind(Work, out var script)) errors.Add($"Asset '{asset}': there is no work '{Work}'; known are {string.Join(", ", WorkScripts.All.Select(known => known.Key))}.");
        else if (script.Type != type) errors.Add($"Asset '{asset}': '{Work}' is done to type '{script.Type}', not '{type}'.");
    }
}
