using System.Globalization;
using System.Runtime.CompilerServices;
using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Exports;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Compliance;

/// <summary>
/// The compliance table and its items on their way out: the numbers of the page, with filter, time and the head of the audit chain. The head is read before the rows, so
/// it vouches for every record among them. Thread-safe.
/// </summary>
public sealed class ComplianceExport(ComplianceQuery counts, ComplianceList list, ExportOrigin origins)
{
    private static readonly string[] Counts = ["planned", "due", "owed", "onTime", "late", "overdue", "missed", "excused"];

    /// <summary>The table, a row as <see cref="ComplianceFilter.By"/> says, and the sum of all at its end.</summary>
    /// <exception cref="RuleViolation">As <see cref="ComplianceQuery.CountAsync"/> and <see cref="ComplianceList.TrailAsync"/>.</exception>
    public async Task<ExportTable> TableAsync(Caller caller, ComplianceFilter filter, CultureInfo culture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(filter);
        string Say(string key) => ExportText.Say(culture, key);
        var origin = await OriginAsync(caller, filter, culture, cancellationToken).ConfigureAwait(false);
        var rows = await counts.CountAsync(caller, filter, cancellationToken).ConfigureAwait(false);
        if (rows.Count > 1) rows = [.. rows, ComplianceRow.Sum(rows, new LocalizedName(Say("total"), Say("total")))];
        return new ExportTable(
            Say("compliance.table"), FileName("compliance", filter),
            [
                new(Say("by." + filter.By)), .. Counts.Select(key => new ExportColumn(Say("col." + key), ExportKind.Count)),
                new(Say("col.share"), ExportKind.Share), .. Enum.GetValues<ProofVerdict>().Select(verdict => new ExportColumn(Say("verdict." + verdict), ExportKind.Count)),
                new(Say("col.provenShare"), ExportKind.Share),
            ],
            Rows(), origin, SiteDay.Zone);

        async IAsyncEnumerable<IReadOnlyList<object?>> Rows()
        {
            await Task.CompletedTask.ConfigureAwait(false);
            foreach (var row in rows)
            {
                yield return
                [
                    row.Name.For(culture), row.Planned, row.Due, row.Owed, row.OnTime, row.Late, row.Overdue, row.Missed, row.Excused, row.OnTimeShare,
                    row.Proven, row.Partly, row.Contradicted, row.NoData, row.ProvenShare,
                ];
            }
        }
    }

    /// <summary>The items, by due date.</summary>
    /// <inheritdoc cref="TableAsync"/>
    public async Task<ExportTable> ItemsAsync(Caller caller, ComplianceFilter filter, CultureInfo culture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(filter);
        string Say(string key) => ExportText.Say(culture, key);
        var origin = await OriginAsync(caller, filter, culture, cancellationToken).ConfigureAwait(false);
        return new ExportTable(
            Say("compliance.items"), FileName("inspections", filter),
            [
                new(Say("col.number"), ExportKind.Count), new(Say("by.Community")), new(Say("by.Asset")), new(Say("by.Duty")), new(Say("col.lastDay"), ExportKind.Day), new(Say("col.state")),
                new(Say("col.started"), ExportKind.Moment), new(Say("col.ended"), ExportKind.Moment), new(Say("col.organisation")), new(Say("col.person")), new(Say("col.covered")),
                new(Say("col.verdict")), new(Say("col.doubts"), ExportKind.Count),
            ],
            Rows(CancellationToken.None), origin, SiteDay.Zone);

        async IAsyncEnumerable<IReadOnlyList<object?>> Rows([EnumeratorCancellation] CancellationToken token)
        {
            await foreach (var row in list.AllAsync(caller, filter, token).ConfigureAwait(false))
            {
                yield return
                [
                    row.Id.Value, row.Place.Community.For(culture), row.Place.Name.For(culture), row.Name.For(culture), row.DueDate, Say("state." + row.State), row.StartedAt, row.EndedAt,
                    row.Organisation?.For(culture), row.DoneBy?.For(culture), row.CoveredBy?.For(culture), row.Verdict is { } verdict ? Say("verdict." + verdict) : null, row.Doubts,
                ];
            }
        }
    }

    private static string FileName(string what, ComplianceFilter filter) => string.Create(CultureInfo.InvariantCulture, $"{what}-{filter.From:yyyyMMdd}-{filter.Until:yyyyMMdd}");

    private async Task<IReadOnlyList<(string Name, string Value)>> OriginAsync(Caller caller, ComplianceFilter filter, CultureInfo culture, CancellationToken cancellationToken)
    {
        var trail = await list.TrailAsync(caller, filter, cancellationToken).ConfigureAwait(false);
        return await origins.LinesAsync(caller, culture,
        [
            ("origin.span", string.Create(CultureInfo.InvariantCulture, $"{filter.From:yyyy-MM-dd} – {filter.Until:yyyy-MM-dd}")),
            ("by.District", trail.DistrictName?.For(culture)), ("by.Community", trail.CommunityName?.For(culture)), ("by.Asset", trail.AssetName?.For(culture)),
            ("by.Firm", trail.FirmName?.For(culture)), ("by.Duty", trail.DutyName?.For(culture)),
            ("origin.only", filter.Of is { } outcome ? ExportText.Say(culture, "of." + outcome) : null),
        ], cancellationToken).ConfigureAwait(false);
    }
}
