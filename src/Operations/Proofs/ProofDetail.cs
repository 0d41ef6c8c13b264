using Facilities.Domain.Inspections;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Inspections;

namespace Facilities.Operations.Proofs;

/// <summary>What telemetry says about a record, with its reasons.</summary>
/// <param name="Verdict">Null until the window is over and it was judged.</param>
/// <param name="MissingAttribute">Attribute of the asset without which the signature has no limits.</param>
/// <param name="WindowFrom">In which the work was looked for.</param>
/// <param name="MatchedFrom">Where what tells of the work shows; null: it doesn't.</param>
/// <param name="CoverageBefore">Share of the hour before the window in which the asset was heard of, 0 to 1.</param>
/// <param name="JudgeAgainAt">Late data may still change it; null: it is settled.</param>
public sealed record ProofDetail(
    ProofVerdict? Verdict, string? RuleKey, string? MissingAttribute, DateTimeOffset WindowFrom, DateTimeOffset WindowTo, DateTimeOffset? MatchedFrom, DateTimeOffset? MatchedTo,
    double CoverageBefore, double CoverageWithin, double CoverageAfter, IReadOnlyList<ProofStageRow> Stages, IReadOnlyList<string> Points, DateTimeOffset? JudgedAt, DateTimeOffset? JudgeAgainAt)
{
    internal static ProofDetail Of(InspectionProof proof, ProofRule? rule) => new(
        proof.Verdict, proof.RuleKey, proof.MissingAttribute, proof.WindowFrom, proof.WindowTo, proof.MatchedFrom, proof.MatchedTo, proof.CoverageBefore, proof.CoverageWithin, proof.CoverageAfter,
        [.. proof.Stages.Select(stage => new ProofStageRow(
            stage.Key, rule?.StageNames.GetValueOrDefault(stage.Key) ?? new LocalizedName(stage.Key, stage.Key), stage.IsMet, stage.Amount, stage.Needed,
            [.. stage.Spans.Chunk(2).Select(span => new ProofSpan(DateTimeOffset.FromUnixTimeMilliseconds(span[0]), DateTimeOffset.FromUnixTimeMilliseconds(span[1])))],
            rule?.TimedStages.Contains(stage.Key) == true, rule?.TellingStages.Contains(stage.Key) == true))],
        rule?.Points ?? [], proof.JudgedAt, proof.JudgeAgainAt);
}
