using System.Diagnostics;
using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Operations.Complaints;
using Facilities.Operations.Templates;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Complaints;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Ingest.Commands.Complaints;

/// <summary>Imports what <c>simulator complaints</c> wrote into an empty SQLite database through the service's own use cases, and asks what the page of analysis asks.</summary>
internal sealed class ComplaintsBench(DirectoryInfo data, string folder, IProgress<string> progress)
{
    private const int Rounds = 10;
    private const int BatchOfSites = 200;

    public async Task<IReadOnlyList<(string What, string Measured, string Target)>> RunAsync(CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new FileStore(Path.Combine(folder, "files")));
        services.AddFacilitiesStorage(new DatabaseOptions { SqlitePath = Path.Combine(folder, "facilities.db") });
        services.AddFacilitiesComplaints();
        var provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            await provider.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken).ConfigureAwait(false);
            var sites = PlacesFile.Read(data);
            await SeedAsync(provider.GetRequiredService<FacilitiesWriter>(), sites, cancellationToken).ConfigureAwait(false);
            var caller = new Caller(new Actor(null, Role.Admin, null), Scope.Everything, new LocalizedName("操作员", "Operator"), "en");
            var (imports, run) = (provider.GetRequiredService<ComplaintImports>(), provider.GetRequiredService<ComplaintImportRun>());
            ImportDraft draft;
            var file = File.OpenRead(Path.Combine(data.FullName, "records.csv"));
            await using (file.ConfigureAwait(false)) draft = await imports.UploadAsync(caller, "12345", "records.csv", file, cancellationToken).ConfigureAwait(false);
            await imports.StartAsync(caller, draft.Import.Id, draft.Import.Mapping, cancellationToken).ConfigureAwait(false);
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var watch = WatchAsync(imports, caller, draft.Import.Id, watching.Token);
            var (began, writtenBefore) = (TimeProvider.System.GetTimestamp(), Written());
            await run.RunAsync(cancellationToken).ConfigureAwait(false);
            var took = TimeProvider.System.GetElapsedTime(began);
            await watching.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
            var written = Written() - writtenBefore;
            var size = new DirectoryInfo(folder).EnumerateFiles("facilities.db").Sum(item => item.Length);
            var done = await imports.FindAsync(caller, draft.Import.Id, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("The import is gone.");
            var rows = new List<(string, string, string)>
            {
                ("records read, added, refused, waiting for a person", string.Create(CultureInfo.InvariantCulture, $"{done.Read:N0}, {done.Added:N0}, {done.Refused:N0}, {done.Waiting:N0}"), "–"),
                ("communities, equipment", string.Create(CultureInfo.InvariantCulture, $"{sites.Count:N0}, {sites.Sum(site => site.Assets.Count):N0}"), "–"),
                ("imported, understood and rolled up", string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:F0} s, {done.Read / took.TotalSeconds:N0} records/s"), "minutes"),
                ("written to the disk for it; database after it", string.Create(CultureInfo.InvariantCulture, $"{(written is { } bytes ? $"{bytes / 1e9:F1} GB" : "–")}; {size / 1e9:F2} GB"), "–"),
                ("most memory of the process", string.Create(CultureInfo.InvariantCulture, $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F0} MiB"), "bounded"),
            };
            var analysis = provider.GetRequiredService<ComplaintAnalysis>();
            progress.Report("asking");
            foreach (var quarter in new[] { new DateOnly(2026, 7, 1), new DateOnly(2026, 4, 1) })
            {
                var times = new List<TimeSpan>(Rounds);
                for (var i = 0; i < Rounds; i++)
                {
                    var start = TimeProvider.System.GetTimestamp();
                    await analysis.QuarterAsync(caller, quarter, null, cancellationToken).ConfigureAwait(false);
                    times.Add(TimeProvider.System.GetElapsedTime(start));
                }

                times.Sort();
                rows.Add(($"the quarter from {quarter:yyyy-MM-dd}: median, worst of {Rounds}", string.Create(CultureInfo.InvariantCulture, $"{times[Rounds / 2].TotalMilliseconds:F0} ms, {times[^1].TotalMilliseconds:F0} ms"), "< 1 s"));
            }

            return rows;
        }
    }

    /// <summary>Bytes that this process had the kernel write to disks so far; null where nobody counts them.</summary>
    private static long? Written() =>
        File.Exists("/proc/self/io") && File.ReadLines("/proc/self/io").FirstOrDefault(line => line.StartsWith("write_bytes:", StringComparison.Ordinal)) is { } line
            ? long.Parse(line["write_bytes:".Length..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture)
            : null;

    private async Task WatchAsync(ComplaintImports imports, Caller caller, ComplaintImportId id, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken).ConfigureAwait(false);
                if (await imports.FindAsync(caller, id, cancellationToken).ConfigureAwait(false) is { State: ComplaintImportState.Running } now)
                    progress.Report(string.Create(CultureInfo.InvariantCulture, $"{now.Read} records, {100.0 * now.ReadBytes / now.Bytes:F0} %"));
            }
        }
        catch (OperationCanceledException)
        {
            // It has ended.
        }
    }

    private static async Task SeedAsync(FacilitiesWriter writer, IReadOnlyList<PlacesFile.WrittenSite> sites, CancellationToken cancellationToken)
    {
        var district = await writer.WriteAsync(async (unit, token) =>
        {
            var added = new Organisation(OrganisationKind.District, "测试区", "Trial district");
            unit.Db.Organisations.Add(added);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            return added.Id;
        }, cancellationToken).ConfigureAwait(false);
        foreach (var part in sites.Chunk(BatchOfSites))
        {
            await writer.WriteAsync(async (unit, token) =>
            {
                var communities = part.Select(site => (Site: site, Community: new Community(site.Code, site.Name, null, district) { Address = site.Address, Households = site.Households })).ToList();
                unit.Db.Communities.AddRange(communities.Select(item => item.Community));
                await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
                var buildings = communities.SelectMany(item => item.Site.Buildings.Select(building => (building.Id, Building: new Building(item.Community.Id, building.Name)))).ToDictionary(item => item.Id, item => item.Building);
                unit.Db.Buildings.AddRange(buildings.Values);
                await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
                foreach (var (site, community) in communities)
                {
                    unit.Db.ComplaintAliases.AddRange(site.Aliases.Select(alias => new ComplaintAlias { CommunityId = community.Id, Name = alias, CreatedAt = DateTimeOffset.UnixEpoch }));
                    foreach (var written in site.Assets)
                    {
                        var asset = new Asset(community.Id, written.Building is { } id ? buildings[id].Id : null, written.Type, written.Code, written.Name);
                        asset.SetAttributes(new[] { ("kind", written.Part), ("registration_no", written.Registration) }.Where(item => item.Item2 is not null).Select(item => new KeyValuePair<string, string>(item.Item1, item.Item2!)));
                        unit.Db.Assets.Add(asset);
                    }
                }

                await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
        }
    }
}
