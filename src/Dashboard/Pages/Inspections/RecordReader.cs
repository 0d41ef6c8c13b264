using Facilities.Dashboard.Components.Charts;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Dashboard.Pages.Faults;
using Facilities.Dashboard.Telemetry;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Inspections;
using Facilities.Operations.Proofs;
using Facilities.Operations.Supervision;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>Reads a record, its verdict and the curves behind it. Thread-safe.</summary>
internal sealed class RecordReader(
    InspectionQueries inspections, InspectionProofs proofs, EnforcementCases cases, PointCharts charts, AssetWords words, DisplayFormat format, IStringLocalizer<InspectionText> text)
{
    /// <summary>More lanes than these nobody compares.</summary>
    private const int MostCharts = 4;

    /// <returns>Null: there is no such item in the caller's scope.</returns>
    public async Task<RecordView?> ReadAsync(Caller caller, InspectionItemId id, CancellationToken cancellationToken)
    {
        if (await inspections.GetAsync(caller, id, cancellationToken) is not { } detail) return null;
        var proof = await proofs.GetAsync(caller, id, cancellationToken);
        return new RecordView(detail, proof, proof is null ? [] : await ChartsAsync(detail, proof, cancellationToken), await cases.OfAsync(caller, id, cancellationToken));
    }

    private async Task<IReadOnlyList<EvidenceChart>> ChartsAsync(InspectionDetail detail, ProofDetail proof, CancellationToken cancellationToken)
    {
        var place = detail.Row.Place;
        var built = new List<EvidenceChart>();
        foreach (var key in proof.Points)
        {
            if (built.Count(chart => chart.Shows) == MostCharts) break;
            // A point of another asset has no curve here; its stage and amount stand in the list.
            if (words.Definition(place.TypeKey, key) is not { } point) continue;
            var request = new PointChartRequest(place.Id, place.TypeKey, point, proof.WindowFrom, proof.WindowTo) { Spans = Spans(detail, proof), Marks = built.Exists(chart => chart.Shows) ? [] : Marks(detail) };
            var name = words.Point(place.TypeKey, key);
            built.Add(new EvidenceChart(key, name, text["proof.chart", name, format.Moment(proof.WindowFrom), format.Time(proof.WindowTo)], !built.Exists(chart => chart.Shows), await charts.BuildAsync(request, cancellationToken)));
        }

        return built;
    }

    /// <summary>The claimed time, and where the work shows.</summary>
    private static List<ChartSpan> Spans(InspectionDetail detail, ProofDetail proof)
    {
        var spans = new List<ChartSpan>();
        if (detail is { StartedAt: { } started, Row.EndedAt: { } ended }) spans.Add(new ChartSpan(started.ToUnixTimeMilliseconds(), ended.ToUnixTimeMilliseconds(), Tone: "accent"));
        if (proof is { MatchedFrom: { } from, MatchedTo: { } to }) spans.Add(new ChartSpan(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), Tone: "proof"));
        return spans;
    }

    private List<ChartMark> Marks(InspectionDetail detail) => detail is { StartedAt: { } started, Row.EndedAt: { } ended }
        ? [new ChartMark(started.ToUnixTimeMilliseconds(), text["proof.markStart", format.Time(started)], "accent"), new ChartMark(ended.ToUnixTimeMilliseconds(), text["proof.markEnd", format.Time(ended)], "accent")]
        : [];
}
