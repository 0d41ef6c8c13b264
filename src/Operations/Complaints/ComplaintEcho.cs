using Facilities.Domain;

namespace Facilities.Operations.Complaints;

/// <summary>What people said of a piece of equipment beside what its sensors saw.</summary>
/// <param name="Asset">Which.</param>
/// <param name="Count">Complaints within the time asked for; those believed or confirmed.</param>
/// <param name="FirstAt">The first of them.</param>
/// <param name="LastAt">The last.</param>
/// <param name="Seen">The first finding that shows what was complained of; null: sensors saw nothing.</param>
/// <param name="FaultNumber">The fault of that finding; null: it has none.</param>
/// <param name="HeardAt">Newest sample of the equipment; null: it never reported.</param>
/// <param name="IsFresh">It reports now.</param>
public sealed record ComplaintEcho(AssetId Asset, int Count, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset? Seen, string? FaultNumber, DateTimeOffset? HeardAt, bool IsFresh)
{
    /// <summary>How much earlier the sensors saw it than the first complaint; negative: later. Null: they saw nothing.</summary>
    public TimeSpan? Lead => FirstAt - Seen;
}
