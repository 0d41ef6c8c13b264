using Facilities.Operations.Templates;

namespace Facilities.Operations.Public;

/// <summary>What the law or a plan demands of one sort of equipment, in the running month.</summary>
/// <param name="Name">The duty.</param>
/// <param name="Assets">Equipment that it was or is due for.</param>
/// <param name="Due">Fell due until today.</param>
/// <param name="Done">Of these, done.</param>
/// <param name="OnTime">Of these, on time.</param>
/// <param name="Proven">Records of the month that telemetry proves.</param>
/// <param name="Partly">… proves in part.</param>
/// <param name="Contradicted">… contradicts.</param>
/// <param name="NoData">… says nothing of.</param>
/// <param name="LastDone">The newest record; null: none in the last year.</param>
/// <param name="NextDue">The next day on which it falls due; null: none is planned.</param>
public sealed record PublicDuty(LocalizedName Name, int Assets, int Due, int Done, int OnTime, int Proven, int Partly, int Contradicted, int NoData, DateTimeOffset? LastDone, DateOnly? NextDue);
