using System.Globalization;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Exports;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Complaints;

/// <summary>The refused rows of an import on their way out, with line and reason. Thread-safe.</summary>
public sealed class RefusalExport(IDbContextFactory<FacilitiesDb> databases, ComplaintImports imports, ExportOrigin origins)
{
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="OperationCodes.NotFound"/>.</exception>
    public async Task<ExportTable> TableAsync(Caller caller, ComplaintImportId id, CultureInfo culture, CancellationToken cancellationToken)
    {
        string Say(string key) => ExportText.Say(culture, key);
        _ = await imports.FindAsync(caller, id, cancellationToken).ConfigureAwait(false) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "import"), ("id", id));
        var origin = await origins.LinesAsync(caller, culture, [], cancellationToken).ConfigureAwait(false);
        return new ExportTable(
            Say("complaint.refused"), "refused-" + id, [new(Say("complaint.line"), ExportKind.Count), new(Say("complaint.reason")), new(Say("complaint.sample"))], Rows(cancellationToken), origin, SiteDay.Zone);

        async IAsyncEnumerable<IReadOnlyList<object?>> Rows([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
        {
            var db = await databases.CreateDbContextAsync(token).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                await foreach (var row in db.ComplaintRefusals.AsNoTracking().Where(item => item.ImportId == id).OrderBy(item => item.Line).AsAsyncEnumerable().WithCancellation(token).ConfigureAwait(false))
                    yield return [row.Line, Say(row.Reason), row.Sample];
            }
        }
    }
}
