using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Demo;

/// <summary>
/// Gives an empty database two communities with a plausible past, lived through the real use cases on a clock of its own. Call it once at
/// start, before intake runs: it imports the telemetry of one past entrapment and, where <paramref name="telemetry"/> plays it, of the crews' visits. For demos only.
/// </summary>
public sealed class DemoSeeder(
    IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, AssetTemplateCatalog templates, AssetDirectory directory, SiteClock clock,
    DemoTelemetry? telemetry = null)
{
    /// <summary>How far back the demo's past goes.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromDays(45);

    /// <summary>Seeds unless the database has organisations already; returns whether it did.</summary>
    public async Task<bool> SeedAsync(CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await db.Organisations.AnyAsync(cancellationToken).ConfigureAwait(false)) return false;
        }

        var now = clock.GetUtcNow();
        await writer.WriteAsync((unit, token) => DemoRegistry.WriteAsync(unit, now, token), cancellationToken).ConfigureAwait(false);
        await directory.RefreshAsync(cancellationToken).ConfigureAwait(false);

        var time = new ScriptedTime(now - Past);
        var past = new DemoPast(databases, writer, series, templates, directory, new FaultOptions(), new InspectionOptions(), new LiveFeed(), time, telemetry);
        await past.LiveAsync(now, cancellationToken).ConfigureAwait(false);
        // Nobody is told today of what happened then.
        await writer.WriteAsync(
            (unit, token) => unit.Db.Notices.Where(notice => notice.HandledAt == null).ExecuteUpdateAsync(set => set.SetProperty(notice => notice.HandledAt, now), token), cancellationToken)
            .ConfigureAwait(false);
        return true;
    }
}
