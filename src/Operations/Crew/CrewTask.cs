using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Crew;

/// <summary>A fault as the crew's phone keeps it: everything that the work needs where there is no network.</summary>
public sealed record CrewTask
{
    public required FaultRow Row { get; init; }

    /// <summary>Name of the fault mode; of the family when nobody knows the mode.</summary>
    public required LocalizedName Mode { get; init; }

    /// <summary>What to do, in a sentence.</summary>
    public LocalizedName? Advice { get; init; }

    /// <summary>Why it is believed, in short; null: a person reported it.</summary>
    public CrewReason? Why { get; init; }

    /// <summary>Given to this person by name; false: to his firm.</summary>
    public required bool IsMine { get; init; }

    public required IReadOnlyList<FaultDeadlineRow> Deadlines { get; init; }

    /// <summary>Trapped people; null when there are none.</summary>
    public EntrapmentRow? Entrapment { get; init; }

    public required IReadOnlyList<CrewStep> Steps { get; init; }

    /// <summary>Parts as recorded last in this round, as text; null: none.</summary>
    public string? Parts { get; init; }

    /// <summary>What this person may do now.</summary>
    public required IReadOnlyList<FaultAction> Allowed { get; init; }

    public required IReadOnlyList<FaultFileRow> Files { get; init; }

    /// <summary>Way in, gate phone, registration and rescue number, as far as known.</summary>
    public required IReadOnlyDictionary<string, string> Access { get; init; }

    /// <summary>Where the site lies, degrees by WGS 84.</summary>
    public double? Latitude { get; init; }

    public double? Longitude { get; init; }
}
