using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Operations.Compliance;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Ingest.Commands.Inspections;

/// <summary>A district in an empty SQLite database: all duties of its lifts and fire systems for a year, half of it over.</summary>
internal sealed class InspectionsBench(string folder, IProgress<string> progress)
{
    private const int Communities = 40;
    private const int Rounds = 20;

    public async Task<IReadOnlyList<(string What, string Measured, string Target)>> RunAsync(int elevators, int systems, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFacilitiesStorage(new DatabaseOptions { SqlitePath = Path.Combine(folder, "facilities.db") });
        var provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            var (databases, writer, clock) = (provider.GetRequiredService<IDbContextFactory<FacilitiesDb>>(), provider.GetRequiredService<FacilitiesWriter>(), provider.GetRequiredService<SiteClock>());
            await provider.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken).ConfigureAwait(false);
            var district = await SeedAsync(writer, elevators, systems, cancellationToken).ConfigureAwait(false);
            var planning = new InspectionPlanning(databases, writer, new InspectionOptions { Templates = [InspectionOptions.Every] }, new LiveFeed(), clock, NullLogger<InspectionPlanning>.Instance);

            progress.Report("generating a year of duties");
            var (items, generated) = await TimedAsync(() => planning.RunAsync(cancellationToken)).ConfigureAwait(false);
            var (_, again) = await TimedAsync(() => planning.RunAsync(cancellationToken)).ConfigureAwait(false);
            progress.Report("half of it is over");
            // China has one zone and no summer time.
            var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
            await LiveAsync(databases, today.AddMonths(6), cancellationToken).ConfigureAwait(false);

            var rows = new List<(string, string, string)>
            {
                ("lifts, fire systems, items", string.Create(CultureInfo.InvariantCulture, $"{elevators:N0}, {systems:N0}, {items:N0}"), "about 200,000 items"),
                ("generated in one go", Seconds(generated), "report"),
                ("planned again at once, nothing to do", Milliseconds(again), "report"),
            };
            var compliance = new ComplianceQuery(databases, clock);
            var regulator = new Caller(new Actor(new UserId(1), Role.Regulator, district), new Scope(ScopeKind.District, district, today), new LocalizedName("住建局", "Housing bureau"), "en");
            foreach (var by in new[] { ComplianceBy.Community, ComplianceBy.Duty, ComplianceBy.Firm, ComplianceBy.District })
            {
                var filter = new ComplianceFilter { From = today, Until = today.AddYears(1), By = by };
                var times = new List<TimeSpan>(Rounds);
                for (var i = 0; i < Rounds; i++) times.Add((await TimedAsync(() => compliance.CountAsync(regulator, filter, cancellationToken)).ConfigureAwait(false)).Took);
                times.Sort();
                rows.Add(($"the district's year by {by.ToString().ToLowerInvariant()}: median, worst of {Rounds}", $"{Milliseconds(times[Rounds / 2])}, {Milliseconds(times[^1])}", "< 300 ms"));
            }

            rows.Add(("load average of the last minute", await LoadAsync(cancellationToken).ConfigureAwait(false), "an idle machine"));
            return rows;
        }
    }

    private static Task<OrganisationId> SeedAsync(FacilitiesWriter writer, int elevators, int systems, CancellationToken cancellationToken) => writer.WriteAsync(async (unit, token) =>
    {
        var db = unit.Db;
        var district = new Organisation(OrganisationKind.District, "测试区", "Trial district");
        var property = Enumerable.Range(1, 10).Select(n => new Organisation(OrganisationKind.PropertyFirm, $"物业{n}", $"Property firm {n}")).ToList();
        var firms = Enumerable.Range(1, 6).Select(n => new Organisation(OrganisationKind.MaintenanceFirm, $"维保{n}", $"Maintenance firm {n}")).ToList();
        db.Organisations.Add(district);
        db.Organisations.AddRange(property);
        db.Organisations.AddRange(firms);
        await db.SaveChangesAsync(token).ConfigureAwait(false);
        var sites = Enumerable.Range(0, Communities).Select(n => new Community($"site-{n}", $"小区{n}", $"Community {n}", district.Id) { PropertyFirmId = property[n % property.Count].Id }).ToList();
        db.Communities.AddRange(sites);
        await db.SaveChangesAsync(token).ConfigureAwait(false);
        var lifts = Enumerable.Range(0, elevators).Select(n => Asset(sites[n % Communities], "elevator", n, new("supervisory_inspection", $"{2012 + n % 14}-{1 + n % 12:00}-15"))).ToList();
        var pumps = Enumerable.Range(0, systems).Select(n => Asset(sites[n % Communities], "fire-pump", n, new("driver", "electric"))).ToList();
        db.Assets.AddRange(lifts);
        db.Assets.AddRange(pumps);
        await db.SaveChangesAsync(token).ConfigureAwait(false);
        db.Contracts.AddRange(lifts.Select((lift, n) => new MaintenanceContract(lift.Id, firms[n % 4].Id, new DateOnly(2020, 1, 1), null)));
        db.Contracts.AddRange(pumps.Select((pump, n) => new MaintenanceContract(pump.Id, firms[4 + n % 2].Id, new DateOnly(2020, 1, 1), null)));
        return district.Id;
    }, cancellationToken);

    private static Asset Asset(Community site, string type, int n, KeyValuePair<string, string> attribute)
    {
        var asset = new Asset(site.Id, null, type, $"{type}-{n}", $"{type} {n}");
        asset.SetAttributes([attribute]);
        return asset;
    }

    /// <summary>Up to a day most was done, some late, some never, and telemetry has judged what it can: straight into the tables, a district's half year of work isn't what is measured.</summary>
    private static async Task LiveAsync(IDbContextFactory<FacilitiesDb> databases, DateOnly until, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            const string Past = """
                UPDATE inspection_items SET recorded_at = due_at, started_at = due_at - 3600000, ended_at = due_at - 60000,
                    state = CASE WHEN id % 40 = 0 THEN 6 WHEN id % 17 = 0 THEN 5 ELSE 4 END
                WHERE due_date < {0}
                """;
            const string Judged = """
                INSERT INTO inspection_proofs (item_id, asset_id, community_id, template_key, due_date, verdict, window_from, window_to, coverage_before, coverage_within, coverage_after, stages, times)
                SELECT id, asset_id, community_id, template_key, due_date, CASE WHEN id % 50 = 0 THEN 3 WHEN id % 9 = 0 THEN 2 ELSE 1 END, started_at, ended_at, 1, 1, 1, '[]', 1
                FROM inspection_items WHERE state IN (4, 5) AND template_key IN ('elevator-half-month', 'elevator-quarter', 'elevator-intercom-test', 'fire-pump-weekly-start', 'hydrant-static')
                """;
            await db.Database.ExecuteSqlRawAsync(Past, [until], cancellationToken).ConfigureAwait(false);
            await db.Database.ExecuteSqlRawAsync(Judged, cancellationToken).ConfigureAwait(false);
            await db.Database.ExecuteSqlRawAsync("ANALYZE", cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<(T Result, TimeSpan Took)> TimedAsync<T>(Func<Task<T>> work)
    {
        var began = TimeProvider.System.GetTimestamp();
        var result = await work().ConfigureAwait(false);
        return (result, TimeProvider.System.GetElapsedTime(began));
    }

    private static async Task<string> LoadAsync(CancellationToken cancellationToken) =>
        File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken).ConfigureAwait(false)).Split(' ')[0] : "unknown";

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms");
}
