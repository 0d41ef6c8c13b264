using Facilities.Detection;

namespace Facilities.Operations.Templates;

/// <summary>A way in which the asset fails.</summary>
public sealed record FaultMode
{
    public required string Key { get; init; }

    public required string Family { get; init; }

    /// <summary>1 (life safety) to 4 (cosmetic).</summary>
    public required int Severity { get; init; }

    public required LocalizedName Name { get; init; }

    /// <summary>What the crew should do.</summary>
    public required LocalizedName Advice { get; init; }

    /// <summary>The crew's checklist; a mode without one of its own has the common one.</summary>
    public IReadOnlyList<ModeStep> Steps { get; init; } = [];

    /// <summary>How it shows: points and the way each goes; empty where a rule alone can tell.</summary>
    public IReadOnlyList<ModeSign> Shows { get; init; } = [];

    /// <summary>Usual warning time before the failure; <c>null</c>: none.</summary>
    public TimeSpan? LeadMin { get; init; }

    public TimeSpan? LeadMax { get; init; }
}
