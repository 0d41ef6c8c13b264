using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Contracts;
using Facilities.Operations.Access;
using Facilities.Operations.Exports;

namespace Facilities.Operations.Contracts;

/// <summary>The performance table on its way out: the numbers of the page, with quarter, time and the head of the audit chain. Thread-safe.</summary>
public sealed class PerformanceExport(ContractPerformance performance, ExportOrigin origins)
{
    /// <exception cref="RuleViolation">As <see cref="ContractPerformance.MeasureAsync"/>.</exception>
    public async Task<ExportTable> TableAsync(Caller caller, Quarter quarter, OrganisationId? firm, CultureInfo culture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string Say(string key) => ExportText.Say(culture, key);
        var origin = await origins.LinesAsync(caller, culture, [("contract.quarter", quarter.ToString())], cancellationToken).ConfigureAwait(false);
        var result = await performance.MeasureAsync(caller, quarter, firm, cancellationToken).ConfigureAwait(false);
        return new ExportTable(
            Say("contract.table"), "contracts-" + quarter,
            [
                new(Say("by.Firm")), new(Say("contract.clause")), new(Say("contract.limit"), ExportKind.Number), new(Say("contract.contracts"), ExportKind.Count), new(Say("contract.target"), ExportKind.Share),
                new(Say("contract.delivered"), ExportKind.Count), new(Say("contract.failed"), ExportKind.Count), new(Say("contract.unknown"), ExportKind.Count), new(Say("contract.share"), ExportKind.Share),
                new(Say("contract.result")),
            ],
            Rows(), origin, SiteDay.Zone);

        async IAsyncEnumerable<IReadOnlyList<object?>> Rows()
        {
            await Task.CompletedTask.ConfigureAwait(false);
            foreach (var row in result.Rows)
            {
                var done = row.Performance;
                yield return
                [
                    row.Name.For(culture), Say("clause." + done.Clause.Kind), done.Clause.Limit?.TotalHours, row.Contracts, done.Clause.Target, done.Delivered.Count, done.Failed.Count, done.Unknown.Count,
                    done.Share, Say("clauseResult." + done.Result),
                ];
            }
        }
    }
}
