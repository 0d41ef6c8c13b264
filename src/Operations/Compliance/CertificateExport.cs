using System.Globalization;
using System.Runtime.CompilerServices;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Exports;

namespace Facilities.Operations.Compliance;

/// <summary>The list of papers on its way out, with filter, time and the head of the audit chain. Thread-safe.</summary>
public sealed class CertificateExport(Certificates certificates, ExportOrigin origins)
{
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<ExportTable> TableAsync(Caller caller, CertificateFilter filter, CultureInfo culture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(filter);
        string Say(string key) => ExportText.Say(culture, key);
        var origin = await origins.LinesAsync(caller, culture,
        [
            ("paper.worst", filter.Worst is { } worst ? Say("paperState." + worst) : null), ("paper.kind", filter.Kind is { } kind ? Say("paper." + kind) : null),
        ], cancellationToken).ConfigureAwait(false);
        // Asked for here, so that who may not is told before a byte is sent.
        var first = await certificates.ListAsync(caller, filter, new Paging(0, Paging.Maximum), cancellationToken).ConfigureAwait(false);
        return new ExportTable(
            Say("paper.table"), "certificates",
            [
                new(Say("paper.kind")), new(Say("by.Community")), new(Say("by.Asset")), new(Say("paper.holder")), new(Say("paper.firm")), new(Say("paper.number")), new(Say("paper.issuer")),
                new(Say("paper.issuedOn"), ExportKind.Day), new(Say("paper.until"), ExportKind.Day), new(Say("paper.state")),
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
                        Say("paper." + row.Kind), row.Place?.Community.For(culture), row.Place?.Name.For(culture), row.Holder?.For(culture), row.Firm?.For(culture), row.Number, row.Issuer, row.IssuedOn, row.ValidUntil,
                        Say("paperState." + row.State),
                    ];
                }

                at += page.Items.Count;
                if (at >= page.Total) yield break;
                page = await certificates.ListAsync(caller, filter, new Paging(at, Paging.Maximum), token).ConfigureAwait(false);
            }
        }
    }
}
