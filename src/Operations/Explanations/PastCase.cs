using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Assets;

namespace Facilities.Operations.Explanations;

/// <summary>A closed fault of the same kind and what ended it.</summary>
/// <param name="Id">The fault.</param>
/// <param name="Number">Its number.</param>
/// <param name="Relation">How near it is.</param>
/// <param name="Place">Which asset.</param>
/// <param name="ModeKey">Its fault mode.</param>
/// <param name="FoundAt">When it was found first.</param>
/// <param name="Work">What was done, a listed code such as <c>fix.part_replaced</c>; null: nobody said.</param>
/// <param name="Words">The crew's own words about cause and work.</param>
/// <param name="Parts">Parts as recorded, as text.</param>
/// <param name="TimeToFix">From found to fixed, in its last round; null: nobody reported it fixed.</param>
/// <param name="Proof">Who said that it held.</param>
/// <param name="CameBack">How often it came back before it was closed.</param>
public sealed record PastCase(
    FaultId Id, string Number, CaseRelation Relation, AssetPlace Place, string ModeKey, DateTimeOffset FoundAt, CodedText? Work, string? Words, string? Parts, TimeSpan? TimeToFix,
    CaseProof Proof, int CameBack)
{
    /// <summary>Of a closed fault, whole.</summary>
    internal static PastCase Of(Fault fault, CaseRelation relation, AssetPlace place)
    {
        var work = fault.History.LastOrDefault(line => line.Action == FaultAction.ReportFixed);
        var proof = fault.History.LastOrDefault(line => line.Action is FaultAction.PassSoak or FaultAction.Verify)?.Action switch
        {
            FaultAction.PassSoak => CaseProof.Telemetry,
            FaultAction.Verify => CaseProof.Person,
            _ => CaseProof.None,
        };
        var parts = fault.History.LastOrDefault(line => line.Action == FaultAction.RecordParts)?.Reason.Parameters.GetValueOrDefault("parts");
        return new PastCase(
            fault.Id, fault.Number, relation, place, fault.ModeKey, fault.DetectedAt, work?.Reason, work?.Note, parts, fault.CurrentRound.FixedAt - fault.CurrentRound.DetectedAt, proof, fault.ReopenCount);
    }
}
