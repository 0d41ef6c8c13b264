using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Certificates;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Claims;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Faults;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>Everything a pack says, read at one moment; what is long (telemetry, pictures, the audit chain) is read while it is written.</summary>
internal sealed record PackFacts
{
    public required Claim Claim { get; init; }

    public required Policy Policy { get; init; }

    /// <summary>As of loss time; null when none held.</summary>
    public required PolicyTerms? Terms { get; init; }

    public required Asset Asset { get; init; }

    public required AssetPlace Place { get; init; }

    /// <summary>Where the community lies; null when nobody entered it.</summary>
    public required string? Address { get; init; }

    /// <summary>Without people's names: a pack leaves the house.</summary>
    public required PartyLookup Parties { get; init; }

    public required Fault? Fault { get; init; }

    public required IReadOnlyList<ClaimTimelineEntry> Timeline { get; init; }

    public required EntrapmentAssessment? Assessment { get; init; }

    public required InspectionStatus Inspection { get; init; }

    /// <summary>Papers of the asset that were entered, oldest first.</summary>
    public required IReadOnlyList<Certificate> Papers { get; init; }

    /// <summary>The last records before the loss, newest first.</summary>
    public required IReadOnlyList<InspectionItem> Maintenance { get; init; }

    public required IReadOnlyList<FaultFile> Files { get; init; }

    public required IReadOnlyList<TemplatePoint> Points { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>24 h after the loss, or so far as time has come.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Nothing can be added to the telemetry any more.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>How far apart readings may lie, see <see cref="Telemetry.Coverage"/>.</summary>
    public required TimeSpan ExpectedInterval { get; init; }

    /// <summary>What the repair took, newest list; null: nobody said.</summary>
    public CodedText? Parts => Fault?.History.LastOrDefault(line => line.Action == FaultAction.RecordParts)?.Reason;
}
