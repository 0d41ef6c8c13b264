using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Crew;

/// <summary>One open part of a fault that the caller's organisation was handed (ADR 35), as the phone keeps it: of the fault no more than the work needs.</summary>
public sealed record CrewPart
{
    public required FaultId Fault { get; init; }

    public required string Number { get; init; }

    public required Severity Severity { get; init; }

    public required AssetPlace Place { get; init; }

    /// <summary>Name of the fault mode; of the family when nobody knows the mode.</summary>
    public required LocalizedName Mode { get; init; }

    /// <summary>Task, deadline, who asked, and what the caller may do with it now.</summary>
    public required FaultPartRow Part { get; init; }

    public required IReadOnlyList<FaultFileRow> Files { get; init; }

    /// <summary>Where the site lies, degrees by WGS 84.</summary>
    public double? Latitude { get; init; }

    public double? Longitude { get; init; }
}
