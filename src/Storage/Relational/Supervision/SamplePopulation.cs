using Facilities.Domain;

namespace Facilities.Storage.Relational.Supervision;

/// <summary>The records from which a sample is drawn, as its announcement fixed them; apart from the sample, because it may be long and is read seldom.</summary>
public sealed class SamplePopulation
{
    public SampleId SampleId { get; set; }

    /// <summary>Numbers of the items, ascending.</summary>
    public required IReadOnlyList<int> Items { get; set; }
}
