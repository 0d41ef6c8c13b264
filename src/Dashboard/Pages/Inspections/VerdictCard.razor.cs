using Facilities.Dashboard.Format;
using Facilities.Domain.Inspections;
using Facilities.Operations.Proofs;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>What a person claims, and beside it what telemetry says: verdict, curves with the claimed time and the match, every criterion with its measured value, coverage.</summary>
public sealed partial class VerdictCard
{
    /// <summary>Share of the time in which an asset must be heard of for its silence to mean something, as the matcher asks.</summary>
    private const double EnoughCoverage = 0.9;

    [Parameter, EditorRequired]
    public RecordView View { get; set; } = default!;

    /// <summary>To the whole record; null: this is its page.</summary>
    [Parameter]
    public string? Link { get; set; }

    /// <summary>What can be done about it.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Where data is missing, a criterion that doesn't show isn't broken.</summary>
    private bool IsSilent => View.Proof?.Verdict is null or ProofVerdict.NoData;

    private string? Wrong => IsSilent ? null : "red";

    private string Title => T["proof.title", AssetWords.Name(View.Detail.Row.Place.Name), AssetWords.Name(View.Detail.Row.Name), Format.ShortDay(View.Detail.Row.DueDate)];

    private string Claim
    {
        get
        {
            var (detail, row) = (View.Detail, View.Detail.Row);
            if (detail.StartedAt is not { } started || row.EndedAt is not { } ended) return T["proof.dueText", Format.ShortDay(row.DueDate), T["state." + row.State].Value];
            var who = detail.SignedBy.Count > 0 ? Format.List(detail.SignedBy.Select(AssetWords.Name)) : AssetWords.Name(row.DoneBy);
            return T["proof.claim", AssetWords.Name(row.Organisation), who, Format.Moment(started), Format.Time(ended)];
        }
    }

    /// <summary>It shows, but it does every day; where nothing tells of the work it speaks for nothing.</summary>
    private bool IsOrdinary(ProofStageRow stage) => stage is { IsMet: true, Telling: false } && View.Proof?.MatchedFrom is null;

    private static bool Covered(ProofDetail proof) => Math.Min(proof.CoverageBefore, Math.Min(proof.CoverageWithin, proof.CoverageAfter)) >= EnoughCoverage;

    private string Amount(ProofStageRow stage) => stage.IsTime
        ? T["proof.of", Format.Span(TimeSpan.FromSeconds(stage.Amount)), Format.Span(TimeSpan.FromSeconds(stage.Needed))]
        : T["proof.of", Format.Number(stage.Amount), Format.Number(stage.Needed)];
}
