using System.Globalization;
using System.Runtime.CompilerServices;
using Facilities.Domain;
using Facilities.Domain.Contracts;
using Facilities.Operations.Access;
using Facilities.Operations.Exports;

namespace Facilities.Operations.Funds;

/// <summary>A quarter of the ledger on its way out, every entry, with filter, time and the head of the audit chain. Thread-safe.</summary>
public sealed class LedgerExport(LedgerQueries ledger, ExportOrigin origins)
{
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<ExportTable> TableAsync(Caller caller, CommunityId? community, Quarter quarter, CultureInfo culture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string Say(string key) => ExportText.Say(culture, key);
        var origin = await origins.LinesAsync(caller, culture, [("ledger.quarter", quarter.ToString())], cancellationToken).ConfigureAwait(false);
        var first = await ledger.EntriesAsync(caller, community, quarter, new Paging(0, Paging.Maximum), cancellationToken).ConfigureAwait(false);
        return new ExportTable(
            Say("ledger.table"), $"ledger-{quarter}",
            [
                new(Say("ledger.number"), ExportKind.Count), new(Say("ledger.on"), ExportKind.Day), new(Say("by.Community")), new(Say("by.Asset")), new(Say("ledger.kind")), new(Say("ledger.account")), new(Say("ledger.amount"), ExportKind.Number),
                new(Say("ledger.fact")), new(Say("ledger.words")), new(Say("ledger.document")), new(Say("ledger.reverses"), ExportKind.Count), new(Say("ledger.by")), new(Say("ledger.entered"), ExportKind.Moment),
            ],
            Rows(CancellationToken.None), origin, SiteDay.Zone);

        async IAsyncEnumerable<IReadOnlyList<object?>> Rows([EnumeratorCancellation] CancellationToken token)
        {
            for (var (page, at) = (first, 0); page.Items.Count > 0;)
            {
                foreach (var row in page.Items)
                {
                    yield return
                    [
                        row.Id.Value, row.On, row.Community.For(culture), row.Place?.Name.For(culture), Say("ledger.kind." + row.Kind), row.Account is { } account ? Say("ledger.account." + account) : null, (double)row.Amount.Yuan,
                        row.Fact, row.Words, row.Document, row.Reverses?.Value, row.EnteredBy?.For(culture), row.EnteredAt,
                    ];
                }

                at += page.Items.Count;
                if (at >= page.Total) yield break;
                page = await ledger.EntriesAsync(caller, community, quarter, new Paging(at, Paging.Maximum), token).ConfigureAwait(false);
            }
        }
    }
}
